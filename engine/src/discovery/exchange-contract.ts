import { z } from 'zod'
import { productDraft, variantDraft } from '../catalog/contract.ts'
import { variantPrice } from '../pricing/contract.ts'
import { requiredText, text } from '../shared/fields.ts'
import { operation } from '../shared/operation.ts'

/** A row of the file that a product came from, with the cells that say what the shop has no words of its own for. */
export const externalRow = z.strictObject({
  variant: z.int().min(0).optional().describe('Index of the variant that the row is about'),
  cells: z.record(requiredText(500), text(200_000)),
})
export type ExternalRow = z.infer<typeof externalRow>

/** A product with its prices and stock, as files and feeds bring it. */
export const importedProduct = productDraft.omit({ variants: true }).extend({
  external: z
    .array(externalRow)
    .max(2500)
    .optional()
    .describe('Kept for exports as it is; without it, what was kept before stays, and an empty list forgets it'),
  variants: z
    .array(
      variantDraft.extend({
        prices: z.array(variantPrice).max(50),
        stock: z
          .strictObject({
            on_hand: z.int().min(-1_000_000_000).max(1_000_000_000),
            tracked: z.boolean(),
            backorder: z.boolean(),
          })
          .optional(),
      }),
    )
    .min(1)
    .max(2000),
})
export type ImportedProduct = z.infer<typeof importedProduct>

export const importProducts = operation({
  name: 'import_products',
  title: 'Import products',
  summary: 'Saves products with their variants, prices and stock, all of them or none. Products are matched by handle.',
  effect: 'write',
  scope: 'catalog:write',
  input: z.strictObject({
    products: z.array(importedProduct).min(1).max(500),
    columns: z
      .array(text(500))
      .max(1000)
      .optional()
      .describe('The columns of the file, in order, for exports to have them again'),
    dry_run: z.boolean().optional().describe('true: say what would happen and change nothing'),
  }),
  output: z.strictObject({
    created: z.int(),
    updated: z.int(),
    variants: z.int(),
    products: z.array(z.strictObject({ id: z.string(), handle: z.string() })),
    problems: z
      .array(
        z.strictObject({
          product: z.int(),
          variant: z.int().optional(),
          field: requiredText(100),
          message: z.string(),
        }),
      )
      .describe('Only with dry_run: what would be refused, by index'),
  }),
  errors: ['not_found', 'duplicate', 'conflict', 'version_conflict'],
})

export const exportProducts = operation({
  name: 'export_products',
  title: 'Export products',
  summary: 'Products whole, with prices, stock and what the file that they came from said besides, a page at a time.',
  effect: 'read',
  scope: 'catalog:export',
  input: z.strictObject({
    cursor: z.string().max(2000).optional(),
    limit: z
      .int()
      .min(1)
      .max(200)
      .optional()
      .describe('Page size, 50 unless told; fewer where they have many variants'),
  }),
  output: z.strictObject({
    columns: z.array(z.string()).describe('Of the product files that were imported, in order'),
    products: z.array(importedProduct),
    total: z.int().optional().describe('How many products there are; on the first page'),
    cursor: z.string().optional().describe('Where to go on; absent on the last page'),
  }),
  errors: ['invalid_cursor'],
})
