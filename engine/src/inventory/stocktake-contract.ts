import { z } from 'zod'
import { count, id, instant, requiredText, text } from '../shared/fields.ts'
import { operation } from '../shared/operation.ts'

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
