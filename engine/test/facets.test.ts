import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ImportedProduct, InputOf, OutputOf } from '../src/contract.ts'
import { migrationsFolder } from '../src/storage/migrations-folder.ts'
import type { Dialect } from '../src/storage/port.ts'
import { rowsOf, running } from './database-rows.ts'
import { onBothDatabases, type TestDatabase } from './databases.ts'
import { aFurnishedShop, buys, type TestShop } from './shop.ts'

type Search = InputOf<'search_catalog'>['catalog']
type Filters = NonNullable<Search['filters']>
type Facet = NonNullable<OutputOf<'search_catalog'>['facets']>[number]

const colours = ['Blue', 'Green', 'Red']
const sizes = ['S', 'M', 'L']
const materials = ['Wool', 'Linen']
const brands = ['Acme', 'Zenith']
const types = ['Shirts', 'Coats']
const categories = ['Clothing', 'Clothing > Warm', 'Gifts']
const numbers = fc.integer({ min: 1, max: 12 })

const anyVariant = fc.record({
  colour: fc.constantFrom(...colours),
  size: fc.constantFrom(...sizes),
  amount: fc.integer({ min: 1, max: 40 }).map(tens => tens * 100),
  compareAt: fc.option(fc.constant(4500)),
  isSoldOut: fc.boolean(),
  isPriced: fc.constantFrom(true, true, true, false),
})

const anyProduct = fc.record({
  brand: fc.option(fc.constantFrom(...brands)),
  type: fc.option(fc.constantFrom(...types)),
  material: fc.option(fc.constantFrom(...materials)),
  weight: fc.option(
    fc.oneof(
      numbers.map(kilos => `${kilos} kg`),
      numbers.map(kilos => `${kilos * 1000} g`),
    ),
  ),
  categories: fc.uniqueArray(fc.constantFrom(...categories), { maxLength: 2 }),
  variants: fc.uniqueArray(anyVariant, {
    minLength: 1,
    maxLength: 4,
    selector: ({ colour, size }) => `${colour} ${size}`,
  }),
})

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 })
const someOf = (values: readonly string[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 })

const anyFilters = fc.record({
  categories: maybe(someOf(categories)),
  brands: maybe(someOf(brands)),
  product_types: maybe(someOf(types)),
  available: maybe(fc.constant(true)),
  on_sale: maybe(fc.constant(true)),
  price: maybe(fc.constantFrom({ max: 2000 }, { min: 1500 }, { min: 1000, max: 3000 })),
  colour: maybe(someOf(colours)),
  size: maybe(someOf(sizes)),
  weight: maybe(fc.constantFrom({ min: 3 }, { max: 8000, unit: 'g' })),
})

const productsFrom = (
  drawn: readonly (typeof anyProduct extends fc.Arbitrary<infer T> ? T : never)[],
): ImportedProduct[] =>
  drawn.map(({ brand, type, material, weight, categories: paths, variants }, index) => ({
    handle: `ware-${index}`,
    title: `Ware ${index}`,
    ...(brand && { brand }),
    ...(type && { product_type: type }),
    categories: paths,
    attributes: { ...(material && { Material: material }), ...(weight && { Weight: weight }) },
    variants: variants.map(({ colour, size, amount, compareAt, isSoldOut, isPriced }) => ({
      options: [
        { name: 'Colour', label: colour },
        { name: 'Size', label: size },
      ],
      prices: isPriced ? [{ currency: 'EUR', amount, ...(compareAt && { compare_at: compareAt }) }] : [],
      stock: { on_hand: isSoldOut ? 0 : 5, tracked: true, backorder: false },
    })),
  }))

function filtersFrom({
  colour,
  size,
  weight,
  ...rest
}: typeof anyFilters extends fc.Arbitrary<infer T> ? T : never): Filters {
  const attributes = [
    ...(colour ? [{ name: 'Colour', values: colour }] : []),
    ...(size ? [{ name: 'Size', values: size }] : []),
    ...(weight ? [{ name: 'Weight', unit: 'kg', ...weight }] : []),
  ]
  const given = Object.entries(rest).filter(([, value]) => value !== undefined)
  return { ...(Object.fromEntries(given) as Filters), ...(attributes.length > 0 && { attributes }) }
}

