import type { Money } from '../shared/money.ts'
import type { PaymentForm, PaymentHandler, PaymentInstrument } from './contract.ts'
import { giftCardHandler } from './gift-card.ts'
import type { Payment } from './payment.ts'
import type { SavedMethod } from './saved-method.ts'

/** What the provider says of a payment. Its word is the truth; a webhook is only a hint to ask for it. */
export type PaymentOutcome =
  | { readonly status: 'captured'; readonly providerId: string; readonly amount: Money; readonly kept?: KeptMethod }
  /** The money is set aside, and comes with `capture`; given up with `cancel`, it never moves. */
  | { readonly status: 'authorised'; readonly providerId: string; readonly amount: Money; readonly kept?: KeptMethod }
  | {
      readonly status: 'failed'
      readonly code: string
      readonly text: string
      readonly providerId?: string
      readonly gone?: Gone
    }
  /** A person has to act: at the provider's page where it has one, else at the shop's `continue_url`. */
  | { readonly status: 'requires_person'; readonly providerId: string; readonly url?: string }
  /** Not known yet; the sweeper asks again. */
  | { readonly status: 'pending'; readonly providerId?: string }

/** What the provider keeps from now on, because its customer asked for it; all that is ever told of it. */
export type KeptMethod = Pick<
  SavedMethod,
  'providerId' | 'type' | 'brand' | 'lastDigits' | 'expiryMonth' | 'expiryYear'
> & {
  /** The provider's id of the customer. */
  readonly customer: string
}

/** What the provider kept and does not have any more, by its own id. */
export type Gone = { readonly method: string } | { readonly customer: string }

export type RefundOutcome =
  | { readonly status: 'succeeded'; readonly providerId: string }
  | { readonly status: 'failed'; readonly text: string }
  | { readonly status: 'pending' }

export type PayRequest = {
  readonly paymentId: string
  /** The same for every attempt at this payment, so that the provider charges once. */
  readonly idempotencyKey: string
  readonly amount: Money
  /** With `save`, what pays is kept for `customer`. */
  readonly instrument: PaymentInstrument
  readonly customer?: PayingCustomer
  readonly description: string
  /** Where the provider sends the person back to. */
  readonly returnUrl: string
  readonly signal: AbortSignal
}

/** Who pays, as the provider knows them: there where something is kept for them, or something kept is used. */
export type PayingCustomer = {
  readonly id: string
  /** The provider's id of a method that was kept, in place of the instrument's credential. */
  readonly methodId?: string
  /** Off session: they agreed beforehand and nobody is there now who could confirm at the bank. */
  readonly isAbsent?: true
}

/** Which payment is asked about, and what is known of it. */
export type PaymentQuestion = {
  readonly paymentId: string
  readonly providerId?: string
  readonly amount: Money
  readonly instrument: Payment['instrument']
  /** How long ago it was begun. */
  readonly ageMs: number
}

export const questionOf = (payment: Payment, now: Date): PaymentQuestion => ({
  paymentId: payment.id,
  ...(payment.providerId !== null && { providerId: payment.providerId }),
  amount: payment.amount,
  instrument: payment.instrument,
  ageMs: now.getTime() - payment.createdAt.getTime(),
})

type Asked = PaymentQuestion & { readonly signal: AbortSignal }

/** A message of the provider's as it came: its bytes are what was signed. */
export type ProviderMessage = {
  readonly body: Uint8Array
  readonly signature: string | undefined
  readonly now: Date
}

/** What a message of the provider's is about. It is a hint to ask: what it claims has no effect. */
export type ProviderEvent = {
  readonly id: string
  readonly type: string
  /** By our id, or by the provider's. */
  readonly payment: { readonly id: string } | { readonly providerId: string }
  /** What was to be paid, where it says so. */
  readonly amount?: Money
  readonly subject: 'payment' | 'refund' | 'dispute'
  readonly disputeId?: string
}

export type Dispute = {
  readonly id: string
  readonly status: 'needs_response' | 'under_review' | 'won' | 'lost' | 'other'
  readonly amount: Money
  readonly reason: string
}

export type RefundRequest = {
  readonly paymentId: string
  readonly providerId: string
  readonly idempotencyKey: string
  readonly amount: Money
  readonly signal: AbortSignal
}

/** What a provider keeps for customers, so that they can pay again without their card at hand. */
export type Vault = {
  /** The types of instruments that can be kept; one of these without a credential names what was kept. */
  readonly types: readonly string[]
  /** Makes a customer known, once for each reference of ours, and answers the provider's id. */
  readonly createCustomer: (customer: {
    readonly reference: string
    /** How long ago it was begun. */
    readonly ageMs: number
    readonly signal: AbortSignal
  }) => Promise<string>
  /** Has a method forgotten; one that is not there any more is forgotten too. */
  readonly detach: (method: { readonly methodId: string; readonly signal: AbortSignal }) => Promise<void>
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
  readonly find: (payment: Asked) => Promise<PaymentOutcome | undefined>
  /** Gives a payment up that is not captured; answers the truth after that. */
  readonly cancel: (payment: Asked) => Promise<PaymentOutcome | undefined>
  /** Takes what is authorised; there where payments may be. */
  readonly capture?: (payment: Asked & { readonly providerId: string }) => Promise<PaymentOutcome>
  readonly refund: (request: RefundRequest) => Promise<RefundOutcome>
  /** There where methods can be kept. */
  readonly vault?: Vault
  /**
   * What a page needs to show the provider's own form for paying this amount, told in the handler's `config`; undefined
   * where the amount cannot be charged. Nothing of it is secret.
   */
  readonly formFor?: (amount: Money) => PaymentForm | undefined
  /** Reads a message that the provider signed; undefined when it is about nothing here. Throws when it is not genuine. */
  readonly readEvent?: (message: ProviderMessage) => ProviderEvent | undefined
  readonly findDispute?: (dispute: { readonly id: string; readonly signal: AbortSignal }) => Promise<Dispute>
}

export type Gateways = readonly PaymentGateway[]

export const gatewayById = (gateways: Gateways, handlerId: string): PaymentGateway | undefined =>
  gateways.find(gateway => gateway.handler.id === handlerId)

/** `ucp.payment_handlers`: the shop's gateways, as they take what is due, and its own gift cards after them. */
export const handlersOf = (gateways: Gateways, due: Money): Record<string, PaymentHandler[]> => {
  const handlers: Record<string, PaymentHandler[]> = {}
  for (const gateway of gateways) handlers[gateway.name] = [...(handlers[gateway.name] ?? []), handlerFor(gateway, due)]
  return { ...handlers, 'dev.mitchweb.gift_card': [giftCardHandler] }
}

function handlerFor({ handler, vault, formFor }: PaymentGateway, due: Money): PaymentHandler {
  const form = due.amount > 0 ? formFor?.(due) : undefined
  return {
    ...handler,
    config: { ...handler.config, ...(vault && { can_save: true }), ...(form && { payment_form: form }) },
  }
}
