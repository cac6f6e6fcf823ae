import { type DisputeNote, type DisputeStatus, paymentById, recordDispute } from '../payments/index.ts'
import { system } from '../shared/actor.ts'
import type { Tx } from '../storage/port.ts'
import { appendAdjustments, changeAdjustment } from './adjustment-records.ts'
import type { Adjustment } from './order.ts'
import { nextVersion, orderById, orderOfCheckout } from './records.ts'
import { refundPayment } from './refunds.ts'

/**
 * Notes what a buyer’s bank claims back of a payment, for staff to see on the order. The same word twice, or one that has
 * been overtaken, changes nothing. Money that a bank lets go of again stays, unless it pays for a cancelled order.
 */
export async function noteDispute(
  tx: Tx,
  { paymentId, ...note }: DisputeNote & { readonly paymentId: string },
): Promise<void> {
  const payment = await paymentById(tx, paymentId)
  const change = await recordDispute(tx, payment, note)
  if (!change) return
  const { disputeId, status, amount, reason } = note
  const placed = await orderOfCheckout(tx, payment.reference)
  await tx.emit('payment.disputed', {
    payment_id: paymentId,
    dispute_id: disputeId,
    status,
    amount,
    reason,
    ...(placed && { order_id: placed.id }),
  })
  if (!placed) return
  const order = await orderById(tx, { id: placed.id, actor: system })
  await nextVersion(tx, order)
  const id = `adj_${disputeId}`
  const known = order.adjustments.find(adjustment => adjustment.id === id)
  const adjustment: Adjustment = {
    id,
    type: 'dispute',
    occurredAt: known?.occurredAt ?? tx.now.toISOString(),
    status: adjustmentStatus[status],
    amount: -change.amount,
    description: `${wordOn[status]} ${reason}`.trim(),
  }
  if (known) await changeAdjustment(tx, adjustment)
  else await appendAdjustments(tx, order, [{ adjustment }])
  if (change.held < 0 && order.canceledAt) {
    const next = await orderById(tx, { id: order.id, actor: system })
    const refund = await refundPayment(tx, await paymentById(tx, paymentId), { reason: 'The order was cancelled.' })
    await appendAdjustments(tx, next, refund)
  }
}

/** A dispute is money that may go: it has gone when it is lost, and it stays where it comes to nothing. */
const adjustmentStatus: Record<DisputeStatus, Adjustment['status']> = {
  other: 'failed',
  needs_response: 'pending',
  under_review: 'pending',
  won: 'failed',
  lost: 'completed',
}

const wordOn: Record<DisputeStatus, string> = {
  other: 'The buyer’s bank asked about this payment and claims nothing.',
  needs_response: 'The buyer’s bank claims this money back and waits for the shop’s answer.',
  under_review: 'The buyer’s bank claims this money back and looks at the shop’s answer.',
  won: 'The buyer’s bank claimed this money back; the shop keeps it.',
  lost: 'The buyer’s bank claimed this money back and keeps it.',
}
