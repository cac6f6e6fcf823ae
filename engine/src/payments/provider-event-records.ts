import { and, asc, eq, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import type { ReadTx, Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import type { ProviderEvent } from './gateway.ts'
import { nextCheckAfter, type Payment } from './payment.ts'
import { paymentById, paymentOfProvider } from './records.ts'
import { paymentTables } from './tables.ts'

const tables = tablesOf(paymentTables)

/** A provider's message that was taken in, to be worked on. */
export type TakenEvent = ReturnType<typeof paymentTables>['providerEvents']['$inferSelect']

const keptDays = 35

/** The payment that an event is about, if it is one of this shop's at this provider. */
export async function paymentOfEvent(
  tx: ReadTx,
  handlerId: string,
  { payment: named }: ProviderEvent,
): Promise<Payment | undefined> {
  const payment =
    'id' in named
      ? await paymentById(tx, named.id).catch(() => undefined)
      : await paymentOfProvider(tx, named.providerId)
  return payment?.handlerId === handlerId ? payment : undefined
}

/** Keeps an event, once; answers undefined when it was taken in before. */
export async function takeEvent(
  tx: Tx,
  { handlerId, paymentId, event }: { handlerId: string; paymentId: string; event: ProviderEvent },
): Promise<TakenEvent | undefined> {
  const { providerEvents } = tables(tx)
  const row: TakenEvent = {
    handlerId,
    id: event.id,
    type: event.type,
    subject: event.subject,
    paymentId,
    disputeId: event.disputeId ?? null,
    receivedAt: tx.now,
    nextCheckAt: new Date(tx.now.getTime() + nextCheckAfter(0)),
    checks: 0,
  }
  const taken = await tx.db
    .insert(providerEvents)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: providerEvents.id })
  return taken.length > 0 ? row : undefined
}

/** Part of the transaction of the event's effect: answers true once, so that the effect is made once. */
export async function finishEvent(tx: Tx, event: TakenEvent): Promise<boolean> {
  const { providerEvents } = tables(tx)
  const finished = await tx.db
    .update(providerEvents)
    .set({ nextCheckAt: null })
    .where(and(isEvent(tx, event), isNotNull(providerEvents.nextCheckAt)))
    .returning({ id: providerEvents.id })
  return finished.length > 0
}

/** The provider did not say what is true; it is asked again later. */
export async function postponeEvent(tx: Tx, event: TakenEvent): Promise<void> {
  const { providerEvents } = tables(tx)
  const nextCheckAt = new Date(tx.now.getTime() + nextCheckAfter(event.checks + 1))
  await tx.db
    .update(providerEvents)
    .set({ nextCheckAt, checks: sql`${providerEvents.checks} + 1` })
    .where(and(isEvent(tx, event), isNotNull(providerEvents.nextCheckAt)))
}

export async function eventsDue(tx: ReadTx, limit: number): Promise<TakenEvent[]> {
  const { providerEvents } = tables(tx)
  return tx.db
    .select()
    .from(providerEvents)
    .where(lte(providerEvents.nextCheckAt, tx.now))
    .orderBy(asc(providerEvents.nextCheckAt))
    .limit(limit)
}

/** Forgets what was worked on so long ago that no provider sends it again. */
export async function pruneEvents(tx: Tx): Promise<void> {
  const { providerEvents } = tables(tx)
  const before = new Date(tx.now.getTime() - keptDays * 24 * 3_600_000)
  await tx.db
    .delete(providerEvents)
    .where(and(lte(providerEvents.receivedAt, before), isNull(providerEvents.nextCheckAt)))
}

function isEvent(tx: Tx, { handlerId, id }: TakenEvent) {
  const { providerEvents } = tables(tx)
  return and(eq(providerEvents.handlerId, handlerId), eq(providerEvents.id, id))
}
