import { type Outcome, testMethods } from './test-cards.ts'

/** What the stand-in knows of one account: Stripe's objects, as far as the shop uses them. */
export type Account = { readonly id: string; readonly secretKey: string; readonly isLive: boolean }

export type Metadata = Record<string, string>

export type Charge = {
  readonly id: string
  readonly intent: string
  readonly amount: number
  captured: number
  refunded: number
}

export type Failure = { readonly code: string; readonly decline_code?: string; readonly message: string }

export type IntentStatus =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'requires_capture'
  | 'processing'
  | 'succeeded'
  | 'canceled'

export type Intent = {
  readonly id: string
  readonly account: string
  readonly created: number
  readonly amount: number
  readonly currency: string
  readonly metadata: Metadata
  customer: string | null
  setupFutureUsage: string | null
  status: IntentStatus
  captureMethod: 'automatic' | 'manual'
  failure: Failure | null
  /** What becomes of it once a person has confirmed. */
  afterPerson: Outcome | null
  returnUrl: string | null
  /** When it was authorised; an authorisation ends after a week. */
  charge: Charge | null
  paymentMethod: string | null
  /** Stripe.js, on the page that it runs on, is to lead its person to the bank. */
  usesStripeSdk: boolean
}

export type Session = {
  readonly id: string
  readonly account: string
  readonly created: number
  readonly amount: number
  readonly currency: string
  readonly metadata: Metadata
  readonly intentMetadata: Metadata
  readonly customer: string | null
  readonly setupFutureUsage: string | null
  readonly clientReferenceId: string | null
  readonly captureMethod: 'automatic' | 'manual'
  readonly successUrl: string
  readonly cancelUrl: string
  status: 'open' | 'complete' | 'expired'
  intent: string | null
}

export type Refund = {
  readonly id: string
  readonly account: string
  readonly created: number
  readonly intent: string
  readonly amount: number
  readonly currency: string
  readonly metadata: Metadata
  status: 'pending' | 'succeeded' | 'failed'
}

export type Dispute = {
  readonly id: string
  readonly account: string
  readonly intent: string
  readonly amount: number
  readonly currency: string
  readonly reason: string
  status: string
}

export type Customer = {
  readonly id: string
  readonly account: string
  readonly created: number
  readonly metadata: Metadata
}

export type PaymentMethod = {
  readonly id: string
  readonly outcome: Outcome
  readonly card: {
    readonly brand: string
    readonly last4: string
    readonly exp_month: number
    readonly exp_year: number
  }
  customer: string | null
  /** Whether its cardholder agreed to payments while they are away. */
  isSetUp: boolean
  /** Used for nobody, or detached: never to be used again. */
  isSpent: boolean
  /** One of Stripe's test methods, of which each use is a new copy. */
  readonly isShared?: true
}

export type Books = {
  readonly intents: Map<string, Intent>
  readonly sessions: Map<string, Session>
  readonly refunds: Map<string, Refund>
  readonly disputes: Map<string, Dispute>
  readonly methods: Map<string, PaymentMethod>
  /** Confirmation tokens and shared payment tokens: what they stand for, and whether they were used. */
  readonly tokens: Map<string, { readonly method: string; readonly mostAmount: number | null; isUsed: boolean }>
  readonly customers: Map<string, Customer>
}

export const emptyBooks = (): Books => ({
  intents: new Map(),
  sessions: new Map(),
  refunds: new Map(),
  disputes: new Map(),
  methods: new Map(Object.entries(testMethods).map(([id, outcome]) => [id, sharedMethod(id, outcome)])),
  tokens: new Map(),
  customers: new Map(),
})

const sharedMethod = (id: string, outcome: Outcome): PaymentMethod => ({
  id,
  outcome,
  card: { brand: 'visa', last4: '4242', exp_month: 8, exp_year: 2031 },
  customer: null,
  isSetUp: false,
  isSpent: false,
  isShared: true,
})

type Placed = { readonly isLive: boolean; readonly address: string }

export const intentView = (intent: Intent, { isLive, address }: Placed) => ({
  id: intent.id,
  object: 'payment_intent',
  amount: intent.amount,
  amount_capturable: intent.status === 'requires_capture' ? intent.amount : 0,
  amount_received: intent.charge?.captured ?? 0,
  capture_method: intent.captureMethod,
  client_secret: `${intent.id}_secret_standin`,
  created: intent.created,
  currency: intent.currency,
  customer: intent.customer,
  last_payment_error: intent.failure && { type: 'card_error', ...intent.failure },
  latest_charge: intent.charge?.id ?? null,
  livemode: isLive,
  metadata: intent.metadata,
  next_action:
    intent.status !== 'requires_action'
      ? null
      : intent.usesStripeSdk
        ? { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect' } }
        : {
            type: 'redirect_to_url',
            redirect_to_url: { url: `${address}/authenticate/${intent.id}`, return_url: intent.returnUrl },
          },
  payment_method: intent.paymentMethod,
  setup_future_usage: intent.setupFutureUsage,
  status: intent.status,
})

export const customerView = (customer: Customer, { isLive }: Pick<Placed, 'isLive'>) => ({
  id: customer.id,
  object: 'customer',
  created: customer.created,
  livemode: isLive,
  metadata: customer.metadata,
})

export const methodView = ({ id, card, customer }: PaymentMethod, { isLive }: Pick<Placed, 'isLive'>) => ({
  id,
  object: 'payment_method',
  card: { ...card, funding: 'credit' },
  customer,
  livemode: isLive,
  metadata: {},
  type: 'card',
})

export const sessionView = (session: Session, { isLive, address }: Placed) => ({
  id: session.id,
  object: 'checkout.session',
  amount_total: session.amount,
  client_reference_id: session.clientReferenceId,
  created: session.created,
  currency: session.currency,
  expires_at: session.created + 24 * 3600,
  livemode: isLive,
  metadata: session.metadata,
  mode: 'payment',
  customer: session.customer,
  payment_intent: session.intent,
  payment_status: session.status === 'complete' ? 'paid' : 'unpaid',
  status: session.status,
  success_url: session.successUrl,
  url: session.status === 'open' ? `${address}/pay/${session.id}` : null,
})

export const refundView = (refund: Refund, charge: string | null) => ({
  id: refund.id,
  object: 'refund',
  amount: refund.amount,
  charge,
  created: refund.created,
  currency: refund.currency,
  metadata: refund.metadata,
  payment_intent: refund.intent,
  status: refund.status,
})

export const disputeView = (dispute: Dispute, { isLive }: Pick<Placed, 'isLive'>) => ({
  id: dispute.id,
  object: 'dispute',
  amount: dispute.amount,
  currency: dispute.currency,
  livemode: isLive,
  metadata: {},
  payment_intent: dispute.intent,
  reason: dispute.reason,
  status: dispute.status,
})
