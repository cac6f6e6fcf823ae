import { setTimeout as delay } from 'node:timers/promises'
import type Stripe from 'stripe'
import type { Money } from '../shared/money.ts'
import { ucpVersion } from '../shared/ucp.ts'
import type { Storage } from '../storage/port.ts'
import type { PaymentInstrument } from './contract.ts'
import type {
  PaymentGateway,
  PaymentOutcome,
  PaymentQuestion,
  PayRequest,
  RefundOutcome,
  RefundRequest,
} from './gateway.ts'
import { providerKey } from './payment.ts'
import { toStripe } from './stripe-amounts.ts'
import { idOf, readStripeEvent } from './stripe-events.ts'
import {
  disputeOf,
  isUntouched,
  outcomeOfIntent,
  outcomeOfPage,
  paymentMark,
  refundMark,
  refusedBecause,
  refusedToken,
} from './stripe-outcomes.ts'
import type { StripeSettings } from './stripe-settings.ts'

/** Shared payment tokens are a preview of Stripe's, and known to no other version. */
const previewVersion = '2026-04-22.preview'

/** A request that began a payment has long ended by then, one way or the other. */
const abandonedAfterMs = 60_000

/** Stripe keeps a key for a day; what is older is read and never sent again. */
const keyLivesMs = 23 * 3_600_000

const requestTimeoutMs = 10_000
const attempts = 3

type Options = StripeSettings & {
  readonly storage: Pick<Storage, 'assertOutside'>
  /** What a first repetition waits; the next wait twice as long. */
  readonly retryAfterMs?: number
}

/** Loads Stripe's library, which shops that take no real money do without. */
export async function openStripeGateway(options: Options): Promise<PaymentGateway> {
  const { default: Library } = await import('stripe')
  const { secretKey, apiBase } = options
  const address = apiBase === undefined ? undefined : new URL(apiBase)
  const client = new Library(secretKey, {
    maxNetworkRetries: 0,
    timeout: requestTimeoutMs,
    telemetry: false,
    ...(address && {
      host: address.hostname,
      port: address.port || (address.protocol === 'https:' ? 443 : 80),
      protocol: address.protocol === 'https:' ? 'https' : 'http',
    }),
  })
  return stripeGateway(client, options)
}

/**
 * Payments by Stripe. A payment is an intent that is made first and confirmed then, each under a key of its own: making
 * one moves no money, so that who has lost the answer may ask for it again and knows the intent, and giving it up keeps
 * a confirmation that is still on its way from ever charging.
 */
