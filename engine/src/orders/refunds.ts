import {
  type Gateways,
  gatewayById,
  inTime,
  moveRefund,
  openRefund,
  type Payment,
  paymentById,
  postponeRefund,
  providerKey,
  type Refund,
  type RefundOutcome,
  refundable,
  refundById,
  refundToCard,
  reopenRefund,
} from '../payments/index.ts'
import { system } from '../shared/actor.ts'
import { money } from '../shared/money.ts'
import type { Storage, Tx } from '../storage/port.ts'
import { appendAdjustments, type NewAdjustment, settleAdjustment } from './adjustment-records.ts'
import { nextVersion, orderById } from './records.ts'

export type MoneyOut = { readonly storage: Storage; readonly gateways: Gateways; readonly gatewayTimeoutMs: number }

/**
 * Sends a refund that was written down to the provider and notes its end. An answer that does not come leaves it pending;
 * the sweeper calls this again with the same key until the provider has spoken.
 */
export const runRefund = (env: MoneyOut, refundId: string): Promise<void> => ask(env, refundId, ['pending'])

/** The same of a refund that may have been taken already: its bank may have given the money back since. */
export const askOfRefund = (env: MoneyOut, refundId: string): Promise<void> =>
  ask(env, refundId, ['pending', 'succeeded'])

async function ask(
  { storage, gateways, gatewayTimeoutMs }: MoneyOut,
  refundId: string,
  statuses: readonly Refund['status'][],
): Promise<void> {
  const { refund, payment } = await storage.read(async tx => {
    const refund = await refundById(tx, refundId)
    return { refund, payment: await paymentById(tx, refund.paymentId) }
  })
  if (!statuses.includes(refund.status)) return
  storage.assertOutside('A refund')
  const gateway = gatewayById(gateways, payment.handlerId)
  const { id: paymentId, providerId } = payment
  const idempotencyKey = `${providerKey(paymentId)}-${refund.id}`
  const unknown: RefundOutcome = { status: 'pending' }
  const outcome =
    gateway && providerId !== null
      ? await inTime(gatewayTimeoutMs, signal =>
          gateway.refund({ paymentId, providerId, idempotencyKey, amount: refund.amount, signal }),
        ).catch(() => unknown)
      : unknown
  await storage.write(tx => settleRefund(tx, refundId, outcome))
}

/** Sends a payment, all that can go back of it or this much, to where it came from; its order shows it as these adjustments. */
export async function refundPayment(
  tx: Tx,
  payment: Payment,
  { reason, amount = refundable(payment) }: { readonly reason: string; readonly amount?: number },
): Promise<NewAdjustment[]> {
  if (amount === 0) return []
  const draft = { reason, amount: money(amount, payment.amount.currency) }
  const refund =
    payment.giftCardId === null ? await openRefund(tx, payment, draft) : await refundToCard(tx, payment, draft)
  return [refundAdjustment(tx, refund)]
}

/** The refund as its order shows it. */
const refundAdjustment = (tx: Tx, { id, amount, status }: Refund): NewAdjustment => ({
  adjustment: {
    id: tx.newId('adj', 'short'),
    type: 'refund',
    occurredAt: tx.now.toISOString(),
    status: status === 'succeeded' ? 'completed' : 'pending',
    amount: -amount.amount,
  },
  refundId: id,
})

/** The refunds of new adjustments that the provider has to be asked for. */
export const idsToRun = (adjustments: readonly NewAdjustment[]): string[] =>
  adjustments.flatMap(({ adjustment, refundId }) =>
    refundId !== undefined && adjustment.status === 'pending' ? [refundId] : [],
  )

/** Settling twice changes nothing. */
async function settleRefund(tx: Tx, refundId: string, outcome: RefundOutcome): Promise<void> {
  if (outcome.status === 'pending') return postponeRefund(tx, refundId)
  const refund = await refundById(tx, refundId)
  const isFirst = await moveRefund(
    tx,
    refund,
    outcome.status,
    outcome.status === 'succeeded' ? outcome.providerId : undefined,
  )
  if (!isFirst) return
  const orderId = await settleAdjustment(tx, refundId, outcome.status === 'succeeded' ? 'completed' : 'failed')
  await tx.emit(`refund.${outcome.status}`, {
    refund_id: refundId,
    payment_id: refund.paymentId,
    ...(orderId && { order_id: orderId }),
  })
  if (outcome.status === 'failed') await tryAgain(tx, refund, orderId)
}

/**
 * Money that no longer pays for anything does not stay here because the provider refused once. What staff wanted to send
 * back of an order that stands is theirs to decide again.
 */
async function tryAgain(tx: Tx, refund: Refund, orderId: string | undefined): Promise<void> {
  const order = orderId === undefined ? undefined : await orderById(tx, { id: orderId, actor: system })
  if (order && !order.canceledAt) return
  const next = await reopenRefund(tx, refund)
  if (!order) return
  await nextVersion(tx, order)
  await appendAdjustments(tx, order, [refundAdjustment(tx, next)])
}
