import type { Failure, PaymentMethod } from './books.ts'

/** How a test card behaves, in the words of the reference list; the last three are the stand-in's own. */
export type Outcome =
  | 'success'
  | 'card_declined'
  | 'insufficient_funds'
  | '3ds_required_then_success'
  | 'authentication_required_unless_set_up'
  | 'authentication_always_required'
  | 'authentication_required_then_insufficient_funds'
  | '3ds_required_then_card_declined'
  | '3ds_required_lookup_error'
  | '3ds_optional_success'
  | '3ds_optional_error_if_tried'
  | 'slow_bank'
  | 'authorisation_lapses'
  | 'authentication_refused'

/** Stripe's own names of test payment methods, by how they behave. */
export const testMethods: Readonly<Record<string, Outcome>> = {
  pm_card_visa: 'success',
  pm_card_mastercard: 'success',
  pm_card_amex: 'success',
  pm_card_chargeDeclined: 'card_declined',
  pm_card_chargeDeclinedInsufficientFunds: 'insufficient_funds',
  pm_card_threeDSecure2Required: '3ds_required_then_success',
  pm_card_authenticationRequiredOnSetup: 'authentication_required_unless_set_up',
  pm_card_authenticationRequired: 'authentication_always_required',
  pm_card_authenticationRequiredChargeDeclinedInsufficientFunds: 'authentication_required_then_insufficient_funds',
  pm_card_threeDSecureRequiredChargeDeclined: '3ds_required_then_card_declined',
  pm_card_threeDSecureRequiredProcessingError: '3ds_required_lookup_error',
  pm_card_threeDSecureOptional: '3ds_optional_success',
  pm_card_threeDSecureOptionalProcessingError: '3ds_optional_error_if_tried',
  pm_stand_in_slowBank: 'slow_bank',
  pm_stand_in_authorisationLapses: 'authorisation_lapses',
}

export const declined = (decline_code: string): Failure => ({
  code: 'card_declined',
  decline_code,
  message: 'Your card was declined.',
})

export const refusals: Readonly<Partial<Record<Outcome, Failure>>> = {
  card_declined: declined('generic_decline'),
  insufficient_funds: declined('insufficient_funds'),
  '3ds_required_lookup_error': declined('generic_decline'),
  authentication_refused: {
    code: 'authentication_required',
    decline_code: 'authentication_required',
    message: 'Your card was declined. This transaction requires authentication.',
  },
}

/** What becomes of it once its person has confirmed. */
export const afterAuthentication: Readonly<Partial<Record<Outcome, Outcome>>> = {
  '3ds_required_then_success': 'success',
  authentication_required_unless_set_up: 'success',
  authentication_always_required: 'success',
  authentication_required_then_insufficient_funds: 'insufficient_funds',
  '3ds_required_then_card_declined': 'card_declined',
}

/** How a method behaves while nobody is there to confirm, in the words of Stripe's page on its test cards. */
export function offSession({ outcome, isSetUp }: PaymentMethod): Outcome {
  if (outcome === 'authentication_required_unless_set_up' && isSetUp) return 'success'
  return afterAuthentication[outcome] ? 'authentication_refused' : outcome
}
