import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { onBothDatabases } from '../../test/databases.ts'
import { filledStorage } from '../../test/filled-storage.ts'
import type { Storage } from '../storage/port.ts'
import { archiveProduct, saveProduct, searchCatalog } from './index.ts'

/** More lamps than are ranked; few of them are of brass. */
const lamps = Array.from({ length: 850 }, (_, place) => ({
  handle: `lamp-${place}`,
  title: place % 50 === 0 ? `Brass lamp ${place}` : `Lamp ${place}`,
  variants: [{ prices: [{ currency: 'EUR', amount: 1000 + place }] }],
}))

onBothDatabases('matches within a price', database => {
  const handlesOf = async (storage: Storage, query: string, price: { min: number; max: number }): Promise<string[]> => {
    const { products } = await storage.read(tx => searchCatalog(tx, { catalog: { query, filters: { price } } }))
    return products.map(({ handle }) => handle!).sort()
  }

  test('are found where an older version of the shop wrote their prices', async () => {
    const storage = await filledStorage(database, lamps)
    const expectFound = async () => {
      expect(await handlesOf(storage, 'brass', { min: 1050, max: 1160 })).toEqual(['lamp-100', 'lamp-150', 'lamp-50'])
      expect(await handlesOf(storage, 'lamp', { min: 1203, max: 1205 })).toEqual(['lamp-203', 'lamp-204', 'lamp-205'])
    }
    await expectFound()
    await storage.write(tx => tx.rows(sql`update product_prices set search_number = null where min_amount % 2 = 0`))
    await expectFound()
    await storage.write(tx => tx.rows(sql`update product_prices set search_number = null`))
    await expectFound()
  })

  test('are found when they were taken away and came back', async () => {
    const storage = await filledStorage(database, lamps)
    const found = () => handlesOf(storage, 'brass', { min: 1050, max: 1060 })
    const { products } = await storage.read(tx => searchCatalog(tx, { catalog: { query: 'brass lamp 50' } }))
    const id = products.find(({ handle }) => handle === 'lamp-50')!.id
    await storage.write(tx => archiveProduct(tx, { id }))
    expect(await found()).toEqual([])
    await storage.write(tx =>
      saveProduct(tx, { product: { id, title: lamps[50]!.title, variants: [{}], status: 'active' } }),
    )
    expect(await found()).toEqual(['lamp-50'])
  })
})
