import { z } from 'zod'
import { selectedOption } from '../catalog/contract.ts'
import { text } from '../shared/fields.ts'
import { messageSchema } from '../shared/messages.ts'
import { operation } from '../shared/operation.ts'
import { pageInfo } from '../shared/page-schema.ts'
import { ucpEnvelope } from '../shared/ucp.ts'
import { searchFilters } from './list-contract.ts'
import { platform, productView } from './view-contract.ts'

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
