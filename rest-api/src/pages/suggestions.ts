import type { CheckoutView, Message } from '@mitchweb/engine/contract'
import { type CheckoutUpdate, draftOf, isAddressField, selectedDestination } from './checkout-drafts.ts'
import { action } from './checkout-forms.ts'
import type { Form } from './form.ts'
import { type Html, html } from './html.ts'

const names: Readonly<Record<string, string>> = {
  address_country: 'country',
  address_region: 'state or region',
  postal_code: 'postal code',
  phone_number: 'phone number',
}

/** What could stand in a field instead, to be taken with one click; the person may as well leave it. */
export function suggestion(view: CheckoutView, message: Message): Html | undefined {
  if (message.type !== 'warning' || message.suggested_value === undefined) return undefined
  const { path = '', suggested_value: value } = message
  const field = fieldOf(path)
  if (field === undefined) return undefined
  return html`<form method="post" action="${action(view, 'suggestion')}" class="notice note row">
<input type="hidden" name="path" value="${path}"><input type="hidden" name="value" value="${value}">
<span>Is the ${names[field] ?? field} <strong>${value}</strong>?</span><button class="quiet">Use ${value}</button></form>`
}

/** Takes only what the checkout suggests itself, whatever the form says. */
export function withSuggestion(view: CheckoutView, { path, value }: Form): CheckoutUpdate {
  const draft = draftOf(view)
  const field = fieldOf(path ?? '')
  const isOffered = view.messages.some(
    message => message.type === 'warning' && message.path === path && message.suggested_value === value,
  )
  if (!isOffered || field === undefined || value === undefined) return draft
  const destination = selectedDestination(view)
  const isBuyers = path === '$.buyer.phone_number'
  const wasSame = field === 'phone_number' && view.buyer?.phone_number === destination?.phone_number
  return {
    ...draft,
    ...(view.buyer && (isBuyers || wasSame) && { buyer: { ...view.buyer, phone_number: value } }),
    fulfillment: {
      methods: (draft.fulfillment?.methods ?? []).map(method =>
        isBuyers || method.type !== 'shipping' || !destination
          ? method
          : { ...method, destinations: [{ ...destination, [field]: value }] },
      ),
    },
  }
}

function fieldOf(path: string) {
  const [, field] = /\.(?:destinations\[\d+\]|buyer)\.(\w+)$/.exec(path) ?? []
  return field !== undefined && isAddressField(field) ? field : undefined
}
