import { expect, test } from 'vitest'
import { onBothDatabases, type TestDatabase } from '../../test/databases.ts'
import { listCategories } from '../catalog/index.ts'
import { getStock } from '../inventory/index.ts'
import { saveStore } from '../pricing/index.ts'
import type { Input } from '../shared/operation.ts'
import type { Storage } from '../storage/port.ts'
import type * as contract from './contract.ts'
import {
  archiveProduct,
  getProduct,
  importProducts,
  lookupCatalog,
  saveProduct,
  searchCatalog,
  setPrices,
} from './index.ts'

type Imported = Input<typeof contract.importProducts>['products'][number]
type Asked = Omit<Input<typeof contract.getProduct>['catalog'], 'id'>

const eur = (amount: number) => [{ currency: 'EUR', amount }]
const soldOut = { on_hand: 0, tracked: true, backorder: false }
const choice = (color: string, size: string) => [
  { name: 'Color', label: color },
  { name: 'Size', label: size },
]

const shirt: Imported = {
  handle: 'shirt',
  title: 'Linen\u202E Shirt\u200B',
  brand: 'Northfield',
  categories: ['Clothes > Shirts'],
  tags: ['summer'],
  attributes: { Zip: 'no', Area: 'upper body' },
  description: {
    html: '<p onclick="x()">Cool <a href="javascript:x()">linen</a>.</p><p>Washable.</p><script>x()</script>',
  },
  variants: [
    { sku: 'S-BS', options: choice('Blue', 'S'), prices: eur(3000), stock: soldOut },
    { sku: 'S-BL', options: choice('Blue', 'L'), prices: eur(3200), barcode: '4006381333931' },
    { sku: 'S-RS', options: choice('Red', 'S'), prices: [{ currency: 'EUR', amount: 2500, compare_at: 2900 }] },
  ],
}
const soap: Imported = { handle: 'soap', title: 'Soap', variants: [{ sku: 'SOAP', prices: eur(400) }] }

async function openShop(database: TestDatabase, products: Imported[] = [shirt, soap]): Promise<Storage> {
  const storage = await database.open()
  await storage.write(tx =>
    saveStore(tx, {
      store: {
        name: 'Test',
        default_currency: 'EUR',
        currencies: ['EUR', 'USD'],
        default_country: 'DE',
        prices_include_tax: true,
      },
    }),
  )
  await storage.write(tx => importProducts(tx, { products }))
  return storage
}

const get = (storage: Storage, id: string, asked: Asked = {}) =>
  storage.read(tx => getProduct(tx, { catalog: { id, ...asked } }))

const look = (
  storage: Storage,
  ids: string[],
  rest: Omit<Input<typeof contract.lookupCatalog>['catalog'], 'ids'> = {},
) => storage.read(tx => lookupCatalog(tx, { catalog: { ids, ...rest } }))

