import type { Money } from '../shared/money.ts'
import type { PaymentHandler, PaymentInstrument } from './contract.ts'
import { giftCardHandler } from './gift-card.ts'

/** What the provider says of a payment. Its word is the truth; a webhook is only a hint to ask for it. */
export type PaymentOutcome =
  | { readonly status: 'captured'; readonly providerId: string; readonly amount: Money }
  | { readonly status: 'failed'; readonly code: string; readonly text: string; readonly providerId?: string }
  /** A person has to act: at the provider's page where it has one, else at the shop's `continue_url`. */
  | { readonly status: 'requires_person'; readonly providerId: string; readonly url?: string }
  /** Not known yet; the sweeper asks again. */
  | { readonly status: 'pending'; readonly providerId?: string }

export type RefundOutcome =
  | { readonly status: 'succeeded'; readonly providerId: string }
  | { readonly status: 'failed'; readonly text: string }
  | { readonly status: 'pending' }

export type PayRequest = {
  readonly paymentId: string
  /** The same for every attempt at this payment, so that the provider charges once. */
  readonly idempotencyKey: string
  readonly amount: Money
  readonly instrument: PaymentInstrument
  readonly description: string
  /** Where the provider sends the person back to. */
  readonly returnUrl: string
  readonly signal: AbortSignal
}

export type RefundRequest = {
  readonly paymentId: string
  readonly providerId: string
  readonly idempotencyKey: string
  readonly amount: Money
  readonly signal: AbortSignal
}

/**
 * A payment provider. Every call may be repeated with the same key and acts once. A call that throws, or does not answer
 * in time, leaves the outcome unknown: never refused, never paid.
 */
export type PaymentGateway = {
  /** The handler's name in UCP's `payment_handlers`, in reverse-domain form. */
  readonly name: string
  readonly handler: PaymentHandler
  readonly pay: (request: PayRequest) => Promise<PaymentOutcome>
  /** The truth about a payment, by our id; `undefined` when the provider never heard of it. */
  readonly find: (payment: {
    paymentId: string
    providerId?: string
    signal: AbortSignal
  }) => Promise<PaymentOutcome | undefined>
  /** Gives a payment up that is not captured; answers the truth after that. */
  readonly cancel: (payment: {
    paymentId: string
    providerId?: string
    signal: AbortSignal
  }) => Promise<PaymentOutcome | undefined>
  readonly refund: (request: RefundRequest) => Promise<RefundOutcome>
}

export type Gateways = readonly PaymentGateway[]

export const gatewayById = (gateways: Gateways, handlerId: string): PaymentGateway | undefined =>
  gateways.find(gateway => gateway.handler.id === handlerId)

/** `ucp.payment_handlers`: the shop's gateways, and its own gift cards after them. */
export const handlersOf = (gateways: Gateways): Record<string, PaymentHandler[]> => {
  const handlers: Record<string, PaymentHandler[]> = {}
  for (const { name, handler } of gateways) handlers[name] = [...(handlers[name] ?? []), handler]
  return { ...handlers, 'dev.mitchweb.gift_card': [giftCardHandler] }
}
