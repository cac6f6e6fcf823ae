import { CommerceError } from '../shared/errors.ts'
import { allocate, formatMoney, money } from '../shared/money.ts'
import { type LineQuantity, merged, type Order, type OrderLine, orderLabel, type RefundPart, unitsIn } from './order.ts'

/** What is to be refunded: these units of lines and the delivery, or an amount; all that is left, where neither is told. */
export type RefundWish = {
  readonly lines?: readonly LineQuantity[] | undefined
  readonly delivery?: boolean | undefined
  readonly amount?: number | undefined
}

export type RefundPlan = {
  readonly amount: number
  readonly lines: readonly LineQuantity[]
  /** What of the amount is for which line and the delivery. */
  readonly parts: readonly RefundPart[]
  /** What the shop keeps of what was paid for these units of a line. */
  readonly withheld?: readonly RefundPart[]
}

export type Refundable = Pick<Order, 'number' | 'currency' | 'totals' | 'lines' | 'adjustments'>

/**
 * What a refund comes to. A line is worth what the buyer paid for it, with its discounts and taxes, and each of its units
 * an equal share: a refund takes its share of what is left of the line, so that all of them sum to just what was paid.
 * `left` is what has not gone back of the order's payments. Throws where that, or a line, is refunded already.
 */
export function planRefund(order: Refundable, wish: RefundWish, left: number): RefundPlan {
  const label = orderLabel(order.number)
  if (left === 0) throw new CommerceError('invalid_state', `Nothing of order ${label} is left to be refunded.`)
  if (wish.amount !== undefined) return { amount: wish.amount, lines: [], parts: [] }
  if (wish.lines === undefined && !wish.delivery) return planForAll(order, left)
  const shares = (wish.lines ? merged(wish.lines) : []).map(wanted => ({ ...wanted, amount: worthOf(order, wanted) }))
  const delivery = wish.delivery ? deliveryLeft(order) : 0
  if (wish.delivery && delivery === 0)
    throw new CommerceError('invalid_state', `Nothing of the delivery of order ${label} is left to be refunded.`)
  const parts: RefundPart[] = [
    ...shares.map(({ id, amount }) => ({ lineId: id, amount })),
    ...(delivery > 0 ? [{ lineId: null, amount: delivery }] : []),
  ]
  const amount = parts.reduce((sum, part) => sum + part.amount, 0)
  if (amount === 0)
    throw new CommerceError(
      'invalid_state',
      `Nothing was paid for these lines of order ${label}, or all of it went back.`,
    )
  return { amount, lines: shares.map(({ id, quantity }) => ({ id, quantity })), parts }
}

/** What is left of the order is what is left of its lines and its delivery and what was kept, less what went back for none. */
function planForAll(order: Refundable, left: number): RefundPlan {
  const lines = order.lines.flatMap(line => {
    const quantity = unitsLeft(order, line)
    return quantity > 0 ? [{ id: line.id, quantity, amount: amountLeft(order, line) }] : []
  })
  const delivery = deliveryLeft(order)
  const withheld = order.lines.reduce((sum, { id }) => sum + withheldOf(order, id), 0)
  const weights = [...lines.map(({ amount }) => amount), delivery, withheld]
  const amounts = allocate(money(left, order.currency), weights).map(({ amount }) => amount)
  const parts = [...lines.map(({ id }) => id), null].map((lineId, index) => ({ lineId, amount: amounts[index] ?? 0 }))
  return {
    amount: left,
    lines: lines.map(({ id, quantity }) => ({ id, quantity })),
    parts: parts.filter(({ lineId, amount }) => lineId !== null || amount > 0),
  }
}

/** What was paid for units of a line: their share of what is left of it. Throws where not so many are left. */
export function worthOf(order: Refundable, { id, quantity }: LineQuantity): number {
  const line = order.lines.find(known => known.id === id)
  if (!line) throw new CommerceError('not_found', `Order ${orderLabel(order.number)} has no line ${id}.`)
  const units = unitsLeft(order, line)
  if (quantity > units) {
    throw new CommerceError(
      'limit_exceeded',
      `Only ${units} of line ${id} can still be refunded, not ${quantity}; ${line.originalQuantity - units} went back before.`,
      { id, left: units },
    )
  }
  const paid = money(amountLeft(order, line), order.currency)
  return allocate(paid, [quantity, units - quantity])[0]?.amount ?? 0
}

/** What goes back of several payments: of the first all that it can, then of the next. Each is told what it is for. */
export function dealParts(parts: readonly RefundPart[], shares: readonly number[]): RefundPart[][] {
  const waiting = parts.map(part => ({ ...part }))
  return shares.map(share => {
    let left = share
    const mine: RefundPart[] = []
    for (const part of waiting) {
      const amount = Math.min(left, part.amount)
      if (amount === 0) continue
      mine.push({ lineId: part.lineId, amount })
      part.amount -= amount
      left -= amount
    }
    return mine
  })
}

/** Units of a line for which no money went back, is on its way, or was kept when they came back. */
export const unitsLeft = (
  order: Pick<Order, 'adjustments'>,
  line: Pick<OrderLine, 'id' | 'originalQuantity'>,
): number =>
  line.originalQuantity +
  refunded(order).reduce((sum, { lines }) => sum + unitsIn(lines, line.id), 0) +
  unitsIn(
    order.adjustments.flatMap(({ unpaid = [] }) => unpaid),
    line.id,
  )

/** Units of a line that came back on a shelf, whatever became of their money. */
export const unitsRestocked = ({ adjustments }: Pick<Order, 'adjustments'>, lineId: string): number =>
  adjustments.reduce((sum, { restocked }) => sum + unitsIn(restocked, lineId), 0)

const amountLeft = (order: Refundable, line: OrderLine): number =>
  totalIn(line.totals) - amountBack(order, line.id) - withheldOf(order, line.id)

const deliveryLeft = (order: Refundable): number =>
  order.lines.reduce((left, line) => left - totalIn(line.totals), totalIn(order.totals)) - amountBack(order, null)

const amountBack = (order: Refundable, lineId: string | null): number =>
  refunded(order)
    .flatMap(({ parts = [] }) => parts)
    .reduce((sum, part) => sum + (part.lineId === lineId ? part.amount : 0), 0)

/** What was paid for units that came back and is kept for them is no share of the others. */
const withheldOf = (order: Refundable, lineId: string): number =>
  order.adjustments
    .flatMap(({ status, withheld = [] }) => (status === 'failed' ? [] : withheld))
    .reduce((sum, part) => sum + (part.lineId === lineId ? part.amount : 0), 0)

const refunded = ({ adjustments }: Pick<Order, 'adjustments'>) =>
  adjustments.filter(({ type, status }) => type === 'refund' && status !== 'failed')

const totalIn = (totals: OrderLine['totals']): number => totals.find(({ type }) => type === 'total')?.amount ?? 0

/** Why no more than this can be refunded, in the shop's words. */
export function tooMuch(
  { number, currency }: Pick<Order, 'number' | 'currency'>,
  { asked, left, disputed }: { readonly asked: number; readonly left: number; readonly disputed: number },
): CommerceError {
  const words = (amount: number) => formatMoney(money(amount, currency))
  const why = disputed > 0 ? `, because the buyer’s bank disputes ${words(disputed)} of it` : ''
  return new CommerceError(
    'limit_exceeded',
    `Only ${words(left)} of order ${orderLabel(number)} can still be refunded, not ${words(asked)}${why}.`,
    { left, asked, ...(disputed > 0 && { disputed }) },
  )
}
