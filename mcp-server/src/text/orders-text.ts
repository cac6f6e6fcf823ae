import type { OutputOf } from '@mitchweb/engine/contract'
import { oneLine } from '../clean-text.ts'
import { moneyText } from './money-text.ts'
import { linesOf, messagesText, nextText, quoted } from './shared-text.ts'

type Orders = OutputOf<'list_orders'>
type Delivery = Orders['orders'][number]['deliveries'][number]

/** An order a paragraph: what it was, and where each of its deliveries is. */
export function ordersText({ orders, pagination, messages, next_actions }: Orders): string {
  return linesOf(
    orders.length === 0 ? 'No orders.' : undefined,
    orders.flatMap(({ id, label, placed_at, status, total, currency, items, item_count, deliveries }) => [
      `Order ${quoted(label)}, id ${id}, placed ${placed_at}, ${status}, total ${moneyText(total, currency)}, ${item_count} in all: ${itemsText(items)}`,
      ...deliveries.map(deliveryText),
    ]),
    pagination.cursor && `More with cursor ${pagination.cursor}`,
    messagesText(messages),
    nextText(next_actions),
  )
}

const itemsText = (items: Orders['orders'][number]['items']): string =>
  items.map(({ title, quantity }) => `${quantity} × ${quoted(title)}`).join(', ')

function deliveryText({ method_type, status, updated_at, items, shipments = [], ...times }: Delivery): string {
  const { earliest_fulfillment_time: earliest, latest_fulfillment_time: latest } = times
  return [
    `- ${method_type}${items ? ` of ${itemsText(items)}` : ''}: ${status}${updated_at ? ` since ${updated_at}` : ''}`,
    ...shipments.map(({ carrier, tracking_number: number, tracking_url: url }) =>
      [carrier && quoted(carrier), number && `tracking number ${quoted(number)}`, url && oneLine(url)]
        .filter(Boolean)
        .join(' '),
    ),
    status !== 'delivered' && (earliest ?? latest) && `expected ${[earliest, latest].filter(Boolean).join(' to ')}`,
  ]
    .filter(Boolean)
    .join(', ')
}
