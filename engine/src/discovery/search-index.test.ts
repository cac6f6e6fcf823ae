import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { onBothDatabases } from '../../test/databases.ts'
import { saveStore } from '../pricing/index.ts'
import type { Storage } from '../storage/port.ts'
import { filterWords } from './filter-words.ts'
import { importProducts, renewSearchIndex, searchCatalog, suggestSearches } from './index.ts'
import type { Match } from './search-expression.ts'
import { searchOf } from './search-index.ts'
import { termsOf } from './search-terms.ts'

const settings = { default_currency: 'EUR', currencies: ['EUR'], default_country: 'DE', prices_include_tax: true }

onBothDatabases('products that were indexed by older rules', database => {
  test('are indexed anew, and counted once', async () => {
    const storage = await database.open()
    await storage.write(tx => saveStore(tx, { store: { name: 'Test', ...settings } }))
    const prices = [{ currency: 'EUR', amount: 100 }]
    const products = ['Enamel Mug', 'Tin Mug'].map(title => ({ title, variants: [{ prices }] }))
    await storage.write(tx => importProducts(tx, { products }))
    const rows = sql.raw(database.dialect === 'sqlite' ? 'product_search_rows' : 'product_search')
    await storage.write(async tx => {
      await tx.rows(sql`update ${rows} set version = 0, stems = ${'enamel mug\n\n\n\n'} where stems like 'enamel%'`)
      await tx.rows(sql`update search_words set named = 0 where stem = 'enamel'`)
    })
    const suggested = async () => (await storage.read(tx => suggestSearches(tx, { query: 'ena' }))).searches
    expect(await suggested()).toEqual([])
    await renewSearchIndex(storage)
    expect(await suggested()).toEqual(['enamel'])
    const words = await storage.read(tx => tx.rows(sql`select stem, products from search_words where stem = 'mug'`))
    expect(words).toMatchObject([{ stem: 'mug', products: 2 }])
    const found = await storage.read(tx => searchCatalog(tx, { catalog: { query: 'mug' } }))
    expect(found.products).toHaveLength(2)
  })
})

onBothDatabases('full-text search', database => {
  const imported = async (storage: Storage, products: Parameters<typeof importProducts>[1]['products']) =>
    await storage.write(tx => importProducts(tx, { products }))
  const variants = [{ prices: [{ currency: 'EUR', amount: 100 }] }]
  const mug = { handle: 'mug', title: 'Enamel Mug', brand: 'Hearth', variants }
  const shelf = { handle: 'shelf', title: 'Oak Shelf', brand: 'Tinker', description: { plain: 'For a mug.' }, variants }

  const counted = async (storage: Storage, word: string, { without, ...match }: Asked): Promise<number> =>
    await storage.read(async tx => {
      const { terms } = await termsOf(tx, [word], { isFinished: true })
      const other = without === undefined ? [] : (await termsOf(tx, [without], { isFinished: true })).terms
      const excluding = other.length > 0 ? { without: [{ has: 'all', terms: other, place: 'anywhere' } as const] } : {}
      return await searchOf(tx).countMatches(tx, { has: 'all', terms, ...match, ...excluding }, 10)
    })
  type Asked = Pick<Match, 'place' | 'within'> & { readonly without?: string }
  const ofBrand = (key: string) => filterWords({ brandKeys: [key] })

  test('tells what products are called from what they mention, with and without filters and other words', async () => {
    const storage = await database.open()
    await storage.write(tx => saveStore(tx, { store: { name: 'Test', ...settings } }))
    await imported(storage, [mug, shelf])
    const count = async (asked: Asked) => await counted(storage, 'mug', asked)
    expect([await count({ place: 'heading' }), await count({ place: 'text' })]).toEqual([1, 1])
    expect(await count({ place: 'anywhere' })).toBe(2)
    expect(await count({ place: 'heading', within: ofBrand('hearth') })).toBe(1)
    expect(await count({ place: 'heading', within: ofBrand('tinker') })).toBe(0)
    expect(await count({ place: 'anywhere', within: ofBrand('tinker') })).toBe(1)
    expect(await count({ place: 'heading', without: 'oak' })).toBe(1)
    expect(await count({ place: 'heading', without: 'enamel' })).toBe(0)
    expect(await count({ place: 'heading', without: 'oak', within: ofBrand('tinker') })).toBe(0)
  })

  test('takes the last word of a title and the first of a brand for no neighbours', async () => {
    const storage = await database.open()
    await storage.write(tx => saveStore(tx, { store: { name: 'Test', ...settings } }))
    await imported(storage, [mug, { ...shelf, product_type: 'Storage' }])
    const count = async (word: string, place: Match['place']) => await counted(storage, word, { place })
    for (const word of ['shelftinker', 'tinkerstorage', 'storagefor']) {
      expect([word, await count(word, 'heading'), await count(word, 'anywhere')]).toEqual([word, 0, 0])
    }
    expect([await count('oakshelf', 'heading'), await count('oakshelf', 'anywhere')]).toEqual([1, 1])
    expect(await count('shelf', 'anywhere')).toBe(1)
  })

  test('forgets what a product was called once it is renamed, of another brand, or no longer shown', async () => {
    const storage = await database.open()
    await storage.write(tx => saveStore(tx, { store: { name: 'Test', ...settings } }))
    await imported(storage, [mug, shelf])
    await imported(storage, [{ ...mug, title: 'Enamel Cup', brand: 'Tinker' }])
    expect(await counted(storage, 'mug', { place: 'heading' })).toBe(0)
    expect(await counted(storage, 'enamel', { place: 'heading', within: ofBrand('hearth') })).toBe(0)
    expect(await counted(storage, 'enamel', { place: 'heading', within: ofBrand('tinker') })).toBe(1)
    await imported(storage, [{ ...mug, status: 'archived' }])
    expect(await counted(storage, 'enamel', { place: 'heading' })).toBe(0)
  })
})
