import { inArray } from 'drizzle-orm'
import type { ProductRow, Variant } from '../catalog/index.ts'
import type { Tx } from '../storage/port.ts'
import { type FacetValue, valuesOfProduct, valuesOfVariant } from './attribute-values.ts'
import { packed } from './packed-products.ts'
import { tables } from './tables.ts'

type Described = { readonly product: ProductRow; readonly variants: readonly Variant[] }

/** Writes what filters and facets find of products, in place of what they found before; those not described lose it. */
export async function writeFacets(
  tx: Tx,
  productIds: readonly string[],
  described: readonly Described[],
): Promise<void> {
  const { productFacets, packedProducts } = tables(tx)
  await tx.db.delete(productFacets).where(inArray(productFacets.productId, [...productIds]))
  await tx.db.delete(packedProducts).where(inArray(packedProducts.productId, [...productIds]))
  const rows = described.flatMap(facetRows)
  const valuesOf = Map.groupBy(rows, row => row.productId)
  const texts = described.map(({ product, variants }) => ({
    productId: product.id,
    ...packed(product, variants, valuesOf.get(product.id) ?? []),
  }))
  if (texts.length > 0) await tx.db.insert(packedProducts).values(texts)
  for (let start = 0; start < rows.length; start += 500) {
    await tx.db.insert(productFacets).values(rows.slice(start, start + 500))
  }
}

const facetRows = ({ product, variants }: Described) => [
  ...rowsOf(product.id, '', valuesOfProduct(product)),
  ...variants.flatMap(variant => rowsOf(product.id, variant.id, valuesOfVariant(variant))),
]

function rowsOf(productId: string, variantId: string, values: readonly FacetValue[]) {
  const distinct = new Map(values.map(value => [`${value.nameKey} ${value.valueKey}`, value]))
  return [...distinct.values()].map(value => ({ productId, variantId, ...value }))
}
