import type Stripe from 'stripe'
import type { Money } from '../shared/money.ts'
import type { PaymentOutcome, PayRequest } from './gateway.ts'
import { providerKey } from './payment.ts'
import { expansionFor, own, type Reading, repeated, type StripeAccount } from './stripe-account.ts'
import { toStripe } from './stripe-amounts.ts'
import { goneMethod } from './stripe-customers.ts'
import { isForbidden, isRefused } from './stripe-errors.ts'
import { isUntouched, outcomeOfIntent, paymentMark, refusedBecause } from './stripe-outcomes.ts'
import type { StripeSettings } from './stripe-settings.ts'

/** Shared payment tokens are a preview of Stripe's, and known to no other version. */
const previewVersion = '2026-04-22.preview'

/** Made from what is kept of a payment alone, so that whoever has lost the answer makes the same one again. */
export async function makeIntent(
  account: StripeAccount,
  { paymentId, amount, signal }: Reading & { readonly amount: Money },
): Promise<Stripe.PaymentIntent | undefined> {
  const charged = toStripe(amount)
  if (!charged) return undefined
  const intent = await repeated(account, signal, () =>
    account.client.paymentIntents.create(
      { ...charged, metadata: { [paymentMark]: paymentId } },
      { idempotencyKey: providerKey(paymentId) },
    ),
  )
  return own(account, intent, paymentId)
}

export async function readIntent(account: StripeAccount, id: string, asked: Reading): Promise<Stripe.PaymentIntent> {
  const { paymentIntents } = account.client
  const intent = await repeated(account, asked.signal, () => paymentIntents.retrieve(id, expansionFor(asked)))
  return own(account, intent, asked.paymentId)
}

/** Search is behind by a minute or more, so that what it does not find yet may be there all the same. */
export async function searchIntent(account: StripeAccount, asked: Reading): Promise<Stripe.PaymentIntent | undefined> {
  const query = `metadata['${paymentMark}']:'${asked.paymentId}'`
  const { paymentIntents } = account.client
  const { data } = await repeated(account, asked.signal, () => paymentIntents.search({ query, limit: 1 }))
  return data[0] && readIntent(account, data[0].id, asked)
}

type Confirming = PayRequest & { readonly how: Confirmation; readonly capture: StripeSettings['capture'] }

export async function confirmIntent(
  account: StripeAccount,
  { id }: Stripe.PaymentIntent,
  { how, capture, returnUrl, idempotencyKey, customer, ...asked }: Confirming,
): Promise<PaymentOutcome> {
  const terms = {
    ...how,
    ...(customer?.isAbsent ? { off_session: true } : { return_url: returnUrl }),
    capture_method: capture,
    // Stripe.js makes tokens whose bank it would ask itself, on the page that made them; every caller can follow an address.
    ...(how.confirmation_token && { use_stripe_sdk: false }),
    ...(asked.instrument.save && { setup_future_usage: 'off_session' }),
    ...expansionFor(asked),
  }
  try {
    const intent = await repeated(account, asked.signal, () =>
      account.client.paymentIntents.confirm(id, terms as Stripe.PaymentIntentConfirmParams, {
        idempotencyKey: `${idempotencyKey}-confirm`,
        ...(how.payment_method_data && { apiVersion: previewVersion }),
      }),
    )
    return outcomeOfIntent(own(account, intent, asked.paymentId))
  } catch (error) {
    if (isForbidden(error) || asked.signal.aborted) throw error
    // Whatever was answered, the intent itself says what became of it.
    const intent = await readIntent(account, id, asked)
    if (!isUntouched(intent)) return outcomeOfIntent(intent)
    const { type, code, decline_code: declineCode } = error as Stripe.errors.StripeError
    if (!isRefused(error) && type !== 'StripeCardError') throw error
    const gone = customer && (await goneMethod(account, customer, { ...asked, providerId: id }))
    return gone ?? { ...refusedBecause(code, declineCode), providerId: id }
  }
}

export type Confirmation = {
  readonly payment_method?: string
  readonly confirmation_token?: string
  readonly payment_method_data?: { readonly shared_payment_granted_token: string }
}

/** How the intent is confirmed: by what was kept, or by the token; undefined for what is no token of Stripe's. */
export function confirmationBy({
  instrument: { credential },
  customer,
}: Pick<PayRequest, 'instrument' | 'customer'>): Confirmation | undefined {
  if (customer?.methodId !== undefined) return { payment_method: customer.methodId }
  const token = credential?.token ?? ''
  if (!/^[a-z]+_\w{3,250}$/.test(token)) return undefined
  if (/^(?:pm|card|src)_/.test(token)) return { payment_method: token }
  if (token.startsWith('ctoken_')) return { confirmation_token: token }
  return token.startsWith('spt_') ? { payment_method_data: { shared_payment_granted_token: token } } : undefined
}

export async function captureIntent(
  account: StripeAccount,
  id: string,
  { amount, ...asked }: Reading & { readonly amount: Money },
): Promise<PaymentOutcome> {
  const { paymentId, signal } = asked
  const charged = toStripe(amount)
  try {
    const intent = await repeated(account, signal, () =>
      account.client.paymentIntents.capture(
        id,
        { ...(charged && { amount_to_capture: charged.amount }), ...expansionFor(asked) },
        { idempotencyKey: `${providerKey(paymentId)}-capture` },
      ),
    )
    return outcomeOfIntent(own(account, intent, paymentId))
  } catch (error) {
    if (signal.aborted) throw error
    return outcomeOfIntent(await readIntent(account, id, asked))
  }
}
