import { isDeepStrictEqual } from 'node:util'
import { rememberedLines } from '../cart/index.ts'
import type { MoneyOut } from '../orders/index.ts'
import type { PaymentInstrument } from '../payments/contract.ts'
import {
  idAtProvider,
  inTime,
  openPayment,
  type PayingCustomer,
  type Payment,
  type PaymentOutcome,
  providerKey,
  useMandate,
} from '../payments/index.ts'
import { type Message, message } from '../shared/messages.ts'
import { formatMoney, money } from '../shared/money.ts'
import type { Input } from '../shared/operation.ts'
import { say } from '../shared/shopper-texts.ts'
import { type Call, claimKey, releaseKey } from '../storage/idempotency.ts'
import type { Tx } from '../storage/port.ts'
import { agree } from './agreement.ts'
import {
  type AppliedCard,
  cardsOf,
  coverageOf,
  coveredAmount,
  isCard,
  obstacle,
  obstaclesTo,
  rememberedCards,
} from './cards.ts'
import { type Checkout, checkoutStates } from './checkout.ts'
import type * as contract from './contract.ts'
import type { CheckoutView } from './contract.ts'
import { hold, letGo } from './hold.ts'
import { chosenToPay, type PaidWith } from './instrument.ts'
import { outsideMessage } from './mandated.ts'
import { lookAsHeld, type PricedCheckout, priceCheckout } from './priced.ts'
import { hasErrors, problemsOf } from './problems.ts'
import { checkoutById, saveCheckout } from './records.ts'
import { placeAgreed, settlePayment } from './settle.ts'
import { assertOpen, paymentUnderWay } from './use-cases.ts'
import { type Caller, currentView, liveView, statusNow } from './view.ts'

export type Payer = Caller &
  MoneyOut & {
    /** The call to be repeated safely; without a key of the caller's, one is derived from the checkout and its attempts. */
    readonly call: Call
  }

type CompleteInput = Input<typeof contract.completeCheckout>

/**
 * Pays and places the order (DESIGN §6): the intent is written down and the stock held, the provider is asked outside
 * any transaction, and its answer is settled. What stands in the way is answered as messages, and nothing is charged.
 */
export async function completeCheckout(payer: Payer, input: CompleteInput): Promise<CheckoutView> {
  const begun = await payer.storage.write(tx => begin(tx, payer, input))
  if ('answer' in begun) return begun.answer
  const outcome = await pay(payer, begun)
  return settlePayment(payer, begun.payment.id, outcome)
}

type Begun = PaidWith & {
  readonly payment: Payment
  readonly returnUrl: string
  readonly description: string
}

async function begin(tx: Tx, payer: Payer, input: CompleteInput): Promise<Begun | { answer: CheckoutView }> {
  const checkout = await checkoutById(tx, { id: input.id, actor: payer.actor })
  const call = { ...payer.call, key: payer.call.key ?? derivedKey(checkout, payer.call.bodyHash) }
  const claim = await claimKey(tx, { ...call, reference: checkout.id })
  if (claim !== 'claimed') {
    if ('replay' in claim) return { answer: claim.replay as CheckoutView }
    if (checkout.status === 'complete_in_progress') throw paymentUnderWay(checkout)
    if (!isOpenAgain(checkout)) return { answer: await currentView(tx, checkout, payer) }
  }
  assertOpen(checkout)
  if (checkout.paymentId !== null) throw paymentUnderWay(checkout)

  const instruments = input.checkout?.payment?.instruments
  const seen = await priceCheckout(tx, { ...checkout, failure: null }, payer.actor)
  const problems = problemsOf(seen)
  const shown = { ...seen, checkout: { ...seen.checkout, status: statusNow(checkout.status, problems) } }
  const refuse = async ({ found = [], added = [], isMoved = false }: Refusal) => {
    await releaseKey(tx, call)
    const look = isMoved ? await priceCheckout(tx, shown.checkout, payer.actor) : shown
    const cards = await coverageOf(tx, {
      ...checkout,
      total: look.quote.total,
      language: look.priced.market.textLanguage,
    })
    return { answer: await refused(tx, { ...look, cards }, { found, added, payer }) }
  }
  if (hasErrors(problems)) return refuse({})
  const agreed = input.expected_total ?? checkout.shownTotal
  if (agreed !== shown.quote.total.amount) return refuse({ added: [totalChanged(shown, agreed)] })
  const { look, obstacles } = await withCards(tx, shown, { instruments, payer })
  if (obstacles.length > 0) return refuse({ added: obstacles })

  return payNow(tx, look, { instruments, payer, refuse, known: checkout.cards })
}

