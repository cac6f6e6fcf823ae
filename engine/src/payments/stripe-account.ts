import { setTimeout as delay } from 'node:timers/promises'
import type Stripe from 'stripe'
import type { PaymentInstrument } from './contract.ts'
import { isWorthRepeating } from './stripe-errors.ts'
import { paymentMark } from './stripe-outcomes.ts'
import type { StripeSettings } from './stripe-settings.ts'

/** Stripe keeps a key for a day; what is older is read and never sent again. */
export const keyLivesMs = 23 * 3_600_000

const requestTimeoutMs = 10_000
const attempts = 3

/** The shop's account at Stripe, as its requests see it. */
export type StripeAccount = {
  readonly client: Stripe
  readonly isLive: boolean
  /** Of the API, as the library speaks it: a day and the name of a release. */
  readonly version: string
  /** What a first repetition waits; the next wait twice as long. */
  readonly retryAfterMs: number
}

/** For which payment a request is made, and until when. */
export type Reading = {
  readonly paymentId: string
  readonly signal: AbortSignal
  /** Where what pays is to be kept, the answer has to tell of it. */
  readonly instrument?: Pick<PaymentInstrument, 'save'>
}

export const expansionFor = ({ instrument }: Pick<Reading, 'instrument'>): { expand?: string[] } =>
  instrument?.save ? { expand: ['payment_method'] } : {}

type Options = Pick<StripeSettings, 'secretKey' | 'apiBase'> & { readonly retryAfterMs?: number }

/** Loads Stripe's library, which shops that take no real money do without. */
export async function openStripeAccount({ secretKey, apiBase, retryAfterMs = 200 }: Options): Promise<StripeAccount> {
  const { default: Library } = await import('stripe')
  const address = apiBase === undefined ? undefined : new URL(apiBase)
  const client = new Library(secretKey, {
    maxNetworkRetries: 0,
    timeout: requestTimeoutMs,
    telemetry: false,
    ...(address && {
      host: address.hostname,
      port: address.port || (address.protocol === 'https:' ? 443 : 80),
      protocol: address.protocol === 'https:' ? 'https' : 'http',
    }),
  })
  return { client, isLive: /^.k_live_/.test(secretKey), version: Library.API_VERSION, retryAfterMs }
}

/** Makes a request, and makes it again where it was not let in. */
export async function repeated<T>(
  { retryAfterMs }: StripeAccount,
  signal: AbortSignal,
  call: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    signal.throwIfAborted()
    try {
      return await call()
    } catch (error) {
      if (attempt === attempts || !isWorthRepeating(error)) throw error
      await delay(retryAfterMs * 2 ** (attempt - 1) * (0.5 + Math.random()), undefined, { signal })
    }
  }
}

/** Another account's, another mode's or another payment's intent is nobody's here. */
export function own<T extends { readonly livemode: boolean; readonly metadata: Stripe.Metadata | null }>(
  { isLive }: StripeAccount,
  thing: T,
  paymentId: string,
): T {
  if (thing.livemode === isLive && thing.metadata?.[paymentMark] === paymentId) return thing
  throw new Error(`Stripe answered with what is not payment ${paymentId}.`)
}
