import { setAsideMessages } from '../pricing/index.ts'
import { type Message, message } from '../shared/messages.ts'
import { formatMoney, money } from '../shared/money.ts'
import { buyerPhoneMessages } from './address-messages.ts'
import { cardWarning } from './cards.ts'
import { deliveryProblems, pickupProblems } from './delivery-problems.ts'
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
    ...pickupProblems(look),
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

function totalProblems({ quote }: PricedCheckout): Message[] {
  if (quote.total.amount <= largestTotal) return []
  const text = `More than ${formatMoney(money(largestTotal, quote.currency))} cannot be paid at once. Order less.`
  return [missing('total_too_high', text, '$.totals')]
}
