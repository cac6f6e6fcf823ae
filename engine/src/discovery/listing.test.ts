import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { onBothDatabases, onPostgres } from '../../test/databases.ts'
import { saveStore } from '../pricing/index.ts'
import type { Storage } from '../storage/port.ts'
import { importProducts } from './index.ts'
import { type Listing, listProducts } from './listing.ts'
import { termsOf } from './search-terms.ts'

const saleable = (index: number) => ({
  title: `Mug ${index}`,
  brand: index % 3 === 0 ? 'Hearth' : 'Tinker',
  variants: [{ sku: `M-${index}`, prices: [{ currency: 'EUR', amount: 1000 + 10 * index }] }],
})

async function importMugs(storage: Storage, count: number): Promise<void> {
  const settings = { default_currency: 'EUR', currencies: ['EUR'], default_country: 'DE', prices_include_tax: true }
  await storage.write(tx => saveStore(tx, { store: { name: 'Shop', ...settings } }))
  for (let start = 0; start < count; start += 250) {
    const products = Array.from({ length: Math.min(250, count - start) }, (_, place) => saleable(start + place))
    await storage.write(tx => importProducts(tx, { products }))
  }
}

onBothDatabases('a list', database => {
  const asked = { currency: 'EUR', groups: [], brandKeys: ['hearth'], price: { min: 1000, max: 1200 } } as const

  test('of a search holds the same products whether it begins with the words or with a filter', async () => {
    const storage = await database.open()
    await importMugs(storage, 40)
    const found = async (mostInSet: number, isMany = false) =>
      await storage.read(async tx => {
        const { terms } = await termsOf(tx, ['mug'])
        const words = { match: { has: 'all', terms, place: 'anywhere' }, mostInSet, isMany } as const
        return await listProducts(tx, { ...asked, words, sort: 'relevance', from: { offset: 0 }, limit: 50 })
      })
    const ids = (await found(0)).map(({ id }) => id).sort()
    expect(ids).toHaveLength(7)
    expect((await found(4000)).map(({ id }) => id).sort()).toEqual(ids)
    expect((await found(4000, true)).map(({ id }) => id).sort()).toEqual(ids)
  })

  test.each(['newest', 'title', 'price_ascending', 'price_descending'] as const)(
    'of a brand within a price that can be bought, by %s, shows each product once over its pages',
    async sort => {
      const storage = await database.open()
      await importMugs(storage, 40)
      const seen: string[] = []
      for (let from: Listing['from']; ; ) {
        const listing: Listing = { ...asked, available: true, sort, limit: 3, ...(from && { from }) }
        const page = await storage.read(tx => listProducts(tx, listing))
        seen.push(...page.map(({ id }) => id))
        const last = page.at(-1)
        if (!last) break
        from = last
      }
      expect(seen).toHaveLength(7)
      expect(new Set(seen).size).toBe(7)
    },
  )
})

const postgres = onPostgres()

test('a large import on PostgreSQL is counted for the plans of the lists that follow', async () => {
  const storage = await postgres.open()
  await importMugs(storage, 500)
  const [counted] = await storage.read(tx =>
    tx.rows<{ products: number }>(
      sql`select reltuples::int as products from pg_class where oid = 'products'::regclass`,
    ),
  )
  expect(counted?.products).toBe(500)
})
