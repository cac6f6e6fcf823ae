import { z } from 'zod'
import { description, media, productDraft, selectedOption, variantDraft } from '../catalog/contract.ts'
import { context, price, priceRange, priceStep, variantPrice } from '../pricing/contract.ts'
import { amount, requiredText, text } from '../shared/fields.ts'
import { messageSchema } from '../shared/messages.ts'
import { operation } from '../shared/operation.ts'
import { pageInfo, pageRequest } from '../shared/page-schema.ts'
import { attribution, signals, ucpEnvelope } from '../shared/ucp.ts'
import { searchOperations } from './search-contract.ts'

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

export const searchFilters = z.strictObject({
  categories: z
    .array(text(500))
    .max(20)
    .optional()
    .describe('Category paths or handles; products below them match too'),
  price: z
    .strictObject({ min: amount().optional(), max: amount().optional() })
    .optional()
    .describe('Minor units of context.currency'),
  available: z.boolean().optional().describe('true: only what can be bought now'),
  brands: z.array(text(200)).max(20).optional(),
  collections: z.array(text(200)).max(20).optional().describe('Handles of collections'),
  product_types: z.array(text(200)).max(20).optional(),
  tags: z.array(text(200)).max(20).optional(),
  on_sale: z.boolean().optional().describe('true: only what is reduced'),
  attributes: z
    .array(
      z.strictObject({
        name: requiredText(100).describe('An attribute or option, such as "Colour"'),
        values: z.array(text(200)).max(50).optional().describe('Any of these'),
        min: z.number().min(-1e12).max(1e12).optional(),
        max: z.number().min(-1e12).max(1e12).optional(),
        unit: text(20).optional().describe('Of min and max, such as "inch"; the one of the shop unless told'),
      }),
    )
    .max(10)
    .optional()
    .describe('All of these, on one and the same variant'),
})

export type SearchFilters = z.infer<typeof searchFilters>

export const sortOrders = [
  'relevance',
  'newest',
  'best_selling',
  'price_ascending',
  'price_descending',
  'discount',
  'manual',
  'title',
] as const

const facetPart = { count: z.int(), selected: z.literal(true).optional() }

/** What a list can be narrowed by: `filter` names the field of `filters` that takes a value or a range. */
export const facet = z.strictObject({
  filter: z.enum(['categories', 'brands', 'product_types', 'price', 'available', 'on_sale', 'attributes']),
  name: z.string().describe('For attributes, the name that their filter takes'),
  values: z.array(z.strictObject({ value: z.string(), ...facetPart })).optional(),
  ranges: z
    .array(z.strictObject({ min: z.number().optional(), max: z.number().optional(), ...facetPart }))
    .optional()
    .describe('Both bounds are within'),
  min: z.number().optional().describe('The smallest value that there is; prices in minor units'),
  max: z.number().optional(),
  unit: z.string().optional(),
  currency: z.string().optional(),
  at_least: z.literal(true).optional().describe('Only the newest products were counted; there are more'),
})
export type Facet = z.infer<typeof facet>

const platform = { context: context.optional(), signals, attribution: attribution.optional() }

export const searchCatalog = operation({
  name: 'search_catalog',
  title: 'Search catalog',
  summary: 'Finds products by words, category, price and availability, and lists the shop when no words are given.',
  effect: 'read',
  scope: 'catalog:read',
  input: z.strictObject({
    catalog: z.strictObject({
      query: text(1000).optional(),
      filters: searchFilters.optional(),
      sort: z
        .enum(sortOrders)
        .optional()
        .describe('"relevance" with a query, else "newest"; "manual" is the order of the one collection'),
      facets: z
        .union([z.boolean(), z.array(text(200)).max(20)])
        .optional()
        .describe('true, or names such as "price" and "Colour": what the list can be narrowed by, with counts'),
      facet_limit: z.int().min(1).max(100).optional().describe('Values of each facet, 10 unless told'),
      pagination: pageRequest.optional(),
      ...platform,
    }),
  }),
  output: z.strictObject({
    ucp: ucpEnvelope,
    products: z.array(productView),
    pagination: pageInfo,
    facets: z.array(facet).optional().describe('Only when asked for'),
    messages: z.array(messageSchema).optional(),
  }),
  errors: ['invalid_cursor'],
})

/** The list that products are pinned in: a query, or what a category or collection shows without one. */
const pinnedList = z
  .strictObject({
    query: requiredText(1000).optional().describe('Also found by the same words in other letter case'),
    category: requiredText(500).optional().describe('Path or handle'),
    collection: requiredText(200).optional().describe('Id or handle'),
  })
  .refine(list => Object.keys(list).length === 1, 'names one of query, category and collection')