/** The filters as they are after a shopper chose this and nothing else of the facet. */
function clicked(filters: Filters, facet: Facet, choice: { value?: string; min?: number; max?: number }): Filters {
  const { value, min, max } = choice
  const bounds = { ...(min !== undefined && { min }), ...(max !== undefined && { max }) }
  switch (facet.filter) {
    case 'price':
      return { ...filters, price: bounds }
    case 'available':
    case 'on_sale':
      return { ...filters, [facet.filter]: true }
    case 'attributes': {
      const others = (filters.attributes ?? []).filter(({ name }) => name !== facet.name)
      const own = value === undefined ? { ...bounds, ...(facet.unit && { unit: facet.unit }) } : { values: [value] }
      return { ...filters, attributes: [...others, { name: facet.name, ...own }] }
    }
    default:
      return { ...filters, [facet.filter]: [value!] }
  }
}

const search = (shop: TestShop, catalog: Search) =>
  shop.guest.searchCatalog({ catalog: { context: { currency: 'EUR' }, ...catalog } })

const countOf = async (shop: TestShop, catalog: Search) =>
  (await search(shop, { ...catalog, pagination: { limit: 50 } })).products.length

async function openShop(database: TestDatabase, products: ImportedProduct[]): Promise<TestShop> {
  const shop = await aFurnishedShop(database)
  await shop.staff.importProducts({ products })
  return shop
}

onBothDatabases('A facet’s count', database => {
  test('is what the shopper finds who chooses it, whatever else is chosen', { timeout: 120_000 }, async () => {
    const shop = await aFurnishedShop(database)
    await fc.assert(
      fc.asyncProperty(fc.array(anyProduct, { minLength: 1, maxLength: 10 }), anyFilters, async (drawn, wanted) => {
        const empty = productsFrom(Array.from({ length: 10 }, () => drawn[0]!)).map(product => ({
          ...product,
          status: 'archived' as const,
        }))
        const products = productsFrom(drawn)
        await shop.staff.importProducts({ products: [...products, ...empty.slice(products.length)] })
        const filters = filtersFrom(wanted)
        const { facets = [] } = await search(shop, { filters, facets: true, facet_limit: 100 })
        for (const facet of facets) {
          for (const choice of [...(facet.values ?? []), ...(facet.ranges ?? [])]) {
            const found = await countOf(shop, { filters: clicked(filters, facet, choice) })
            expect([facet.name, choice, choice.count]).toEqual([facet.name, choice, found])
          }
        }
        // What is not shown finds nothing.
        const shown = facets.find(({ name }) => name === 'Colour')?.values?.map(({ value }) => value)
        for (const value of colours.filter(colour => shown && !shown.includes(colour))) {
          const facet = { filter: 'attributes', name: 'Colour' } as const
          expect(await countOf(shop, { filters: clicked(filters, facet, { value }) })).toBe(0)
        }
      }),
      { numRuns: Number(process.env.MITCHWEB_RUNS ?? 12) },
    )
  })
})

type Drawn = typeof anyProduct extends fc.Arbitrary<infer T> ? T : never
type Attribute = NonNullable<Filters['attributes']>[number]

/** The rule of the filters over again, in the plainest words. */
const fits = (product: Drawn, filters: Filters): boolean =>
  (!filters.categories || product.categories.some(path => filters.categories!.some(of => isBelow(path, of)))) &&
  (!filters.brands || filters.brands.includes(product.brand ?? '')) &&
  (!filters.product_types || filters.product_types.includes(product.type ?? '')) &&
  product.variants.some(
    variant =>
      variant.isPriced &&
      (!filters.available || !variant.isSoldOut) &&
      (!filters.on_sale || variant.amount < (variant.compareAt ?? 0)) &&
      isBetween(variant.amount, filters.price ?? {}) &&
      (filters.attributes ?? []).every(attribute => has(product, variant, attribute)),
  )

const isBelow = (path: string, category: string) => path === category || path.startsWith(`${category} > `)
const isBetween = (number: number, { min = -Infinity, max = Infinity }: { min?: number; max?: number }) =>
  number >= min && number <= max

const gramsOf = (weight: string) => Number(weight.split(' ')[0]) * (weight.endsWith(' kg') ? 1000 : 1)

function has(
  product: Drawn,
  { colour, size }: Drawn['variants'][number],
  { name, values, ...range }: Attribute,
): boolean {
  if (name === 'Weight') {
    if (!product.weight) return false
    const size = range.unit === 'kg' ? 1000 : 1
    const bounds = { min: (range.min ?? -Infinity) * size, max: (range.max ?? Infinity) * size }
    return values
      ? values.some(value => gramsOf(value) === gramsOf(product.weight!))
      : isBetween(gramsOf(product.weight), bounds)
  }
  const own = { Colour: colour, Size: size, Material: product.material }[name] ?? ''
  return values!.includes(own)
}

