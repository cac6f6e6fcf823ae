import { type Column, type SQL, sql } from 'drizzle-orm'
import type { Columns } from '../storage/columns.sqlite.ts'
import { tablesOf } from '../storage/query.ts'
import type {
  CollectionRule,
  Media,
  ProductDraft,
  policyKinds,
  productStatuses,
  relationKinds,
  VariantDraft,
} from './contract.ts'
import type { DimensionsMm } from './product.ts'
import type { Texts, TranslatedBody } from './translation.ts'

type ProductStatus = (typeof productStatuses)[number]
type RelationKind = (typeof relationKinds)[number]
type PolicyKind = (typeof policyKinds)[number]
export type PublicationChange = 'published' | 'unpublished'
export type HandleKind = 'product' | 'collection' | 'category'

export const catalogTables = (c: Columns) => {
  const products = c.table(
    'products',
    {
      id: c.id().primaryKey(),
      handle: c.text().notNull(),
      title: c.text().notNull(),
      /** The title as lists are sorted by it: lower case, without accents. */
      titleKey: c.text().notNull(),
      status: c.text().$type<ProductStatus>().notNull(),
      brand: c.text(),
      brandKey: c.text(),
      productType: c.text(),
      tags: c.json<string[]>().notNull(),
      /** Pairs, because PostgreSQL's jsonb forgets the order of an object's keys. */
      attributes: c.json<[name: string, value: string][]>().notNull(),
      media: c.json<Media[]>().notNull(),
      /** The texts as they came, for export; what is answered is `plain` and `html`. */
      description: c.json<NonNullable<ProductDraft['description']>>(),
      plain: c.text().notNull(),
      html: c.text(),
      summary: c.text().notNull(),
      seoTitle: c.text(),
      seoDescription: c.text(),
      /** An active product is shown from the one moment to the other; see `isShownNow`. */
      publishAt: c.instant(),
      unpublishAt: c.instant(),
      version: c.count().notNull(),
      createdAt: c.instant().notNull(),
      updatedAt: c.instant().notNull(),
    },
    t => [
      c.uniqueIndex('products_handle').on(t.handle),
      // Lists are read off these alone: the rows themselves are long, and lie scattered over the file.
      c.index('products_by_newest').on(t.status, t.createdAt, t.id, t.brandKey, t.publishAt, t.unpublishAt, t.titleKey),
      c.index('products_by_title').on(t.status, t.titleKey, t.id, t.brandKey, t.publishAt, t.unpublishAt, t.createdAt),
      c.index('products_listed').on(t.id, t.status, t.brandKey, t.createdAt, t.titleKey, t.publishAt, t.unpublishAt),
      c.index('products_by_brand').on(t.brandKey, t.status, t.createdAt, t.id, t.publishAt, t.unpublishAt, t.titleKey),
      c
        .index('products_by_brand_title')
        .on(t.brandKey, t.status, t.titleKey, t.id, t.publishAt, t.unpublishAt, t.createdAt),
      c.index('products_by_type').on(t.productType, t.status, t.createdAt, t.id),
    ],
  )

  const variants = c.table(
    'variants',
    {
      id: c.id().primaryKey(),
      productId: c.id().notNull(),
      position: c.count().notNull(),
      /** Archived variants are those that a later save did not name; orders still show them. */
      archived: c.flag().notNull(),
      sku: c.text(),
      barcode: c.text(),
      title: c.text(),
      options: c.json<NonNullable<VariantDraft['options']>>().notNull(),
      weightGrams: c.count(),
      dimensionsMm: c.json<DimensionsMm>(),
      shippingClass: c.text().notNull().default('standard'),
      requiresShipping: c.flag().notNull(),
      taxClass: c.text().notNull(),
      media: c.json<Media[]>().notNull(),
    },
    t => [
      c.uniqueIndex('variants_sku').on(t.sku).where(sql`not ${t.archived}`),
      c.foreignKey({ name: 'variants_product', columns: [t.productId], foreignColumns: [products.id] }),
      c.index('variants_barcode').on(t.barcode),
      c.index('variants_by_product').on(t.productId, t.position),
    ],
  )

  const categories = c.table(
    'categories',
    {
      id: c.id().primaryKey(),
      parentId: c.id(),
      handle: c.text().notNull(),
      title: c.text().notNull(),
      path: c.text().notNull(),
      /** The path in lower case: the same words are the same category. */
      pathKey: c.text().notNull(),
      titleKey: c.text().notNull(),
      /** The place among those beside it; equal ones come by title. */
      position: c.count().notNull().default(0),
      /** Not shown to buyers, nor is anything below; its products are. */
      hidden: c.flag().notNull().default(false),
    },
    t => [
      c.uniqueIndex('categories_handle').on(t.handle),
      c.uniqueIndex('categories_path').on(t.pathKey),
      c.index('categories_by_title').on(t.titleKey),
      c.index('categories_by_parent').on(t.parentId),
    ],
  )

  /** A row for the product's own categories and for every category above them, so that a filter is one index range. */
  const productCategories = c.table(
    'product_categories',
    {
      categoryId: c.id().notNull(),
      productId: c.id().notNull(),
      /** The place among the product's own categories; null for those above. */
      position: c.count(),
      /** The product's own, so that the newest of a category are read off an index. */
      productCreatedAt: c.instant().notNull(),
    },
    t => [
      c.primaryKey({ name: 'product_categories_pk', columns: [t.categoryId, t.productId] }),
      c.index('product_categories_by_newest').on(t.categoryId, t.productCreatedAt, t.productId),
      c.index('product_categories_by_product').on(t.productId),
    ],
  )

  const collections = c.table(
    'collections',
    {
      id: c.id().primaryKey(),
      handle: c.text().notNull(),
      title: c.text().notNull(),
      titleKey: c.text().notNull(),
      /** The texts as they came; what is answered is `plain` and `html`. */
      description: c.json<NonNullable<ProductDraft['description']>>(),
      plain: c.text().notNull(),
      html: c.text(),
      image: c.json<Media>(),
      seoTitle: c.text(),
      seoDescription: c.text(),
      /** Null where the products are listed by hand. */
      rule: c.json<CollectionRule>(),
      archived: c.flag().notNull(),
      publishAt: c.instant(),
      unpublishAt: c.instant(),
      version: c.count().notNull(),
      createdAt: c.instant().notNull(),
      updatedAt: c.instant().notNull(),
    },
    t => [c.uniqueIndex('collections_handle').on(t.handle), c.index('collections_by_title').on(t.titleKey, t.id)],
  )

  /**
   * Which products a collection holds. Written in the transaction that saves the collection, a product or a price, so a
   * row with a `memberUntil` that has passed is the only one that does not count: see `isMember`.
   */
  const collectionProducts = c.table(
    'collection_products',
    {
      collectionId: c.id().notNull(),
      productId: c.id().notNull(),
      /** The merchant's order; 0 for all where a rule chooses. */
      position: c.count().notNull(),
      /** Until when the rule holds, where it speaks of new products. */
      memberUntil: c.instant(),
      /** The product's own, so that the newest of a collection are read off an index. */
      productCreatedAt: c.instant().notNull(),
    },
    t => [
      c.primaryKey({ name: 'collection_products_pk', columns: [t.collectionId, t.productId] }),
      c.index('collection_products_by_position').on(t.collectionId, t.position, t.productId),
      c.index('collection_products_by_newest').on(t.collectionId, t.productCreatedAt, t.productId),
      c.index('collection_products_by_product').on(t.productId),
      c.index('collection_products_by_end').on(t.memberUntil),
    ],
  )

  /** Products that staff name for a product; one that goes both ways is named for the other too. */
  const productRelations = c.table(
    'product_relations',
    {
      productId: c.id().notNull(),
      kind: c.text().$type<RelationKind>().notNull(),
      relatedId: c.id().notNull(),
      position: c.count().notNull(),
      bothWays: c.flag().notNull(),
    },
    t => [
      c.primaryKey({ name: 'product_relations_pk', columns: [t.productId, t.kind, t.relatedId] }),
      c.index('product_relations_by_related').on(t.relatedId),
    ],
  )

  /** Moments at which products will appear or be gone, for the events that tell of it; the showing itself waits for no job. */
  const publications = c.table(
    'publications',
    {
      productId: c.id().notNull(),
      change: c.text().$type<PublicationChange>().notNull(),
      at: c.instant().notNull(),
    },
    t => [
      c.primaryKey({ name: 'publications_pk', columns: [t.productId, t.change] }),
      c.index('publications_by_time').on(t.at),
    ],
  )

  /** Handles that a thing had before, so that old links still find it. A living handle always wins. */
  const formerHandles = c.table(
    'former_handles',
    {
      kind: c.text().$type<HandleKind>().notNull(),
      handle: c.text().notNull(),
      targetId: c.id().notNull(),
      changedAt: c.instant().notNull(),
    },
    t => [c.primaryKey({ name: 'former_handles_pk', columns: [t.kind, t.handle] })],
  )

  const policies = c.table('policies', {
    slug: c.id().primaryKey(),
    kind: c.text().$type<PolicyKind>().notNull(),
    title: c.text().notNull(),
    body: c.text().notNull(),
    updatedAt: c.instant().notNull(),
  })

  const policyPassages = c.table(
    'policy_passages',
    {
      number: c.serial(),
      policySlug: c.id().notNull(),
      /** Empty where it is the shop's own. */
      language: c.text().notNull().default(''),
      position: c.count().notNull(),
      heading: c.text(),
      text: c.text().notNull(),
    },
    t => [c.index('policy_passages_by_policy').on(t.policySlug, t.language, t.position)],
  )

  /** Texts of the shop in other languages than its own, by what they are the texts of (`subjectOf`). */
  const translations = c.table(
    'translations',
    {
      subject: c.id().notNull(),
      language: c.text().notNull(),
      texts: c.json<Texts>().notNull(),
      /** The long text, apart from the others because lists do not show it. */
      body: c.json<TranslatedBody>(),
      /** What a category or a word is found by when a buyer sends its translation back: its folded title. */
      word: c.text(),
      updatedAt: c.instant().notNull(),
    },
    t => [
      c.primaryKey({ name: 'translations_pk', columns: [t.subject, t.language] }),
      c.index('translations_by_word').on(t.word),
    ],
  )

  return {
    products,
    variants,
    categories,
    productCategories,
    collections,
    collectionProducts,
    productRelations,
    publications,
    formerHandles,
    policies,
    policyPassages,
    translations,
  }
}

export const tables = tablesOf(catalogTables)

/** Variants that are not archived, in the words of the index on skus, so that SQLite uses it. */
export const living = (tx: Parameters<typeof tables>[0]): SQL => sql`not ${tables(tx).variants.archived}`

/** Whether buyers see the product in the moment of the parameter `now`. */
export function isShownNow(tx: Parameters<typeof tables>[0]): SQL {
  const { status, publishAt, unpublishAt } = tables(tx).products
  return sql`${status} = 'active' and ${isWithin(publishAt, unpublishAt)}`
}

/** The same of any pair of bounds, where null sets none. */
export function isWithin(publishAt: Column, unpublishAt: Column): SQL {
  const now = sql.param(sql.placeholder('now'), publishAt)
  return sql`(${publishAt} is null or ${publishAt} <= ${now}) and (${unpublishAt} is null or ${unpublishAt} > ${now})`
}
