import { and, asc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm'
import { type Money, money } from '../shared/money.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import type { PriceRow, VariantPrice } from './price-records.ts'
import { tables } from './tables.ts'

/** Writes down what variants cost from now on. */
export async function notePrices(tx: Tx, rows: readonly PriceRow[]): Promise<void> {
  const since = tx.now
  await tx.db
    .insert(tables(tx).priceHistory)
    .values(rows.map(({ variantId, currency, amount }) => ({ variantId, currency, amount, since })))
}

type ListedPrices = {
  readonly priceListId: string
  readonly currency: string
  readonly startsAt: Date | null
  readonly endsAt: Date | null
  readonly prices: readonly { readonly variantId: string; readonly amount: number }[]
}

/** Writes down what a price list for everybody makes variants cost, from its beginning or from now on. */
export async function noteListedPrices(tx: Tx, list: ListedPrices): Promise<void> {
  const since = list.startsAt && list.startsAt > tx.now ? list.startsAt : tx.now
  if (list.prices.length === 0 || (list.endsAt && list.endsAt <= since)) return
  await tx.db.insert(tables(tx).priceHistory).values(
    list.prices.map(({ variantId, amount }) => ({
      variantId,
      amount,
      currency: list.currency,
      since,
      until: list.endsAt,
      priceListId: list.priceListId,
    })),
  )
}

/** From now on the list makes nothing cost what it did; what it never came to is forgotten. */
export async function endListedPrices(tx: Tx, listId: string): Promise<void> {
  const { priceHistory } = tables(tx)
  const { priceListId, since, until } = priceHistory
  await tx.db.delete(priceHistory).where(and(eq(priceListId, listId), gt(since, tx.now)))
  await tx.db
    .update(priceHistory)
    .set({ until: tx.now })
    .where(and(eq(priceListId, listId), or(isNull(until), gt(until, tx.now))))
}

const referenceDays = 30

/**
 * The lowest price that everybody could have had in the 30 days before a reduction took effect, of those of these prices
 * that are reduced: what the European Union (directive 98/6/EC, article 6a) wants to be shown beside them. A price for
 * many units at once is no reduction, and a variant that has cost nothing else before has nothing to show.
 */
export async function lowestPricesBefore(
  tx: ReadTx,
  prices: ReadonlyMap<string, VariantPrice>,
  currency: string,
): Promise<Map<string, Money>> {
  const reduced = [...prices].filter(([, price]) => price.compareAt && (price.priceList?.minimumQuantity ?? 1) === 1)
  if (reduced.length === 0) return new Map()
  const histories = Map.groupBy(
    await historyRows(
      tx,
      reduced.map(([id]) => id),
      { currency },
    ),
    row => row.variantId,
  )
  const lowest = reduced.flatMap(([id, { priceList }]): [string, Money][] => {
    const amount = lowestBefore(histories.get(id) ?? [], { listId: priceList?.id ?? null, now: tx.now })
    return amount === undefined ? [] : [[id, money(amount, currency)]]
  })
  return new Map(lowest)
}

export type HistoryEntry = {
  readonly since: Date
  readonly amount: number
  /** When a list's price ended; a variant's own holds until its next one. */
  readonly until: Date | null
  readonly priceListId: string | null
}

type Present = { readonly listId: string | null; readonly now: Date }

/** `history` begins with the oldest price. */
export function lowestBefore(history: readonly HistoryEntry[], { listId, now }: Present): number | undefined {
  const held = intervalsOf(history)
  const present = held.findLast(entry => entry.priceListId === listId && entry.since <= now)
  // The price of a list for some customers is in no history: what everybody pays now counts beside it.
  const to = present?.since.getTime() ?? now.getTime() + 1
  const from = to - referenceDays * 86_400_000
  const before = held.filter(
    entry => entry !== present && entry.since.getTime() < to && (entry.until?.getTime() ?? to) > from,
  )
  return before.length === 0 ? undefined : Math.min(...before.map(entry => entry.amount))
}

function intervalsOf(history: readonly HistoryEntry[]): HistoryEntry[] {
  const own = history.filter(entry => entry.priceListId === null)
  const intervals = own.map((entry, index) => ({ ...entry, until: own[index + 1]?.since ?? null }))
  const lists = Map.groupBy(
    history.filter(entry => entry.priceListId !== null),
    entry => entry.priceListId,
  )
  return [intervals, ...lists.values()].flatMap(joined)
}

/** A price that was only saved again goes on: it began when it was saved first. */
function joined(entries: readonly HistoryEntry[]): HistoryEntry[] {
  const result: HistoryEntry[] = []
  for (const entry of entries) {
    const last = result.at(-1)
    const goesOn = last?.amount === entry.amount && last.until?.getTime() === entry.since.getTime()
    if (last && goesOn) result[result.length - 1] = { ...last, until: entry.until }
    else result.push(entry)
  }
  return result
}

const historyRows = queryByIds((db, tx, ids) => {
  const { priceHistory } = tables(tx)
  return db
    .select()
    .from(priceHistory)
    .where(and(inArray(priceHistory.variantId, ids), eq(priceHistory.currency, sql.placeholder('currency'))))
    .orderBy(asc(priceHistory.since), asc(priceHistory.number))
})
