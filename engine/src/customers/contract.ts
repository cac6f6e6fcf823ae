import { z } from 'zod'
import { email, id, instant, personText, requiredText, text } from '../shared/fields.ts'
import { operation } from '../shared/operation.ts'
import { pageInfo, pageRequest } from '../shared/page-schema.ts'
import { findCustomers } from './find-contract.ts'
import { groupRule } from './loyalty-contract.ts'
import { profileOperations } from './profile-contract.ts'

/** UCP `types/buyer.json`. The e-mail address is how the shop recognises the buyer and reaches them. */
export const buyer = z.strictObject({
  first_name: personText(100).optional(),
  last_name: personText(100).optional(),
  email: email().optional(),
  phone_number: text(40).optional(),
  consent: z.record(text(50), z.boolean()).optional(),
})
export type Buyer = z.infer<typeof buyer>

const member = z
  .strictObject({
    customer_id: id().optional(),
    email: email().optional(),
    starts_at: instant().optional(),
    ends_at: instant().optional().describe('A moment in the past takes the member out'),
  })
  .refine(
    value => (value.customer_id === undefined) !== (value.email === undefined),
    'has one of customer_id and email',
  )

export const saveCustomerGroup = operation({
  name: 'save_customer_group',
  title: 'Save customer group',
  summary:
    'Creates a group of customers for price lists and promotions, or changes who belongs to it, when, and by which rule customers join of themselves.',
  effect: 'write',
  scope: 'customers:write',
  input: z.strictObject({
    customer_group: z.strictObject({
      name: requiredText(100).describe('What price lists and promotions call it'),
      members: z.array(member).max(500).optional().describe('Are added or changed; the others stay'),
      rule: groupRule
        .nullable()
        .optional()
        .describe(
          'By which customers join of themselves, beside who is put in by hand; null ends it, left out it stays',
        ),
    }),
  }),
  output: z.strictObject({
    name: z.string(),
    rule: groupRule.optional(),
    members: z.int().min(0).describe('How many belong to it now; with a changed rule they follow little by little'),
  }),
  errors: ['invalid_input'],
})

export const listCustomerGroups = operation({
  name: 'list_customer_groups',
  title: 'List customer groups',
  summary: 'The groups of customers by name, each with how many belong to it now.',
  effect: 'read',
  scope: 'customers:read',
  input: z.strictObject({ pagination: pageRequest.optional() }),
  output: z.strictObject({
    customer_groups: z.array(z.strictObject({ name: z.string(), rule: groupRule.optional(), members: z.int().min(0) })),
    pagination: pageInfo,
  }),
  errors: ['invalid_cursor'],
})

export const getCustomerGroup = operation({
  name: 'get_customer_group',
  title: 'Get customer group',
  summary: 'Who belongs to a group, did so or will, by customer id or e-mail address.',
  effect: 'read',
  scope: 'customers:read',
  input: z.strictObject({ name: requiredText(100), pagination: pageRequest.optional() }),
  output: z.strictObject({
    name: z.string(),
    rule: groupRule.optional(),
    members: z.array(
      z.strictObject({
        customer_id: z.string().optional(),
        email: z.string().optional(),
        by_rule: z.literal(true).optional().describe('Joined of themselves'),
        starts_at: z.string().optional(),
        ends_at: z.string().optional(),
      }),
    ),
    pagination: pageInfo,
  }),
  errors: ['not_found', 'invalid_cursor'],
})

export const customerOperations = [
  saveCustomerGroup,
  listCustomerGroups,
  getCustomerGroup,
  findCustomers,
  ...profileOperations,
] as const
