import { expect, test, vi } from 'vitest'
import type { ImportedProduct, InputOf } from '../src/contract.ts'
import { countSale, searchCatalog } from '../src/discovery/index.ts'
import { onBothDatabases, type TestDatabase } from './databases.ts'
import { aFurnishedShop, aProduct, buys, type TestShop } from './shop.ts'

type Filters = NonNullable<InputOf<'search_catalog'>['catalog']['filters']>
type Search = InputOf<'search_catalog'>['catalog']

const eur = (amount: number, compare_at?: number) => [{ currency: 'EUR', amount, ...(compare_at && { compare_at }) }]
const colour = (label: string) => ({ name: 'Colour', label })
const size = (label: string) => ({ name: 'Size', label })
const soldOut = { on_hand: 0, tracked: true, backorder: false }

const shelf: ImportedProduct[] = [
  {
    handle: 'shirt',
    title: 'Shirt',
    product_type: 'Clothing',
    tags: ['Summer', 'Organic'],
    attributes: { Material: 'Linen', Weight: '180 g', Ironed: 'yes' },
    variants: [
      { sku: 'S-B-M', options: [colour('Blue'), size('M')], prices: eur(3000) },
      { sku: 'S-B-L', options: [colour('Blue'), size('L')], prices: eur(3500), stock: soldOut },
      { sku: 'S-R-L', options: [colour('Red'), size('L')], prices: eur(2000, 2500) },
    ],
  },
  {
    handle: 'coat',
    title: 'Coat',
    product_type: 'Clothing',
    tags: ['winter'],
    attributes: { Material: 'Wool', Weight: '1.2 kg', Ironed: 'No' },
    variants: [{ sku: 'C-B-L', options: [colour('BLUE'), size('L')], prices: eur(9900) }],
  },
  {
    handle: 'tv-55',
    title: 'Television 55',
    product_type: 'Televisions',
    attributes: { 'Screen size': '55 inch', Weight: '12 kg' },
    variants: [{ sku: 'TV-55', prices: eur(49_900) }],
  },
  {
    handle: 'tv-43',
    title: 'Television 43',
    product_type: 'Televisions',
    attributes: { 'Screen size': '109 cm', Weight: '9,5 kg' },
    variants: [{ sku: 'TV-43', prices: eur(29_900) }],
  },
]

async function openShop(database: TestDatabase): Promise<TestShop> {
  const shop = await aFurnishedShop(database)
  await shop.staff.importProducts({ products: shelf })
  return shop
}

const find = (shop: TestShop, catalog: Search) => shop.guest.searchCatalog({ catalog: { sort: 'title', ...catalog } })

async function found(shop: TestShop, filters: Filters, rest: Search = {}): Promise<string[]> {
  return (await find(shop, { filters, ...rest })).products.map(product => product.handle)
}

const messagesFor = async (shop: TestShop, filters: Filters) => (await find(shop, { filters })).messages ?? []

