import { execFile } from 'node:child_process'
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoProducts } from '../engine/src/demo/shelves.ts'
import { httpClient } from '../rest-api/src/client.ts'
import { readConfiguration } from '../rest-api/src/configuration.ts'
import { commands, readme, snippets, snippetWith } from './readme-snippets.ts'
import { root } from './root.ts'
import { npx, type RunningShop, startShop } from './running-shop.ts'

const exec = promisify(execFile)

const folder = mkdtempSync(join(tmpdir(), 'mitchweb-readme-'))
/** Programs lie inside the repository, where they find its packages, and run in the temporary folder. */
const programs = join(root, 'node_modules', '.cache', 'mitchweb-readme')
let shop: RunningShop

beforeAll(async () => {
  mkdirSync(programs, { recursive: true })
  shop = await startShop(join(folder, 'data', 'shop.db'))
}, 120_000)

afterAll(async () => {
  await shop?.stop()
  rmSync(folder, { recursive: true, force: true })
  rmSync(programs, { recursive: true, force: true })
})

const here = (text: string) =>
  text.replaceAll('http://localhost:3000', shop.url).replaceAll('mwk_your-key', /mwk_\w+/.exec(shop.output)?.[0] ?? '')

/** How each command of the README is run; one that none of these knows fails its test. */
const runners: readonly [pattern: RegExp, run: (command: string) => Promise<void>][] = [
  [/^npm start$/, startsTheShop],
  [/^npm test$/, isWhatTheBuildRuns],
  [/^claude mcp add --transport http mitchweb \S+$/, command => sellsMugs(httpTransport(command.split(' ').at(-1)!))],
  [/^claude mcp add --transport http mitchweb-staff /, findsOrders],
  [/^npx mitchweb-mcp$/, command => sellsMugs(stdioTransport(npx(command)))],
  [/^npx node .*embed\.mjs$/, printsTheOrder],
  [/^curl /, answersJson],
  [/^npx mitchweb import \S+\.csv/, importsProducts],
  [/^npx mitchweb import \S+\.jsonl/, importsRecords],
  [/^npx mitchweb (export|feed) /, writesAFile],
  [/^npx mitchweb stocktake /, countsStock],
  [/^npx mitchweb backup /, writesAFile],
  [/^npx mitchweb restore /, restoresTheShop],
  [/^npx mitchweb doctor$/, findsTheRunningShopWell],
]

describe('every command of the README does what it says', () => {
  test.each(commands)('%s', { timeout: 60_000 }, async command => {
    const [, run] = runners.find(([pattern]) => pattern.test(command)) ?? []
    expect(run, 'there is no way to run it').toBeDefined()
    await run!(command)
  })
})

test('a shop that npm started ends with npm, and its data stays for the next start', { timeout: 60_000 }, async () => {
  const database = join(folder, 'again.db')
  const first = await startShop(database)
  const find = (url: string) => httpClient(url, { attempts: 1 }).searchCatalog({ catalog: { query: 'mug' } })
  const { products } = await find(first.url)
  await first.stop()
  await expect(find(first.url)).rejects.toMatchObject({ code: 'unavailable' })
  const second = await startShop(database)
  expect((await find(second.url)).products.map(product => product.id)).toEqual(products.map(product => product.id))
  await second.stop()
})

