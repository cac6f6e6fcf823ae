import type { ErrorCode } from '@mitchweb/engine/contract'

/** Why something was refused, in English and for whoever is buying; the shop's own words are for whoever calls it. */
export const refusalsEnglish = {
  codes: {
    invalid_input: 'Something in the form is missing or not right. Check it, then send it again.',
    idempotency_key_required: 'The form was not whole. Load the page again, then repeat it.',
    invalid_cursor: 'This list has changed. Begin again at its first page.',
    unauthorized: 'Sign in to do this.',
    forbidden: 'This cannot be done from here.',
    not_found: 'This is not there any more.',
    unknown_operation: 'There is nothing at this address.',
    method_not_allowed: 'This cannot be done at this address.',
    item_unavailable: 'Something of this is not sold any more. Choose something else.',
    currency_unavailable: 'This is not sold in this currency. Choose another one.',
    conflict: 'This is being changed elsewhere right now. Look at it again, then repeat what you wanted.',
    version_conflict: 'This was changed meanwhile, in another window perhaps. Here is how it is now.',
    idempotency_conflict: 'This form was sent before with something else in it. Load the page again, then repeat it.',
    request_in_progress: 'This is being worked on already. Wait a moment.',
    invalid_state: 'This is not possible any more, as it has moved on meanwhile. Here is how it is now.',
    duplicate: 'There is one like this already.',
    payload_too_large: 'This is too much at once. Shorten it.',
    unsupported_media_type: 'The shop could not read the form. Load the page again, then repeat it.',
    limit_exceeded: 'This is more than is possible here. Take less.',
    rate_limited: 'Too many tries at once. Wait a minute, then go on.',
    internal: 'Something went wrong in the shop. Try again later.',
    payment_unavailable: 'The payment provider does not answer. Try again in a moment; nothing is charged twice.',
    unavailable: 'The shop is busy. Try again in a moment.',
  } satisfies Readonly<Record<ErrorCode, string>>,
  /** Said in place of the code where the reason is known. */
  reasons: {
    no_way_to_pay: 'Choose how to pay.',
    other_country: 'An order stays in its country. Cancel it and order again to have it sent to another one.',
    no_delivery: 'The delivery that was paid for does not go there. Cancel the order and order again.',
    other_tax: 'The order would be taxed otherwise there. Cancel it and order again.',
  } as Readonly<Record<string, string | undefined>>,
  /** What fields are called, by their names in the shop. */
  fields: {
    name: 'Your name',
    email: 'E-mail',
    newEmail: 'New e-mail',
    password: 'Password',
    newPassword: 'New password',
    currentPassword: 'Present password',
    token: 'Link',
    first_name: 'First name',
    last_name: 'Last name',
    phone_number: 'Phone',
    street_address: 'Street and number',
    extended_address: 'Flat, floor, company',
    postal_code: 'Postcode',
    address_locality: 'City',
    address_region: 'Region or state',
    address_country: 'Country',
    total: 'In all',
    per_order: 'For one order',
    ask_above: 'Ask me above',
    expires_at: 'Until',
    currency: 'Currency',
  } as Readonly<Record<string, string | undefined>>,
  wrongField: (field: string, problem: string | undefined) =>
    problem ? `“${field}” ${problem}` : `Look at “${field}” again: something is missing or not right.`,
}
export type RefusalWords = typeof refusalsEnglish
