import { z } from 'zod'
import { description, media, selectedOption } from '../catalog/contract.ts'
import { context, price, priceRange, priceStep } from '../pricing/contract.ts'
import { attribution, signals } from '../shared/ucp.ts'

export const availability = z.strictObject({
  available: z.boolean(),
  status: z.enum(['in_stock', 'backorder', 'preorder', 'out_of_stock']),
  available_at: z.string().optional().describe('When a backorder or pre-order is expected'),
  pickup_only: z.literal(true).optional().describe('It is not sent: the buyer fetches it at a pickup point'),
})

/** UCP `types/variant.json`. `id` is what goes into `line_items[].item.id`. */
export const variantView = z.strictObject({
  id: z.string(),
  sku: z.string().optional(),
  barcodes: z.array(z.strictObject({ type: z.string(), value: z.string() })).optional(),
  title: z.string(),
  description,
  price,
  list_price: price.optional(),
  lowest_price_30_days: price.optional().describe('Of a reduced price: the lowest in the 30 days before'),
  discounted_price: price.optional().describe('What is left of it after the discounts that apply by themselves to one'),
  price_reason: z.string().optional().describe('Why it is not what everybody pays'),
  quantity_prices: z.array(z.strictObject({ minimum_quantity: z.int().min(2), price })).optional(),
  price_steps: z.array(priceStep).optional().describe('Where lists or discounts lower it: how it came about'),
  availability,
  options: z.array(selectedOption).optional(),
  media: z.array(media).optional(),
  inputs: z.array(z.strictObject({ id: z.string(), match: z.enum(['exact', 'featured']) })).optional(),
})
export type VariantView = z.infer<typeof variantView>

const optionValue = z.strictObject({
  label: z.string(),
  available: z.boolean().optional(),
  exists: z.boolean().optional(),
})

/** UCP `types/product.json`. Lists hold the featured variant only; `get_product` and `lookup_catalog` hold more. */
export const productView = z.strictObject({
  id: z.string(),
  handle: z.string(),
  title: z.string(),
  description,
  categories: z.array(z.strictObject({ value: z.string(), taxonomy: z.literal('merchant') })).optional(),
  price_range: priceRange,
  list_price_range: priceRange.optional(),
  media: z.array(media).optional(),
  options: z.array(z.strictObject({ name: z.string(), values: z.array(optionValue) })).optional(),
  selected: z.array(selectedOption).optional(),
  variants: z.array(variantView).min(1),
  tags: z.array(z.string()).optional(),
  metadata: z
    .strictObject({
      brand: z.string().optional(),
      product_type: z.string().optional(),
      attributes: z.record(z.string(), z.string()).optional(),
      seo_title: z.string().optional(),
      seo_description: z.string().optional(),
      variant_count: z.int().optional(),
    })
    .optional(),
})
export type ProductView = z.infer<typeof productView>

/** What every question about products may say beside itself. */
export const platform = { context: context.optional(), signals, attribution: attribution.optional() }