onBothDatabases('Filters by attribute', database => {
  test('find products and options by name and value in any letter case', async () => {
    const shop = await openShop(database)
    expect(await found(shop, { attributes: [{ name: 'material', values: ['WOOL'] }] })).toEqual(['coat'])
    expect(await found(shop, { attributes: [{ name: 'COLOUR', values: ['blue'] }] })).toEqual(['coat', 'shirt'])
    expect(await found(shop, { attributes: [{ name: 'Ironed', values: ['true'] }] })).toEqual(['shirt'])
    expect(await found(shop, { attributes: [{ name: 'Weight', values: ['0.18 kg'] }] })).toEqual(['shirt'])
    expect(await found(shop, { attributes: [{ name: 'Material', values: [] }] })).toHaveLength(4)
  })

  test('take any value of one attribute and want every attribute, on one and the same variant', async () => {
    const shop = await openShop(database)
    const chosen = (...attributes: NonNullable<Filters['attributes']>) => found(shop, { attributes })
    const [blue, red] = [
      { name: 'Colour', values: ['Blue'] },
      { name: 'Colour', values: ['Red'] },
    ]
    const [medium, large] = [
      { name: 'Size', values: ['M'] },
      { name: 'Size', values: ['L'] },
    ]
    expect(await chosen({ name: 'Colour', values: ['Blue', 'Red'] })).toEqual(['coat', 'shirt'])
    expect(await chosen(blue, large)).toEqual(['coat', 'shirt'])
    expect(await chosen(red, medium)).toEqual([])
    const attributes = [blue, large]
    expect(await found(shop, { attributes, available: true })).toEqual(['coat'])
    expect(await found(shop, { attributes, price: { max: 3400 } })).toEqual([])
    expect(await found(shop, { attributes, price: { max: 3500 } })).toEqual(['shirt'])
    expect(await found(shop, { attributes }, { query: 'shirt' })).toEqual(['shirt'])
  })

  test('compare numbers across units', async () => {
    const shop = await openShop(database)
    const weighing = (bounds: object) => found(shop, { attributes: [{ name: 'Weight', ...bounds }] })
    expect(await weighing({ min: 500, max: 10_000, unit: 'g' })).toEqual(['coat', 'tv-43'])
    expect(await weighing({ min: 1.2, max: 9.5, unit: 'kg' })).toEqual(['coat', 'tv-43'])
    expect(await weighing({ max: 0.2, unit: 'kg' })).toEqual(['shirt'])
    expect(await found(shop, { attributes: [{ name: 'Screen size', min: 40, max: 50, unit: 'inch' }] })).toEqual([
      'tv-43',
    ])
    expect(await messagesFor(shop, { attributes: [{ name: 'Weight', min: 10 }] })).toMatchObject([
      { code: 'unit_assumed', content: expect.stringContaining('kg') },
    ])
    expect(await weighing({ min: 10 })).toEqual(['tv-55'])
  })

  test('say what is near a name that nobody has, and which unit a number has', async () => {
    const shop = await openShop(database)
    const asked = (attribute: NonNullable<Filters['attributes']>[number]) =>
      messagesFor(shop, { attributes: [attribute] })
    expect(await asked({ name: 'color', values: ['Blue'] })).toMatchObject([
      { code: 'unknown_attribute', content: expect.stringContaining('near it is "Colour"') },
    ])
    expect(await asked({ name: 'Voltage', min: 1 })).toMatchObject([
      { code: 'unknown_attribute', content: expect.stringContaining('there is "Colour"') },
    ])
    expect(await asked({ name: 'Weight', min: 1, unit: 'inch' })).toMatchObject([
      { code: 'unknown_unit', content: expect.stringContaining('kg'), path: '$.filters.attributes[0]' },
    ])
    expect(await asked({ name: 'Material', min: 1 })).toMatchObject([{ code: 'unknown_unit' }])
    expect(await found(shop, { attributes: [{ name: 'color', values: ['Blue'] }] })).toEqual([])
  })

  test('narrow the variants of a product as they narrow lists, and choose the one that comes first', async () => {
    const shop = await openShop(database)
    const skus = async (filters: Filters) => {
      const { product, messages = [] } = await shop.guest.getProduct({ catalog: { id: 'shirt', filters } })
      return [product.variants.map(variant => variant.sku), messages.map(({ code }) => code)]
    }
    expect(await skus({})).toEqual([['S-R-L', 'S-B-M', 'S-B-L'], []])
    expect(await skus({ attributes: [{ name: 'colour', values: ['BLUE'] }] })).toEqual([['S-B-M', 'S-B-L'], []])
    const blueL = [
      { name: 'Colour', values: ['Blue'] },
      { name: 'Size', values: ['L'] },
    ]
    expect(await skus({ attributes: blueL })).toEqual([['S-B-L'], []])
    expect(await skus({ attributes: [{ name: 'Material', values: ['linen'] }] })).toEqual([
      ['S-R-L', 'S-B-M', 'S-B-L'],
      [],
    ])
    expect(await skus({ on_sale: true })).toEqual([['S-R-L'], []])
    const none = ['S-R-L', 'S-B-M', 'S-B-L']
    expect(await skus({ attributes: blueL, on_sale: true })).toEqual([none, ['no_variant_matches']])
    expect(await skus({ attributes: [{ name: 'Heigth', values: ['1'] }] })).toEqual([
      none,
      ['unknown_attribute', 'no_variant_matches'],
    ])
    const chosen = await shop.guest.getProduct({
      catalog: { id: 'shirt', selected: [size('L')], filters: { attributes: [{ name: 'Colour', values: ['Blue'] }] } },
    })
    expect(chosen.product.variants.map(variant => variant.sku)).toEqual(['S-B-L', 'S-B-M'])
  })

  test('follow a product that is saved anew or archived', async () => {
    const shop = await openShop(database)
    const wool = { attributes: [{ name: 'Material', values: ['wool'] }] }
    const [coat] = (await find(shop, { filters: wool })).products
    await shop.staff.importProducts({ products: [{ ...shelf[1]!, attributes: { Material: 'Cotton' } }] })
    expect(await found(shop, wool)).toEqual([])
    expect(await found(shop, { attributes: [{ name: 'Material', values: ['cotton'] }] })).toEqual(['coat'])
    await shop.staff.archiveProduct({ id: coat!.id })
    expect(await found(shop, { attributes: [{ name: 'Material', values: ['cotton'] }] })).toEqual([])
  })
})

