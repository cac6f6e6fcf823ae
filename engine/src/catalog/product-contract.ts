import { z } from 'zod'
import { handle, id, instant, mediaUrl, requiredText, text } from '../shared/fields.ts'
import { operation } from '../shared/operation.ts'

export const productStatuses = ['draft', 'active', 'archived'] as const
export const productStatus = z.enum(productStatuses)

/** Texts of a product (UCP `types/description.json`); `html` is cleaned of everything active before it is answered. */
export const description = z
  .strictObject({ plain: text(50_000).optional(), html: text(100_000).optional(), markdown: text(50_000).optional() })
  .refine(value => Object.keys(value).length > 0, 'holds at least one of plain, html, markdown')

export const media = z.strictObject({
  type: z.enum(['image', 'video', 'model_3d']),
  url: mediaUrl(),
  alt_text: text(1000).optional(),
  width: z.int().min(1).max(100_000).optional(),
  height: z.int().min(1).max(100_000).optional(),
})
export type Media = z.infer<typeof media>

export const selectedOption = z.strictObject({ name: requiredText(100), label: requiredText(200) })

const millimetres = () => z.int().min(1).max(100_000)

export const variantDraft = z.strictObject({
  id: id()
    .optional()
    .describe('An existing variant of this product; without it, variants are matched by sku, then by options'),
  sku: requiredText(100).optional(),
  barcode: requiredText(50).optional(),
  title: requiredText(300).optional(),
  options: z.array(selectedOption).max(10).optional(),
  weight_grams: z.int().min(0).max(100_000_000).optional(),
  dimensions_mm: z
    .strictObject({ length: millimetres(), width: millimetres(), height: millimetres() })
    .optional()
    .describe('Of one unit as it is packed'),
  shipping_class: requiredText(50)
    .optional()
    .describe('What only some ways of delivery take, such as "bulky" or "chilled"; "standard" unless told'),
  requires_shipping: z.boolean().optional().describe('true unless told'),
  tax_class: requiredText(50).optional().describe('"standard" unless told'),
  media: z.array(media).max(20).optional(),
})

/** A whole product as a merchant writes it. */
export const productDraft = z.strictObject({
  id: id().optional().describe('An existing product to replace; without it, the handle decides'),
  handle: handle().optional().describe('Made from the title unless told'),
  title: requiredText(300),
  description: description.optional(),
  brand: requiredText(200).optional(),
  product_type: requiredText(200).optional(),
  tags: z.array(requiredText(200)).max(250).optional(),
  status: productStatus.optional().describe('"active" unless told'),
  categories: z
    .array(requiredText(500))
    .max(20)
    .optional()
    .describe('Paths such as "Kitchen > Mugs"; made where they are new'),
  attributes: z.record(requiredText(100), requiredText(1000)).optional(),
  media: z.array(media).max(250).optional(),
  seo_title: requiredText(300).optional().describe('For search engines, where it is not the title'),
  seo_description: requiredText(1000).optional(),
  publish_at: instant().optional().describe('An active product is not shown before; at once unless told'),
  unpublish_at: instant().optional().describe('Not shown from then on'),
  variants: z.array(variantDraft).min(1).max(2000),
})
export type ProductDraft = z.infer<typeof productDraft>
export type VariantDraft = z.infer<typeof variantDraft>

/** A product as staff see it: what was saved, with the ids that it got. Prices and stock have operations of their own. */
export const merchantProduct = z.strictObject({
  id: z.string(),
  handle: z.string(),
  title: z.string(),
  status: productStatus,
  brand: z.string().optional(),
  product_type: z.string().optional(),
  tags: z.array(z.string()),
  categories: z.array(z.string()),
  seo_title: z.string().optional(),
  seo_description: z.string().optional(),
  publish_at: z.string().optional(),
  unpublish_at: z.string().optional(),
  published: z.boolean().describe('Whether buyers see it in this moment'),
  version: z.int(),
  variants: z.array(
    z.strictObject({
      id: z.string(),
      sku: z.string().optional(),
      barcode: z.string().optional(),
      title: z.string(),
      options: z.array(selectedOption),
    }),
  ),
})
export type MerchantProduct = z.infer<typeof merchantProduct>

export const saveProduct = operation({
  name: 'save_product',
  title: 'Save product',
  summary:
    'Creates a product with its options and variants, or replaces it whole: what is left out is gone. Variants that are not named any more are archived. An earlier handle leads to the new one.',
  effect: 'write',
  scope: 'catalog:write',
  input: z.strictObject({ product: productDraft }),
  output: merchantProduct,
  errors: ['not_found', 'duplicate', 'version_conflict'],
})

export const archiveProduct = operation({
  name: 'archive_product',
  title: 'Archive product',
  summary: 'Takes a product out of the shop. Orders keep it; saving it with status active brings it back.',
  effect: 'write',
  scope: 'catalog:write',
  input: z.strictObject({ id: id() }),
  output: merchantProduct,
  errors: ['not_found'],
})

export const getSavedProduct = operation({
  name: 'get_saved_product',
  title: 'Get saved product',
  summary: 'For staff: a product as it was saved, whether buyers see it or not.',
  effect: 'read',
  scope: 'catalog:write',
  input: z.strictObject({ id: text(200).min(1).describe('Id or handle, also an earlier one') }),
  output: merchantProduct,
  errors: ['not_found'],
})
