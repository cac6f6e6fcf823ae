import { expect, test } from 'vitest'
import { onBothDatabases, type TestDatabase } from '../../test/databases.ts'
import { setStockLevels } from '../inventory/index.ts'
import { saveStore } from '../pricing/index.ts'
import type { Input } from '../shared/operation.ts'
import type { Storage } from '../storage/port.ts'
import type * as contract from './contract.ts'
import { archiveProduct, importProducts, saveProduct, searchCatalog, setPrices } from './index.ts'

type Search = Input<typeof contract.searchCatalog>['catalog']
type Imported = Input<typeof contract.importProducts>['products'][number]

const eur = (amount: number) => [{ currency: 'EUR', amount }]

const shelf: Imported[] = [
  {
    title: 'Enamel Mug',
    brand: 'Northfield',
    product_type: 'Drinkware',
    categories: ['Kitchen > Mugs'],
    tags: ['camping'],
    attributes: { Material: 'steel' },
    description: { html: '<p>Running water, campfire, cocoa.</p>' },
    variants: [
      {
        sku: 'TN-2110',
        options: [{ name: 'Color', label: 'Crimson' }],
        prices: [...eur(1290), { currency: 'USD', amount: 1500 }],
      },
      {
        sku: 'TN-2111',
        options: [{ name: 'Color', label: 'Navy' }],
        prices: [{ currency: 'EUR', amount: 990, compare_at: 1390 }],
      },
    ],
  },
  {
    title: 'Candles',
    brand: 'Lumen',
    categories: ['Home'],
    description: { plain: 'Goes well with a mug of tea.' },
    variants: [{ prices: eur(500) }],
  },
  { title: 'Café Press', brand: 'Northfield', categories: ['Kitchen'], variants: [{ prices: eur(3490) }] },
  {
    title: 'Battery',
    brand: 'Volt',
    categories: ['Home'],
    variants: [{ prices: eur(700), stock: { on_hand: 0, tracked: true, backorder: false } }],
  },
  { title: 'Draft Mug', status: 'draft', variants: [{ prices: eur(100) }] },
  { title: 'Mug without a price', variants: [{ prices: [] }] },
]

async function openShop(database: TestDatabase, products: Imported[] = shelf): Promise<Storage> {
  const storage = await database.open()
  await storage.write(tx =>
    saveStore(tx, {
      store: {
        name: 'Test',
        default_currency: 'EUR',
        currencies: ['EUR', 'USD'],
        currency_by_country: { US: 'USD' },
        default_country: 'DE',
        prices_include_tax: true,
      },
    }),
  )
  if (products.length > 0) await storage.write(tx => importProducts(tx, { products }))
  return storage
}

const find = (storage: Storage, catalog: Search) => storage.read(tx => searchCatalog(tx, { catalog }))

const titles = async (storage: Storage, search: Search) =>
  (await find(storage, search)).products.map(product => product.title)

const codes = async (storage: Storage, search: Search) =>
  ((await find(storage, search)).messages ?? []).map(message => message.code)

