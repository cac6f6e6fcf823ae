import type { CheckoutView } from '@mitchweb/engine/contract'
import type { SentForm } from '../visit/sent-form.ts'
import { type CheckoutUpdate, draftOf } from './draft.server.ts'

type Instrument = NonNullable<CheckoutView['payment']>['instruments'][number]

/** The cards that were applied. */
export const cardsIn = ({ payment }: CheckoutView): Instrument[] =>
  (payment?.instruments ?? []).filter(({ handler_id }) => handler_id === 'gift_card')

/** The cards that stay, named without their codes, and the one whose code was typed. */
export function withGiftCard(view: CheckoutView, { gift_card = '', remove }: SentForm): CheckoutUpdate {
  const kept = cardsIn(view).filter(({ id }) => id !== remove)
  const token = gift_card.trim()
  const id = `card-${freeNumber(kept)}`
  const added = { id, handler_id: 'gift_card', type: 'gift_card', credential: { type: 'code', token } }
  return {
    ...draftOf(view),
    payment: {
      instruments: [...kept.map(({ id, handler_id, type }) => ({ id, handler_id, type })), ...(token ? [added] : [])],
    },
  }
}

function freeNumber(cards: readonly Instrument[]): number {
  let number = cards.length + 1
  while (cards.some(({ id }) => id === `card-${number}`)) number += 1
  return number
}
