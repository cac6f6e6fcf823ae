import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Engine, fillDemoShop, guest, openEngine, system } from '@mitchweb/engine'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { main } from '../main.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mitchweb-demo-files-'))
  await inShop(engine => fillDemoShop(engine.as(system)))
}, 60_000)
afterAll(() => rm(folder, { recursive: true, force: true }))
afterEach(() => vi.restoreAllMocks())

async function inShop<T>(look: (engine: Engine) => Promise<T>, database = 'shop.db'): Promise<T> {
  const engine = await openEngine({ database: join(folder, database), sweepEverySeconds: 0 })
  try {
    return await look(engine)
  } finally {
    await engine.close()
  }
}

/** Runs the command on the demo shop, or on another database of the test's folder. */
async function mitchweb(args: readonly string[], database = 'shop.db'): Promise<void> {
  for (const stream of ['stdout', 'stderr'] as const) vi.spyOn(process[stream], 'write').mockReturnValue(true)
  expect(await main([...args, '--database', join(folder, database)]), args.join(' ')).toBe(0)
  vi.restoreAllMocks()
}

async function written(...args: string[]): Promise<string> {
  const file = join(folder, 'written')
  await mitchweb([...args, '-o', file])
  return readFile(file, 'utf8')
}

const lines = (text: string) => text.trim().split(/\r?\n/)

const titleIn = { en: 'Lambswool Throw', de: 'Plaid aus Lammwolle' }
const readers = [
  { language: 'en', currency: 'EUR', price: '99.00' },
  { language: 'de', currency: 'EUR', price: '99.00' },
  { language: 'en', currency: 'USD', price: '105.00' },
  { language: 'de', currency: 'USD', price: '105.00' },
] as const

/** Buys a throw as somebody who reads this language and pays in this currency. */
async function buys(engine: Engine, { language, currency }: { language: string; currency: string }): Promise<string> {
  const shop = engine.as(guest)
  const context = { language, currency }
  const { product } = await shop.getProduct({ catalog: { id: 'SLG-THR-OAT-130180', context } })
  const email = `${language}.${currency.toLowerCase()}@example.com`
  const buyer = { email, first_name: 'Ann', last_name: 'Lee' }
  const created = await shop.createCheckout({
    checkout: {
      line_items: [{ item: { id: product.variants[0]!.id }, quantity: 1 }],
      buyer,
      context,
      fulfillment: {
        methods: [
          {
            destinations: [
              {
                street_address: 'Lindenstr. 1',
                address_locality: 'Berlin',
                postal_code: '10969',
                address_country: 'DE',
              },
            ],
          },
        ],
      },
    },
  })
  const [method] = created.fulfillment.methods
  const methods = [
    {
      selected_destination_id: method!.selected_destination_id,
      groups: [{ selected_option_id: method!.groups[0]!.options[0]!.id }],
    },
  ]
  await shop.updateCheckout({ id: created.id, checkout: { buyer, context, fulfillment: { methods } } })
  const instruments = [
    { id: 'card', handler_id: 'demo', type: 'demo', credential: { type: 'token', token: 'success' } },
  ]
  const paid = await shop.completeCheckout(
    { id: created.id, checkout: { payment: { instruments } } },
    { idempotencyKey: email },
  )
  return paid.order!.id
}

describe('The demo shop in files', () => {
  test.each(readers)('is a feed for Google ($language, $currency)', async ({ language, currency, price }) => {
    const xml = await written('feed', 'google', '--country', 'DE', '--currency', currency, '--language', language)
    const items = xml.split('<item>').slice(1)
    expect(items.length).toBeGreaterThan(300)
    const oat = { en: 'Oat', de: 'Hafer' }[language]
    const item = items.find(one => one.includes(`<title>${titleIn[language]} – ${oat} / 130 × 180 cm</title>`))
    expect(item).toContain(`<g:sale_price>${price} ${currency}</g:sale_price>`)
    expect(item).toMatch({ en: /<g:product_type>Home .* Blankets/, de: /<g:product_type>Zuhause .* Decken/ }[language])
  })

  test.each(['EUR', 'USD'])('is a Shopify file that another shop makes the same products of (%s)', async currency => {
    const file = join(folder, `products-${currency}.csv`)
    await mitchweb(['export', 'products', '--currency', currency, '-o', file])
    const other = `from-${currency}.db`
    await inShop(
      engine =>
        engine.as(system).saveStore({
          store: {
            name: 'Other',
            default_currency: currency,
            currencies: [currency],
            default_country: 'DE',
            prices_include_tax: true,
          },
        }),
      other,
    )
    await mitchweb(['import', file], other)
    const listed = (database: string) =>
      inShop(async engine => {
        const { products } = await engine.as(system).exportProducts({ limit: 100 })
        return products
          .map(({ handle, title, variants }) => ({
            handle,
            title,
            variants: variants
              .map(({ sku, options, weight_grams, prices }) => ({
                sku,
                options,
                weight_grams,
                prices: prices.filter(price => price.currency === currency),
              }))
              .sort((one, two) => String(one.sku).localeCompare(String(two.sku))),
          }))
          .sort((one, two) => String(one.handle).localeCompare(String(two.handle)))
      }, database)
    expect(await listed(other)).toEqual(await listed('shop.db'))
  })

  test('gives its orders and customers out as they were written and paid', { timeout: 60_000 }, async () => {
    await inShop(async engine => {
      for (const reader of readers) await buys(engine, reader)
    })
    const [header, ...orders] = lines(await written('export', 'orders'))
    expect(header).toContain('Currency,Subtotal')
    for (const { language, currency, price } of readers) {
      const row = orders.find(order => order.includes(`${language}.${currency.toLowerCase()}@example.com`))
      expect(row, language).toContain(titleIn[language])
      expect(row, language).toContain(`,${currency},${price},`)
    }
    const customers = lines(await written('export', 'customers')).slice(1)
    expect(customers.filter(customer => customer.includes('@example.com'))).toHaveLength(readers.length)
  })

  test('is JSON Lines that make the same shop of an empty one, in both languages', { timeout: 60_000 }, async () => {
    const file = join(folder, 'shop.jsonl')
    await mitchweb(['export', 'shop', '-o', file])
    await mitchweb(['import', file], 'copy.db')
    const again = join(folder, 'again.jsonl')
    await mitchweb(['export', 'shop', '-o', again], 'copy.db')
    const records = async (name: string) =>
      lines(await readFile(name, 'utf8'))
        .filter(line => line.startsWith('{"operation"'))
        .sort()
    const given = await records(file)
    expect(given.length).toBeGreaterThan(700)
    const taken = await records(again)
    expect(taken.filter((line, index) => line !== given[index])).toEqual([])
    expect(taken).toHaveLength(given.length)
    await inShop(async engine => {
      for (const { language, currency } of readers) {
        const context = { language, currency }
        const { product } = await engine.as(guest).getProduct({ catalog: { id: 'wool-throw', context } })
        expect(product).toMatchObject({ title: titleIn[language], price_range: { min: { currency } } })
      }
    }, 'copy.db')
  })
})
