import type { CheckoutView, InputOf } from '@mitchweb/engine/contract'
import type { SentForm } from '../visit/sent-form.ts'

export type CheckoutUpdate = InputOf<'update_checkout'>['checkout']

/** The whole checkout as it stands, for an update that changes one part: an update replaces everything. */
export const draftOf = ({ buyer, context, discounts, fulfillment }: CheckoutView): CheckoutUpdate => ({
  ...(buyer && { buyer }),
  ...(context && { context }),
  discounts: { codes: discounts.codes },
  fulfillment: {
    methods: fulfillment.methods.map(({ id, type, line_item_ids, destinations, selected_destination_id, groups }) => ({
      id,
      type,
      line_item_ids,
      // Places where it can be fetched are the shop's own; only their ids are chosen.
      ...(type === 'shipping' && { destinations: destinations.filter(isAddress) }),
      ...(selected_destination_id !== null && { selected_destination_id }),
      groups: groups.map(group => ({
        id: group.id,
        line_item_ids: group.line_item_ids,
        selected_option_id: group.selected_option_id,
      })),
    })),
  },
})

/** The checkout with another value for each of its methods. */
export function withMethods(view: CheckoutView, change: (method: MethodDraft) => MethodDraft): CheckoutUpdate {
  const draft = draftOf(view)
  return { ...draft, fulfillment: { methods: (draft.fulfillment?.methods ?? []).map(change) } }
}

type MethodDraft = NonNullable<NonNullable<CheckoutUpdate['fulfillment']>['methods']>[number]

/** Another quantity of a line; none of it takes the line away. */
export function withQuantity(view: CheckoutView, { line, quantity = '' }: SentForm): CheckoutUpdate {
  const wanted = /^\d{1,3}$/.test(quantity) ? Number(quantity) : undefined
  const lines = view.line_items.map(({ id, item, quantity: held }) => ({
    id,
    item: { id: item.id },
    quantity: id === line ? (wanted ?? held) : held,
  }))
  return { ...draftOf(view), line_items: lines.filter(each => each.quantity > 0) }
}

export function withCode(view: CheckoutView, { code = '', remove }: SentForm): CheckoutUpdate {
  const kept = view.discounts.codes.filter(each => each !== remove)
  const added = code.trim()
  return { ...draftOf(view), discounts: { codes: added ? [...kept, added] : kept } }
}

type Destination = CheckoutView['fulfillment']['methods'][number]['destinations'][number]
export type Address = Exclude<Destination, { readonly name: string }>

export const isAddress = (destination: Destination): destination is Address => !('name' in destination)

/** Every address that the checkout could go to: its own, and those that are saved of who is signed in. */
export const addressesOf = ({ fulfillment }: CheckoutView): Address[] =>
  fulfillment.methods.find(({ type }) => type === 'shipping')?.destinations.filter(isAddress) ?? []

export function selectedAddress(view: CheckoutView): Address | undefined {
  const method = view.fulfillment.methods.find(({ type }) => type === 'shipping')
  const addresses = addressesOf(view)
  return addresses.find(({ id }) => id === method?.selected_destination_id) ?? addresses[0]
}
