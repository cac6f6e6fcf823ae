import type { orderStatuses } from './history-contract.ts'
import {
  type Expectation,
  type FulfillmentEvent,
  type FulfillmentEventType,
  fulfilledQuantity,
  type LineQuantity,
  type Order,
  unitsOf,
} from './order.ts'

export type OrderStatus = (typeof orderStatuses)[number]

/** How far the order is: what is left of it counts, so what was refunded is waited for no more. */
export function orderStatus(order: Pick<Order, 'canceledAt' | 'lines' | 'events' | 'returns'>): OrderStatus {
  if (order.canceledAt) return 'canceled'
  const left = order.lines.filter(line => line.quantity > 0)
  if (left.length === 0) return 'refunded'
  if (left.every(line => unitsOf(order, line, 'delivered') >= line.quantity)) return 'delivered'
  const sent = left.map(line => fulfilledQuantity(order, line))
  if (left.every((line, index) => sent[index] === line.quantity)) return 'shipped'
  return sent.some(units => units > 0) ? 'partially_shipped' : 'processing'
}

export const isOpenOrder = (status: OrderStatus): boolean =>
  status === 'processing' || status === 'partially_shipped' || status === 'shipped'

export type Shipment = Pick<FulfillmentEvent, 'carrier' | 'trackingNumber' | 'trackingUrl'>

export type Whereabouts = {
  readonly expectation: Expectation
  /** What of the order it still holds. */
  readonly lines: readonly LineQuantity[]
  readonly status: FulfillmentEventType
  readonly updatedAt?: string
  readonly shipments: readonly Shipment[]
}

/** Where each delivery is by the last word about it. A word that names no delivery is about those that hold its lines. */
export function whereaboutsOf(order: Order): Whereabouts[] {
  if (order.canceledAt) return []
  const left = new Map(order.lines.map(({ id, quantity }) => [id, quantity]))
  return order.expectations.flatMap(expectation => {
    const lines = expectation.lines.flatMap(({ id, quantity }) => {
      const units = Math.min(quantity, left.get(id) ?? 0)
      left.set(id, (left.get(id) ?? 0) - units)
      return units > 0 ? [{ id, quantity: units }] : []
    })
    if (lines.length === 0) return []
    const events = order.events.filter(event => isAbout(event, expectation))
    const last = events.at(-1)
    const heard = last ? { status: last.type, updatedAt: last.occurredAt } : { status: 'processing' as const }
    return [{ expectation, lines, ...heard, shipments: shipmentsIn(events) }]
  })
}

const isAbout = ({ expectationId, lines }: FulfillmentEvent, { id, lines: expected }: Expectation): boolean =>
  expectationId === undefined ? lines.some(line => expected.some(other => other.id === line.id)) : expectationId === id

/** Parcels by their tracking number; a word that names none is about no new parcel. */
function shipmentsIn(events: readonly FulfillmentEvent[]): Shipment[] {
  const known = new Map<string, Shipment>()
  for (const { carrier, trackingNumber, trackingUrl } of events) {
    const key = trackingNumber ?? trackingUrl ?? carrier
    if (key === undefined) continue
    known.set(key, {
      ...known.get(key),
      ...(carrier && { carrier }),
      ...(trackingNumber && { trackingNumber }),
      ...(trackingUrl && { trackingUrl }),
    })
  }
  return [...known.values()]
}
