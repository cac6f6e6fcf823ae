import {
  type Account,
  type Charge,
  disputeView,
  emptyBooks,
  type Failure,
  type Intent,
  intentView,
  methodView,
  type PaymentMethod,
  type Refund,
  refundView,
  type Session,
  sessionView,
} from './books.ts'
import { afterAuthentication, declined, type Outcome, offSession, refusals } from './test-cards.ts'
import { Vault } from './vault.ts'
import { missing, nested, type Params, refusal, required, StripeProblem, text, textsOf, wholeNumber } from './wire.ts'

/** Something happened to an object: the event that Stripe would send about it. */
export type Happening = { readonly account: Account; readonly type: string; readonly object: object }

export type BankOptions = {
  readonly now: () => Date
  readonly address: () => string
  readonly tell: (happening: Happening) => void
}

/** Stripe's side of the money: what its API does to intents, pages, refunds and disputes, and what banks and people do. */
export class Bank {
  readonly books = emptyBooks()
  readonly vault: Vault
  readonly #options: BankOptions
  #ids = 0

  constructor(options: BankOptions) {
    this.#options = options
    this.vault = new Vault({
      books: this.books,
      newId: prefix => this.#id(prefix),
      seconds: () => this.#seconds(),
    })
  }

  createIntent(account: Account, params: Params): object {
    const amount = wholeNumber(params, 'amount')
    const currency = required(params, 'currency')
    if (amount < 50) throw new StripeProblem(400, 'invalid_request_error', { code: 'amount_too_small' })
    const intent: Intent = {
      id: this.#id('pi'),
      account: account.id,
      created: this.#seconds(),
      amount,
      currency,
      metadata: textsOf(nested(params, 'metadata')),
      customer: this.#customerIn(account, params),
      setupFutureUsage: null,
      status: 'requires_payment_method',
      captureMethod: text(params, 'capture_method') === 'manual' ? 'manual' : 'automatic',
      failure: null,
      afterPerson: null,
      returnUrl: null,
      charge: null,
      paymentMethod: null,
      usesStripeSdk: false,
    }
    this.books.intents.set(intent.id, intent)
    this.#tellIntent(account, 'payment_intent.created', intent)
    return this.viewOf(account, intent)
  }

  updateIntent(account: Account, id: string, params: Params): object {
    const intent = this.intent(account, id)
    if (['succeeded', 'canceled', 'processing'].includes(intent.status))
      throw unexpectedState(intent, this.viewOf(account, intent))
    intent.customer = this.#customerIn(account, params) ?? intent.customer
    return this.viewOf(account, intent, params)
  }

  confirmIntent(account: Account, id: string, params: Params): object {
    const intent = this.intent(account, id)
    if (!['requires_payment_method', 'requires_confirmation'].includes(intent.status))
      throw unexpectedState(intent, this.viewOf(account, intent))
    if (params.capture_method === 'manual' || params.capture_method === 'automatic')
      intent.captureMethod = params.capture_method
    const method = this.#methodFor(intent, params)
    intent.setupFutureUsage = text(params, 'setup_future_usage') ?? null
    if (intent.setupFutureUsage !== null && intent.customer === null)
      throw refusal('To keep a PaymentMethod, a customer has to be given.', { param: 'setup_future_usage' })
    intent.paymentMethod = method.id
    intent.returnUrl = text(params, 'return_url') ?? null
    // A confirmation token says so itself; what the request says counts before that.
    intent.usesStripeSdk = (text(params, 'use_stripe_sdk') ?? String('confirmation_token' in params)) === 'true'
    if (method.customer === null) method.isSpent = true
    this.#attempt(account, intent, params.off_session === 'true' ? offSession(method) : method.outcome)
    return this.viewOf(account, intent, params)
  }

  captureIntent(account: Account, id: string, params: Params): object {
    const intent = this.intent(account, id)
    if (intent.status !== 'requires_capture') throw unexpectedState(intent, this.viewOf(account, intent))
    const amount = params.amount_to_capture === undefined ? intent.amount : wholeNumber(params, 'amount_to_capture')
    if (amount > intent.amount) throw new StripeProblem(400, 'invalid_request_error', { code: 'amount_too_large' })
    this.#capture(account, intent, amount)
    return this.viewOf(account, intent, params)
  }

  cancelIntent(account: Account, id: string): object {
    const intent = this.intent(account, id)
    if (['succeeded', 'canceled', 'processing'].includes(intent.status))
      throw unexpectedState(intent, this.viewOf(account, intent))
    this.#cancel(account, intent)
    return this.viewOf(account, intent)
  }

  readIntent(account: Account, id: string, params: Params): object {
    return this.viewOf(account, this.intent(account, id), params)
  }

