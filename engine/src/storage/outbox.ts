import { and, asc, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm'
import { placeholderFor } from './column-placeholders.ts'
import { listedIds } from './json-lists.ts'
import type { ReadTx, ShopEvent, Tx } from './port.ts'
import { command, query } from './query.ts'
import { tables } from './tables.ts'

/** An event as it is delivered; `attempt` counts from one. The same `id` may come again: deliveries are at least once. */
export type DeliveredEvent = ShopEvent & { readonly id: number; readonly occurredAt: Date; readonly attempt: number }

/** The events whose type begins so, or all others: what is slow to deliver must not hold up the rest. */
export type Lane = { readonly prefix: string; readonly isWithin: boolean }

const everything: Lane = { prefix: '', isWithin: true }

/** As numbers, because a comparison is one on SQLite and none on PostgreSQL. */
const isInLane = (tx: ReadTx, pattern: unknown, within: unknown) =>
  sql`case when ${tables(tx).outbox.type} like ${pattern} then 1 else 0 end = ${within}`

const laneOf = ({ prefix, isWithin }: Lane) => ({ pattern: `${prefix}%`, within: isWithin ? 1 : 0 })

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

type Claiming = { readonly limit: number; readonly leaseSeconds: number; readonly lane?: Lane | undefined }

/**
 * Takes the next events that are due, for as long as the lease; oldest first. The update is conditional and looks again
 * at each row it waited for, so two nodes never hold one event at once.
 */
export async function claimEvents(
  tx: Tx,
  { limit, leaseSeconds, lane = everything }: Claiming,
): Promise<DeliveredEvent[]> {
  const next = await dueEvents(tx, { now: tx.now, limit, ...laneOf(lane) })
  if (next.length === 0) return []
  const ids = JSON.stringify(next.map(({ id }) => id))
  const claimed = await claim(tx, { ids, now: tx.now, claimedUntil: secondsAfter(tx.now, leaseSeconds) })
  return claimed
    .map(({ id, type, payload, occurredAt, attempts }) => ({ id, type, payload, occurredAt, attempt: attempts }))
    .sort((a, b) => a.id - b.id)
}

const isDue = (tx: ReadTx) => {
  const { deliveredAt, claimedUntil } = tables(tx).outbox
  return and(isNull(deliveredAt), or(isNull(claimedUntil), lte(claimedUntil, placeholderFor(claimedUntil, 'now'))))
}

/** The event is among the numbers that fill the parameter `ids` as JSON. */
const isListed = (tx: ReadTx) =>
  sql`${tables(tx).outbox.id} in (select cast(id as bigint) from ${listedIds(tx)} listed)`

const dueEvents = query((db, tx) => {
  const { outbox } = tables(tx)
  return db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(isDue(tx), isInLane(tx, sql.placeholder('pattern'), sql.placeholder('within'))))
    .orderBy(asc(outbox.id))
    .limit(sql.placeholder('limit'))
})

const claim = command((db, tx) => {
  const { outbox } = tables(tx)
  return db
    .update(outbox)
    .set({ claimedUntil: placeholderFor(outbox.claimedUntil, 'claimedUntil'), attempts: sql`${outbox.attempts} + 1` })
    .where(and(isListed(tx), isDue(tx)))
    .returning()
})

/** Marks events as delivered. */
export async function keepDelivered(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await deliver(tx, { ids: JSON.stringify(ids), now: tx.now })
}

const deliver = command((db, tx) => {
  const { outbox } = tables(tx)
  return db
    .update(outbox)
    .set({ deliveredAt: placeholderFor(outbox.deliveredAt, 'now') })
    .where(isListed(tx))
})

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
export async function freeClaims(tx: Tx, lane: Lane = everything): Promise<void> {
  const { outbox } = tables(tx)
  const { pattern, within } = laneOf(lane)
  const isClaimed = and(isNull(outbox.deliveredAt), isNotNull(outbox.claimedUntil), isInLane(tx, pattern, within))
  await tx.db.update(outbox).set({ claimedUntil: null }).where(isClaimed)
}

/** Forgets what was delivered more than a week ago. */
export async function pruneEvents(tx: Tx): Promise<void> {
  const { outbox } = tables(tx)
  await tx.db.delete(outbox).where(lte(outbox.deliveredAt, secondsAfter(tx.now, -7 * 86_400)))
}

const secondsAfter = (instant: Date, seconds: number) => new Date(instant.getTime() + seconds * 1_000)
