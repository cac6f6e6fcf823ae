import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { useFormats } from '../language/words.tsx'
import { useCheckoutWords } from './checkout-words.ts'
import type { ShownCheckout } from './shown-checkout.server.ts'
import { StepForm } from './step-form.tsx'

/** A field for a gift card's code, and each card that was applied with what it pays. */
export function GiftCards({ checkout }: { checkout: ShownCheckout }) {
  const words = useCheckoutWords()
  const { money } = useFormats()
  const { id, cards, applied, remaining } = checkout
  return (
    <div className="grid gap-3">
      <StepForm
        key={cards.length}
        checkout={id}
        step="gift-card"
        className="grid gap-2 sm:grid-cols-[1fr_auto] sm:items-end"
      >
        <Field label={words.giftCard} name="gift_card" maxLength={100} autoComplete="off" spellCheck={false} />
        <Button>{words.useGiftCard}</Button>
      </StepForm>
      {cards.map(card => (
        <Card key={card.id} checkout={id} card={card} />
      ))}
      {cards.length > 0 && applied && (
        <p className="font-medium">{words.leftToPay(money(applied), money(remaining))}</p>
      )}
    </div>
  )
}

function Card({ checkout, card }: { checkout: string; card: ShownCheckout['cards'][number] }) {
  const words = useCheckoutWords()
  const { money } = useFormats()
  const name = card.isCredit ? words.storeCredit : words.giftCardNamed(card.end)
  return (
    <StepForm checkout={checkout} step="gift-card" className="flex flex-wrap items-center justify-between gap-x-4">
      <input type="hidden" name="remove" value={card.id} />
      <span>
        {name} <span className="text-quiet">{words.cardPays(money(card.applied), money(card.balance))}</span>
      </span>
      <Button weight="quiet">{words.takeOff(name)}</Button>
    </StepForm>
  )
}
