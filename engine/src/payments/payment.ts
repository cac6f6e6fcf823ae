import type { Money } from '../shared/money.ts'
import { states } from '../shared/states.ts'
import type { OrderPayment, PaymentInstrument } from './contract.ts'

/**
 * `held` is what was taken from a gift card and may still go back to it: until the order is placed, nothing is paid.
 * `failed` and `canceled` may still become `captured`: a provider's late word that money moved is the truth, and what
 * then finds no order is refunded.
 */
export const paymentStates = states({
  pending: ['captured', 'failed', 'canceled'],
  held: ['captured', 'canceled'],
  captured: [],
  failed: ['captured'],
  canceled: ['captured'],
})
export type PaymentStatus = 'pending' | 'held' | 'captured' | 'failed' | 'canceled'

/** A bank that took a refund may still give its money back to the shop, as for a card that is closed. */
export const refundStates = states({ pending: ['succeeded', 'failed'], succeeded: ['failed'], failed: [] })
export type RefundStatus = 'pending' | 'succeeded' | 'failed'

export type Payment = {
  readonly id: string
  /** What is paid for: a checkout's id. Payments know no orders. */
  readonly reference: string
  readonly handlerId: string
  readonly status: PaymentStatus
  readonly amount: Money
  /** Minor units that went back or are on their way back. */
  readonly refunded: number
  /** Minor units that the buyer’s bank holds or has taken back. */
  readonly disputed: number
  readonly providerId: string | null
  /** What the buyer paid with, without its credential. */
  readonly instrument: Omit<PaymentInstrument, 'credential'>
  /** Whether a person has to act at the provider before it can be captured. */
  readonly awaitsPerson: boolean
  readonly failure: { readonly code: string; readonly text: string } | null
  readonly createdAt: Date
  /** When the sweeper asks the provider, while pending. */
  readonly nextCheckAt: Date | null
  readonly checks: number
  /** The gift card that it was taken from, in place of a provider. */
  readonly giftCardId: string | null
}

/** The payment as its order keeps it. */
export const orderPaymentOf = ({ instrument, handlerId, amount }: Payment): OrderPayment => ({
  handler_id: handlerId,
  type: instrument.type,
  amount: amount.amount,
  ...(instrument.display && { display: instrument.display }),
})

export type Refund = {
  readonly id: string
  readonly paymentId: string
  readonly status: RefundStatus
  readonly amount: Money
  readonly reason: string
}

/** What can still be sent back of a payment. */
export const refundable = ({ status, amount, refunded, disputed }: Payment): number =>
  status === 'captured' ? Math.max(0, amount.amount - refunded - disputed) : 0

/** The provider's key derives from the payment, so that every attempt at it is the same attempt. */
export const providerKey = (paymentId: string): string => `mitchweb-${paymentId}`

/**
 * Waits before the provider is asked again: 5 s, 10 s, 20 s, then every 30 s, so that a minute after a provider has come
 * back all is settled.
 */
export const nextCheckAfter = (checks: number): number => Math.min(5_000 * 2 ** Math.min(checks, 10), 30_000)

const hour = 3_600_000

/** Waits before a refund that the provider refused is sent anew: 1 hour, 2 hours, 4 hours … at most a day. */
export const nextRefundAfter = (failures: number): number => Math.min(hour * 2 ** (failures - 1), 24 * hour)