onBothDatabases('a product page', database => {
  test('says everything, cleaned of what is active or hidden', async () => {
    const storage = await openShop(database)
    const { product, messages } = await get(storage, 'shirt')
    expect(messages).toBeUndefined()
    expect(product).toMatchObject({
      handle: 'shirt',
      title: 'Linen Shirt',
      description: { plain: 'Cool linen.\n\nWashable.', html: '<p>Cool <a>linen</a>.</p><p>Washable.</p>' },
      categories: [{ value: 'Clothes > Shirts', taxonomy: 'merchant' }],
      price_range: { min: { amount: 2500, currency: 'EUR' }, max: { amount: 3200, currency: 'EUR' } },
      list_price_range: { min: { amount: 2900 }, max: { amount: 3200 } },
      tags: ['summer'],
      metadata: { brand: 'Northfield', variant_count: 3 },
    })
    expect(Object.entries(product.metadata?.attributes ?? {})).toEqual([
      ['Zip', 'no'],
      ['Area', 'upper body'],
    ])
    expect(product.variants.find(variant => variant.sku === 'S-BL')).toMatchObject({
      title: 'Blue / L',
      barcodes: [{ type: 'EAN', value: '4006381333931' }],
      availability: { available: true, status: 'in_stock' },
    })
  })

  test('hides the one variant of a product that comes in one kind', async () => {
    const storage = await openShop(database)
    const { product } = await get(storage, 'soap')
    expect(product.variants).toMatchObject([{ title: 'Soap' }])
    expect(product).not.toHaveProperty('options')
    expect(product).not.toHaveProperty('selected')
  })

  test('features the cheapest that can be bought, and tells for every option what goes with it', async () => {
    const storage = await openShop(database)
    const { product } = await get(storage, 'shirt')
    expect(product.variants.map(variant => variant.sku)).toEqual(['S-RS', 'S-BS', 'S-BL'])
    expect(product.selected).toEqual(choice('Red', 'S'))
    expect(product.options).toEqual([
      {
        name: 'Color',
        values: [
          { label: 'Blue', available: false, exists: true },
          { label: 'Red', available: true, exists: true },
        ],
      },
      {
        name: 'Size',
        values: [
          { label: 'S', available: true, exists: true },
          { label: 'L', available: false, exists: false },
        ],
      },
    ])
  })

  test('begins with the variant that was named by id or sku', async () => {
    const storage = await openShop(database)
    const { product } = await get(storage, 'S-BS')
    expect(product.variants[0]?.sku).toBe('S-BS')
    expect(product.selected).toEqual(choice('Blue', 'S'))
    const again = await get(storage, product.variants[0]!.id)
    expect(again.product.variants[0]?.sku).toBe('S-BS')
  })

  test('narrows by a choice in any case, and by part of one', async () => {
    const storage = await openShop(database)
    const { product } = await get(storage, 'shirt', { selected: [{ name: 'color', label: 'BLUE' }] })
    expect(product.selected).toEqual([{ name: 'Color', label: 'Blue' }])
    expect(product.variants.map(variant => variant.sku)).toEqual(['S-BL', 'S-BS', 'S-RS'])
    expect(product.options?.[1]?.values).toEqual([
      { label: 'S', available: false, exists: true },
      { label: 'L', available: true, exists: true },
    ])
  })

  test.each([
    [undefined, 'Red'],
    [['Color', 'Size'], 'Red'],
    [['Size', 'Color'], 'L'],
    [['size'], 'L'],
  ])('lets go of what cannot be had together, the least preferred first: %j', async (preferences, kept) => {
    const storage = await openShop(database)
    const { product, messages } = await get(storage, 'shirt', {
      selected: choice('Red', 'L'),
      ...(preferences && { preferences }),
    })
    expect(product.selected?.map(option => option.label)).toEqual([kept])
    expect(messages).toMatchObject([{ code: 'selection_relaxed' }])
  })

  test('shows all, and says so, when its price is in another currency or nothing is within the filters', async () => {
    const storage = await openShop(database)
    const dollars = await get(storage, 'soap', { context: { currency: 'USD' } })
    expect(dollars.product.variants[0]?.price).toEqual({ amount: 400, currency: 'EUR' })
    expect(dollars.messages).toMatchObject([{ type: 'warning', code: 'currency_unavailable' }])
    const narrowed = await get(storage, 'shirt', { filters: { available: true } })
    expect(narrowed.product.variants.map(variant => variant.sku)).toEqual(['S-RS', 'S-BL'])
    const none = await get(storage, 'shirt', { filters: { price: { max: 1 } }, context: { currency: 'EUR' } })
    expect(none.product.variants).toHaveLength(3)
    expect(none.messages).toMatchObject([{ code: 'no_variant_matches' }])
  })

  test('shows fifty variants, a hundred where they are asked for, and the others page by page', async () => {
    const variants = Array.from({ length: 120 }, (_, index) => ({
      options: [{ name: 'Number', label: String(index) }],
      prices: eur(1000 - index),
    }))
    const storage = await openShop(database, [{ title: 'Numbers', variants }])
    const { product, messages } = await get(storage, 'numbers')
    expect(product.variants).toHaveLength(50)
    expect(product.variants[0]?.title).toBe('119')
    expect(product.metadata?.variant_count).toBe(120)
    expect(messages).toMatchObject([{ code: 'variants_truncated' }])
    const seen: string[] = []
    for (let cursor: string | undefined, limit = 100; ; limit = 15) {
      const page = await get(storage, 'numbers', { pagination: { limit, ...(cursor && { cursor }) } })
      expect(page.product.variants.length).toBeLessThanOrEqual(limit)
      seen.push(...page.product.variants.map(variant => variant.title))
      cursor = page.pagination?.cursor
      if (cursor === undefined) break
      const other = get(storage, 'numbers', { pagination: { cursor }, filters: { available: true } })
      await expect(other).rejects.toMatchObject({ code: 'invalid_cursor' })
    }
    expect(seen).toHaveLength(120)
    expect(new Set(seen).size).toBe(120)
  })

  test('is not found for anything else', async () => {
    const storage = await openShop(database)
    const { product } = await get(storage, 'soap')
    await storage.write(tx => archiveProduct(tx, { id: product.id }))
    for (const id of ['nothing', product.id, 'soap', 'SOAP', "'; drop table products; --"]) {
      await expect(get(storage, id)).rejects.toMatchObject({ code: 'not_found' })
    }
  })
})

