import { and, eq, sql } from 'drizzle-orm'
import { CommerceError } from '../shared/errors.ts'
import type { Money } from '../shared/money.ts'
import type { Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { type DisputeStatus, disputeStates, holdsMoney } from './dispute.ts'
import type { Payment } from './payment.ts'
import { paymentTables } from './tables.ts'

const tables = tablesOf(paymentTables)

export type DisputeNote = {
  readonly disputeId: string
  readonly status: DisputeStatus
  readonly amount: Money
  readonly reason: string
}

/** What is known of a dispute now, and how much more of its payment is out of reach than before. */
export type DisputeChange = { readonly status: DisputeStatus; readonly amount: number; readonly held: number }

/**
 * Notes where a dispute stands; undefined where that is not new, or where it has got further already. Money of another
 * currency than the payment’s stands for all of it.
 */
export async function recordDispute(tx: Tx, payment: Payment, note: DisputeNote): Promise<DisputeChange | undefined> {
  const { disputes, payments } = tables(tx)
  const { disputeId: id, status, reason } = note
  const whole = payment.amount.amount
  const asked = note.amount.currency === payment.amount.currency ? Math.min(note.amount.amount, whole) : whole
  const row = { id, paymentId: payment.id, status, amount: asked, reason, createdAt: tx.now }
  const made = await tx.db.insert(disputes).values(row).onConflictDoNothing().returning({ id: disputes.id })
  let before = 0
  let amount = asked
  if (made.length === 0) {
    const [known] = await tx.db.select().from(disputes).where(eq(disputes.id, id))
    if (!known || known.paymentId !== payment.id || !disputeStates.canMove(known.status, status)) return undefined
    const moved = await tx.db
      .update(disputes)
      .set({ status })
      .where(and(eq(disputes.id, id), eq(disputes.status, known.status)))
      .returning({ id: disputes.id })
    if (moved.length === 0) throw new CommerceError('version_conflict', `Dispute ${id} moved meanwhile.`)
    before = holdsMoney(known.status) ? known.amount : 0
    amount = known.amount
  }
  const held = (holdsMoney(status) ? amount : 0) - before
  if (held !== 0) {
    await tx.db
      .update(payments)
      .set({ disputed: sql`${payments.disputed} + ${held}` })
      .where(eq(payments.id, payment.id))
  }
  return { status, amount, held }
}
