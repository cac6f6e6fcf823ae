import { fileURLToPath } from 'node:url'
import type { Shop } from '../contract.ts'

/** The folder with the demo shop's pictures; a head serves it under `/media`. */
export const demoMediaFolder = fileURLToPath(new URL('../../demo-media/', import.meta.url))

/**
 * Fills an empty shop with the demo house. Answers false at once when the shop holds products already. The shop must be
 * one that may write catalogue and settings. A filling that was interrupted is finished by the next call: the last thing
 * to come is one product, which says that all else is there.
 */
export async function fillDemoShop(shop: Shop): Promise<boolean> {
  if (await holdsProducts(shop)) return false
  // Loaded here, so that the start of a filled shop does not wait for it.
  const [{ demoProducts }, { importedFrom }, { tellInGerman }] = await Promise.all([
    import('./shelves.ts'),
    import('./product.ts'),
    import('./german/index.ts'),
  ])
  await saveSettings(shop)
  await shop.importProducts({ products: demoProducts.filter(({ handle }) => handle !== lastHandle).map(importedFrom) })
  const last = demoProducts.filter(({ handle }) => handle === lastHandle).map(importedFrom)
  await shop.importProducts({ products: last.map(product => ({ ...product, status: 'draft' })) })
  await tellInGerman(shop, demoProducts)
  await shop.importProducts({ products: last })
  return true
}

const firstHandle = 'tarn-mug'
const lastHandle = 'gift-wrapping'

/** Whether there is anything to be left alone; the beginnings of the demo house are not. */
async function holdsProducts(shop: Shop): Promise<boolean> {
  const { products } = await shop.searchCatalog({ catalog: { pagination: { limit: 1 } } })
  if (products.length === 0) return false
  const demo = await shop.lookupCatalog({ catalog: { ids: [firstHandle, lastHandle] } })
  const [only] = demo.products
  return demo.products.length !== 1 || only?.handle !== firstHandle
}

async function saveSettings(shop: Shop): Promise<void> {
  const [{ demoPolicies }, { demoPromotions, demoShippingRates, demoStore, demoTaxRates }] = await Promise.all([
    import('./policies.ts'),
    import('./settings.ts'),
  ])
  const key = (step: string) => ({ idempotencyKey: `demo-shop:${step}` })
  await shop.saveStore({ store: demoStore }, key('store'))
  await Promise.all([
    ...demoPolicies.map(policy => shop.savePolicy({ policy }, key(`policy:${policy.slug}`))),
    ...demoPromotions.map(promotion => shop.savePromotion({ promotion }, key(`promotion:${promotion.code}`))),
    ...demoTaxRates.map(rate => shop.saveTaxRate({ tax_rate: rate }, key(`tax:${rate.country}:${rate.tax_class}`))),
    ...demoShippingRates.map((rate, index) => shop.saveShippingRate({ shipping_rate: rate }, key(`shipping:${index}`))),
  ])
}
