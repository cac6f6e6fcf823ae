import { asc, gt, inArray, sql } from 'drizzle-orm'
import type { ReadTx } from '../storage/port.ts'
import { pagedBy, type RecordKind } from '../storage/record-kind.ts'
import type { Collection } from './collection-records.ts'
import type { CollectionDraft, TranslatedType } from './contract.ts'
import { variantsByIds } from './records.ts'
import { getRelatedProducts } from './related-products.ts'
import { tables } from './tables.ts'
import { wireTexts } from './translation.ts'
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

/** The products that were named for others, a record for each that has any. */
export const relatedRecords: RecordKind = {
  type: 'related_products',
  operation: 'save_related_products',
  page: pagedBy(
    async (tx, { after, limit }) => {
      const { productRelations } = tables(tx)
      return await tx.db
        .selectDistinct({ id: productRelations.productId })
        .from(productRelations)
        .where(gt(productRelations.productId, after))
        .orderBy(asc(productRelations.productId))
        .limit(limit)
    },
    {
      name: ({ id }) => id,
      write: async (tx, rows) => {
        const records: object[] = []
        for (const { id } of rows) {
          const { related } = await getRelatedProducts(tx, { product: id })
          const drafts = related.map(({ kind, product, both_ways }) => ({ kind, product: product.id, both_ways }))
          records.push({ product: id, related: drafts })
        }
        return records
      },
    },
  ),
}

/** Those of variants that are gone stay behind. */
export const translationRecords: RecordKind = {
  type: 'translation',
  operation: 'save_translations',
  page: pagedBy(
    async (tx, { after, limit }) => {
      const { translations } = tables(tx)
      const { subject, language } = translations
      const [lastSubject = '', lastLanguage = ''] = after.split('\n')
      return await tx.db
        .select()
        .from(translations)
        .where(sql`(${subject}, ${language}) > (${lastSubject}, ${lastLanguage})`)
        .orderBy(asc(subject), asc(language))
        .limit(limit)
    },
    {
      name: ({ subject, language }) => `${subject}\n${language}`,
      write: async (tx, rows) => {
        const named = rows.map(row => ({ ...row, ...typeAndKey(row.subject) }))
        const variantIds = named.flatMap(({ type, key }) => (type === 'variant' ? key : []))
        const living = new Set((await variantsByIds(tx, variantIds)).map(({ id }) => id))
        return named
          .filter(({ type, key }) => type !== 'variant' || living.has(key))
          .map(({ type, key, language, texts, body }) => ({
            translations: [{ type, id: key, language, texts: wireTexts(type, { texts, body }) }],
          }))
      },
    },
  ),
}

/** What `subjectOf` put together. */
function typeAndKey(subject: string): { readonly type: TranslatedType; readonly key: string } {
  const at = subject.indexOf('/')
  return { type: subject.slice(0, at) as TranslatedType, key: subject.slice(at + 1) }
}