onBothDatabases('a lookup', database => {
  test('answers ids, skus and handles once each and says which led to what', async () => {
    const storage = await openShop(database)
    const { product } = await get(storage, 'shirt')
    const featured = product.variants[0]!.id
    const { products, messages } = await look(storage, ['soap', 'S-BL', product.id, featured, 'S-BL', 'nothing'])
    expect(products.map(found => found.handle)).toEqual(['soap', 'shirt'])
    const inputs = products.flatMap(found => found.variants.map(variant => [variant.sku, variant.inputs]))
    expect(inputs).toHaveLength(3)
    expect(new Map(inputs as [string, unknown][])).toEqual(
      new Map<string, unknown>([
        ['SOAP', [{ id: 'soap', match: 'featured' }]],
        ['S-BL', [{ id: 'S-BL', match: 'exact' }]],
        [
          'S-RS',
          expect.arrayContaining([
            { id: product.id, match: 'featured' },
            { id: featured, match: 'exact' },
          ]),
        ],
      ]),
    )
    expect(messages).toMatchObject([{ code: 'not_found', content: expect.stringContaining('"nothing"') }])
  })

  test('takes 25 at once', async () => {
    const products = Array.from({ length: 30 }, (_, index) => ({
      ...soap,
      handle: `soap-${index}`,
      variants: [{ prices: eur(1) }],
    }))
    const storage = await openShop(database, products)
    const answer = await look(
      storage,
      products.map(product => product.handle),
    )
    expect(answer.products).toHaveLength(25)
    expect(answer.messages).toMatchObject([{ code: 'too_many_ids' }])
  })

  test('narrows by filters, and answers in the shop’s currency what has no other price', async () => {
    const storage = await openShop(database)
    const filtered = await look(storage, ['soap', 'shirt'], { filters: { categories: ['clothes'] } })
    expect(filtered.products.map(product => product.handle)).toEqual(['shirt'])
    expect(filtered.messages).toMatchObject([{ code: 'filtered_out' }])
    const dollars = await look(storage, ['soap'], { context: { currency: 'USD' } })
    expect(dollars.products[0]?.price_range.min).toEqual({ amount: 400, currency: 'EUR' })
    expect(dollars.messages).toMatchObject([{ type: 'warning', code: 'currency_unavailable' }])
  })
})

