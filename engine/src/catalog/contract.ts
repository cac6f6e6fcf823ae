import { z } from 'zod'
import { amount, currency, handle, id, instant, mediaUrl, requiredText, text } from '../shared/fields.ts'
import { languageTag, languageWish } from '../shared/language.ts'
import { messageSchema } from '../shared/messages.ts'
import { operation } from '../shared/operation.ts'
import { pageInfo, pageRequest } from '../shared/page-schema.ts'
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

const policyTitle = policyView.omit({ body: true })
export type PolicyTitle = z.infer<typeof policyTitle>

export const listPolicies = operation({
  name: 'list_policies',
  title: 'List store policies',
  summary:
    'The pages of the shop’s policies that are written, by their titles: shipping and returns first, then the rest.',
  effect: 'read',
  scope: 'catalog:read',
  input: z.strictObject({ language: languageWish().optional() }),
  output: z.strictObject({ policies: z.array(policyTitle) }),
  errors: [],
})

export const getPolicy = operation({
  name: 'get_policy',
  title: 'Get store policy',
  summary: 'One page of the shop’s policies, whole, as Markdown.',
  effect: 'read',
  scope: 'catalog:read',
  input: z.strictObject({ slug: handle(), language: languageWish().optional() }),
  output: policyView,
  errors: ['not_found'],
})

