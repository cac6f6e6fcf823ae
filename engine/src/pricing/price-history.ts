import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { type Money, money } from '../shared/money.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import type { PriceRow } from './price-records.ts'
import { tables } from './tables.ts'

/** Writes down what variants cost from now on. */
export async function notePrices(tx: Tx, rows: readonly PriceRow[]): Promise<void> {
  const since = tx.now
  await tx.db
    .insert(tables(tx).priceHistory)
    .values(rows.map(({ variantId, currency, amount }) => ({ variantId, currency, amount, since })))
}

const referenceDays = 30

/**
 * The lowest price of each variant in the 30 days before its present price took effect: what the European Union (directive
 * 98/6/EC, article 6a) wants to be shown beside a reduced one. A variant whose first price holds still is not in the map.
 */
export async function lowestPricesBefore(
  tx: ReadTx,
  variantIds: readonly string[],
  currency: string,
): Promise<Map<string, Money>> {
  const histories = new Map<string, Entry[]>()
  for (const row of await historyRows(tx, [...new Set(variantIds)], { currency })) {
    histories.set(row.variantId, [...(histories.get(row.variantId) ?? []), row])
  }
  const lowest = [...histories].flatMap(([id, history]): [string, Money][] => {
    const amount = lowestBefore(history)
    return amount === undefined ? [] : [[id, money(amount, currency)]]
  })
  return new Map(lowest)
}

type Entry = { readonly since: Date; readonly amount: number }

/** `history` begins with the oldest price. Each held until the next one took effect. */
function lowestBefore(history: readonly Entry[]): number | undefined {
  const present = history.at(-1)
  if (!present) return undefined
  const from = present.since.getTime() - referenceDays * 86_400_000
  const held = history.slice(0, -1).filter((_, index) => (history[index + 1]?.since.getTime() ?? 0) > from)
  return held.length === 0 ? undefined : Math.min(...held.map(entry => entry.amount))
}

const historyRows = queryByIds((db, tx, ids) => {
  const { priceHistory } = tables(tx)
  return db
    .select()
    .from(priceHistory)
    .where(and(inArray(priceHistory.variantId, ids), eq(priceHistory.currency, sql.placeholder('currency'))))
    .orderBy(asc(priceHistory.since), asc(priceHistory.number))
})
