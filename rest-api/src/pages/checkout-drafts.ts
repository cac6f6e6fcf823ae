import type { CheckoutView, InputOf } from '@mitchweb/engine/contract'
import type { Form } from './form.ts'

export type CheckoutUpdate = InputOf<'update_checkout'>['checkout']

/** The whole checkout as it stands, for an update that changes one part: an update replaces everything. */
export const draftOf = ({ buyer, context, discounts, fulfillment }: CheckoutView): CheckoutUpdate => ({
  ...(buyer ? { buyer } : {}),
  ...(context ? { context } : {}),
  discounts: { codes: discounts.codes },
  fulfillment: {
    methods: fulfillment.methods.map(({ id, type, line_item_ids, destinations, selected_destination_id, groups }) => ({
      id,
      type,
      line_item_ids,
      // Places where it can be fetched are the shop's own; only their ids are chosen.
      ...(type === 'shipping' && { destinations: destinations.filter(isAddress) }),
      ...(selected_destination_id === null ? {} : { selected_destination_id }),
      groups: groups.map(group => ({
        id: group.id,
        line_item_ids: group.line_item_ids,
        selected_option_id: group.selected_option_id,
      })),
    })),
  },
})

type Destination = CheckoutView['fulfillment']['methods'][number]['destinations'][number]
type Address = Exclude<Destination, { readonly name: string }>

const isAddress = (destination: Destination): destination is Address => !('name' in destination)

export const isAddressField = (name: string): name is (typeof addressFields)[number] =>
  (addressFields as readonly string[]).includes(name)

const addressFields = [
  'first_name',
  'last_name',
  'street_address',
  'extended_address',
  'address_locality',
  'address_region',
  'postal_code',
  'address_country',
  'phone_number',
] as const

/** Who buys and where to: the same person, unless the order goes nowhere. */
export function withDetails(view: CheckoutView, form: Form): CheckoutUpdate {
  const draft = draftOf(view)
  const address = filled(form, addressFields)
  const person = filled(form, ['email', 'first_name', 'last_name', 'phone_number'] as const)
  const { consent } = view.buyer ?? {}
  return {
    ...draft,
    buyer: { ...person, ...(consent ? { consent } : {}) },
    fulfillment: {
      methods: (draft.fulfillment?.methods ?? []).map(method => {
        if (method.type !== 'shipping' || Object.keys(address).length === 0) return method
        const known = selectedDestination(view)
        const destination = { ...(known ? { id: known.id } : {}), ...address }
        return { ...method, destinations: [destination], ...(known ? { selected_destination_id: known.id } : {}) }
      }),
    },
  }
}

/** Radio buttons named after their group. */
export function withOptions(view: CheckoutView, form: Form): CheckoutUpdate {
  const draft = draftOf(view)
  const methods = (draft.fulfillment?.methods ?? []).map(method => ({
    ...method,
    groups: (method.groups ?? []).map(group => ({
      ...group,
      selected_option_id: form[`option-${group.id}`] ?? group.selected_option_id ?? null,
    })),
  }))
  return { ...draft, fulfillment: { methods } }
}

export function withCode(view: CheckoutView, form: Form): CheckoutUpdate {
  const kept = view.discounts.codes.filter(code => code !== form.remove)
  const added = form.code?.trim()
  return { ...draftOf(view), discounts: { codes: added ? [...kept, added] : kept } }
}

export function selectedDestination(view: CheckoutView) {
  const [method] = view.fulfillment.methods.filter(({ type }) => type === 'shipping')
  const addresses = method?.destinations.filter(isAddress)
  return addresses?.find(({ id }) => id === method?.selected_destination_id) ?? addresses?.[0]
}

const filled = <F extends string>(form: Form, fields: readonly F[]): { [field in F]?: string } =>
  Object.fromEntries(
    fields.flatMap(field => {
      const value = form[field]?.trim()
      return value ? [[field, value]] : []
    }),
  ) as { [field in F]?: string }
