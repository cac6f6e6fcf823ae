import { rememberedLines } from '../cart/index.ts'
import { releaseReservations, reserve } from '../inventory/index.ts'
import type { MoneyOut } from '../orders/index.ts'
import type { PaymentInstrument } from '../payments/contract.ts'
import {
  gatewayById,
  inTime,
  openPayment,
  type Payment,
  type PaymentGateway,
  type PaymentOutcome,
  providerKey,
} from '../payments/index.ts'
import { redeemPromotions } from '../pricing/index.ts'
import { CommerceError, quoteInput } from '../shared/errors.ts'
import { type Message, message } from '../shared/messages.ts'
import { formatMoney, money } from '../shared/money.ts'
import type { Input } from '../shared/operation.ts'
import { type Call, claimKey, releaseKey } from '../storage/idempotency.ts'
import type { Tx } from '../storage/port.ts'
import { agree } from './agreement.ts'
import { type Agreement, type Checkout, checkoutStates, holdSeconds } from './checkout.ts'
import type * as contract from './contract.ts'
import type { CheckoutView } from './contract.ts'
import { type PricedCheckout, priceCheckout } from './priced.ts'
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

type Begun = {
  readonly payment: Payment
  readonly instrument: PaymentInstrument
  readonly gateway: PaymentGateway
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

  const seen = await priceCheckout(tx, { ...checkout, failure: null }, payer.actor)
  const problems = problemsOf(seen)
  const look = { ...seen, checkout: { ...seen.checkout, status: statusNow(checkout.status, problems) } }
  const refuse = async ({ found = [], added = [] }: Refusal) => {
    await releaseKey(tx, call)
    return { answer: await refused(tx, look, { found, added, payer }) }
  }
  if (hasErrors(problems)) return refuse({})
  const agreed = input.expected_total ?? checkout.shownTotal
  if (agreed !== look.quote.total.amount) return refuse({ added: [totalChanged(look, agreed)] })

  const agreement = await agree(tx, look, payer)
  if (look.quote.total.amount === 0) return { answer: await buyForNothing(tx, look, { agreement, payer, refuse }) }
  const instrument = chosenInstrument(input.checkout?.payment?.instruments)
  if (!instrument) return { answer: await escalate(tx, look, payer) }
  const gateway = gatewayOf(payer, instrument)
  const shortage = await hold(tx, look, agreement)
  if (shortage.length > 0) return refuse({ found: shortage })

  const { credential: _, ...shown } = instrument
  const payment = await openPayment(tx, {
    reference: checkout.id,
    handlerId: gateway.handler.id,
    amount: look.quote.total,
    instrument: shown,
  })
  const status = checkoutStates.move(look.checkout.status, 'complete_in_progress', `Checkout ${checkout.id}`)
  await saveCheckout(tx, { ...look.checkout, status, agreement, paymentId: payment.id })
  const returnUrl = agreement.view.continue_url ?? tx.publicUrl
  return { payment, instrument, gateway, returnUrl, description: `Order at ${look.priced.store.name}` }
}

/** Whether a checkout that waited for a person was changed since, so that the same call asks for something new. */
const isOpenAgain = ({ status, paymentId }: Checkout): boolean =>
  paymentId === null && !checkoutStates.isFinal(status) && status !== 'requires_escalation'

/** Without the caller's key the same call on the same attempt is the same purchase (guide MCP §6.2). */
const derivedKey = ({ id, attempts }: Checkout, bodyHash: string): string =>
  `derived:${id}:${attempts}:${bodyHash.slice(0, 32)}`

/** `found` keeps the checkout from being ready; what is `added` only says why nothing was charged this time. */
type Refusal = { readonly found?: readonly Message[]; readonly added?: readonly Message[] }

/** Answers what stands in the way and remembers what the caller was shown, so that agreeing to it needs no second look. */
async function refused(
  tx: Tx,
  look: PricedCheckout,
  { found, added, payer }: Required<Refusal> & { payer: Payer },
): Promise<CheckoutView> {
  const view = await liveView(tx, look, payer, found)
  await saveCheckout(tx, {
    ...look.checkout,
    status: view.status,
    lines: rememberedLines(look.priced),
    shownTotal: look.quote.total.amount,
  })
  return { ...view, messages: [...view.messages, ...added] }
}

