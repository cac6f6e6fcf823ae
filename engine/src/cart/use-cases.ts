import { sellableVariants } from '../catalog/index.ts'
import type { Context } from '../pricing/contract.ts'
import { contextOf, marketFor, pricesFor, storeSettings } from '../pricing/index.ts'
import { type Actor, customerOf } from '../shared/actor.ts'
import type { PostalAddress } from '../shared/address.ts'
import { CommerceError } from '../shared/errors.ts'
import type { Input } from '../shared/operation.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import {
  type BasketLine,
  type Cart,
  cartDays,
  cartStates,
  contextAfter,
  distinctCodes,
  inCurrency,
  replaceLines,
} from './cart.ts'
import type * as contract from './contract.ts'
import type { CartDraft, CartView, LineItemDraft } from './contract.ts'
import { itemsOf } from './items.ts'
import { priceBasket, rememberedLines } from './pricing.ts'
import { cartById, insertCart, saveCart } from './records.ts'
import { cartView } from './view.ts'

type Caller = { readonly actor: Actor }

export async function createCart(
  tx: Tx,
  { cart: draft }: Input<typeof contract.createCart>,
  { actor }: Caller,
): Promise<CartView> {
  const context = await contextOf(tx, customerOf(actor), draft.context)
  const currency = await currencyFor(tx, { context })
  return insertPriced(tx, await filled(tx, { ...draft, context }, blank(tx, actor, currency)))
}

/** What was bought once: what each unit cost then, which `price_changed` is measured by. */
export type BoughtLine = Pick<BasketLine, 'variantId' | 'quantity' | 'unitAmount'>

type Refill = {
  readonly lines: readonly BoughtLine[]
  readonly currency: string
  readonly context?: Context | undefined
}

/** A new cart with what of these lines is still sold in the currency, and the places of those that are not. */
export async function refillCart(
  tx: Tx,
  { lines, currency, context }: Refill,
  { actor }: Caller,
): Promise<{ cart: CartView; gone: number[] }> {
  const ids = [...new Set(lines.map(line => line.variantId))]
  const known = await sellableVariants(tx, ids)
  const prices = await pricesFor(tx, ids, currency)
  const refilled = lines.map(({ variantId, quantity, unitAmount }) => {
    const variant = prices.has(variantId) ? known.get(variantId) : undefined
    const { title, imageUrl } = variant ?? {}
    return title === undefined
      ? undefined
      : { id: tx.newId('li', 'short'), variantId, quantity, unitAmount, title, ...(imageUrl && { imageUrl }) }
  })
  const cart = await insertPriced(tx, {
    ...blank(tx, actor, currency),
    lines: refilled.filter(line => line !== undefined),
    ...(context && { context }),
  })
  return { cart, gone: refilled.flatMap((line, index) => (line ? [] : [index])) }
}

async function insertPriced(tx: Tx, cart: Cart): Promise<CartView> {
  const priced = await priceBasket(tx, cart)
  await insertCart(tx, { ...cart, lines: rememberedLines(priced) })
  return cartView(cart, priced)
}

const blank = (tx: Tx, actor: Actor, currency: string): Cart => ({
  id: tx.newId('crt'),
  ownerId: customerOf(actor) ?? null,
  version: 1,
  status: 'open',
  createdAt: tx.now,
  expiresAt: expiry(tx),
  currency,
  lines: [],
  codes: [],
})

export async function getCart(
  tx: ReadTx,
  { id }: Input<typeof contract.getCart>,
  { actor }: Caller,
): Promise<CartView> {
  const cart = await cartById(tx, { id, actor })
  return cartView(cart, await priceBasket(tx, cart))
}

export async function updateCart(
  tx: Tx,
  input: Input<typeof contract.updateCart>,
  { actor }: Caller,
): Promise<CartView> {
  const current = await cartById(tx, { id: input.id, actor })
  if (cartStates.isFinal(current.status))
    throw new CommerceError(
      'invalid_state',
      `Cart ${current.id} is ${current.status}. Create a new one with create_cart.`,
    )
  const context = await contextOf(tx, current.ownerId, input.cart.context)
  const currency = await currencyFor(tx, { context: input.cart.context, current: current.currency })
  const cart = await filled(tx, { ...input.cart, context }, { ...inCurrency(current, currency), expiresAt: expiry(tx) })
  const priced = await priceBasket(tx, cart)
  await saveCart(tx, { ...cart, lines: rememberedLines(priced) })
  return cartView(cart, priced)
}

export async function cancelCart(
  tx: Tx,
  { id }: Input<typeof contract.cancelCart>,
  { actor }: Caller,
): Promise<CartView> {
  const current = await cartById(tx, { id, actor })
  const cart = cartStates.isFinal(current.status) ? current : await saveCart(tx, { ...current, status: 'canceled' })
  return cartView(cart, await priceBasket(tx, cart))
}

/** The cart with all that the draft says: whatever it does not name is gone. */
async function filled(tx: Tx, draft: CartDraft, { buyer: _, context, attribution: __, ...cart }: Cart): Promise<Cart> {
  return {
    ...cart,
    lines: await linesFor(tx, cart.lines, { wanted: draft.line_items, currency: cart.currency }),
    codes: distinctCodes(draft.discounts?.codes ?? []),
    ...(draft.buyer && { buyer: draft.buyer }),
    ...contextAfter(context, draft.context),
    ...(draft.attribution && { attribution: draft.attribution }),
  }
}

/**
 * The lines that a caller asks for. Throws `item_unavailable` for what is not sold, and `currency_unavailable` for what
 * has no price in the basket's currency.
 */
export async function linesFor(
  tx: Tx,
  current: readonly BasketLine[],
  { wanted, currency }: { wanted: readonly LineItemDraft[]; currency: string },
): Promise<BasketLine[]> {
  const known = await itemsOf(tx, wanted)
  const lines = replaceLines(current, wanted, { known, newId: tx.newId })
  const prices = await pricesFor(
    tx,
    lines.map(line => line.variantId),
    currency,
  )
  const index = lines.findIndex(line => !prices.has(line.variantId))
  if (index >= 0) {
    throw new CommerceError('currency_unavailable', `${lines[index]!.title} has no price in ${currency}.`, {
      path: `$.line_items[${index}].item.id`,
      currency,
    })
  }
  return lines
}

type Whereabouts = { context?: Context | undefined; address?: PostalAddress | undefined; current?: string }

/** The context chooses the currency; without one a basket keeps the currency it has. */
export async function currencyFor(tx: ReadTx, { context, address, current }: Whereabouts): Promise<string> {
  if (current !== undefined && !context?.currency && !context?.address_country) return current
  return marketFor(await storeSettings(tx), { context, address }).currency
}

const expiry = (tx: ReadTx) => new Date(tx.now.getTime() + cartDays * 86_400_000)
