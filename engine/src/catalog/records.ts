import { and, asc, eq, inArray } from 'drizzle-orm'
import type { ReadTx } from '../storage/port.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import type { Variant } from './product.ts'
import { living, tables } from './tables.ts'

/** A product as it is stored, without its variants and categories. */
export type ProductRow = ReturnType<typeof tables>['products']['$inferSelect']

export const productsByIds = queryByIds((db, tx, ids) => {
  const { products } = tables(tx)
  return db.select().from(products).where(inArray(products.id, ids))
})

export const productsByHandles = queryByIds((db, tx, handles) => {
  const { products } = tables(tx)
  return db.select().from(products).where(inArray(products.handle, handles))
})

/** Every variant that the products ever had, the archived too. */
export const everyVariantOf = queryByIds((db, tx, productIds) => {
  const { variants } = tables(tx)
  return db.select().from(variants).where(inArray(variants.productId, productIds)).orderBy(asc(variants.position))
})

const livingVariants = queryByIds((db, tx, productIds) => {
  const { variants } = tables(tx)
  return db
    .select()
    .from(variants)
    .where(and(inArray(variants.productId, productIds), living(tx)))
    .orderBy(asc(variants.position))
})

/** The variants that the products have now, in the merchant's order, by product. */
export async function variantsOf(tx: ReadTx, productIds: readonly string[]): Promise<Map<string, Variant[]>> {
  const byProduct = new Map<string, Variant[]>(productIds.map(id => [id, []]))
  for (const variant of await livingVariants(tx, productIds)) byProduct.get(variant.productId)?.push(variant)
  return byProduct
}

/** Living variants by id. */
export const variantsByIds = queryByIds((db, tx, ids) => {
  const { variants } = tables(tx)
  return db
    .select()
    .from(variants)
    .where(and(inArray(variants.id, ids), living(tx)))
})

/** Variants by id, the archived too. */
export const variantsOfAnyKind = queryByIds((db, tx, ids) => {
  const { variants } = tables(tx)
  return db.select({ id: variants.id }).from(variants).where(inArray(variants.id, ids))
})

/** What lists show of products, without their long texts. */
export const productCards = queryByIds((db, tx, ids) => {
  const { id, handle, title, brand, summary, media } = tables(tx).products
  return db.select({ id, handle, title, brand, summary, media }).from(tables(tx).products).where(inArray(id, ids))
})

/** Which living variants have these skus, with the handles of their products. */
export const skuHolders = queryByIds((db, tx, skus) => {
  const { products, variants } = tables(tx)
  return db
    .select({ sku: variants.sku, variantId: variants.id, productId: variants.productId, handle: products.handle })
    .from(variants)
    .innerJoin(products, eq(products.id, variants.productId))
    .where(and(inArray(variants.sku, skus), living(tx)))
})

/** The products of living variants, by variant id. */
export const variantOwners = queryByIds((db, tx, ids) => {
  const { variants } = tables(tx)
  return db
    .select({ variantId: variants.id, productId: variants.productId })
    .from(variants)
    .where(and(inArray(variants.id, ids), living(tx)))
})

/** Which living variants have these barcodes; one barcode may stand on several. */
export const barcodeHolders = queryByIds((db, tx, barcodes) => {
  const { variants } = tables(tx)
  return db
    .select({ barcode: variants.barcode, variantId: variants.id, productId: variants.productId, sku: variants.sku })
    .from(variants)
    .where(and(inArray(variants.barcode, barcodes), living(tx)))
})
