import { asc, gt, inArray } from 'drizzle-orm'
import type { ReadTx } from '../storage/port.ts'
import { pagedBy, type RecordKind } from '../storage/record-kind.ts'
import type { Collection } from './collection-records.ts'
import type { CollectionDraft } from './contract.ts'
import { tables } from './tables.ts'
import { merchantCollectionView } from './view.ts'

export const policyRecords: RecordKind = {
  type: 'policy',
  operation: 'save_policy',
  page: pagedBy(
    async (tx, { after, limit }) => {
      const { policies } = tables(tx)
      return await tx.db
        .select()
        .from(policies)
        .where(gt(policies.slug, after))
        .orderBy(asc(policies.slug))
        .limit(limit)
    },
    {
      name: ({ slug }) => slug,
      write: async (_, rows) => rows.map(({ slug, kind, title, body }) => ({ policy: { slug, kind, title, body } })),
    },
  ),
}

/** Those that were taken out of the shop stay behind. */
export const collectionRecords: RecordKind = {
  type: 'collection',
  operation: 'save_collection',
  page: pagedBy(
    async (tx, { after, limit }) => {
      const { collections } = tables(tx)
      return await tx.db
        .select()
        .from(collections)
        .where(gt(collections.handle, after))
        .orderBy(asc(collections.handle))
        .limit(limit)
    },
    { name: ({ handle }) => handle, write: collectionDrafts },
  ),
}

async function collectionDrafts(tx: ReadTx, rows: readonly Collection[]): Promise<object[]> {
  const living = rows.filter(({ archived }) => !archived)
  const byHand = living.filter(({ rule }) => rule === null).map(({ id }) => id)
  const products = Map.groupBy(await membersByHand(tx, byHand), row => row.collectionId)
  const paths = await categoryPathsById(tx, living)
  return living.map(row => {
    const {
      archived: _,
      version: __,
      product_count: ___,
      ...draft
    } = merchantCollectionView(row, { members: 0, paths })
    const members = products.get(row.id)?.map(({ productId }) => productId)
    const collection: CollectionDraft = { ...draft, ...(members && { products: members }) }
    return { collection }
  })
}

async function membersByHand(tx: ReadTx, ids: readonly string[]) {
  const { collectionProducts } = tables(tx)
  if (ids.length === 0) return []
  return await tx.db
    .select({ collectionId: collectionProducts.collectionId, productId: collectionProducts.productId })
    .from(collectionProducts)
    .where(inArray(collectionProducts.collectionId, [...ids]))
    .orderBy(asc(collectionProducts.position))
}

async function categoryPathsById(tx: ReadTx, collections: readonly Collection[]): Promise<Map<string, string>> {
  const conditions = collections.flatMap(({ rule }) => rule?.conditions ?? [])
  return await pathsOfCategories(
    tx,
    conditions.flatMap(condition => (condition.field === 'category' ? condition.value : [])),
  )
}

/** The paths of categories, by id. */
export async function pathsOfCategories(tx: ReadTx, ids: readonly string[]): Promise<Map<string, string>> {
  const { categories } = tables(tx)
  if (ids.length === 0) return new Map()
  const rows = await tx.db
    .select({ id: categories.id, path: categories.path })
    .from(categories)
    .where(inArray(categories.id, [...new Set(ids)]))
  return new Map(rows.map(({ id, path }) => [id, path]))
}
