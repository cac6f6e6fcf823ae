import { z } from 'zod'
import { postalAddress } from '../shared/address.ts'
import { isNoCardNumber } from '../shared/card-numbers.ts'
import { amount, currency, id, instant, requiredText, text } from '../shared/fields.ts'
import { operation } from '../shared/operation.ts'
import { pageInfo, pageRequest } from '../shared/page-schema.ts'
import { grantMandate, listMandates, revokeMandate } from './mandate-contract.ts'

/**
 * UCP `types/payment_instrument.json`. A credential is a token of the payment provider; there is no field for a card
 * number, and a text that looks like one is refused. Credentials travel inwards only.
 */
export const paymentInstrument = z.strictObject({
  id: id(),
  handler_id: id().describe('The id of one of the checkout’s ucp.payment_handlers'),
  type: requiredText(50),
  credential: z
    .strictObject({
      type: requiredText(50),
      token: requiredText(500).refine(isNoCardNumber, 'must be a token of the payment provider, never a card number'),
    })
    .optional(),
  billing_address: postalAddress.optional(),
  display: z
    .record(text(50), z.union([text(200), z.number()]))
    .refine(shown => Object.values(shown).every(value => isNoCardNumber(String(value))), 'must hold no card number')
    .optional(),
  selected: z.boolean().optional(),
  save: z
    .boolean()
    .optional()
    .describe('Keep it at the payment provider for the signed-in customer, who can then pay with it by its id'),
  amount: amount()
    .min(1)
    .optional()
    .describe('What this instrument pays of the total, in minor units; a gift card pays what it can unless told'),
})
export type PaymentInstrument = z.infer<typeof paymentInstrument>

/** Shorter texts are no secrets, and stand in other words by chance. */
const shortestSecret = 6

/** Ids and what is displayed are kept and answered, so that who names a gift card by its code would publish it. */
const instrumentDraft = paymentInstrument.refine(({ id, display = {}, credential: { token } = { token: '' } }) => {
  const shown = [id, ...Object.values(display).map(String)]
  return token.length < shortestSecret || !shown.some(text => text.includes(token))
}, 'must hold its token nowhere but in its credential')

/** Of what a customer has saved, so many are shown at a checkout, the newest first. */
export const mostSavedShown = 10
const mostOthers = 5

/** Whoever sends an answer back sends what is saved with it. */
export const paymentDraft = z.strictObject({
  instruments: z
    .array(instrumentDraft)
    .max(mostSavedShown + mostOthers)
    .refine(
      instruments => instruments.filter(({ handler_id }) => handler_id === 'gift_card').length <= mostOthers,
      `must hold no more than ${mostOthers} gift cards`,
    )
    .optional(),
})
export type PaymentDraft = z.infer<typeof paymentDraft>

/** UCP `payment_handler.json#/$defs/response_schema`: how this shop can be paid. */
export const paymentHandler = z.strictObject({
  id: z.string(),
  version: z.string(),
  spec: z.string().optional(),
  schema: z.string().optional(),
  available_instruments: z.array(z.strictObject({ type: z.string() })).optional(),
  config: z.record(z.string(), z.unknown()).optional(),
})
export type PaymentHandler = z.infer<typeof paymentHandler>

/**
 * What a page opens Stripe's own form with: `payment_form` in a handler's config, there where the shop has a key for it.
 * The amount is in Stripe's units. None of it is secret.
 */
export const paymentForm = z.strictObject({
  publishable_key: z.string(),
  script: z.string(),
  amount: z.int().min(1),
  currency: z.string(),
  capture_method: z.enum(['automatic', 'manual']),
  payment_method_types: z.array(z.string()),
})
export type PaymentForm = z.infer<typeof paymentForm>

/** By reverse-domain name, as in `ucp.payment_handlers`. */
export const paymentHandlers = z.record(z.string(), z.array(paymentHandler))

const giftCardKinds = ['gift_card', 'store_credit'] as const
export type GiftCardKind = (typeof giftCardKinds)[number]

export const giftCardEntryReasons = ['issued', 'spent', 'released', 'refunded'] as const