function stripeGateway(client: Stripe, { secretKey, webhookSecret, capture, storage, retryAfterMs = 200 }: Options) {
  const isLive = /^.k_live_/.test(secretKey)

  const repeated = async <T>(signal: AbortSignal, call: () => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted()
      try {
        return await call()
      } catch (error) {
        if (attempt === attempts || !isWorthRepeating(error)) throw error
        await delay(retryAfterMs * 2 ** (attempt - 1) * (0.5 + Math.random()), undefined, { signal })
      }
    }
  }

  /** Another account's, another mode's or another payment's intent is nobody's here. */
  const own = <T extends { readonly livemode: boolean; readonly metadata: Stripe.Metadata | null }>(
    thing: T,
    paymentId: string,
  ): T => {
    if (thing.livemode === isLive && thing.metadata?.[paymentMark] === paymentId) return thing
    throw new Error(`Stripe answered with what is not payment ${paymentId}.`)
  }

  const makeIntent = async ({ paymentId, amount, signal }: Opening): Promise<Stripe.PaymentIntent | undefined> => {
    const charged = toStripe(amount)
    if (!charged) return undefined
    const intent = await repeated(signal, () =>
      client.paymentIntents.create(
        { ...charged, metadata: { [paymentMark]: paymentId } },
        { idempotencyKey: providerKey(paymentId) },
      ),
    )
    return own(intent, paymentId)
  }

  const readIntent = async (id: string, { paymentId, signal }: Reading): Promise<Stripe.PaymentIntent> =>
    own(await repeated(signal, () => client.paymentIntents.retrieve(id)), paymentId)

  /** Search is behind by a minute or more, so that what it does not find yet may be there all the same. */
  const searchIntent = async ({ paymentId, signal }: Reading): Promise<Stripe.PaymentIntent | undefined> => {
    const query = `metadata['${paymentMark}']:'${paymentId}'`
    const { data } = await repeated(signal, () => client.paymentIntents.search({ query, limit: 1 }))
    return data[0] && readIntent(data[0].id, { paymentId, signal })
  }

  const pay = async (request: PayRequest): Promise<PaymentOutcome> => {
    storage.assertOutside('A call to Stripe')
    if (!toStripe(request.amount)) return { status: 'failed', code: 'amount_not_chargeable', text: unchargeable }
    if (request.instrument.type === hostedPage) return openPage(request)
    const how = confirmationBy(request.instrument)
    if (!how) return refusedToken(unknownToken)
    try {
      const intent = await makeIntent(request)
      if (!intent) return { status: 'failed', code: 'amount_not_chargeable', text: unchargeable }
      return await confirm(intent, how, request)
    } catch (error) {
      if (isForbidden(error)) return { status: 'failed', code: 'payment_unavailable', text: forbidden }
      if (isRefused(error)) return { status: 'failed', code: wordFor(error), text: unchargeable }
      throw error
    }
  }

  const confirm = async (
    { id }: Stripe.PaymentIntent,
    how: Confirmation,
    { returnUrl, idempotencyKey, ...asked }: PayRequest,
  ): Promise<PaymentOutcome> => {
    try {
      const intent = await repeated(asked.signal, () =>
        client.paymentIntents.confirm(
          id,
          { ...how, return_url: returnUrl, capture_method: capture } as Stripe.PaymentIntentConfirmParams,
          {
            idempotencyKey: `${idempotencyKey}-confirm`,
            ...(how.payment_method_data && { apiVersion: previewVersion }),
          },
        ),
      )
      return outcomeOfIntent(own(intent, asked.paymentId))
    } catch (error) {
      if (isForbidden(error) || asked.signal.aborted) throw error
      // Whatever was answered, the intent itself says what became of it.
      const intent = await readIntent(id, asked)
      if (!isUntouched(intent)) return outcomeOfIntent(intent)
      const { type, code, decline_code: declineCode } = error as Stripe.errors.StripeError
      if (!isRefused(error) && type !== 'StripeCardError') throw error
      return { ...refusedBecause(code, declineCode), providerId: id }
    }
  }

  const openPage = async ({ paymentId, idempotencyKey, amount, description, returnUrl, signal }: PayRequest) => {
    const { amount: unit_amount, currency } = toStripe(amount)!
    const metadata = { [paymentMark]: paymentId }
    const session = await repeated(signal, () =>
      client.checkout.sessions.create(
        {
          mode: 'payment',
          client_reference_id: paymentId,
          metadata,
          line_items: [{ quantity: 1, price_data: { currency, unit_amount, product_data: { name: description } } }],
          payment_intent_data: { metadata, capture_method: capture },
          success_url: returnUrl,
          cancel_url: returnUrl,
        },
        { idempotencyKey },
      ),
    )
    return outcomeOfPage(own(session, paymentId))
  }

  const readPage = async (id: string, { paymentId, signal }: Reading): Promise<Stripe.Checkout.Session> =>
    own(await repeated(signal, () => client.checkout.sessions.retrieve(id)), paymentId)

  /** The intent of what was paid on a page; before that, there is only the page. */
  const pageOrIntent = async (id: string, question: Asked): Promise<Stripe.PaymentIntent | Stripe.Checkout.Session> => {
    const session = await readPage(id, question)
    const intentId = idOf(session.payment_intent)
    return session.status === 'complete' && intentId !== undefined ? readIntent(intentId, question) : session
  }

  /** What Stripe knows of the payment: the page, the intent, or nothing. */
  const known = async (question: Asked): Promise<Stripe.PaymentIntent | Stripe.Checkout.Session | undefined> => {
    const { providerId } = question
    if (providerId?.startsWith('cs_')) return pageOrIntent(providerId, question)
    if (providerId !== undefined) return readIntent(providerId, question)
    if (question.ageMs > keyLivesMs) return searchIntent(question)
    try {
      const made = await makeIntent(question)
      // What is repeated under its key is what it was when it was made.
      return made && (await readIntent(made.id, question))
    } catch (error) {
      // A failure that Stripe repeats under its key says nothing of the intent.
      if (isRefused(error)) return undefined
      const found = isUnsure(error) ? await searchIntent(question) : undefined
      if (found) return found
      throw error
    }
  }

  /** Nobody was ever told the address of a page that has no id here, so that nobody can pay on it. */
  const isUnknownPage = ({ providerId, instrument }: PaymentQuestion): boolean =>
    providerId === undefined && instrument.type === hostedPage

  const find = async (question: Asked): Promise<PaymentOutcome | undefined> => {
    storage.assertOutside('A call to Stripe')
    const isAbandoned = question.ageMs > abandonedAfterMs
    if (isUnknownPage(question)) return isAbandoned ? neverArrived : { status: 'pending' }
    const thing = await known(question)
    if (!thing) return undefined
    if (thing.object === 'checkout.session') return outcomeOfPage(thing)
    // Whoever was to confirm it has gone; giving it up makes sure of that.
    return isUntouched(thing) && isAbandoned ? giveUp(thing, question) : outcomeOfIntent(thing)
  }

  const cancel = async (question: Asked): Promise<PaymentOutcome | undefined> => {
    storage.assertOutside('A call to Stripe')
    if (isUnknownPage(question)) return neverArrived
    const thing = await known(question)
    return thing && giveUp(thing, question)
  }

  const giveUp = async (thing: Stripe.PaymentIntent | Stripe.Checkout.Session, question: Asked) => {
    const isPage = thing.object === 'checkout.session'
    try {
      if (isPage && thing.status === 'open')
        return outcomeOfPage(await repeated(question.signal, () => client.checkout.sessions.expire(thing.id)))
      if (isPage) return outcomeOfPage(thing)
      return outcomeOfIntent(await repeated(question.signal, () => client.paymentIntents.cancel(thing.id)))
    } catch (error) {
      if (!isRefused(error)) throw error
      const now = isPage ? await pageOrIntent(thing.id, question) : await readIntent(thing.id, question)
      return now.object === 'checkout.session' ? outcomeOfPage(now) : outcomeOfIntent(now)
    }
  }

  const captureNow: NonNullable<PaymentGateway['capture']> = async question => {
    storage.assertOutside('A call to Stripe')
    const { providerId, paymentId, amount } = question
    const charged = toStripe(amount)
    try {
      const intent = await repeated(question.signal, () =>
        client.paymentIntents.capture(
          providerId,
          { ...(charged && { amount_to_capture: charged.amount }) },
          { idempotencyKey: `${providerKey(paymentId)}-capture` },
        ),
      )
      return outcomeOfIntent(own(intent, paymentId))
    } catch (error) {
      if (question.signal.aborted) throw error
      return outcomeOfIntent(await readIntent(providerId, question))
    }
  }

  const refund = async ({ providerId, idempotencyKey, amount, signal, ...asked }: RefundRequest) => {
    storage.assertOutside('A call to Stripe')
    const intentId = providerId.startsWith('cs_')
      ? idOf((await readPage(providerId, { ...asked, signal })).payment_intent)
      : providerId
    const sent = toStripe(amount)
    if (intentId === undefined || !sent)
      return { status: 'failed', text: 'Nothing was paid that could go back.' } as const
    // A key is forgotten after a day; what was sent back is not.
    const before = await refundFor(intentId, { idempotencyKey, signal })
    if (before) return outcomeOfRefund(before)
    try {
      const made = await repeated(signal, () =>
        client.refunds.create(
          { payment_intent: intentId, amount: sent.amount, metadata: { [refundMark]: idempotencyKey } },
          { idempotencyKey },
        ),
      )
      return outcomeOfRefund(made)
    } catch (error) {
      const made = signal.aborted ? undefined : await refundFor(intentId, { idempotencyKey, signal })
      if (made) return outcomeOfRefund(made)
      if (!isRefused(error) || isMissing(error)) throw error
      return { status: 'failed', text: `Stripe refuses this refund (${wordFor(error)}).` } as const
    }
  }

  const refundFor = async (
    intentId: string,
    { idempotencyKey, signal }: Pick<RefundRequest, 'idempotencyKey' | 'signal'>,
  ): Promise<Stripe.Refund | undefined> => {
    let after: string | undefined
    for (;;) {
      const page = await repeated(signal, () =>
        client.refunds.list({ payment_intent: intentId, limit: 100, ...(after && { starting_after: after }) }),
      )
      const found = page.data.find(({ metadata }) => metadata?.[refundMark] === idempotencyKey)
      after = page.data.at(-1)?.id
      if (found || !page.has_more || after === undefined) return found
    }
  }

  const gateway: PaymentGateway = {
    name: 'com.stripe',
    handler,
    pay: quietly(pay),
    find: quietly(find),
    cancel: quietly(cancel),
    capture: quietly(captureNow),
    refund: quietly(refund),
    readEvent: message => readStripeEvent(message, { webhooks: client.webhooks, webhookSecret, isLive }),
    findDispute: quietly(async ({ id, signal }) => {
      const dispute = await repeated(signal, () => client.disputes.retrieve(id))
      if (dispute.livemode !== isLive) throw new Error('Stripe answered with a dispute of another mode.')
      return disputeOf(dispute)
    }),
  }
  return gateway
}

