import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const bin = join(import.meta.dirname, '..', 'mcp-server', 'bin', 'mitchweb-mcp.mjs')

/** Milliseconds from spawn to the first answer of a tool, and of a Node that does nothing; medians. */
export async function coldStart(database: string, rounds: number) {
  // The first start fills the compile cache; a person's second start is what is felt every day.
  await firstAnswer(database)
  const measured: number[] = []
  const baseline: number[] = []
  for (let round = 0; round < rounds; round++) {
    baseline.push(await bareNode())
    measured.push(await firstAnswer(database))
  }
  return { measured: median(measured), baseline: median(baseline) }
}

async function bareNode(): Promise<number> {
  const start = performance.now()
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit')
  return performance.now() - start
}

async function firstAnswer(database: string): Promise<number> {
  const start = performance.now()
  const child = spawn(process.execPath, [bin, '--database', database], { stdio: ['pipe', 'pipe', 'inherit'] })
  const gone = once(child, 'exit')
  for (const message of messages) child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
  try {
    for await (const line of createInterface(child.stdout)) {
      const { id, result } = JSON.parse(line)
      if (id !== 2) continue
      if (!result || result.isError) throw new Error(`The first call failed: ${line}`)
      return performance.now() - start
    }
    throw new Error('mitchweb-mcp ended without an answer.')
  } finally {
    child.stdin.end()
    await gone
  }
}

const messages = [
  {
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'bench', version: '1.0.0' } },
  },
  { method: 'notifications/initialized' },
  { id: 2, method: 'tools/call', params: { name: 'search_catalog', arguments: { catalog: { query: 'kettle' } } } },
]

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!
