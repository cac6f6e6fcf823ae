import { quoteInput } from '../shared/errors.ts'
import { type Message, message } from '../shared/messages.ts'
import type { PricedCheckout } from './priced.ts'

/** What the chosen address probably means instead. The buyer decides: nothing is changed unasked. */
export function addressMessages(look: PricedCheckout): Message[] {
  const { checked, destination, phones } = look
  const advice = checked.advice.map(({ field, text, suggested }) =>
    message('warning', 'address_suggestion', text, {
      path: addressPath(look, field),
      ...(suggested !== undefined && { suggested_value: suggested }),
    }),
  )
  return [...advice, ...phoneMessages(destination?.phone_number, phones.destination, addressPath(look, 'phone_number'))]
}

/** The buyer's own number, where it is not the one that the carrier was given. */
export function buyerPhoneMessages({ checkout, destination, phones }: PricedCheckout): Message[] {
  const { phone_number: number } = checkout.buyer ?? {}
  return number === destination?.phone_number ? [] : phoneMessages(number, phones.buyer, '$.buyer.phone_number')
}

function phoneMessages(sent: string | undefined, dialled: string | undefined, path: string): Message[] {
  if (!sent?.trim()) return []
  if (dialled === undefined) {
    const text = `${quoteInput(sent)} is no phone number that can be called. It may be left out, or sent as +49301234567.`
    return [message('warning', 'phone_doubtful', text, { path })]
  }
  if (sent.replace(/[\s()./-]/g, '') === dialled) return []
  const text = `phone_number is taken as ${quoteInput(dialled)}; it says ${quoteInput(sent)}.`
  return [message('warning', 'address_suggestion', text, { path, suggested_value: dialled })]
}

/** Where a field of the chosen address stands in the answer. */
export function addressPath({ destination, destinations }: PricedCheckout, field: string): string {
  const index = destinations.findIndex(({ id }) => id === destination?.id)
  return `$.fulfillment.methods[0].destinations[${Math.max(0, index)}].${field}`
}
