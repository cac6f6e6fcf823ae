import { expect, test } from 'vitest'
import { onBothDatabases } from '../../test/databases.ts'
import { filledStorage } from '../../test/filled-storage.ts'
import type { Input } from '../shared/operation.ts'
import type { Storage } from '../storage/port.ts'
import type * as contract from './contract.ts'
import { importProducts, searchCatalog } from './index.ts'

type Filters = NonNullable<Input<typeof contract.searchCatalog>['catalog']['filters']>

const priced = (title: string, amount: number) => ({
  title,
  brand: 'Hearth',
  description: { plain: 'For tea.' },
  variants: [{ sku: title, prices: [{ currency: 'EUR', amount }] }],
})

/** Each holder costs a euro more than the one before. */
const holders = Array.from({ length: 150 }, (_, index) =>
  priced(`Holder ${index} for the handle of a kettle`, 1000 + 100 * index),
)

/** More than are all compared by their whole texts. The best matches are the oldest products and the dearest. */
const kettles = [
  priced('Kettle', 90_000),
  { ...priced('Kettle large', 95_000), description: { plain: 'A kettle for a kettle friend.' } },
  ...holders,
]

onBothDatabases('of some hundred matches', database => {
  /** The titles page by page. */
  const pagesOf = async (storage: Storage, filters: Filters = {}, query = 'kettle'): Promise<string[][]> => {
    const pages: string[][] = []
    for (let cursor: string | undefined; ; ) {
      const pagination = { limit: 20, ...(cursor !== undefined && { cursor }) }
      const answer = await storage.read(tx => searchCatalog(tx, { catalog: { query, filters, pagination } }))
      pages.push(answer.products.map(product => product.title))
      cursor = answer.pagination.cursor
      if (cursor === undefined) return pages
    }
  }

  test('those come first that are called so, however old they are, and each is shown once', async () => {
    const pages = await pagesOf(await filledStorage(database, kettles))
    expect(pages[0]!.slice(0, 2).sort()).toEqual(['Kettle', 'Kettle large'])
    expect(pages.flat().sort()).toEqual(kettles.map(({ title }) => title).sort())
  })

  test('a price, a brand and what can be bought leave those within all of them, the best first', async () => {
    const pages = await pagesOf(await filledStorage(database, kettles), {
      price: { min: 15_000 },
      brands: ['Hearth'],
      available: true,
    })
    const within = kettles.filter(({ variants }) => variants[0]!.prices[0]!.amount >= 15_000).map(({ title }) => title)
    expect(within).toHaveLength(12)
    expect(pages).toHaveLength(1)
    expect(pages[0]!.slice(0, 2).sort()).toEqual(['Kettle', 'Kettle large'])
    expect(pages[0]!.toSorted()).toEqual(within.sort())
  })

  test('a filter that leaves only the last of them finds those', async () => {
    const pages = await pagesOf(await filledStorage(database, kettles), { price: { min: 1000, max: 1100 } })
    expect(pages.flat().sort()).toEqual(holders.slice(0, 2).map(({ title }) => title))
  })

  test('of a thousand that mention it, those come first that are called so', { timeout: 60_000 }, async () => {
    const storage = await filledStorage(database, kettles)
    const mentioning = Array.from({ length: 1010 }, (_, index) => ({
      ...priced(`Pot ${index}`, 1000),
      description: { plain: 'It comes with a lid.' },
    }))
    const lids = ['Lid of glass', 'Lid of steel'].map(title => priced(title, 500))
    for (const products of [lids, mentioning]) await storage.write(tx => importProducts(tx, { products }))
    const { products } = await storage.read(tx => searchCatalog(tx, { catalog: { query: 'lid' } }))
    expect(
      products
        .map(({ title }) => title)
        .slice(0, 3)
        .sort(),
    ).toEqual(['Lid of glass', 'Lid of steel', expect.stringMatching(/^Pot/)])
  })

  test('of a thousand lamps each is shown once beside a word that leaves none', { timeout: 60_000 }, async () => {
    const storage = await filledStorage(database, kettles)
    const named = Array.from({ length: 1002 }, (_, index) => priced(`Lamp ${index} of brass`, 1000 + index))
    const gilded = [
      { ...priced('Lamp of glass', 1001), description: { plain: 'Gilded brass.' } },
      { ...priced('Gilded bowl', 1001), description: { plain: 'For tea.' } },
    ]
    for (const products of [named, gilded]) await storage.write(tx => importProducts(tx, { products }))
    const filters = { price: { min: 1000, max: 1002 } }
    const lamps = ['Lamp 0 of brass', 'Lamp 1 of brass', 'Lamp 2 of brass']
    for (const query of ['qqvvxxzz lamp', 'qqvvxxzz brass lamp']) {
      const pages = await pagesOf(storage, filters, query)
      expect(pages.flat().sort(), query).toEqual([...lamps, 'Lamp of glass'].sort())
    }
    const some = await pagesOf(storage, filters, 'gilded qqvvxxzz lamp')
    expect(some.flat().sort()).toEqual(['Gilded bowl', ...lamps, 'Lamp of glass'].sort())
  })
})
