import { z } from 'zod'
import { amount, currency, handle, id, instant, requiredText, text } from '../shared/fields.ts'
import { languageWish } from '../shared/language.ts'
import { messageSchema } from '../shared/messages.ts'
import { operation } from '../shared/operation.ts'
import { pageInfo, pageRequest } from '../shared/page-schema.ts'
import { description, media, productStatus } from './product-contract.ts'

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
