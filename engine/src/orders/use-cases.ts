import { putBack } from '../inventory/index.ts'
import { paymentsFor, returnMandate } from '../payments/index.ts'
import { releasePromotions } from '../pricing/index.ts'
import { CommerceError } from '../shared/errors.ts'
import type { Input } from '../shared/operation.ts'
import { type Call, claimKey, finishKey, keyed } from '../storage/idempotency.ts'
import type { Tx } from '../storage/port.ts'
import { appendAdjustments, type NewAdjustment } from './adjustment-records.ts'
import type * as contract from './contract.ts'
import type { OrderView } from './contract.ts'
import { type Caller, getOrder } from './get-order.ts'
import { eventLines, isCancelable, linesOfExpectation, type Order, orderLabel } from './order.ts'
import { appendEvent, nextVersion, orderToChange, removeAllUnits } from './records.ts'
import { idsToRun, type MoneyOut, refundPayment, runRefund } from './refunds.ts'

export async function fulfillOrder(
  tx: Tx,
  { id, event }: Input<typeof contract.fulfillOrder>,
  { actor }: Caller,
): Promise<OrderView> {
  const order = await orderToChange(tx, { id, actor })
  if (order.canceledAt) throw new CommerceError('invalid_state', `Order ${orderLabel(order.number)} is cancelled.`)
  const { expectation_id: expectationId } = event
  const expected = expectationId === undefined ? undefined : linesOfExpectation(order, event.type, expectationId)
  const lines = eventLines(order, event.type, event.line_items ?? expected)
  await nextVersion(tx, order)
  await appendEvent(tx, order, {
    id: tx.newId('evt', 'short'),
    occurredAt: tx.now.toISOString(),
    type: event.type,
    lines,
    ...(expectationId !== undefined && { expectationId }),
    ...(event.tracking_number && { trackingNumber: event.tracking_number }),
    ...(event.tracking_url && { trackingUrl: event.tracking_url }),
    ...(event.carrier && { carrier: event.carrier }),
    ...(event.description && { description: event.description }),
  })
  await tx.emit('order.fulfillment_changed', { order_id: order.id, type: event.type })
  return getOrder(tx, { id: order.id }, { actor })
}

type MoneyCaller = Caller & MoneyOut & { readonly call: Call }

/**
 * Two transactions with the refund between them: the order is cancelled and the refund written down, the provider is
 * asked, its word is noted. Cancelling a cancelled order changes nothing.
 */
export async function cancelOrder(env: MoneyCaller, input: Input<typeof contract.cancelOrder>): Promise<OrderView> {
  const { actor, storage } = env
  const call = keyed(env.call)
  const begun = await storage.write(async (tx): Promise<{ answer: OrderView } | { refundIds: string[] }> => {
    const claim = call ? await claimKey(tx, { ...call, reference: input.id }) : 'claimed'
    if (typeof claim === 'object' && 'replay' in claim) return { answer: claim.replay as OrderView }
    return { refundIds: await cancel(tx, await orderToChange(tx, { id: input.id, actor }), input.reason) }
  })
  if ('answer' in begun) return begun.answer
  for (const refundId of begun.refundIds) await runRefund(env, refundId)
  return storage.write(async tx => {
    const view = await getOrder(tx, { id: input.id }, { actor })
    return call ? finishKey(tx, { ...call, answer: view }) : view
  })
}

/** Writes the cancellation down without asking the provider, for a transaction that is taken back. */
export async function previewCancellation(
  tx: Tx,
  { id, reason }: Input<typeof contract.cancelOrder>,
  { actor }: Caller,
): Promise<OrderView> {
  await cancel(tx, await orderToChange(tx, { id, actor }), reason)
  return getOrder(tx, { id }, { actor })
}

async function cancel(tx: Tx, order: Order, reason = 'Cancelled by the buyer'): Promise<string[]> {
  if (order.canceledAt) return []
  const label = orderLabel(order.number)
  if (!isCancelable(order)) {
    throw new CommerceError('invalid_state', `Part of order ${label} is on its way already and cannot be cancelled.`)
  }
  await nextVersion(tx, order, { canceledAt: tx.now })
  await returnMandate(tx, order.id)
  await removeAllUnits(tx, order)
  await putBack(tx, { reference: order.checkoutId, reason: 'returned', lines: order.lines })
  await releasePromotions(tx, order)
  const refunds = await refundAll(tx, order, reason)
  const adjustments: NewAdjustment[] = [
    {
      adjustment: {
        id: tx.newId('adj', 'short'),
        type: 'cancellation',
        occurredAt: tx.now.toISOString(),
        status: 'completed',
        lines: order.lines.flatMap(({ id, quantity }) => (quantity > 0 ? [{ id, quantity: -quantity }] : [])),
        description: reason,
      },
    },
    ...refunds,
  ]
  await appendAdjustments(tx, order, adjustments)
  await tx.emit('order.canceled', { order_id: order.id, customer_id: order.ownerId })
  return idsToRun(adjustments)
}

/** Everything goes back to where it came from: to gift cards at once, and to the provider when it has been asked. */
async function refundAll(tx: Tx, order: Order, reason: string): Promise<NewAdjustment[]> {
  const refunds: NewAdjustment[] = []
  for (const payment of await paymentsFor(tx, order.checkoutId)) {
    refunds.push(...(await refundPayment(tx, payment, { reason })))
  }
  return refunds
}
