import type { CheckoutView, PaymentHandler } from '@mitchweb/engine/contract'
import { selectedDestination } from './checkout-drafts.ts'
import type { Form } from './form.ts'
import { giftCardForm, remainingOf } from './gift-card-form.ts'
import { type Html, html, type Part } from './html.ts'
import { countries, dateText, periodText, priceText, totalOf } from './wording.ts'

export type FormPlace = {
  readonly view: CheckoutView
  /** What the person just typed; it wins over what the checkout holds. */
  readonly sent: Form
  readonly idempotencyKey: string
}

export const action = (view: CheckoutView, step: string): string => `/checkout/${encodeURIComponent(view.id)}/${step}`

type Input = {
  readonly name: string
  readonly label: string
  readonly autocomplete: string
  readonly type?: string
  readonly required?: boolean
  readonly wide?: boolean
}

export function detailsForm({ view, sent }: FormPlace): Html {
  const isShipped = view.fulfillment.methods.some(({ type }) => type === 'shipping')
  const held = { ...view.buyer, ...selectedDestination(view) } as Readonly<Record<string, unknown>>
  const value = (name: string): string => sent[name] ?? (typeof held[name] === 'string' ? held[name] : '')
  const field = ({ name, label, autocomplete, type = 'text', required, wide }: Input): Html =>
    html`<label${wide && html` class="wide"`}><span>${label}${!required && html` <small>optional</small>`}</span><input name="${name}" type="${type}" value="${value(name)}" autocomplete="${autocomplete}" maxlength="254"${required && html` required`}></label>`
  const chosen = (value('address_country') || view.context?.address_country) ?? ''
  return html`<section class="card"><h2>Contact${isShipped && ' and address'}</h2>
<form method="post" action="${action(view, 'details')}" class="fields">
${field({ name: 'email', label: 'E-mail', autocomplete: 'email', type: 'email', required: true, wide: true })}
${field({ name: 'first_name', label: 'First name', autocomplete: 'given-name', required: true })}
${field({ name: 'last_name', label: 'Last name', autocomplete: 'family-name', required: true })}
${isShipped && addressFields(field, chosen)}
<div class="wide"><button class="quiet">Save ${isShipped ? 'contact and address' : 'contact'}</button></div></form></section>`
}

const addressFields = (field: (input: Input) => Html, chosen: string): Html => html`
${field({ name: 'street_address', label: 'Street and number', autocomplete: 'address-line1', required: true, wide: true })}
${field({ name: 'extended_address', label: 'Apartment, floor', autocomplete: 'address-line2', wide: true })}
${field({ name: 'postal_code', label: 'Postal code', autocomplete: 'postal-code' })}
${field({ name: 'address_locality', label: 'Town', autocomplete: 'address-level2', required: true })}
${field({ name: 'address_region', label: 'State or region', autocomplete: 'address-level1' })}
<label><span>Country</span><select name="address_country" autocomplete="country" required><option value="">Choose …</option>${countries.map(
  ({ code, name }) => html`<option value="${code}"${code === chosen && html` selected`}>${name}</option>`,
)}</select></label>
${field({ name: 'phone_number', label: 'Phone', autocomplete: 'tel', type: 'tel', wide: true })}`

export function deliveryForm({ view, sent }: FormPlace): Html | false {
  const groups = view.fulfillment.methods
    .filter(({ type }) => type === 'shipping')
    .flatMap(method => method.groups)
    .filter(({ options }) => options.length > 0)
  if (groups.length === 0) return false
  const choices = groups.map(group => {
    const chosen = sent[`option-${group.id}`] ?? group.selected_option_id
    const rows = group.options.map(option =>
      choice({
        name: `option-${group.id}`,
        value: option.id,
        isChosen: option.id === chosen,
        // Who waits for all of it chooses that in the first part only.
        isRequired: groups.length === 1,
        title: option.title,
        note: arrival(option) ?? option.description,
        aside:
          totalOf(option.totals) === 0
            ? 'Free'
            : priceText({ amount: totalOf(option.totals), currency: view.currency }),
      }),
    )
    return html`<fieldset><legend${groups.length === 1 && html` class="hidden"`}>${groups.length === 1 ? 'Delivery option' : contents(view, group)}</legend>${rows}</fieldset>`
  })
  return html`<section class="card"><h2>Delivery</h2><form method="post" action="${action(view, 'delivery')}">${choices}<button class="quiet">Use this delivery</button></form></section>`
}

type Group = CheckoutView['fulfillment']['methods'][number]['groups'][number]

