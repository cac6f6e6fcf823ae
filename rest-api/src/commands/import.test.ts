import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { guest, openEngine, system } from '@mitchweb/engine'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { run } from './import.ts'
import { checkFile, importFile } from './import-file.ts'
import { progressLine, progressOn } from './import-progress.ts'

const bin = fileURLToPath(new URL('../../bin/mitchweb.mjs', import.meta.url))

let folder: string
let database: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mitchweb-import-'))
  database = join(folder, 'shop.db')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

type Ended = { code: number; out: string; err: string }

/** Runs `mitchweb import` as a person would. */
function commanding(...args: string[]): Promise<Ended> {
  const env = { PATH: process.env.PATH ?? '', MITCHWEB_DATABASE: database }
  return new Promise(resolve => {
    execFile(process.execPath, [bin, 'import', ...args], { cwd: folder, env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err })
    })
  })
}

/** The same within this process, which spares the start of another. */
async function importing(...args: string[]): Promise<Ended> {
  const said = { out: '', err: '' }
  const listen = (stream: 'stdout' | 'stderr', key: 'out' | 'err') =>
    vi.spyOn(process[stream], 'write').mockImplementation(text => {
      said[key] += text
      return true
    })
  const spies = [listen('stdout', 'out'), listen('stderr', 'err')]
  try {
    const code = await run([...args, '--database', database])
    return { code, ...said }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

async function aFile(...rows: string[]): Promise<string> {
  const file = join(folder, 'products.csv')
  await writeFile(
    file,
    `${['Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price', ...rows].join('\n')}\n`,
  )
  return file
}

async function inShop<T>(look: (engine: Awaited<ReturnType<typeof openEngine>>) => Promise<T>): Promise<T> {
  const engine = await openEngine({ database, sweepEverySeconds: 0 })
  try {
    return await look(engine)
  } finally {
    await engine.close()
  }
}

const handlesInShop = () =>
  inShop(async engine => {
    const { products } = await engine.as(guest).searchCatalog({ catalog: { sort: 'title', pagination: { limit: 50 } } })
    return products.map(({ handle }) => handle)
  })

const good = ['mug,Mug,Size,S,M-S,12.90', 'mug,,,L,M-L,14.90', 'bowl,Bowl,,,B-1,9']

describe('mitchweb import', () => {
  test('creates the products, and changes them when it is run again', { timeout: 60_000 }, async () => {
    const file = await aFile(...good)
    const first = await commanding(file)
    expect(first).toMatchObject({
      code: 0,
      out: expect.stringContaining('2 products created, 0 updated, 3 variants, 0 skipped'),
    })
    await aFile(...good.slice(0, 2), 'bowl,Wide Bowl,,,B-1,9.50')
    const second = await commanding(file, '--json')
    expect(JSON.parse(second.out)).toMatchObject({ status: 'imported', created: 0, updated: 2, problem_count: 0 })
    await inShop(async engine => {
      const { product } = await engine.as(guest).getProduct({ catalog: { id: 'bowl' } })
      expect(product).toMatchObject({ title: 'Wide Bowl', price_range: { min: { amount: 950, currency: 'EUR' } } })
    })
  })

  test('imports nothing when one row is wrong, and names line and column', async () => {
    const { code, out, err } = await importing(await aFile(...good, 'cup,Cup,,,C-1,"3,50"'))
    expect(code).toBe(1)
    expect(err).toContain('line 5, Variant Price: "3,50" is not a price in EUR')
    expect(out).toContain('Nothing was imported: 1 problem.')
    expect(await handlesInShop()).toEqual([])
  })

  test('leaves out whole products with --skip-invalid', async () => {
    const rows = [...good, 'cup,Cup,,,C-1,x', 'mug,,,XL,M-XL,16', 'jug,Jug,,,J-1,20']
    const { code, out } = await importing(await aFile(...rows), '--skip-invalid')
    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringContaining('2 products created, 0 updated, 2 variants, 2 skipped'),
    })
    expect(await handlesInShop()).toEqual(['bowl', 'jug'])
  })

  test('finds what the shop itself would refuse before anything is changed', async () => {
    await inShop(async engine => {
      const variants = [{ sku: 'B-1', prices: [{ currency: 'EUR', amount: 100 }] }]
      await engine.as(system).importProducts({ products: [{ handle: 'other', title: 'Other', variants }] })
    })
    const { code, err } = await importing(await aFile(...good))
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('line 4, Variant SKU') })
    expect(await handlesInShop()).toEqual(['other'])
  })

  test('only tells with --dry-run', async () => {
    const { code, out } = await importing(await aFile(...good), '--dry-run')
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('would be: 2 products created') })
    expect(await handlesInShop()).toEqual([])
  })

  test('lists fifty problems and counts the others', async () => {
    const rows = Array.from({ length: 70 }, (_, index) => `p-${index},P,,,,free`)
    const { code, err } = await importing(await aFile(...rows))
    expect(code).toBe(1)
    expect(err.match(/^Problem, line/gm)).toHaveLength(50)
    expect(err).toContain('… and 20 more')
  })

  test('names the process that holds the shop', { timeout: 60_000 }, async () => {
    const file = await aFile(...good)
    const { code, err } = await inShop(() => commanding(file))
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining(String(process.pid)) })
    expect(err).toContain('Nothing was imported')
    expect(err).not.toMatch(/^\s+at /m)
  })

  test('says plainly what it cannot work with', async () => {
    const write = async (name: string, text: string) => {
      await writeFile(join(folder, name), text)
      return join(folder, name)
    }
    const cases: [string[], RegExp][] = [
      [[], /Which file/],
      [[join(folder, 'missing.csv')], /There is no file .*missing\.csv/],
      [[folder], /is a folder/],
      [[await write('empty.csv', '')], /is empty/],
      [[await write('other.csv', 'Name,Price\nMug,3\n')], /not a Shopify product file/],
      [[await write('header.csv', 'Handle,Title,Variant Price\n')], /no product follows the header/],
      [[await aFile(...good), '--currency', 'GBP'], /sells in EUR/],
      [[await aFile(...good), '--currency', 'eurocents'], /is not a currency/],
      [[await aFile(...good), '--dryrun'], /--dryrun/],
    ]
    for (const [args, message] of cases) {
      const { code, err } = await importing(...args)
      expect({ code, err }, args.join(' ')).toMatchObject({ code: 1, err: expect.stringMatching(message) })
      expect(err).not.toMatch(/^\s+at /m)
    }
  })
})