describe('every snippet of the README works', () => {
  test('none is of a kind that nobody runs', () => {
    const known = ['sh', 'json', 'js', 'mermaid']
    expect(snippets.filter(({ language }) => !known.includes(language))).toEqual([])
    const programsRun = ['openEngine', 'httpClient'].map(snippetWith)
    expect(snippets.filter(({ language }) => language === 'js').map(({ text }) => text)).toEqual(programsRun)
    expect(snippets.filter(({ language }) => language === 'json')).toHaveLength(1)
    expect(snippets.filter(({ language }) => language === 'mermaid')).toHaveLength(1)
  })

  test('the configuration of Claude Desktop starts the shop that is running', { timeout: 60_000 }, async () => {
    const { command, args } = JSON.parse(snippetWith('mcpServers').replaceAll('/path/to/mitchweb', root)).mcpServers
      .mitchweb as { command: string; args: string[] }
    expect(existsSync(command)).toBe(true)
    await sellsMugs(stdioTransport({ program: command, args }))
  })

  test('the client’s program prints titles of the shop', { timeout: 60_000 }, async () => {
    const printed = await runProgram('client.mjs', here(snippetWith('httpClient')))
    expect(printed).toContain('Tarn Mug')
  })

  test('the picture shows every package and every room, and arrows only where imports may go', () => {
    const picture = snippetWith('flowchart')
    const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { workspaces: string[] }
    for (const workspace of workspaces) expect(picture).toContain(`"@mitchweb/${workspace}"`)
    const rooms = globSync('*/', { cwd: join(root, 'engine', 'src') }).map(room => room.replace(/[\\/]$/, ''))
    expect(rooms.length).toBeGreaterThan(10)
    for (const room of rooms) expect(picture).toMatch(new RegExp(`\\b${room}\\b`))
    const arrows = arrowsIn(picture).filter(({ from, to }) => rooms.includes(from) && rooms.includes(to))
    expect(arrows.length).toBeGreaterThan(10)
    for (const { from, to } of arrows) expect(order.indexOf(from), `${from} → ${to}`).toBeGreaterThan(order.indexOf(to))
  })
})

const order =
  'shared storage catalog customers staff accounts pricing inventory discovery cart payments orders checkout exchange privacy doctor insights'.split(
    ' ',
  )

const arrowsIn = (picture: string) =>
  [...picture.matchAll(/^\s*([\w &]+) --> ([\w &]+)$/gm)].flatMap(([, from = '', to = '']) =>
    from.split(' & ').flatMap(a => to.split(' & ').map(b => ({ from: a.trim(), to: b.trim() }))),
  )

describe('what the README says is so', () => {
  test('the table of configuration has every variable with its default', () => {
    const rows = [...readme.matchAll(/^\| `([A-Z_]+)` \| (.*?) \|/gm)].map(([, name = '', text = '']) => ({
      name,
      text,
    }))
    const files = [
      'rest-api/src/configuration.ts',
      'engine/src/payments/stripe-settings.ts',
      'engine/src/accounts/mail-settings.ts',
    ]
    const source = files.map(file => readFileSync(join(root, file), 'utf8')).join('')
    const known = new Set([...source.matchAll(/read\('([A-Z_]+)'\)/g)].map(([, name]) => name))
    expect(new Set(rows.map(({ name }) => name))).toEqual(known)
    for (const { name, text } of rows) {
      const value = /^`(.*)`$/.exec(text)?.[1]
      if (value) expect(readConfiguration({ [name]: value }, folder)).toEqual(readConfiguration({}, folder))
      else expect(readConfiguration({}, folder).publicUrl, name).toBeUndefined()
    }
  })

  test('each promise is shown by a test of that name', () => {
    const links = [...readme.matchAll(/\[([^\]]+)\]\(([^)]+\.test\.ts)\)/g)]
    expect(links.length).toBeGreaterThan(10)
    for (const [, title = '', file = ''] of links) {
      expect(readFileSync(join(root, file), 'utf8'), file).toContain(`test('${title}`)
    }
  })

  test('every link into the repository leads somewhere', () => {
    const links = [...readme.matchAll(/\]\(((?!https?:)[^)]+)\)/g)].map(([, to = '']) => to)
    expect(links.filter(to => !existsSync(join(root, to)))).toEqual([])
  })

  test('the demo shop has as many products as it says', () => {
    expect(readme).toContain(`${demoProducts.length} products`)
  })
})

async function startsTheShop(): Promise<void> {
  expect(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts.start).toBe(
    'node scripts/setup.mjs start',
  )
  for (const address of ['/api/docs', '/api/openapi.json', '/ready', '/']) {
    expect((await fetch(shop.url + address)).status, address).toBe(200)
  }
  expect(shop.output).toContain('claude_desktop_config.json')
}

async function isWhatTheBuildRuns(command: string): Promise<void> {
  expect(readFileSync(join(root, '.ci', 'run'), 'utf8').split('\n')).toContainEqual(
    expect.stringMatching(new RegExp(`^${command}( |$)`)),
  )
}

const httpTransport = (address: string) => new StreamableHTTPClientTransport(new URL(here(address)))

const stdioTransport = ({ program, args }: { program: string; args: string[] }) =>
  new StdioClientTransport({ command: program, args, cwd: folder, stderr: 'pipe' })