onBothDatabases('Filters', database => {
  test('by type and tag take names in any letter case', async () => {
    const shop = await openShop(database)
    expect(await found(shop, { product_types: ['clothing'] })).toEqual(['coat', 'shirt'])
    expect(await found(shop, { product_types: ['clothing', 'TELEVISIONS'] })).toHaveLength(4)
    expect(await found(shop, { tags: ['Winter', 'organic'] })).toEqual(['coat', 'shirt'])
    expect(await found(shop, { tags: ['winter'], product_types: ['Televisions'] })).toEqual([])
  })

  test('by collection list it in the merchant’s order', async () => {
    const shop = await openShop(database)
    await shop.staff.saveCollection({ collection: { title: 'Gifts', products: ['tv-43', 'shirt', 'coat'] } })
    const gifts = { collections: ['gifts'] }
    expect(await found(shop, gifts, { sort: 'manual' })).toEqual(['tv-43', 'shirt', 'coat'])
    expect(await found(shop, { ...gifts, available: true, product_types: ['clothing'] }, { sort: 'manual' })).toEqual([
      'shirt',
      'coat',
    ])
    expect(await found(shop, gifts, { query: 'television' })).toEqual(['tv-43'])
    const first = await find(shop, { filters: gifts, sort: 'manual', pagination: { limit: 2 } })
    const { cursor } = first.pagination
    const second = await find(shop, { filters: gifts, sort: 'manual', pagination: { limit: 2, cursor: cursor! } })
    expect([...first.products, ...second.products].map(product => product.handle)).toEqual(['tv-43', 'shirt', 'coat'])
    expect(await messagesFor(shop, { collections: ['presents'] })).toMatchObject([{ code: 'unknown_collection' }])
  })

  test('by reduction find what costs less than before, the largest saving first', async () => {
    const shop = await openShop(database)
    await shop.staff.importProducts({
      products: [{ handle: 'hat', title: 'Hat', variants: [{ sku: 'HAT', prices: eur(1000, 2000) }] }],
    })
    expect(await found(shop, { on_sale: true }, { sort: 'discount' })).toEqual(['hat', 'shirt'])
    expect(await found(shop, { on_sale: true, attributes: [{ name: 'Colour', values: ['Blue'] }] })).toEqual([])
    expect(await found(shop, { on_sale: true, attributes: [{ name: 'Colour', values: ['Red'] }] })).toEqual(['shirt'])
  })
})

const hour = 3_600_000