export const searchStorePolicies = operation({
  name: 'search_store_policies',
  title: 'Search store policies',
  summary: 'Finds what the shop says about shipping, returns, payment, privacy and warranty.',
  effect: 'read',
  scope: 'catalog:read',
  input: z.strictObject({
    query: text(500),
    limit: z.int().min(1).max(20).optional(),
    language: languageWish().optional(),
  }),
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

/** A whole category as a merchant writes it. */
export const categoryDraft = z.strictObject({
  id: requiredText(500)
    .optional()
    .describe('An existing category, by id, handle or path; without it a new one is made'),
  handle: handle().optional().describe('Made from the title unless told; an earlier one leads to the new one'),
  title: requiredText(200),
  parent: requiredText(500).optional().describe('The category above, by id, handle or path; at the top unless told'),
  position: z.int().min(0).max(1_000_000).optional().describe('Place among those beside it; 0 unless told'),
  hidden: z.boolean().optional().describe('true: buyers see neither it nor what is below, but its products'),
})
export type CategoryDraft = z.infer<typeof categoryDraft>

export const merchantCategory = z.strictObject({
  id: z.string(),
  handle: z.string(),
  title: z.string(),
  path: z.string(),
  parent: z.string().optional(),
  position: z.int(),
  hidden: z.boolean(),
})
export type MerchantCategory = z.infer<typeof merchantCategory>

export const saveCategory = operation({
  name: 'save_category',
  title: 'Save category',
  summary:
    'Creates a category, or renames, moves, orders or hides one with all below it. Products stay in it, and old links find it.',
  effect: 'write',
  scope: 'catalog:write',
  input: z.strictObject({ category: categoryDraft }),
  output: merchantCategory,
  errors: ['not_found', 'duplicate'],
})

export const listSavedCategories = operation({
  name: 'list_saved_categories',
  title: 'List saved categories',
  summary: 'For staff: every category in the merchant’s order, the hidden ones too.',
  effect: 'read',
  scope: 'catalog:write',
  input: z.strictObject({}),
  output: z.strictObject({ categories: z.array(merchantCategory) }),
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
  input: z.strictObject({ language: languageWish().optional() }),
  output: z.strictObject({ categories: z.array(categoryView) }),
  errors: [],
})

export const relationKinds = ['accessory', 'upsell', 'alternative'] as const

const productName = () => text(200).min(1).describe('Product id or handle')

/** The products that go with one, in order. */
export const relatedProducts = z.strictObject({
  product: z.strictObject({ id: z.string(), handle: z.string() }),
  related: z.array(
    z.strictObject({
      kind: z.enum(relationKinds),
      product: z.strictObject({ id: z.string(), handle: z.string() }),
      both_ways: z.boolean(),
    }),
  ),
})
export type RelatedProducts = z.infer<typeof relatedProducts>

export const saveRelatedProducts = operation({
  name: 'save_related_products',
  title: 'Save related products',
  summary: 'Names the accessories, upgrades and alternatives of a product, in order, in place of those named before.',
  effect: 'write',
  scope: 'catalog:write',
  input: z.strictObject({
    product: productName(),
    related: z
      .array(
        z.strictObject({
          kind: z.enum(relationKinds),
          product: productName(),
          both_ways: z.boolean().optional().describe('true: this product is named for the other too'),
        }),
      )
      .max(100),
  }),
  output: relatedProducts,
  errors: ['not_found'],
})

export const getRelatedProducts = operation({
  name: 'get_related_products',
  title: 'Get related products',
  summary: 'For staff: the products that were named for one. recommend_products is what buyers see.',
  effect: 'read',
  scope: 'catalog:write',
  input: z.strictObject({ product: productName() }),
  output: relatedProducts,
  errors: ['not_found'],
})

const textRelation = z.enum(['equals', 'not_equals', 'contains', 'not_contains', 'starts_with', 'ends_with'])
const number = () => z.number().min(-1e12).max(1e12)

/** One claim about a product. Texts are compared without regard to case and accents. */
export const collectionCondition = z.discriminatedUnion('field', [
  z.strictObject({
    field: z.enum(['title', 'brand', 'product_type', 'tag']),
    relation: textRelation.describe('With "not", a product without such a text fits too'),
    value: requiredText(300),
  }),
  z.strictObject({
    field: z.literal('attribute'),
    name: requiredText(100),
    relation: textRelation,
    value: requiredText(1000),
  }),
  z.strictObject({
    field: z.literal('attribute_number'),
    name: requiredText(100),
    min: number().optional(),
    max: number().optional(),
  }),
  z.strictObject({
    field: z.literal('category'),
    value: requiredText(500).describe('Path or handle; products below it fit too'),
  }),
  z.strictObject({
    field: z.literal('price'),
    currency: currency(),
    min: amount().optional().describe('Minor units, of the cheapest variant'),
    max: amount().optional(),
  }),
  z.strictObject({
    field: z.literal('on_sale'),
    currency: currency().optional().describe('Where a variant is reduced; in any currency unless told'),
  }),
  z.strictObject({
    field: z.literal('new'),
    days: z.int().min(1).max(3650).describe('In the shop for at most so long'),
  }),
])
export type CollectionCondition = z.infer<typeof collectionCondition>

export const collectionRule = z.strictObject({
  match: z.enum(['all', 'any']),
  conditions: z.array(collectionCondition).min(1).max(60),
})
export type CollectionRule = z.infer<typeof collectionRule>

/** A whole collection as a merchant writes it: its products by hand, or the rule that finds them. */
export const collectionDraft = z.strictObject({
  id: id().optional().describe('An existing collection to replace; without it, the handle decides'),
  handle: handle().optional().describe('Made from the title unless told'),
  title: requiredText(300),
  description: description.optional(),
  image: media.optional(),
  seo_title: requiredText(300).optional(),
  seo_description: requiredText(1000).optional(),
  products: z.array(text(200).min(1)).max(5000).optional().describe('Product ids or handles, in order'),
  rule: collectionRule.optional(),
  publish_at: instant().optional().describe('Not shown before; at once unless told'),
  unpublish_at: instant().optional().describe('Not shown from then on'),
})
export type CollectionDraft = z.infer<typeof collectionDraft>

/** A collection as staff see it. */
export const merchantCollection = collectionDraft
  .omit({ products: true })
  .extend({ id: z.string(), handle: z.string(), archived: z.boolean(), version: z.int(), product_count: z.int() })
export type MerchantCollection = z.infer<typeof merchantCollection>

export const saveCollection = operation({
  name: 'save_collection',
  title: 'Save collection',
  summary:
    'Creates a collection, or replaces it whole: a list of products in order, or a rule that every fitting product joins by itself.',
  effect: 'write',
  scope: 'catalog:write',
  input: z.strictObject({ collection: collectionDraft }),
  output: merchantCollection,
  errors: ['not_found', 'duplicate', 'version_conflict'],
})

export const archiveCollection = operation({
  name: 'archive_collection',
  title: 'Archive collection',
  summary: 'Takes a collection out of the shop, not its products. Saving it again brings it back.',
  effect: 'write',
  scope: 'catalog:write',
  input: z.strictObject({ id: text(200).min(1).describe('Id or handle') }),
  output: merchantCollection,
  errors: ['not_found', 'version_conflict'],
})

export const getCollectionMembers = operation({
  name: 'get_collection_members',
  title: 'Get collection members',
  summary: 'For staff: a collection as it was saved, hidden or not, and the products that it holds now, in its order.',
  effect: 'read',
  scope: 'catalog:write',
  input: pageRequest.extend({ id: text(200).min(1).describe('Id or handle') }),
  output: z.strictObject({
    collection: merchantCollection,
    products: z.array(z.strictObject({ id: z.string(), handle: z.string(), title: z.string(), status: productStatus })),
    pagination: pageInfo,
  }),
  errors: ['not_found', 'invalid_cursor'],
})

export const collectionView = z.strictObject({
  id: z.string(),
  handle: z.string(),
  title: z.string(),
  description: description.optional(),
  image: media.optional(),
  seo_title: z.string().optional(),
  seo_description: z.string().optional(),
})
export type CollectionView = z.infer<typeof collectionView>

export const listCollections = operation({
  name: 'list_collections',
  title: 'List collections',
  summary: 'The shop’s collections by title. search_catalog lists the products of one.',
  effect: 'read',
  scope: 'catalog:read',
  input: pageRequest.extend({ language: languageWish().optional() }),
  output: z.strictObject({ collections: z.array(collectionView), pagination: pageInfo }),
  errors: ['invalid_cursor'],
})

export const getCollection = operation({
  name: 'get_collection',
  title: 'Get collection',
  summary: 'One collection by its handle or id. An earlier handle finds it too, and a message says the new one.',
  effect: 'read',
  scope: 'catalog:read',
  input: z.strictObject({ id: text(200).min(1).describe('Handle or id'), language: languageWish().optional() }),
  output: z.strictObject({ collection: collectionView, messages: z.array(messageSchema).optional() }),
  errors: ['not_found'],
})

const altTexts = z
  .record(mediaUrl(), text(1000))
  .refine(value => Object.keys(value).length <= 250, 'names at most 250 media')
  .describe('Of media, by their url')

const title = text(300).optional()
const altTextsOfMedia = { alt_texts: altTexts.optional() }
const seo = { seo_title: text(300).optional(), seo_description: text(1000).optional() }

/** The texts of each kind of thing that a shop can have in several languages. An empty text takes the translation away. */
const translated = {
  product: z.strictObject({ title, description: description.optional(), ...seo, ...altTextsOfMedia }),
  variant: z.strictObject({ title, ...altTextsOfMedia }),
  category: z.strictObject({ title }),
  collection: z.strictObject({ title, description: description.optional(), ...seo, ...altTextsOfMedia }),
  policy: z.strictObject({ title, body: text(50_000).optional() }),
  store: z.strictObject({ description: text(1000).optional() }),
  promotion: z.strictObject({ title }),
  tax_rate: z.strictObject({ title }),
  shipping_rate: z.strictObject({ title }),
  pickup_point: z.strictObject({ title }),
  term: z.strictObject({ title }),
}
export type TranslatedType = keyof typeof translated
export const translatedTypes = Object.keys(translated) as [TranslatedType, ...TranslatedType[]]

const translationOf = <T extends TranslatedType>(type: T) =>
  z.strictObject({
    type: z.literal(type),
    id: requiredText(500).describe('An id, handle, slug, sku or code; for a term the word itself, such as "Colour"'),
    language: languageTag(),
    texts: translated[type],
  })

export const translationDraft = z.discriminatedUnion('type', [
  translationOf('product'),
  translationOf('variant'),
  translationOf('category'),
  translationOf('collection'),
  translationOf('policy'),
  translationOf('store'),
  translationOf('promotion'),
  translationOf('tax_rate'),
  translationOf('shipping_rate'),
  translationOf('pickup_point'),
  translationOf('term'),
])
export type TranslationDraft = z.infer<typeof translationDraft>

export const saveTranslations = operation({
  name: 'save_translations',
  title: 'Save translations',
  summary:
    'Saves texts of the shop in another language, all rows or none. Texts that a row does not name stay, an empty text is taken away, and what has no translation is shown in the shop’s own language.',
  effect: 'write',
  scope: 'catalog:write',
  input: z.strictObject({ translations: z.array(translationDraft).min(1).max(500) }),
  output: z.strictObject({ saved: z.int().min(0), removed: z.int().min(0) }),
  errors: ['not_found'],
})

export const listTranslations = operation({
  name: 'list_translations',
  title: 'List translations',
  summary:
    'The shop’s texts beside their translations into one language, with what is missing; a word that recurs may come again on a later page.',
  effect: 'read',
  scope: 'catalog:write',
  input: z.strictObject({
    language: languageTag(),
    type: z.enum(translatedTypes).optional().describe('Everything unless told'),
    missing_only: z.boolean().optional().describe('true: only what lacks a translation'),
    pagination: pageRequest.optional(),
  }),
  output: z.strictObject({
    translations: z.array(
      z.strictObject({
        type: z.enum(translatedTypes),
        id: z.string(),
        source: z.record(z.string(), z.unknown()).describe('The texts as the shop has them'),
        texts: z.record(z.string(), z.unknown()).describe('The same in this language, as save_translations takes them'),
        missing: z.array(z.string()),
      }),
    ),
    pagination: pageInfo.describe('A page may be short, or empty, while more follow'),
  }),
  errors: ['invalid_cursor'],
})

export const catalogOperations = [
  saveProduct,
  archiveProduct,
  getSavedProduct,
  saveCategory,
  listSavedCategories,
  saveRelatedProducts,
  getRelatedProducts,
  saveCollection,
  archiveCollection,
  getCollectionMembers,
  listCollections,
  getCollection,
  savePolicy,
  listPolicies,
  getPolicy,
  searchStorePolicies,
  listCategories,
  saveTranslations,
  listTranslations,
] as const
