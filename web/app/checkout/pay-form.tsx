import { type FormEvent, useState } from 'react'
import { useNavigation, useSubmit } from 'react-router'
import { Button } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import { useFormats } from '../language/words.tsx'
import { useCheckoutWords } from './checkout-words.ts'
import type { ShownCheckout } from './shown-checkout.server.ts'
import { StepForm } from './step-form.tsx'
import { useCardForm } from './use-card-form.ts'
import { cardWay, pageWay } from './ways.ts'
import { WaysToPay } from './ways-to-pay.tsx'

type Shown = { readonly checkout: ShownCheckout; readonly paymentKey: string }

/** The ways to pay and the button. A card is turned into a token in the browser, and the token alone is sent. */
export function PayForm({ checkout, paymentKey }: Shown) {
  const { ways, remaining, total, id, address } = checkout
  const [way, setWay] = useState<string>()
  const [isKept, setKept] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const [problem, setProblem] = useState<string>()
  const words = useCheckoutWords()
  const submit = useSubmit()
  const needsWay = remaining.amount > 0
  const card = useCardForm({
    form: needsWay ? ways.form : undefined,
    isKept,
    billing: {
      ...(address?.address_country && { country: address.address_country }),
      ...(address?.postal_code && { postal_code: address.postal_code }),
    },
  })

  const payByCard = async (event: FormEvent<HTMLFormElement>) => {
    const form = event.currentTarget
    const sent = new FormData(form)
    if (sent.get('way') !== cardWay) return
    event.preventDefault()
    if (isAsking) return
    setAsking(true)
    setProblem(undefined)
    const made = await card.token().catch(() => ({ problem: words.cardNotTaken }))
    if ('token' in made) {
      sent.set('credential', made.token)
      const options = { method: 'post', preventScrollReset: true, replace: true } as const
      await submit(sent, { ...options, action: form.getAttribute('action') ?? '' })
    } else setProblem(made.problem)
    setAsking(false)
  }

  return (
    <StepForm checkout={id} step="pay" className="grid gap-4" onSubmit={payByCard}>
      <input type="hidden" name="expected_total" value={total} />
      <input type="hidden" name="key" value={paymentKey} />
      {problem && <Notice kind="bad">{problem}</Notice>}
      {needsWay && <WaysToPay ways={ways} way={way} choose={setWay} card={card} keep={{ isKept, setKept }} />}
      <PayButton checkout={checkout} way={way} isCard={card.isReady} isAsking={isAsking} />
    </StepForm>
  )
}

type ButtonShown = {
  readonly checkout: ShownCheckout
  readonly way: string | undefined
  readonly isCard: boolean
  readonly isAsking: boolean
}

/** While anything on the page is being sent, its total may be about to change, and nobody pays twice. */
function PayButton({ checkout: { remaining, ways }, way, isCard, isAsking }: ButtonShown) {
  const words = useCheckoutWords()
  const { money } = useFormats()
  const isSending = useNavigation().state !== 'idle' || isAsking
  const amount = money(remaining)
  const isHere = way === undefined ? ways.saved.length > 0 || ways.tokens || isCard : way !== pageWay
  const text = remaining.amount === 0 ? words.placeOrder : isHere ? words.payNow(amount) : words.goOnToPay(amount)
  return (
    <Button weight="strong" disabled={isSending} className="w-full text-lg sm:w-auto sm:justify-self-start">
      {isSending ? words.oneMoment : text}
    </Button>
  )
}
