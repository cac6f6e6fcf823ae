import { z } from 'zod'
import { buyer } from '../customers/contract.ts'
import { postalAddress } from '../shared/address.ts'
import { amount, id, instant, personText, requiredText, webUrl } from '../shared/fields.ts'
import { operation } from '../shared/operation.ts'
import { findOrders } from './find-contract.ts'
import { fulfillmentEventTypes, listOrders, reorder } from './history-contract.ts'
import { lineQuantity, receiveReturnInput, refuseReturnInput, requestReturnInput } from './return-contract.ts'
import { orderLineView, orderView } from './view-contract.ts'

export type { OrderView } from './view-contract.ts'

export const getOrder = operation({
  name: 'get_order',
  title: 'Get order',
  summary: 'The order as it stands: lines, shipments with tracking, refunds.',
  effect: 'read',
  scope: 'orders:read',
  input: z.strictObject({
    id: id().describe('The order’s id, the secret part of its permalink or, for who is signed in, its number'),
  }),
  output: orderView,
  errors: ['not_found'],
})

export const cancelOrder = operation({
  name: 'cancel_order',
  title: 'Cancel order',
  summary: 'Cancels an order of which nothing has been shipped: the stock is released and the money refunded.',
  effect: 'charge',
  scope: 'orders:cancel',
  input: z.strictObject({ id: id(), reason: personText(500).min(1).optional() }),
  output: orderView,
  errors: ['not_found', 'invalid_state', 'idempotency_conflict', 'request_in_progress', 'payment_unavailable'],
})

/** Whoever may send a parcel elsewhere could have it: an agent needs leave for this alone. */
export const updateOrder = operation({
  name: 'update_order',
  title: 'Update order',
  summary:
    'Changes where an order goes, or how its buyer is reached, while nothing of it was sent: within the same country, where delivery and tax cost the same. What is left out stays; an address is replaced whole.',
  effect: 'write',
  scope: 'orders:update',
  input: z.strictObject({
    id: id().describe('The order’s id, or its number for who is signed in'),
    order: z
      .strictObject({
        destination: postalAddress.optional().describe('Names and telephone number stay the recipient’s, unless told'),
        buyer: buyer.pick({ email: true, phone_number: true }).optional().describe('For questions about the order'),
      })
      .refine(({ destination, buyer: contact }) => destination !== undefined || Object.keys(contact ?? {}).length > 0, {
        error: 'names a destination, or an email or phone_number of the buyer',
      }),
  }),
  output: orderView,
  errors: ['not_found', 'invalid_state', 'idempotency_conflict'],
})

/** Undoes a purchase as a cancellation does, only later; so whoever may do the one may do the other. */
export const requestReturn = operation({
  name: 'request_return',
  title: 'Request return',
  summary:
    'Says what of an order is to come back, and why: units that were sent, within the shop’s time. Money goes back when the shop has received them.',
  effect: 'write',
  scope: 'orders:cancel',
  input: requestReturnInput,
  output: orderView,
  errors: ['not_found', 'invalid_state', 'limit_exceeded', 'idempotency_conflict'],
})

export const receiveReturn = operation({
  name: 'receive_return',
  title: 'Receive return',
  summary:
    'Books in what came back of a return: on a shelf where that is wanted, and with the money that was paid for it, less a restocking fee. The delivery is not refunded by it.',
  effect: 'charge',
  scope: 'orders:refund',
  input: receiveReturnInput,
  output: orderView,
  errors: [
    'not_found',
    'invalid_state',
    'limit_exceeded',
    'idempotency_conflict',
    'request_in_progress',
    'payment_unavailable',
  ],
})

export const refuseReturn = operation({
  name: 'refuse_return',
  title: 'Refuse return',
  summary: 'Refuses a return that was asked for, with a reason that the buyer reads. Its units may be asked for again.',
  effect: 'write',
  scope: 'orders:refund',
  input: refuseReturnInput,
  output: orderView,
  errors: ['not_found', 'invalid_state', 'idempotency_conflict'],
})

