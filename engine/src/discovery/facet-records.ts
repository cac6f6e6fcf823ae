import { inArray } from 'drizzle-orm'
import type { ProductRow, Variant } from '../catalog/index.ts'
import type { Tx } from '../storage/port.ts'
import { attributeValue, type FacetValue, tagValue, typeValue } from './attribute-values.ts'
import { tables } from './tables.ts'

type Described = { readonly product: ProductRow; readonly variants: readonly Variant[] }

/** Writes what filters and facets find of products, in place of what they found before; those not described lose it. */
export async function writeFacets(
  tx: Tx,
  productIds: readonly string[],
  described: readonly Described[],
): Promise<void> {
  const { productFacets } = tables(tx)
  await tx.db.delete(productFacets).where(inArray(productFacets.productId, [...productIds]))
  const rows = described.flatMap(facetRows)
  for (let start = 0; start < rows.length; start += 500) {
    await tx.db.insert(productFacets).values(rows.slice(start, start + 500))
  }
}

function facetRows({ product, variants }: Described) {
  const { productType, tags, attributes } = product
  return [
    ...rowsOf(product.id, '', [
      ...(productType === null ? [] : [typeValue(productType)]),
      ...tags.map(tagValue),
      ...attributes.map(([name, text]) => attributeValue(name, text)),
    ]),
    ...variants.flatMap(({ id, options }) =>
      rowsOf(
        product.id,
        id,
        options.map(({ name, label }) => attributeValue(name, label)),
      ),
    ),
  ]
}

function rowsOf(productId: string, variantId: string, values: readonly (FacetValue | undefined)[]) {
  const distinct = new Map(
    values.flatMap(value => (value ? [[`${value.nameKey} ${value.valueKey}`, value] as const] : [])),
  )
  return [...distinct.values()].map(value => ({ productId, variantId, ...value }))
}
