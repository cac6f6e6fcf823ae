import type { CheckoutView } from '@mitchweb/engine/contract'
import type { CheckoutUpdate } from './checkout-drafts.ts'
import type { Form } from './form.ts'
import { type Html, html } from './html.ts'
import { priceText, totalOf } from './wording.ts'

/** What is left to be paid once the gift cards have paid their part. */
export const remainingOf = (view: CheckoutView): number => view.payment?.remaining_amount ?? totalOf(view.totals)

type Instrument = NonNullable<CheckoutView['payment']>['instruments'][number]

/** The cards that were applied; what a customer has saved stands beside them. */
const cardsIn = ({ payment }: CheckoutView): Instrument[] =>
  (payment?.instruments ?? []).filter(({ handler_id }) => handler_id === 'gift_card')

/** A field for a gift card's code, and each card that was applied with what it pays. */
export function giftCardForm(view: CheckoutView): Html {
  const action = `/checkout/${encodeURIComponent(view.id)}/gift-card`
  const amount = (value: unknown) => priceText({ amount: Number(value ?? 0), currency: view.currency })
  const cards = cardsIn(view)
  const applied = cards.map(
    card =>
      html`<form method="post" action="${action}" class="chip"><input type="hidden" name="remove" value="${card.id}"><span>${nameOf(card)}: ${amount(card.display?.applied)} of ${amount(card.display?.balance)}</span><button class="bare" aria-label="Take ${nameOf(card)} off">×</button></form>`,
  )
  return html`<form method="post" action="${action}" class="code">
<label><span class="hidden">Gift card code</span><input name="gift_card" placeholder="Gift card code" maxlength="100" autocomplete="off" spellcheck="false"></label><button class="quiet">Apply</button></form>
${applied}${cards.length > 0 && view.payment && html`<p>Applied <strong>${amount(view.payment.applied_amount)}</strong>, <strong>${amount(view.payment.remaining_amount)}</strong> to pay.</p>`}`
}

const nameOf = ({ type, display }: Instrument): string =>
  type === 'store_credit' ? 'Store credit' : `Gift card …${display?.code_end ?? ''}`

/** The cards that stay, named without their codes, and the one whose code was typed. */
export function withGiftCard(view: CheckoutView, form: Form): NonNullable<CheckoutUpdate['payment']> {
  const kept = cardsIn(view).filter(({ id }) => id !== form.remove)
  const token = form.gift_card?.trim()
  const added = {
    id: `card-${freeNumber(kept)}`,
    handler_id: 'gift_card',
    type: 'gift_card',
    credential: { type: 'code', token: token ?? '' },
  }
  return {
    instruments: [...kept.map(({ id, handler_id, type }) => ({ id, handler_id, type })), ...(token ? [added] : [])],
  }
}

function freeNumber(cards: readonly Instrument[]): number {
  let number = cards.length + 1
  while (cards.some(({ id }) => id === `card-${number}`)) number += 1
  return number
}
