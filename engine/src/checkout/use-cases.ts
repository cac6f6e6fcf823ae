import {
  cartById,
  contextAfter,
  currencyFor,
  distinctCodes,
  inCurrency,
  linesFor,
  rememberedLines,
} from '../cart/index.ts'
import { type KnownBuyer, knownBuyer } from '../customers/index.ts'
import { contextOf, marketFor, storeSettings } from '../pricing/index.ts'
import { customerOf, mayReach } from '../shared/actor.ts'
import { CommerceError } from '../shared/errors.ts'
import type { Message } from '../shared/messages.ts'
import type { Input } from '../shared/operation.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { cardsOf, cardWarning, rememberedCards } from './cards.ts'
import { type Checkout, checkoutHours, checkoutStates } from './checkout.ts'
import type * as contract from './contract.ts'
import type { CheckoutDraft, CheckoutView } from './contract.ts'
import { chooseDelivery } from './fulfillment.ts'
import { letGo } from './hold.ts'
import { assistantOf } from './prepared-by.ts'
import { offeredDestinations, priceCheckout } from './priced.ts'
import { problemsOf } from './problems.ts'
import { checkoutById, insertCheckout, openCheckoutOf, saveCheckout } from './records.ts'
import { type Caller, currentView, liveView, statusNow } from './view.ts'

export async function createCheckout(
  tx: Tx,
  { checkout: draft }: Input<typeof contract.createCheckout>,
  caller: Caller,
): Promise<CheckoutView> {
  if (draft.cart_id !== undefined) return checkoutOfCart(tx, { ...draft, cart_id: draft.cart_id }, caller)
  if (!draft.line_items?.length) {
    throw new CommerceError('invalid_input', 'A checkout needs line_items, or the cart_id of a cart.', {
      path: '$.checkout.line_items',
    })
  }
  const currency = await currencyFor(tx, {
    context: await contextOf(tx, customerOf(caller.actor), draft.context),
    address: draft.fulfillment?.methods?.flatMap(method => method.destinations ?? [])[0],
  })
  return insertPriced(tx, await filled(tx, draft, { checkout: blank(tx, caller, currency), caller }), caller)
}

/** The cart's lines, buyer, codes and context count, not the payload's (UCP `cart.json#/$defs/checkout`). */
async function checkoutOfCart(
  tx: Tx,
  draft: CheckoutDraft & { cart_id: string },
  caller: Caller,
): Promise<CheckoutView> {
  const cart = await cartById(tx, { id: draft.cart_id, actor: caller.actor })
  const open = await reachableCheckoutOf(tx, cart.id, caller)
  const isUnchanged = open && (open.cartVersion === cart.version || open.paymentId !== null)
  if (open && isUnchanged && !checkoutStates.isFinal(open.status)) return currentView(tx, open, caller)
  if (cart.status !== 'open')
    throw new CommerceError('invalid_state', `Cart ${cart.id} is ${cart.status}. To buy again, create a new one.`)
  if (cart.lines.length === 0)
    throw new CommerceError('invalid_input', `Cart ${cart.id} is empty. Put something in with update_cart.`)
  const { currency, lines, codes, buyer, context, attribution } = cart
  const basket = { currency, lines, codes, ...(context && { context }), ...(attribution && { attribution }) }
  const ownerId = cart.ownerId ?? customerOf(caller.actor) ?? null
  const base = open && !checkoutStates.isFinal(open.status) ? open : { ...blank(tx, caller, currency), ownerId }
  const wanted = {
    ...draft,
    buyer: buyer ?? draft.buyer,
    context,
    attribution,
    discounts: { codes: [...codes] },
    line_items: undefined,
  }
  const taken = { ...base, ...basket, cartId: cart.id, cartVersion: cart.version }
  const keepsDelivery = base === open && draft.fulfillment === undefined
  const { checkout, messages } = await filled(tx, wanted, { checkout: taken, caller })
  const { selectedDestinationId, selectedOptionId, groupOptions, pickup } = taken
  const delivery = { selectedDestinationId, selectedOptionId, groupOptions, pickup }
  if (base === open)
    return savePriced(tx, { checkout: keepsDelivery ? { ...checkout, ...delivery } : checkout, messages }, caller)
  if (open) await saveCheckout(tx, open)
  return insertPriced(tx, { checkout, messages }, caller)
}