onBothDatabases('an import', database => {
  const run = (storage: Storage, products: Imported[], dry_run = false) =>
    storage.write(tx => importProducts(tx, { products, dry_run }))

  test('brings products with their prices and stock, and again the same ones', async () => {
    const storage = await openShop(database, [shirt])
    const untitled: Imported = { title: 'Soap', variants: soap.variants }
    const counted = {
      ...shirt,
      variants: shirt.variants.map(variant => ({ ...variant, stock: { ...soldOut, on_hand: 5 } })),
    }
    expect(await run(storage, [counted, untitled])).toMatchObject({ created: 1, updated: 1, variants: 4, problems: [] })
    expect(await run(storage, [counted, untitled])).toMatchObject({ created: 0, updated: 2 })
    const { product } = await get(storage, 'shirt')
    const { stock } = await storage.read(tx =>
      getStock(tx, { variant_ids: product.variants.map(variant => variant.id) }),
    )
    expect(stock.map(level => level.available)).toEqual([5, 5, 5])
  })

  test('rehearses: names what would be refused by its place, and changes nothing', async () => {
    const storage = await openShop(database)
    const twins: Imported[] = [
      { handle: 'one', title: 'One', variants: [{ sku: 'SOAP', prices: [] }] },
      { handle: 'two', title: 'Two', variants: [{ sku: 'T', prices: [] }] },
      { handle: 'two', title: 'Two again', variants: [{ sku: 'T', prices: [] }, { prices: [] }] },
    ]
    const { problems, ...rest } = await run(storage, twins, true)
    expect(rest).toEqual({ created: 3, updated: 0, variants: 4, products: [] })
    expect(problems.map(({ product, variant, field }) => [product, variant, field])).toEqual([
      [2, 1, 'options'],
      [2, undefined, 'handle'],
      [2, 0, 'sku'],
      [0, 0, 'sku'],
    ])
    await expect(run(storage, twins)).rejects.toMatchObject({ code: 'invalid_input' })
    const { products } = await storage.read(tx => searchCatalog(tx, { catalog: {} }))
    expect(products).toHaveLength(2)
  })

  test('lets skus move between its products', async () => {
    const storage = await openShop(database)
    const swapped = [
      { ...shirt, variants: [{ sku: 'SOAP', prices: eur(1) }] },
      { ...soap, variants: [{ sku: 'S-BS', prices: eur(2) }] },
    ]
    expect(await run(storage, swapped)).toMatchObject({ updated: 2 })
    expect((await get(storage, 'SOAP')).product.handle).toBe('shirt')
  })
})

onBothDatabases('merchants who save at once', database => {
  test('make a category once, and a product of a handle once', async () => {
    const storage = await openShop(database, [soap])
    const draft = (handle: string) => ({ handle, title: 'Bar', categories: ['Bath > Bars'], variants: [{}] })
    const handles = ['bar', 'bar', 'bar', 'bar-a', 'bar-b', 'bar-c']
    const saves = await Promise.allSettled(
      handles.map(handle => storage.write(tx => saveProduct(tx, { product: draft(handle) }))),
    )
    const refused = saves.flatMap(save => (save.status === 'rejected' ? [save.reason.code] : []))
    expect(refused.every(code => code === 'duplicate' || code === 'version_conflict')).toBe(true)
    const { categories } = await storage.read(listCategories)
    expect(categories.map(category => category.path)).toEqual(['Bath', 'Bath > Bars'])
    const ids = new Set(saves.slice(0, 3).flatMap(save => (save.status === 'fulfilled' ? [save.value.id] : [])))
    expect(ids.size).toBe(1)
    expect(saves.slice(3).map(save => save.status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled'])
  })

  test('leave the price range of a product true to its variants', async () => {
    const storage = await openShop(database)
    const { product } = await get(storage, 'shirt')
    const changes = product.variants.map((variant, index) => ({
      variant_id: variant.id,
      currency: 'EUR',
      amount: 100 + index,
    }))
    await Promise.all(changes.map(change => storage.write(tx => setPrices(tx, { prices: [change] }))))
    const { products } = await storage.read(tx => searchCatalog(tx, { catalog: { query: 'shirt' } }))
    expect(products[0]?.price_range).toMatchObject({ min: { amount: 100 }, max: { amount: 102 } })
  })
})
