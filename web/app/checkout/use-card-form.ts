import type { PaymentForm } from '@mitchweb/engine/contract'
import { type RefObject, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { useLanguage } from '../language/words.tsx'
import type { StripeElements, StripeJs } from './stripe-js.ts'

type Wanted = {
  readonly form: PaymentForm | undefined
  readonly isKept: boolean
  readonly billing: { readonly country?: string; readonly postal_code?: string }
}

export type CardForm = {
  readonly place: RefObject<HTMLDivElement | null>
  /** Before that, and where Stripe's script never comes, there is nothing to type a card into. */
  readonly isReady: boolean
  /** A token for what was typed, or why there is none, in the person's language; nothing where the form says so itself. */
  readonly token: () => Promise<{ readonly token: string } | { readonly problem: string | undefined }>
}

type Opened = { readonly stripe: StripeJs; readonly elements: StripeElements }

/** Stripe's form in a place of the page. What is typed into it goes to Stripe and never to the shop. */
export function useCardForm({ form, isKept, billing }: Wanted): CardForm {
  const place = useRef<HTMLDivElement>(null)
  const opened = useRef<Opened>(undefined)
  const [isReady, setReady] = useState(false)
  const locale = useLanguage()
  const terms = useMemo(() => form && termsOf(form, isKept), [form, isKept])
  const { script, publishable_key: publishableKey } = form ?? {}

  const open = useEffectEvent((stripe: StripeJs, { formLook, onOtherLight }: typeof import('./form-look.ts')) => {
    if (!place.current || !terms) return () => {}
    const elements = stripe.elements({ mode: 'payment', ...terms, locale, appearance: formLook() })
    const element = elements.create('payment', { defaultValues: { billingDetails: { address: billing } } })
    element.on('ready', () => setReady(true))
    element.on('loaderror', () => setReady(false))
    element.mount(place.current)
    opened.current = { stripe, elements }
    const stop = onOtherLight(() => elements.update({ appearance: formLook() }))
    return () => {
      stop()
      element.destroy()
      opened.current = undefined
      setReady(false)
    }
  })

  // Opened once, because what was typed has to outlive a change of the amount.
  useEffect(() => {
    if (script === undefined || publishableKey === undefined) return
    let close = () => {}
    let isGone = false
    // Both are of use only to a shop that takes cards with Stripe.
    Promise.all([
      import('./stripe-js.ts').then(({ openStripe }) => openStripe({ script, publishableKey })),
      import('./form-look.ts'),
    ])
      .then(([stripe, look]) => {
        if (!isGone) close = open(stripe, look)
      })
      // A person pays on the provider's own page then.
      .catch(() => {})
    return () => {
      isGone = true
      close()
    }
  }, [script, publishableKey])

  useEffect(() => {
    if (terms) opened.current?.elements.update(terms)
  }, [terms])

  return { place, isReady, token: async () => (opened.current ? tokenFrom(opened.current) : { problem: undefined }) }
}

const termsOf = ({ amount, currency, ...form }: PaymentForm, isKept: boolean) => ({
  amount,
  // Stripe writes them small.
  currency: currency.toLowerCase(),
  captureMethod: form.capture_method,
  paymentMethodTypes: form.payment_method_types,
  setupFutureUsage: isKept ? ('off_session' as const) : null,
})

async function tokenFrom({ stripe, elements }: Opened): ReturnType<CardForm['token']> {
  const checked = await elements.submit()
  // What is missing or wrong stands beside its field.
  if (checked.error) return { problem: undefined }
  const { confirmationToken, error } = await stripe.createConfirmationToken({ elements })
  return confirmationToken ? { token: confirmationToken.id } : { problem: error?.message }
}
