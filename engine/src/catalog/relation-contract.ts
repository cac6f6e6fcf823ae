import { z } from 'zod'
import { text } from '../shared/fields.ts'
import { operation } from '../shared/operation.ts'

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