type Asked = PaymentQuestion & { readonly signal: AbortSignal }
type Reading = { readonly paymentId: string; readonly signal: AbortSignal }
type Opening = Reading & { readonly amount: Money }

const hostedPage = 'hosted_page'

const handler = {
  id: 'stripe',
  version: ucpVersion,
  available_instruments: [{ type: 'card' }, { type: hostedPage }],
  config: {
    credential_type: 'token',
    tokens: ['payment method (pm_…)', 'confirmation token (ctoken_…)', 'shared payment token (spt_…)'],
  },
}

const unknownToken =
  'Stripe takes a payment method (pm_…), a confirmation token (ctoken_…) or a shared payment token (spt_…).'
const unchargeable = 'This amount cannot be charged in this currency.'
const forbidden = 'The payment provider does not let this shop in. Nothing was charged.'
const neverArrived: PaymentOutcome = {
  status: 'failed',
  code: 'not_received',
  text: 'The payment never reached Stripe.',
}

type Confirmation = {
  readonly payment_method?: string
  readonly confirmation_token?: string
  readonly payment_method_data?: { readonly shared_payment_granted_token: string }
}

/** How the token confirms the intent; undefined for what is no token of Stripe's. */
function confirmationBy({ credential }: PaymentInstrument): Confirmation | undefined {
  const token = credential?.token ?? ''
  if (!/^[a-z]+_\w{3,250}$/.test(token)) return undefined
  if (/^(?:pm|card|src)_/.test(token)) return { payment_method: token }
  if (token.startsWith('ctoken_')) return { confirmation_token: token }
  return token.startsWith('spt_') ? { payment_method_data: { shared_payment_granted_token: token } } : undefined
}