const pinnedProduct = z.strictObject({ id: z.string(), handle: z.string(), title: z.string() })
const pinsView = z.strictObject({
  list: z.strictObject({
    query: z.string().optional(),
    category: z.string().optional(),
    collection: z.string().optional(),
  }),
  pinned: z.array(pinnedProduct),
  buried: z.array(pinnedProduct),
})
export type PinsView = z.infer<typeof pinsView>

const pinnable = z.array(text(200).min(1)).max(50)

export const pinResults = operation({
  name: 'pin_results',
  title: 'Pin results',
  summary:
    'Puts products first in a list, in this order, or last. Replaces what was pinned and buried there; with neither, the list is as it was.',
  effect: 'write',
  scope: 'catalog:write',
  input: z.strictObject({
    list: pinnedList,
    pinned: pinnable.optional().describe('Product ids or handles; shown first wherever the filters let them'),
    buried: pinnable.optional().describe('Product ids or handles; shown last where they are found'),
  }),
  output: pinsView,
  errors: ['invalid_input', 'not_found'],
})

export const listPins = operation({
  name: 'list_pins',
  title: 'List pins',
  summary: 'The lists in which products are pinned or buried.',
  effect: 'read',
  scope: 'catalog:write',
  input: z.strictObject({ pagination: pageRequest.optional() }),
  output: z.strictObject({ pins: z.array(pinsView), pagination: pageInfo }),
  errors: ['invalid_cursor'],
})

export const lookupCatalog = operation({
  name: 'lookup_catalog',
  title: 'Look up products',
  summary: 'Fetches products by product id, variant id, sku or handle, up to 25 at once.',
  effect: 'read',
  scope: 'catalog:read',
  input: z.strictObject({
    catalog: z.strictObject({
      ids: z.array(text(200)).min(1).max(500),
      filters: searchFilters.optional(),
      ...platform,
    }),
  }),
  output: z.strictObject({
    ucp: ucpEnvelope,
    products: z.array(productView),
    messages: z.array(messageSchema).optional(),
  }),
  errors: [],
})

export const getProduct = operation({
  name: 'get_product',
  title: 'Get product',
  summary: 'One product whole: texts, options, variants with price and availability, narrowed by the options selected.',
  effect: 'read',
  scope: 'catalog:read',
  input: z.strictObject({
    catalog: z.strictObject({
      id: text(200).min(1).describe('Product id, variant id, sku or handle'),
      selected: z.array(selectedOption).max(10).optional(),
      preferences: z.array(text(100)).max(10).optional(),
      filters: searchFilters.optional(),
      pagination: z
        .strictObject({
          cursor: z.string().max(2000).optional(),
          limit: z.int().min(1).max(100).optional().describe('Variants a page, 50 unless told'),
        })
        .optional(),
      ...platform,
    }),
  }),
  output: z.strictObject({
    ucp: ucpEnvelope,
    product: productView,
    pagination: pageInfo.optional().describe('Of the variants, where they are more than one page'),
    messages: z.array(messageSchema).optional(),
  }),
  errors: ['not_found', 'invalid_cursor'],
})

/** A row of the file that a product came from, with the cells that say what the shop has no words of its own for. */
export const externalRow = z.strictObject({
  variant: z.int().min(0).optional().describe('Index of the variant that the row is about'),
  cells: z.record(requiredText(500), text(200_000)),
})
export type ExternalRow = z.infer<typeof externalRow>

export const recommendationKinds = [
  'accessory',
  'upsell',
  'alternative',
  'bought_together',
  'similar',
  'because_bought',
  'buy_again',
  'popular',
] as const

/** Performed by the cart's room, which knows what is in a cart. */
export const recommendProducts = operation({
  name: 'recommend_products',
  title: 'Recommend products',
  summary:
    'What goes with products, or with a cart: what the shop names first, then what is bought with them or is alike. With neither: what the customer may buy next by what they bought, and for a guest what is popular now. Only what can be bought now, never what was asked about, is in the cart or was sent back; each with its reason.',
  effect: 'read',
  scope: 'catalog:read',
  input: z.strictObject({
    catalog: z.strictObject({
      ids: z.array(text(200)).max(20).optional().describe('Product ids, variant ids, skus or handles'),
      cart_id: text(128)
        .min(1)
        .optional()
        .describe('Alone: what goes with the cart; with ids: what it holds is left out'),
      limit: z.int().min(1).max(20).optional().describe('5 unless told'),
      ...platform,
    }),
  }),
  output: z.strictObject({
    ucp: ucpEnvelope,
    recommendations: z.array(
      z.strictObject({ kind: z.enum(recommendationKinds), reason: z.string(), product: productView }),
    ),
    messages: z.array(messageSchema).optional(),
  }),
  errors: ['not_found'],
})

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

export const discoveryOperations = [
  searchCatalog,
  pinResults,
  listPins,
  lookupCatalog,
  getProduct,
  recommendProducts,
  importProducts,
  exportProducts,
  ...searchOperations,
] as const
