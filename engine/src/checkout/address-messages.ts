import { quoteInput } from '../shared/errors.ts'
import { type Message, message } from '../shared/messages.ts'
import { say, type TextLanguage } from '../shared/shopper-texts.ts'
import type { PricedCheckout } from './priced.ts'

/** What the chosen address probably means instead. The buyer decides: nothing is changed unasked. */
export function addressMessages(look: PricedCheckout): Message[] {
  const { checked, destination, phones } = look
  const { textLanguage: language } = look.priced.market
  const advice = checked.advice.map(({ field, text, suggested }) =>
    message('warning', 'address_suggestion', text, {
      path: addressPath(look, field),
      ...(suggested !== undefined && { suggested_value: suggested }),
    }),
  )
  return [
    ...advice,
    ...phoneMessages(destination?.phone_number, phones.destination, {
      path: addressPath(look, 'phone_number'),
      language,
    }),
  ]
}

/** The buyer's own number, where it is not the one that the carrier was given. */
export function buyerPhoneMessages({ checkout, destination, phones, priced }: PricedCheckout): Message[] {
  const { phone_number: number } = checkout.buyer ?? {}
  if (number === destination?.phone_number) return []
  return phoneMessages(number, phones.buyer, { path: '$.buyer.phone_number', language: priced.market.textLanguage })
}

function phoneMessages(
  sent: string | undefined,
  dialled: string | undefined,
  { path, language }: { readonly path: string; readonly language: TextLanguage },
): Message[] {
  if (!sent?.trim()) return []
  if (dialled === undefined) {
    return [message('warning', 'phone_doubtful', say(language, 'phone_doubtful', { sent: quoteInput(sent) }), { path })]
  }
  if (sent.replace(/[\s()./-]/g, '') === dialled) return []
  const said = { read: quoteInput(dialled), sent: quoteInput(sent) }
  const text = say(language, 'taken_as', { field: 'phone_number', ...said })
  return [message('warning', 'address_suggestion', text, { path, suggested_value: dialled })]
}

/** Where a field of the chosen address stands in the answer. */
export function addressPath({ destination, destinations }: PricedCheckout, field: string): string {
  const index = destinations.findIndex(({ id }) => id === destination?.id)
  return `$.fulfillment.methods[0].destinations[${Math.max(0, index)}].${field}`
}
