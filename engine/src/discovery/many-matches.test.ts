import { expect, test } from 'vitest'
import { rowsOf } from '../../test/database-rows.ts'
import { onBothDatabases } from '../../test/databases.ts'
import { filledStorage } from '../../test/filled-storage.ts'
import type { Input } from '../shared/operation.ts'
import type { Storage } from '../storage/port.ts'
import type * as contract from './contract.ts'
import { searchCatalog } from './index.ts'

type Filters = NonNullable<Input<typeof contract.searchCatalog>['catalog']['filters']>

/** A lamp is more products than are known by number, a brass lamp more than are ranked; some are gilded, others said to be. */
const wares = Array.from({ length: 3100 }, (_, place) => {
  const named = [...(place % 2 === 0 ? ['brass'] : []), ...(place % 7 < 2 ? ['gilded'] : [])]
  return {
    title: ['Lamp', ...named, place].join(' '),
    text: place % 7 < 4 ? 'For tea.' : 'Gilded by hand.',
    brand: ['Hearth', 'Hearth', 'Hearth', 'Stove', 'Ember'][place % 5]!,
    category: ['Light', 'Light', 'Light > Warm', 'Gifts'][place % 4]!,
    amount: 1000 + ((place * 37) % 1000),
    isGone: place % 6 === 0,
  }
})

type Ware = (typeof wares)[number]

const productOf = ({ title, text, brand, category, amount, isGone }: Ware) => ({
  title,
  brand,
  categories: [category],
  description: { plain: text },
  variants: [
    {
      prices: [{ currency: 'EUR', amount }],
      ...(isGone && { stock: { on_hand: 0, tracked: true, backorder: false } }),
    },
  ],
})

const has = (text: string, words: string) =>
  words.split(' ').every(word => text.toLowerCase().split(/\W+/).includes(word))

const isWithin = ({ amount, brand, category, isGone }: Ware, filters: Filters): boolean =>
  (!filters.price || (amount >= (filters.price.min ?? 0) && amount <= (filters.price.max ?? Infinity))) &&
  (!filters.brands || filters.brands.includes(brand)) &&
  (!filters.categories || filters.categories.some(path => category === path || category.startsWith(`${path} > `))) &&
  (!filters.available || !isGone)

const asked: readonly (readonly [query: string, filters: Filters])[] = [
  ['lamp', {}],
  ['lamp', { brands: ['Hearth'], available: true }],
  ['brass', {}],
  ['brass', { brands: ['Hearth'] }],
  ['brass', { price: { min: 1200, max: 1230 } }],
  ['brass', { categories: ['Light'], price: { max: 1700 } }],
  ['gilded', {}],
  ['gilded', { available: true, brands: ['Hearth', 'Stove'], price: { max: 1900 } }],
  ['gilded lamp', { categories: ['Light'] }],
]

onBothDatabases('of thousands of matches', database => {
  const titlesOf = async (storage: Storage, query: string, filters: Filters): Promise<string[]> => {
    const titles: string[] = []
    for (let cursor: string | undefined; ; ) {
      const pagination = { limit: 50, ...(cursor !== undefined && { cursor }) }
      const answer = await storage.read(tx => searchCatalog(tx, { catalog: { query, filters, pagination } }))
      titles.push(...answer.products.map(({ title }) => title))
      cursor = answer.pagination.cursor
      if (cursor === undefined) return titles
    }
  }

  /** By the order in which the search learned of them. */
  const newestFirst = async (): Promise<(titles: readonly string[]) => string[]> => {
    const table = database.dialect === 'sqlite' ? 'product_search_rows' : 'product_search'
    const query = `select title, number from ${table} join products on id = product_id`
    const rows = await rowsOf(await database.address(), query)
    const numbers = new Map(rows.map(({ title, number }) => [title, Number(number)]))
    return titles => titles.toSorted((a, b) => numbers.get(b)! - numbers.get(a)!)
  }

  test('each that fits is shown once, those that are called so first', { timeout: 120_000 }, async () => {
    const storage = await filledStorage(database, wares.map(productOf))
    const sorted = await newestFirst()
    for (const [query, filters] of asked) {
      const fitting = wares.filter(ware => isWithin(ware, filters))
      const named = fitting.filter(({ title }) => has(title, query)).map(({ title }) => title)
      const whole = fitting.filter(({ title, text }) => has(`${title} ${text}`, query)).map(({ title }) => title)
      const shown = await titlesOf(storage, query, filters)
      const label = JSON.stringify({ query, filters })
      expect(shown.slice(0, whole.length).toSorted(), label).toEqual(whole.toSorted())
      expect(shown.slice(0, named.length).toSorted(), label).toEqual(named.toSorted())
      expect(new Set(shown).size, label).toBe(shown.length)
      // Of more than are ranked the newest hundred are, and the others follow as they were added.
      if (named.length > 800) {
        const newest = sorted(named)
        expect(shown.slice(0, 100).toSorted(), label).toEqual(newest.slice(0, 100).toSorted())
        expect(shown.slice(100, named.length), label).toEqual(newest.slice(100))
      }
    }
  })
})
