import { and, asc, eq, gt, lte, or, sql } from 'drizzle-orm'
import { CommerceError, notFound } from '../shared/errors.ts'
import { formatMoney, type Money, money } from '../shared/money.ts'
import { placeholderFor, placeholdersFor } from '../storage/column-placeholders.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { command, query, tablesOf } from '../storage/query.ts'
import {
  nextCheckAfter,
  nextRefundAfter,
  type Payment,
  type PaymentStatus,
  paymentStates,
  type Refund,
  refundStates,
} from './payment.ts'
import { paymentTables } from './tables.ts'

const tables = tablesOf(paymentTables)

type PaymentRow = ReturnType<typeof paymentTables>['payments']['$inferSelect']

const paymentOf = ({ amount, currency, ...row }: PaymentRow): Payment => ({ ...row, amount: money(amount, currency) })

type PaymentDraft = Pick<Payment, 'reference' | 'handlerId' | 'amount' | 'instrument'>

/** Writes the intent to pay down before the provider is asked. */
export async function openPayment(tx: Tx, draft: PaymentDraft): Promise<Payment> {
  const nextCheckAt = new Date(tx.now.getTime() + nextCheckAfter(2))
  return newPayment(tx, { ...draft, status: 'pending', nextCheckAt, giftCardId: null })
}

type NewPayment = PaymentDraft & Pick<Payment, 'status' | 'nextCheckAt' | 'giftCardId'>

export async function newPayment(tx: Tx, { amount, ...draft }: NewPayment): Promise<Payment> {
  const row: PaymentRow = {
    ...draft,
    id: tx.newId('pay'),
    amount: amount.amount,
    currency: amount.currency,
    refunded: 0,
    disputed: 0,
    providerId: null,
    awaitsPerson: false,
    failure: null,
    createdAt: tx.now,
    checks: 0,
  }
  await insertPayment(tx, row)
  return paymentOf(row)
}

export async function paymentById(tx: ReadTx, id: string): Promise<Payment> {
  const [row] = await paymentRow(tx, { id })
  if (!row) throw notFound('payment', id)
  return paymentOf(row)
}

/** Payments for one checkout, oldest first. */
export async function paymentsFor(tx: ReadTx, reference: string): Promise<Payment[]> {
  return (await paymentRowsFor(tx, { reference })).map(paymentOf)
}

/** The payment that the provider knows under this id. */
export async function paymentOfProvider(tx: ReadTx, providerId: string): Promise<Payment | undefined> {
  const { payments } = tables(tx)
  const [row] = await tx.db.select().from(payments).where(eq(payments.providerId, providerId)).limit(1)
  return row && paymentOf(row)
}

type PaymentChange = Partial<Pick<Payment, 'providerId' | 'failure' | 'awaitsPerson'>>

/**
 * Moves a payment by its table with compare-and-set. Answers false when it was not there to be moved, so that of the
 * webhook, the request and the sweeper only the first has an effect. Throws `version_conflict` when another moved it
 * meanwhile: what it is now may still be moved, as one that was given up is when its money has come.
 */
export async function movePayment(
  tx: Tx,
  payment: Payment,
  to: PaymentStatus,
  { providerId = null, failure = null }: PaymentChange = {},
): Promise<boolean> {
  if (!paymentStates.canMove(payment.status, to)) return false
  const moved = await moveRow(tx, { id: payment.id, from: payment.status, to, providerId, failure })
  if (moved.length === 0) throw new CommerceError('version_conflict', `Payment ${payment.id} moved meanwhile.`)
  return true
}

/** Notes what is known of a payment that is still pending, and when to ask again. */
export async function keepPending(tx: Tx, payment: Payment, change: PaymentChange): Promise<void> {
  const { payments } = tables(tx)
  await tx.db
    .update(payments)
    .set({
      ...change,
      checks: sql`${payments.checks} + 1`,
      nextCheckAt: new Date(tx.now.getTime() + nextCheckAfter(payment.checks)),
    })
    .where(and(eq(payments.id, payment.id), eq(payments.status, 'pending')))
}

/** Puts what the provider says it received in the place of what was asked, so that no more and no less goes back. */
export async function noteReceived(tx: Tx, { id }: Payment, { amount, currency }: Money): Promise<void> {
  const { payments } = tables(tx)
  await tx.db.update(payments).set({ amount, currency }).where(eq(payments.id, id))
}

export async function paymentsDue(tx: ReadTx, limit: number): Promise<Payment[]> {
  const { payments } = tables(tx)
  const rows = await tx.db
    .select()
    .from(payments)
    .where(and(eq(payments.status, 'pending'), lte(payments.nextCheckAt, tx.now)))
    .orderBy(asc(payments.nextCheckAt))
    .limit(limit)
  return rows.map(paymentOf)
}

type RefundRow = ReturnType<typeof paymentTables>['refunds']['$inferSelect']

const refundOf = ({ amount, currency, ...row }: RefundRow): Refund => ({ ...row, amount: money(amount, currency) })

type RefundDraft = {
  readonly amount: Money
  readonly reason: string
  readonly after?: number
  /** Asked for even while a bank disputes the payment: the provider refuses it for as long as it has to. */
  readonly isOwed?: boolean
}

/**
 * Writes the intent to refund down. One conditional update keeps the sum of refunds within what was captured and is not
 * disputed, however many are asked for at once; throws `conflict` when more would go back than is here.
 */
