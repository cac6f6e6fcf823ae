import { z } from 'zod'
import { buyer } from '../customers/contract.ts'
import { appliedTax, context, discountCodes, discountsView, priceStep, total, totals } from '../pricing/contract.ts'
import { id, quantity } from '../shared/fields.ts'
import { messageSchema } from '../shared/messages.ts'
import { type EchoTree, operation } from '../shared/operation.ts'
import { attribution, nextAction, signals, ucpEnvelope } from '../shared/ucp.ts'
import { listCarts } from './list-contract.ts'

/** What a caller sends of a line; `item.id` is a variant id. On update `id` keeps the line's identity. */
export const lineItemDraft = z.strictObject({
  id: id().optional(),
  item: z.strictObject({ id: id().describe('Variant id, e.g. "var_8x2m4k1q9d7e"') }),
  quantity: quantity(),
})
export type LineItemDraft = z.infer<typeof lineItemDraft>

export const lineItemDrafts = z.array(lineItemDraft).max(100)

/** UCP `types/line_item.json`, with prices and totals of the shop. */
export const lineItemView = z.strictObject({
  id: z.string(),
  item: z.strictObject({
    id: z.string(),
    title: z.string(),
    price: z.int().min(0),
    list_price: z.int().min(0).optional().describe('The higher price that it is reduced from'),
    lowest_price_30_days: z.int().min(0).optional().describe('The lowest in the 30 days before it was reduced'),
    price_reason: z.string().optional().describe('Why it is not what everybody pays for one'),
    image_url: z.string().optional(),
  }),
  quantity: z.int().min(1),
  totals: z.array(total),
})
export type LineItemView = z.infer<typeof lineItemView>

export const discountsDraft = z.strictObject({
  codes: discountCodes.optional().describe('Replaces the codes sent before; [] clears them'),
})

export const cartDraft = z.strictObject({
  line_items: lineItemDrafts,
  buyer: buyer.optional(),
  context: context.optional(),
  discounts: discountsDraft.optional(),
  signals,
  attribution: attribution.optional(),
})
export type CartDraft = z.infer<typeof cartDraft>

/** UCP `cart.json` with the discount extension; `taxes`, `price_steps` and `next_actions` are ours. Totals are estimates until checkout. */
export const cartView = z.strictObject({
  ucp: ucpEnvelope,
  id: z.string(),
  line_items: z.array(lineItemView),
  buyer: buyer.optional(),
  context: context.optional(),
  currency: z.string(),
  totals,
  discounts: discountsView,
  taxes: z.array(appliedTax),
  price_steps: z.array(priceStep).optional(),
  messages: z.array(messageSchema),
  expires_at: z.string(),
  next_actions: z.array(nextAction),
})
export type CartView = z.infer<typeof cartView>

/** What carts and checkouts answer and platforms may send back. */
export const lineItemEchoes: EchoTree = {
  totals: true,
  parent_id: true,
  item: { title: true, price: true, list_price: true, lowest_price_30_days: true, price_reason: true, image_url: true },
}
export const pricedEchoes: EchoTree = {
  ucp: true,
  id: true,
  currency: true,
  totals: true,
  taxes: true,
  price_steps: true,
  messages: true,
  links: true,
  continue_url: true,
  expires_at: true,
  next_actions: true,
  line_items: lineItemEchoes,
  discounts: { applied: true },
}

export const createCart = operation({
  name: 'create_cart',
  title: 'Create cart',
  summary: 'Puts products in a new cart and prices it.',
  effect: 'write',
  scope: 'cart:write',
  input: z.strictObject({ cart: cartDraft }),
  output: cartView,
  errors: ['item_unavailable', 'currency_unavailable', 'limit_exceeded', 'idempotency_conflict'],
  echoes: { cart: pricedEchoes },
})

export const getCart = operation({
  name: 'get_cart',
  title: 'Get cart',
  summary: 'The cart with today’s prices and availability.',
  effect: 'read',
  scope: 'cart:write',
  input: z.strictObject({ id: id() }),
  output: cartView,
  errors: ['not_found'],
})

export const updateCart = operation({
  name: 'update_cart',
  title: 'Update cart',
  summary: 'Replaces the whole cart: lines, codes, buyer and context that are not sent are gone.',
  effect: 'write',
  scope: 'cart:write',
  input: z.strictObject({ id: id(), cart: cartDraft }),
  output: cartView,
  errors: [
    'not_found',
    'invalid_state',
    'item_unavailable',
    'currency_unavailable',
    'version_conflict',
    'idempotency_conflict',
  ],
  echoes: { cart: pricedEchoes },
})

export const cancelCart = operation({
  name: 'cancel_cart',
  title: 'Cancel cart',
  summary: 'Discards the cart. A checkout made from it goes on by itself.',
  effect: 'write',
  scope: 'cart:write',
  input: z.strictObject({ id: id() }),
  output: cartView,
  errors: ['not_found', 'idempotency_conflict'],
})

export const cartOperations = [createCart, getCart, updateCart, cancelCart, listCarts] as const
