import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { InputOf, OutputOf, Shop } from '../src/contract.ts'
import { migrationsFolder } from '../src/storage/migrations-folder.ts'
import type { Dialect } from '../src/storage/port.ts'
import { rowsOf, running } from './database-rows.ts'
import { onBothDatabases } from './databases.ts'
import {
  anyAsker,
  anyWare,
  aPricedShop,
  brands,
  buyerOf,
  type Currency,
  categories,
  colours,
  type Filters,
  fits,
  hour,
  isWithin,
  materials,
  type Seen,
  seenBy,
  sizes,
  titleOf,
} from './priced-shop.ts'

type Search = InputOf<'search_catalog'>['catalog']
type Attribute = NonNullable<Filters['attributes']>[number]
type Facet = NonNullable<OutputOf<'search_catalog'>['facets']>[number]

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 })
const someOf = (values: readonly string[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 })

const anyFilters = fc
  .record({
    categories: maybe(someOf(categories)),
    brands: maybe(someOf(brands)),
    available: maybe(fc.constant(true)),
    on_sale: maybe(fc.constant(true)),
    price: maybe(
      fc.constantFrom({ max: 2000 }, { min: 1500 }, { min: 1000, max: 3000 }, { min: 1550, max: 1650 }, { max: 5000 }),
    ),
    Colour: maybe(someOf(colours)),
    Size: maybe(someOf(sizes)),
    Material: maybe(someOf(materials)),
  })
  .map(({ Colour, Size, Material, ...rest }): Filters => {
    const attributes = Object.entries({ Colour, Size, Material }).flatMap(([name, values]): Attribute[] =>
      values ? [{ name, values }] : [],
    )
    const given = Object.entries(rest).filter(([, value]) => value !== undefined)
    return { ...(Object.fromEntries(given) as Filters), ...(attributes.length > 0 && { attributes }) }
  })

const anySearch = fc.record({
  asker: anyAsker,
  filters: anyFilters,
  word: fc.constantFrom(undefined, undefined, 'lamp'),
})

/** Nearly everything is within these, or a price that lies between what variants cost. */
const wide: readonly Filters[] = [
  {},
  { price: { max: 5000 } },
  { price: { min: 2000 } },
  { price: { min: 2050, max: 2150 } },
  { brands: ['Acme', 'Zenith'], price: { min: 500 }, attributes: [{ name: 'Colour', values: ['Red', 'Blue'] }] },
]

type Named = Pick<Facet, 'filter' | 'name'>

const listed: readonly (Named & { readonly values: readonly string[] })[] = [
  { filter: 'categories', name: 'Category', values: categories },
  { filter: 'brands', name: 'Brand', values: brands },
  { filter: 'available', name: 'Available', values: ['true'] },
  { filter: 'on_sale', name: 'On sale', values: ['true'] },
  { filter: 'attributes', name: 'Colour', values: colours },
  { filter: 'attributes', name: 'Size', values: sizes },
  { filter: 'attributes', name: 'Material', values: materials },
]

/** The filters as they are after somebody chose this value and nothing else of the facet. */
function clicked(filters: Filters, facet: Named, value: string): Filters {
  if (facet.filter === 'available' || facet.filter === 'on_sale') return { ...filters, [facet.filter]: true }
  if (facet.filter !== 'attributes') return { ...filters, [facet.filter]: [value] }
  const { attributes = [] } = withoutOwn(filters, facet)
  return { ...filters, attributes: [...attributes, { name: facet.name, values: [value] }] }
}

function withoutOwn(filters: Filters, { filter, name }: Named): Filters {
  if (filter !== 'attributes') return { ...filters, [filter]: undefined }
  return { ...filters, attributes: (filters.attributes ?? []).filter(attribute => attribute.name !== name) }
}

/** Everything that somebody sees who typed the word, newest first, and of how many of a list facets are counted. */
type Case = { readonly all: readonly Seen[]; readonly most: number; readonly filters: Filters }

function countedFor({ all, most, filters }: Case, facet: Named) {
  const list = all.filter(ware => fits(ware, withoutOwn(filters, facet)))
  return { counted: list.slice(0, most), isCut: list.length > most }
}

/** What is answered of each facet: a value that leaves nothing is not, nor a category that leaves all. */
const expectedLists = (found: Case) =>
  listed.map(facet => {
    const { counted, isCut } = countedFor(found, facet)
    const isFlag = facet.filter === 'available' || facet.filter === 'on_sale'
    const isTelling = (value: string, count: number) =>
      facet.filter !== 'categories' || count < counted.length || found.filters.categories?.includes(value)
    const counts = facet.values.flatMap(value => {
      const count = counted.filter(ware => fits(ware, clicked(found.filters, facet, value))).length
      return isFlag || (count > 0 && isTelling(value, count)) ? [[value, count] as const] : []
    })
    return { name: facet.name, counts: Object.fromEntries(counts), isCut: counts.length > 0 && isCut }
  })

