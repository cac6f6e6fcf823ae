import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openEngine, system } from '@mitchweb/engine'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const bin = fileURLToPath(new URL('../../bin/mitchweb.mjs', import.meta.url))

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mitchweb-export-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

type Ended = { code: number; out: string; err: string }

/** Runs the command as a person would. */
function mitchweb(...args: string[]): Promise<Ended> {
  const env = { PATH: process.env.PATH ?? '', MITCHWEB_DATABASE: join(folder, 'shop.db') }
  return new Promise(resolve => {
    execFile(process.execPath, [bin, ...args], { cwd: folder, env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err })
    })
  })
}

async function withShop(fill: (shop: ReturnType<Awaited<ReturnType<typeof openEngine>>['as']>) => Promise<unknown>) {
  const engine = await openEngine({ database: join(folder, 'shop.db'), sweepEverySeconds: 0 })
  try {
    await fill(engine.as(system))
  } finally {
    await engine.close()
  }
}

const files = fileURLToPath(new URL('../../../../shared/data/shopify-csv/', import.meta.url))

describe('mitchweb export products', () => {
  test.skipIf(!existsSync(files))('gives an imported file out again', { timeout: 60_000 }, async () => {
    const source = join(files, 'shopifypartners_home-and-garden.csv')
    expect((await mitchweb('import', source)).code).toBe(0)
    const ended = await mitchweb('export', 'products', '-o', 'out.csv')
    expect(ended).toMatchObject({ code: 0, out: '', err: expect.stringContaining('Written: 20 products') })
    const lines = (text: string) => text.trim().split('\r\n').sort()
    expect(lines(await readFile(join(folder, 'out.csv'), 'utf8'))).toEqual(lines(await readFile(source, 'utf8')))
    expect(await readdir(folder)).not.toContain('out.csv.part')
  })

  test('writes to its output without a file, and says what has no place', { timeout: 60_000 }, async () => {
    await withShop(shop =>
      shop.importProducts({
        products: [{ handle: 'mug', title: 'Mug', categories: ['A', 'B'], variants: [{ prices: [] }] }],
      }),
    )
    const { code, out, err } = await mitchweb('export', 'products')
    expect(code).toBe(0)
    expect(out).toMatch(/^Handle,Title,.*\r\nmug,Mug,/)
    expect(err).toContain('Note: 1 variant without a price in EUR; the cell is empty.')
    expect(err).toContain('Note: 1 product in several categories')
  })

  test('says plainly what it cannot do', { timeout: 60_000 }, async () => {
    const cases: [string[], RegExp][] = [
      [[], /Export what\?/],
      [['everything'], /There is no export "everything"/],
      [['products', '-o', join(folder, 'no', 'such', 'place.csv')], /cannot be written \(ENOENT\)/],
      [['products', '--currency', 'GBP'], /sells in EUR/],
    ]
    for (const [args, message] of cases) {
      const { code, err } = await mitchweb('export', ...args)
      expect({ code, err }, args.join(' ')).toMatchObject({ code: 1, err: expect.stringMatching(message) })
      expect(err).not.toMatch(/^\s+at /m)
    }
  })
})

describe('mitchweb export shop.jsonl', () => {
  const line = (operation: string, input: object) => JSON.stringify({ operation, input })
  const product = (handle: string, sku = handle) =>
    line('import_products', {
      products: [{ handle, title: handle, variants: [{ sku, prices: [{ currency: 'EUR', amount: 900 }] }] }],
    })
  const store = line('save_store', {
    store: {
      name: 'Mugs',
      default_currency: 'EUR',
      currencies: ['EUR'],
      default_country: 'DE',
      prices_include_tax: true,
    },
  })
  const write = (name: string, ...lines: string[]) => writeFile(join(folder, name), lines.join('\n'))
  const read = (name: string) => readFile(join(folder, name), 'utf8')

  test('gives out what mitchweb import makes the same shop of', { timeout: 60_000 }, async () => {
    await write('in.jsonl', `\uFEFF${store}`, '', product('mug'), '{"record":"order","data":{}}', product('bowl'))
    expect(await mitchweb('import', 'in.jsonl')).toMatchObject({
      code: 0,
      out: 'Imported: 3 records, 1 line with what only goes out left aside.\n',
    })
    expect(await mitchweb('export', 'shop.jsonl')).toMatchObject({ code: 0, err: expect.stringContaining('Written:') })
    const second = ['--database', join(folder, 'second.db')]
    expect((await mitchweb('import', 'shop.jsonl', ...second)).code).toBe(0)
    expect((await mitchweb('export', 'shop', '-o', 'second.jsonl', ...second)).code).toBe(0)
    expect(await read('second.jsonl')).toBe(await read('shop.jsonl'))
  })

  test('names every line that is wrong, and takes in none', { timeout: 60_000 }, async () => {
    await write(
      'in.jsonl',
      store,
      '{"operation":',
      '[]',
      line('get_store', {}),
      line('save_everything', {}),
      line('save_policy', { policy: { slug: 'a' } }),
      '{"operation":"save_store","input":{},"more":1}',
    )
    const { code, out, err } = await mitchweb('import', 'in.jsonl')
    expect({ code, out }).toEqual({ code: 1, out: 'Nothing was imported: 6 problems.\n' })
    expect(err.match(/line \d+: .{20}/g)).toEqual([
      'line 2: is not JSON; each li',
      'line 3: is no record; write ',
      'line 4: get_store saves noth',
      'line 5: There is no operatio',
      'line 6: $.policy.kind: Inval',
      'line 7: has a field "more" b',
    ])
    expect(await mitchweb('import', 'in.jsonl', '--from-line', 'x')).toMatchObject({ code: 1 })
  })

  test('says where to go on when the shop refuses a line', { timeout: 60_000 }, async () => {
    const many = Array.from({ length: 200 }, (_, index) => product(`p-${index}`))
    await write('in.jsonl', ...many, product('last', 'p-3'))
    const dry = await mitchweb('import', 'in.jsonl', '--dry-run')
    expect(dry).toMatchObject({ code: 1, err: expect.stringContaining('line 201: The sku "p-3" belongs to another') })
    const ended = await mitchweb('import', 'in.jsonl', '--json')
    expect(JSON.parse(ended.out)).toMatchObject({ status: 'failed', records: 200, next_line: 201 })
    await write('in.jsonl', ...many, product('last'))
    expect(await mitchweb('import', 'in.jsonl', '--from-line', '201')).toMatchObject({
      code: 0,
      out: 'Imported: 1 record.\n',
    })
  })
})
