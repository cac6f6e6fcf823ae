import { fileURLToPath } from 'node:url'
import type { Shop } from '../contract.ts'
import type { DemoProduct } from './product.ts'

/** The folder with the demo shop's pictures; a head serves it under `/media`. */
export const demoMediaFolder = fileURLToPath(new URL('../../demo-media/', import.meta.url))

type FillOptions = {
  readonly toldGiftCard?: (card: { readonly code: string; readonly currency: string }) => void
  /** From when on days are counted: what is shown later, what ends. */
  readonly now?: Date
}

/**
 * Fills an empty shop with the demo house. Answers false at once when the shop holds products already. The shop must be
 * one that may write catalogue and settings. A filling that was interrupted is finished by the next call: the last thing
 * to come is one product, which says that all else is there. Gift cards to try are told to whoever asks, this once.
 */
export async function fillDemoShop(
  shop: Shop,
  { toldGiftCard = () => {}, now = new Date() }: FillOptions = {},
): Promise<boolean> {
  if (await holdsProducts(shop)) return false
  // Loaded here, so that the start of a filled shop does not wait for it.
  const [
    { demoProducts },
    { importedFrom },
    { demoGiftCards, demoRenamed },
    { fillTrade, renameProduct },
    { tellInGerman },
  ] = await Promise.all([
    import('./shelves.ts'),
    import('./product.ts'),
    import('./trade.ts'),
    import('./fill-trade.ts'),
    import('./german/index.ts'),
  ])
  await saveSettings(shop)
  const imported = (product: DemoProduct) => importedFrom(product, now)
  const shelved = demoProducts.filter(({ handle }) => handle !== lastHandle)
  await shop.importProducts({
    products: shelved.map(imported).map(product => {
      return product.handle === demoRenamed.to ? { ...product, handle: demoRenamed.from } : product
    }),
  })
  await renameProduct(shop, async id => {
    const renamed = shelved.filter(({ handle }) => handle === demoRenamed.to).map(imported)
    await shop.importProducts({ products: renamed.map(product => ({ ...product, id })) })
  })
  const last = demoProducts.filter(({ handle }) => handle === lastHandle).map(imported)
  await shop.importProducts({ products: last.map(product => ({ ...product, status: 'draft' })) })
  await fillTrade(shop, now)
  await tellInGerman(shop, demoProducts)
  const giftCards = []
  for (const gift_card of demoGiftCards) giftCards.push(await shop.issueGiftCard({ gift_card }))
  await shop.importProducts({ products: last })
  for (const { code, currency } of giftCards) toldGiftCard({ code, currency })
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
  const [{ demoPolicies }, { demoShippingRates, demoStore, demoTaxRates }] = await Promise.all([
    import('./policies.ts'),
    import('./settings.ts'),
  ])
  const key = (step: string) => ({ idempotencyKey: `demo-shop:${step}` })
  await shop.saveStore({ store: demoStore }, key('store'))
  await Promise.all([
    ...demoPolicies.map(policy => shop.savePolicy({ policy }, key(`policy:${policy.slug}`))),
    ...demoTaxRates.map((rate, index) => shop.saveTaxRate({ tax_rate: rate }, key(`tax:${index}`))),
    ...demoShippingRates.map((rate, index) => shop.saveShippingRate({ shipping_rate: rate }, key(`shipping:${index}`))),
  ])
}
