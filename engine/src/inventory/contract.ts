import { z } from 'zod'
import { count, id, requiredText } from '../shared/fields.ts'
import { operation } from '../shared/operation.ts'

export const movementReasons = ['received', 'sold', 'returned', 'adjusted', 'imported'] as const

export const stockView = z.strictObject({
  variant_id: z.string(),
  on_hand: z.int(),
  reserved: z.int().min(0),
  available: z.int(),
  tracked: z.boolean(),
  backorder: z.boolean(),
})
export type StockView = z.infer<typeof stockView>

export const getStock = operation({
  name: 'get_stock',
  title: 'Get stock',
  summary: 'On hand, reserved and available units of variants.',
  effect: 'read',
  scope: 'inventory:read',
  input: z.strictObject({ variant_ids: z.array(id()).min(1).max(500) }),
  output: z.strictObject({ stock: z.array(stockView) }),
  errors: [],
})

/** Either a change (`by`) or a count (`to`); how the variant is stocked may be set in the same row. */
export const stockAdjustment = z
  .strictObject({
    variant_id: id(),
    by: z.int().min(-1_000_000_000).max(1_000_000_000).optional(),
    to: count().optional(),
    tracked: z.boolean().optional().describe('false sells without counting'),
    backorder: z.boolean().optional().describe('true sells below zero'),
  })
  .refine(value => value.by === undefined || value.to === undefined, 'has either by or to')

export const adjustStock = operation({
  name: 'adjust_stock',
  title: 'Adjust stock',
  summary:
    'Books units in or out with a reason, or sets what was counted. Never below what is reserved for buyers who are paying.',
  effect: 'write',
  scope: 'inventory:write',
  input: z.strictObject({
    adjustments: z.array(stockAdjustment).min(1).max(500),
    reason: z.enum(['received', 'returned', 'adjusted']).optional(),
    note: requiredText(500).optional(),
  }),
  output: z.strictObject({ stock: z.array(stockView) }),
  errors: ['not_found', 'conflict'],
})

export const inventoryOperations = [getStock, adjustStock] as const
