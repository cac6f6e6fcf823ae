import { addressLine, type OrderView } from '@mitchweb/engine/contract'
import type { Language } from '../language/languages.ts'
import { dayText, momentText, periodText } from '../language/times.server.ts'
import { pathOf } from '../visit/path-of.server.ts'

type Showing = { readonly order: OrderView; readonly language: Language; readonly publicUrl: string }

/** What the page shows of an order: no more of it is sent to a browser. */
export function shownOrder({ order, language, publicUrl }: Showing) {
  const { label, status, currency, totals, messages, next_actions, buyer, fulfillment } = order
  const can = (operation: string) => next_actions.some(action => action.operation === operation)
  return {
    label,
    status,
    currency,
    totals,
    messages,
    email: buyer?.email,
    placedAt: momentText(order.placed_at, language),
    /** What may be changed of it, as it is now. */
    changeable: can('update_order') ? changeableOf(order) : undefined,
    canCancel: can('cancel_order'),
    canReturn: can('request_return'),
    lines: order.line_items.map(line => lineShown(line, language)),
    expectations: fulfillment.expectations.map(expected => ({
      id: expected.id,
      address: expected.method_type === 'digital' ? undefined : addressLine(expected.destination),
      description: expected.description,
      from: expected.fulfillable_on && dayText(expected.fulfillable_on, language),
      arrives: arrivalOf(expected, language),
    })),
    events: fulfillment.events.map(event => ({
      id: event.id,
      type: event.type,
      at: momentText(event.occurred_at, language),
      carrier: event.carrier,
      number: event.tracking_number,
      tracking: pathOf(event.tracking_url, publicUrl),
      description: event.description,
    })),
    changes: order.adjustments.map(({ id, type, status, occurred_at, description, totals }) => ({
      id,
      type,
      status,
      // Which fields were changed the shop notes for its books, in English.
      description: type === 'update' ? undefined : description,
      at: momentText(occurred_at, language),
      amount: totals?.find(each => each.type === 'total')?.amount,
    })),
    returns: (order.returns ?? []).map(({ id, status, requested_at, refund_amount, refusal, line_items }) => ({
      id,
      status,
      at: momentText(requested_at, language),
      refund: refund_amount,
      refusal,
      contents: line_items.map(each => `${each.quantity} × ${titleOf(order, each.id)}`).join(', '),
    })),
    payments: paymentsShown(order),
  }
}
export type ShownOrder = ReturnType<typeof shownOrder>

function changeableOf({ buyer, fulfillment }: OrderView) {
  const sent = fulfillment.expectations.find(({ method_type }) => method_type === 'shipping')
  return { email: buyer?.email, phone_number: buyer?.phone_number, address: sent?.destination }
}

const titleOf = ({ line_items }: OrderView, lineId: string): string =>
  line_items.find(({ id }) => id === lineId)?.item.title ?? ''

type Line = OrderView['line_items'][number]

const lineShown = (
  { id, item, quantity, totals, status, available_at, parts = [], returnable }: Line,
  language: Language,
) => ({
  id,
  title: item.title,
  picture: item.image_url,
  price: item.price,
  quantity: quantity.total,
  status,
  expected: status === 'processing' && available_at ? dayText(available_at, language) : undefined,
  parts: parts.map(part => ({ title: part.title, quantity: part.quantity })),
  amount: (totals.find(({ type }) => type === 'subtotal') ?? totals.find(({ type }) => type === 'total'))?.amount ?? 0,
  returnable: returnable && { quantity: returnable.quantity, until: dayText(returnable.until, language) },
})

/** What comes at a time of some place is told by the shop, in the words of that place. */
function arrivalOf(expected: OrderView['fulfillment']['expectations'][number], language: Language): string | undefined {
  const { earliest_fulfillment_time: first, latest_fulfillment_time: last } = expected
  if (expected.description !== undefined || !first?.endsWith('Z') || !last) return undefined
  return periodText({ first, last }, language)
}

/** What paid, where there is more to it than one payment. */
function paymentsShown({ payments = [] }: OrderView) {
  const isPlain = payments.length === 1 && payments.every(({ type }) => type !== 'gift_card' && type !== 'store_credit')
  return isPlain ? [] : payments.map(({ type, amount }) => ({ type, amount }))
}