/** Who knows a guest's cart does not thereby reach the checkout that a customer has begun with it. */
async function reachableCheckoutOf(tx: ReadTx, cartId: string, { actor }: Caller): Promise<Checkout | undefined> {
  const open = await openCheckoutOf(tx, cartId)
  if (!open || mayReach(actor, open.ownerId)) return open
  throw new CommerceError(
    'conflict',
    `Cart ${cartId} is being checked out by a customer. Begin with line_items instead.`,
  )
}

export async function getCheckout(
  tx: ReadTx,
  { id }: Input<typeof contract.getCheckout>,
  caller: Caller,
): Promise<CheckoutView> {
  return currentView(tx, await checkoutById(tx, { id, actor: caller.actor }), caller)
}

export async function updateCheckout(
  tx: Tx,
  { id, checkout: draft }: Input<typeof contract.updateCheckout>,
  caller: Caller,
): Promise<CheckoutView> {
  const current = await checkoutById(tx, { id, actor: caller.actor })
  assertChangeable(current)
  const currency = await currencyFor(tx, { context: draft.context, current: current.currency })
  return savePriced(tx, await filled(tx, draft, { checkout: inCurrency(current, currency), caller }), caller)
}

export async function cancelCheckout(
  tx: Tx,
  { id }: Input<typeof contract.cancelCheckout>,
  caller: Caller,
): Promise<CheckoutView> {
  const current = await checkoutById(tx, { id, actor: caller.actor })
  if (current.status === 'complete_in_progress') throw paymentUnderWay(current)
  assertOpen(current)
  return currentView(tx, await abandon(tx, current), caller)
}

/**
 * Ends an open checkout: what it held is free again. A payment that still waits for a person is given up by the sweeper,
 * and refunded should the person have been quicker.
 */
export async function abandon(tx: Tx, checkout: Checkout): Promise<Checkout> {
  await letGo(tx, checkout)
  const canceled = await saveCheckout(tx, {
    ...checkout,
    status: checkoutStates.move(checkout.status, 'canceled', `Checkout ${checkout.id}`),
    agreement: null,
  })
  await tx.emit('checkout.canceled', { checkout_id: checkout.id })
  return canceled
}

const blank = (tx: Tx, { actor }: Caller, currency: string): Checkout => ({
  id: tx.newId('chk'),
  ownerId: customerOf(actor) ?? null,
  version: 1,
  status: 'incomplete',
  cartId: null,
  cartVersion: null,
  currency,
  lines: [],
  codes: [],
  destinations: [],
  selectedDestinationId: null,
  selectedOptionId: null,
  groupOptions: null,
  pickup: null,
  shownTotal: 0,
  cards: [],
  agreement: null,
  paymentId: null,
  attempts: 0,
  failure: null,
  preparedBy: null,
  createdAt: tx.now,
  expiresAt: expiry(tx),
})

const expiry = (tx: ReadTx) => new Date(tx.now.getTime() + checkoutHours * 3_600_000)

type Filling = { readonly checkout: Checkout; readonly caller: Caller }

/** `messages` say what of the draft was not taken over. */
type Filled = { readonly checkout: Checkout; readonly messages: readonly Message[] }

