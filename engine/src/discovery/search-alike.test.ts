import { describe, expect, test } from 'vitest'
import { onPostgres, onSqlite, type TestDatabase } from '../../test/databases.ts'
import { filledStorage } from '../../test/filled-storage.ts'
import type { Storage } from '../storage/port.ts'
import { saveSynonyms, searchCatalog, suggestSearches } from './index.ts'

const materials = ['Copper', 'Enamel', 'Oak', 'Steel', 'Woollen']
const things = ['Kettle', 'Kettle Stand', 'Shelf', 'Travel Mug', 'Blanket', 'Storage Box', 'Knife']
const uses = ['For running water and campfires.', 'Goes with a kettle and mugs.', 'Charging USB-C phones, 55" wide.']

const products = materials.flatMap((material, row) =>
  things.map((thing, column) => ({
    title: `${material} ${thing}`,
    brand: `Brand ${'ABCDE'[row]!}`,
    product_type: thing,
    categories: [column % 2 === 0 ? 'Kitchen' : 'Home'],
    attributes: { Material: material },
    description: { plain: `${uses[(row + column) % uses.length]!} ${'More words. '.repeat(row + column)}` },
    variants: [{ sku: `WH-${row}${column}00XM4`, prices: [{ currency: 'EUR', amount: 1000 + row }] }],
  })),
)

/** Of several that fit equally well, either database may name another first. */
const clear = [
  'copper kettle',
  'enamle ketle',
  'oak shelves',
  'copper travelmug',
  'wh3200xm4',
  'oak shelf xylophone',
  'copper settle',
]

const queries = [
  ...clear,
  'kettle',
  'steel knives campfire',
  'storag',
  'usbc kettle',
  'blankets of wool',
  'a mug for a campfire in the kitchen',
  '55 inch usb c',
  'campfires',
  'copper oak knife',
  'kettledrums',
]

const typed = ['k', 'ket', 'copper st', 'coper ket', 'storage b', 'zzz']

describe('the two databases', () => {
  const [sqlite, postgres] = [onSqlite(), onPostgres()]

  test('answer every search alike', async () => {
    const [one, other] = [await filled(sqlite), await filled(postgres)]
    for (const query of queries) {
      const [here, there] = [await firstFive(one, query), await firstFive(other, query)]
      expect(here.length, query).toBeGreaterThan(0)
      const shared = here.filter(title => there.includes(title))
      expect(
        shared.length / Math.max(here.length, there.length),
        `${query}: ${here} | ${there}`,
      ).toBeGreaterThanOrEqual(0.8)
      if (clear.includes(query)) expect(there[0], query).toBe(here[0])
      expect(await codes(other, query), query).toEqual(await codes(one, query))
    }
  })

  test('suggest the same searches', async () => {
    const [one, other] = [await filled(sqlite), await filled(postgres)]
    for (const query of typed) expect(await suggested(other, query), query).toEqual(await suggested(one, query))
  })
})

async function filled(database: TestDatabase): Promise<Storage> {
  const storage = await filledStorage(database, products)
  await storage.write(tx => saveSynonyms(tx, { synonyms: [{ words: ['shelf', 'settle'] }] }))
  return storage
}

async function firstFive(storage: Storage, query: string): Promise<string[]> {
  const answer = await storage.read(tx => searchCatalog(tx, { catalog: { query, pagination: { limit: 5 } } }))
  return answer.products.map(product => product.title)
}

async function codes(storage: Storage, query: string): Promise<(string | undefined)[]> {
  const { messages = [] } = await storage.read(tx => searchCatalog(tx, { catalog: { query } }))
  return messages.map(({ code }) => code)
}

const suggested = async (storage: Storage, query: string): Promise<string[]> =>
  (await storage.read(tx => suggestSearches(tx, { query }))).searches.sort()
