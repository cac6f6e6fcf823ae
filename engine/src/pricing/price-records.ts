import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { type Money, money } from '../shared/money.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import { tables } from './tables.ts'

export type VariantPrice = {
  readonly price: Money
  /** The higher price that is shown struck through; a saved one that is not higher is no comparison. */
  readonly compareAt?: Money
}

/** One saved price, in minor units of its currency. */
export type PriceRow = {
  readonly variantId: string
  readonly currency: string
  readonly amount: number
  readonly compareAt?: number
}

/** The prices of variants in one currency; a variant without a price in it is not in the map. */
export async function pricesFor(
  tx: ReadTx,
  variantIds: readonly string[],
  currency: string,
): Promise<Map<string, VariantPrice>> {
  const rows = await rowsInCurrency(tx, [...new Set(variantIds)], { currency })
  return new Map(rows.map(row => [row.variantId, variantPriceOf(row)]))
}

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

const rowsInCurrency = queryByIds((db, tx, ids) => {
  const { prices } = tables(tx)
  return db
    .select()
    .from(prices)
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
