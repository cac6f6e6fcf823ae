import { z } from 'zod'
import { postalAddress } from '../shared/address.ts'
import { count, id, instant, requiredText, text, timeZone } from '../shared/fields.ts'
import { operation } from '../shared/operation.ts'
import { pageInfo, pageRequest } from '../shared/page-schema.ts'

export const movementReasons = [
  'received',
  'sold',
  'returned',
  'adjusted',
  'imported',
  'transferred',
  'counted',
] as const

/** A place where stock lies. `loc_main` is there from the start. */
const locationView = z.strictObject({
  id: z.string(),
  title: z.string(),
  address: postalAddress.optional(),
  time_zone: z.string(),
  priority: z.int(),
  active: z.boolean(),
  ships_online: z.boolean(),
  allows_pickup: z.boolean(),
})
export type LocationView = z.infer<typeof locationView>

export const saveLocation = operation({
  name: 'save_location',
  title: 'Save location',
  summary:
    'Creates or replaces a warehouse or shop where stock lies, and says whether orders are sent or picked up there.',
  effect: 'write',
  scope: 'settings:write',
  input: z.strictObject({
    location: z.strictObject({
      id: id().optional().describe('An existing location to replace, such as "loc_main"; without it, a new one'),
      title: requiredText(100),
      address: postalAddress.optional(),
      time_zone: timeZone().optional().describe('"UTC" unless told'),
      priority: z
        .int()
        .min(0)
        .max(1000)
        .optional()
        .describe('The lowest is asked first; 0 for the main location, else 10'),
      active: z.boolean().optional().describe('true unless told; false keeps the stock and sells none of it'),
      ships_online: z.boolean().optional().describe('true unless told'),
      allows_pickup: z.boolean().optional().describe('false unless told'),
    }),
  }),
  output: locationView,
  errors: ['not_found', 'limit_exceeded'],
})

export const listLocations = operation({
  name: 'list_locations',
  title: 'List locations',
  summary: 'The shop’s warehouses and shops, the one that is asked for stock first in front.',
  effect: 'read',
  scope: 'inventory:read',
  input: z.strictObject({}),
  output: z.strictObject({ locations: z.array(locationView) }),
  errors: [],
})

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

/** One line of a count: what was scanned, and how many of it lay there. */
const countedRow = z
  .strictObject({
    line: z.int().min(1).optional().describe('The line in the file, for what is said about it; its place unless told'),
    variant_id: id().optional(),
    sku: requiredText(100).optional(),
    barcode: requiredText(50).optional(),
    counted: count(),
  })
  .refine(
    row => [row.variant_id, row.sku, row.barcode].filter(Boolean).length === 1,
    'names one of variant_id, sku and barcode',
  )
export type CountedRow = z.infer<typeof countedRow>

export const importStocktake = operation({
  name: 'import_stocktake',
  title: 'Import stocktake',
  summary:
    'Sets what was counted at a location. What moved since counted_at is not lost: the difference to what was there then is booked.',
  effect: 'write',
  scope: 'inventory:write',
  input: z.strictObject({
    stocktake: z
      .strictObject({
        location_id: id().optional().describe('"loc_main" unless told'),
        counted_at: instant().optional().describe('When the count began; now unless told'),
        rows: z.array(countedRow).min(1).max(5000).optional(),
        csv: text(1_000_000).optional().describe('CSV text with the columns sku or barcode, and counted'),
        reference: requiredText(100).optional().describe('Stands on the movements; made unless told'),
        note: requiredText(500).optional(),
      })
      .refine(value => (value.rows === undefined) !== (value.csv === undefined), 'has either rows or csv'),
    dry_run: z.boolean().optional().describe('true: say what would change and change nothing'),
  }),
  output: z.strictObject({
    applied: z.boolean().describe('false with dry_run, and where there are problems: then nothing was changed'),
    reference: z.string(),
    counted: z.int().describe('Variants'),
    unchanged: z.int(),
    differences: z
      .array(
        z.strictObject({
          line: z.int(),
          variant_id: z.string(),
          sku: z.string().optional(),
          expected: z.int().describe('On hand when the count began'),
          counted: z.int(),
          difference: z.int(),
          moved: z.int().describe('Booked in or out since the count began'),
          on_hand: z.int().describe('Afterwards'),
        }),
      )
      .describe('At most 500'),
    difference_count: z.int(),
    problems: z.array(z.strictObject({ line: z.int(), message: z.string() })).describe('At most 500'),
    problem_count: z.int(),
  }),
  errors: ['not_found', 'conflict'],
})

export const inventoryOperations = [
  saveLocation,
  listLocations,
  getStock,
  adjustStock,
  saveStockPolicy,
  saveBundle,
  transferStock,
  receiveTransfer,
  cancelTransfer,
  getTransfer,
  listTransfers,
  importStocktake,
] as const
