import { and, asc, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm'
import type { ShopEvent, Tx } from './port.ts'
import { command } from './query.ts'
import { tables } from './tables.ts'

/** An event as it is delivered; `attempt` counts from one. The same `id` may come again: deliveries are at least once. */
export type DeliveredEvent = ShopEvent & { readonly id: number; readonly occurredAt: Date; readonly attempt: number }

/** Writes an event into the outbox, in the transaction that made it true. `tx.emit` calls it. */
export async function recordEvent(tx: Tx, { type, payload }: ShopEvent): Promise<void> {
  await insertEvent(tx, { type, payload, occurredAt: tx.now })
}

const insertEvent = command((db, tx) => {
  const { outbox } = tables(tx)
  return db.insert(outbox).values({
    type: sql.placeholder('type'),
    payload: sql.placeholder('payload'),
    occurredAt: sql.placeholder('occurredAt'),
  })
})

/**
 * Takes the next events that are due, for as long as the lease; oldest first. The update is conditional and looks again
 * at each row it waited for, so two nodes never hold one event at once.
 */
export async function claimEvents(
  tx: Tx,
  { limit, leaseSeconds }: { readonly limit: number; readonly leaseSeconds: number },
): Promise<DeliveredEvent[]> {
  const { outbox } = tables(tx)
  const isDue = and(isNull(outbox.deliveredAt), or(isNull(outbox.claimedUntil), lte(outbox.claimedUntil, tx.now)))
  const next = await tx.db.select({ id: outbox.id }).from(outbox).where(isDue).orderBy(asc(outbox.id)).limit(limit)
  if (next.length === 0) return []
  const ids = next.map(({ id }) => id)
  const claimed = await tx.db
    .update(outbox)
    .set({ claimedUntil: secondsAfter(tx.now, leaseSeconds), attempts: sql`${outbox.attempts} + 1` })
    .where(and(inArray(outbox.id, ids), isDue))
    .returning()
  return claimed
    .map(({ id, type, payload, occurredAt, attempts }) => ({ id, type, payload, occurredAt, attempt: attempts }))
    .sort((a, b) => a.id - b.id)
}

/** Marks events as delivered. */
export async function keepDelivered(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  const { outbox } = tables(tx)
  await tx.db
    .update(outbox)
    .set({ deliveredAt: tx.now })
    .where(inArray(outbox.id, [...ids]))
}

/** Leaves events that were not delivered for later. */
export async function postponeEvents(tx: Tx, ids: readonly number[], seconds: number): Promise<void> {
  if (ids.length === 0) return
  const { outbox } = tables(tx)
  await tx.db
    .update(outbox)
    .set({ claimedUntil: secondsAfter(tx.now, seconds) })
    .where(inArray(outbox.id, [...ids]))
}

/** On SQLite nobody else can be delivering: what a process that ended had claimed is free at once. */
export async function freeClaims(tx: Tx): Promise<void> {
  const { outbox } = tables(tx)
  const isClaimed = and(isNull(outbox.deliveredAt), isNotNull(outbox.claimedUntil))
  await tx.db.update(outbox).set({ claimedUntil: null }).where(isClaimed)
}

/** Forgets what was delivered more than a week ago. */
export async function pruneEvents(tx: Tx): Promise<void> {
  const { outbox } = tables(tx)
  await tx.db.delete(outbox).where(lte(outbox.deliveredAt, secondsAfter(tx.now, -7 * 86_400)))
}

const secondsAfter = (instant: Date, seconds: number) => new Date(instant.getTime() + seconds * 1_000)