type Paying = {
  readonly instruments: readonly PaymentInstrument[] | undefined
  readonly payer: Payer
  readonly refuse: (refusal: Refusal) => Promise<{ answer: CheckoutView }>
  /** The cards that were applied before this call. */
  readonly known: readonly AppliedCard[]
}

/** Takes what gift cards pay and begins the payment of the rest; where nothing is left, the order is placed at once. */
async function payNow(
  tx: Tx,
  look: PricedCheckout,
  { instruments, payer, refuse, known }: Paying,
): Promise<Begun | { answer: CheckoutView }> {
  const { checkout, quote } = look
  const rest = quote.total.amount - coveredAmount(look.cards)
  const due = money(rest, quote.currency)
  const chosen = rest > 0 ? await chosenToPay(tx, { instruments, caller: payer, look, rest: due }) : undefined
  if (chosen && 'askOwner' in chosen) return { answer: await escalate(tx, look, { payer, known, ...chosen }) }
  if (chosen && 'content' in chosen) return refuse({ added: [chosen] })
  const asked = chosen?.instrument.amount
  if (asked !== undefined && asked !== rest) return refuse({ added: [otherRest(look, { rest, asked })] })
  const terms = { gateways: payer.gateways, instrument: chosen?.shown }
  const planned = await agree(tx, look, terms)
  const missing = await hold(tx, look, planned)
  if (missing.found.length > 0 || missing.added.length > 0) return refuse(missing)
  const moved = await lookAsHeld(tx, look)
  if (moved && (moved.quote.total.amount !== quote.total.amount || hasErrors(problemsOf(moved)))) {
    await letGo(tx, { ...checkout, agreement: planned })
    return refuse({ isMoved: true, added: [movedMeanwhile(look)] })
  }
  const agreement = moved ? await agree(tx, moved, terms) : planned
  const isAllowed = await spentInside(tx, checkout, { mandateId: chosen?.mandateId, amountMinor: rest })
  if (!isAllowed) {
    await letGo(tx, { ...checkout, agreement })
    const askOwner = outsideMessage('above_budget', { rest: due, language: look.priced.market.textLanguage })
    return { answer: await escalate(tx, look, { payer, known, askOwner }) }
  }
  if (!chosen) {
    const { view } = await placeAgreed(tx, { ...checkout, agreement }, { settler: payer })
    return { answer: view }
  }
  const payment = await openPayment(tx, {
    reference: checkout.id,
    handlerId: chosen.gateway.handler.id,
    amount: due,
    instrument: chosen.shown,
  })
  const status = checkoutStates.move(checkout.status, 'complete_in_progress', `Checkout ${checkout.id}`)
  const { mandateId } = chosen
  const isMandated = mandateId !== undefined
  await saveCheckout(tx, {
    ...checkout,
    status,
    agreement: { ...agreement, ...(isMandated && { isMandated }) },
    paymentId: payment.id,
  })
  const returnUrl = `${tx.publicUrl}/checkout/${checkout.id}/return`
  return { ...chosen, payment, returnUrl, description: `Order at ${look.priced.store.name}` }
}

/** Takes what is to be paid from the agent's budget; false where others have used it up meanwhile. */
const spentInside = async (
  tx: Tx,
  { id: reference }: Checkout,
  { mandateId, amountMinor }: { readonly mandateId: string | undefined; readonly amountMinor: number },
): Promise<boolean> => mandateId === undefined || (await useMandate(tx, { mandateId, reference, amountMinor }))

/** The checkout with the gift cards of this call, or else with those applied before, and what keeps them from paying. */
async function withCards(
  tx: Tx,
  look: PricedCheckout,
  { instruments = [], payer }: { instruments: readonly PaymentInstrument[] | undefined; payer: Payer },
): Promise<{ look: PricedCheckout; obstacles: Message[] }> {
  const { checkout, quote } = look
  const { ownerId } = checkout
  const { textLanguage: language } = look.priced.market
  const named = instruments.some(isCard) ? instruments : undefined
  const { cards, problems } = await cardsOf(tx, named, { known: checkout.cards, ownerId, actor: payer.actor, language })
  const coverage = await coverageOf(tx, { cards, ownerId, total: quote.total, language })
  return {
    look: { ...look, cards: coverage, checkout: { ...checkout, cards } },
    obstacles: [
      ...problems.map(({ content, index }) => obstacle(content, index)),
      ...obstaclesTo(coverage, { ownerId, actor: payer.actor, language }),
    ],
  }
}

/** Whether a checkout that waited for a person was changed since, so that the same call asks for something new. */
const isOpenAgain = ({ status, paymentId }: Checkout): boolean =>
  paymentId === null && !checkoutStates.isFinal(status) && status !== 'requires_escalation'