export const refundOrder = operation({
  name: 'refund_order',
  title: 'Refund order',
  summary:
    'Sends money of an order back: units of lines at what was paid for them, the delivery, or an amount; all that is left where neither is told. Refunded units are not sent any more.',
  effect: 'charge',
  scope: 'orders:refund',
  input: z
    .strictObject({
      id: id(),
      line_items: z.array(lineQuantity).min(1).max(100).optional(),
      delivery: z.literal(true).optional().describe('What was paid for the delivery and has not gone back'),
      amount: amount().min(1).optional().describe('In minor units of the order’s currency, in place of lines'),
      reason: requiredText(500).optional(),
      restock: z
        .strictObject({ location_id: id().optional().describe('Where they came from, unless told') })
        .optional()
        .describe('Puts the refunded units back on a shelf'),
    })
    .refine(({ amount, line_items, delivery }) => amount === undefined || !(line_items || delivery), {
      error: 'names lines and delivery, or an amount',
      path: ['amount'],
    })
    .refine(({ amount, restock }) => amount === undefined || !restock, {
      error: 'goes with lines, not with an amount',
      path: ['restock'],
    }),
  output: orderView,
  errors: [
    'not_found',
    'invalid_state',
    'limit_exceeded',
    'idempotency_key_required',
    'idempotency_conflict',
    'request_in_progress',
    'payment_unavailable',
  ],
})

export const fulfillOrder = operation({
  name: 'fulfill_order',
  title: 'Fulfil order',
  summary: 'Records that lines, or parts of them, were shipped, delivered or came back, with their tracking.',
  effect: 'write',
  scope: 'orders:write',
  input: z.strictObject({
    id: id(),
    event: z.strictObject({
      type: z.enum(fulfillmentEventTypes),
      expectation_id: id().optional().describe('One of the order’s expectations: the shipment that this is about'),
      line_items: z
        .array(lineQuantity)
        .min(1)
        .max(100)
        .optional()
        .describe('All that is left, of the expectation where one is named, unless told'),
      tracking_number: requiredText(100).optional(),
      tracking_url: webUrl().optional(),
      carrier: requiredText(100).optional(),
      description: requiredText(500).optional(),
    }),
  }),
  output: orderView,
  errors: ['not_found', 'invalid_state', 'limit_exceeded', 'idempotency_conflict'],
})

/** An order for the merchant's own books: what `get_order` shows, with skus, and without what gives access. */
const exportedOrder = orderView
  .omit({ ucp: true, permalink_url: true, messages: true, next_actions: true, line_items: true })
  .extend({
    number: z.int(),
    customer_id: z.string().optional(),
    canceled_at: z.string().optional(),
    line_items: z.array(orderLineView.extend({ sku: z.string().optional() })),
  })
export type ExportedOrder = z.infer<typeof exportedOrder>

export const exportOrders = operation({
  name: 'export_orders',
  title: 'Export orders',
  summary: 'Orders whole, the first placed first, a page at a time, between two moments where they are told.',
  effect: 'read',
  scope: 'orders:export',
  input: z.strictObject({
    placed_from: instant().optional().describe('At this moment or later'),
    placed_before: instant().optional(),
    cursor: z.string().max(2000).optional(),
    limit: z.int().min(1).max(200).optional().describe('Page size, 50 unless told'),
  }),
  output: z.strictObject({
    orders: z.array(exportedOrder),
    cursor: z.string().optional().describe('Where to go on; absent on the last page'),
  }),
  errors: ['invalid_cursor'],
})

export const orderOperations = [
  getOrder,
  listOrders,
  reorder,
  cancelOrder,
  updateOrder,
  requestReturn,
  receiveReturn,
  refuseReturn,
  refundOrder,
  fulfillOrder,
  exportOrders,
  findOrders,
] as const