const answeredLists = (facets: readonly Facet[]) =>
  listed.map(({ name }) => {
    const { values = [], at_least } = facets.find(facet => facet.name === name) ?? {}
    const counts = Object.fromEntries(values.map(({ value, count }) => [value, count]))
    return { name, counts, isCut: at_least === true }
  })

function expectedPrice(found: Case, ranges: Facet['ranges']) {
  const { counted, isCut } = countedFor(found, { filter: 'price', name: 'Price' })
  const { price: _, ...others } = found.filters
  const amounts = counted.flatMap(ware =>
    ware.variants.filter(variant => isWithin(ware, variant, others)).map(({ amount }) => amount),
  )
  if (amounts.length === 0) return undefined
  const countOf = ({ min, max }: { min?: number | undefined; max?: number | undefined }) => {
    const price = { ...(min !== undefined && { min }), ...(max !== undefined && { max }) }
    return counted.filter(ware => fits(ware, { ...others, price })).length
  }
  return { isCut, min: Math.min(...amounts), max: Math.max(...amounts), counts: ranges?.map(countOf) }
}

const facetNames = [...listed.map(({ name }) => name), 'price']

async function checkFacets(buyer: Shop, asked: Search, found: Case): Promise<void> {
  const { facets = [], ...page } = await buyer.searchCatalog({
    catalog: { ...asked, facets: facetNames, facet_limit: 50 },
  })
  const label = JSON.stringify(asked)
  expect(page, label).toEqual(await buyer.searchCatalog({ catalog: asked }))
  expect(answeredLists(facets), label).toEqual(expectedLists(found))
  const price = facets.find(({ filter }) => filter === 'price')
  const { min, max, ranges, at_least } = price ?? {}
  const answered = price && { isCut: at_least === true, min, max, counts: ranges?.map(({ count }) => count) }
  expect(answered, label).toEqual(expectedPrice(found, ranges))
}

/** All of a list in its order, page by page. */
async function titlesOf(buyer: Shop, asked: Search): Promise<string[]> {
  const titles: string[] = []
  for (let cursor: string | undefined; ; ) {
    const pagination = { limit: 50, ...(cursor !== undefined && { cursor }) }
    const answer = await buyer.searchCatalog({ catalog: { ...asked, pagination } })
    titles.push(...answer.products.map(({ title }) => title))
    cursor = answer.pagination.cursor
    if (cursor === undefined) return titles
  }
}

const askedFor = (filters: Filters, currency: Currency, word?: string): Search => ({
  filters,
  context: { currency },
  ...(word && { query: word }),
})

function priceMigration(dialect: Dialect): string {
  const folder = migrationsFolder(dialect)
  const file = readdirSync(folder).find(name => name.endsWith('_prices_by_creation.sql'))
  const statements = readFileSync(`${folder}/${file}`, 'utf8').split('--> statement-breakpoint')
  return statements.find(statement => statement.includes('UPDATE'))!
}

const seed = Number(process.env.MITCHWEB_SEED ?? 11)
const runs = (usual: number) => Number(process.env.MITCHWEB_RUNS ?? usual)

onBothDatabases('What somebody pays at the time', database => {
  for (const { size, count, most, usual } of [
    { size: 'small', count: 120, most: 1000, usual: 8 },
    { size: 'larger', count: 1500, most: 500, usual: 3 },
  ]) {
    test(`is what a ${size} shop’s facets and lists go by`, { timeout: 120_000 }, async () => {
      const priced = await aPricedShop(database, fc.sample(anyWare, { numRuns: count, seed }))
      for (let hours = 0; hours < wide.length; hours++) {
        const drawn = fc.sample(anySearch, { numRuns: runs(usual), seed: seed + hours })
        const others = (['guest', 'cus_both'] as const).map(customer => {
          return { asker: { customer, currency: 'EUR' as const }, filters: wide[hours]!, word: undefined }
        })
        for (const { asker, filters, word } of [...drawn, ...others]) {
          const all = seenBy(priced, asker, hours).filter(({ isLamp }) => !word || isLamp)
          const [buyer, asked] = [buyerOf(priced, asker), askedFor(filters, asker.currency, word)]
          await checkFacets(buyer, asked, { all, most, filters })
          const titles = all.filter(ware => fits(ware, filters)).map(titleOf)
          expect(await titlesOf(buyer, { ...asked, sort: 'newest' }), JSON.stringify(asked)).toEqual(titles)
        }
        priced.shop.wait(hour)
      }
    })
  }

  test('is known of a shop that was there before', async () => {
    await aPricedShop(database, fc.sample(anyWare, { numRuns: 60, seed }))
    const address = await database.address()
    const rows = () =>
      rowsOf(address, 'select * from product_prices order by product_id, currency, customer_group, slot')
    const written = await rows()
    await running(address, ['update product_prices set variant_count = 0, product_created_at = null'])
    expect(await rows()).not.toEqual(written)
    await running(address, [priceMigration(database.dialect)])
    expect(await rows()).toEqual(written)
  })
})
