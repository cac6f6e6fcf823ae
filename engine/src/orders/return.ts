import type { Placed } from '../inventory/index.ts'
import { CommerceError, quoteInput } from '../shared/errors.ts'
import {
  type FulfillmentEventType,
  fulfilledQuantity,
  type LineQuantity,
  merged,
  type Order,
  type OrderLine,
  orderLabel,
  unitsIn,
} from './order.ts'
import type { returnReasons } from './return-contract.ts'
import type { ReturnStatus } from './return-states.ts'

export type ReturnLine = LineQuantity & { readonly reason: (typeof returnReasons)[number] }

/** What a buyer wants to send back, and what came of it. */
export type Return = {
  readonly id: string
  readonly status: ReturnStatus
  readonly requestedAt: string
  readonly closedAt?: string
  readonly lines: readonly ReturnLine[]
  readonly note?: string
  readonly received?: readonly LineQuantity[]
  /** What was put back on shelves of it. */
  readonly restocked?: readonly Placed[]
  readonly refundAmount?: number
  readonly restockingFee?: number
  readonly refusal?: string
}

/** The shop's time limit, as of a moment. */
export type ReturnWindow = { readonly now: Date; readonly days: number }

type Fulfilled = Pick<Order, 'events' | 'returns'>

/**
 * How many units of a line can be sent back now, and until when the last of them can: those that were delivered (or sent,
 * where nobody noted that they arrived) within the shop's time, and are neither back nor announced. Units of a line are
 * alike, so nobody asks which of them it is.
 */
export function returnable(order: Fulfilled, line: OrderLine, { now, days }: ReturnWindow) {
  const limits = momentsOf(order, line).map(moment => moment + days * dayMs)
  const open = days === 0 ? [] : limits.filter(limit => limit >= now.getTime())
  const quantity = Math.min(open.length, fulfilledQuantity(order, line) - unitsRequested(order, line.id))
  return quantity > 0 ? { quantity, until: new Date(Math.max(...open)) } : undefined
}

const dayMs = 86_400_000

/** When each unit of a line was fulfilled; one that is known to have arrived counts from then. */
function momentsOf(order: Fulfilled, line: OrderLine): number[] {
  const [sent, arrived] = [moments(order, line, 'shipped'), moments(order, line, 'delivered')]
  return Array.from({ length: Math.max(sent.length, arrived.length) }, (_, unit) => arrived[unit] ?? sent[unit] ?? 0)
}

const moments = ({ events }: Fulfilled, { id }: OrderLine, type: FulfillmentEventType): number[] =>
  events
    .filter(event => event.type === type)
    .flatMap(({ lines, occurredAt }) =>
      lines.flatMap(line => (line.id === id ? Array<number>(line.quantity).fill(Date.parse(occurredAt)) : [])),
    )

/** Units that are announced and have not come back. */
const unitsRequested = ({ returns }: Pick<Order, 'returns'>, lineId: string): number =>
  unitsIn(
    returns.flatMap(({ status, lines }) => (status === 'requested' ? lines : [])),
    lineId,
  )

/** Throws for the first line of which not so many units can be sent back, and says why. */
export function assertReturnable(order: Order, wanted: readonly ReturnLine[], window: ReturnWindow): void {
  const label = orderLabel(order.number)
  if (window.days === 0) throw new CommerceError('invalid_state', 'This shop takes no returns. Write to the shop.')
  for (const { id, quantity } of merged(wanted)) {
    const line = order.lines.find(known => known.id === id)
    if (!line) throw new CommerceError('not_found', `Order ${label} has no line ${quoteInput(id)}.`)
    const left = returnable(order, line, window)?.quantity ?? 0
    if (quantity <= left) continue
    if (left > 0) {
      throw new CommerceError('limit_exceeded', `Only ${left} of line ${id} can be returned, not ${quantity}.`, {
        id,
        left,
      })
    }
    throw new CommerceError('invalid_state', whyNothing(order, line, window))
  }
}

function whyNothing(order: Order, line: OrderLine, { days }: ReturnWindow): string {
  const requested = unitsRequested(order, line.id)
  if (requested > 0) return `A return of ${requested} of line ${line.id} is requested already, and no more can be.`
  if (fulfilledQuantity(order, line) > 0) return `Line ${line.id} could be returned for ${days} days, which are over.`
  return line.quantity > 0
    ? `Nothing of line ${line.id} was sent yet, so nothing can be returned. An order of which nothing was sent can be cancelled.`
    : `Nothing of line ${line.id} is left to be returned.`
}

export function returnOf(order: Order, id: string): Return {
  const found = order.returns.find(known => known.id === id)
  if (found) return found
  throw new CommerceError('not_found', `Order ${orderLabel(order.number)} has no return ${quoteInput(id)}.`)
}

/** What came back of a return: these units, or all that it is about. Throws for more than that. */
export function receivedLines({ id, lines }: Return, named: readonly LineQuantity[] | undefined): LineQuantity[] {
  const wanted = merged(lines)
  return named === undefined ? wanted : unitsAmong(wanted, named, `in return ${id}`)
}

/** Some of these units, each line once. Throws for more of a line than there are. */
export function unitsAmong(all: readonly LineQuantity[], some: readonly LineQuantity[], where: string): LineQuantity[] {
  const chosen = merged(some)
  for (const { id, quantity } of chosen) {
    const left = all.find(known => known.id === id)?.quantity ?? 0
    if (quantity <= left) continue
    throw new CommerceError('limit_exceeded', `Only ${left} of line ${quoteInput(id)} are ${where}, not ${quantity}.`, {
      id,
      left,
    })
  }
  return chosen
}