function outcomeOfRefund({ id, status, failure_reason: reason }: Stripe.Refund): RefundOutcome {
  if (status === 'succeeded') return { status, providerId: id }
  if (status === 'failed' || status === 'canceled')
    return { status: 'failed', text: `The bank did not take the refund (${reason ?? status}).` }
  return { status: 'pending' }
}

/** What says that nothing was done, or that the same key is being worked on. */
function isWorthRepeating(error: unknown): boolean {
  const { type, code, detail } = error as Stripe.errors.StripeError
  if (type === 'StripeConnectionError') return (detail as { code?: string } | undefined)?.code !== 'ETIMEDOUT'
  return type === 'StripeRateLimitError' || code === 'idempotency_key_in_use' || code === 'lock_timeout'
}

/** Wrong keys and missing rights: nothing was done, and repeating it does nothing either. */
const isForbidden = (error: unknown): boolean =>
  ['StripeAuthenticationError', 'StripePermissionError'].includes((error as Stripe.errors.StripeError).type)

/** What was asked cannot be done, and was not. */
const isRefused = (error: unknown): boolean => (error as Stripe.errors.StripeError).type === 'StripeInvalidRequestError'

const isUnsure = (error: unknown): boolean =>
  ['StripeAPIError', 'StripeIdempotencyError'].includes((error as Stripe.errors.StripeError).type)

const isMissing = (error: unknown): boolean => (error as Stripe.errors.StripeError).code === 'resource_missing'

const wordFor = (error: unknown): string => (error as Stripe.errors.StripeError).code ?? 'no reason given'

/** What goes wrong is told by its kind and reference: Stripe's own errors carry headers, bodies and parts of keys. */
const quietly =
  <Given extends unknown[], Answer>(work: (...given: Given) => Promise<Answer>) =>
  async (...given: Given): Promise<Answer> => {
    try {
      return await work(...given)
    } catch (error) {
      const { type, code, statusCode, requestId } = error as Partial<Stripe.errors.StripeError>
      if (typeof type !== 'string' || !type.startsWith('Stripe')) throw error
      const words = [type, code, statusCode, requestId].filter(word => word !== undefined)
      throw new Error(`Stripe could not be asked: ${words.join(', ')}.`)
    }
  }