/** "2 × Mug, 1 × Vase": what travels in one of several parts. */
const contents = ({ line_items }: CheckoutView, group: Group): string =>
  line_items
    .filter(({ id }) => group.line_item_ids.includes(id))
    .map(
      ({ id, item, quantity }) =>
        `${group.line_items?.find(line => line.id === id)?.quantity ?? quantity} × ${item.title}`,
    )
    .join(', ')

type Arrival = {
  readonly earliest_fulfillment_time?: string | undefined
  readonly latest_fulfillment_time?: string | undefined
}

function arrival({ earliest_fulfillment_time: first, latest_fulfillment_time: last }: Arrival): string | undefined {
  // What comes at a time of some place is told in the words of that place.
  if (first && !first.endsWith('Z')) return undefined
  if (first && last) return `Arrives ${periodText(first, last)}`
  const day = first ?? last
  return day && `Arrives ${dateText(day)}`
}

export function paymentForm({ view, sent, idempotencyKey }: FormPlace): Html {
  const total = totalOf(view.totals)
  const left = remainingOf(view)
  const tokens = demoTokens(view)
  const page = pageHandler(view)
  if (!tokens && !page && left > 0)
    return html`<section class="card"><h2>Payment</h2>${giftCardForm(view)}<p>This shop cannot take a payment on this page yet.</p></section>`
  const rows = Object.entries(tokens ?? {}).map(([token, note], index) =>
    choice({
      name: 'token',
      value: token,
      isChosen: sent.token ? sent.token === token : index === 0,
      title: demoTitles[token] ?? token,
      note: String(note),
    }),
  )
  const way = html`<fieldset><legend class="muted">This is a demo shop: choose how the payment goes. No money moves.</legend>${rows}</fieldset>`
  const button = left > 0 ? `Pay ${priceText({ amount: left, currency: view.currency })} now` : 'Place the order'
  return html`<section class="card"><h2>Payment</h2>${giftCardForm(view)}<form method="post" action="${action(view, 'pay')}">
<input type="hidden" name="expected_total" value="${total}"><input type="hidden" name="key" value="${idempotencyKey}">
${left > 0 && (tokens ? way : html`<input type="hidden" name="way" value="${hostedPage}">`)}
<button>${tokens || left === 0 ? button : `Continue to pay ${priceText({ amount: left, currency: view.currency })}`}</button></form></section>`
}

const demoTitles: Readonly<Record<string, string>> = {
  success: 'Demo card',
  declined: 'Demo card that is declined',
  needs_confirmation: 'Demo card that asks you to confirm',
  late: 'Slow bank',
  never: 'Silent bank',
  lost_answer: 'Bad line to the bank',
  declined_later: 'Demo card that is declined once it is saved',
}

/** The demo provider's tokens, which its handler names; a real provider's handler has none. */
export function demoTokens(view: CheckoutView): Record<string, unknown> | undefined {
  const tokens = demoHandler(view)?.config?.tokens
  return typeof tokens === 'object' && tokens !== null ? (tokens as Record<string, unknown>) : undefined
}

export const hostedPage = 'hosted_page'

/** A provider that has a page of its own where a person pays. */
export const pageHandler = (view: CheckoutView): PaymentHandler | undefined =>
  Object.values(view.ucp.payment_handlers)
    .flat()
    .find(({ available_instruments: ways }) => ways?.some(({ type }) => type === hostedPage))

export const demoHandler = (view: CheckoutView): PaymentHandler | undefined =>
  view.ucp.payment_handlers['dev.mitchweb.demo']?.[0]

type Choice = {
  readonly name: string
  readonly value: string
  readonly isChosen: boolean
  readonly title: string
  readonly note?: Part
  /** Unless told, one of the choices has to be made. */
  readonly isRequired?: boolean
  readonly aside?: Part
}

export const choice = ({ name, value, isChosen, title, note, aside, isRequired = true }: Choice): Html =>
  html`<label class="choice"><input type="radio" name="${name}" value="${value}"${isRequired && html` required`}${isChosen && html` checked`}><span><b>${title}</b>${note && html`<span class="muted">${note}</span>`}</span>${aside && html`<span class="amount">${aside}</span>`}</label>`

export const codeForm = (
  view: CheckoutView,
): Html => html`<form method="post" action="${action(view, 'code')}" class="code">
<label><span class="hidden">Discount code</span><input name="code" placeholder="Discount code" maxlength="100" autocomplete="off" autocapitalize="characters"></label><button class="quiet">Apply</button></form>
${view.discounts.codes.map(
  code =>
    html`<form method="post" action="${action(view, 'code')}" class="chip"><input type="hidden" name="remove" value="${code}"><span>${code}</span><button class="bare" aria-label="Remove code ${code}">×</button></form>`,
)}`
