import type { SavedInstrument } from './contract.ts'

/** A payment method that a customer had kept at the provider: enough to know it by, nothing to pay with elsewhere. */
export type SavedMethod = {
  readonly id: string
  readonly customerId: string
  readonly handlerId: string
  /** The provider's own id of it. */
  readonly providerId: string
  readonly type: string
  readonly brand: string
  readonly lastDigits: string
  readonly expiryMonth: number
  readonly expiryYear: number
}

/** As UCP shows a card: whoever selects it sends its id, and no credential. */
export const savedInstrument = ({ id, handlerId, type, ...method }: SavedMethod): SavedInstrument => ({
  id,
  handler_id: handlerId,
  type,
  display: {
    brand: method.brand,
    last_digits: method.lastDigits,
    expiry_month: method.expiryMonth,
    expiry_year: method.expiryYear,
  },
})

/** Two that nobody could tell apart are one card that was typed in twice. */
export const looksLike = (a: LookOf, b: LookOf): boolean =>
  a.type === b.type &&
  a.brand === b.brand &&
  a.lastDigits === b.lastDigits &&
  a.expiryMonth === b.expiryMonth &&
  a.expiryYear === b.expiryYear

type LookOf = Pick<SavedMethod, 'type' | 'brand' | 'lastDigits' | 'expiryMonth' | 'expiryYear'>