  /** Search is behind in the real one; here it finds what is there. */
  searchIntents(account: Account, params: Params): object {
    const [, name = '', value = ''] = /^metadata\['([^']+)'\]:'([^']+)'$/.exec(required(params, 'query')) ?? []
    const found = [...this.books.intents.values()].filter(
      intent => intent.account === account.id && intent.metadata[name] === value,
    )
    return {
      object: 'search_result',
      data: found.map(intent => this.viewOf(account, intent)),
      has_more: false,
      next_page: null,
      url: '/v1/payment_intents/search',
    }
  }

  createSession(account: Account, params: Params): object {
    const [line] = Object.values(nested(params, 'line_items')) as Params[]
    const price = nested(line ?? {}, 'price_data')
    const intentData = nested(params, 'payment_intent_data')
    const session: Session = {
      id: this.#id('cs'),
      account: account.id,
      created: this.#seconds(),
      amount: wholeNumber(price, 'unit_amount') * wholeNumber(line ?? {}, 'quantity'),
      currency: required(price, 'currency'),
      metadata: textsOf(nested(params, 'metadata')),
      intentMetadata: textsOf(nested(intentData, 'metadata')),
      customer: this.#customerIn(account, params),
      setupFutureUsage: text(intentData, 'setup_future_usage') ?? null,
      clientReferenceId: text(params, 'client_reference_id') ?? null,
      captureMethod: text(intentData, 'capture_method') === 'manual' ? 'manual' : 'automatic',
      successUrl: required(params, 'success_url'),
      cancelUrl: text(params, 'cancel_url') ?? '',
      status: 'open',
      intent: null,
    }
    this.books.sessions.set(session.id, session)
    return this.pageOf(account, session)
  }

  readSession(account: Account, id: string): object {
    return this.pageOf(account, this.session(account, id))
  }

  expireSession(account: Account, id: string): object {
    const session = this.session(account, id)
    if (session.status !== 'open')
      throw new StripeProblem(400, 'invalid_request_error', { message: 'Only open sessions can be expired.' })
    session.status = 'expired'
    const intent = session.intent === null ? undefined : this.books.intents.get(session.intent)
    if (intent && intent.status !== 'canceled') this.#cancel(account, intent)
    const view = this.pageOf(account, session)
    this.#options.tell({ account, type: 'checkout.session.expired', object: view })
    return view
  }

  createRefund(account: Account, params: Params): object {
    const intent = this.intent(account, required(params, 'payment_intent'))
    const { charge } = intent
    if (!charge || charge.captured === 0)
      throw new StripeProblem(400, 'invalid_request_error', { code: 'charge_not_captured' })
    const left = charge.captured - charge.refunded
    const amount = params.amount === undefined ? left : wholeNumber(params, 'amount')
    if (left === 0) throw new StripeProblem(400, 'invalid_request_error', { code: 'charge_already_refunded' })
    if (amount > left || amount < 1)
      throw new StripeProblem(400, 'invalid_request_error', { message: 'Refund amount is greater than what is left.' })
    charge.refunded += amount
    const refund: Refund = {
      id: this.#id('re'),
      account: account.id,
      created: this.#seconds(),
      intent: intent.id,
      amount,
      currency: intent.currency,
      metadata: textsOf(nested(params, 'metadata')),
      status: this.refundsAreSlow ? 'pending' : 'succeeded',
    }
    this.books.refunds.set(refund.id, refund)
    const view = refundView(refund, charge.id)
    this.#options.tell({ account, type: 'refund.created', object: view })
    return view
  }

  /** Refunds stay pending until `finishRefunds`. */
  refundsAreSlow = false

  finishRefunds(account: Account, status: 'succeeded' | 'failed' = 'succeeded'): void {
    for (const refund of this.books.refunds.values()) {
      if (refund.account !== account.id || refund.status !== 'pending') continue
      refund.status = status
      const { charge } = this.intent(account, refund.intent)
      if (charge && status === 'failed') charge.refunded -= refund.amount
      this.#options.tell({ account, type: `refund.updated`, object: refundView(refund, charge?.id ?? null) })
    }
  }

  /** A bank that had taken refunds gives their money back, as for a card that is closed by now. */
  returnRefunds(account: Account): void {
    for (const refund of this.books.refunds.values()) {
      if (refund.account !== account.id || refund.status !== 'succeeded') continue
      refund.status = 'failed'
      const { charge } = this.intent(account, refund.intent)
      if (charge) charge.refunded -= refund.amount
      for (const type of ['refund.updated', 'refund.failed'])
        this.#options.tell({ account, type, object: refundView(refund, charge?.id ?? null) })
    }
  }

  listRefunds(account: Account, params: Params): object {
    const intent = text(params, 'payment_intent')
    const all = [...this.books.refunds.values()].filter(
      refund => refund.account === account.id && (intent === undefined || refund.intent === intent),
    )
    const newest = all.reverse()
    const after = newest.findIndex(({ id }) => id === params.starting_after)
    const limit = params.limit === undefined ? 10 : wholeNumber(params, 'limit')
    const rest = newest.slice(after + 1)
    return {
      object: 'list',
      data: rest
        .slice(0, limit)
        .map(refund => refundView(refund, this.intent(account, refund.intent).charge?.id ?? null)),
      has_more: rest.length > limit,
      url: '/v1/refunds',
    }
  }

  readDispute(account: Account, id: string): object {
    const dispute = this.books.disputes.get(id)
    if (dispute?.account !== account.id) throw missing('dispute', id)
    return disputeView(dispute, account)
  }

  /** The cardholder disputes a charge, or its state moves on. */
  dispute(account: Account, intentId: string, { status = 'needs_response', reason = 'fraudulent' } = {}): string {
    const intent = this.intent(account, intentId)
    const known = [...this.books.disputes.values()].find(dispute => dispute.intent === intentId)
    const { amount, currency } = intent
    const dispute = known ?? {
      id: this.#id('du'),
      account: account.id,
      intent: intentId,
      amount,
      currency,
      reason,
      status,
    }
    dispute.status = status
    this.books.disputes.set(dispute.id, dispute)
    const type = known ? (['won', 'lost'].includes(status) ? 'closed' : 'updated') : 'created'
    this.#options.tell({ account, type: `charge.dispute.${type}`, object: disputeView(dispute, account) })
    return dispute.id
  }

  /** A person confirms or refuses at the bank's page. */
  authenticate(account: Account, intentId: string, isApproved = true): void {
    const intent = this.intent(account, intentId)
    const { afterPerson } = intent
    if (intent.status !== 'requires_action' || afterPerson === null) return
    intent.afterPerson = null
    if (isApproved) this.#swallow(() => this.#attempt(account, intent, afterPerson))
    else this.#swallow(() => this.#decline(account, intent, authenticationFailed))
  }

  /** A person pays on the hosted page; a card that is refused leaves the page open. */
  payOnPage(account: Account, sessionId: string, method = 'pm_card_visa'): void {
    const session = this.session(account, sessionId)
    if (session.status !== 'open') return
    const { amount, currency, intentMetadata, captureMethod, customer, setupFutureUsage } = session
    const paid = this.vault.toPay(method, customer)
    const known = session.intent === null ? undefined : this.books.intents.get(session.intent)
    const intent: Intent = known ?? {
      id: this.#id('pi'),
      account: account.id,
      created: this.#seconds(),
      amount,
      currency,
      metadata: intentMetadata,
      customer,
      setupFutureUsage,
      status: 'requires_payment_method',
      captureMethod,
      failure: null,
      afterPerson: null,
      returnUrl: session.successUrl,
      charge: null,
      paymentMethod: paid.id,
      usesStripeSdk: false,
    }
    intent.paymentMethod = paid.id
    session.intent = intent.id
    this.books.intents.set(intent.id, intent)
    this.#swallow(() => this.#attempt(account, intent, paid.outcome))
    if (!['succeeded', 'requires_capture', 'processing'].includes(intent.status)) return
    session.status = 'complete'
    this.#options.tell({ account, type: 'checkout.session.completed', object: this.pageOf(account, session) })
  }

  /** A slow bank has decided. */
  finishProcessing(account: Account, isPaid = true): void {
    for (const intent of this.books.intents.values()) {
      if (intent.account !== account.id || intent.status !== 'processing') continue
      if (isPaid) this.#capture(account, intent, intent.amount)
      else this.#swallow(() => this.#decline(account, intent, declined('generic_decline')))
    }
  }

  /** A method of one's own that behaves as told. */
  method(outcome: Outcome): string {
    return this.vault.make(outcome)
  }

  /** A confirmation token, or a shared payment token of at most an amount. */
  token(kind: 'ctoken' | 'spt', method = 'pm_card_visa', mostAmount: number | null = null): string {
    const id = this.#id(kind)
    this.books.tokens.set(id, { method, mostAmount, isUsed: false })
    return id
  }

  intent(account: Account, id: string): Intent {
    const intent = this.books.intents.get(id)
    if (intent?.account !== account.id) throw missing('payment_intent', id)
    return intent
  }

  session(account: Account, id: string): Session {
    const session = this.books.sessions.get(id)
    if (session?.account !== account.id) throw missing('checkout.session', id)
    return session
  }

  viewOf(account: Account, intent: Intent, params: Params = {}): object {
    const view = intentView(intent, { isLive: account.isLive, address: this.#options.address() })
    const isExpanded = Object.values(nested(params, 'expand')).includes('payment_method')
    const method = isExpanded && this.books.methods.get(intent.paymentMethod ?? '')
    return method ? { ...view, payment_method: methodView(method, account) } : view
  }

  pageOf(account: Account, session: Session): object {
    return sessionView(session, { isLive: account.isLive, address: this.#options.address() })
  }

  #customerIn(account: Account, params: Params): string | null {
    const customer = text(params, 'customer')
    if (customer !== undefined) this.vault.assertCustomer(account, customer)
    return customer ?? null
  }

  #methodFor({ amount, customer }: Intent, params: Params): PaymentMethod {
    const shared = text(nested(params, 'payment_method_data'), 'shared_payment_granted_token')
    const token = text(params, 'confirmation_token') ?? shared
    if (token !== undefined) {
      const known = this.books.tokens.get(token)
      if (!known) throw missing(shared ? 'shared_payment_granted_token' : 'confirmation_token', token)
      if (known.isUsed) throw new StripeProblem(400, 'invalid_request_error', { code: 'token_already_used' })
      if (known.mostAmount !== null && amount > known.mostAmount)
        throw new StripeProblem(400, 'invalid_request_error', { code: 'shared_payment_token_limit_exceeded' })
      known.isUsed = true
      return this.vault.toPay(known.method, customer)
    }
    return this.vault.toPay(required(params, 'payment_method'), customer)
  }

  #attempt(account: Account, intent: Intent, outcome: Outcome): void {
    const later = afterAuthentication[outcome]
    if (later) {
      intent.status = 'requires_action'
      intent.afterPerson = later
      this.#tellIntent(account, 'payment_intent.requires_action', intent)
      return
    }
    const refused = refusals[outcome]
    if (refused) this.#decline(account, intent, refused)
    intent.failure = null
    this.#keep(account, intent)
    intent.charge = { id: this.#id('ch'), intent: intent.id, amount: intent.amount, captured: 0, refunded: 0 }
    if (outcome === 'slow_bank') {
      intent.status = 'processing'
      this.#tellIntent(account, 'payment_intent.processing', intent)
    } else if (intent.captureMethod === 'automatic') {
      this.#capture(account, intent, intent.amount)
    } else if (outcome === 'authorisation_lapses') {
      this.#lapse(account, intent)
    } else {
      intent.status = 'requires_capture'
      this.#tellIntent(account, 'payment_intent.amount_capturable_updated', intent)
    }
  }

  /** What was asked to be kept is its customer's once they have done their part. */
  #keep(account: Account, { customer, setupFutureUsage, paymentMethod }: Intent): void {
    const method = this.books.methods.get(paymentMethod ?? '')
    if (!method || customer === null || setupFutureUsage === null) return
    method.customer = customer
    method.isSpent = false
    method.isSetUp = true
    this.#options.tell({ account, type: 'payment_method.attached', object: methodView(method, account) })
  }

  /** It looks authorised to who asked, and has lapsed by the time it is to be captured. */
  #lapse(account: Account, intent: Intent): void {
    intent.status = 'requires_capture'
    queueMicrotask(() => this.#cancel(account, intent))
  }

  #capture(account: Account, intent: Intent, amount: number): void {
    intent.charge ??= { id: this.#id('ch'), intent: intent.id, amount: intent.amount, captured: 0, refunded: 0 }
    intent.charge.captured = amount
    intent.status = 'succeeded'
    this.#tellIntent(account, 'payment_intent.succeeded', intent)
  }

  #cancel(account: Account, intent: Intent): void {
    intent.status = 'canceled'
    this.#tellIntent(account, 'payment_intent.canceled', intent)
  }

  #decline(account: Account, intent: Intent, failure: Failure): never {
    intent.status = 'requires_payment_method'
    intent.failure = failure
    this.#tellIntent(account, 'payment_intent.payment_failed', intent)
    throw new StripeProblem(402, 'card_error', { ...failure, payment_intent: this.viewOf(account, intent) })
  }

  /** What is refused away from the API is told by events alone. */
  #swallow(work: () => void): void {
    try {
      work()
    } catch (error) {
      if (!(error instanceof StripeProblem)) throw error
    }
  }

  #tellIntent(account: Account, type: string, intent: Intent): void {
    this.#options.tell({ account, type, object: this.viewOf(account, intent) })
  }

  #id(prefix: string): string {
    this.#ids += 1
    return `${prefix}_standin${this.#ids}`
  }

  #seconds(): number {
    return Math.floor(this.#options.now().getTime() / 1000)
  }

  charges(): Charge[] {
    return [...this.books.intents.values()].flatMap(({ charge }) => charge ?? [])
  }
}

const authenticationFailed: Failure = {
  code: 'payment_intent_authentication_failure',
  message: 'The provided payment method has failed authentication.',
}

const unexpectedState = ({ status }: Intent, view: object) =>
  new StripeProblem(400, 'invalid_request_error', {
    code: 'payment_intent_unexpected_state',
    message: `This PaymentIntent has a status of ${status}.`,
    payment_intent: view,
  })
