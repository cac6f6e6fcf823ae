import { z } from 'zod'
import { operation } from '../shared/operation.ts'
import { pageInfo, pageRequest } from '../shared/page-schema.ts'
import type { CartStatus } from './cart.ts'

const cartStatuses = ['open', 'ordered', 'canceled'] as const satisfies readonly CartStatus[]

/** A cart as staff look over them; get_cart prices one. */
const shortCart = z.strictObject({
  id: z.string(),
  status: z.enum(cartStatuses),
  currency: z.string(),
  items: z.array(z.strictObject({ id: z.string(), title: z.string(), quantity: z.int().min(1) })),
  codes: z.array(z.string()),
  customer_id: z.string().optional().describe('Where somebody was signed in'),
  email: z.string().optional().describe('With the scope customers:read, where the buyer told it'),
  created_at: z.string(),
  expires_at: z.string(),
})

export const listCarts = operation({
  name: 'list_carts',
  title: 'List carts',
  summary: 'The carts that shoppers have filled, what was last touched first, until they expire.',
  effect: 'read',
  scope: 'cart:find',
  input: pageRequest.extend({
    status: z.enum(cartStatuses).optional().describe('"open": not ordered and not discarded'),
  }),
  output: z.strictObject({ carts: z.array(shortCart), pagination: pageInfo }),
  errors: ['invalid_cursor'],
})
