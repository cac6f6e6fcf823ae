import type Stripe from 'stripe'
import type { PaymentOutcome, PaymentQuestion, PayRequest } from './gateway.ts'
import { own, type Reading, repeated, type StripeAccount } from './stripe-account.ts'
import { toStripe } from './stripe-amounts.ts'
import { readIntent } from './stripe-intents.ts'
import { idOf, outcomeOfPage, paymentMark } from './stripe-outcomes.ts'
import type { StripeSettings } from './stripe-settings.ts'

/** The type of the instrument with which a person pays on Stripe's own page. */
export const hostedPage = 'hosted_page'

export async function openPage(
  account: StripeAccount,
  {
    paymentId,
    idempotencyKey,
    amount,
    description,
    returnUrl,
    capture,
    customer,
    signal,
  }: PayRequest & Pick<StripeSettings, 'capture'>,
): Promise<PaymentOutcome> {
  const { amount: unit_amount, currency } = toStripe(amount)!
  const metadata = { [paymentMark]: paymentId }
  const session = await repeated(account, signal, () =>
    account.client.checkout.sessions.create(
      {
        mode: 'payment',
        client_reference_id: paymentId,
        metadata,
        line_items: [{ quantity: 1, price_data: { currency, unit_amount, product_data: { name: description } } }],
        payment_intent_data: {
          metadata,
          capture_method: capture,
          ...(customer && { setup_future_usage: 'off_session' }),
        },
        // What else can be paid with there could not be shown as a card.
        ...(customer && { customer: customer.id, payment_method_types: ['card'] }),
        success_url: returnUrl,
        cancel_url: returnUrl,
      },
      { idempotencyKey },
    ),
  )
  return outcomeOfPage(own(account, session, paymentId))
}

export async function readPage(
  account: StripeAccount,
  id: string,
  { paymentId, signal }: Reading,
): Promise<Stripe.Checkout.Session> {
  return own(account, await repeated(account, signal, () => account.client.checkout.sessions.retrieve(id)), paymentId)
}

/** The intent of what was paid on a page; before that, there is only the page. */
export async function pageOrIntent(
  account: StripeAccount,
  id: string,
  asked: Reading,
): Promise<Stripe.PaymentIntent | Stripe.Checkout.Session> {
  const session = await readPage(account, id, asked)
  const intentId = idOf(session.payment_intent)
  return session.status === 'complete' && intentId !== undefined ? readIntent(account, intentId, asked) : session
}

/** Nobody was ever told the address of a page that has no id here, so that nobody can pay on it. */
export const isUnknownPage = ({ providerId, instrument }: PaymentQuestion): boolean =>
  providerId === undefined && instrument.type === hostedPage
