import type { Shop } from '../contract.ts'
import { demoPromotions, demoTradeGroup } from './settings.ts'
import {
  demoBackorder,
  demoBundle,
  demoCollections,
  demoCustomers,
  demoLocations,
  demoMarket,
  demoOpeningList,
  demoPickupPoint,
  demoPins,
  demoPreorder,
  demoRelated,
  demoRenamed,
  demoStoreCredits,
  demoSynonyms,
  demoTaxExemption,
  demoTradeList,
  demoTransfer,
  shopStock,
} from './trade.ts'

/**
 * What the house does besides filling its shelves, once its products are there. Done twice, it is the same as once: what
 * would come a second time is asked for with a key.
 */
export async function fillTrade(shop: Shop, now: Date): Promise<void> {
  const variantIds = await idsOf(shop, [
    ...shopStock.skus,
    demoTransfer.sku,
    demoPreorder.sku,
    demoBackorder.sku,
    demoBundle.sku,
    ...demoBundle.parts.map(part => part.sku),
    demoTradeList.sku,
    demoOpeningList.sku,
  ])
  const idOf = (sku: string) => variantIds.get(sku) ?? sku
  await fillStock(shop, idOf, now)
  for (const collection of demoCollections) await shop.saveCollection({ collection })
  await fillPrices(shop, idOf, now)
  await shop.saveMarket({ market: demoMarket }, key('market'))
  await shop.saveSynonyms({ synonyms: demoSynonyms }, key('synonyms'))
  for (const pins of demoPins) await shop.pinResults(pins)
  for (const related of demoRelated) await shop.saveRelatedProducts(related)
}

const key = (step: string) => ({ idempotencyKey: `demo-shop:${step}` })

/** Who pays less than others, and when. */
async function fillPrices(shop: Shop, idOf: (sku: string) => string, now: Date): Promise<void> {
  const members = [{ customer_id: demoCustomers.cafe }]
  await shop.saveCustomerGroup({ customer_group: { name: demoTradeGroup, members } })
  for (const [index, promotion] of demoPromotions.entries()) {
    await shop.savePromotion({ promotion }, key(`promotion:${promotion.code ?? index}`))
  }
  const { group, title, sku, one, dozen } = demoTradeList
  for (const [index, { currency, amount }] of one.entries()) {
    const prices = [
      { variant_id: idOf(sku), amount },
      { variant_id: idOf(sku), amount: dozen[index]?.amount ?? amount, minimum_quantity: 12 },
    ]
    const price_list = { title, currency, customer_group: group, prices }
    await shop.savePriceList({ price_list }, key(`price-list:${currency}`))
  }
  await fillOpeningPrices(shop, idOf, now)
  for (const store_credit of demoStoreCredits) {
    await shop.issueStoreCredit({ store_credit }, key(`store-credit:${store_credit.currency}`))
  }
  await shop.saveTaxExemption({ tax_exemption: demoTaxExemption })
}

/** Their end depends on the day, so that a key would not know them again: a filling that was interrupted looks for them. */
async function fillOpeningPrices(shop: Shop, idOf: (sku: string) => string, now: Date): Promise<void> {
  const { title, sku, amounts, days } = demoOpeningList
  const { price_lists: saved } = await shop.listPriceLists({})
  for (const { currency, amount } of amounts) {
    if (saved.some(list => list.title === title && list.currency === currency)) continue
    const prices = [{ variant_id: idOf(sku), amount }]
    await shop.savePriceList({ price_list: { title, currency, ends_at: inDays(days, now), prices } })
  }
}

const inDays = (days: number, now: Date) => new Date(now.getTime() + days * 86_400_000).toISOString()

async function fillStock(shop: Shop, idOf: (sku: string) => string, now: Date): Promise<void> {
  const places: string[] = []
  for (const [index, location] of demoLocations.entries()) {
    places.push((await shop.saveLocation({ location }, key(`location:${index}`))).id)
  }
  const [workshop = '', counter = ''] = places
  const adjustments = shopStock.skus.map(sku => ({
    variant_id: idOf(sku),
    location_id: counter,
    safety: shopStock.safety,
  }))
  await shop.adjustStock({ adjustments }, key('shop-stock'))
  const csv = ['sku,counted', ...shopStock.skus.map(sku => `${sku},${shopStock.units}`)].join('\n')
  await shop.importStocktake({ stocktake: { location_id: counter, csv } }, key('stocktake'))
  await shop.savePickupPoint({ pickup_point: { ...demoPickupPoint, location_id: counter } }, key('pickup-point'))
  const { sku, quantity, note } = demoTransfer
  const lines = [{ variant_id: idOf(sku), quantity }]
  const transfer = { from_location_id: workshop, to_location_id: counter, lines, note }
  await shop.transferStock({ transfer }, key('transfer'))
  const release = inDays(demoPreorder.inDays, now)
  await shop.saveStockPolicy({
    policy: { variant_id: idOf(demoPreorder.sku), rule: 'preorder', limit: demoPreorder.limit, release_at: release },
  })
  const { leadDays, limit } = demoBackorder
  await shop.saveStockPolicy({
    policy: { variant_id: idOf(demoBackorder.sku), rule: 'backorder', limit, lead_days: leadDays },
  })
  const parts = demoBundle.parts.map(part => ({ variant_id: idOf(part.sku), quantity: part.quantity }))
  await shop.saveBundle({ bundle: { variant_id: idOf(demoBundle.sku), parts } })
}

/** The house renamed one of its products; the earlier name still finds it. */
export async function renameProduct(shop: Shop, rename: (id: string) => Promise<unknown>): Promise<void> {
  const { products } = await shop.lookupCatalog({ catalog: { ids: [demoRenamed.from] } })
  const [product] = products
  if (product?.handle === demoRenamed.from) await rename(product.id)
}

async function idsOf(shop: Shop, skus: readonly string[]): Promise<Map<string, string>> {
  const ids = [...new Set(skus)]
  const { products } = await shop.lookupCatalog({ catalog: { ids } })
  return new Map(
    products.flatMap(({ variants }) =>
      variants.flatMap(({ id, inputs = [] }) => inputs.map(input => [input.id, id] as const)),
    ),
  )
}