/** Without the caller's key the same call on the same attempt is the same purchase (guide MCP §6.2). */
const derivedKey = ({ id, attempts }: Checkout, bodyHash: string): string =>
  `derived:${id}:${attempts}:${bodyHash.slice(0, 32)}`

/** `found` keeps the checkout from being ready; what is `added` only says why nothing was charged this time. */
type Refusal = {
  readonly found?: readonly Message[]
  readonly added?: readonly Message[]
  /** Whether the checkout was looked at before others changed what it can be. */
  readonly isMoved?: boolean
}

function movedMeanwhile({ priced }: PricedCheckout): Message {
  const text = say(priced.market.textLanguage, 'shipments_changed')
  return message('error', 'shipments_changed', text, { severity: 'recoverable', path: '$.fulfillment' })
}

/** Answers what stands in the way and remembers what the caller was shown, so that agreeing to it needs no second look. */
async function refused(
  tx: Tx,
  look: PricedCheckout,
  { found, added, payer }: Required<Pick<Refusal, 'found' | 'added'>> & { payer: Payer },
): Promise<CheckoutView> {
  const view = await liveView(tx, look, payer, found)
  await saveCheckout(tx, {
    ...look.checkout,
    status: view.status,
    lines: rememberedLines(look.priced),
    cards: rememberedCards(look.cards),
    shownTotal: look.quote.total.amount,
  })
  return { ...view, messages: [...view.messages, ...added] }
}

function totalChanged({ quote, priced }: PricedCheckout, agreed: number): Message {
  const before = formatMoney(money(agreed, quote.currency))
  const { amount } = quote.total
  const text = say(priced.market.textLanguage, 'nothing_charged_total', {
    total: formatMoney(quote.total),
    before,
    amount,
  })
  return message('error', 'total_changed', text, { severity: 'recoverable', path: '$.totals' })
}

function otherRest({ quote, priced }: PricedCheckout, { rest, asked }: { rest: number; asked: number }): Message {
  const inWords = (amount: number) => formatMoney(money(amount, quote.currency))
  const text = say(priced.market.textLanguage, 'nothing_charged_rest', { left: inWords(rest), sent: inWords(asked) })
  return message('error', 'total_changed', text, { severity: 'recoverable', path: '$.payment.instruments' })
}

/** Nobody here can pay: a person does, at `continue_url`. Nothing is held for that long. */
async function escalate(
  tx: Tx,
  { checkout, cards }: PricedCheckout,
  { payer, known, askOwner }: { payer: Payer; known: readonly AppliedCard[]; askOwner?: Message | undefined },
): Promise<CheckoutView> {
  const applied = rememberedCards(cards)
  const isSaved = checkout.status === 'requires_escalation' && isDeepStrictEqual(applied, known)
  const saved = isSaved
    ? checkout
    : await saveCheckout(tx, { ...checkout, status: 'requires_escalation', cards: applied })
  const view = await currentView(tx, saved, payer)
  return askOwner ? { ...view, messages: [...view.messages, askOwner] } : view
}

/** Asks the provider, outside any transaction. No answer in time means that the outcome is not known. */
async function pay(payer: Payer, begun: Begun): Promise<PaymentOutcome> {
  const { storage, gatewayTimeoutMs } = payer
  const { payment, gateway, instrument, returnUrl, description } = begun
  storage.assertOutside('A payment')
  const customer = await payingCustomer(payer, begun)
  if (customer === 'unknown') return providerSilent
  const { id: paymentId, amount } = payment
  const idempotencyKey = providerKey(paymentId)
  const asked = { paymentId, idempotencyKey, amount, instrument, returnUrl, description, ...(customer && { customer }) }
  return inTime(gatewayTimeoutMs, signal => gateway.pay({ ...asked, signal })).catch(
    (): PaymentOutcome => ({ status: 'pending' }),
  )
}

/** Who pays, as the provider calls them; `unknown` where it could not be asked to know them. */
async function payingCustomer(
  { storage, gatewayTimeoutMs }: Payer,
  { customer, methodId, mandateId, gateway: { vault } }: Begun,
): Promise<PayingCustomer | 'unknown' | undefined> {
  if (!customer || !vault) return undefined
  try {
    const id = await idAtProvider({ storage, gatewayTimeoutMs, vault }, customer)
    const isAbsent = mandateId !== undefined
    return { id, ...(methodId !== undefined && { methodId }), ...(isAbsent && { isAbsent }) }
  } catch {
    return 'unknown'
  }
}

/** Nothing was asked of it yet but to know the customer. */
const providerSilent: PaymentOutcome = {
  status: 'failed',
  code: 'payment_unavailable',
  text: 'The payment provider does not answer.',
}
