import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { installedPackages } from './installed-packages.ts'
import { snippetWith } from './readme-snippets.ts'

const exec = promisify(execFile)
let installed: ReturnType<typeof installedPackages>

beforeAll(() => {
  installed = installedPackages()
}, 300_000)

afterAll(() => installed?.remove())

const inFolder = (...parts: string[]) => join(installed.folder, ...parts)

const bin = (name: string, command: string) => inFolder('node_modules', '@mitchweb', name, 'bin', `${command}.mjs`)

/** Plain Node: no condition, nothing of the repository but third parties. */
async function node(...args: string[]): Promise<string> {
  const env = { ...process.env, NODE_OPTIONS: '' }
  return (await exec(process.execPath, args, { cwd: installed.folder, env })).stdout
}

test('what is published is built, with types and without sources', () => {
  for (const name of ['engine', 'mcp-server', 'rest-api']) {
    expect(existsSync(inFolder('node_modules', '@mitchweb', name, 'dist', 'index.js')), name).toBe(true)
    expect(existsSync(inFolder('node_modules', '@mitchweb', name, 'dist', 'index.d.ts')), name).toBe(true)
    expect(existsSync(inFolder('node_modules', '@mitchweb', name, 'src')), name).toBe(false)
  }
})

test('pages come with the scripts of a shop, whoever has them built, and not with those for developing', () => {
  const assets = inFolder('node_modules', '@mitchweb', 'web', 'build', 'client', 'assets')
  const scripts = readdirSync(assets).filter(name => name.endsWith('.js'))
  const sizes = scripts.map(name => gzipSync(readFileSync(join(assets, name))).length)
  // React is in the largest; for developing it alone is more than a first page may bring along.
  expect(Math.max(...sizes)).toBeLessThan(120 * 1024)
})

test('every door of the packages can be imported', { timeout: 60_000 }, async () => {
  writeFileSync(
    inFolder('doors.mjs'),
    `const doors = ['engine', 'engine/contract', 'mcp-server', 'rest-api', 'rest-api/client', 'web']
     for (const door of doors) console.log(Object.keys(await import('@mitchweb/' + door)).join(' '))`,
  )
  const [engine, contract, mcp, rest, client, web] = (await node('doors.mjs')).split('\n')
  expect(engine).toContain('openEngine')
  expect(contract).toContain('operations')
  expect(mcp).toContain('mcpHttpHandler')
  expect(rest).toContain('createApp')
  expect(client).toContain('httpClient')
  expect(web).toContain('openStorefront')
})

test('the README’s program buys two mugs on an installed engine', { timeout: 60_000 }, async () => {
  writeFileSync(inFolder('embed.mjs'), snippetWith('openEngine'))
  expect(await node('embed.mjs')).toMatch(/type: 'total'[^}]*amount: 4090/)
})

test('the command mitchweb says how to use it', { timeout: 60_000 }, async () => {
  expect(await node(bin('rest-api', 'mitchweb'), '--help')).toContain('MITCHWEB_DATABASE')
})

test('the command mitchweb-mcp opens the demo shop with its pictures', { timeout: 60_000 }, async () => {
  const client = new Client({ name: 'packages', version: '1.0.0' })
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [bin('mcp-server', 'mitchweb-mcp')],
      cwd: installed.folder,
      stderr: 'pipe',
    }),
  )
  const found = await client.callTool({ name: 'search_catalog', arguments: { catalog: { query: 'mug' } } })
  await client.close()
  expect(JSON.stringify(found.content)).toContain('Tarn Mug')
  expect(existsSync(inFolder('node_modules', '@mitchweb', 'engine', 'demo-media', 'tarn-mug-ink.svg'))).toBe(true)
})
