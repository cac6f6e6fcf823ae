import { signedIn } from '../shared/actor.ts'
import { CommerceError } from '../shared/errors.ts'
import type { Input, Output } from '../shared/operation.ts'
import { defaultPageSize } from '../shared/page-schema.ts'
import { decodeCursor, encodeCursor } from '../shared/pages.ts'
import { ucp } from '../shared/ucp.ts'
import type { ReadTx } from '../storage/port.ts'
import type { listOrders as contract, ShortOrder } from './history-contract.ts'
import { type Order, orderLabel } from './order.ts'
import { ordersOf, type Place } from './own-orders.ts'
import type { Caller } from './use-cases.ts'
import { arrivalView } from './view.ts'
import { isOpenOrder, orderStatus, type Shipment, type Whereabouts, whereaboutsOf } from './whereabouts.ts'

export async function listOrders(
  tx: ReadTx,
  { status, limit = defaultPageSize, cursor }: Input<typeof contract>,
  { actor }: Caller,
): Promise<Output<typeof contract>> {
  const customerId = signedIn(actor, 'Orders are listed')
  const list = `own_orders:${status ?? ''}`
  const { orders, next } = await matching(tx, {
    customerId,
    from: cursor === undefined ? newest : placeIn(list, cursor),
    limit,
    fits: order => isOf(status, order),
  })
  return {
    ucp,
    orders: orders.map(shortView),
    pagination: next
      ? { has_next_page: true, cursor: encodeCursor(list, [next.placedAt.getTime(), next.number]) }
      : { has_next_page: false },
    next_actions: orders.length === 0 ? [] : [{ operation: 'get_order', description: 'Shows one of them whole.' }],
  }
}

type Status = Input<typeof contract>['status']

function isOf(wanted: Status, order: Order): boolean {
  const status = orderStatus(order)
  return wanted === undefined || (wanted === 'open' ? isOpenOrder(status) : status === wanted)
}

type Search = {
  readonly customerId: string
  readonly from: Place
  readonly limit: number
  readonly fits: (order: Order) => boolean
}

/**
 * A status follows from what has happened, so orders are looked at until a page is full, at most so many in one call: a
 * page may be short, and its cursor goes on where the looking ended.
 */
async function matching(
  tx: ReadTx,
  { customerId, from, limit, fits }: Search,
): Promise<{ orders: Order[]; next?: Place }> {
  const found: Order[] = []
  let place = from
  for (let looked = 0; looked < mostLooked; looked += atOnce) {
    const some = await ordersOf(tx, { customerId, ...place, limit: atOnce })
    for (const order of some) {
      if (!fits(order)) continue
      if (found.length === limit) return { orders: found, next: placeOf(found.at(-1)!) }
      found.push(order)
    }
    if (some.length < atOnce) return { orders: found }
    place = placeOf(some.at(-1)!)
  }
  return { orders: found, next: place }
}

const atOnce = 51
const mostLooked = 500

const placeOf = ({ placedAt, number }: Order): Place => ({ placedAt, number })

/** Before all orders: no number of this size is ever given. */
const newest: Place = { placedAt: new Date('9999-01-01T00:00:00Z'), number: 2_147_483_647 }

function placeIn(list: string, cursor: string): Place {
  const [time, number] = decodeCursor(list, cursor)
  const isPlace = [time, number].every(part => Number.isSafeInteger(part) && Number(part) >= 0)
  if (!isPlace || Number(time) > newest.placedAt.getTime() || Number(number) > newest.number)
    throw new CommerceError('invalid_cursor', 'This cursor was not made by the shop.')
  return { placedAt: new Date(Number(time)), number: Number(number) }
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