export async function openRefund(
  tx: Tx,
  payment: Payment,
  { amount, reason, after = nextCheckAfter(0), isOwed = false }: RefundDraft,
): Promise<Refund> {
  const { payments } = tables(tx)
  const disputed = isOwed ? sql`0` : payments.disputed
  const taken = await tx.db
    .update(payments)
    .set({ refunded: sql`${payments.refunded} + ${amount.amount}` })
    .where(
      and(
        eq(payments.id, payment.id),
        eq(payments.status, 'captured'),
        eq(payments.currency, amount.currency),
        sql`${payments.refunded} + ${amount.amount} <= ${payments.amount} - ${disputed}`,
      ),
    )
    .returning({ id: payments.id })
  if (taken.length === 0) {
    throw new CommerceError(
      'conflict',
      `Payment ${payment.id} does not hold ${formatMoney(amount)} that could be refunded.`,
    )
  }
  const row: RefundRow = {
    id: tx.newId('rfd'),
    paymentId: payment.id,
    status: 'pending',
    amount: amount.amount,
    currency: amount.currency,
    reason,
    providerId: null,
    createdAt: tx.now,
    nextCheckAt: new Date(tx.now.getTime() + after),
    checks: 0,
  }
  await tx.db.insert(tables(tx).refunds).values(row)
  return refundOf(row)
}

/** Writes a refund that the provider refused down anew, for the sweeper: later each time, for as long as the money is here. */
export async function reopenRefund(tx: Tx, { paymentId, amount, reason }: Refund): Promise<Refund> {
  const { refunds } = tables(tx)
  const failed = await tx.db
    .select({ id: refunds.id })
    .from(refunds)
    .where(and(eq(refunds.paymentId, paymentId), eq(refunds.status, 'failed')))
  const payment = await paymentById(tx, paymentId)
  return openRefund(tx, payment, { amount, reason, after: nextRefundAfter(failed.length), isOwed: true })
}

export async function refundById(tx: ReadTx, id: string): Promise<Refund> {
  const { refunds } = tables(tx)
  const rows = await tx.db.select().from(refunds).where(eq(refunds.id, id))
  if (!rows[0]) throw notFound('refund', id)
  return refundOf(rows[0])
}

/**
 * Refunds of a payment of which the provider may have something new to say: it was asked for them before. One that still
 * waits for its time is the sweeper's, or each message about the one that failed would send the next.
 */
export async function refundsNotOver(tx: ReadTx, paymentId: string): Promise<Refund[]> {
  const { refunds } = tables(tx)
  const wasAsked = or(eq(refunds.status, 'succeeded'), and(eq(refunds.status, 'pending'), gt(refunds.checks, 0)))
  return (
    await tx.db
      .select()
      .from(refunds)
      .where(and(eq(refunds.paymentId, paymentId), wasAsked))
  ).map(refundOf)
}

export async function refundsDue(tx: ReadTx, limit: number): Promise<Refund[]> {
  const { refunds } = tables(tx)
  const rows = await tx.db
    .select()
    .from(refunds)
    .where(and(eq(refunds.status, 'pending'), lte(refunds.nextCheckAt, tx.now)))
    .orderBy(asc(refunds.nextCheckAt))
    .limit(limit)
  return rows.map(refundOf)
}

/** Answers false when that was known before. What a refund that failed did not send back may be refunded again. */
export async function moveRefund(
  tx: Tx,
  refund: Refund,
  to: 'succeeded' | 'failed',
  providerId?: string,
): Promise<boolean> {
  if (!refundStates.canMove(refund.status, to)) return false
  const { payments, refunds } = tables(tx)
  const moved = await tx.db
    .update(refunds)
    .set({ status: to, nextCheckAt: null, ...(providerId && { providerId }) })
    .where(and(eq(refunds.id, refund.id), eq(refunds.status, refund.status)))
    .returning({ id: refunds.id })
  if (moved.length === 0) throw new CommerceError('version_conflict', `Refund ${refund.id} moved meanwhile.`)
  if (to === 'failed') {
    await tx.db
      .update(payments)
      .set({ refunded: sql`${payments.refunded} - ${refund.amount.amount}` })
      .where(eq(payments.id, refund.paymentId))
  }
  return true
}

export async function postponeRefund(tx: Tx, id: string): Promise<void> {
  const { refunds } = tables(tx)
  const rows = await tx.db
    .update(refunds)
    .set({ checks: sql`${refunds.checks} + 1` })
    .where(and(eq(refunds.id, id), eq(refunds.status, 'pending')))
    .returning({ checks: refunds.checks })
  if (!rows[0]) return
  const wait = nextCheckAfter(rows[0].checks)
  await tx.db
    .update(refunds)
    .set({ nextCheckAt: new Date(tx.now.getTime() + wait) })
    .where(eq(refunds.id, id))
}

const insertPayment = command((db, tx) => {
  const { payments } = tables(tx)
  return db.insert(payments).values(placeholdersFor(payments))
})

const paymentRow = query((db, tx) => {
  const { payments } = tables(tx)
  return db
    .select()
    .from(payments)
    .where(eq(payments.id, sql.placeholder('id')))
})

const paymentRowsFor = query((db, tx) => {
  const { payments } = tables(tx)
  return db
    .select()
    .from(payments)
    .where(eq(payments.reference, sql.placeholder('reference')))
    .orderBy(asc(payments.createdAt), asc(payments.id))
})

/** What is not told of the provider's id and the failure stays as it is. */
const moveRow = command((db, tx) => {
  const { payments } = tables(tx)
  const { providerId, failure, status } = payments
  return db
    .update(payments)
    .set({
      status: placeholderFor(status, 'to'),
      providerId: sql`coalesce(${placeholderFor(providerId, 'providerId')}, ${providerId})`,
      failure: sql`coalesce(${placeholderFor(failure, 'failure')}, ${failure})`,
      awaitsPerson: false,
      nextCheckAt: null,
    })
    .where(and(eq(payments.id, sql.placeholder('id')), eq(status, sql.placeholder('from'))))
    .returning({ id: payments.id })
})
