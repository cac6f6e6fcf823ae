import {
  type Gateways,
  gatewayById,
  moveRefund,
  paymentById,
  postponeRefund,
  providerKey,
  type RefundOutcome,
  refundById,
} from '../payments/index.ts'
import type { Storage, Tx } from '../storage/port.ts'
import { settleAdjustment } from './records.ts'

export type MoneyOut = { readonly storage: Storage; readonly gateways: Gateways; readonly gatewayTimeoutMs: number }

/**
 * Sends a refund that was written down to the provider and notes its end. An answer that does not come leaves it pending;
 * the sweeper calls this again with the same key until the provider has spoken.
 */
export async function runRefund({ storage, gateways, gatewayTimeoutMs }: MoneyOut, refundId: string): Promise<void> {
  const { refund, payment } = await storage.read(async tx => {
    const refund = await refundById(tx, refundId)
    return { refund, payment: await paymentById(tx, refund.paymentId) }
  })
  const gateway = gatewayById(gateways, payment.handlerId)
  if (refund.status !== 'pending' || !gateway || payment.providerId === null) return
  storage.assertOutside('A refund')
  const outcome = await gateway
    .refund({
      paymentId: payment.id,
      providerId: payment.providerId,
      idempotencyKey: `${providerKey(payment.id)}-${refund.id}`,
      amount: refund.amount,
      signal: AbortSignal.timeout(gatewayTimeoutMs),
    })
    .catch((): RefundOutcome => ({ status: 'pending' }))
  await storage.write(tx => settleRefund(tx, refundId, outcome))
}

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
}
