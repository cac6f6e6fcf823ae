import { z } from 'zod'
import { requiredText } from '../shared/fields.ts'

const names = z.array(requiredText(500)).min(1).max(500)

/** Some products of the shop: those that any of the lists names. */
export const productScope = z
  .strictObject({
    products: names.optional().describe('Ids or handles of products'),
    variants: names.optional().describe('Ids of variants'),
    categories: names.optional().describe('Paths, handles or titles; what lies below them counts too'),
    collections: names.optional().describe('Ids or handles of collections'),
  })
  .refine(
    value => Object.values(value).some(list => list !== undefined),
    'names no products, variants, categories or collections',
  )
export type ProductScope = z.infer<typeof productScope>

/** What a market is about: all that any of the lists names. */
export const marketScope = z
  .strictObject({
    products: names.optional().describe('Ids or handles of products'),
    categories: names.optional().describe('Paths, handles or titles; what lies below them counts too'),
    collections: names.optional().describe('Ids or handles of collections'),
  })
  .refine(
    value => Object.values(value).some(list => list !== undefined),
    'names no products, categories or collections',
  )
export type MarketScope = z.infer<typeof marketScope>
