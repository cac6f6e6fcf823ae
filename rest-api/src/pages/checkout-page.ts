import type { CheckoutView } from '@mitchweb/engine/contract'
import { codeForm, deliveryForm, detailsForm, type FormPlace, paymentForm } from './checkout-forms.ts'
import type { Form } from './form.ts'
import { remainingOf } from './gift-card-form.ts'
import { type Html, html, safeUrl } from './html.ts'
import { document, notice } from './layout.ts'
import { methodForm, pickupForm } from './pickup-form.ts'
import { suggestion } from './suggestions.ts'
import { linesList, totalsTable } from './totals.ts'
import { lineAmount, priceText, timeText, totalOf } from './wording.ts'

export type CheckoutPage = {
  readonly shop: string
  readonly view: CheckoutView
  /** The demo payment that waits for this person, if any. */
  readonly pending?: { readonly amount: number; readonly currency: string } | undefined
  /** Whether the payment provider has a page where this person has to act. */
  readonly waits?: boolean
  /** What went wrong with the form that was just sent, and what stood in it. */
  readonly failure?: { readonly text: string; readonly form: Form } | undefined
  readonly idempotencyKey: string
}

/** Where a person reviews and pays, whatever state the checkout is in. */
export function checkoutPage(page: CheckoutPage): string {
  const { view, shop, pending } = page
  const isWaiting = view.status === 'complete_in_progress' && !pending
  return document({
    title: titleOf(page),
    shop,
    ...(isWaiting ? { refreshSeconds: 3 } : {}),
    body: html`<div class="checkout"><section class="steps"><h1>${titleOf(page)}</h1>${main(page)}</section>${summary(page)}</div>`,
  })
}

function titleOf({ view, pending, waits }: CheckoutPage): string {
  if (pending || waits) return 'Confirm the payment'
  if (view.status === 'completed') return 'Thank you for your order'
  if (view.status === 'canceled') return 'This checkout is closed'
  return view.status === 'complete_in_progress' ? 'The payment is on its way' : 'Checkout'
}

function main(page: CheckoutPage): Html {
  if (page.pending) return confirmation(page, page.pending)
  if (page.waits) return atProvider(page)
  if (page.view.status === 'completed') return ordered(page.view)
  if (page.view.status === 'canceled') return closed(page.view)
  if (page.view.status === 'complete_in_progress') return underway(page)
  return open(page)
}

function open({ view, failure, idempotencyKey }: CheckoutPage): Html {
  const place: FormPlace = { view, sent: failure?.form ?? {}, idempotencyKey }
  const isReady = view.status === 'ready_for_complete' || view.status === 'requires_escalation'
  return html`${failure && notice('bad', failure.text)}${messages(view)}
${methodForm(place)}${detailsForm(place)}${pickupForm(place)}${deliveryForm(place)}${isReady ? paymentForm(place) : unready}
${links(view)}<p class="muted">This checkout is kept until ${timeText(view.expires_at)}.</p>`
}

const unready = html`<section class="card later"><h2>Payment</h2><p class="muted">Follows when the details above are complete.</p></section>`

const atProvider = ({ view, failure }: CheckoutPage): Html =>
  html`${failure && notice('bad', failure.text)}${messages(view)}<section class="card"><h2>Payment</h2>
<p>The payment of <strong>${priceText({ amount: remainingOf(view), currency: view.currency })}</strong> is finished at the payment provider. You come back here after that.</p>
<p><a class="button" href="/checkout/${encodeURIComponent(view.id)}/confirm">Continue to the payment</a></p></section>`

function confirmation({ view, failure }: CheckoutPage, pending: { amount: number; currency: string }): Html {
  return html`${failure && notice('bad', failure.text)}<section class="card"><h2>Your demo bank asks</h2>
<p>May the shop take <strong>${priceText(pending)}</strong> for this order?</p>
<form method="post" action="/checkout/${encodeURIComponent(view.id)}/decision" class="row">
<button name="decision" value="approve">Confirm ${priceText(pending)}</button>
<button name="decision" value="refuse" class="quiet">Refuse</button></form>
<p class="muted">No real money moves: this stands for the page where a bank asks its customer.</p></section>`
}

