import { z } from 'zod'
import { email, id, instant, text } from '../shared/fields.ts'
import { operation } from '../shared/operation.ts'
import { pageInfo, pageRequest } from '../shared/page-schema.ts'
import { orderStatuses, shortOrder } from './history-contract.ts'

/** An order as whoever serves buyers looks for it. Who bought is told only to those who may see customers. */
const foundOrder = shortOrder.extend({
  customer: z
    .strictObject({ id: z.string().optional(), email: z.string().optional(), name: z.string().optional() })
    .optional(),
})
export type FoundOrder = z.infer<typeof foundOrder>

export const findOrders = operation({
  name: 'find_orders',
  title: 'Find orders',
  summary:
    'Orders of the shop, the newest first: by number, customer, state and time. get_order shows one of them whole.',
  effect: 'read',
  scope: 'orders:find',
  input: pageRequest.extend({
    number: text(20).min(1).optional().describe('As buyers read it: "MW-1042" or "1042"'),
    email: email().optional().describe('Of the buyer; needs the scope customers:read'),
    customer_id: id().optional(),
    status: z
      .enum([...orderStatuses, 'open'])
      .optional()
      .describe('"open": all that is still to be sent or to arrive'),
    placed_from: instant().optional().describe('At this moment or later'),
    placed_before: instant().optional(),
  }),
  output: z.strictObject({ orders: z.array(foundOrder), pagination: pageInfo }),
  errors: ['invalid_cursor'],
})
