import { pricedBasketView } from '../cart/index.ts'
import { policyLinks } from '../catalog/index.ts'
import { orderConfirmation, orderOfCheckout } from '../orders/index.ts'
import { mostSavedShown } from '../payments/contract.ts'
import { type Gateways, gatewayById, handlersOf, type SavedMethod } from '../payments/index.ts'
import { marketFor, storeSettings } from '../pricing/index.ts'
import type { Actor } from '../shared/actor.ts'
import { type Message, message } from '../shared/messages.ts'
import { money } from '../shared/money.ts'
import { say, type TextLanguage } from '../shared/shopper-texts.ts'
import { type NextAction, ucpVersion } from '../shared/ucp.ts'
import type { ReadTx } from '../storage/port.ts'
import { type Coverage, coveredAmount, paymentView } from './cards.ts'
import { type Checkout, type CheckoutStatus, checkoutStates } from './checkout.ts'
import type { CheckoutView } from './contract.ts'
import { fulfillmentView, pickupActions } from './fulfillment-view.ts'
import { type PricedCheckout, priceCheckout } from './priced.ts'
import { hasErrors, problemsOf } from './problems.ts'

export type Caller = { readonly actor: Actor; readonly gateways: Gateways }

/** The checkout as it is now: what was agreed where payment has begun, else today's prices. */
export async function currentView(tx: ReadTx, checkout: Checkout, caller: Caller): Promise<CheckoutView> {
  if (checkout.agreement) return agreedView(tx, checkout, checkout.agreement.view)
  return liveView(tx, await priceCheckout(tx, checkout, caller.actor), caller)
}

/** What was agreed, with what has happened since. */
async function agreedView(tx: ReadTx, checkout: Checkout, agreed: CheckoutView): Promise<CheckoutView> {
  const order = checkout.status === 'completed' ? await orderOfCheckout(tx, checkout.id) : undefined
  const { continue_url, messages: _, order: __, payment, ...view } = agreed
  const messages = stateMessages(checkout, await languageOf(tx, checkout))
  return {
    ...view,
    ...(payment && { payment: checkout.status === 'completed' ? payment : withoutAmounts(payment) }),
    status: checkout.status,
    messages,
    ...(!checkoutStates.isFinal(checkout.status) && continue_url && { continue_url }),
    ...(order && { order: orderConfirmation(order, tx) }),
    next_actions: nextActions(checkout.status, {
      id: checkout.id,
      totals: view.totals,
      messages,
      ...(order && { orderId: order.id }),
    }),
  }
}

/** UCP's amounts say what was charged, so there are none before that is certain. */
const withoutAmounts = ({ instruments, ...payment }: NonNullable<CheckoutView['payment']>) => ({
  ...payment,
  instruments: instruments.map(({ amount: _, ...instrument }) => instrument),
})

/** `found` is what stands in the way besides what the look itself shows: a buyer who was quicker, say. */
export async function liveView(
  tx: ReadTx,
  look: PricedCheckout,
  { gateways }: Pick<Caller, 'gateways'>,
  found: readonly Message[] = [],
): Promise<CheckoutView> {
  const { checkout, priced, quote } = look
  const isOpen = !checkoutStates.isFinal(checkout.status)
  const problems = isOpen ? [...problemsOf(look), ...found] : []
  const status = statusNow(checkout.status, problems)
  const messages = [...problems, ...stateMessages({ ...checkout, status }, priced.market.textLanguage)]
  const basket = pricedBasketView(checkout, priced, quote)
  const saved = isOpen ? savedToPay(look, gateways) : []
  const due = money(quote.total.amount - coveredAmount(look.cards), quote.currency)
  const isShown = look.cards.length > 0 || saved.length > 0
  return {
    ucp: { version: ucpVersion, payment_handlers: handlersOf(gateways, due) },
    id: checkout.id,
    ...(checkout.cartId !== null && { cart_id: checkout.cartId }),
    status,
    ...basket,
    fulfillment: fulfillmentView(look),
    ...(isShown && { payment: paymentView(look.cards, quote.total, saved) }),
    messages,
    ...(checkout.preparedBy && {
      prepared_by: { name: checkout.preparedBy.name, connected: checkout.preparedBy.isConnected },
    }),
    links: await policyLinks(tx, priced.market.languages),
    expires_at: checkout.expiresAt.toISOString(),
    ...(isOpen && { continue_url: `${tx.publicUrl}/checkout/${checkout.id}` }),
    next_actions: [
      ...nextActions(status, { id: checkout.id, totals: basket.totals, messages, cards: look.cards }),
      ...(status === 'incomplete' || status === 'ready_for_complete' ? pickupActions(look) : []),
    ],
  }
}