onBothDatabases('a search', database => {
  test.each([
    ['a stem', 'mugs', ['Enamel Mug', 'Candles']],
    ['the beginning of the last word', 'enam', ['Enamel Mug']],
    ['another form of a word', 'candle', ['Candles']],
    ['a plural that changes its letters', 'batteries', ['Battery']],
    ['a word without its accent', 'cafe', ['Café Press']],
    ['an accent where the shop has none', 'cándles', ['Candles']],
    ['a brand', 'northfield press', ['Café Press', 'Enamel Mug']],
    ['a category', 'kitchen', ['Café Press', 'Enamel Mug']],
    ['a type', 'drinkware', ['Enamel Mug']],
    ['a tag', 'camping', ['Enamel Mug']],
    ['an attribute', 'steel', ['Enamel Mug']],
    ['an option', 'crimson mug', ['Enamel Mug', 'Candles']],
    ['a sku', 'TN-2110', ['Enamel Mug']],
    ['a sku without its hyphen', 'tn2111', ['Enamel Mug']],
    ['a sentence', 'I am looking for a mug for my tea', ['Candles', 'Enamel Mug']],
    ['a misspelt word', 'enmael', ['Enamel Mug']],
    ['a misspelt word among others', 'steel enamle', ['Enamel Mug']],
    ['two words run together', 'cafepress', ['Café Press']],
    ['a model with blanks in it', 'tn 2110', ['Enamel Mug']],
    ['description text', 'runs', ['Enamel Mug']],
    ['nothing that is there', 'xylophone', []],
  ])('finds by %s', async (_, query, expected) => {
    const storage = await openShop(database)
    const found = await titles(storage, { query })
    expect(query === 'kitchen' ? found.sort() : found).toEqual(expected)
  })

  test('puts the product of a sku or barcode first, however many others have its pieces', async () => {
    const storage = await openShop(database, [
      { title: 'Cable', variants: [{ sku: 'TN-21-4', barcode: '4006381333931', prices: eur(900) }] },
      ...Array.from({ length: 30 }, (_, index) => ({
        title: `Ink TN 4 ${index}`,
        description: { plain: '21 of 4006381333931 pieces TN-4-21' },
        variants: [{ sku: `TN-4-21-${index}`, prices: eur(100) }],
      })),
    ])
    const code = { pagination: { limit: 5 } }
    expect((await titles(storage, { query: 'tn-21-4', ...code }))[0]).toBe('Cable')
    expect((await titles(storage, { query: '4006381333931', ...code }))[0]).toBe('Cable')
    expect(await titles(storage, { query: 'TN-21-4', filters: { price: { max: 500 } }, ...code })).not.toContain(
      'Cable',
    )
    const first = await find(storage, { query: 'tn-21-4', pagination: { limit: 20 } })
    const cursor = first.pagination!.cursor!
    const second = await find(storage, { query: 'tn-21-4', pagination: { limit: 20, cursor } })
    const all = [...first.products, ...second.products].map(({ id }) => id)
    expect(new Set(all).size).toBe(31)
  })

  test('puts a match in the title before one in the description', async () => {
    const storage = await openShop(database)
    expect(await titles(storage, { query: 'mug' })).toEqual(['Enamel Mug', 'Candles'])
  })

  test('answers what has some of the words where nothing has all, and says so', async () => {
    const storage = await openShop(database)
    expect(await titles(storage, { query: 'crimson battery' })).toHaveLength(2)
    expect(await codes(storage, { query: 'crimson battery' })).toEqual(['words_dropped'])
    const { messages } = await find(storage, { query: 'crimson batetry' })
    expect(messages?.at(-1)).toMatchObject({
      code: 'words_dropped',
      content: expect.stringContaining('"batetry" comes'),
    })
    expect(await codes(storage, { query: 'crimson mug' })).toEqual(['partial_match'])
    expect(await codes(storage, { query: 'crimson cocoa' })).toEqual([])
    expect(await codes(storage, { query: 'xylophone zither' })).toEqual(['no_results'])
    expect(await codes(storage, { query: '🫖' })).toEqual(['no_search_words'])
  })

  test('says which word it read as another, and only where nobody wrote it so', async () => {
    const storage = await openShop(database)
    const { messages } = await find(storage, { query: 'enmael' })
    expect(messages).toMatchObject([{ code: 'spelling_corrected', content: expect.stringContaining('"enamel"') }])
    expect(await codes(storage, { query: 'candel' })).toEqual(['spelling_corrected'])
    expect(await codes(storage, { query: 'candl' })).toEqual([])
    const [candles] = (await find(storage, { query: 'candles' })).products
    await storage.write(tx => archiveProduct(tx, { id: candles!.id }))
    expect(await codes(storage, { query: 'candel' })).toEqual(['no_results'])
  })

  test('lists the shop without words, and never a draft or what has no price', async () => {
    const storage = await openShop(database)
    const all = ['Battery', 'Café Press', 'Candles', 'Enamel Mug']
    expect((await titles(storage, {})).sort()).toEqual(all)
    expect((await titles(storage, { query: '  ' })).sort()).toEqual(all)
    expect(await titles(storage, { query: 'draft' })).toEqual([])
    expect(await titles(storage, { query: 'without price' })).toEqual([])
  })

  test('forgets what is archived or renamed and learns the new in the same moment', async () => {
    const storage = await openShop(database)
    const [mug] = (await find(storage, { query: 'enamel' })).products
    await storage.write(tx => archiveProduct(tx, { id: mug!.id }))
    expect(await titles(storage, { query: 'enamel' })).toEqual([])
    expect(await titles(storage, { sort: 'price_ascending' })).not.toContain('Enamel Mug')
    const { variants } = await storage.write(tx =>
      saveProduct(tx, { product: { handle: mug!.handle, title: 'Tin Cup', variants: [{ sku: 'TN-2110' }] } }),
    )
    expect(await titles(storage, { query: 'enamel' })).toEqual([])
    expect(await titles(storage, { query: 'tin cups' })).toEqual(['Tin Cup'])
    await storage.write(tx =>
      setPrices(tx, { prices: [{ variant_id: variants[0]!.id, currency: 'EUR', amount: 100 }] }),
    )
    expect((await titles(storage, { sort: 'price_ascending' }))[0]).toBe('Tin Cup')
  })

  test('sets no price of a variant that does not exist', async () => {
    const storage = await openShop(database)
    const prices = [{ variant_id: 'var_nothing', currency: 'EUR', amount: 100 }]
    await expect(storage.write(tx => setPrices(tx, { prices }))).rejects.toMatchObject({ code: 'not_found' })
  })
})

