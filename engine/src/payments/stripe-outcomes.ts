import type Stripe from 'stripe'
import { say } from '../shared/shopper-texts.ts'
import type { Dispute, KeptMethod, PaymentOutcome } from './gateway.ts'
import { refusalText } from './refusal-text.ts'
import { fromStripe } from './stripe-amounts.ts'

/** The name under which Stripe's objects carry our payment's id. */
export const paymentMark = 'mitchweb_payment'
export const refundMark = 'mitchweb_refund'

/** Nobody has tried to pay with it yet; one that nobody will is given up. */
export const isUntouched = ({ status, last_payment_error: failure }: Stripe.PaymentIntent): boolean =>
  (status === 'requires_payment_method' || status === 'requires_confirmation') && !failure

export function outcomeOfIntent(intent: Stripe.PaymentIntent): PaymentOutcome {
  const { id: providerId, currency } = intent
  switch (intent.status) {
    case 'succeeded':
      return {
        status: 'captured',
        providerId,
        amount: fromStripe({ amount: intent.amount_received, currency }),
        ...keptBy(intent),
      }
    case 'requires_capture':
      return {
        status: 'authorised',
        providerId,
        amount: fromStripe({ amount: intent.amount_capturable, currency }),
        ...keptBy(intent),
      }
    case 'requires_action':
      return { status: 'requires_person', providerId, ...pageOf(intent) }
    case 'canceled':
      return { status: 'failed', code: 'canceled', text: 'The payment was given up.', providerId }
    case 'requires_payment_method': {
      const failure = intent.last_payment_error
      if (failure) return { ...refusedBecause(failure.code, failure.decline_code), providerId }
      return { status: 'pending', providerId }
    }
    default:
      return { status: 'pending', providerId }
  }
}

/** The card that Stripe keeps for its customer because the intent asked for it. */
function keptBy({ customer, setup_future_usage: use, payment_method: method }: Stripe.PaymentIntent): {
  kept?: KeptMethod
} {
  const owner = idOf(customer)
  if (owner === undefined || !use || typeof method !== 'object' || !method?.card) return {}
  const { brand, last4: lastDigits, exp_month: expiryMonth, exp_year: expiryYear } = method.card
  return {
    kept: { providerId: method.id, customer: owner, type: method.type, brand, lastDigits, expiryMonth, expiryYear },
  }
}

function pageOf({ next_action: action }: Stripe.PaymentIntent): { url?: string } {
  const url = action?.redirect_to_url?.url
  return url ? { url } : {}
}

/** A page on which nobody has paid yet, or no longer can. What was paid on it is the intent's to say. */
export function outcomeOfPage({ id, status, url }: Stripe.Checkout.Session): PaymentOutcome {
  if (status === 'open') return { status: 'requires_person', providerId: id, ...(url && { url }) }
  return { status: 'failed', code: 'expired', text: 'The payment page was left without paying.', providerId: id }
}

type Refused = Extract<PaymentOutcome, { status: 'failed' }>

/** In the shop's words: the bank's reasons are told only as far as they help the buyer. */
export function refusedBecause(code: string | undefined, declineCode?: string | undefined): Refused {
  const reason = declineCode ?? code ?? 'card_declined'
  const text = refusalText('en', reason) ?? (code && refusalText('en', code)) ?? say('en', 'refused_card_declined')
  return { status: 'failed', code: reason, text }
}

export const idOf = (thing: string | { readonly id: string } | null): string | undefined =>
  typeof thing === 'string' ? thing : thing?.id

export const refusedToken = (text: string): Refused => ({ status: 'failed', code: 'unknown_token', text })

/** An inquiry (`warning_…`) withdraws nothing, and its payment can still be refunded, which ends it: it is none of these. */
const disputeStatuses: Readonly<Record<string, Dispute['status']>> = {
  needs_response: 'needs_response',
  appeal_needs_response: 'needs_response',
  under_review: 'under_review',
  appeal_under_review: 'under_review',
  won: 'won',
  lost: 'lost',
}

export const disputeOf = ({ id, status, amount, currency, reason }: Stripe.Dispute): Dispute => ({
  id,
  status: disputeStatuses[status] ?? 'other',
  amount: fromStripe({ amount, currency }),
  reason,
})
