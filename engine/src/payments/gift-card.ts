import { createHash } from 'node:crypto'
import { ucpVersion } from '../shared/ucp.ts'
import type { GiftCardKind, giftCardEntryReasons, PaymentHandler } from './contract.ts'

/** A sum that the shop owes: to whoever holds a gift card's code, or to the customer whose store credit it is. */
export type GiftCard = {
  readonly id: string
  readonly kind: GiftCardKind
  readonly currency: string
  readonly balance: number
  readonly codeEnd: string | null
  readonly ownerId: string | null
  readonly endsAt: Date | null
  readonly disabledAt: Date | null
  readonly createdAt: Date
}

export type GiftCardEntryReason = (typeof giftCardEntryReasons)[number]

/** Every shop takes its own gift cards and store credit: they lie in its own database, and no provider is asked. */
export const giftCardHandler: PaymentHandler = {
  id: 'gift_card',
  version: ucpVersion,
  available_instruments: [{ type: 'gift_card' }, { type: 'store_credit' }],
  config: {
    credential_type: 'code',
    pays: 'What is on it, before other instruments. Store credit needs no credential.',
  },
}

/** The days for which money that comes back to a card which has ended can be spent at least. */
export const graceDays = 30

export const canPay = ({ endsAt, disabledAt }: GiftCard, now: Date): boolean =>
  disabledAt === null && (endsAt === null || endsAt > now)

/** A code is a credential: the shop keeps only what recognises it, and whoever reads the table can spend nothing. */
export const hashOf = (code: string): string => createHash('sha256').update(normalized(code)).digest('hex')

export const endOf = (code: string): string => normalized(code).slice(-4)

const normalized = (code: string): string => code.replace(/\s/g, '').toLowerCase()

/** What each of several sources pays of a sum, in their order: all that it can, and no more than is left to pay. */
export function sharesOf(sum: number, limits: readonly number[]): number[] {
  let left = sum
  return limits.map(limit => {
    const share = Math.min(left, Math.max(0, limit))
    left -= share
    return share
  })
}