function withoutOwn(filters: Filters, { filter, name }: Facet): Filters {
  if (filter !== 'attributes') return { ...filters, [filter]: undefined }
  return { ...filters, attributes: (filters.attributes ?? []).filter(attribute => attribute.name !== name) }
}

const unfiltered = {
  categories: undefined,
  brands: undefined,
  product_types: undefined,
  available: undefined,
  on_sale: undefined,
  price: undefined,
  colour: undefined,
  size: undefined,
  weight: undefined,
}

onBothDatabases('In a larger shop a facet’s count', database => {
  test('is that of the newest five hundred of the list without its own filter', { timeout: 120_000 }, async () => {
    const shop = await aFurnishedShop(database)
    const drawn = fc.sample(anyProduct, { numRuns: 1200, seed: 7 })
    const made = productsFrom(drawn)
    for (let start = 0; start < made.length; start += 400) {
      await shop.staff.importProducts({ products: made.slice(start, start + 400) })
    }
    const newest = await newestFirst(shop, drawn)
    const first = (filters: Filters) => newest.filter(product => fits(product, filters)).slice(0, 500)
    const check = async (wanted: typeof anyFilters extends fc.Arbitrary<infer T> ? T : never) => {
      const filters = filtersFrom(wanted)
      const { facets = [] } = await search(shop, { filters, facets: true, facet_limit: 100 })
      for (const facet of facets) {
        const list = withoutOwn(filters, facet)
        const counted = first(list)
        expect([facet.name, facet.at_least]).toEqual([
          facet.name,
          newest.filter(product => fits(product, list)).length > 500 ? true : undefined,
        ])
        for (const choice of [...(facet.values ?? []), ...(facet.ranges ?? [])]) {
          const count = counted.filter(product => fits(product, clicked(filters, facet, choice))).length
          expect([facet.name, choice, choice.count]).toEqual([facet.name, choice, count])
        }
      }
    }
    // Nearly everything is within these, or they leave a few of very many.
    for (const some of [
      {},
      { available: true as const },
      { price: { min: 1500 } as const },
      { colour: ['Red'], size: ['L'] },
    ]) {
      await check({ ...unfiltered, ...some })
    }
    await fc.assert(fc.asyncProperty(anyFilters, check), { numRuns: Number(process.env.MITCHWEB_RUNS ?? 15) })
  })
})

/** In the order of the shop's lists. */
async function newestFirst(shop: TestShop, drawn: readonly Drawn[]): Promise<Drawn[]> {
  const places = new Map(drawn.map((product, place) => [`Ware ${place}`, product]))
  const listed: Drawn[] = []
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
    const pagination = { limit: 50, ...(cursor !== undefined && { cursor }) }
    const page = await search(shop, { sort: 'newest', pagination })
    listed.push(...page.products.map(({ title }) => places.get(title)!))
    cursor = page.pagination.cursor
  }
  return listed
}

/** What is packed of each product, whatever the order of its parts. */
async function packedRows(address: string): Promise<unknown[]> {
  const rows = await rowsOf(address, 'select product_id, packed from packed_products order by product_id')
  const sorted = (parts: unknown[][]) => parts.map(part => JSON.stringify(part)).sort()
  return rows.map(({ product_id, packed }) => {
    const { brand, values, variants } = JSON.parse(String(packed))
    return { product_id, brand, values: sorted(values), variants: sorted(variants) }
  })
}

function dataMigration(dialect: Dialect): string {
  const folder = migrationsFolder(dialect)
  return readFileSync(
    `${folder}/${readdirSync(folder).find(file => file.endsWith('_packed_products_data.sql'))}`,
    'utf8',
  )
}

const eur = (amount: number) => [{ currency: 'EUR', amount }]
const named = (facets: readonly Facet[] | undefined, name: string) => facets?.find(facet => facet.name === name)

