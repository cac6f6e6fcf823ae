import { addressLine, type OrderView } from '@mitchweb/engine/contract'
import { type Html, html, safeUrl } from './html.ts'
import { document, notice } from './layout.ts'
import { linesList, totalsTable } from './totals.ts'
import { dateText, lineAmount, priceText, timeText, totalOf } from './wording.ts'

/** The order as its permalink shows it: what was bought, where it is, and what came back. */
export function orderPage({ order, shop }: { order: OrderView; shop: string }): string {
  return document({
    title: `Order ${order.label}`,
    shop,
    body: html`<div class="checkout"><section class="steps"><h1>Order ${order.label}</h1>
<p class="muted">Placed on ${timeText(order.placed_at)}</p>
${order.messages.map(({ content }) => notice('note', content))}
${deliveries(order)}${shipments(order)}${adjustments(order)}</section>${summary(order)}</div>`,
  })
}

function deliveries({ fulfillment, buyer }: OrderView): Html {
  const rows = fulfillment.expectations.map(
    ({ destination, description, fulfillable_on, method_type }) =>
      html`<li><strong>${method_type === 'digital' ? 'Digital delivery' : addressLine(destination)}</strong>${[
        description,
        fulfillable_on && `from ${dateText(fulfillable_on)}`,
      ]
        .filter(Boolean)
        .map(text => html`<span class="muted">${text}</span>`)}</li>`,
  )
  return html`<section class="card"><h2>Delivery</h2>${rows.length > 0 && html`<ul class="plain">${rows}</ul>`}${buyer?.email && html`<p class="muted">Ordered by ${buyer.email}.</p>`}</section>`
}

const eventNames: Readonly<Record<string, string>> = {
  processing: 'Being prepared',
  shipped: 'Shipped',
  in_transit: 'On its way',
  delivered: 'Delivered',
  failed_attempt: 'Delivery was tried',
  canceled: 'Canceled',
  undeliverable: 'Could not be delivered',
  returned_to_sender: 'Came back',
}

function shipments({ fulfillment }: OrderView): Html {
  if (fulfillment.events.length === 0) {
    return html`<section class="card"><h2>Shipments</h2><p class="muted">Nothing has been shipped yet.</p></section>`
  }
  const rows = fulfillment.events.map(event => {
    const tracking = safeUrl(event.tracking_url)
    const number = event.tracking_number ?? (tracking && 'Track the shipment')
    return html`<li><strong>${eventNames[event.type] ?? event.type}</strong><span class="muted">${timeText(event.occurred_at)}${event.carrier && ` · ${event.carrier}`}</span>
${number && html`<span>${tracking ? html`<a href="${tracking}" rel="noreferrer">${number}</a>` : number}</span>`}${event.description && html`<span>${event.description}</span>`}</li>`
  })
  return html`<section class="card"><h2>Shipments</h2><ol class="plain events">${rows}</ol></section>`
}

const adjustmentStates = { pending: 'under way', completed: 'done', failed: 'failed' } as const

function adjustments({ adjustments: all, currency }: OrderView): Html | false {
  if (all.length === 0) return false
  const rows = all.map(
    ({ type, occurred_at, status, totals, description }) =>
      html`<li><strong>${sentence(type)}${totals && html` ${priceText({ amount: totalOf(totals), currency })}`}</strong><span class="muted">${timeText(occurred_at)} · ${adjustmentStates[status]}</span>${description && html`<span>${description}</span>`}</li>`,
  )
  return html`<section class="card"><h2>Refunds and changes</h2><ol class="plain events">${rows}</ol></section>`
}

const sentence = (type: string): string => type.charAt(0).toUpperCase() + type.slice(1).replaceAll('_', ' ')

function summary(order: OrderView): Html {
  const lines = order.line_items.map(({ item, quantity, totals, status, available_at, parts = [] }) => ({
    title: item.title,
    imageUrl: item.image_url,
    quantity: quantity.total,
    price: item.price,
    amount: lineAmount(totals),
    note: [
      { processing: undefined, partial: 'partly shipped', fulfilled: 'shipped', removed: 'canceled' }[status],
      status === 'processing' && available_at && `expected on ${available_at.slice(0, 10)}`,
      ...parts.map(part => `${part.quantity} × ${part.title} each`),
    ]
      .filter(Boolean)
      .join(' · '),
  }))
  return html`<aside class="card summary"><h2>What you bought</h2>${linesList(lines, order.currency)}${totalsTable(order.totals, order.currency)}${payments(order)}</aside>`
}

const paymentNames: Readonly<Record<string, string>> = { gift_card: 'gift card', store_credit: 'store credit' }

/** What paid, where there is more to it than one payment. */
function payments({ payments: all = [], currency }: OrderView): Html | false {
  if (all.length === 0 || (all.length === 1 && all[0] && !paymentNames[all[0].type])) return false
  const rows = all.map(
    ({ type, amount }) =>
      html`<div class="part"><dt>Paid by ${paymentNames[type] ?? type}</dt><dd>${priceText({ amount, currency })}</dd></div>`,
  )
  return html`<dl class="totals">${rows}</dl>`
}
