import type { CheckoutView } from '@mitchweb/engine/contract'
import { addressFields, typedIn } from '../address/typed-address.server.ts'
import type { SentForm } from '../visit/sent-form.ts'
import { type CheckoutUpdate, selectedAddress, withMethods } from './draft.server.ts'

const personFields = ['email', 'first_name', 'last_name', 'phone_number'] as const

/** What of a form a person would have to type again. Codes of gift cards are no part of it. */
export const typedOf = (form: SentForm): SentForm => typedIn(form, [...personFields, ...addressFields])

/** Who buys and where to: the same person, unless the order goes nowhere. */
export function withContact(view: CheckoutView, form: SentForm): CheckoutUpdate {
  const address = typedIn(form, addressFields)
  const { consent } = view.buyer ?? {}
  return {
    ...withMethods(view, method => {
      if (method.type !== 'shipping' || Object.keys(address).length === 0) return method
      const known = selectedAddress(view)
      const destination = { ...(known && { id: known.id }), ...address }
      return { ...method, destinations: [destination], ...(known && { selected_destination_id: known.id }) }
    }),
    buyer: { ...typedIn(form, personFields), ...(consent && { consent }) },
  }
}

/** One of the addresses that are saved already. */
export const withAddress = (view: CheckoutView, { address }: SentForm): CheckoutUpdate =>
  withMethods(view, method =>
    method.type === 'shipping' && address ? { ...method, selected_destination_id: address } : method,
  )

/** Takes only what the checkout suggests itself, whatever the form says. */
export function withSuggestion(view: CheckoutView, { path, value }: SentForm): CheckoutUpdate {
  const field = fieldOf(path ?? '')
  const isOffered = view.messages.some(
    message => message.type === 'warning' && message.path === path && message.suggested_value === value,
  )
  if (!isOffered || field === undefined || value === undefined) return withMethods(view, method => method)
  const destination = selectedAddress(view)
  const isBuyers = path === '$.buyer.phone_number'
  const wasSame = field === 'phone_number' && view.buyer?.phone_number === destination?.phone_number
  return {
    ...withMethods(view, method =>
      isBuyers || method.type !== 'shipping' || !destination
        ? method
        : { ...method, destinations: [{ ...destination, [field]: value }] },
    ),
    ...(view.buyer && { buyer: isBuyers || wasSame ? { ...view.buyer, phone_number: value } : view.buyer }),
  }
}

/** Whether a message is about who buys or where to. */
export const isOfContact = (path = ''): boolean => path.startsWith('$.buyer') || path.includes('.destinations')

/** The field of an address, or of the buyer, that a message is about. */
export function fieldOf(path: string): (typeof addressFields)[number] | undefined {
  const [, name] = /\.(?:destinations\[\d+\]|buyer)\.(\w+)$/.exec(path) ?? []
  return addressFields.find(field => field === name)
}
