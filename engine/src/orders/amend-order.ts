import { isDeepStrictEqual } from 'node:util'
import { rememberBuyer } from '../customers/index.ts'
import { movePromotionUses } from '../pricing/index.ts'
import type { PostalAddress } from '../shared/address.ts'
import { CommerceError } from '../shared/errors.ts'
import type { Tx } from '../storage/port.ts'
import { appendAdjustments } from './adjustment-records.ts'
import type { OrderView } from './contract.ts'
import { type Caller, getOrder } from './get-order.ts'
import { isCancelable, type Order, orderLabel } from './order.ts'
import { orderInTurn, saveAmended } from './records.ts'

/** What a buyer may still change of an order: where it goes, and how they are reached about it. */
export type Amendment = {
  readonly destination?: PostalAddress | undefined
  readonly buyer?: { readonly email?: string | undefined; readonly phone_number?: string | undefined } | undefined
}

/** The order for a change of its delivery or contact. Throws `invalid_state` where something of it was sent, or it is no more. */
export async function orderToAmend(tx: Tx, asked: { readonly id: string } & Caller): Promise<Order> {
  const order = await orderInTurn(tx, asked)
  const label = orderLabel(order.number)
  if (order.canceledAt) throw new CommerceError('invalid_state', `Order ${label} is cancelled.`)
  if (order.lines.every(({ quantity }) => quantity === 0))
    throw new CommerceError('invalid_state', `Nothing of order ${label} is left to be sent.`)
  if (isCancelable(order)) return order
  throw new CommerceError(
    'invalid_state',
    `Part of order ${label} is on its way already, so that its address and contact stay as they are. Write to the shop or the carrier.`,
  )
}

/**
 * Changes an order that nothing was sent of. What is as it was changes nothing. Whose e-mail address the order has is
 * its buyer, as when it was placed, so that it is found in the account of the new address and not of the former.
 */
export async function amendOrder(
  tx: Tx,
  order: Order,
  { destination, buyer, actor }: Amendment & Caller,
): Promise<OrderView> {
  const next = { ...order.buyer, ...buyer }
  const expectations = order.expectations.map(expectation =>
    destination && expectation.methodType === 'shipping' ? { ...expectation, destination } : expectation,
  )
  const changed = [
    ...(isDeepStrictEqual(expectations, order.expectations) ? [] : ['delivery address']),
    ...(isDeepStrictEqual(next.email, order.buyer.email) ? [] : ['e-mail address']),
    ...(isDeepStrictEqual(next.phone_number, order.buyer.phone_number) ? [] : ['telephone number']),
  ]
  if (changed.length === 0) return getOrder(tx, { id: order.id }, { actor })
  const customerId = await customerFor(tx, order, next)
  await saveAmended(tx, order, { buyer: next, customerId, expectations })
  const adjustment = {
    id: tx.newId('adj', 'short'),
    type: 'update' as const,
    occurredAt: tx.now.toISOString(),
    status: 'completed' as const,
    description: `Changed: ${changed.join(', ')}`,
  }
  await appendAdjustments(tx, order, [{ adjustment }])
  await tx.emit('order.updated', {
    order_id: order.id,
    customer_id: order.ownerId,
    ...(customerId !== order.customerId && { former_customer_id: order.customerId }),
  })
  return getOrder(tx, { id: order.id }, { actor })
}

/** Uses of discounts are counted by e-mail address, and go with it. */
async function customerFor(tx: Tx, order: Order, { email, ...next }: Order['buyer']): Promise<string | null> {
  if (email === undefined || email === order.buyer.email) return order.customerId
  await movePromotionUses(tx, { promotionIds: order.promotionIds, from: order.buyer, to: { email } })
  return rememberBuyer(tx, { ...next, email }, { orderedAt: tx.now })
}
