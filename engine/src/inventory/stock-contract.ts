import { z } from 'zod'
import { count, id, instant, requiredText } from '../shared/fields.ts'
import { operation } from '../shared/operation.ts'

export const movementReasons = [
  'received',
  'sold',
  'returned',
  'adjusted',
  'imported',
  'transferred',
  'counted',
] as const

/** What happens when more is wanted than is there. */
export const stockRules = ['deny', 'backorder', 'preorder'] as const

const policyView = z.strictObject({
  rule: z.enum(stockRules),
  location_id: z.string().describe('Where it is owed'),
  limit: z.int().optional(),
  expected_at: z.string().optional(),
  lead_days: z.int().optional(),
  release_at: z.string().optional(),
})

/** A variant at one location. `available` is what is there, less what is held and what is kept back. */
const locatedStock = z.strictObject({
  location_id: z.string(),
  on_hand: z.int(),
  reserved: z.int().min(0),
  incoming: z.int().min(0).optional().describe('On the way from another location'),
  safety: z.int().min(0),
  available: z.int(),
})

const bundlePart = z.strictObject({ variant_id: id(), quantity: z.int().min(1).max(999) })

/** A variant at all locations together; `available` counts those that send online orders. */
export const stockView = z.strictObject({
  variant_id: z.string(),
  on_hand: z.int(),
  reserved: z.int().min(0),
  available: z.int(),
  tracked: z.boolean(),
  backorder: z.boolean(),
  low_stock_at: z.int().optional().describe('Only where the variant has a threshold of its own'),
  policy: policyView.optional(),
  /** What a bundle is made of; it has no stock of its own, and `available` is what its parts allow. */
  parts: z.array(bundlePart).optional(),
  locations: z.array(locatedStock),
})
export type StockView = z.infer<typeof stockView>

export const getStock = operation({
  name: 'get_stock',
  title: 'Get stock',
  summary: 'On hand, reserved, kept back and available units of variants, in all and at each location.',
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
    to: z
      .int()
      .min(-1_000_000_000)
      .max(1_000_000_000)
      .optional()
      .describe('What was counted; what is owed is below zero, where records are imported'),
    location_id: id().optional().describe('"loc_main" unless told'),
    safety: count().optional().describe('Units kept back from online sale at this location'),
    low_stock_at: count()
      .nullable()
      .optional()
      .describe('So few units at all locations are few: stock.low is told. null is the shop’s own threshold'),
    tracked: z.boolean().optional().describe('false sells without counting, at all locations'),
    backorder: z.boolean().optional().describe('true sells below zero, without a limit'),
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
  errors: ['not_found', 'conflict', 'version_conflict', 'invalid_state'],
})

export const saveStockPolicy = operation({
  name: 'save_stock_policy',
  title: 'Save stock policy',
  summary:
    'Says whether a variant is sold beyond its stock: not at all, on backorder, or on pre-order until its release.',
  effect: 'write',
  scope: 'inventory:write',
  input: z.strictObject({
    policy: z.strictObject({
      variant_id: id(),
      rule: z.enum(stockRules),
      location_id: id()
        .optional()
        .describe('The location that owes what is sold beyond its stock; "loc_main" unless told'),
      limit: count()
        .optional()
        .describe('backorder: units owed at most; preorder: units sold before the release, unless more have come in'),
      expected_at: instant().optional().describe('backorder: when more is expected'),
      lead_days: z
        .int()
        .min(0)
        .max(1000)
        .optional()
        .describe('backorder: days until more is expected, counted from each order'),
      release_at: instant().optional().describe('preorder: when it becomes stock like any other'),
      presold: count().optional().describe('preorder that is imported: units of it that were sold before'),
    }),
  }),
  output: stockView,
  errors: ['not_found', 'invalid_state'],
})

export const saveBundle = operation({
  name: 'save_bundle',
  title: 'Save bundle',
  summary:
    'Makes a variant a bundle that is sold from the stock of its parts at its own price; without parts, a variant again.',
  effect: 'write',
  scope: 'inventory:write',
  input: z.strictObject({
    bundle: z.strictObject({ variant_id: id(), parts: z.array(bundlePart).max(20) }),
  }),
  output: stockView,
  errors: ['not_found', 'conflict', 'invalid_state'],
})
