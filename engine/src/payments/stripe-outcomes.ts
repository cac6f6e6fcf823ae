import type Stripe from 'stripe'
import type { Dispute, KeptMethod, PaymentOutcome } from './gateway.ts'
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
  const text = Object.hasOwn(reasons, reason) ? reasons[reason] : code === undefined ? undefined : reasons[code]
  return { status: 'failed', code: reason, text: text ?? 'The bank refused this payment.' }
}

export const idOf = (thing: string | { readonly id: string } | null): string | undefined =>
  typeof thing === 'string' ? thing : thing?.id

const reasons: Readonly<Record<string, string>> = {
  insufficient_funds: 'The card holds too little for this payment.',
  expired_card: 'The card has expired.',
  incorrect_cvc: 'The security code of the card is wrong.',
  processing_error: 'The bank could not process the card. Try again, or use another one.',
  authentication_required: 'The bank wants its customer to confirm. Pay at continue_url.',
  payment_intent_authentication_failure: 'The payment was not confirmed at the bank.',
  resource_missing: 'The payment provider does not know this token.',
  token_already_used: 'This token was used before.',
}

export const refusedToken = (text: string): Refused => ({ status: 'failed', code: 'unknown_token', text })

const disputeStatuses: Readonly<Record<string, Dispute['status']>> = {
  needs_response: 'needs_response',
  warning_needs_response: 'needs_response',
  appeal_needs_response: 'needs_response',
  under_review: 'under_review',
  warning_under_review: 'under_review',
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
