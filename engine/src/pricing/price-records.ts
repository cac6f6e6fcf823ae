import { and, asc, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import { ruleOfGroup } from '../customers/index.ts'
import { type Money, money } from '../shared/money.ts'
import { placeholderFor } from '../storage/column-placeholders.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import { notePrices } from './price-history.ts'
import { tables } from './tables.ts'

export type VariantPrice = {
  readonly price: Money
  /** The price list that the price is from, and what it would be without. */
  readonly priceList?: {
    readonly id: string
    readonly title: string
    readonly listPrice: Money
    readonly minimumQuantity: number
    /** Only a group of customers, of whom the buyer is one, gets its prices. */
    readonly isForGroup: boolean
    /** The group is one that customers join by what they buy. */
    readonly isForLoyalty: boolean
  }
  /** What a unit costs from more units on, the smallest quantity first; each is cheaper than the one before. */
  readonly tiers?: readonly Tier[]
  /** The higher price that is shown struck through; a saved one that is not higher is no comparison. */
  readonly compareAt?: Money
}

export type Tier = { readonly minimumQuantity: number; readonly price: Money; readonly priceListId: string }

/** One saved price, in minor units of its currency. */
export type PriceRow = {
  readonly variantId: string
  readonly currency: string
  readonly amount: number
  readonly compareAt?: number
}

/** Who asks for prices: how many units of each variant, and the groups of customers that the buyer belongs to. */
export type PriceBuyer = { readonly quantities?: ReadonlyMap<string, number>; readonly groups?: readonly string[] }

/**
 * The prices of variants in one currency, for this buyer and moment: the lowest of the variant's own and of those price
 * lists that count. A variant without a price of its own in the currency is not in the map.
 */
export async function pricesFor(
  tx: ReadTx,
  variantIds: readonly string[],
  currency: string,
  { quantities, groups = [] }: PriceBuyer = {},
): Promise<Map<string, VariantPrice>> {
  const prices = new Map<string, VariantPrice>()
  const further = new Map<string, Listed[]>()
  for (const { listed: candidate, ...row } of await rowsFor(tx, [...new Set(variantIds)], { currency, groups })) {
    const known = prices.get(row.variantId) ?? variantPriceOf(row)
    const listed = listedOf(candidate)
    const counts = listed !== undefined && listed.minimumQuantity <= (quantities?.get(row.variantId) ?? 1)
    prices.set(row.variantId, counts ? cheaper(known, listed, row) : known)
    if (listed && !counts) further.set(row.variantId, [...(further.get(row.variantId) ?? []), listed])
  }
  for (const [variantId, listed] of further) {
    const price = prices.get(variantId)
    const tiers = price ? tiersBelow(price.price, listed) : []
    if (price && tiers.length > 0) prices.set(variantId, { ...price, tiers })
  }
  return prices
}

/** A buyer of more groups than one statement asks for is asked about in parts: what is read twice changes nothing. */
async function rowsFor(
  tx: ReadTx,
  variantIds: readonly string[],
  { currency, groups }: { currency: string; groups: readonly string[] },
): Promise<Awaited<ReturnType<typeof rowsInCurrency>>> {
  const rows: Awaited<ReturnType<typeof rowsInCurrency>> = []
  for (let start = 0; start === 0 || start < groups.length; start += groupsAtOnce) {
    const asked = groupPlaces.map((place, index) => [place, groups[start + index] ?? ''])
    rows.push(...(await rowsInCurrency(tx, variantIds, { currency, now: tx.now, ...Object.fromEntries(asked) })))
  }
  return rows
}

const groupsAtOnce = 4
const groupPlaces = Array.from({ length: groupsAtOnce }, (_, index) => `group${index}`)

function tiersBelow(price: Money, listed: readonly Listed[]): Tier[] {
  const tiers: Tier[] = []
  let lowest = price.amount
  for (const { id, minimumQuantity, amount } of [...listed].sort(byQuantity)) {
    if (amount >= lowest) continue
    lowest = amount
    tiers.push({ minimumQuantity, price: money(amount, price.currency), priceListId: id })
  }
  return tiers.slice(0, mostTiers)
}

/** Nobody reads more of them. */
const mostTiers = 10

const byQuantity = (a: Listed, b: Listed) =>
  a.minimumQuantity - b.minimumQuantity || a.amount - b.amount || (a.id < b.id ? -1 : 1)

/** Every saved price of these variants, by variant and currency. */
export async function priceRows(tx: ReadTx, variantIds: readonly string[]): Promise<PriceRow[]> {
  const rows = await rowsInAnyCurrency(tx, [...new Set(variantIds)])
  return rows.map(({ compareAt, ...row }) => ({ ...row, ...(compareAt !== null && { compareAt }) }))
}

/**
 * Saves prices, each in place of what the variant cost in that currency; of two for the same the last one holds.
 * Answers how many differ from before and tells of their variants in `prices.changed`.
 */
export async function setPriceRows(tx: Tx, rows: readonly PriceRow[]): Promise<number> {
  const before = byKey(
    await priceRows(
      tx,
      rows.map(row => row.variantId),
    ),
  )
  const changed = [...byKey(rows).values()].filter(row => !isSame(row, before.get(keyOf(row))))
  for (let start = 0; start < changed.length; start += rowsAtOnce) {
    const part = changed.slice(start, start + rowsAtOnce)
    await upsert(tx, part)
    await notePrices(tx, part)
    await tx.emit('prices.changed', { variant_ids: [...new Set(part.map(row => row.variantId))] })
  }
  return changed.length
}

const rowsAtOnce = 500

async function upsert(tx: Tx, rows: readonly PriceRow[]): Promise<void> {
  const { prices } = tables(tx)
  await tx.db
    .insert(prices)
    .values(rows.map(row => ({ ...row, compareAt: row.compareAt ?? null })))
    .onConflictDoUpdate({
      target: [prices.variantId, prices.currency],
      set: { amount: sql`excluded.amount`, compareAt: sql`excluded.compare_at` },
    })
}

const keyOf = ({ currency, variantId }: PriceRow) => `${currency} ${variantId}`

const byKey = (rows: readonly PriceRow[]) => new Map(rows.map(row => [keyOf(row), row]))

const isSame = (row: PriceRow, other: PriceRow | undefined) =>
  other !== undefined && row.amount === other.amount && row.compareAt === other.compareAt

type Row = { variantId: string; currency: string; amount: number; compareAt: number | null }

function variantPriceOf({ amount, compareAt, currency }: Row): VariantPrice {
  const price = money(amount, currency)
  return compareAt !== null && compareAt > amount ? { price, compareAt: money(compareAt, currency) } : { price }
}

type Joined = { [K in keyof Listed]: Listed[K] | null }

/** A price of a list that does not count is joined without its list. */
const listedOf = ({ id, title, customerGroup, rule, minimumQuantity, amount }: Joined): Listed | undefined =>
  id === null || title === null || minimumQuantity === null || amount === null
    ? undefined
    : { id, title, customerGroup, rule, minimumQuantity, amount }

type Listed = {
  id: string
  title: string
  customerGroup: string | null
  /** Of the group, as the database keeps it. */
  rule: unknown
  minimumQuantity: number
  amount: number
}

/** Of equal prices the own one holds, then the list with the smaller id. */
function cheaper(known: VariantPrice, listed: Listed, row: Row): VariantPrice {
  const { id, title, customerGroup, rule, amount, minimumQuantity } = listed
  const isCheaper = amount < known.price.amount || (amount === known.price.amount && id < (known.priceList?.id ?? ''))
  if (!isCheaper) return known
  const listPrice = money(row.amount, row.currency)
  const before = Math.max(row.compareAt ?? 0, row.amount)
  const compareAt = before > amount && { compareAt: money(before, row.currency) }
  const isFor = { isForGroup: customerGroup !== null, isForLoyalty: rule !== null }
  const priceList = { id, title, listPrice, minimumQuantity, ...isFor }
  return { price: money(amount, row.currency), priceList, ...compareAt }
}

const rowsInCurrency = queryByIds((db, tx, ids) => {
  const { prices, priceLists, priceListPrices } = tables(tx)
  const now = (column: typeof priceLists.startsAt | typeof priceLists.endsAt) => placeholderFor(column, 'now')
  const counts = and(
    eq(priceLists.id, priceListPrices.priceListId),
    eq(priceLists.currency, prices.currency),
    eq(priceLists.active, true),
    or(
      isNull(priceLists.customerGroup),
      inArray(
        priceLists.customerGroup,
        groupPlaces.map(place => sql.placeholder(place)),
      ),
    ),
    or(isNull(priceLists.startsAt), lte(priceLists.startsAt, now(priceLists.startsAt))),
    or(isNull(priceLists.endsAt), gt(priceLists.endsAt, now(priceLists.endsAt))),
  )
  return db
    .select({
      variantId: prices.variantId,
      currency: prices.currency,
      amount: prices.amount,
      compareAt: prices.compareAt,
      listed: {
        id: priceLists.id,
        title: priceLists.title,
        customerGroup: priceLists.customerGroup,
        rule: ruleOfGroup(tx, priceLists.customerGroup),
        minimumQuantity: priceListPrices.minimumQuantity,
        amount: priceListPrices.amount,
      },
    })
    .from(prices)
    .leftJoin(priceListPrices, eq(priceListPrices.variantId, prices.variantId))
    .leftJoin(priceLists, counts)
    .where(and(inArray(prices.variantId, ids), eq(prices.currency, sql.placeholder('currency'))))
})

const rowsInAnyCurrency = queryByIds((db, tx, ids) => {
  const { prices } = tables(tx)
  return db
    .select()
    .from(prices)
    .where(inArray(prices.variantId, ids))
    .orderBy(asc(prices.variantId), asc(prices.currency))
})
