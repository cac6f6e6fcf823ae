import type Stripe from 'stripe'
import { CommerceError } from '../shared/errors.ts'
import type { ProviderEvent, ProviderMessage } from './gateway.ts'
import { fromStripe } from './stripe-amounts.ts'
import { idOf, paymentMark } from './stripe-outcomes.ts'

const toleranceSeconds = 300

type Reading = { readonly webhooks: Stripe['webhooks']; readonly webhookSecret: string; readonly isLive: boolean }

/**
 * Reads one of Stripe's messages. Throws `invalid_input` unless Stripe signed just these bytes for this shop within five
 * minutes, in the mode of the shop's key and for its own account.
 */
export function readStripeEvent(message: ProviderMessage, { webhooks, webhookSecret, isLive }: Reading) {
  const event = signedEvent(message, { webhooks, webhookSecret })
  if (event.object !== 'event' || typeof event.id !== 'string') throw refused('is no event')
  if (event.livemode !== isLive) throw refused('is of another mode than the shop’s key')
  if (event.account) throw refused('is about another account')
  return hintOf(event)
}

function signedEvent(
  { body, signature = '', now }: ProviderMessage,
  { webhooks, webhookSecret }: Omit<Reading, 'isLive'>,
): Stripe.Event {
  try {
    const event = webhooks.constructEvent(
      Buffer.from(body),
      signature,
      webhookSecret,
      toleranceSeconds,
      undefined,
      now.getTime(),
    )
    // The library looks for old signatures only.
    const signedAt = Number(/(?:^|,)t=(\d+)/.exec(signature)?.[1])
    if (signedAt - now.getTime() / 1000 > toleranceSeconds) throw new Error('It comes from the future.')
    return event
  } catch {
    throw refused('is not signed for this shop, or not now')
  }
}

const refused = (why: string) => new CommerceError('invalid_input', `The message ${why}.`)

type Marked = { readonly metadata?: Stripe.Metadata | null }
const markOf = ({ metadata }: Marked): string | undefined => metadata?.[paymentMark]

function hintOf(event: Stripe.Event): ProviderEvent | undefined {
  const { id, type } = event
  const thing = event.data.object as { readonly object?: string }
  switch (thing.object) {
    case 'payment_intent': {
      const intent = thing as Stripe.PaymentIntent
      const paymentId = markOf(intent)
      const amount = fromStripe(intent)
      return paymentId ? { id, type, subject: 'payment', payment: { id: paymentId }, amount } : undefined
    }
    case 'checkout.session': {
      const session = thing as Stripe.Checkout.Session
      const paymentId = markOf(session)
      const { amount_total: total, currency } = session
      const amount = total !== null && currency !== null && { amount: fromStripe({ amount: total, currency }) }
      return paymentId ? { id, type, subject: 'payment', payment: { id: paymentId }, ...amount } : undefined
    }
    case 'refund': {
      const providerId = idOf((thing as Stripe.Refund).payment_intent)
      return providerId ? { id, type, subject: 'refund', payment: { providerId } } : undefined
    }
    case 'dispute': {
      const dispute = thing as Stripe.Dispute
      const providerId = idOf(dispute.payment_intent)
      return providerId ? { id, type, subject: 'dispute', payment: { providerId }, disputeId: dispute.id } : undefined
    }
    default:
      return undefined
  }
}