onBothDatabases('filters', database => {
  const sorted = async (storage: Storage, filters: Search['filters'], rest: Search = {}) =>
    (await titles(storage, { filters, ...rest })).sort()

  test.each([
    ['a category with those below it', ['Kitchen'], ['Café Press', 'Enamel Mug']],
    ['a path in any case', ['kitchen>mugs'], ['Enamel Mug']],
    ['a handle', ['mugs'], ['Enamel Mug']],
    ['several', ['Home', 'mugs'], ['Battery', 'Candles', 'Enamel Mug']],
    ['overlapping ones once', ['Kitchen', 'Kitchen > Mugs'], ['Café Press', 'Enamel Mug']],
    ['none that exists', ['Garden'], []],
  ])('take %s', async (_, categories, expected) => {
    const storage = await openShop(database)
    expect(await sorted(storage, { categories })).toEqual(expected)
    const all = await sorted(storage, { categories }, { query: 'mug candles press battery' })
    expect(all.every(title => expected.includes(title))).toBe(true)
  })

  test('say which category does not exist', async () => {
    const storage = await openShop(database)
    expect(await codes(storage, { filters: { categories: ['Garden'] } })).toEqual(['unknown_category'])
  })

  test('take brands in any case', async () => {
    const storage = await openShop(database)
    expect(await sorted(storage, { brands: ['NORTHFIELD', 'volt'] })).toEqual(['Battery', 'Café Press', 'Enamel Mug'])
    expect(await titles(storage, { query: 'mug', filters: { brands: ['Lumen'] } })).toEqual(['Candles'])
  })

  test('compare prices of single variants, in the currency of the context', async () => {
    const storage = await openShop(database)
    const between = (min: number, max: number) => ({ price: { min, max } })
    expect(await sorted(storage, between(990, 1000))).toEqual(['Enamel Mug'])
    expect(await sorted(storage, between(1000, 1200))).toEqual([])
    expect(await sorted(storage, { price: { max: 700 } })).toEqual(['Battery', 'Candles'])
    expect(await sorted(storage, { price: { min: 3000 } })).toEqual(['Café Press'])
    expect(await codes(storage, { filters: between(1, 9999) })).toEqual(['price_filter_currency'])
    expect(await codes(storage, { filters: between(1, 9999), context: { currency: 'eur' } })).toEqual([])
    expect(await titles(storage, { filters: between(1500, 1500), context: { currency: 'USD' } })).toEqual([
      'Enamel Mug',
    ])
    const yen = { filters: between(1, 1), context: { currency: 'JPY' } }
    expect(await titles(storage, yen)).toHaveLength(4)
    expect(await codes(storage, yen)).toEqual(['price_filter_ignored'])
  })

  test('take only what can be bought now', async () => {
    const storage = await openShop(database)
    const available = { available: true }
    expect(await sorted(storage, available)).toEqual(['Café Press', 'Candles', 'Enamel Mug'])
    const [battery] = (await find(storage, { query: 'battery' })).products
    const variantId = battery!.variants[0]!.id
    expect(battery!.variants[0]!.availability).toEqual({ available: false, status: 'out_of_stock' })
    await storage.write(tx =>
      setStockLevels(tx, [{ variantId, onHand: 1, tracked: true, backorder: false }], 'received'),
    )
    expect(await sorted(storage, available)).toContain('Battery')
  })

  test('show only what has a price in the buyer’s currency', async () => {
    const storage = await openShop(database)
    const { products } = await find(storage, { context: { address_country: 'US' } })
    expect(products.map(product => product.price_range)).toEqual([
      { min: { amount: 1500, currency: 'USD' }, max: { amount: 1500, currency: 'USD' } },
    ])
  })
})