/** What one payment of an order came to; the amounts sum to the order's total. */
export const orderPayment = z.strictObject({
  handler_id: z.string(),
  type: z.string(),
  amount: z.int().min(1),
  display: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type OrderPayment = z.infer<typeof orderPayment>

const giftCardView = z.strictObject({
  id: z.string(),
  kind: z.enum(giftCardKinds),
  currency: z.string(),
  balance: z.int().min(0),
  code_end: z.string().optional().describe('The last characters of the code'),
  customer_id: z.string().optional().describe('Whose store credit it is'),
  ends_at: z.string().optional(),
  disabled_at: z.string().optional(),
  created_at: z.string(),
})
export type GiftCardView = z.infer<typeof giftCardView>

const code = () => requiredText(100).describe('The code of a gift card; letter case and blanks do not count')

export const issueGiftCard = operation({
  name: 'issue_gift_card',
  title: 'Issue gift card',
  summary: 'Makes a gift card. Its code is told once, in this answer, and pays like money.',
  effect: 'write',
  scope: 'payments:write',
  hasSecretAnswer: true,
  input: z.strictObject({
    gift_card: z.strictObject({
      amount: amount().min(1),
      currency: currency(),
      ends_at: instant().optional(),
    }),
  }),
  output: giftCardView.extend({
    code: z.string().describe('What the buyer sends as the token of an instrument of handler "gift_card"'),
  }),
  errors: ['idempotency_conflict'],
})

export const issueStoreCredit = operation({
  name: 'issue_store_credit',
  title: 'Issue store credit',
  summary: 'Gives a customer money to spend in the shop. It has no code: only its owner, signed in, pays with it.',
  effect: 'write',
  scope: 'payments:write',
  input: z.strictObject({
    store_credit: z.strictObject({
      customer_id: id(),
      amount: amount().min(1),
      currency: currency(),
      ends_at: instant().optional(),
    }),
  }),
  output: giftCardView,
  errors: ['idempotency_conflict'],
})

export const changeGiftCard = operation({
  name: 'change_gift_card',
  title: 'Change gift card',
  summary: 'Changes when a gift card or store credit ends, or disables it and enables it again. What is on it stays.',
  effect: 'write',
  scope: 'payments:write',
  input: z.strictObject({
    id: id(),
    ends_at: instant().nullable().optional().describe('null: it never ends'),
    disabled: z.boolean().optional(),
  }),
  output: giftCardView,
  errors: ['not_found'],
})

export const getGiftCard = operation({
  name: 'get_gift_card',
  title: 'Get gift card',
  summary: 'A gift card or store credit with its ledger: what came on it and what went from it, the oldest first.',
  effect: 'read',
  scope: 'payments:read',
  input: z.strictObject({ id: id(), pagination: pageRequest.optional() }),
  output: giftCardView.extend({
    entries: z.array(
      z.strictObject({
        at: z.string(),
        reason: z.enum(giftCardEntryReasons),
        amount: z.int(),
        payment_id: z.string().optional(),
      }),
    ),
    pagination: pageInfo,
  }),
  errors: ['not_found', 'invalid_cursor'],
})

export const listGiftCards = operation({
  name: 'list_gift_cards',
  title: 'List gift cards',
  summary: 'Gift cards and store credit, of one customer if told, in the order in which they were issued.',
  effect: 'read',
  scope: 'payments:read',
  input: z.strictObject({ customer_id: id().optional(), pagination: pageRequest.optional() }),
  output: z.strictObject({ gift_cards: z.array(giftCardView), pagination: pageInfo }),
  errors: ['invalid_cursor'],
})

export const getGiftCardBalance = operation({
  name: 'get_gift_card_balance',
  title: 'Get gift card balance',
  summary: 'What is on a gift card, for whoever holds its code.',
  effect: 'read',
  scope: 'checkout:write',
  input: z.strictObject({ code: code() }),
  output: giftCardView.pick({ currency: true, balance: true, ends_at: true }),
  errors: ['not_found'],
})

export const getStoreCredit = operation({
  name: 'get_store_credit',
  title: 'Get store credit',
  summary: 'What the signed-in customer can spend in the shop, by currency.',
  effect: 'read',
  scope: 'checkout:write',
  input: z.strictObject({}),
  output: z.strictObject({
    store_credit: z.array(z.strictObject({ currency: z.string(), balance: z.int().min(1) })),
  }),
  errors: ['unauthorized'],
})

/** UCP `types/card_payment_instrument.json`: it is selected by its id, and needs no credential. */
const savedInstrument = z.strictObject({
  id: z.string(),
  handler_id: z.string(),
  type: z.string(),
  display: z.strictObject({
    brand: z.string(),
    last_digits: z.string(),
    expiry_month: z.int(),
    expiry_year: z.int(),
  }),
})
export type SavedInstrument = z.infer<typeof savedInstrument>

const savedInstruments = z.strictObject({ payment_methods: z.array(savedInstrument) })

export const listPaymentMethods = operation({
  name: 'list_payment_methods',
  title: 'List payment methods',
  summary: 'The payment methods that the signed-in customer has saved, the newest first; each pays by its id.',
  effect: 'read',
  scope: 'account:read',
  input: z.strictObject({}),
  output: savedInstruments,
  errors: ['unauthorized'],
})

export const removePaymentMethod = operation({
  name: 'remove_payment_method',
  title: 'Remove payment method',
  summary: 'Takes a saved payment method away, here at once and then at the payment provider. Answers those that stay.',
  effect: 'write',
  scope: 'account:manage',
  input: z.strictObject({ id: id() }),
  output: savedInstruments,
  errors: ['not_found', 'unauthorized'],
})

export const paymentOperations = [
  grantMandate,
  revokeMandate,
  listMandates,
  issueGiftCard,
  issueStoreCredit,
  changeGiftCard,
  getGiftCard,
  listGiftCards,
  getGiftCardBalance,
  getStoreCredit,
  listPaymentMethods,
  removePaymentMethod,
] as const