/** The checkout with all that the draft says. Whatever it does not name is gone, but lines that are not sent at all stay. */
async function filled(tx: Tx, draft: CheckoutDraft, { checkout, caller }: Filling): Promise<Filled> {
  const { buyer: _, context, attribution: known, ...kept } = checkout
  // No answer shows where a buyer came from, so that a person who changes what was prepared could not send it again.
  const attribution = draft.attribution ?? known
  const assistant = await assistantOf(tx, { actor: caller.actor, signals: draft.signals })
  const lines = draft.line_items
    ? await linesFor(tx, checkout.lines, { wanted: draft.line_items, currency: checkout.currency })
    : checkout.lines
  const { ownerId, cards: applied } = checkout
  // What is known of a customer goes into what is theirs; a guest's checkout can be read by whoever has its id.
  const owner =
    ownerId !== null && ownerId === customerOf(caller.actor) ? await knownBuyer(tx, caller.actor) : undefined
  const buyer = buyerIn(draft, owner)
  const store = await storeSettings(tx)
  const offered = await offeredDestinations(tx, { destinations: [], ...buyer }, { actor: caller.actor, store })
  const read = contextAfter(context, await contextOf(tx, ownerId, draft.context))
  const { cards, problems } = await cardsOf(tx, draft.payment?.instruments, {
    known: applied,
    ownerId,
    actor: caller.actor,
    language: marketFor(store, read).textLanguage,
  })
  const filling = {
    ...kept,
    lines,
    cards,
    codes: distinctCodes(draft.discounts?.codes ?? []),
    ...buyer,
    ...read,
    ...(attribution && { attribution }),
    ...(assistant && { preparedBy: assistant }),
    ...chooseDelivery(checkout.destinations, draft.fulfillment ?? usualDelivery(owner), {
      offered,
      lineIds: lines.map(line => line.id),
      newId: () => tx.newId('dst', 'short'),
    }),
    failure: null,
    expiresAt: expiry(tx),
  }
  return { checkout: filling, messages: problems.map(({ content, index }) => cardWarning(content, index)) }
}

/** What a customer does not say of themselves is what their profile says. */
function buyerIn({ buyer }: CheckoutDraft, owner: KnownBuyer | undefined): Pick<Checkout, 'buyer'> {
  const known = owner?.buyer ?? {}
  if (!buyer) return Object.keys(known).length > 0 ? { buyer: known } : {}
  return { buyer: { ...(known.email !== undefined && { email: known.email }), ...buyer } }
}

const usualDelivery = (owner: KnownBuyer | undefined): CheckoutDraft['fulfillment'] =>
  owner?.usual && { methods: [{ selected_destination_id: owner.usual.id }] }

async function insertPriced(tx: Tx, filling: Filled, caller: Caller): Promise<CheckoutView> {
  const { checkout } = filling
  const { view, remembered } = await priced(tx, filling, caller)
  if (await insertCheckout(tx, remembered)) return view
  // Another request has just made the cart's checkout: theirs is the one.
  const open = checkout.cartId === null ? undefined : await reachableCheckoutOf(tx, checkout.cartId, caller)
  if (!open) throw new CommerceError('conflict', `Cart ${checkout.cartId} is being checked out by another request.`)
  return currentView(tx, open, caller)
}

async function savePriced(tx: Tx, filling: Filled, caller: Caller): Promise<CheckoutView> {
  const { view, remembered } = await priced(tx, filling, caller)
  await saveCheckout(tx, remembered)
  return view
}

async function priced(
  tx: ReadTx,
  { checkout, messages }: Filled,
  caller: Caller,
): Promise<{ view: CheckoutView; remembered: Checkout }> {
  const look = await priceCheckout(tx, { ...checkout, status: 'incomplete' }, caller.actor)
  const view = await liveView(tx, look, caller, messages)
  const status = statusNow('incomplete', problemsOf(look))
  return {
    view,
    remembered: {
      ...checkout,
      status,
      lines: rememberedLines(look.priced),
      cards: rememberedCards(look.cards),
      shownTotal: look.quote.total.amount,
    },
  }
}

/** Throws unless the checkout may be changed or paid. */
export function assertOpen(checkout: Checkout): void {
  if (!checkoutStates.isFinal(checkout.status)) return
  const what =
    checkout.status === 'completed' ? 'is completed; its order is read with get_order' : 'was cancelled or has expired'
  throw new CommerceError('invalid_state', `Checkout ${checkout.id} ${what}.`, {
    id: checkout.id,
    status: checkout.status,
  })
}

function assertChangeable(checkout: Checkout): void {
  assertOpen(checkout)
  if (checkout.paymentId !== null) throw paymentUnderWay(checkout)
}

export const paymentUnderWay = (checkout: Checkout): CommerceError =>
  checkout.status === 'complete_in_progress'
    ? new CommerceError('request_in_progress', `Checkout ${checkout.id} is being paid right now.`, { id: checkout.id })
    : new CommerceError(
        'invalid_state',
        `The payment of checkout ${checkout.id} waits for a person at continue_url. Wait for it, or give it up with cancel_checkout.`,
        { id: checkout.id },
      )
