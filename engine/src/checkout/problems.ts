import { setAsideMessages } from '../pricing/index.ts'
import { type Message, message } from '../shared/messages.ts'
import { formatMoney, money } from '../shared/money.ts'
import { say } from '../shared/shopper-texts.ts'
import { buyerPhoneMessages } from './address-messages.ts'
import { cardWarning } from './cards.ts'
import { deliveryProblems, pickupProblems } from './delivery-problems.ts'
import type { PricedCheckout } from './priced.ts'

/** The largest total that is charged at once (guide: overflow). */
export const largestTotal = 99_999_999

/** All that stands between this checkout and an order, each with what to do about it, and what the buyer should know. */
export function problemsOf(look: PricedCheckout): Message[] {
  const { textLanguage } = look.priced.market
  return [
    ...look.priced.messages,
    ...setAsideMessages(look.quote, look.checkout.codes, textLanguage),
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

const lineProblems = ({ checkout, priced }: PricedCheckout): Message[] =>
  checkout.lines.length > 0
    ? []
    : [missing('missing_items', say(priced.market.textLanguage, 'missing_items'), '$.line_items')]

const buyerProblems = ({ checkout, priced }: PricedCheckout): Message[] =>
  checkout.buyer?.email
    ? []
    : [missing('missing_email', say(priced.market.textLanguage, 'missing_email'), '$.buyer.email')]

function totalProblems({ quote, priced }: PricedCheckout): Message[] {
  if (quote.total.amount <= largestTotal) return []
  const most = formatMoney(money(largestTotal, quote.currency))
  const text = say(priced.market.textLanguage, 'total_too_high', { most })
  return [missing('total_too_high', text, '$.totals')]
}
