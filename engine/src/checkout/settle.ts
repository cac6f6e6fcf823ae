import { closeOrderedCart } from '../cart/index.ts'
import { claimReservations, renewReservations } from '../inventory/index.ts'
import { type MoneyOut, orderConfirmation, placeOrder, runRefund } from '../orders/index.ts'
import {
  captureHeld,
  forgetGone,
  gatewayById,
  heldPayments,
  inTime,
  keepMethod,
  keepPending,
  movePayment,
  noteReceived,
  openRefund,
  orderPaymentOf,
  type Payment,
  type PaymentOutcome,
  paymentById,
  questionOf,
  refusalText,
  spendMandate,
} from '../payments/index.ts'
import { system } from '../shared/actor.ts'
import { formatMoney } from '../shared/money.ts'
import { say, type TextLanguage } from '../shared/shopper-texts.ts'
import { finishKeysOf } from '../storage/idempotency.ts'
import type { Tx } from '../storage/port.ts'
import { type Agreement, type Checkout, checkoutStates, holdSeconds, linesToHold } from './checkout.ts'
import type { CheckoutView } from './contract.ts'
import { letGo } from './hold.ts'
import { asOfNow, checkoutById, saveCheckout } from './records.ts'
import { type Caller, currentView, languageOf } from './view.ts'

export type Settler = Omit<Caller, 'actor'> & MoneyOut

/**
 * The one way in which a payment's outcome takes effect, whoever learns it first: the buyer's request, the provider's
 * webhook or the sweeper. Settling twice changes nothing. Money that finds no order is sent back. Answers the checkout.
 * `isFirst` is asked in the transaction of the effect, and keeps it from being made where it answers false.
 */
export async function settlePayment(
  settler: Settler,
  paymentId: string,
  outcome: PaymentOutcome,
  isFirst?: (tx: Tx) => Promise<boolean>,
): Promise<CheckoutView> {
  const { view, refundId, next } = await settler.storage.write(tx =>
    settle(tx, settler, { paymentId, outcome, isFirst }),
  )
  if (next !== undefined) return settlePayment(settler, paymentId, await finish(settler, paymentId, next))
  if (refundId === undefined) return view
  await runRefund(settler, refundId)
  return view
}

/** `next` is what becomes of money that was only set aside so far. */
type Settled = { readonly view: CheckoutView; readonly refundId?: string; readonly next?: 'capture' | 'cancel' }

type Settling = {
  readonly paymentId: string
  readonly outcome: PaymentOutcome
  readonly isFirst: ((tx: Tx) => Promise<boolean>) | undefined
}

async function settle(tx: Tx, settler: Settler, { paymentId, outcome, isFirst }: Settling): Promise<Settled> {
  const payment = await paymentById(tx, paymentId)
  const checkout = await checkoutById(tx, { id: payment.reference, actor: system })
  if (isFirst && !(await isFirst(tx))) return { view: await viewOf(tx, checkout, settler) }
  await noteMethods(tx, payment, outcome)
  switch (outcome.status) {
    case 'captured':
      return captured(tx, settler, { payment, checkout, outcome })
    case 'authorised':
      return authorised(tx, settler, { payment, checkout, outcome })
    case 'failed':
      return failed(tx, settler, { payment, checkout, outcome })
    case 'requires_person':
      return awaitingPerson(tx, settler, { payment, checkout, outcome })
    case 'pending':
      await keepPending(tx, payment, outcome.providerId === undefined ? {} : { providerId: outcome.providerId })
      return { view: await viewOf(tx, checkout, settler) }
  }
}

/** What the provider keeps of a customer is theirs to see and to remove, whatever becomes of the order. */
async function noteMethods(tx: Tx, { handlerId }: Payment, outcome: PaymentOutcome): Promise<void> {
  if ('kept' in outcome && outcome.kept) await keepMethod(tx, handlerId, outcome.kept)
  if ('gone' in outcome && outcome.gone) await forgetGone(tx, handlerId, outcome.gone)
}

/** Captures or gives up what was authorised. Where no answer comes the payment stays as it is, and the sweeper asks. */
async function finish(
  { storage, gateways, gatewayTimeoutMs }: Settler,
  paymentId: string,
  next: 'capture' | 'cancel',
): Promise<PaymentOutcome> {
  const { payment, question } = await storage.read(async tx => {
    const payment = await paymentById(tx, paymentId)
    return { payment, question: questionOf(payment, tx.now) }
  })
  const gateway = gatewayById(gateways, payment.handlerId)
  const { providerId } = question
  const unknown: PaymentOutcome = { status: 'pending' }
  if (!gateway?.capture || providerId === undefined) return unknown
  const { capture, cancel } = gateway
  const outcome = await inTime(gatewayTimeoutMs, async signal =>
    next === 'capture' ? capture({ ...question, providerId, signal }) : cancel({ ...question, signal }),
  ).catch(() => unknown)
  // Still only authorised: asked again here, it would go round.
  return outcome === undefined || outcome.status === 'authorised' ? unknown : outcome
}

