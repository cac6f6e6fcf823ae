import type Stripe from 'stripe'
import { ucpVersion } from '../shared/ucp.ts'
import type { Storage } from '../storage/port.ts'
import type { PaymentGateway, PaymentOutcome, PaymentQuestion, PayRequest } from './gateway.ts'
import { keyLivesMs, openStripeAccount, repeated, type StripeAccount } from './stripe-account.ts'
import { toStripe } from './stripe-amounts.ts'
import { createCustomer, detachMethod, giveToCustomer, goneCustomer } from './stripe-customers.ts'
import { isForbidden, isRefused, isUnsure, quietly, wordFor } from './stripe-errors.ts'
import { readStripeEvent } from './stripe-events.ts'
import { paymentForm } from './stripe-form.ts'
import { captureIntent, confirmationBy, confirmIntent, makeIntent, readIntent, searchIntent } from './stripe-intents.ts'
import { disputeOf, isUntouched, outcomeOfIntent, outcomeOfPage, refusedToken } from './stripe-outcomes.ts'
import { hostedPage, isUnknownPage, openPage, pageOrIntent } from './stripe-pages.ts'
import { refundAtStripe } from './stripe-refunds.ts'
import type { StripeSettings } from './stripe-settings.ts'

/** A request that began a payment has long ended by then, one way or the other. */
const abandonedAfterMs = 60_000

type Options = StripeSettings & {
  readonly storage: Pick<Storage, 'assertOutside'>
  readonly retryAfterMs?: number
}

/**
 * Payments by Stripe. A payment is an intent that is made first and confirmed then, each under a key of its own: making
 * one moves no money, so that who has lost the answer may ask for it again and knows the intent, and giving it up keeps
 * a confirmation that is still on its way from ever charging.
 */
export async function openStripeGateway(options: Options): Promise<PaymentGateway> {
  const { webhookSecret, publishableKey, capture, storage } = options
  const account = await openStripeAccount(options)
  const { client, isLive, version } = account
  const outside = <Given extends unknown[], Answer>(work: (...given: Given) => Promise<Answer>) =>
    quietly(async (...given: Given) => {
      storage.assertOutside('A call to Stripe')
      return work(...given)
    })

  return {
    name: 'com.stripe',
    handler,
    pay: outside(request => pay(account, { ...request, capture })),
    find: outside(question => find(account, question)),
    cancel: outside(question => cancel(account, question)),
    capture: outside(question => captureIntent(account, question.providerId, question)),
    refund: outside(request => refundAtStripe(account, request)),
    vault: {
      types: ['card'],
      createCustomer: outside(customer => createCustomer(account, customer)),
      detach: outside(method => detachMethod(account, method)),
    },
    ...(publishableKey !== undefined && { formFor: paymentForm({ publishableKey, capture, version }) }),
    readEvent: message => readStripeEvent(message, { webhooks: client.webhooks, webhookSecret, isLive }),
    findDispute: quietly(async ({ id, signal }) => {
      const dispute = await repeated(account, signal, () => client.disputes.retrieve(id))
      if (dispute.livemode !== isLive) throw new Error('Stripe answered with a dispute of another mode.')
      return disputeOf(dispute)
    }),
  }
}

async function pay(
  account: StripeAccount,
  request: PayRequest & Pick<StripeSettings, 'capture'>,
): Promise<PaymentOutcome> {
  if (!toStripe(request.amount)) return notChargeable
  const { instrument, customer } = request
  try {
    if (instrument.type === hostedPage) return await openPage(account, request)
    const how = confirmationBy(request)
    if (!how) return refusedToken(unknownToken)
    if (how.payment_method_data && instrument.save) return refusedToken(notKept)
    const intent = await makeIntent(account, request)
    if (!intent) return notChargeable
    if (customer) await giveToCustomer(account, intent, { ...request, customer })
    return await confirmIntent(account, intent, { ...request, how })
  } catch (error) {
    if (isForbidden(error)) return { status: 'failed', code: 'payment_unavailable', text: forbidden }
    const gone = goneCustomer(error, customer)
    if (gone) return gone
    if (isRefused(error)) return { ...notChargeable, code: wordFor(error) }
    throw error
  }
}

type Asked = PaymentQuestion & { readonly signal: AbortSignal }

async function find(account: StripeAccount, question: Asked): Promise<PaymentOutcome | undefined> {
  const isAbandoned = question.ageMs > abandonedAfterMs
  if (isUnknownPage(question)) return isAbandoned ? neverArrived : { status: 'pending' }
  const thing = await known(account, question)
  if (!thing) return undefined
  if (thing.object === 'checkout.session') return outcomeOfPage(thing)
  // Whoever was to confirm it has gone; giving it up makes sure of that.
  return isUntouched(thing) && isAbandoned ? giveUp(account, thing, question) : outcomeOfIntent(thing)
}

async function cancel(account: StripeAccount, question: Asked): Promise<PaymentOutcome | undefined> {
  if (isUnknownPage(question)) return neverArrived
  const thing = await known(account, question)
  return thing && giveUp(account, thing, question)
}

/** What Stripe knows of the payment: the page, the intent, or nothing. */
async function known(
  account: StripeAccount,
  question: Asked,
): Promise<Stripe.PaymentIntent | Stripe.Checkout.Session | undefined> {
  const { providerId } = question
  if (providerId?.startsWith('cs_')) return pageOrIntent(account, providerId, question)
  if (providerId !== undefined) return readIntent(account, providerId, question)
  if (question.ageMs > keyLivesMs) return searchIntent(account, question)
  try {
    const made = await makeIntent(account, question)
    // What is repeated under its key is what it was when it was made.
    return made && (await readIntent(account, made.id, question))
  } catch (error) {
    // A failure that Stripe repeats under its key says nothing of the intent.
    if (isRefused(error)) return undefined
    const found = isUnsure(error) ? await searchIntent(account, question) : undefined
    if (found) return found
    throw error
  }
}

async function giveUp(
  account: StripeAccount,
  thing: Stripe.PaymentIntent | Stripe.Checkout.Session,
  question: Asked,
): Promise<PaymentOutcome> {
  const { client } = account
  const isPage = thing.object === 'checkout.session'
  try {
    if (isPage && thing.status === 'open')
      return outcomeOfPage(await repeated(account, question.signal, () => client.checkout.sessions.expire(thing.id)))
    if (isPage) return outcomeOfPage(thing)
    return outcomeOfIntent(await repeated(account, question.signal, () => client.paymentIntents.cancel(thing.id)))
  } catch (error) {
    if (!isRefused(error)) throw error
    const now = isPage ? await pageOrIntent(account, thing.id, question) : await readIntent(account, thing.id, question)
    return now.object === 'checkout.session' ? outcomeOfPage(now) : outcomeOfIntent(now)
  }
}

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
const notKept = 'A shared payment token pays once, and cannot be saved.'
const forbidden = 'The payment provider does not let this shop in. Nothing was charged.'
const notChargeable = {
  status: 'failed',
  code: 'amount_not_chargeable',
  text: 'This amount cannot be charged in this currency.',
} as const
const neverArrived: PaymentOutcome = {
  status: 'failed',
  code: 'not_received',
  text: 'The payment never reached Stripe.',
}
