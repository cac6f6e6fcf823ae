import { addressLine, type CheckoutView } from '@mitchweb/engine/contract'
import { type CheckoutUpdate, draftOf } from './checkout-drafts.ts'
import { action, choice, type FormPlace } from './checkout-forms.ts'
import type { Form } from './form.ts'
import { type Html, html } from './html.ts'

/** Whether it is delivered or fetched, where both can be done. */
export function methodForm({ view }: FormPlace): Html | false {
  const { methods, available_methods: ways = [] } = view.fulfillment
  const pickup = ways.find(({ type }) => type === 'pickup')
  if (!pickup) return false
  const isFetched = methods.every(({ type }) => type === 'pickup')
  const rows = [
    choice({ name: 'method', value: 'shipping', isChosen: !isFetched, title: 'Have it delivered' }),
    choice({
      name: 'method',
      value: 'pickup',
      isChosen: isFetched,
      title: 'Fetch it yourself',
      note: pickup.description,
    }),
  ]
  return html`<section class="card"><h2>How do you get it?</h2><form method="post" action="${action(view, 'method')}">
<fieldset><legend class="hidden">Delivery or pickup</legend>${rows}</fieldset><button class="quiet">Get it this way</button></form></section>`
}

/** Where it is fetched: each place with its address, its hours and when it is ready there. */
export function pickupForm({ view, sent }: FormPlace): Html | false {
  const method = view.fulfillment.methods.find(({ type }) => type === 'pickup')
  if (!method || method.destinations.length === 0) return false
  const chosen = sent.point ?? method.selected_destination_id
  const rows = method.destinations.flatMap(place =>
    'name' in place
      ? choice({
          name: 'point',
          value: place.id,
          isChosen: place.id === chosen,
          title: place.name,
          note: html`${place.description}<br>${addressLine(place.address)}<br>${place.hours}`,
        })
      : [],
  )
  return html`<section class="card"><h2>Where do you fetch it?</h2><form method="post" action="${action(view, 'pickup')}">
<fieldset><legend class="hidden">Place of pickup</legend>${rows}</fieldset><button class="quiet">Fetch it here</button></form></section>`
}

export const withMethod = (view: CheckoutView, { method }: Form): CheckoutUpdate => ({
  ...draftOf(view),
  fulfillment: { methods: [{ type: method === 'pickup' ? 'pickup' : 'shipping' }] },
})

export function withPoint(view: CheckoutView, { point }: Form): CheckoutUpdate {
  const draft = draftOf(view)
  const methods = (draft.fulfillment?.methods ?? []).map(method =>
    method.type === 'pickup' ? { ...method, selected_destination_id: point ?? null } : method,
  )
  return { ...draft, fulfillment: { methods } }
}
