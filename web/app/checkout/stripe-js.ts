/** Stripe.js as far as the checkout uses it, by docs.stripe.com/js. It runs only as Stripe serves it. */
export type StripeJs = {
  readonly elements: (options: ElementsOptions) => StripeElements
  readonly createConfirmationToken: (given: {
    readonly elements: StripeElements
    readonly params?: { readonly return_url?: string }
  }) => Promise<{ readonly confirmationToken?: { readonly id: string }; readonly error?: StripeError }>
}

export type StripeError = { readonly message?: string }

export type StripeElements = {
  readonly create: (type: 'payment', options?: PaymentOptions) => PaymentElement
  readonly update: (options: Partial<Omit<ElementsOptions, 'mode' | 'locale'>>) => void
  readonly submit: () => Promise<{ readonly error?: StripeError }>
}

type PaymentElement = {
  readonly mount: (place: HTMLElement) => void
  readonly on: (event: 'ready' | 'loaderror', heard: () => void) => void
  readonly destroy: () => void
}

type ElementsOptions = {
  readonly mode: 'payment'
  readonly amount: number
  readonly currency: string
  readonly captureMethod: 'automatic' | 'manual'
  readonly paymentMethodTypes: readonly string[]
  readonly setupFutureUsage: 'off_session' | null
  readonly locale: string
  readonly appearance: object
}

type PaymentOptions = {
  readonly defaultValues?: {
    readonly billingDetails: { readonly address: { readonly country?: string; readonly postal_code?: string } }
  }
}

type Opening = { readonly script: string; readonly publishableKey: string }

const opened = new Map<string, Promise<StripeJs>>()

/** Loads Stripe's script, once in the life of a page. Throws where it does not come; it may be tried again. */
export function openStripe({ script, publishableKey }: Opening): Promise<StripeJs> {
  const known = opened.get(publishableKey)
  if (known) return known
  const opening = loaded(script).then(make => make(publishableKey))
  opened.set(publishableKey, opening)
  opening.catch(() => opened.delete(publishableKey))
  return opening
}

type MakeStripe = (publishableKey: string) => StripeJs

function loaded(script: string): Promise<MakeStripe> {
  const { promise, resolve, reject } = Promise.withResolvers<MakeStripe>()
  const tag = document.createElement('script')
  tag.src = script
  tag.onload = () => {
    const { Stripe } = globalThis as { Stripe?: MakeStripe }
    if (Stripe) resolve(Stripe)
    else reject(new Error('Stripe’s script did not bring Stripe along.'))
  }
  tag.onerror = () => reject(new Error('Stripe’s script did not come.'))
  document.head.append(tag)
  return promise
}
