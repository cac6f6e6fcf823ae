import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openEngine, system } from '@mitchweb/engine'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { main } from '../main.ts'

const bin = fileURLToPath(new URL('../../bin/mitchweb.mjs', import.meta.url))

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mitchweb-export-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

type Ended = { code: number; out: string; err: string }

/** Runs the command as a person would. */
function commanding(...args: string[]): Promise<Ended> {
  const env = { PATH: process.env.PATH ?? '', MITCHWEB_DATABASE: join(folder, 'shop.db') }
  return new Promise(resolve => {
    execFile(process.execPath, [bin, ...args], { cwd: folder, env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err })
    })
  })
}

/** The same within this process, which spares the start of another. Files are in the test's folder. */
async function mitchweb(...args: string[]): Promise<Ended> {
  const said = { out: '', err: '' }
  const listen = (stream: 'stdout' | 'stderr', key: 'out' | 'err') =>
    vi.spyOn(process[stream], 'write').mockImplementation(text => {
      said[key] += text
      return true
    })
  const spies = [listen('stdout', 'out'), listen('stderr', 'err')]
  const inFolder = args.map(arg => (/^[a-z]+\.(csv|jsonl|xml)$/.test(arg) ? join(folder, arg) : arg))
  try {
    const named = inFolder.includes('--database') ? [] : ['--database', join(folder, 'shop.db')]
    return { code: await main([...inFolder, ...named]), ...said }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

/** What the command writes into a file. */
async function written(...args: string[]): Promise<string> {
  expect((await mitchweb(...args, '-o', 'written.csv')).code).toBe(0)
  return await readFile(join(folder, 'written.csv'), 'utf8')
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
    const { code, out, err } = await commanding('export', 'products')
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

describe('mitchweb export orders, customers and stock', () => {
  const read = (name: string) => readFile(join(folder, name), 'utf8')

  test('gives lists that a spreadsheet opens and no formula runs in', { timeout: 90_000 }, async () => {
    await withShop(async shop => {
      await shop.saveShippingRate({
        shipping_rate: {
          title: 'Post',
          prices: [{ currency: 'EUR', amount: 490 }],
          minimum_days: 1,
          maximum_days: 2,
        },
      })
      const stock = { on_hand: 5, tracked: true, backorder: false }
      const variant = (sku: string, amount: number) => ({ sku, prices: [{ currency: 'EUR', amount }], stock })
      await shop.importProducts({
        products: [
          { handle: 'a', title: '=HYPERLINK("http://x.test")', variants: [variant('-A', 1000)] },
          { handle: 'b', title: 'B', variants: [variant('B', 250)] },
        ],
      })
      const { products } = await shop.lookupCatalog({ catalog: { ids: ['a', 'b'] } })
      const lines = products.map(({ variants }) => ({ item: { id: variants[0]!.id }, quantity: 2 }))
      const destination = {
        first_name: '@Ann',
        last_name: 'Lee',
        street_address: 'Lindenstr. 1',
        address_locality: 'Berlin',
        postal_code: '10969',
        address_country: 'DE',
      }
      const checkout = await shop.createCheckout({
        checkout: {
          line_items: lines,
          buyer: { email: 'ann@example.com', first_name: '@Ann' },
          fulfillment: { methods: [{ destinations: [destination] }] },
        },
      })
      const [method] = checkout.fulfillment.methods
      const chosen = await shop.updateCheckout({
        id: checkout.id,
        checkout: {
          buyer: { email: 'ann@example.com', first_name: '@Ann' },
          fulfillment: {
            methods: [
              {
                destinations: method!.destinations,
                selected_destination_id: method!.destinations[0]!.id,
              },
            ],
          },
        },
      })
      const done = await shop.completeCheckout({
        id: chosen.id,
        checkout: {
          payment: {
            instruments: [
              {
                id: 'one',
                handler_id: chosen.ucp.payment_handlers['dev.mitchweb.demo']?.[0]?.id ?? 'demo',
                type: 'card',
                selected: true,
                credential: { type: 'token', token: 'success' },
              },
            ],
          },
        },
      })
      expect(done).toMatchObject({ status: 'completed' })
    })
    expect((await mitchweb('export', 'orders', '-o', 'orders.csv')).err).toContain('Written: 1 order')
    const [header, first, second, ...more] = (await read('orders.csv')).split('\r\n')
    expect(header).toMatch(/^\uFEFFOrder,Order id,Placed at/)
    expect(first).toContain(`,'@Ann,`)
    expect(first).toContain(`"'=HYPERLINK(""http://x.test"")"`)
    expect(first).toMatch(/,EUR,25\.00,0\.00,4\.90,.*,29\.90,0\.00,,'-A,/)
    expect(second).toMatch(/,B,B,var_\w+,2,2,0,2\.50,5\.00,processing$/)
    expect(more).toEqual([''])
    expect((await written('export', 'orders', '--to', '2020-01-01')).split('\r\n')).toHaveLength(2)
    expect(await mitchweb('export', 'orders', '--from', 'May')).toMatchObject({
      code: 1,
      err: expect.stringContaining('--from names a day'),
    })
    const orders = (await written('export', 'orders', '--format', 'jsonl')).trim().split('\n')
    expect(orders.map(line => JSON.parse(line))).toMatchObject([{ record: 'order', data: { number: 1001 } }])
    expect(await written('export', 'customers')).toContain(`ann@example.com,'@Ann,`)
    expect(await written('export', 'stock')).toMatch(/\r\n'-A,a,"'=HYP.*,loc_main,3,0,0,3,true\r\n/)
  })

  test('gives a feed for Google', { timeout: 60_000 }, async () => {
    const variants = [{ prices: [{ currency: 'EUR', amount: 900 }] }]
    await withShop(shop => shop.importProducts({ products: [{ handle: 'mug', title: 'Mug', variants }] }))
    const feed = await written('feed', 'google', '--country', 'de')
    expect(feed).toContain('<g:price>9.00 EUR</g:price>')
    expect(feed.trim()).toMatch(/^<\?xml.*<\/rss>$/s)
    expect(await mitchweb('feed', 'amazon')).toMatchObject({ code: 1, err: expect.stringContaining('Which feed?') })
  })
})
