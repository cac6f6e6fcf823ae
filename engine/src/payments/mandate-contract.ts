import { z } from 'zod'
import { amount, currency, id, instant, text } from '../shared/fields.ts'
import { operation } from '../shared/operation.ts'
import { pageInfo, pageRequest } from '../shared/page-schema.ts'

const use = z.strictObject({
  amount: z.int().min(0),
  status: z.enum(['held', 'spent', 'returned']),
  used_at: z.string(),
  checkout_id: z.string(),
  order_id: z.string().optional(),
})

export const mandateView = z.strictObject({
  id: z.string(),
  agent_id: z.string(),
  status: z.enum(['active', 'used_up', 'expired', 'revoked']),
  currency: z.string(),
  total: z.int().min(0),
  used: z.int().min(0).describe('Paid, or held for payments under way'),
  remaining: z.int().min(0),
  per_order: z.int().optional(),
  ask_above: z.int().optional(),
  categories: z.array(z.string()).optional(),
  payment_method_id: z.string().optional(),
  created_at: z.string(),
  expires_at: z.string(),
  revoked_at: z.string().optional(),
  uses: z.array(use).describe('What the agent bought inside it, the latest first'),
})

export const grantMandate = operation({
  name: 'grant_mandate',
  title: 'Grant mandate',
  summary:
    'Lets an agent spend of the customer’s saved payment methods: so much in all, until a moment, and within further limits. Only the customer grants it, outside the conversation with the agent.',
  effect: 'write',
  scope: 'account:manage',
  input: z.strictObject({
    mandate: z.strictObject({
      agent_id: text(2000).min(1).describe('Of an agent that is connected to the account'),
      currency: currency(),
      total: amount().min(1).describe('Minor units that may be spent in all'),
      per_order: amount().min(1).optional().describe('Minor units that one order may cost'),
      ask_above: amount().optional().describe('Minor units above which the person confirms each order'),
      categories: z.array(text(300)).min(1).max(50).optional().describe('Everything bought is in one of them or below'),
      payment_method_id: id().optional().describe('What pays; the method saved last unless told'),
      expires_at: instant().describe('At most a year ahead'),
    }),
  }),
  output: mandateView,
  errors: ['not_found', 'unauthorized'],
})

export const revokeMandate = operation({
  name: 'revoke_mandate',
  title: 'Revoke mandate',
  summary: 'Ends what an agent may spend, at once. What is being paid already is not stopped by it.',
  effect: 'write',
  scope: 'account:write',
  input: z.strictObject({ id: id() }),
  output: mandateView,
  errors: ['not_found', 'unauthorized'],
})

export const listMandates = operation({
  name: 'list_mandates',
  title: 'List mandates',
  summary:
    'What the signed-in customer lets agents spend, the newest first: limits, what is left, and what each agent bought. An agent sees its own.',
  effect: 'read',
  scope: 'account:read',
  input: pageRequest,
  output: z.strictObject({ mandates: z.array(mandateView), pagination: pageInfo }),
  errors: ['unauthorized', 'invalid_cursor'],
})
