import { z } from 'zod'
import { cartView } from '../cart/contract.ts'
import { context } from '../pricing/contract.ts'
import { id } from '../shared/fields.ts'
import { messageSchema } from '../shared/messages.ts'
import { operation } from '../shared/operation.ts'
import { pageInfo, pageRequest } from '../shared/page-schema.ts'
import { nextAction, ucpEnvelope } from '../shared/ucp.ts'

export const fulfillmentEventTypes = [
  'processing',
  'shipped',
  'in_transit',
  'delivered',
  'failed_attempt',
  'canceled',
  'undeliverable',
  'returned_to_sender',
] as const

/** How far an order is as a whole; each of its deliveries says it for itself. */
export const orderStatuses = [
  'processing',
  'partially_shipped',
  'shipped',
  'delivered',
  'canceled',
  'refunded',
] as const

const shortItem = z.strictObject({ title: z.string(), quantity: z.int().min(1) })

/** What travels together, where it is now and when it is expected. */
const delivery = z.strictObject({
  method_type: z.enum(['shipping', 'pickup', 'digital']),
  status: z.enum(fulfillmentEventTypes).describe('What was last heard of it'),
  updated_at: z.string().optional(),
  items: z.array(shortItem).optional().describe('Absent where it holds all of the order'),
  earliest_fulfillment_time: z.string().optional(),
  latest_fulfillment_time: z.string().optional(),
  shipments: z
    .array(
      z.strictObject({
        carrier: z.string().optional(),
        tracking_number: z.string().optional(),
        tracking_url: z.string().optional(),
      }),
    )
    .optional(),
})

export const shortOrder = z.strictObject({
  id: z.string(),
  label: z.string(),
  placed_at: z.string(),
  status: z.enum(orderStatuses),
  total: z.int().describe('What was agreed, in minor units; refunds are in the order itself'),
  currency: z.string(),
  item_count: z.int().min(0).describe('Units in all'),
  items: z.array(shortItem),
  deliveries: z.array(delivery),
})
export type ShortOrder = z.infer<typeof shortOrder>

export const listOrders = operation({
  name: 'list_orders',
  title: 'List my orders',
  summary: 'The signed-in customer’s orders, the newest first: what is in each, where it is and when it is expected.',
  effect: 'read',
  scope: 'orders:read',
  input: pageRequest.extend({
    status: z
      .enum([...orderStatuses, 'open'])
      .optional()
      .describe('"open": all that is still to come'),
  }),
  output: z.strictObject({
    ucp: ucpEnvelope,
    orders: z.array(shortOrder),
    pagination: pageInfo,
    messages: z.array(messageSchema).optional(),
    next_actions: z.array(nextAction),
  }),
  errors: ['unauthorized', 'invalid_cursor'],
})

export const reorder = operation({
  name: 'reorder',
  title: 'Order again',
  summary:
    'Puts what was ordered into a new cart at today’s prices. Messages say what is not sold any more, what is sold out and what costs something else now.',
  effect: 'write',
  scope: 'cart:write',
  input: z.strictObject({
    id: id().describe('The order’s id, or its number for who is signed in'),
    context: context.optional(),
  }),
  output: cartView,
  errors: ['not_found', 'idempotency_conflict'],
})
