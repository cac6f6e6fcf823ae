import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { root } from '../root.ts'

const bin = join(root, 'rest-api', 'bin', 'mitchweb.mjs')

/** `mitchweb` on one port, killed and started again as often as it takes. */
export type ServedShop = {
  readonly url: string
  /** Answers how long it took until the shop was open, in milliseconds. */
  readonly start: () => Promise<number>
  /** As the operating system ends a process that is given no time at all. */
  readonly kill: () => Promise<void>
}

export async function servedShop(database: string): Promise<ServedShop> {
  const port = await freePort()
  const env = {
    PATH: process.env.PATH ?? '',
    PORT: String(port),
    MITCHWEB_DATABASE: database,
    MITCHWEB_DEMO: '0',
    MITCHWEB_RATE_LIMITS: 'off',
    LOG_LEVEL: 'error',
  }
  let child: ChildProcess | undefined
  return {
    url: `http://127.0.0.1:${port}`,
    start: async () => {
      const began = performance.now()
      child = spawn(process.execPath, [bin], { env, stdio: ['ignore', 'pipe', 'pipe'] })
      child.stderr?.pipe(process.stderr, { end: false })
      await saysItIsOpen(child)
      return performance.now() - began
    },
    kill: async () => {
      if (!child || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

function saysItIsOpen(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = ''
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (output.includes('MitchWeb is open')) resolve()
    })
    child.once('exit', code => reject(new Error(`The shop ended with ${code} before it was open.\n${output}`)))
  })
}

async function freePort(): Promise<number> {
  const socket = createServer()
  await new Promise<void>(listening => socket.listen(0, '127.0.0.1', listening))
  const { port } = socket.address() as AddressInfo
  await new Promise(closed => socket.close(closed))
  return port
}
