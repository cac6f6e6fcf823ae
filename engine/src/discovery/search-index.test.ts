import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { onBothDatabases } from '../../test/databases.ts'
import { saveStore } from '../pricing/index.ts'
import { importProducts, renewSearchIndex, searchCatalog, suggestSearches } from './index.ts'

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
