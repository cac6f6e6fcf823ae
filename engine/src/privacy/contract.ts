import { z } from 'zod'

import { email, id } from '../shared/fields.ts'
import { operation } from '../shared/operation.ts'

const customerExport = z.strictObject({
  format: z.literal('mitchweb.customer.1'),
  customer_id: z.string(),
  exported_at: z.string(),
  records: z
    .record(z.string(), z.array(z.record(z.string(), z.unknown())))
    .describe('All that the shop keeps of them, by what it is: customers, customer_addresses, orders and so on'),
})

const erasure = z.strictObject({ customer_id: z.string(), erased_at: z.string() })

export const exportCustomer = operation({
  name: 'export_customer',
  title: 'Export customer',
  summary: 'All that the shop keeps of a customer, as one document for them or for another shop.',
  effect: 'read',
  scope: 'customers:write',
  input: z.strictObject({ id: id() }),
  output: customerExport,
  errors: ['not_found'],
})

export const eraseCustomer = operation({
  name: 'erase_customer',
  title: 'Erase customer',
  summary:
    'Takes a customer out of the shop for good, with their account. Their orders stay in the books without anybody’s name. Refused, with what stands in the way, while something is still owed, sent or paid.',
  effect: 'write',
  scope: 'customers:erase',
  input: z.strictObject({ id: id() }),
  output: erasure,
  errors: ['not_found', 'invalid_state'],
})

export const exportAccount = operation({
  name: 'export_account',
  title: 'Export account',
  summary: 'All that the shop keeps of who is signed in, as one document.',
  effect: 'read',
  scope: 'account:manage',
  input: z.strictObject({}),
  output: customerExport,
  errors: ['unauthorized', 'not_found'],
})

export const closeAccount = operation({
  name: 'close_account',
  title: 'Close account',
  summary:
    'Erases who is signed in from the shop for good, as erase_customer does. Their e-mail address says that they mean it.',
  effect: 'write',
  scope: 'account:manage',
  input: z.strictObject({ email: email().describe('The account’s own address, typed again') }),
  output: erasure,
  errors: ['unauthorized', 'not_found', 'invalid_state'],
})

export const privacyOperations = [exportCustomer, eraseCustomer, exportAccount, closeAccount] as const