function ordered(view: CheckoutView): Html {
  const { order, buyer } = view
  const link = safeUrl(order?.permalink_url)
  return html`${notice('good', order ? `Order ${order.label} is placed and paid.` : 'The order is placed and paid.')}${messages(view)}
<section class="card"><h2>What happens now</h2>
<p>${buyer?.email ? html`Everything about this order goes to <strong>${buyer.email}</strong>.` : 'Keep the address of the order page.'}
Shipments with their tracking, and refunds, stand on the order’s page.</p>
${link && html`<p><a class="button" href="${link}">See the order</a></p>`}</section>`
}

const closed = (view: CheckoutView): Html =>
  html`${notice('note', 'It was given up or has expired, and nothing was charged.')}${messages(view)}
<p>What was in it is free again. Start a new checkout from the shop, or ask your assistant to.</p>`

const underway = ({ view, failure }: CheckoutPage): Html =>
  html`${failure && notice('bad', failure.text)}${messages(view)}<section class="card"><h2>One moment</h2>
<p>The payment provider has not answered yet. This page looks again by itself; you will not be charged twice.</p></section>`

const tones = { error: 'bad', warning: 'note', info: 'note' } as const

const messages = (view: CheckoutView): Html[] =>
  view.messages.flatMap(message => {
    const { type, code, content } = message
    const offer = suggestion(view, message)
    if (offer) return [offer]
    const text = code !== undefined && Object.hasOwn(wordsFor, code) ? wordsFor[code]?.(view) : content
    return text === undefined ? [] : [notice(tones[type], text)]
  })

/** Messages are written for whoever calls the API. What a form on this page asks for anyway need not be said again. */
const wordsFor: Readonly<Record<string, (view: CheckoutView) => string | undefined>> = {
  missing_email: () => undefined,
  missing_destination: () => undefined,
  missing_fulfillment_option: () => undefined,
  missing_pickup_point: () => undefined,
  pickup_unavailable: () => 'Not all of this can be fetched somewhere near. Have it delivered instead.',
  payment_required: () => undefined,
  payment_pending: () => undefined,
  canceled: () => undefined,
  missing_items: () => 'There is nothing in this checkout.',
  address_incomplete: () => 'The address is not complete yet.',
  total_changed: ({ totals, currency }) =>
    `The total has changed to ${priceText({ amount: totalOf(totals), currency })}. Nothing was charged: have a look, and pay again if you agree.`,
}

const linkTitles: Readonly<Record<string, string>> = {
  privacy_policy: 'Privacy',
  terms_of_service: 'Terms',
  refund_policy: 'Returns',
  shipping_policy: 'Shipping',
  faq: 'Questions and answers',
}

function links({ links: all }: CheckoutView): Html {
  const shown = all.flatMap(({ type, url, title }) => {
    const address = safeUrl(url)
    return address ? [html`<a href="${address}">${title ?? linkTitles[type] ?? type}</a>`] : []
  })
  return html`<p class="links">${shown}</p>`
}

function summary({ view, pending, waits }: CheckoutPage): Html {
  const lines = view.line_items.map(({ item, quantity, totals }) => ({
    title: item.title,
    imageUrl: item.image_url,
    quantity,
    price: item.price,
    amount: lineAmount(totals),
  }))
  const canChange = !pending && !waits && !['completed', 'canceled', 'complete_in_progress'].includes(view.status)
  return html`<aside class="card summary"><h2>Your order</h2>${linesList(lines, view.currency)}
${canChange && codeForm(view)}${totalsTable(view.totals, view.currency)}</aside>`
}
