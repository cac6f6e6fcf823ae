import { z } from 'zod'
import { text } from '../shared/fields.ts'
import { operation } from '../shared/operation.ts'
import { pageInfo, pageRequest } from '../shared/page-schema.ts'

/** A customer as staff find them; without the scope customers:read, only what tells them apart. */
const foundCustomer = z.strictObject({
  id: z.string(),
  email: z.string().describe('Its beginning only, without the scope customers:read'),
  first_name: z.string().optional(),
  last_name: z.string().optional(),
  phone_number: z.string().optional(),
  created_at: z.string(),
})
export type FoundCustomer = z.infer<typeof foundCustomer>

export const findCustomers = operation({
  name: 'find_customers',
  title: 'Find customers',
  summary: 'Who has bought from the shop, in the order of their e-mail addresses or, without any wish, of their ids.',
  effect: 'read',
  scope: 'orders:find',
  input: pageRequest.extend({
    email: text(254).min(2).optional().describe('An address or its beginning; needs the scope customers:read'),
  }),
  output: z.strictObject({ customers: z.array(foundCustomer), pagination: pageInfo }),
  errors: ['invalid_cursor'],
})
