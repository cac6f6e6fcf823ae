import { and, asc, desc, eq, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import type { ReadTx, Tx } from '../storage/port.ts'
import { query, tablesOf } from '../storage/query.ts'
import type { Gone, KeptMethod } from './gateway.ts'
import { nextCheckAfter } from './payment.ts'
import { forgetCustomer, ownerAtProvider } from './provider-customer-records.ts'
import { looksLike, type SavedMethod } from './saved-method.ts'
import { paymentTables } from './tables.ts'

const tables = tablesOf(paymentTables)

type MethodRow = ReturnType<typeof paymentTables>['paymentMethods']['$inferSelect']

const methodOf = ({ removedAt: _, nextCheckAt: __, checks: ___, createdAt: ____, ...method }: MethodRow): SavedMethod =>
  method

/** Nobody has more in hand; those beyond show up as others are removed. */
const mostShown = 50

/** What the customer can pay with, the newest first. */
export async function savedMethodsOf(tx: ReadTx, customerId: string): Promise<SavedMethod[]> {
  return (await methodRows(tx, { customerId })).map(methodOf)
}

export async function savedMethod(tx: ReadTx, id: string): Promise<SavedMethod | undefined> {
  const { paymentMethods } = tables(tx)
  const [row] = await tx.db
    .select()
    .from(paymentMethods)
    .where(and(eq(paymentMethods.id, id), isNull(paymentMethods.removedAt)))
  return row && methodOf(row)
}

/**
 * Notes what the provider keeps of a customer from now on, once. One that looks the same takes the place of what was kept
 * before. A customer whom the shop does not know at this provider is nobody here.
 */
export async function keepMethod(tx: Tx, handlerId: string, { customer, ...kept }: KeptMethod): Promise<void> {
  const customerId = await ownerAtProvider(tx, { handlerId, providerId: customer })
  if (customerId === undefined) return
  const { paymentMethods } = tables(tx)
  const known = await savedMethodsOf(tx, customerId)
  const made = await tx.db
    .insert(paymentMethods)
    .values({
      ...kept,
      id: tx.newId('pmt', 'short'),
      customerId,
      handlerId,
      createdAt: tx.now,
      removedAt: null,
      nextCheckAt: null,
      checks: 0,
    })
    .onConflictDoNothing()
    .returning({ id: paymentMethods.id })
  if (made.length === 0) return
  const replaced = known.filter(method => method.handlerId === handlerId && looksLike(method, kept))
  for (const { id } of replaced) await takeAway(tx, { id, customerId })
}

/** It can be spent no more from here on; the provider is told by the sweeper. False where it is not there to be removed. */
export async function takeAway(tx: Tx, { id, customerId }: Pick<SavedMethod, 'id' | 'customerId'>): Promise<boolean> {
  const { paymentMethods } = tables(tx)
  const removed = await tx.db
    .update(paymentMethods)
    .set({ removedAt: tx.now, nextCheckAt: tx.now })
    .where(and(eq(paymentMethods.id, id), eq(paymentMethods.customerId, customerId), isNull(paymentMethods.removedAt)))
    .returning({ id: paymentMethods.id })
  return removed.length > 0
}

/** Methods that were removed here and that their provider may still keep. */
export async function methodsToDetach(tx: ReadTx, limit: number): Promise<SavedMethod[]> {
  const { paymentMethods } = tables(tx)
  const rows = await tx.db
    .select()
    .from(paymentMethods)
    .where(and(isNotNull(paymentMethods.removedAt), lte(paymentMethods.nextCheckAt, tx.now)))
    .orderBy(asc(paymentMethods.nextCheckAt))
    .limit(limit)
  return rows.map(methodOf)
}

export async function postponeDetaching(tx: Tx, { id }: SavedMethod): Promise<void> {
  const { paymentMethods } = tables(tx)
  const [row] = await tx.db
    .update(paymentMethods)
    .set({ checks: sql`${paymentMethods.checks} + 1` })
    .where(eq(paymentMethods.id, id))
    .returning({ checks: paymentMethods.checks })
  const nextCheckAt = new Date(tx.now.getTime() + nextCheckAfter(row?.checks ?? 0))
  await tx.db.update(paymentMethods).set({ nextCheckAt }).where(eq(paymentMethods.id, id))
}

export async function forgetMethod(tx: Tx, { handlerId, providerId }: Pick<SavedMethod, 'handlerId' | 'providerId'>) {
  const { paymentMethods } = tables(tx)
  await tx.db
    .delete(paymentMethods)
    .where(and(eq(paymentMethods.handlerId, handlerId), eq(paymentMethods.providerId, providerId)))
}

/** Forgets what the provider says is not there any more, so that nobody is offered it again. */
export async function forgetGone(tx: Tx, handlerId: string, gone: Gone): Promise<void> {
  if ('method' in gone) return forgetMethod(tx, { handlerId, providerId: gone.method })
  const customerId = await ownerAtProvider(tx, { handlerId, providerId: gone.customer })
  if (customerId === undefined) return
  const { paymentMethods } = tables(tx)
  await tx.db
    .delete(paymentMethods)
    .where(and(eq(paymentMethods.handlerId, handlerId), eq(paymentMethods.customerId, customerId)))
  await forgetCustomer(tx, { handlerId, providerId: gone.customer })
}

const methodRows = query((db, tx) => {
  const { paymentMethods } = tables(tx)
  return db
    .select()
    .from(paymentMethods)
    .where(and(eq(paymentMethods.customerId, sql.placeholder('customerId')), isNull(paymentMethods.removedAt)))
    .orderBy(desc(paymentMethods.createdAt), desc(paymentMethods.id))
    .limit(mostShown)
})