type Event<S extends PaymentOutcome['status']> = {
  readonly payment: Payment
  readonly checkout: Checkout
  readonly outcome: Extract<PaymentOutcome, { status: S }>
}

async function captured(tx: Tx, settler: Settler, { payment, checkout, outcome }: Event<'captured'>): Promise<Settled> {
  const isFirst = await movePayment(tx, payment, 'captured', { providerId: outcome.providerId })
  if (!isFirst) return { view: await viewOf(tx, await checkoutById(tx, { id: checkout.id, actor: system }), settler) }
  await tx.emit('payment.captured', { payment_id: payment.id, checkout_id: checkout.id })
  const paid = { ...payment, status: 'captured' as const }
  if (outcome.amount.amount !== payment.amount.amount || outcome.amount.currency !== payment.amount.currency) {
    await tx.emit('payment.amount_mismatch', {
      payment_id: payment.id,
      expected: payment.amount,
      received: outcome.amount,
    })
    await noteReceived(tx, payment, outcome.amount)
    return sendBack(tx, settler, {
      payment: { ...paid, amount: outcome.amount },
      checkout,
      why: 'paid_other_amount',
    })
  }
  const why = await obstacleTo(tx, { payment: paid, checkout, take: claimReservations })
  return why
    ? sendBack(tx, settler, { payment: paid, checkout, why })
    : placeAgreed(tx, checkout, { settler, payment: paid })
}

/** Nothing stands in the way: the money is taken, and makes the order. Else it is let go before it moved. */
async function authorised(
  tx: Tx,
  settler: Settler,
  { payment, checkout, outcome }: Event<'authorised'>,
): Promise<Settled> {
  const { providerId, amount } = outcome
  await keepPending(tx, payment, { providerId, awaitsPerson: false })
  const isRight = amount.amount === payment.amount.amount && amount.currency === payment.amount.currency
  const isWanted =
    payment.status === 'pending' &&
    isRight &&
    (await obstacleTo(tx, { payment, checkout, take: renewReservations })) === undefined
  return { view: await viewOf(tx, checkout, settler), next: isWanted ? 'capture' : 'cancel' }
}

type Wanted = { readonly payment: Payment; readonly checkout: Checkout; readonly take: typeof claimReservations }

/** Why this money makes no order, if it does not; `take` gets hold of the stock. */
async function obstacleTo(tx: Tx, { payment, checkout, take }: Wanted): Promise<NoOrder | undefined> {
  const { agreement } = checkout
  if (agreement === null || checkout.paymentId !== payment.id || checkoutStates.isFinal(checkout.status))
    return 'paid_too_late'
  const held = await heldPayments(tx, checkout.id)
  if (sumOf([...held, payment]) !== totalOf(agreement)) return 'paid_other_total'
  const shortages = await take(tx, {
    reference: checkout.id,
    lines: linesToHold(agreement),
    expiresAt: new Date(tx.now.getTime() + holdSeconds * 1000),
  })
  return shortages.length > 0 ? 'paid_after_stock' : undefined
}

type Placing = { readonly settler: Pick<Settler, 'gateways'>; readonly payment?: Payment }

/**
 * Turns what was agreed into the order, and finishes every call that waits for it. What gift cards hold ready and the
 * provider's payment, if there is one, are all of its total.
 */
export async function placeAgreed(tx: Tx, checkout: Checkout, { settler, payment }: Placing): Promise<Settled> {
  const { agreement } = checkout
  if (!agreement) throw new Error(`Checkout ${checkout.id} has no agreement to place.`)
  const lines = linesToHold(agreement)
  const shortages = await claimReservations(tx, { reference: checkout.id, lines, expiresAt: tx.now })
  if (shortages.length > 0) throw new Error(`Checkout ${checkout.id} is to be placed without its stock.`)
  const payments = [...(await captureHeld(tx, checkout.id)), ...(payment ? [payment] : [])]
  if (sumOf(payments) !== totalOf(agreement))
    throw new Error(`Checkout ${checkout.id} is to be placed without its money.`)
  const order = await placeOrder(tx, {
    ...agreement.order,
    checkoutId: checkout.id,
    ownerId: checkout.ownerId,
    payments: payments.map(orderPaymentOf),
  })
  if (agreement.isMandated) await spendMandate(tx, { reference: checkout.id, orderId: order.id })
  const status = checkoutStates.move(checkout.status, 'completed', `Checkout ${checkout.id}`)
  const completed = await saveCheckout(tx, { ...checkout, status, failure: null })
  const { cartId, cartVersion } = checkout
  if (cartId !== null && cartVersion !== null) await closeOrderedCart(tx, { id: cartId, version: cartVersion })
  const view = await viewOf(tx, completed, settler)
  const answer = { ...view, order: orderConfirmation(order, tx) }
  await finishKeysOf(tx, checkout.id, answer)
  return { view: answer }
}

