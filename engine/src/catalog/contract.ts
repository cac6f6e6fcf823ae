import { z } from 'zod'
import { handle, id, mediaUrl, requiredText, text } from '../shared/fields.ts'
import { operation } from '../shared/operation.ts'
import { ucpEnvelope } from '../shared/ucp.ts'

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

export const variantDraft = z.strictObject({
  id: id()
    .optional()
    .describe('An existing variant of this product; without it, variants are matched by sku, then by options'),
  sku: requiredText(100).optional(),
  barcode: requiredText(50).optional(),
  title: requiredText(300).optional(),
  options: z.array(selectedOption).max(10).optional(),
  weight_grams: z.int().min(0).max(100_000_000).optional(),
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
    'Creates a product with its options and variants, or replaces it whole. Variants that are not named any more are archived.',
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

/** The kinds that checkouts link to (UCP `types/link.json`), and any page besides. */
export const policyKinds = [
  'privacy_policy',
  'terms_of_service',
  'refund_policy',
  'shipping_policy',
  'faq',
  'page',
] as const

export const policyDraft = z.strictObject({
  slug: handle(),
  kind: z.enum(policyKinds),
  title: requiredText(200),
  body: requiredText(50_000).describe('Markdown'),
})
export type PolicyDraft = z.infer<typeof policyDraft>

export const savePolicy = operation({
  name: 'save_policy',
  title: 'Save policy',
  summary: 'Creates or replaces a page of the shop’s terms, shipping, returns, privacy or questions and answers.',
  effect: 'write',
  scope: 'settings:write',
  input: z.strictObject({ policy: policyDraft }),
  output: z.strictObject({ slug: z.string(), kind: z.enum(policyKinds), title: z.string() }),
  errors: [],
})

export const policyView = z.strictObject({
  slug: z.string(),
  kind: z.enum(policyKinds),
  title: z.string(),
  url: z.string(),
  body: z.string(),
})
export type PolicyView = z.infer<typeof policyView>

export const getPolicy = operation({
  name: 'get_policy',
  title: 'Get store policy',
  summary: 'One page of the shop’s policies, whole, as Markdown.',
  effect: 'read',
  scope: 'catalog:read',
  input: z.strictObject({ slug: handle() }),
  output: policyView,
  errors: ['not_found'],
})

export const searchStorePolicies = operation({
  name: 'search_store_policies',
  title: 'Search store policies',
  summary: 'Finds what the shop says about shipping, returns, payment, privacy and warranty.',
  effect: 'read',
  scope: 'catalog:read',
  input: z.strictObject({ query: text(500), limit: z.int().min(1).max(20).optional() }),
  output: z.strictObject({
    ucp: ucpEnvelope,
    passages: z.array(
      z.strictObject({
        policy: z.string().describe('Slug of the policy'),
        kind: z.enum(policyKinds),
        title: z.string(),
        heading: z.string().optional(),
        text: z.string(),
        url: z.string(),
      }),
    ),
  }),
  errors: [],
})

export const categoryView = z.strictObject({
  handle: z.string(),
  title: z.string(),
  path: z.string().describe('Titles from the top, such as "Kitchen > Mugs"'),
  parent: z.string().optional().describe('Handle of the category above'),
})
export type CategoryView = z.infer<typeof categoryView>

export const listCategories = operation({
  name: 'list_categories',
  title: 'List categories',
  summary: 'The shop’s categories, each with its path from the top.',
  effect: 'read',
  scope: 'catalog:read',
  input: z.strictObject({}),
  output: z.strictObject({ categories: z.array(categoryView) }),
  errors: [],
})

export const catalogOperations = [
  saveProduct,
  archiveProduct,
  savePolicy,
  getPolicy,
  searchStorePolicies,
  listCategories,
] as const
