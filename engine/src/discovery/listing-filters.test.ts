import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { onBothDatabases } from '../../test/databases.ts'
import { filledStorage } from '../../test/filled-storage.ts'
import type { ReadTx } from '../storage/port.ts'
import { attributeKey } from './attribute-values.ts'
import { type Listing, listProducts } from './listing.ts'
import { termsOf } from './search-terms.ts'

const brands = ['Hearth', 'Tinker', 'Volt']
const shelves = ['Kitchen > Mugs', 'Kitchen > Pans', 'Desk']
const materials = ['steel', 'clay']
const nouns = ['mug', 'pan']
const sorts = ['newest', 'title', 'price_ascending', 'price_descending'] as const

const goods = Array.from({ length: 72 }, (_, index) => {
  const [noun, brand, shelf] = [nouns[index % 2]!, brands[index % 3]!, shelves[index % 4 === 3 ? 2 : index % 2]!]
  const material = materials[(index >> 2) % 2]!
  // From one price for both variants to a thousandfold of it.
  const low = 100 + 37 * index
  const high = low + (index % 5 === 0 ? 0 : 3 ** (index % 10))
  return { index, noun, brand, shelf, material, low, high, isGone: index % 7 === 0 }
})

const imported = goods.map(({ index, noun, brand, shelf, material, low, high, isGone }) => ({
  title: `${noun} ${index}`,
  brand,
  categories: [shelf],
  attributes: { Material: material },
  variants: [low, high].map((amount, place) => ({
    sku: `S-${index}-${place}`,
    options: [{ name: 'Size', label: String(place) }],
    prices: [{ currency: 'EUR', amount }],
    stock: { on_hand: isGone ? 0 : 3, tracked: true, backorder: false },
  })),
}))

const asked = fc.record(
  {
    noun: fc.constantFrom(...nouns),
    brands: fc.uniqueArray(fc.constantFrom(...brands), { minLength: 1, maxLength: 2 }),
    shelf: fc.constantFrom(...shelves, 'Kitchen'),
    material: fc.constantFrom(...materials),
    price: fc.tuple(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 4000 })),
    available: fc.constant(true as const),
  },
  { requiredKeys: [] },
)
type Asked = typeof asked extends fc.Arbitrary<infer T> ? T : never

const fits = (wanted: Asked) => (each: (typeof goods)[number]) => {
  const [min, max] = [Math.min(...(wanted.price ?? [0])), Math.max(...(wanted.price ?? [Infinity]))]
  return (
    (!wanted.noun || each.noun === wanted.noun) &&
    (!wanted.brands || wanted.brands.includes(each.brand)) &&
    (!wanted.shelf || each.shelf.startsWith(wanted.shelf)) &&
    (!wanted.material || each.material === wanted.material) &&
    (!wanted.price || [each.low, each.high].some(amount => amount >= min && amount <= max)) &&
    (!wanted.available || !each.isGone)
  )
}

async function listed(tx: ReadTx, wanted: Asked, sort: Listing['sort'], categoryIds: ReadonlyMap<string, string>) {
  const { terms } = await termsOf(tx, wanted.noun ? [wanted.noun] : [])
  const rows = await listProducts(tx, {
    currency: 'EUR',
    groups: [],
    ...(wanted.brands && { brandKeys: wanted.brands.map(brand => brand.toLowerCase()) }),
    ...(wanted.shelf && { categoryIds: [categoryIds.get(wanted.shelf)!] }),
    ...(wanted.material && { facets: [{ nameKey: attributeKey('Material'), valueKeys: [wanted.material] }] }),
    ...(wanted.price && { price: { min: Math.min(...wanted.price), max: Math.max(...wanted.price) } }),
    ...(wanted.available && { available: true }),
    ...(terms.length > 0 && { words: { match: { has: 'all', terms, place: 'anywhere' } } }),
    sort,
    limit: 101,
  })
  const titles = await tx.rows<{ id: string; title: string }>(sql`select id, title from products`)
  const titleOf = new Map(titles.map(({ id, title }) => [id, title]))
  return rows.map(({ id }) => titleOf.get(id)!)
}

onBothDatabases('a list by any words and filters', database => {
  test('holds what fits, in its order, whether or not full-text search knows the filters', async () => {
    const storage = await filledStorage(database, imported)
    const rows = await storage.read(tx => tx.rows<{ id: string; path: string }>(sql`select id, path from categories`))
    const categoryIds = new Map(rows.map(({ id, path }) => [path, id]))
    const versions = sql.raw(database.dialect === 'sqlite' ? 'product_search_rows' : 'product_search')
    const answersOf = async (cases: readonly [Asked, Listing['sort']][]) => {
      const answers: string[][] = []
      for (const [wanted, sort] of cases) {
        answers.push(await storage.read(tx => listed(tx, wanted, sort, categoryIds)))
      }
      return answers
    }
    const cases = fc.sample(fc.tuple(asked, fc.constantFrom(...sorts)), 120)
    const known = await answersOf(cases)
    await storage.write(tx => tx.rows(sql`update ${versions} set version = 0`))
    const unknown = await answersOf(cases)
    for (const [place, [wanted, sort]] of cases.entries()) {
      const fitting = goods.filter(fits(wanted)).map(({ noun, index }) => `${noun} ${index}`)
      expect([...known[place]!].sort(), JSON.stringify(wanted)).toEqual(fitting.sort())
      expect(unknown[place], `${JSON.stringify(wanted)} by ${sort}`).toEqual(known[place])
    }
  })
})