const sumOf = (payments: readonly Payment[]): number => payments.reduce((sum, { amount }) => sum + amount.amount, 0)

const totalOf = ({ order }: Agreement): number => order.totals.find(({ type }) => type === 'total')?.amount ?? 0

type NoOrder = 'paid_other_amount' | 'paid_too_late' | 'paid_other_total' | 'paid_after_stock'

/** The money goes back, and the checkout says so; it may be bought again if it is still open. */
async function sendBack(
  tx: Tx,
  settler: Settler,
  { payment, checkout, why }: { payment: Payment; checkout: Checkout; why: NoOrder },
): Promise<Settled> {
  const inEnglish = say('en', why)
  const refund = await openRefund(tx, payment, { amount: payment.amount, reason: inEnglish })
  const language = await languageOf(tx, checkout)
  const text = say(language, 'money_back', { reason: say(language, why), amount: formatMoney(payment.amount) })
  const isOurs = checkout.paymentId === payment.id
  const failure = { code: 'payment_failed', text }
  const next = await (isOurs ? reopen(tx, checkout, failure) : tell(tx, checkout, failure))
  const view = await viewOf(tx, next, settler)
  if (isOurs) await finishKeysOf(tx, checkout.id, view)
  await tx.emit('payment.refunded_without_order', {
    payment_id: payment.id,
    checkout_id: checkout.id,
    reason: inEnglish,
  })
  return { view, refundId: refund.id }
}

/** Says of a payment that was given up before what became of its money, unless another has taken its place. */
async function tell(tx: Tx, checkout: Checkout, failure: NonNullable<Checkout['failure']>): Promise<Checkout> {
  if (checkout.status === 'completed' || checkout.paymentId !== null) return checkout
  return saveCheckout(tx, { ...checkout, failure })
}

async function failed(tx: Tx, settler: Settler, { payment, checkout, outcome }: Event<'failed'>): Promise<Settled> {
  const failure = { code: outcome.code, text: outcome.text }
  const isFirst = await movePayment(tx, payment, 'failed', {
    failure,
    ...(outcome.providerId && { providerId: outcome.providerId }),
  })
  if (!isFirst || checkout.paymentId !== payment.id) return { view: await viewOf(tx, checkout, settler) }
  const language = await languageOf(tx, checkout)
  const text = say(language, 'payment_failed', { reason: reasonIn(language, outcome) })
  const isOver = checkoutStates.isFinal(checkout.status)
  const next = await reopen(tx, checkout, isOver ? null : { code: 'payment_failed', text }, asksOwner(outcome))
  const view = await viewOf(tx, next, settler)
  await finishKeysOf(tx, checkout.id, view)
  await tx.emit('payment.failed', { payment_id: payment.id, checkout_id: checkout.id, code: outcome.code })
  return { view }
}

/** The gateway's own words are English. */
const reasonIn = (language: TextLanguage, { code, text }: Event<'failed'>['outcome']): string =>
  language === 'en' ? text : (refusalText(language, code) ?? say(language, 'refused'))

/** The bank wants its customer, who was not there: the same by itself would be refused again. */
const asksOwner = ({ code }: Event<'failed'>['outcome']): boolean => code === 'authentication_required'

/** Releases what the payment held and opens the checkout again, unless it has ended. */
async function reopen(
  tx: Tx,
  checkout: Checkout,
  failure: Checkout['failure'],
  isForPerson = false,
): Promise<Checkout> {
  await letGo(tx, checkout)
  const isOver = checkoutStates.isFinal(checkout.status)
  const status = isOver
    ? checkout.status
    : checkoutStates.move(
        checkout.status,
        isForPerson ? 'requires_escalation' : 'ready_for_complete',
        `Checkout ${checkout.id}`,
      )
  return saveCheckout(tx, {
    ...checkout,
    status,
    agreement: null,
    paymentId: null,
    attempts: checkout.attempts + 1,
    failure,
  })
}

async function awaitingPerson(
  tx: Tx,
  settler: Settler,
  { payment, checkout, outcome }: Event<'requires_person'>,
): Promise<Settled> {
  await keepPending(tx, payment, { providerId: outcome.providerId, awaitsPerson: true })
  const isWaiting = checkout.paymentId === payment.id && checkout.status === 'complete_in_progress'
  const next = isWaiting ? await saveCheckout(tx, { ...checkout, status: 'requires_escalation' }) : checkout
  return { view: await viewOf(tx, next, settler) }
}

const viewOf = (tx: Tx, checkout: Checkout, { gateways }: Pick<Settler, 'gateways'>): Promise<CheckoutView> =>
  currentView(tx, asOfNow(tx, checkout), { actor: system, gateways })
