import type { Buyer } from '../customers/contract.ts'
import type { OrderPayment } from '../payments/contract.ts'
import type { AppliedDiscount, AppliedTax, Total } from '../pricing/contract.ts'
import { type Actor, mayReach } from '../shared/actor.ts'
import type { PostalAddress } from '../shared/address.ts'
import { CommerceError, quoteInput } from '../shared/errors.ts'
import type { Attribution } from '../shared/ucp.ts'
import type { fulfillmentEventTypes } from './history-contract.ts'
import type { Return } from './return.ts'
import type { orderLineStatuses } from './view-contract.ts'

export type LineQuantity = { readonly id: string; readonly quantity: number }

/** What the buyer was told about a delivery. */
export type Expectation = {
  readonly id: string
  readonly lines: readonly LineQuantity[]
  readonly methodType: 'shipping' | 'pickup' | 'digital'
  readonly destination: PostalAddress
  /** The way of delivery that was chosen; orders from before this was kept, and what is not shipped, have none. */
  readonly rateId?: string
  readonly description?: string
  /** The day from which it can be sent, where that was not the day of the order. */
  readonly fulfillableOn?: string
  /** When it was to arrive; orders from before this was kept have none. */
  readonly arrival?: { readonly earliest: string; readonly latest?: string }
}

export type FulfillmentEventType = (typeof fulfillmentEventTypes)[number]

export type FulfillmentEvent = {
  readonly id: string
  readonly occurredAt: string
  readonly type: FulfillmentEventType
  readonly lines: readonly LineQuantity[]
  /** The expectation that it is about, where it names one. */
  readonly expectationId?: string
  readonly trackingNumber?: string
  readonly trackingUrl?: string
  readonly carrier?: string
  readonly description?: string
}

export type RefundPart = { readonly lineId: string | null; readonly amount: number }

/** Money or quantities that changed after the order; both are signed, negative where they go back to the buyer. */
export type Adjustment = {
  readonly id: string
  readonly type: 'cancellation' | 'return' | 'refund' | 'dispute' | 'update'
  readonly occurredAt: string
  readonly status: 'pending' | 'completed' | 'failed'
  readonly lines?: readonly LineQuantity[]
  readonly amount?: number
  /** What of the amount is for which line; null is the delivery. What is for neither is for the order as a whole. */
  readonly parts?: readonly RefundPart[]
  /** The return that it is of. */
  readonly returnId?: string
  /** What the shop keeps of what was paid for the lines. */
  readonly withheld?: readonly RefundPart[]
  /** Units that came back and for which no money goes back, so that no refund names them; negative as all units. */
  readonly unpaid?: readonly LineQuantity[]
  /** Units that came back on a shelf. */
  readonly restocked?: readonly LineQuantity[]
  readonly description?: string
}

/** What one of a bundle was made of when it was bought. */
export type OrderedPart = {
  readonly variantId: string
  readonly sku: string | null
  readonly title: string
  readonly quantity: number
}

export type OrderLine = {
  readonly id: string
  readonly variantId: string
  readonly sku: string | null
  readonly title: string
  readonly imageUrl: string | null
  readonly unitAmount: number
  readonly originalQuantity: number
  readonly quantity: number
  readonly totals: readonly Total[]
  readonly parts?: readonly OrderedPart[]
  /** When it was expected, where not all of it was there. */
  readonly availableAt?: string
}

export type Order = {
  readonly id: string
  readonly number: number
  readonly checkoutId: string
  readonly ownerId: string | null
  readonly customerId: string | null
  readonly permalinkToken: string
  readonly version: number
  readonly buyer: Buyer
  readonly currency: string
  readonly totals: readonly Total[]
  readonly discounts: readonly AppliedDiscount[]
  readonly taxes: readonly AppliedTax[]
  readonly expectations: readonly Expectation[]
  readonly promotionIds: readonly string[]
  /** What paid for it; orders from before there were several payments have none. */
  readonly payments: readonly OrderPayment[] | null
  readonly attribution: Attribution | null
  readonly placedAt: Date
  readonly canceledAt: Date | null
  readonly lines: readonly OrderLine[]
  readonly events: readonly FulfillmentEvent[]
  readonly adjustments: readonly Adjustment[]
  readonly returns: readonly Return[]
}

/** The number that people read; it gives access only to who has it anyway. */
export const orderLabel = (number: number): string => `MW-${number}`