onBothDatabases('Facets', database => {
  test('are live, mark what is chosen, and are answered only when asked for', async () => {
    const shop = await openShop(database, [
      {
        handle: 'mug',
        title: 'Mug',
        brand: 'Acme',
        variants: [{ prices: eur(1000), stock: { on_hand: 1, tracked: true, backorder: false } }],
      },
      { handle: 'pot', title: 'Pot', brand: 'ACME', variants: [{ prices: eur(2000) }] },
      { handle: 'cup', title: 'Cup', brand: 'Zenith', variants: [{ prices: eur(3000) }] },
    ])
    expect(await search(shop, {})).not.toHaveProperty('facets')
    expect(await search(shop, { facets: false })).not.toHaveProperty('facets')
    const facets = async (catalog: Search = {}) => (await search(shop, { facets: true, ...catalog })).facets
    expect(await facets()).toEqual([
      {
        filter: 'brands',
        name: 'Brand',
        values: [
          { value: 'ACME', count: 2 },
          { value: 'Zenith', count: 1 },
        ],
      },
      expect.objectContaining({ filter: 'price', currency: 'EUR', min: 1000, max: 3000 }),
      { filter: 'available', name: 'Available', values: [{ value: 'true', count: 3 }] },
      { filter: 'on_sale', name: 'On sale', values: [{ value: 'true', count: 0 }] },
    ])
    const { product } = await shop.guest.getProduct({ catalog: { id: 'mug' } })
    const mug = product.variants[0]!.id
    await buys(shop.guest, { [mug]: 1 })
    expect(named(await facets(), 'Available')?.values).toEqual([{ value: 'true', count: 2 }])
    await shop.staff.savePriceList({
      price_list: { title: 'Sale', currency: 'EUR', prices: [{ variant_id: mug, amount: 500 }] },
    })
    expect(named(await facets(), 'Price')).toMatchObject({ min: 500, max: 3000 })
    expect(named(await facets(), 'On sale')?.values).toEqual([{ value: 'true', count: 1 }])
    const chosen = await facets({ filters: { brands: ['zenith'], available: true } })
    expect(named(chosen, 'Brand')?.values).toEqual([
      { value: 'ACME', count: 1 },
      { value: 'Zenith', count: 1, selected: true },
    ])
    expect(named(chosen, 'Available')?.values).toEqual([{ value: 'true', count: 1, selected: true }])
  })

  test('of a shop that was there before are read off the rows for its filters', async () => {
    const shop = await openShop(database, [
      {
        handle: 'mug',
        title: 'Mug',
        brand: 'Acme',
        product_type: 'Cups',
        tags: ['kitchen', 'gift'],
        attributes: { Weight: '0.3 kg', Glaze: 'Mat "t"' },
        variants: ['Blue', 'Red'].map(label => ({ options: [{ name: 'Colour', label }], prices: eur(1000) })),
      },
      { handle: 'pot', title: 'Pot', variants: [{ prices: eur(2000) }] },
      { handle: 'old', title: 'Old', status: 'archived', variants: [{ prices: eur(2000) }] },
    ])
    const address = await database.address()
    const written = await packedRows(address)
    expect(written).toHaveLength(2)
    await running(address, ['delete from packed_products'])
    expect((await search(shop, { facets: ['colour'] })).facets).toEqual([])
    await running(address, [dataMigration(database.dialect)])
    expect(await packedRows(address)).toEqual(written)
    expect(named((await search(shop, { facets: true })).facets, 'Colour')?.values).toHaveLength(2)
  })

  test('are those asked for, of a search’s products, with so many values', async () => {
    const shop = await openShop(
      database,
      Array.from({ length: 12 }, (_, index) => ({
        title: `${index < 6 ? 'Television' : 'Radio'} ${index}`,
        brand: `Brand ${index}`,
        attributes: { 'Screen size': `${30 + index * 3} inch`, Colour: index % 2 === 0 ? 'Black' : 'White' },
        variants: [{ prices: eur(10_000 + index * 2500) }],
      })),
    )
    const { facets } = await search(shop, {
      query: 'television',
      facets: ['brand', 'colour', 'nothing'],
      facet_limit: 2,
    })
    expect(facets).toEqual([
      {
        filter: 'brands',
        name: 'Brand',
        values: [
          { value: 'Brand 0', count: 1 },
          { value: 'Brand 1', count: 1 },
        ],
      },
      {
        filter: 'attributes',
        name: 'Colour',
        values: [
          { value: 'Black', count: 3 },
          { value: 'White', count: 3 },
        ],
      },
    ])
    const all = (await search(shop, { facets: ['Screen size'] })).facets
    expect(all).toMatchObject([{ filter: 'attributes', name: 'Screen size', unit: 'inch', min: 30, max: 63 }])
    expect(all?.[0]?.ranges?.length).toBeGreaterThan(2)
    const chosen = { name: 'Screen size', unit: 'inch', min: all![0]!.ranges!.at(-1)!.min! }
    const again = (await search(shop, { facets: ['Screen size'], filters: { attributes: [chosen] } })).facets
    expect(again?.[0]?.ranges).toEqual(
      all![0]!.ranges!.map((range, index, ranges) =>
        index === ranges.length - 1 ? { ...range, selected: true } : range,
      ),
    )
  })
})
