import type { ImportedProduct } from '../src/contract.ts'
import { importProducts } from '../src/discovery/index.ts'
import { saveStore } from '../src/pricing/index.ts'
import type { Storage } from '../src/storage/port.ts'
import type { TestDatabase } from './databases.ts'

/** A storage with a store that sells in euros and these products, for tests of what is below `perform`. */
export async function filledStorage(database: TestDatabase, products: readonly ImportedProduct[]): Promise<Storage> {
  const storage = await database.open()
  const settings = { default_currency: 'EUR', currencies: ['EUR'], default_country: 'DE', prices_include_tax: true }
  await storage.write(tx => saveStore(tx, { store: { name: 'Test', ...settings } }))
  for (let start = 0; start < products.length; start += 400) {
    await storage.write(tx => importProducts(tx, { products: products.slice(start, start + 400) }))
  }
  return storage
}