/** The number that somebody means by "MW-1042", "#1042" or "1042". */
export function orderNumber(text: string): number | undefined {
  const digits = /^(?:MW-|#)?\s*(\d{1,9})$/i.exec(text.trim())?.[1]
  return digits === undefined ? undefined : Number(digits)
}

type Belonging = Pick<Order, 'ownerId' | 'customerId'>

/** A number can be guessed, so unlike an id it opens nothing that belongs to nobody: only the buyer's own, and all to staff. */
export const mayReachByNumber = (actor: Actor, { ownerId, customerId }: Belonging): boolean =>
  mayReach(actor, ownerId ?? customerId ?? '')

type Moved = Pick<Order, 'events' | 'returns'>

/** Units of a line that left the house: shipped, or delivered where nothing was shipped, as digital goods are. */
export function fulfilledQuantity(order: Moved, line: Pick<OrderLine, 'id' | 'quantity'>): number {
  return Math.min(line.quantity, Math.max(unitsOf(order, line, 'shipped'), unitsOf(order, line, 'delivered')))
}

/** Units to which this happened and that have not come back. */
export function unitsOf({ events, returns }: Moved, { id }: Pick<OrderLine, 'id'>, type: FulfillmentEventType): number {
  const there = unitsIn(
    events.filter(event => event.type === type).flatMap(event => event.lines),
    id,
  )
  const back = unitsIn(
    returns.flatMap(({ received = [] }) => received),
    id,
  )
  return Math.max(0, there - back)
}

export const unitsIn = (lines: readonly LineQuantity[] = [], lineId: string): number =>
  lines.reduce((sum, { id, quantity }) => sum + (id === lineId ? quantity : 0), 0)

/** UCP's rule: `removed` without units, `fulfilled` when all left, `partial` when some did, else `processing`. */
export function lineStatus(order: Moved, line: OrderLine): (typeof orderLineStatuses)[number] {
  const fulfilled = fulfilledQuantity(order, line)
  if (line.quantity === 0) return 'removed'
  if (fulfilled === line.quantity) return 'fulfilled'
  return fulfilled > 0 ? 'partial' : 'processing'
}

export const isCancelable = (order: Order): boolean =>
  order.canceledAt === null &&
  order.returns.every(({ status }) => status !== 'received') &&
  order.lines.every(line => fulfilledQuantity(order, line) === 0)

/**
 * The lines of a new event: those named, or all that this kind of event can still happen to. Throws `limit_exceeded`
 * where more would be shipped or delivered than was ordered, `invalid_state` where nothing is left.
 */
export function eventLines(order: Order, type: FulfillmentEventType, named?: readonly LineQuantity[]): LineQuantity[] {
  const counted = type === 'shipped' || type === 'delivered'
  const left = new Map(
    order.lines.map(line => [
      line.id,
      counted ? Math.max(0, line.quantity - unitsOf(order, line, type)) : line.quantity,
    ]),
  )
  const lines = named
    ? merged(named)
    : [...left].map(([id, quantity]) => ({ id, quantity })).filter(line => line.quantity > 0)
  if (lines.length === 0)
    throw new CommerceError('invalid_state', `Nothing of order ${orderLabel(order.number)} is left to be ${type}.`)
  for (const { id, quantity } of lines) {
    const possible = left.get(id)
    if (possible === undefined)
      throw new CommerceError('not_found', `Order ${orderLabel(order.number)} has no line ${id}.`)
    if (quantity > possible) {
      throw new CommerceError(
        'limit_exceeded',
        `Only ${possible} of line ${id} can still be ${type}, not ${quantity}.`,
        { id, left: possible },
      )
    }
  }
  return lines
}

export function merged(lines: readonly LineQuantity[]): LineQuantity[] {
  const sums = new Map<string, number>()
  for (const { id, quantity } of lines) sums.set(id, (sums.get(id) ?? 0) + quantity)
  return [...sums].map(([id, quantity]) => ({ id, quantity }))
}

/** What of one expectation can still be shipped or delivered: no more than was expected in it, nor is left of the order. */
export function linesOfExpectation(order: Order, type: FulfillmentEventType, expectationId: string): LineQuantity[] {
  const expectation = order.expectations.find(({ id }) => id === expectationId)
  if (!expectation)
    throw new CommerceError(
      'not_found',
      `Order ${orderLabel(order.number)} has no expectation ${quoteInput(expectationId)}.`,
    )
  const counted = type === 'shipped' || type === 'delivered'
  const before = counted
    ? order.events.filter(event => event.type === type && event.expectationId === expectationId)
    : []
  const lines = expectation.lines.flatMap(({ id, quantity }) => {
    const line = order.lines.find(known => known.id === id)
    const done = before.flatMap(event => event.lines.filter(part => part.id === id))
    const left = quantity - done.reduce((sum, part) => sum + part.quantity, 0)
    const possible = line ? line.quantity - (counted ? unitsOf(order, line, type) : 0) : 0
    return Math.min(left, possible) > 0 ? [{ id, quantity: Math.min(left, possible) }] : []
  })
  if (lines.length === 0)
    throw new CommerceError('invalid_state', `Nothing of expectation ${expectationId} is left to be ${type}.`)
  return lines
}
