import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import { catalogTables, everyCollectionNamed, pathsOfCategories } from '../catalog/index.ts'
import type { ReadTx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { allAtOnce, pagedBy, type RecordKind } from '../storage/record-kind.ts'
import type { ProductScope, PromotionDraft } from './contract.ts'
import { listMarkets } from './markets.ts'
import type { PromotionScope } from './promotion-scope.ts'
import { codeKey } from './promotions.ts'
import { type PricingTables, tables } from './tables.ts'
import { getStore } from './use-cases.ts'

const catalog = tablesOf(catalogTables)

export const storeRecords: RecordKind = {
  type: 'store',
  operation: 'save_store',
  page: allAtOnce(async tx => [{ store: await getStore(tx) }]),
}

export const taxRateRecords: RecordKind = {
  type: 'tax_rate',
  operation: 'save_tax_rate',
  page: pagedBy(
    async (tx, { after, limit }) => {
      const { taxRates } = tables(tx)
      return await tx.db.select().from(taxRates).where(gt(taxRates.id, after)).orderBy(asc(taxRates.id)).limit(limit)
    },
    {
      name: ({ id }) => id,
      write: async (_, rows) =>
        rows.map(rate => ({
          tax_rate: {
            id: rate.id,
            title: rate.title,
            country: rate.country,
            ...(rate.region !== '' && { region: rate.region }),
            ...(rate.postalPrefix !== '' && { postal_prefix: rate.postalPrefix }),
            tax_class: rate.taxClass,
            rate_ppm: rate.ratePpm,
            applies_to_shipping: rate.appliesToShipping,
            stacking: rate.stacking,
          },
        })),
    },
  ),
}

export const marketRecords: RecordKind = {
  type: 'market',
  operation: 'save_market',
  page: allAtOnce(async tx => (await listMarkets(tx)).markets.map(market => ({ market }))),
}

export const taxExemptionRecords: RecordKind = {
  type: 'tax_exemption',
  operation: 'save_tax_exemption',
  page: pagedBy(
    async (tx, { after, limit }) => {
      const { taxExemptions } = tables(tx)
      const { customerId, country } = taxExemptions
      const [id = '', place = ''] = after.split('\n')
      return await tx.db
        .select()
        .from(taxExemptions)
        .where(sql`(${customerId}, ${country}) > (${id}, ${place})`)
        .orderBy(asc(customerId), asc(country))
        .limit(limit)
    },
    {
      name: ({ customerId, country }) => `${customerId}\n${country}`,
      write: async (_, rows) =>
        rows.map(({ customerId, country, certificate, endsAt }) => ({
          tax_exemption: {
            customer_id: customerId,
            ...(country !== '' && { country }),
            ...(certificate !== null && { certificate }),
            ...(endsAt && { ends_at: endsAt.toISOString() }),
          },
        })),
    },
  ),
}

/** One list a page, because a list may have thousands of prices. Those of variants that are gone stay behind. */
export const priceListRecords: RecordKind = {
  type: 'price_list',
  operation: 'save_price_list',
  page: (tx, { cursor }) => oneListAPage(tx, { limit: 1, ...(cursor !== undefined && { cursor }) }),
}

const oneListAPage = pagedBy(
  async (tx, { after, limit }) => {
    const { priceLists } = tables(tx)
    return await tx.db
      .select()
      .from(priceLists)
      .where(gt(priceLists.id, after))
      .orderBy(asc(priceLists.id))
      .limit(limit)
  },
  {
    name: ({ id }) => id,
    write: async (tx, [list]) => {
      const prices = list ? await livingPrices(tx, list.id) : []
      return list && prices.length > 0 ? [{ price_list: { ...listDraft(list), prices } }] : []
    },
  },
)

/** A price list with all its prices, or undefined where there is none of this id. */
export async function wholePriceList(tx: ReadTx, id: string) {
  const { priceLists } = tables(tx)
  const [list] = await tx.db.select().from(priceLists).where(eq(priceLists.id, id))
  return list && { ...listDraft(list), prices: await livingPrices(tx, id) }
}

const listDraft = (list: PricingTables['priceLists']['$inferSelect']) => ({
  id: list.id,
  title: list.title,
  currency: list.currency,
  ...(list.customerGroup !== null && { customer_group: list.customerGroup }),
  ...(list.startsAt && { starts_at: list.startsAt.toISOString() }),
  ...(list.endsAt && { ends_at: list.endsAt.toISOString() }),
  active: list.active,
})

async function livingPrices(tx: ReadTx, id: string) {
  const { priceListPrices } = tables(tx)
  const { variants } = catalog(tx)
  return await tx.db
    .select({
      variant_id: priceListPrices.variantId,
      amount: priceListPrices.amount,
      minimum_quantity: priceListPrices.minimumQuantity,
    })
    .from(priceListPrices)
    .innerJoin(variants, and(eq(variants.id, priceListPrices.variantId), eq(variants.archived, false)))
    .where(eq(priceListPrices.priceListId, id))
    .orderBy(asc(priceListPrices.variantId), asc(priceListPrices.minimumQuantity))
}

/** How often a promotion was used is not part of it: a shop that takes it in counts anew. */
export const promotionRecords: RecordKind = {
  type: 'promotion',
  operation: 'save_promotion',
  page: pagedBy(
    async (tx, { after, limit }) => {
      const { promotions } = tables(tx)
      return await tx.db
        .select()
        .from(promotions)
        .where(gt(promotions.id, after))
        .orderBy(asc(promotions.id))
        .limit(limit)
    },
    { name: ({ id }) => id, write: promotionDrafts },
  ),
}

/** A promotion as it was saved, by id or by its code, or undefined where there is none. */
export async function wholePromotion(
  tx: ReadTx,
  { id, code }: { readonly id?: string | undefined; readonly code?: string | undefined },
): Promise<object | undefined> {
  const { promotions } = tables(tx)
  const named = id === undefined ? code && eq(promotions.codeKey, codeKey(code)) : eq(promotions.id, id)
  const rows = named ? await tx.db.select().from(promotions).where(named) : []
  const [promotion] = await promotionDrafts(tx, rows)
  return promotion && Object.values(promotion)[0]
}

type PromotionRow = PricingTables['promotions']['$inferSelect']

async function promotionDrafts(tx: ReadTx, rows: readonly PromotionRow[]): Promise<object[]> {
  const scopes = rows.flatMap(row => [row.appliesTo ?? {}, othersOf(row) ?? {}])
  const named = await namesOf(tx, scopes)
  return rows.flatMap(row => {
    const [appliesTo, others] = [row.appliesTo ?? undefined, othersOf(row)].map(
      scope => scope && scopeDraft(scope, named),
    )
    // What a promotion was for may be gone altogether; then so is the promotion.
    const isForNothing = [appliesTo, others].some(scope => scope && Object.keys(scope).length === 0)
    return isForNothing
      ? []
      : [
          {
            promotion: {
              ...promotionDraft(row),
              ...benefitDraft(row, others),
              ...(appliesTo && { applies_to: appliesTo }),
            },
          },
        ]
  })
}

/** The products that a gift or the reduced units are of. */
const othersOf = ({ benefit }: PromotionRow): PromotionScope | undefined => ('of' in benefit ? benefit.of : undefined)

type Names = {
  readonly paths: ReadonlyMap<string, string>
  readonly variants: ReadonlySet<string>
  readonly collections: ReadonlySet<string>
}

async function namesOf(tx: ReadTx, scopes: readonly PromotionScope[]): Promise<Names> {
  const ids = (key: keyof PromotionScope) => scopes.flatMap(scope => scope[key] ?? [])
  const collections = await everyCollectionNamed(tx, ids('collectionIds'))
  return {
    paths: await pathsOfCategories(tx, ids('categoryIds')),
    variants: await livingAmong(tx, ids('variantIds')),
    collections: new Set([...collections.values()].filter(({ archived }) => !archived).map(({ id }) => id)),
  }
}

function scopeDraft(scope: PromotionScope, { paths, variants, collections }: Names): ProductScope {
  const lists = {
    products: [...(scope.productIds ?? [])],
    variants: (scope.variantIds ?? []).filter(id => variants.has(id)),
    categories: (scope.categoryIds ?? []).flatMap(id => paths.get(id) ?? []),
    collections: (scope.collectionIds ?? []).filter(id => collections.has(id)),
  }
  return Object.fromEntries(Object.entries(lists).filter(([, names]) => names.length > 0))
}

function benefitDraft({ benefit }: PromotionRow, of: ProductScope | undefined): Partial<PromotionDraft> {
  if (benefit.kind === 'percentage') return { rate_ppm: benefit.ratePpm }
  if (benefit.kind === 'fixed_amount') return { amounts: benefit.amounts.map(amount => ({ ...amount })) }
  if (benefit.kind === 'fixed_price') return { fixed_prices: benefit.prices.map(price => ({ ...price })) }
  if (benefit.kind === 'free_shipping') return { free_shipping: true }
  if (benefit.kind === 'gift') return { gift: { of: of ?? {}, quantity: benefit.quantity } }
  const { buy, get, ratePpm } = benefit
  return { buy_x_get_y: { buy, get, rate_ppm: ratePpm, ...(of && { of }) } }
}

const promotionDraft = (row: PromotionRow) => ({
  id: row.id,
  ...(row.code !== null && { code: row.code }),
  title: row.title,
  ...(row.minimumSubtotals && { minimum_subtotals: row.minimumSubtotals.map(amount => ({ ...amount })) }),
  ...(row.minimumQuantity !== null && { minimum_quantity: row.minimumQuantity }),
  ...(row.customerGroup !== null && { customer_group: row.customerGroup }),
  first_order_only: row.firstOrderOnly,
  ...(row.startsAt && { starts_at: row.startsAt.toISOString() }),
  ...(row.endsAt && { ends_at: row.endsAt.toISOString() }),
  ...(row.usageLimit !== null && { usage_limit: row.usageLimit }),
  ...(row.limitPerCustomer !== null && { limit_per_customer: row.limitPerCustomer }),
  priority: row.priority,
  combinable: row.isCombinable,
  active: row.active,
})

async function livingAmong(tx: ReadTx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const { variants } = catalog(tx)
  const rows = await tx.db
    .select({ id: variants.id })
    .from(variants)
    .where(and(inArray(variants.id, [...new Set(ids)]), eq(variants.archived, false)))
  return new Set(rows.map(({ id }) => id))
}
