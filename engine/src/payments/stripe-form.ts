import type { Money } from '../shared/money.ts'
import type { PaymentForm } from './contract.ts'
import { toStripe } from './stripe-amounts.ts'
import type { StripeSettings } from './stripe-settings.ts'

type Terms = Required<Pick<StripeSettings, 'publishableKey' | 'capture'>> & { readonly version: string }

/**
 * What Stripe's Payment Element is opened with: the same amount, in Stripe's units, and the same way of capture as the
 * intent that its token confirms. Cards alone, as what else there is could not be shown as an instrument. The script is of
 * the same release as the API that the shop speaks.
 */
export const paymentForm =
  ({ publishableKey, capture, version }: Terms) =>
  (due: Money): PaymentForm | undefined => {
    const charged = toStripe(due)
    return (
      charged && {
        amount: charged.amount,
        currency: due.currency,
        publishable_key: publishableKey,
        script: `https://js.stripe.com/${version.split('.')[1]}/stripe.js`,
        capture_method: capture,
        payment_method_types: ['card'],
      }
    )
  }
