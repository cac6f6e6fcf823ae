import { setAsideMessages } from '../pricing/index.ts'
import { missingFrom } from '../shared/address.ts'
import { quoteInput } from '../shared/errors.ts'
import { type Message, message } from '../shared/messages.ts'
import { formatMoney, money } from '../shared/money.ts'
import { addressMessages, addressPath, buyerPhoneMessages } from './address-messages.ts'
import { cardWarning } from './cards.ts'
import type { PricedCheckout } from './priced.ts'

/** The largest total that is charged at once (guide: overflow). */
export const largestTotal = 99_999_999

/** All that stands between this checkout and an order, each with what to do about it, and what the buyer should know. */
export function problemsOf(look: PricedCheckout): Message[] {
  return [
    ...look.priced.messages,
    ...setAsideMessages(look.quote, look.checkout.codes),
    ...lineProblems(look),
    ...buyerProblems(look),
    ...buyerPhoneMessages(look),
    ...deliveryProblems(look),
    ...totalProblems(look),
    ...look.cards.flatMap(({ problem }) => (problem === null ? [] : [cardWarning(problem)])),
  ]
}

export const hasErrors = (messages: readonly Message[]): boolean => messages.some(({ type }) => type === 'error')

const missing = (code: string, content: string, path: string): Message =>
  message('error', code, content, { severity: 'recoverable', path })

const lineProblems = ({ checkout }: PricedCheckout): Message[] =>
  checkout.lines.length > 0
    ? []
    : [missing('missing_items', 'There is nothing to buy. Send line_items.', '$.line_items')]

const buyerProblems = ({ checkout }: PricedCheckout): Message[] =>
  checkout.buyer?.email
    ? []
    : [missing('missing_email', 'The order needs the buyer’s e-mail address. Send buyer.email.', '$.buyer.email')]

function deliveryProblems(look: PricedCheckout): Message[] {
  const { checkout, needsDelivery, destination, checked, options, refusals, option } = look
  if (!needsDelivery) return []
  const method = '$.fulfillment.methods[0]'
  if (!destination) {
    const text = 'Where should it go? Send the address in fulfillment.methods[0].destinations.'
    return [missing('missing_destination', text, `${method}.destinations`)]
  }
  const place = `${method}.destinations`
  const fields = missingFrom(destination)
  if (fields.length > 0) return [missing('address_incomplete', `The address needs ${fields.join(', ')}.`, place)]
  const advice = addressMessages(look)
  if (checked.fault)
    return [...advice, missing('address_undeliverable', checked.fault.text, addressPath(look, checked.fault.field))]
  if (options.length === 0) {
    const why = refusals.length > 0 ? ` ${refusals.slice(0, 3).join('; ')}.` : ''
    const help = refusals.length > 0 ? 'Order less, or choose another address.' : 'Choose another address.'
    const text = `The shop does not deliver this to ${checked.country}.${why} ${help}`
    return [...advice, missing('address_undeliverable', text, place)]
  }
  if (!option) {
    const list = options.map(({ id, title, price }) => `${id} (${title}, ${formatMoney(price)})`).join(', ')
    const isGone = checkout.selectedOptionId !== null
    const gone = isGone ? `The option ${quoteInput(checkout.selectedOptionId)} is not offered any more. ` : ''
    const text = `${gone}Choose a delivery option: set fulfillment.methods[0].groups[0].selected_option_id to one of ${list}.`
    return [...advice, missing('missing_fulfillment_option', text, `${method}.groups[0].selected_option_id`)]
  }
  return advice
}

function totalProblems({ quote }: PricedCheckout): Message[] {
  if (quote.total.amount <= largestTotal) return []
  const text = `More than ${formatMoney(money(largestTotal, quote.currency))} cannot be paid at once. Order less.`
  return [missing('total_too_high', text, '$.totals')]
}