onBothDatabases('What filters and orders look at', database => {
  test('is the stock of this moment', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { stock: 1 })
    expect(await found(shop, { available: true })).toEqual(['mug'])
    await buys(shop.guest, { [mug]: 1 })
    expect(await found(shop, { available: true })).toEqual([])
    await shop.staff.adjustStock({ adjustments: [{ variant_id: mug, by: 2 }] })
    expect(await found(shop, { available: true })).toEqual(['mug'])
  })

  test('is the price that buyers see now: a price list begins and ends by the clock alone', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { price: 3000 })
    await aProduct(shop.staff, 'pot', { price: 2000 })
    const at = (hours: number) => new Date(shop.now().getTime() + hours * hour).toISOString()
    const sale = { title: 'Sale', currency: 'EUR', prices: [{ variant_id: mug, amount: 1000 }] }
    const { id } = await shop.staff.savePriceList({ price_list: { ...sale, starts_at: at(1), ends_at: at(2) } })
    const seen = async () => ({
      cheap: await found(shop, { price: { max: 1500 } }),
      dear: await found(shop, { price: { min: 2500 } }),
      rising: await found(shop, {}, { sort: 'price_ascending' }),
      falling: await found(shop, {}, { sort: 'price_descending' }),
      onSale: await found(shop, { on_sale: true }),
      shown: (await find(shop, { query: 'mug' })).products[0]?.price_range.min.amount,
    })
    const usual = { cheap: [], dear: ['mug'], rising: ['pot', 'mug'], falling: ['mug', 'pot'], onSale: [], shown: 3000 }
    const reduced = {
      cheap: ['mug'],
      dear: [],
      rising: ['mug', 'pot'],
      falling: ['pot', 'mug'],
      onSale: ['mug'],
      shown: 1000,
    }
    expect(await seen()).toEqual(usual)
    shop.wait(hour)
    expect(await seen()).toEqual(reduced)
    shop.wait(hour)
    expect(await seen()).toEqual(usual)
    await shop.staff.savePriceList({ price_list: { ...sale, id } })
    expect(await seen()).toEqual(reduced)
    await shop.staff.savePriceList({ price_list: { ...sale, id, active: false } })
    expect(await seen()).toEqual(usual)
  })

  test('is the price of the asker’s groups', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { price: 3000 })
    await aProduct(shop.staff, 'pot', { price: 2000 })
    const ann = { kind: 'customer', customerId: 'cus_ann' } as const
    for (const [name, amount] of [
      ['trade', 1500],
      ['staff', 1000],
    ] as const) {
      const members = [{ customer_id: ann.customerId }]
      await shop.staff.saveCustomerGroup({ customer_group: { name, members } })
      const price_list = { title: name, currency: 'EUR', customer_group: name }
      await shop.staff.savePriceList({ price_list: { ...price_list, prices: [{ variant_id: mug, amount }] } })
    }
    const seen = async (actor: Parameters<typeof shop.as>[0]) => {
      const list = async (catalog: Search) =>
        (await shop.as(actor).searchCatalog({ catalog })).products.map(product => product.handle)
      return [
        await list({ filters: { price: { max: 1000 } }, context: { currency: 'EUR' } }),
        await list({ sort: 'price_ascending' }),
        await list({ sort: 'discount', filters: { on_sale: true } }),
      ]
    }
    expect(await seen(ann)).toEqual([['mug'], ['mug', 'pot'], ['mug']])
    expect(await seen({ kind: 'guest' })).toEqual([[], ['pot', 'mug'], []])
    expect(await seen({ kind: 'customer', customerId: 'cus_bob' })).toEqual([[], ['pot', 'mug'], []])
  })
})

onBothDatabases('The order by what sells', database => {
  test('puts first what sold most of late, once for each order', async () => {
    const shop = await aFurnishedShop(database)
    const ids = new Map<string, string>()
    for (const handle of ['cup', 'mug', 'pot', 'jug']) ids.set(handle, await aProduct(shop.staff, handle))
    const selling = () => found(shop, {}, { sort: 'best_selling' })
    await buys(shop.guest, { [ids.get('mug')!]: 2, [ids.get('pot')!]: 1 })
    await vi.waitFor(async () => expect((await selling()).slice(0, 2)).toEqual(['mug', 'pot']), { timeout: 10_000 })
    const all = await selling()
    const first = await find(shop, { sort: 'best_selling', pagination: { limit: 3 } })
    const rest = { limit: 3, cursor: first.pagination.cursor! }
    const second = await find(shop, { sort: 'best_selling', pagination: rest })
    expect([...first.products, ...second.products].map(product => product.handle)).toEqual(all)
    expect(await found(shop, {}, { sort: 'best_selling', query: 'pot' })).toEqual(['pot'])
    expect(await found(shop, { on_sale: true }, { sort: 'best_selling' })).toEqual([])
    expect((await found(shop, { price: { min: 1 } }, { sort: 'best_selling' }))[0]).toBe('mug')
  })

  test('counts an order once, and what sold long ago for less', async () => {
    const shop = await aFurnishedShop(database)
    const [mug, pot] = [await aProduct(shop.staff, 'mug'), await aProduct(shop.staff, 'pot')]
    await shop.close()
    const again = await database.open()
    const sale = (orderId: string, placedAt: string, variantId: string, quantity: number) =>
      again.write(tx => countSale(tx, { orderId, placedAt: new Date(placedAt), lines: [{ variantId, quantity }] }))
    await sale('ord_1', '2026-01-01T00:00:00Z', mug, 9)
    await sale('ord_2', '2026-03-01T00:00:00Z', pot, 2)
    const first = async () =>
      (await again.read(tx => searchCatalog(tx, { catalog: { sort: 'best_selling' } }))).products[0]?.handle
    expect(await first()).toBe('mug')
    await sale('ord_2', '2026-03-01T00:00:00Z', pot, 2)
    expect(await first()).toBe('mug')
    await sale('ord_3', '2026-03-01T00:00:00Z', pot, 2)
    expect(await first()).toBe('pot')
  })
})