/** What the first conversation asks for is there. */
async function sellsMugs(transport: StdioClientTransport | StreamableHTTPClientTransport): Promise<void> {
  const client = new Client({ name: 'readme', version: '1.0.0' })
  await client.connect(transport as Transport)
  const catalog = { query: 'mug', filters: { price: { max: 2000 } } }
  const found = await client.callTool({ name: 'search_catalog', arguments: { catalog } })
  expect(JSON.stringify(found.content)).toContain('Tarn Mug')
  await client.close()
}

/** As the staff's assistant, with the header that the command names. */
async function findsOrders(command: string): Promise<void> {
  const [, address = '', name = '', value = ''] = /staff (\S+) --header "(\S+): (.+)"$/.exec(here(command)) ?? []
  const client = new Client({ name: 'readme', version: '1.0.0' })
  const transport = new StreamableHTTPClientTransport(new URL(address), { requestInit: { headers: { [name]: value } } })
  await client.connect(transport as Transport)
  const { tools } = await client.listTools()
  expect(tools.map(tool => tool.name)).toContain('refund_order')
  expect((await client.callTool({ name: 'find_orders', arguments: {} })).isError).not.toBe(true)
  await client.close()
}

async function runProgram(name: string, text: string, args: readonly string[] = ['--conditions=mitchweb-src']) {
  const file = join(programs, name)
  writeFileSync(file, text)
  const { program } = npx('npx node')
  return (await exec(program, [...args, file], { cwd: folder })).stdout
}

async function printsTheOrder(command: string): Promise<void> {
  const { args } = npx(command)
  expect(args.at(-1)).toBe('embed.mjs')
  const text = snippetWith('openEngine')
  expect(text.split('\n').length).toBeLessThan(30)
  const printed = await runProgram('embed.mjs', text, args.slice(0, -1))
  expect(printed).toMatch(/quantity: \{[^}]*total: 2/)
  expect(printed).toMatch(/type: 'total'[^}]*amount: 4090/)
}

async function answersJson(command: string): Promise<void> {
  const { stdout } = await exec('sh', ['-c', here(command)], { cwd: folder })
  const answer = JSON.parse(stdout)
  expect(answer).not.toHaveProperty('remedy')
  if (command.includes('/admin/')) return void expect(answer.orders ?? answer.id).toBeDefined()
  expect(answer.products?.length ?? answer.line_items?.length).toBeGreaterThan(0)
  if (command.includes('checkout-sessions')) expect(answer.continue_url).toContain(shop.url)
}

/** Runs a command of the terminal on a shop of its own, beside the one that is served. */
async function onImported(command: string): Promise<{ stdout: string; args: string[] }> {
  const { program, args } = npx(command)
  const env = { ...process.env, MITCHWEB_DATABASE: join(folder, 'import.db') }
  const { stdout } = await exec(program, args, { cwd: folder, env })
  return { stdout, args }
}

async function importsProducts(command: string): Promise<void> {
  writeFileSync(join(folder, 'products.csv'), 'Handle,Title,Variant SKU,Variant Price\nred-mug,Red mug,MUG-RED,12.50\n')
  const { stdout, args } = await onImported(command)
  expect(stdout).toContain('1 product created')
  expect(stdout).toContain(args.includes('--dry-run') ? 'nothing was changed' : 'Imported')
}

async function writesAFile(command: string): Promise<void> {
  const { args } = await onImported(command)
  expect(existsSync(join(folder, args.at(-1)!))).toBe(true)
}

async function restoresTheShop(command: string): Promise<void> {
  const { stdout } = await onImported(command)
  expect(stdout).toMatch(/^Restored: [\s\S]*The shop that was there before is in /)
}

async function findsTheRunningShopWell(command: string): Promise<void> {
  const { program, args } = npx(command)
  const { stdout } = await exec(program, [...args, '--database', join(folder, 'data', 'shop.db')], { cwd: folder })
  expect(stdout).toContain('All is well')
}

async function importsRecords(command: string): Promise<void> {
  const { stdout } = await onImported(command)
  expect(stdout).toContain('nothing was changed')
}

async function countsStock(command: string): Promise<void> {
  writeFileSync(join(folder, 'counted.csv'), 'sku,counted\nMUG-RED,7\n')
  const { stdout } = await onImported(command)
  expect(stdout).toMatch(/nothing was changed/i)
}
