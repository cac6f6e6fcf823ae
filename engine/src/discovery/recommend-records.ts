import { and, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import { catalogTables, categoryPaths, collectionIdsOf, collectionsNamed, productsByIds } from '../catalog/index.ts'
import { cleanLine, shorten } from '../shared/clean-text.ts'
import type { ReadTx } from '../storage/port.ts'
import { query, tablesOf } from '../storage/query.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import type { Traits } from './likeness.ts'
import { type PriceAsker, priceRanges } from './offers.ts'

const catalog = tablesOf(catalogTables)

/** Of each shelf that a product stands on, so many of the newest are looked at, and so many shelves of a kind. */
const perShelf = 60
const shelves = 3

/** Products on the same shelves as these: their categories, type, collections and brand, a few of each in turn. */
export async function alikeIds(tx: ReadTx, productIds: readonly string[]): Promise<string[]> {
  const rows = new Map((await productsByIds(tx, productIds)).map(row => [row.id, row]))
  const categories = Map.groupBy(await ownCategoryIds(tx, productIds), row => row.productId)
  const collections = await collectionIdsOf(tx, productIds)
  const found: { id: string }[][] = []
  for (const id of productIds) {
    const row = rows.get(id)
    for (const { categoryId } of (categories.get(id) ?? []).slice(0, shelves)) {
      found.push(await newestInCategory(tx, { categoryId }))
    }
    if (row?.productType) found.push(await newestOfType(tx, { productType: row.productType }))
    for (const collectionId of (collections.get(id) ?? []).slice(0, shelves)) {
      found.push(await newestInCollection(tx, { collectionId }))
    }
    if (row?.brandKey) found.push(await newestOfBrand(tx, { brandKey: row.brandKey }))
  }
  const inTurn = Array.from({ length: perShelf }, (_, place) => found.flatMap(list => list[place]?.id ?? []))
  return [...new Set(inTurn.flat())]
}

/** What makes these products alike or not, by id. */
export async function traitsOf(
  tx: ReadTx,
  productIds: readonly string[],
  asker: PriceAsker,
): Promise<Map<string, Traits>> {
  const paths = await categoryPaths(tx, productIds, { forBuyers: true })
  const ranges = await priceRanges(tx, productIds, asker)
  const memberships = await collectionIdsOf(tx, productIds)
  const shown = await collectionsNamed(tx, [...new Set([...memberships.values()].flat())])
  const rows = await traitRows(tx, productIds)
  return new Map(
    rows.map(({ id, title, ...row }) => [
      id,
      {
        id,
        ...row,
        title: shorten(cleanLine(title), 80),
        brand: named(row.brand),
        productType: named(row.productType),
        attributes: row.attributes.map(([name, value]) => [short(name), short(value)] as const),
        tags: row.tags.map(short),
        categories: (paths.get(id) ?? []).map(short),
        collections: (memberships.get(id) ?? []).flatMap(one => {
          const collection = shown.get(one)
          return collection ? [short(collection.title)] : []
        }),
        price: ranges.get(id)?.minAmount,
      },
    ]),
  )
}

/** Texts that stand in reasons, which are short. */
const short = (text: string): string => shorten(cleanLine(text), 80)
const named = (text: string | null): string | null => (text === null ? null : short(text))

const traitRows = queryByIds((db, tx, ids) => {
  const { id, title, brand, productType, tags, attributes } = catalog(tx).products
  return db
    .select({ id, title, brand, productType, tags, attributes })
    .from(catalog(tx).products)
    .where(inArray(id, ids))
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