onBothDatabases('a list', database => {
  const many = (count: number): Imported[] =>
    Array.from({ length: count }, (_, index) => ({
      title: `Mug ${index % 7}${index % 2 === 0 ? ' Blue' : ''}`,
      handle: `mug-${index}`,
      categories: [index % 3 === 0 ? 'Thirds' : 'Rest'],
      brand: 'Bulk',
      variants: [{ prices: eur(100 + (index % 5) * 10) }],
    }))

  const everyPage = async (storage: Storage, search: Search) => {
    const pages: Awaited<ReturnType<typeof find>>['products'][] = []
    let cursor: string | undefined
    do {
      const answer = await find(storage, { ...search, pagination: { limit: 6, ...(cursor && { cursor }) } })
      cursor = answer.pagination.cursor
      expect(answer.pagination.has_next_page).toBe(cursor !== undefined)
      pages.push(answer.products)
    } while (cursor && pages.length < 30)
    return pages.flat()
  }

  test.each<Search>([
    { query: 'mug' },
    { query: 'mug', sort: 'newest' },
    { query: 'blue mug' },
    { query: 'nothing mug', sort: 'price_descending' },
    { query: 'blue mug', sort: 'title' },
    { sort: 'newest' },
    { sort: 'title' },
    { sort: 'price_ascending' },
    { sort: 'price_descending' },
    { filters: { categories: ['Thirds', 'Rest'] } },
    { filters: { categories: ['Thirds'] }, sort: 'price_descending' },
    { filters: { brands: ['bulk'] }, sort: 'title' },
    { filters: { price: { min: 100, max: 120 }, available: true }, sort: 'newest', context: { currency: 'EUR' } },
  ])('gives every product once over all its pages: %j', async search => {
    const storage = await openShop(database, many(50))
    const expected = many(50).filter((product, index) => {
      if (search.query === 'blue mug' && search.sort && !product.title.includes('Blue')) return false
      if (search.filters?.categories?.length === 1 && index % 3 !== 0) return false
      return !search.filters?.price || index % 5 < 3
    })
    const all = await everyPage(storage, search)
    expect(all.map(product => product.handle).sort()).toEqual(expected.map(product => product.handle).sort())
    const prices = all.map(product => product.price_range.min.amount)
    if (search.sort === 'price_ascending') expect(prices).toEqual([...prices].sort((a, b) => a - b))
    if (search.sort === 'price_descending') expect(prices).toEqual([...prices].sort((a, b) => b - a))
    const names = all.map(product => product.title)
    if (search.sort === 'title') expect(names).toEqual([...names].sort())
  })

  test('takes back only its own cursors', async () => {
    const storage = await openShop(database, many(20))
    const { pagination } = await find(storage, { query: 'mug' })
    const refused = { code: 'invalid_cursor' }
    const { cursor = '' } = pagination
    await expect(find(storage, { query: 'blue', pagination: { cursor } })).rejects.toMatchObject(refused)
    await expect(find(storage, { query: 'mug', sort: 'title', pagination: { cursor } })).rejects.toMatchObject(refused)
    await expect(find(storage, { pagination: { cursor: 'x' } })).rejects.toMatchObject(refused)
    const [list] = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    for (const place of [[], ['all'], ['all', -1], ['all', 1e300], ['any', 10], ['all', 'x'], [1, 2, 3]]) {
      const forged = Buffer.from(JSON.stringify([list, ...place])).toString('base64url')
      await expect(find(storage, { query: 'mug', pagination: { cursor: forged } })).rejects.toMatchObject(refused)
    }
    const byTitle = await find(storage, { sort: 'title' })
    const [titleList] = JSON.parse(Buffer.from(byTitle.pagination.cursor ?? '', 'base64url').toString())
    for (const place of [
      ['all', 'a\0', 'b'],
      ['all', 'a', '\uD800'],
      ['all', 1, 'b'],
      ['all', 'a'],
    ]) {
      const forged = Buffer.from(JSON.stringify([titleList, ...place])).toString('base64url')
      await expect(find(storage, { sort: 'title', pagination: { cursor: forged } })).rejects.toMatchObject(refused)
    }
  })

  test('is short enough for a model to read', async () => {
    const description = { plain: 'Sturdy and light. '.repeat(100) }
    const storage = await openShop(
      database,
      many(10).map(product => ({ ...product, description })),
    )
    const [product] = (await find(storage, { query: 'mug' })).products
    expect(product!.description.plain!.length).toBeLessThanOrEqual(120)
    expect(product!.variants).toHaveLength(1)
    expect(JSON.stringify(product).length).toBeLessThan(150 * 4)
  })

  test('features what can be bought, then the cheapest', async () => {
    const gone = { on_hand: 0, tracked: true, backorder: false }
    const storage = await openShop(database, [
      {
        title: 'Lamp',
        variants: [
          { options: [{ name: 'Size', label: 'S' }], prices: eur(100), stock: gone },
          { options: [{ name: 'Size', label: 'M' }], prices: eur(300) },
          { options: [{ name: 'Size', label: 'L' }], prices: [{ currency: 'EUR', amount: 200, compare_at: 250 }] },
        ],
      },
    ])
    const [lamp] = (await find(storage, { query: 'lamp' })).products
    expect(lamp).toMatchObject({
      price_range: { min: { amount: 100 }, max: { amount: 300 } },
      variants: [{ title: 'L', price: { amount: 200 }, list_price: { amount: 250 } }],
      metadata: { variant_count: 3 },
    })
    const dear = await find(storage, { filters: { price: { min: 260 } }, context: { currency: 'EUR' } })
    expect(dear.products[0]!.variants[0]!.title).toBe('M')
  })
})
