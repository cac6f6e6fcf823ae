import type { Buyer } from '../customers/contract.ts'
import { rememberAddress, rememberBuyer } from '../customers/index.ts'
import type { Tx } from '../storage/port.ts'
import type { Expectation, Order, OrderLine } from './order.ts'
import { insertOrder, nextOrderNumber } from './records.ts'

export type OrderDraft = Pick<
  Order,
  'checkoutId' | 'ownerId' | 'currency' | 'totals' | 'discounts' | 'taxes' | 'promotionIds' | 'payments' | 'attribution'
> & {
  readonly buyer: Buyer & { readonly email: string }
  readonly lines: readonly Omit<OrderLine, 'originalQuantity'>[]
  readonly expectations: readonly Omit<Expectation, 'id'>[]
  /** Whether the address is kept for the next time: only for buyers who proved who they are, or where the shop wants it. */
  readonly remembersAddress: boolean
}

/** Writes the order of a paid checkout and remembers the buyer and where the goods go. */
export async function placeOrder(tx: Tx, { remembersAddress, ...draft }: OrderDraft): Promise<Order> {
  const customerId = await rememberBuyer(tx, draft.buyer, { orderedAt: tx.now })
  for (const { methodType, destination } of draft.expectations) {
    if (remembersAddress && methodType === 'shipping')
      await rememberAddress(tx, draft.ownerId ?? customerId, destination)
  }
  const order: Order = {
    ...draft,
    id: tx.newId('ord'),
    customerId,
    permalinkToken: tx.newId('opl'),
    version: 1,
    lines: draft.lines.map(line => ({ ...line, originalQuantity: line.quantity })),
    expectations: draft.expectations.map(expectation => ({ ...expectation, id: tx.newId('exp', 'short') })),
    placedAt: tx.now,
    canceledAt: null,
    events: [],
    adjustments: [],
    returns: [],
    number: await nextOrderNumber(tx),
  }
  await insertOrder(tx, order)
  const lines = order.lines.map(({ variantId, quantity }) => ({ variant_id: variantId, quantity }))
  const placed_at = order.placedAt.toISOString()
  await tx.emit('order.placed', {
    order_id: order.id,
    checkout_id: order.checkoutId,
    customer_id: order.ownerId,
    placed_at,
    lines,
  })
  return order
}
