import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

const bin = fileURLToPath(new URL('../bin/mitchweb.mjs', import.meta.url))

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mitchweb-command-'))
})
afterAll(() => rm(folder, { recursive: true }))

const children: ChildProcess[] = []
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
})

type Environment = Record<string, string>

/** The command as a person starts it, with what it has printed so far. */
function mitchweb(args: string[], environment: Environment = {}, node: string[] = [bin]) {
  const env = { PATH: process.env.PATH ?? '', PORT: '0', ...environment }
  const child = spawn(process.execPath, [...node, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  const said = { out: '', err: '' }
  const ended = once(child, 'close').then(([code]) => code as number)
  child.stderr.on('data', chunk => {
    said.err += chunk
  })
  const printed = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(said.out)
        if (match) resolve(match)
      }
      child.stdout.on('data', look)
      ended.then(code => reject(new Error(`ended with ${code}: ${said.err}`)), reject)
      look()
    })
  child.stdout.on('data', chunk => {
    said.out += chunk
  })
  return { child, said, ended, printed }
}

test('opens the demo shop, says where it is, and ends in order', { timeout: 120_000 }, async () => {
  const environment = { MITCHWEB_DATABASE: join(folder, 'new', 'shop.db') }
  const first = mitchweb([], environment)
  const [, url = ''] = await first.printed(/Shop +(http\S+)[\s\S]*Stop with/)
  expect((await fetch(`${url}/ready`)).status).toBe(200)
  expect((await (await fetch(url)).text()).match(/href="\/products\//g)?.length).toBeGreaterThan(10)
  const pasted = JSON.parse(/\{\n[\s\S]*\n\}/.exec(first.said.out)?.[0] ?? '') as {
    mcpServers: { mitchweb: { command: string; args: string[]; env: Environment } }
  }
  expect(pasted.mcpServers.mitchweb).toMatchObject({
    command: process.execPath,
    args: [expect.stringMatching(/^\/.*mcp-server\/bin\/mitchweb-mcp\.mjs$/)],
    env: environment,
  })

  const [ownersKey = ''] = /mwk_\w+/.exec(first.said.out) ?? []
  expect(ownersKey).toMatch(/^mwk_[0-9a-z]{40}$/)
  expect(first.said.err).not.toContain(ownersKey)

  const second = mitchweb([], environment)
  expect(await second.ended).toBe(1)
  expect(second.said.err).toContain(url.replace('localhost', '').slice(7, 8))
  expect(second.said.err).toMatch(/open|held|process/)
  expect(second.said.err).not.toMatch(/^\s+at /m)

  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)
  for (const line of first.said.err.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow()

  const again = mitchweb([], environment)
  await again.printed(/ready in/)
  expect(again.said.out).not.toContain('mwk_')
  again.child.kill('SIGINT')
  expect(await again.ended).toBe(0)

  const lost = mitchweb(['key', '--name', 'Another'], environment)
  expect(await lost.ended).toBe(0)
  expect(lost.said.out).toMatch(/^mwk_[0-9a-z]{40}\n$/)
  expect(lost.said.out).not.toContain(ownersKey)
})

test('a key is made for a shop that is there, and for no other', async () => {
  const { ended, said } = mitchweb(['key', '--database', join(folder, 'none.db')])
  expect(await ended).toBe(1)
  expect(said).toMatchObject({ out: '', err: expect.stringMatching(/^There is no shop in .*none\.db\.\n$/) })
})

test('a port that is taken is named', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const { ended, said } = mitchweb([], { PORT: String(port), MITCHWEB_DATABASE: join(folder, 'taken.db') })
  expect(await ended).toBe(1)
  expect(said.err).toBe(`Port ${port} is taken by another program. Set PORT to a free one.\n`)
  other.close()
})

test.each([
  [{ PORT: 'http' }, 'PORT must be a whole number'],
  [{ MITCHWEB_DATABASE: 'mysql://x/y' }, 'MITCHWEB_DATABASE must be'],
])('wrong configuration %o is named and nothing starts', async (environment, text) => {
  const { ended, said } = mitchweb([], environment)
  expect(await ended).toBe(1)
  expect(said.err).toContain(text)
  expect(said.err).not.toMatch(/^\s+at /m)
})

test('tells its version and how to use it, and refuses what it does not know', async () => {
  const version = mitchweb(['--version'])
  expect(await version.ended).toBe(0)
  expect(version.said.out).toMatch(/^\d+\.\d+\.\d+\n$/)
  const help = mitchweb(['--help'])
  expect(await help.ended).toBe(0)
  expect(help.said.out).toContain('MITCHWEB_DATABASE')
  const unknown = mitchweb(['frobnicate'])
  expect(await unknown.ended).toBe(2)
  expect(unknown.said.err).toContain('no command "frobnicate"')
})

test('an older Node gets a sentence and not a crash', async () => {
  const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.11.1' } }); await import(${JSON.stringify(bin)})`
  const { ended, said } = mitchweb([], {}, ['--input-type=module', '--eval', pretend])
  expect(await ended).toBe(1)
  expect(said.err).toMatch(/^mitchweb needs Node 22\.22 or newer; this is 20\.11\.1\..*\n$/)
})
