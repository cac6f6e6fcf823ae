import { and, eq, inArray, sql } from 'drizzle-orm'
import { catalogTables, type Variant, variantsByIds, type Wording } from '../catalog/index.ts'
import { groupsOf } from '../customers/index.ts'
import { type Availability, availabilityOf } from '../inventory/index.ts'
import {
  lowestPricesBefore,
  type Market,
  pricesFor,
  pricingTables,
  type RestrictedMarket,
  type VariantPrice,
} from '../pricing/index.ts'
import { type Actor, customerOf } from '../shared/actor.ts'
import type { Money } from '../shared/money.ts'
import type { ReadTx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import { forGroups, groupParams, holdsNow, shownAmount } from './shown-price.ts'
import { isSoldOut } from './sold-out.ts'
import { tables } from './tables.ts'

/** A variant as it can be bought now: with its price in one currency and its availability. */
export type Offer = VariantPrice & {
  readonly variant: Variant
  readonly availability: Availability
  /** Of a reduced price: the lowest in the 30 days before. */
  readonly lowestBefore?: Money
}

/** In which currency, and as a member of which groups of customers, somebody looks at the shop. */
export type PriceAsker = {
  readonly currency: string
  readonly groups: readonly string[]
  readonly market?: RestrictedMarket
}

/** Who is signed in belongs to groups of customers, and everybody in a market may; nothing is read for a guest. */
export async function askerIn(tx: ReadTx, { currency, groups, restricted }: Market, actor: Actor): Promise<PriceAsker> {
  const customerId = customerOf(actor)
  const own = customerId === undefined ? [] : await groupsOf(tx, customerId)
  return { currency, groups: [...new Set([...own, ...groups])], ...(restricted && { market: restricted }) }
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
  const rows = await rangesFor(groups)(tx, productIds, { currency, now: tx.now, ...groupParams(groups) })
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
