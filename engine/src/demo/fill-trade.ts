import type { Shop } from '../contract.ts'
import { demoPromotions } from './settings.ts'
import {
  demoBackorder,
  demoBundle,
  demoCollections,
  demoLocations,
  demoMarket,
  demoPins,
  demoPreorder,
  demoRenamed,
  demoSynonyms,
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
  ])
  const idOf = (sku: string) => variantIds.get(sku) ?? sku
  await fillStock(shop, idOf, now)
  for (const promotion of demoPromotions) await shop.savePromotion({ promotion }, key(`promotion:${promotion.code}`))
  for (const collection of demoCollections) await shop.saveCollection({ collection })
  await shop.saveCustomerGroup({ customer_group: { name: demoTradeList.group } })
  const { group, title, sku, one, dozen } = demoTradeList
  const prices = [
    { variant_id: idOf(sku), amount: one },
    { variant_id: idOf(sku), amount: dozen, minimum_quantity: 12 },
  ]
  await shop.savePriceList({ price_list: { title, currency: 'EUR', customer_group: group, prices } }, key('price-list'))
  await shop.saveMarket({ market: demoMarket }, key('market'))
  await shop.saveSynonyms({ synonyms: demoSynonyms }, key('synonyms'))
  for (const pins of demoPins) await shop.pinResults(pins)
}

const key = (step: string) => ({ idempotencyKey: `demo-shop:${step}` })

async function fillStock(shop: Shop, idOf: (sku: string) => string, now: Date): Promise<void> {
  const places: string[] = []
  for (const [index, location] of demoLocations.entries()) {
    places.push((await shop.saveLocation({ location }, key(`location:${index}`))).id)
  }
  const [workshop = '', counter = ''] = places
  const adjustments = shopStock.skus.map(sku => ({
    variant_id: idOf(sku),
    location_id: counter,
    to: shopStock.units,
    safety: shopStock.safety,
  }))
  await shop.adjustStock({ adjustments }, key('shop-stock'))
  const { sku, quantity, note } = demoTransfer
  const lines = [{ variant_id: idOf(sku), quantity }]
  const transfer = { from_location_id: workshop, to_location_id: counter, lines, note }
  await shop.transferStock({ transfer }, key('transfer'))
  const release = new Date(now.getTime() + demoPreorder.inDays * 86_400_000).toISOString()
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
