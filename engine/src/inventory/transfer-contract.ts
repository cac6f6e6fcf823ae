import { z } from 'zod'
import { count, id, requiredText } from '../shared/fields.ts'
import { operation } from '../shared/operation.ts'
import { pageInfo, pageRequest } from '../shared/page-schema.ts'

const unitCount = () => z.int().min(1).max(1_000_000_000)

const transferView = z.strictObject({
  id: z.string(),
  from_location_id: z.string(),
  to_location_id: z.string(),
  status: z.enum(['in_transit', 'received', 'canceled']),
  note: z.string().optional(),
  created_at: z.string(),
  closed_at: z.string().optional(),
  /** Each line's quantity is the sum of what is outstanding, received, lost and returned. */
  lines: z.array(
    z.strictObject({
      variant_id: z.string(),
      quantity: z.int(),
      outstanding: z.int().min(0),
      received: z.int().min(0),
      lost: z.int().min(0),
      returned: z.int().min(0),
    }),
  ),
})
export type TransferView = z.infer<typeof transferView>

export const transferStock = operation({
  name: 'transfer_stock',
  title: 'Transfer stock',
  summary: 'Sends units from one location to another. Until they are received they can be sold at neither.',
  effect: 'write',
  scope: 'inventory:write',
  input: z.strictObject({
    transfer: z.strictObject({
      id: id().optional().describe('Of a transfer that is imported'),
      from_location_id: id(),
      to_location_id: id(),
      lines: z
        .array(z.strictObject({ variant_id: id(), quantity: unitCount() }))
        .min(1)
        .max(500),
      note: requiredText(500).optional(),
    }),
  }),
  output: transferView,
  errors: ['not_found', 'conflict', 'invalid_state'],
})

export const receiveTransfer = operation({
  name: 'receive_transfer',
  title: 'Receive transfer',
  summary: 'Books in what arrived of a transfer and writes off what is lost. The rest stays on its way.',
  effect: 'write',
  scope: 'inventory:write',
  input: z.strictObject({
    id: id(),
    lines: z
      .array(z.strictObject({ variant_id: id(), received: count().optional(), lost: count().optional() }))
      .min(1)
      .max(500)
      .optional()
      .describe('Everything that is on its way has arrived, unless told'),
  }),
  output: transferView,
  errors: ['not_found', 'conflict', 'invalid_state'],
})

export const cancelTransfer = operation({
  name: 'cancel_transfer',
  title: 'Cancel transfer',
  summary: 'Books what is still on its way back into the location it came from.',
  effect: 'write',
  scope: 'inventory:write',
  input: z.strictObject({ id: id() }),
  output: transferView,
  errors: ['not_found', 'invalid_state', 'version_conflict'],
})

export const getTransfer = operation({
  name: 'get_transfer',
  title: 'Get transfer',
  summary: 'One transfer between locations, with what of it has arrived.',
  effect: 'read',
  scope: 'inventory:read',
  input: z.strictObject({ id: id() }),
  output: transferView,
  errors: ['not_found'],
})

export const listTransfers = operation({
  name: 'list_transfers',
  title: 'List transfers',
  summary: 'Transfers between locations, the newest first.',
  effect: 'read',
  scope: 'inventory:read',
  input: z.strictObject({ pagination: pageRequest.optional() }),
  output: z.strictObject({ transfers: z.array(transferView), pagination: pageInfo }),
  errors: ['invalid_cursor'],
})
