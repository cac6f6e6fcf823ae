import { addressLine, type OrderView } from '@mitchweb/engine/contract'
import { oneLine } from '../clean-text.ts'
import { buyerText, discountsText, taxesText } from './cart-text.ts'
import { moneyText, totalsText } from './money-text.ts'
import { linesOf, messagesText, nextText, quoted } from './shared-text.ts'

export function orderText(order: OrderView): string {
  const { currency, line_items, fulfillment, adjustments } = order
  return linesOf(
    `Order ${quoted(order.label)}, id ${order.id}, placed ${order.placed_at}, ${order.status}, from checkout ${order.checkout_id}`,
    'Lines:',
    line_items.map(
      ({ id, item, quantity, totals, status, available_at, parts, returnable }) =>
        `- ${id}: ${quantity.total} × ${quoted(item.title)} (${item.id}) at ${moneyText(item.price, currency)}, ${status}, ${quantity.fulfilled} of ${quantity.total} shipped${quantity.original === quantity.total ? '' : `, ${quantity.original} ordered`}: ${totalsText(totals, currency)}${available_at ? `, expected ${available_at}` : ''}${parts ? `, made of ${parts.map(part => `${part.quantity} × ${quoted(part.title)}`).join(', ')}` : ''}${returnable ? `, ${returnable.quantity} returnable until ${returnable.until}` : ''}`,
    ),
    `Totals: ${totalsText(order.totals, currency)}`,
    discountsText({ discounts: { codes: [], applied: order.discounts }, currency }),
    taxesText(order),
    order.payments &&
      `Paid: ${order.payments.map(({ type, amount }) => `${moneyText(amount, currency)} by ${quoted(type)}`).join(', ')}`,
    buyerText(order.buyer),
    fulfillment.expectations.map(
      ({ id, method_type, line_items: lines, destination, description, fulfillable_on }) =>
        `Delivery ${id} (${method_type}) of ${shares(lines)} to ${quoted(addressLine(destination))}${description ? `, ${quoted(description)}` : ''}${fulfillable_on ? `, ${oneLine(fulfillable_on)}` : ''}`,
    ),
    fulfillment.events.map(eventText),
    adjustments.map(
      ({ id, type, occurred_at, status, totals, line_items: lines, description }) =>
        `Adjustment ${id} ${type} ${status} at ${occurred_at}${totals ? `: ${totalsText(totals, currency)}` : ''}${lines ? ` for ${shares(lines)}` : ''}${description ? `, ${quoted(description)}` : ''}`,
    ),
    order.returns?.map(returned => returnText(returned, currency)),
    messagesText(order.messages),
    ['Permalink:', order.permalink_url],
    nextText(order.next_actions),
  )
}

function eventText(event: OrderView['fulfillment']['events'][number]): string {
  return [
    `Shipment event ${event.id} ${event.type} at ${event.occurred_at}: ${shares(event.line_items)}`,
    event.carrier && `carrier ${quoted(event.carrier)}`,
    event.tracking_number && `tracking number ${quoted(event.tracking_number)}`,
    event.tracking_url && oneLine(event.tracking_url),
    event.description && quoted(event.description),
  ]
    .filter(Boolean)
    .join(', ')
}

function returnText(returned: NonNullable<OrderView['returns']>[number], currency: string): string {
  const { id, status, line_items, note, received, refusal } = returned
  const lines = line_items.map(line => `${line.quantity} of ${line.id} (${line.reason})`).join(', ')
  return [
    `Return ${id} ${status}, requested ${returned.requested_at}: ${lines}`,
    returned.closed_at && `closed ${returned.closed_at}`,
    note !== undefined && quoted(note),
    received && `received ${shares(received)}`,
    returned.refund_amount !== undefined && `refund ${moneyText(returned.refund_amount, currency)}`,
    returned.restocking_fee !== undefined && `restocking fee ${moneyText(returned.restocking_fee, currency)}`,
    refusal !== undefined && `refused: ${quoted(refusal)}`,
  ]
    .filter(Boolean)
    .join(', ')
}

const shares = (lines: readonly { id: string; quantity: number }[]): string =>
  lines.map(({ id, quantity }) => `${quantity} of ${id}`).join(', ')
