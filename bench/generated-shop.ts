import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { guest, openEngine, system } from '@mitchweb/engine'
import { generatedBatches } from './products.ts'

/** A filled shop in a file of its own. Nobody holds it: each measurement opens it in the process that it measures. */
export type GeneratedShop = {
  readonly folder: string
  readonly database: string
  readonly handles: readonly string[]
  /** A variant that is never sold out, for buying. */
  readonly variantId: string
  readonly shippingRateId: string
  readonly remove: () => Promise<void>
}

export async function generatedShop(products: number): Promise<GeneratedShop> {
  const folder = await mkdtemp(join(tmpdir(), 'mitchweb-bench-'))
  const database = join(folder, 'shop.db')
  const engine = await openEngine({ database, sweepEverySeconds: 0, checkOutput: false })
  const staff = engine.as(system)
  await staff.saveStore({
    store: {
      name: 'Bench',
      default_currency: 'EUR',
      currencies: ['EUR', 'USD'],
      default_country: 'DE',
      prices_include_tax: true,
    },
  })
  await staff.saveTaxRate({ tax_rate: { title: 'VAT 19 %', country: 'DE', rate_ppm: 190_000 } })
  const prices = [{ currency: 'EUR', amount: 490 }]
  const rate = { title: 'Parcel', prices, minimum_days: 1, maximum_days: 3 }
  const { id: shippingRateId } = await staff.saveShippingRate({ shipping_rate: rate })
  const handles: string[] = []
  for (const batch of generatedBatches(products)) {
    const { products: saved } = await staff.importProducts({ products: batch })
    handles.push(...saved.map(product => product.handle))
  }
  const stock = { on_hand: 100_000_000, tracked: true, backorder: false }
  const variants = [{ prices: [{ currency: 'EUR', amount: 1800 }], stock }]
  await staff.importProducts({ products: [{ handle: 'bench-mug', title: 'Bench mug', variants }] })
  const { product } = await engine.as(guest).getProduct({ catalog: { id: 'bench-mug' } })
  await engine.close()
  const remove = () => rm(folder, { recursive: true, force: true })
  return { folder, database, handles, variantId: product.variants[0]!.id, shippingRateId, remove }
}