test('Ctrl-C ends an import between two batches', async () => {
  const on = vi.spyOn(process, 'on').mockImplementation((signal, stop) => {
    if (signal === 'SIGINT') stop()
    return process
  })
  const { code, out } = await importing(await aFile(...good)).finally(() => on.mockRestore())
  expect({ code, out }).toMatchObject({ code: 130, out: expect.stringContaining('goes on safely') })
  expect(await handlesInShop()).toEqual([])
})

test('an import that is stopped keeps whole batches, and goes on when it is run again', async () => {
  const file = await aFile(...Array.from({ length: 450 }, (_, index) => `p-${index},Product ${index},,,,${index + 1}`))
  await inShop(async engine => {
    let batches = 0
    const shop = engine.as(system)
    const progress = {
      show: () => {
        batches += 1
      },
      end: () => {},
    }
    const job = { shop, file, size: 1, currency: 'EUR', progress, isStopped: () => batches >= 1 }
    const unsound = new Set<string>()
    expect(await importFile(job, { unsound })).toMatchObject({ created: 200, updated: 0, stopped: true })
    const again = { ...job, isStopped: () => false }
    expect(await checkFile(again)).toMatchObject({ created: 250, updated: 200, sound: 450, problemCount: 0 })
    expect(await importFile(again, { unsound })).toMatchObject({ created: 250, updated: 200, stopped: false })
  })
})

describe('the progress', () => {
  test('is a bar with percent, products, rate and time left', () => {
    const line = progressLine({ what: 'importing', share: 0.5, count: 1200, noun: 'product' }, 70)
    expect(line).toBe('importing  [############------------]   50 %  1,200 products  17/s  1 min 10 s left')
  })

  test('is redrawn on a terminal and written in lines elsewhere', () => {
    const shown = (isTTY: boolean) => {
      let time = 0
      let text = ''
      const output = {
        isTTY,
        columns: 60,
        write: (part: string) => {
          text += part
        },
      }
      const progress = progressOn(output, () => time)
      for (let step = 1; step <= 10; step++) {
        time += 1000
        progress.show({ what: 'checking', share: step / 10, count: step, noun: 'product' })
      }
      progress.end()
      return text
    }
    expect(shown(true).split('\r')).toHaveLength(11)
    expect(shown(true).endsWith('\n')).toBe(true)
    expect(shown(false).trim().split('\n')).toHaveLength(3)
    expect(shown(false)).not.toContain('\r')
  })
})

const files = fileURLToPath(new URL('../../../../shared/data/shopify-csv/', import.meta.url))
const here = existsSync(files)
type Counts = Record<'products' | 'variants' | 'sum_variant_price_minor' | 'sum_inventory', number>
const expected: Record<string, Counts> = here
  ? JSON.parse(readFileSync(join(files, 'expected-counts.json'), 'utf8'))
  : {}

describe.skipIf(!here)('real product files (skipped where ../shared is absent)', () => {
  test.each(Object.entries(expected))('%s arrives whole in the shop', { timeout: 60_000 }, async (name, counts) => {
    const ended = await importing(join(files, name), '--json')
    expect(JSON.parse(ended.out)).toMatchObject({
      status: 'imported',
      created: counts.products,
      variants: counts.variants,
      skipped: 0,
    })
    const { prices, units, hidden } = await inShop(sumsOf)
    if (hidden) return
    expect({ prices, units }).toEqual({ prices: counts.sum_variant_price_minor, units: counts.sum_inventory })

    async function sumsOf(engine: Awaited<ReturnType<typeof openEngine>>) {
      const { products } = await engine.as(guest).searchCatalog({ catalog: { pagination: { limit: 50 } } })
      const views = await Promise.all(products.map(({ id }) => engine.as(guest).getProduct({ catalog: { id } })))
      const variants = views.flatMap(({ product }) => product.variants)
      const { stock } = await engine.as(system).getStock({ variant_ids: variants.map(({ id }) => id) })
      return {
        hidden: products.length < counts.products,
        prices: variants.reduce((sum, { price }) => sum + price.amount, 0),
        units: stock.reduce((sum, { on_hand }) => sum + on_hand, 0),
      }
    }
  })

  test('a file with padded cells is repaired', { timeout: 60_000 }, async () => {
    const ended = await importing(join(files, 'malformed_padded_header.csv'), '--json')
    expect(JSON.parse(ended.out)).toMatchObject({ status: 'imported', created: 24, skipped: 0, problem_count: 0 })
  })
})
