import { and, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import type { ReadTx, Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import type { Mandate } from './mandate.ts'
import { mandateTables } from './mandate-tables.ts'

const tables = tablesOf(mandateTables)

export async function saveMandate(tx: Tx, mandate: Mandate): Promise<void> {
  await tx.db.insert(tables(tx).mandates).values(mandate)
}

/** What an agent may spend now of this customer's. */
export async function mandatesOfAgent(
  tx: ReadTx,
  { customerId, agentId }: Pick<Mandate, 'customerId' | 'agentId'>,
): Promise<Mandate[]> {
  const { mandates } = tables(tx)
  return await tx.db
    .select()
    .from(mandates)
    .where(
      and(
        eq(mandates.customerId, customerId),
        eq(mandates.agentId, agentId),
        isNull(mandates.revokedAt),
        gt(mandates.expiresAt, tx.now),
      ),
    )
    .limit(100)
}

/** Whether the customer has ever let this agent spend anything. */
export async function hadMandate(
  tx: ReadTx,
  { customerId, agentId }: Pick<Mandate, 'customerId' | 'agentId'>,
): Promise<boolean> {
  const { mandates } = tables(tx)
  const [row] = await tx.db
    .select({ id: mandates.id })
    .from(mandates)
    .where(and(eq(mandates.customerId, customerId), eq(mandates.agentId, agentId)))
    .limit(1)
  return row !== undefined
}

type Page = { readonly before?: { readonly createdAt: Date; readonly id: string }; readonly limit: number }

/** A customer's mandates, the newest first, those that have ended too. */
export async function mandatesOf(
  tx: ReadTx,
  { customerId, agentId }: { readonly customerId: string; readonly agentId?: string | undefined },
  { before, limit }: Page,
): Promise<Mandate[]> {
  const { mandates } = tables(tx)
  const { createdAt, id } = mandates
  const older = before && sql`(${createdAt}, ${id}) < (${sql.param(before.createdAt, createdAt)}, ${before.id})`
  const ofAgent = agentId === undefined ? undefined : eq(mandates.agentId, agentId)
  return await tx.db
    .select()
    .from(mandates)
    .where(and(eq(mandates.customerId, customerId), ofAgent, older))
    .orderBy(desc(createdAt), desc(id))
    .limit(limit)
}

export async function mandateById(tx: ReadTx, id: string): Promise<Mandate | undefined> {
  const { mandates } = tables(tx)
  const [row] = await tx.db.select().from(mandates).where(eq(mandates.id, id))
  return row
}

/** Ends it from this moment on; one that has ended stays as it is. */
export async function endMandate(tx: Tx, id: string): Promise<void> {
  const { mandates } = tables(tx)
  await tx.db
    .update(mandates)
    .set({ revokedAt: tx.now })
    .where(and(eq(mandates.id, id), isNull(mandates.revokedAt)))
}

/** Ends all that an agent could spend of this customer's, and answers what was ended. */
export async function endMandatesOfAgent(
  tx: Tx,
  { customerId, agentId }: Pick<Mandate, 'customerId' | 'agentId'>,
): Promise<Mandate[]> {
  const { mandates } = tables(tx)
  return await tx.db
    .update(mandates)
    .set({ revokedAt: tx.now })
    .where(and(eq(mandates.customerId, customerId), eq(mandates.agentId, agentId), isNull(mandates.revokedAt)))
    .returning()
}

export type MandateUse = ReturnType<typeof mandateTables>['mandateUses']['$inferSelect']

/** What was bought inside these mandates, the latest first, at most so many in all. */
export async function usesOf(tx: ReadTx, mandateIds: readonly string[], limit: number): Promise<MandateUse[]> {
  if (mandateIds.length === 0) return []
  const { mandateUses } = tables(tx)
  return await tx.db
    .select()
    .from(mandateUses)
    .where(inArray(mandateUses.mandateId, [...mandateIds]))
    .orderBy(desc(mandateUses.usedAt), desc(mandateUses.id))
    .limit(limit)
}

type Using = { readonly mandateId: string; readonly reference: string; readonly amountMinor: number }

/**
 * Takes the amount from the budget for the payment of this reference. False where another was faster, or the mandate has
 * ended: then nothing is taken.
 */
export async function useMandate(tx: Tx, { mandateId, reference, amountMinor }: Using): Promise<boolean> {
  const { mandates, mandateUses } = tables(tx)
  const { id, usedMinor, totalMinor } = mandates
  const taken = await tx.db
    .update(mandates)
    .set({ usedMinor: sql`${usedMinor} + ${amountMinor}` })
    .where(
      and(
        eq(id, mandateId),
        isNull(mandates.revokedAt),
        gt(mandates.expiresAt, tx.now),
        sql`${usedMinor} + ${amountMinor} <= ${totalMinor}`,
      ),
    )
    .returning({ id })
  if (taken.length === 0) return false
  await tx.db.insert(mandateUses).values({
    id: tx.newId('mdu', 'short'),
    mandateId,
    reference,
    amountMinor,
    status: 'held',
    orderId: null,
    usedAt: tx.now,
  })
  return true
}

/** The payment of the reference became this order: what it held of a budget is spent. */
export async function spendMandate(
  tx: Tx,
  { reference, orderId }: { reference: string; orderId: string },
): Promise<void> {
  const { mandateUses } = tables(tx)
  await tx.db
    .update(mandateUses)
    .set({ status: 'spent', orderId })
    .where(and(eq(mandateUses.reference, reference), eq(mandateUses.status, 'held')))
}

/** The payment of the reference came to nothing: what it held goes back to the budget. */
export async function releaseMandate(tx: Tx, reference: string): Promise<void> {
  const { mandateUses } = tables(tx)
  await giveBack(tx, and(eq(mandateUses.reference, reference), eq(mandateUses.status, 'held')))
}

/** The whole order was cancelled: what was spent on it may be spent again. */
export async function returnMandate(tx: Tx, orderId: string): Promise<void> {
  const { mandateUses } = tables(tx)
  await giveBack(tx, and(eq(mandateUses.orderId, orderId), eq(mandateUses.status, 'spent')))
}

async function giveBack(tx: Tx, which: ReturnType<typeof and>): Promise<void> {
  const { mandates, mandateUses } = tables(tx)
  const returned = await tx.db.update(mandateUses).set({ status: 'returned' }).where(which).returning()
  for (const { mandateId, amountMinor } of returned) {
    await tx.db
      .update(mandates)
      .set({ usedMinor: sql`${mandates.usedMinor} - ${amountMinor}` })
      .where(eq(mandates.id, mandateId))
  }
}
