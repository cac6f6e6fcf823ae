import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { catalogTables, type Variant, variantsByIds, type Wording } from '../catalog/index.ts'
import { groupsOf } from '../customers/index.ts'
import { type Availability, availabilityOf } from '../inventory/index.ts'
import {
  discountsOnUnits,
  lowestPricesBefore,
  type Market,
  priceReason,
  pricesFor,
  pricingTables,
  type QuotedDiscount,
  type RestrictedMarket,
  type UnitBuyer,
  type VariantPrice,
} from '../pricing/index.ts'
import { type Actor, customerOf } from '../shared/actor.ts'
import type { Money } from '../shared/money.ts'
import type { ReadTx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import { forGroups, groupParams, holdsNow, listAmount, mostGroups, shownAmount } from './shown-price.ts'
import { isSoldOut } from './sold-out.ts'
import { tables } from './tables.ts'

/** A variant as it can be bought now: with its price in one currency and its availability. */
export type Offer = VariantPrice & {
  readonly variant: Variant
  readonly availability: Availability
  /** Of a reduced price: the lowest in the 30 days before. */
  readonly lowestBefore?: Money
  /** What promotions that need no code take off one of it, and why somebody pays what not everybody does. */
  readonly discounts?: readonly QuotedDiscount[]
  readonly reason?: string
}

/** In which currency, and as a member of which groups of customers, somebody looks at the shop. */
export type PriceAsker = {
  readonly currency: string
  readonly groups: readonly string[]
  readonly market?: RestrictedMarket
  /** For whom discounts are worked out; absent where only prices are asked for. */
  readonly buyer?: Omit<UnitBuyer, 'groups'>
}

/** Who is signed in belongs to groups of customers, and everybody in a market may; nothing is read for a guest. */
export async function askerIn(tx: ReadTx, market: Market, actor: Actor): Promise<PriceAsker> {
  const { currency, groups, restricted } = market
  const customerId = customerOf(actor)
  const own = customerId === undefined ? [] : await groupsOf(tx, customerId)
  return {
    currency,
    groups: [...new Set([...own, ...groups])],
    ...(restricted && { market: restricted }),
    buyer: { customerId, market },
  }
}

/** The offers with what their buyer pays less than others, and why. */
export async function explained(
  tx: ReadTx,
  offers: readonly Offer[],
  { groups, buyer }: Pick<PriceAsker, 'groups' | 'buyer'>,
): Promise<Offer[]> {
  if (!buyer) return [...offers]
  const units = offers.map(({ variant, price }) => {
    return { variantId: variant.id, productId: variant.productId, taxClass: variant.taxClass, price }
  })
  const discounts = await discountsOnUnits(tx, units, { ...buyer, groups })
  return offers.map(offer => {
    const taken = discounts.get(offer.variant.id) ?? []
    const reason = priceReason({ ...offer, discounts: taken }, buyer.market.textLanguage)
    return { ...offer, ...(taken.length > 0 && { discounts: taken }), ...(reason !== undefined && { reason }) }
  })
}

/** The variants that have a price in the currency, in the given order. */
export async function offersOf(
  tx: ReadTx,
  variants: readonly Variant[],
  { currency, groups }: PriceAsker,
): Promise<Offer[]> {
  const ids = variants.map(variant => variant.id)
  const prices = await pricesFor(tx, ids, currency, { groups })
  const lowest = await lowestPricesBefore(tx, prices, currency)
  const stock = await availabilityOf(tx, [...prices.keys()])
  return variants.flatMap(variant => {
    const price = prices.get(variant.id)
    const availability = stock.get(variant.id)
    const lowestBefore = lowest.get(variant.id)
    return price && availability ? [{ variant, availability, ...price, ...(lowestBefore && { lowestBefore }) }] : []
  })
}

export type PriceBounds = { readonly min: number; readonly max: number }
export const anyPrice: PriceBounds = { min: 0, max: Number.MAX_SAFE_INTEGER }

export type Featured = { readonly offer: Offer; readonly variantCount: number }

/**
 * The one variant that stands for each product in lists: within the price asked for, then what can be bought, then the
 * cheapest, then the merchant's first. The count is of variants with a price.
 */
export async function featuredOffers(
  tx: ReadTx,
  productIds: readonly string[],
  { currency, groups }: PriceAsker,
  { min, max }: PriceBounds = anyPrice,
): Promise<Map<string, Featured>> {
  const asked = { currency, min, max, now: tx.now, ...groupParams(groups) }
  const rows = await featuredVariantsFor(groups)(tx, productIds, asked)
  const counts = new Map(rows.map(row => [row.variantId, row.variantCount]))
  const offers = await offersOf(tx, await variantsByIds(tx, [...counts.keys()]), { currency, groups })
  return new Map(
    offers.map(offer => [offer.variant.productId, { offer, variantCount: counts.get(offer.variant.id) ?? 1 }]),
  )
}

/** The same for what stands for products in lists. */
export async function explainedFeatured(
  tx: ReadTx,
  featured: ReadonlyMap<string, Featured>,
  asker: PriceAsker,
): Promise<Map<string, Featured>> {
  const entries = [...featured]
  const offers = await explained(
    tx,
    entries.map(([, { offer }]) => offer),
    asker,
  )
  return new Map(entries.map(([id, { variantCount }], index) => [id, { offer: offers[index]!, variantCount }]))
}

/** The featured variant in a buyer's language. */
export const inWords = ({ offer, variantCount }: Featured, wording: Wording): Featured => ({
  offer: { ...offer, variant: wording.variant(offer.variant) },
  variantCount,
})

const catalog = tablesOf(catalogTables)
const pricing = tablesOf(pricingTables)

const featuredVariantsFor = forGroups(groups =>
  queryByIds((db, tx, ids) => {
    const { variants } = catalog(tx)
    const { prices } = pricing(tx)
    const amount = shownAmount(tx, groups)
    const outside = sql`case when ${amount} between ${sql.placeholder('min')} and ${sql.placeholder('max')} then 0 else 1 end`
    const soldOut = sql`case when ${isSoldOut(tx)} then 1 else 0 end`
    const ranked = db
      .select({
        variantId: variants.id,
        place:
          sql<number>`row_number() over (partition by ${variants.productId} order by ${outside}, ${soldOut}, ${amount}, ${variants.position})`
            .mapWith(Number)
            .as('place'),
        variantCount: sql<number>`count(*) over (partition by ${variants.productId})`
          .mapWith(Number)
          .as('variant_count'),
      })
      .from(variants)
      .innerJoin(prices, and(eq(prices.variantId, variants.id), eq(prices.currency, sql.placeholder('currency'))))
      .where(and(inArray(variants.productId, ids), sql`not ${variants.archived}`))
      .as('ranked')
    return db
      .select({ variantId: ranked.variantId, variantCount: ranked.variantCount })
      .from(ranked)
      .where(eq(ranked.place, 1))
  }),
)

export type ProductPrices = {
  readonly productId: string
  readonly currency: string
  readonly minAmount: number
  readonly maxAmount: number
  readonly minListAmount: number
  readonly maxListAmount: number
}

/** What each product costs the asker, from the cheapest variant to the dearest. */
export async function priceRanges(
  tx: ReadTx,
  productIds: readonly string[],
  { currency, groups }: PriceAsker,
): Promise<Map<string, ProductPrices>> {
  // What is counted is the cheapest and the dearest for one group; a member of several may pay less for some variants.
  const read = groups.length > 1 ? rangesOfMembers : rangesFor(groups)
  const rows = await read(tx, productIds, { currency, now: tx.now, ...groupParams(groups) })
  return new Map(rows.map(row => [row.productId, row]))
}

const rangesFor = forGroups(groups =>
  queryByIds((db, tx, ids) => {
    const { productPrices } = tables(tx)
    return db
      .select()
      .from(productPrices)
      .where(
        and(
          inArray(productPrices.productId, ids),
          eq(productPrices.currency, sql.placeholder('currency')),
          holdsNow(tx, groups),
        ),
      )
  }),
)

const rangesOfMembers = queryByIds((db, tx, ids) => {
  const { variants } = catalog(tx)
  const { prices } = pricing(tx)
  const priced = db
    .select({
      productId: variants.productId,
      currency: prices.currency,
      amount: shownAmount(tx, mostGroups).as('amount'),
      listed: listAmount(tx).as('listed'),
    })
    .from(variants)
    .innerJoin(prices, and(eq(prices.variantId, variants.id), eq(prices.currency, sql.placeholder('currency'))))
    .where(and(inArray(variants.productId, ids), sql`not ${variants.archived}`))
    .as('priced')
  const count = (what: SQL) => sql<number>`${what}`.mapWith(Number)
  return db
    .select({
      productId: priced.productId,
      currency: priced.currency,
      minAmount: count(sql`min(${priced.amount})`),
      maxAmount: count(sql`max(${priced.amount})`),
      minListAmount: count(sql`min(${priced.listed})`),
      maxListAmount: count(sql`max(${priced.listed})`),
    })
    .from(priced)
    .groupBy(priced.productId, priced.currency)
})
