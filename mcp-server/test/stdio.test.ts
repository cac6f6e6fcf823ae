import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { openEngine } from '@mitchweb/engine'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Child, initialize, startChild } from './child.ts'
import { bin } from './clients.ts'
import { realShop } from './real-shop.ts'

let folder: string
let database: string

beforeAll(async () => {
  const shop = await realShop()
  await shop.engine.close()
  folder = shop.folder
  database = join(folder, 'shop.db')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function open(args: string[] = ['--database', database]): Promise<Child> {
  const child = startChild(args)
  await child.request(1, 'initialize', initialize)
  child.write('{"jsonrpc":"2.0","method":"notifications/initialized"}')
  return child
}

const search = (child: Child, id: number) =>
  child.request(id, 'tools/call', { name: 'search_catalog', arguments: { catalog: { query: 'mug' } } })

type Found = { readonly structuredContent: { readonly products: { readonly variants: { readonly id: string }[] }[] } }

const productsIn = ({ result }: { readonly result?: object }) => (result as Found).structuredContent.products

describe('mitchweb-mcp', { timeout: 60_000 }, () => {
  test('writes nothing but protocol messages, whatever it reads', async () => {
    const child = await open()
    for (const line of [
      'hello',
      '',
      '{',
      '[]',
      'null',
      '{"jsonrpc":"2.0"}',
      '{"id":1}',
      '\u0000\u0007',
      'x'.repeat(100_000),
    ]) {
      child.write(line)
    }
    expect((await search(child, 2)).result).toBeDefined()
    child.end()
    expect(await child.exited).toMatchObject({ code: 0 })
    const lines = child.stdout().split('\n').filter(Boolean)
    expect(lines.map(line => JSON.parse(line).jsonrpc)).toEqual(lines.map(() => '2.0'))
  })

  test('answers what it was asked before its input ended, and then goes', async () => {
    const child = await open()
    const answer = search(child, 2)
    child.end()
    expect((await answer).result).toMatchObject({ content: [{ type: 'text' }] })
    expect(await child.exited).toEqual({ code: 0, signal: null })
  })

  test.each(['SIGTERM', 'SIGINT'] as const)('finishes what is in hand on %s, and goes', async signal => {
    const child = await open()
    const variant = productsIn(await search(child, 2))[0]!.variants[0]!.id
    const cart = { line_items: [{ item: { id: variant }, quantity: 1 }] }
    const made = child.request(3, 'tools/call', { name: 'create_cart', arguments: { cart } })
    // The answer to a ping says that the call before it has been read.
    await child.request(4, 'ping')
    child.process.kill(signal)
    expect((await made).result).toMatchObject({ structuredContent: { id: expect.stringMatching(/^crt_/) } })
    expect(await child.exited).toEqual({ code: 0, signal: null })
  })

  test('greets before it opens the shop, and says why it cannot', async () => {
    const noDatabase = join(folder, 'not-a-database')
    await writeFile(noDatabase, 'this is no database, and long enough not to be taken for an empty one'.repeat(100))
    const child = startChild(['--database', noDatabase])
    expect((await child.request(1, 'initialize', initialize)).result).toBeDefined()
    expect(await child.exited).toMatchObject({ code: 1 })
    expect(child.stderr()).toMatch(/^mitchweb-mcp: .+/)
    expect(child.stderr()).not.toMatch(/\n\s+at /)
  })

  test('makes and fills the demo shop where it stands when nothing is configured', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'mitchweb-mcp-'))
    const child = startChild([], { cwd: empty })
    await child.request(1, 'initialize', initialize)
    expect(productsIn(await search(child, 2)).length).toBeGreaterThan(1)
    child.end()
    await child.exited
    await rm(empty, { recursive: true, force: true })
  })

  test('stops with the name of the process that has the database and serves nobody', async () => {
    const holder = await openEngine({ database })
    const child = startChild(['--database', database])
    void child.request(1, 'initialize', initialize)
    expect(await child.exited).toMatchObject({ code: 1 })
    expect(child.stderr()).toContain(String(process.pid))
    await holder.close()
  })

  test('talks to the shop that has the database and serves it', async () => {
    const server = spawn(
      process.execPath,
      [fileURLToPath(new URL('../../rest-api/bin/mitchweb.mjs', import.meta.url))],
      {
        env: { PATH: process.env.PATH ?? '', PORT: '0', MITCHWEB_DATABASE: database, LOG_LEVEL: 'error' },
      },
    )
    let said = ''
    await new Promise<void>((resolve, reject) => {
      server.stdout.on('data', chunk => {
        said += chunk
        if (/http:\/\/\S+\/mcp/.test(said)) resolve()
      })
      server.once('exit', code => reject(new Error(`The shop ended with ${code}: ${said}`)))
    })
    const child = await open()
    expect(productsIn(await search(child, 2)).length).toBeGreaterThan(1)
    expect(child.stderr()).toContain('talking to that shop')
    child.end()
    expect(await child.exited).toMatchObject({ code: 0 })
    server.removeAllListeners('exit')
    const gone = new Promise(resolve => server.once('exit', resolve))
    server.kill('SIGTERM')
    expect(await gone).toBe(0)
  })

  test('helps on request, and names a mistake', async () => {
    const help = startChild(['--help'])
    expect(await help.exited).toMatchObject({ code: 0 })
    expect(help.stdout()).toContain('--database')
    const mistake = startChild(['--databse'])
    expect(await mistake.exited).toMatchObject({ code: 2 })
    expect(mistake.stdout()).toBe('')
    expect(mistake.stderr()).toContain('databse')
  })

  test('says in one sentence that an old Node is too old', async () => {
    const asIfOld = `Object.defineProperty(process, 'versions', { value: { node: '20.11.1' } }); await import(${JSON.stringify(pathToFileURL(bin).href)})`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', asIfOld])
    let said = ''
    child.stderr.on('data', chunk => {
      said += chunk
    })
    const code = await new Promise(resolve => child.on('close', resolve))
    expect(code).toBe(1)
    expect(said).toBe('mitchweb-mcp needs Node 22.22 or newer, and this is Node 20.11.1. Start it with a newer one.\n')
  })
})
