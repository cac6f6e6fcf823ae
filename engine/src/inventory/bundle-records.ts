import { asc, eq, inArray } from 'drizzle-orm'
import { catalogTables, fullTitle } from '../catalog/index.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import type { BundlePart, Part } from './demand.ts'
import { inventoryTables } from './tables.ts'

const tables = tablesOf(inventoryTables)
const catalog = tablesOf(catalogTables)

/** What those of these variants that are bundles are made of. */
export async function partsOf(tx: ReadTx, variantIds: readonly string[]): Promise<Map<string, BundlePart[]>> {
  const parts = new Map<string, BundlePart[]>()
  for (const { bundleId, variantId, quantity, sku, archived, status, ...named } of await partRows(tx, variantIds)) {
    const isGone = archived || status === 'archived'
    const part = { variantId, quantity, sku, title: fullTitle(named.productTitle, named), isGone }
    parts.set(bundleId, [...(parts.get(bundleId) ?? []), part])
  }
  return parts
}

/** Those of these variants that are bundles with a part that is archived by itself, and not with its product. */
export async function bundlesBroken(tx: ReadTx, variantIds: readonly string[]): Promise<Set<string>> {
  return new Set((await partRows(tx, variantIds)).flatMap(({ bundleId, archived }) => (archived ? [bundleId] : [])))
}

/** Which of these variants are parts of bundles. */
export async function partsAmong(tx: ReadTx, variantIds: readonly string[]): Promise<Set<string>> {
  return new Set((await bundlesWith(tx, variantIds)).map(({ partId }) => partId))
}

export async function replaceParts(tx: Tx, bundleId: string, parts: readonly Part[]): Promise<void> {
  const { bundleParts } = tables(tx)
  await tx.db.delete(bundleParts).where(eq(bundleParts.bundleId, bundleId))
  if (parts.length === 0) return
  const rows = parts.map(({ variantId, quantity }, position) => ({ bundleId, partId: variantId, position, quantity }))
  await tx.db.insert(bundleParts).values(rows)
}

const partRows = queryByIds((db, tx, ids) => {
  const { bundleParts } = tables(tx)
  const { variants, products } = catalog(tx)
  return db
    .select({
      bundleId: bundleParts.bundleId,
      variantId: bundleParts.partId,
      quantity: bundleParts.quantity,
      sku: variants.sku,
      archived: variants.archived,
      title: variants.title,
      options: variants.options,
      productTitle: products.title,
      status: products.status,
    })
    .from(bundleParts)
    .innerJoin(variants, eq(variants.id, bundleParts.partId))
    .innerJoin(products, eq(products.id, variants.productId))
    .where(inArray(bundleParts.bundleId, ids))
    .orderBy(asc(bundleParts.position))
})

const bundlesWith = queryByIds((db, tx, ids) => {
  const { bundleParts } = tables(tx)
  return db.select({ partId: bundleParts.partId }).from(bundleParts).where(inArray(bundleParts.partId, ids))
})
