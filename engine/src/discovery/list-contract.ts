import { z } from 'zod'
import { amount, requiredText, text } from '../shared/fields.ts'
import { messageSchema } from '../shared/messages.ts'
import { operation } from '../shared/operation.ts'
import { pageInfo, pageRequest } from '../shared/page-schema.ts'
import { ucpEnvelope } from '../shared/ucp.ts'
import { platform, productView } from './view-contract.ts'

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
