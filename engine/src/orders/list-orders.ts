import { signedIn } from '../shared/actor.ts'
import type { Input, Output } from '../shared/operation.ts'
import { defaultPageSize } from '../shared/page-schema.ts'
import { ucp } from '../shared/ucp.ts'
import type { ReadTx } from '../storage/port.ts'
import type { Caller } from './get-order.ts'
import type { listOrders as contract, ShortOrder } from './history-contract.ts'
import { type Order, orderLabel } from './order.ts'
import { isOf, matching, newest, pageAfter, placeIn } from './order-pages.ts'
import { ordersOf } from './own-orders.ts'
import { arrivalView } from './view.ts'
import { orderStatus, type Shipment, type Whereabouts, whereaboutsOf } from './whereabouts.ts'

export async function listOrders(
  tx: ReadTx,
  { status, limit = defaultPageSize, cursor }: Input<typeof contract>,
  { actor }: Caller,
): Promise<Output<typeof contract>> {
  const customerId = signedIn(actor, 'Orders are listed')
  const list = `own_orders:${status ?? ''}`
  const { orders, next } = await matching({
    page: place => ordersOf(tx, { customerId, ...place }),
    from: cursor === undefined ? newest : placeIn(list, cursor),
    limit,
    fits: order => isOf(status, order),
  })
  return {
    ucp,
    orders: orders.map(shortView),
    pagination: pageAfter(list, next),
    next_actions: orders.length === 0 ? [] : [{ operation: 'get_order', description: 'Shows one of them whole.' }],
  }
}

export function shortView(order: Order): ShortOrder {
  const deliveries = whereaboutsOf(order)
  const titles = deliveries.length > 1 ? new Map(order.lines.map(({ id, title }) => [id, title])) : undefined
  return {
    id: order.id,
    label: orderLabel(order.number),
    placed_at: order.placedAt.toISOString(),
    status: orderStatus(order),
    total: order.totals.find(({ type }) => type === 'total')?.amount ?? 0,
    currency: order.currency,
    item_count: order.lines.reduce((sum, line) => sum + line.originalQuantity, 0),
    items: order.lines.map(({ title, originalQuantity }) => ({ title, quantity: originalQuantity })),
    deliveries: deliveries.map(delivery => deliveryView(delivery, titles)),
  }
}

const deliveryView = (
  { expectation, lines, status, updatedAt, shipments }: Whereabouts,
  titles: ReadonlyMap<string, string> | undefined,
): ShortOrder['deliveries'][number] => ({
  method_type: expectation.methodType,
  status,
  ...(updatedAt && { updated_at: updatedAt }),
  ...(titles && { items: lines.map(({ id, quantity }) => ({ title: titles.get(id) ?? id, quantity })) }),
  ...arrivalView(expectation),
  ...(shipments.length > 0 && { shipments: shipments.map(shipmentView) }),
})

const shipmentView = ({ carrier, trackingNumber, trackingUrl }: Shipment) => ({
  ...(carrier && { carrier }),
  ...(trackingNumber && { tracking_number: trackingNumber }),
  ...(trackingUrl && { tracking_url: trackingUrl }),
})