const savedToPay = ({ saved }: PricedCheckout, gateways: Gateways): SavedMethod[] =>
  saved.filter(({ handlerId }) => gatewayById(gateways, handlerId)).slice(0, mostSavedShown)

/** An open checkout is as ready as what it holds; a stored status of those is only what it was at the last change. */
export function statusNow(stored: CheckoutStatus, problems: readonly Message[]): CheckoutStatus {
  if (checkoutStates.isFinal(stored) || stored === 'complete_in_progress') return stored
  if (hasErrors(problems)) return 'incomplete'
  return stored === 'requires_escalation' ? stored : 'ready_for_complete'
}

/** In which language the shop speaks to the buyer of a checkout. */
export async function languageOf(tx: ReadTx, { context }: Pick<Checkout, 'context'>): Promise<TextLanguage> {
  return marketFor(await storeSettings(tx), { context }).textLanguage
}

function stateMessages({ status, failure, paymentId, expiresAt }: Checkout, language: TextLanguage): Message[] {
  const messages: Message[] = []
  if (failure)
    messages.push(message('error', failure.code, failure.text, { severity: 'recoverable', path: '$.payment' }))
  if (status === 'requires_escalation') {
    const text = say(language, paymentId === null ? 'person_pays' : 'person_confirms')
    messages.push(message('error', 'payment_required', text, { severity: 'requires_buyer_review', path: '$.payment' }))
  }
  if (status === 'complete_in_progress') {
    messages.push(message('info', 'payment_pending', say(language, 'payment_pending')))
  }
  if (status === 'canceled') {
    messages.push(message('info', 'canceled', say(language, 'canceled', { moment: expiresAt.toISOString() })))
  }
  return messages
}

type Situation = {
  id: string
  totals: CheckoutView['totals']
  messages: readonly Message[]
  cards?: readonly Coverage[]
  orderId?: string
}

function nextActions(status: CheckoutStatus, { id, totals, messages, cards = [], orderId }: Situation): NextAction[] {
  const total = totals.find(entry => entry.type === 'total')?.amount ?? 0
  switch (status) {
    case 'incomplete': {
      const missing = messages.flatMap(({ type, code }) => (type === 'error' && code ? [code] : [])).join(', ')
      return [
        {
          operation: 'update_checkout',
          description: `Send the whole checkout again (line_items may be left out) with what is missing: ${missing}.`,
        },
      ]
    }
    case 'ready_for_complete':
      return [
        {
          operation: 'complete_checkout',
          description: `Once the buyer agrees: {"id":"${id}","expected_total":${total}}${howToPay(total - coveredAmount(cards), cards)}`,
        },
        { operation: 'update_checkout', description: 'Change it; what is not sent again is gone.' },
      ]
    case 'requires_escalation':
      return [
        {
          operation: 'get_checkout',
          description: 'Give the person continue_url unchanged, then ask here until the status is completed.',
        },
      ]
    case 'complete_in_progress':
      return [
        { operation: 'get_checkout', description: 'Ask again in a few seconds. Do not claim that anything was paid.' },
      ]
    case 'completed':
      return [{ operation: 'get_order', description: `The order: {"id":"${orderId ?? ''}"}` }]
    case 'canceled':
      return [{ operation: 'create_checkout', description: 'Start again with a cart or line_items.' }]
  }
}

/** Gift cards that were applied pay before all else, and need not be sent again. */
function howToPay(left: number, cards: readonly Coverage[]): string {
  const person = 'checkout.payment, or no payment to get a page where a person pays.'
  if (cards.length === 0) return ` and ${person}`
  return left === 0 ? '; the gift cards pay all of it.' : ` and, for the ${left} that the gift cards leave, ${person}`
}
