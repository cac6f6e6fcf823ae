import type Stripe from 'stripe'
import type { Money } from '../shared/money.ts'
import type { PaymentInstrument } from './contract.ts'
import type { PaymentOutcome, PayRequest } from './gateway.ts'
import { providerKey } from './payment.ts'
import { own, type Reading, repeated, type StripeAccount } from './stripe-account.ts'
import { toStripe } from './stripe-amounts.ts'
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

export async function readIntent(
  account: StripeAccount,
  id: string,
  { paymentId, signal }: Reading,
): Promise<Stripe.PaymentIntent> {
  return own(account, await repeated(account, signal, () => account.client.paymentIntents.retrieve(id)), paymentId)
}

/** Search is behind by a minute or more, so that what it does not find yet may be there all the same. */
export async function searchIntent(
  account: StripeAccount,
  { paymentId, signal }: Reading,
): Promise<Stripe.PaymentIntent | undefined> {
  const query = `metadata['${paymentMark}']:'${paymentId}'`
  const { data } = await repeated(account, signal, () => account.client.paymentIntents.search({ query, limit: 1 }))
  return data[0] && readIntent(account, data[0].id, { paymentId, signal })
}

type Confirming = PayRequest & { readonly how: Confirmation; readonly capture: StripeSettings['capture'] }

export async function confirmIntent(
  account: StripeAccount,
  { id }: Stripe.PaymentIntent,
  { how, capture, returnUrl, idempotencyKey, ...asked }: Confirming,
): Promise<PaymentOutcome> {
  try {
    const intent = await repeated(account, asked.signal, () =>
      account.client.paymentIntents.confirm(
        id,
        { ...how, return_url: returnUrl, capture_method: capture } as Stripe.PaymentIntentConfirmParams,
        {
          idempotencyKey: `${idempotencyKey}-confirm`,
          ...(how.payment_method_data && { apiVersion: previewVersion }),
        },
      ),
    )
    return outcomeOfIntent(own(account, intent, asked.paymentId))
  } catch (error) {
    if (isForbidden(error) || asked.signal.aborted) throw error
    // Whatever was answered, the intent itself says what became of it.
    const intent = await readIntent(account, id, asked)
    if (!isUntouched(intent)) return outcomeOfIntent(intent)
    const { type, code, decline_code: declineCode } = error as Stripe.errors.StripeError
    if (!isRefused(error) && type !== 'StripeCardError') throw error
    return { ...refusedBecause(code, declineCode), providerId: id }
  }
}

export type Confirmation = {
  readonly payment_method?: string
  readonly confirmation_token?: string
  readonly payment_method_data?: { readonly shared_payment_granted_token: string }
}

/** How the token confirms the intent; undefined for what is no token of Stripe's. */
export function confirmationBy({ credential }: PaymentInstrument): Confirmation | undefined {
  const token = credential?.token ?? ''
  if (!/^[a-z]+_\w{3,250}$/.test(token)) return undefined
  if (/^(?:pm|card|src)_/.test(token)) return { payment_method: token }
  if (token.startsWith('ctoken_')) return { confirmation_token: token }
  return token.startsWith('spt_') ? { payment_method_data: { shared_payment_granted_token: token } } : undefined
}

export async function captureIntent(
  account: StripeAccount,
  id: string,
  { paymentId, amount, signal }: Reading & { readonly amount: Money },
): Promise<PaymentOutcome> {
  const charged = toStripe(amount)
  try {
    const intent = await repeated(account, signal, () =>
      account.client.paymentIntents.capture(
        id,
        { ...(charged && { amount_to_capture: charged.amount }) },
        { idempotencyKey: `${providerKey(paymentId)}-capture` },
      ),
    )
    return outcomeOfIntent(own(account, intent, paymentId))
  } catch (error) {
    if (signal.aborted) throw error
    return outcomeOfIntent(await readIntent(account, id, { paymentId, signal }))
  }
}