function totalChanged({ quote }: PricedCheckout, agreed: number): Message {
  const before = formatMoney(money(agreed, quote.currency))
  const text = `The total is ${formatMoney(quote.total)}, not ${before}. Nothing was charged. If the buyer agrees, complete again with expected_total ${quote.total.amount}.`
  return message('error', 'total_changed', text, { severity: 'recoverable', path: '$.totals' })
}

type Refuse = (refusal: Refusal) => Promise<{ answer: CheckoutView }>

/** A free order needs no payment: it is placed in this very transaction. */
async function buyForNothing(
  tx: Tx,
  look: PricedCheckout,
  { agreement, payer, refuse }: { agreement: Agreement; payer: Payer; refuse: Refuse },
): Promise<CheckoutView> {
  const shortage = await hold(tx, look, agreement)
  if (shortage.length > 0) return (await refuse({ found: shortage })).answer
  const { view } = await placeAgreed(tx, { ...look.checkout, agreement }, payer)
  return view
}

/** Nobody here can pay: a person does, at `continue_url`. Nothing is held for that long. */
async function escalate(tx: Tx, { checkout }: PricedCheckout, payer: Payer): Promise<CheckoutView> {
  const saved =
    checkout.status === 'requires_escalation'
      ? checkout
      : await saveCheckout(tx, { ...checkout, status: 'requires_escalation' })
  return currentView(tx, saved, payer)
}

const chosenInstrument = (instruments: readonly PaymentInstrument[] = []): PaymentInstrument | undefined =>
  instruments.find(instrument => instrument.selected) ?? instruments[0]

function gatewayOf({ gateways }: Payer, { handler_id }: PaymentInstrument): PaymentGateway {
  const gateway = gatewayById(gateways, handler_id)
  if (gateway) return gateway
  const ids = gateways.map(({ handler }) => quoteInput(handler.id)).join(', ')
  throw new CommerceError(
    'invalid_input',
    `There is no payment handler ${quoteInput(handler_id)}. Use ${ids} (ucp.payment_handlers).`,
    {
      path: '$.checkout.payment.instruments[0].handler_id',
    },
  )
}

/** Holds the stock and uses the codes; answers what is gone, and then holds and uses nothing. */
async function hold(tx: Tx, { checkout, priced }: PricedCheckout, { order }: Agreement): Promise<Message[]> {
  const expiresAt = new Date(tx.now.getTime() + holdSeconds * 1000)
  const shortages = await reserve(tx, { reference: checkout.id, lines: priced.lines, expiresAt })
  if (shortages.length > 0) {
    return shortages.map(({ variantId, left }) => {
      const index = priced.lines.findIndex(line => line.variantId === variantId)
      const text = `Only ${left} of ${priced.lines[index]?.title} left. Nothing was charged.`
      return message('error', 'out_of_stock', text, { severity: 'recoverable', path: `$.line_items[${index}]` })
    })
  }
  const usedUp = await redeemPromotions(tx, order)
  if (usedUp.length === 0) return []
  await releaseReservations(tx, checkout.id)
  return usedUp.map(id => {
    const { code, title } = priced.promotions.find(promotion => promotion.id === id) ?? {}
    const text =
      code === undefined
        ? `The discount ${quoteInput(title)} has just been used up. Nothing was charged. Ask for the new total.`
        : `Discount code ${quoteInput(code)} has just been used up. Nothing was charged. Remove it, or send another.`
    return message('error', 'discount_code_used_up', text, { severity: 'recoverable', path: '$.discounts.codes' })
  })
}

/** Asks the provider, outside any transaction. No answer in time means that the outcome is not known. */
async function pay(
  { storage, gatewayTimeoutMs }: Payer,
  { payment, gateway, ...asked }: Begun,
): Promise<PaymentOutcome> {
  storage.assertOutside('A payment')
  const { id: paymentId, amount } = payment
  const idempotencyKey = providerKey(paymentId)
  return inTime(gatewayTimeoutMs, signal => gateway.pay({ ...asked, paymentId, idempotencyKey, amount, signal })).catch(
    (): PaymentOutcome => ({ status: 'pending' }),
  )
}
