import { and, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import { catalogTables, collectionIdsOf } from '../catalog/index.ts'
import type { ReadTx } from '../storage/port.ts'
import { query, tablesOf } from '../storage/query.ts'
import { queryByIds } from '../storage/query-by-ids.ts'

const catalog = tablesOf(catalogTables)

/** Of each shelf that a product stands on, so many of the newest are looked at, and so many shelves of a kind. */
const perShelf = 60
const shelvesEach = 3

/** A shelf that one of the products stands on, with the newest on it. */
export type Shelf = {
  readonly seedId: string
  readonly kind: 'category' | 'productType' | 'collection' | 'brand'
  readonly ids: readonly string[]
}

/** Which shelves these products stand on: their categories, types, collections and brands. */
export async function shelvesOf(tx: ReadTx, productIds: readonly string[]): Promise<Shelf[]> {
  const rows = new Map((await shelfRows(tx, productIds)).map(row => [row.id, row]))
  const categories = Map.groupBy(await ownCategoryIds(tx, productIds), row => row.productId)
  const collections = await collectionIdsOf(tx, productIds)
  const found: Shelf[] = []
  for (const seedId of productIds) {
    const row = rows.get(seedId)
    const add = (kind: Shelf['kind'], newest: readonly { id: string }[]) =>
      found.push({ seedId, kind, ids: newest.map(({ id }) => id) })
    for (const { categoryId } of (categories.get(seedId) ?? []).slice(0, shelvesEach)) {
      add('category', await newestInCategory(tx, { categoryId }))
    }
    if (row?.productType) add('productType', await newestOfType(tx, { productType: row.productType }))
    for (const collectionId of (collections.get(seedId) ?? []).slice(0, shelvesEach)) {
      add('collection', await newestInCollection(tx, { collectionId }))
    }
    if (row?.brandKey) add('brand', await newestOfBrand(tx, { brandKey: row.brandKey }))
  }
  return found
}

const shelfRows = queryByIds((db, tx, ids) => {
  const { id, productType, brandKey } = catalog(tx).products
  return db.select({ id, productType, brandKey }).from(catalog(tx).products).where(inArray(id, ids))
})

const ownCategoryIds = queryByIds((db, tx, ids) => {
  const { categoryId, productId, position } = catalog(tx).productCategories
  return db
    .select({ categoryId, productId })
    .from(catalog(tx).productCategories)
    .where(and(inArray(productId, ids), isNotNull(position)))
    .orderBy(position)
})

const newestInCategory = query((db, tx) => {
  const { categoryId, productId: id, productCreatedAt } = catalog(tx).productCategories
  return db
    .select({ id })
    .from(catalog(tx).productCategories)
    .where(eq(categoryId, sql.placeholder('categoryId')))
    .orderBy(desc(productCreatedAt), desc(id))
    .limit(perShelf)
})

const newestInCollection = query((db, tx) => {
  const { collectionId, productId: id, productCreatedAt } = catalog(tx).collectionProducts
  return db
    .select({ id })
    .from(catalog(tx).collectionProducts)
    .where(eq(collectionId, sql.placeholder('collectionId')))
    .orderBy(desc(productCreatedAt), desc(id))
    .limit(perShelf)
})

const newestOfBrand = query((db, tx) => {
  const { id, brandKey, status, createdAt } = catalog(tx).products
  return db
    .select({ id })
    .from(catalog(tx).products)
    .where(and(eq(brandKey, sql.placeholder('brandKey')), eq(status, 'active')))
    .orderBy(desc(createdAt), desc(id))
    .limit(perShelf)
})

const newestOfType = query((db, tx) => {
  const { id, productType, status, createdAt } = catalog(tx).products
  return db
    .select({ id })
    .from(catalog(tx).products)
    .where(and(eq(productType, sql.placeholder('productType')), eq(status, 'active')))
    .orderBy(desc(createdAt), desc(id))
    .limit(perShelf)
})
