import { z } from 'zod'
import { postalAddress } from '../shared/address.ts'
import { amount, currency, id, instant, requiredText, text } from '../shared/fields.ts'
import { operation } from '../shared/operation.ts'

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
})
export type PaymentInstrument = z.infer<typeof paymentInstrument>

export const paymentDraft = z.strictObject({ instruments: z.array(paymentInstrument).max(5).optional() })
export type PaymentDraft = z.infer<typeof paymentDraft>

/** 13 to 19 digits that pass Luhn's check, with or without blanks and hyphens, are taken for a card number. */
export function isNoCardNumber(value: string): boolean {
  const digits = value.replace(/[\s-]/g, '')
  return !/^\d{13,19}$/.test(digits) || !passesLuhn(digits)
}

function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index])
    const doubled = index % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

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

/** By reverse-domain name, as in `ucp.payment_handlers`. */
export const paymentHandlers = z.record(z.string(), z.array(paymentHandler))

export const giftCardKinds = ['gift_card', 'store_credit'] as const
export type GiftCardKind = (typeof giftCardKinds)[number]

export const issueGiftCard = operation({
  name: 'issue_gift_card',
  title: 'Issue gift card',
  summary: 'Makes a gift card or store credit. Its code is told once, in this answer, and pays like money.',
  effect: 'write',
  scope: 'orders:write',
  input: z.strictObject({
    gift_card: z.strictObject({
      amount: amount().min(1),
      currency: currency(),
      kind: z.enum(giftCardKinds).optional().describe('"gift_card" unless told'),
      ends_at: instant().optional(),
    }),
  }),
  output: z.strictObject({
    id: z.string(),
    code: z.string().describe('What the buyer sends as the token of an instrument of handler "gift_card"'),
    kind: z.enum(giftCardKinds),
    currency: z.string(),
    balance: z.int(),
  }),
  errors: ['idempotency_conflict'],
})

export const paymentOperations = [issueGiftCard] as const
