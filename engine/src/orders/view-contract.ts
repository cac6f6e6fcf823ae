import { z } from 'zod'
import { lineItemView } from '../cart/contract.ts'
import { buyer } from '../customers/contract.ts'
import { orderPayment } from '../payments/contract.ts'
import { appliedDiscount, appliedTax, total, totals } from '../pricing/contract.ts'
import { postalAddress } from '../shared/address.ts'
import { messageSchema } from '../shared/messages.ts'
import { attribution, nextAction, ucpEnvelope } from '../shared/ucp.ts'
import { fulfillmentEventTypes, orderStatuses } from './history-contract.ts'
import { returnableView, returnView } from './return-contract.ts'

export const orderLineStatuses = ['processing', 'partial', 'fulfilled', 'removed'] as const

export const orderLineView = z.strictObject({
  id: z.string(),
  item: lineItemView.shape.item,
  quantity: z.strictObject({ original: z.int().min(0), total: z.int().min(0), fulfilled: z.int().min(0) }),
  totals: z.array(total),
  status: z.enum(orderLineStatuses),
  available_at: z.string().optional().describe('When it was expected: a backorder or pre-order'),
  parts: z
    .array(z.strictObject({ id: z.string(), title: z.string(), quantity: z.int().min(1) }))
    .optional()
    .describe('What one of a bundle is made of'),
  returnable: returnableView.optional(),
})

/** UCP `order.json`; `number` is for people, `id` and the permalink give access. */
export const orderView = z.strictObject({
  ucp: ucpEnvelope,
  id: z.string(),
  label: z.string(),
  checkout_id: z.string(),
  permalink_url: z.string(),
  placed_at: z.string(),
  status: z.enum(orderStatuses),
  buyer: buyer.optional(),
  line_items: z.array(orderLineView),
  fulfillment: z.strictObject({
    expectations: z.array(
      z.strictObject({
        id: z.string(),
        line_items: z.array(z.strictObject({ id: z.string(), quantity: z.int().min(1) })),
        method_type: z.enum(['shipping', 'pickup', 'digital']),
        destination: postalAddress,
        description: z.string().optional(),
        fulfillable_on: z.string().optional(),
        earliest_fulfillment_time: z.string().optional(),
        latest_fulfillment_time: z.string().optional(),
      }),
    ),
    events: z.array(
      z.strictObject({
        id: z.string(),
        occurred_at: z.string(),
        type: z.enum(fulfillmentEventTypes),
        expectation_id: z.string().optional(),
        line_items: z.array(z.strictObject({ id: z.string(), quantity: z.int().min(1) })),
        tracking_number: z.string().optional(),
        tracking_url: z.string().optional(),
        carrier: z.string().optional(),
        description: z.string().optional(),
      }),
    ),
  }),
  sources: z
    .array(z.strictObject({ variant_id: z.string(), location_id: z.string(), quantity: z.int().min(1) }))
    .optional()
    .describe('For staff: where its counted units lie, and those of the parts of its bundles'),
  adjustments: z.array(
    z.strictObject({
      id: z.string(),
      type: z.string(),
      occurred_at: z.string(),
      status: z.enum(['pending', 'completed', 'failed']),
      line_items: z.array(z.strictObject({ id: z.string(), quantity: z.int() })).optional(),
      totals: z.array(total).optional(),
      description: z.string().optional(),
    }),
  ),
  returns: z.array(returnView).optional(),
  currency: z.string(),
  totals,
  discounts: z.array(appliedDiscount),
  taxes: z.array(appliedTax),
  payments: z.array(orderPayment).optional(),
  messages: z.array(messageSchema),
  attribution: attribution.optional(),
  next_actions: z.array(nextAction),
})
export type OrderView = z.infer<typeof orderView>
