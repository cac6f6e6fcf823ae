import { type Column, type SQL, sql } from 'drizzle-orm'
import { catalogTables, isMember, isShownNow } from '../catalog/index.ts'
import type { ReadTx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import type { SortOrder } from './listing.ts'

import {
  among,
  type FilterShape,
  inCategories,
  inCollections,
  isFacet,
  ofBrands,
  ofMarket,
  ofVariants,
} from './listing-filters.ts'
import { type Match, matchOnPostgres } from './search-expression.ts'

import { holdsNow } from './shown-price.ts'
import { tables } from './tables.ts'

/** Everything of a listing that changes its SQL. */
export type ListingShape = FilterShape & {
  readonly sort: SortOrder
  readonly limit: number
  readonly offset: boolean
  readonly words: { readonly place: Match['place']; readonly isRanked: boolean; readonly without: boolean } | undefined
  readonly ids: number
  readonly besides: number
  readonly after: boolean
}

const catalog = tablesOf(catalogTables)

export function selectListed(db: ReadTx['db'], tx: ReadTx, shape: ListingShape) {
  const { products, collectionProducts } = catalog(tx)
  const { productPrices } = tables(tx)
  const { order, after } = orderOf(tx, shape)
  const conditions = [
    isShownNow(tx),
    sql`${productPrices.productId} = ${products.id}`,
    sql`${productPrices.currency} = ${sql.placeholder('currency')}`,
    holdsNow(tx, shape.groups),
    ...startOf(tx, shape).conditions,
    ...ofMarket(tx, shape),
    ...filtersOf(tx, shape),
    ...(shape.after ? [after] : []),
  ]
  const listed = db
    .select({
      id: value<string>(products.id),
      createdAt: value<Date>(products.createdAt),
      titleKey: value<string>(products.titleKey),
      price: value<number>(productPrices.minAmount),
      position:
        leadOf(shape) === 'collection' ? value<number>(collectionProducts.position) : sql<number>`0`.mapWith(Number),
      saving: value<number>(productPrices.savingPpm),
    })
    .from(startOf(tx, shape).from)
    .where(sql.join(conditions, sql` and `))
    .orderBy(...order)
    .limit(shape.limit)
  return shape.offset ? listed.offset(sql.placeholder('offset')) : listed
}

/** A column of tables that stand in hand-written SQL. */
const value = <T>(column: Column) => sql<T>`${column}`.mapWith(column) as SQL<T>

/** What a list begins with: all else is looked up for each of these. */
type Lead =
  | 'words'
  | 'ids'
  | 'collection'
  | 'collections'
  | 'category'
  | 'categories'
  | 'brands'
  | 'facet'
  | 'price'
  | 'order'

function leadOf({ words, ids, collections, categories, brands, facets, price, onSale, sort }: ListingShape): Lead {
  if (words) return 'words'
  if (ids > 0) return 'ids'
  if (collections === 1 && (sort === 'newest' || sort === 'manual')) return 'collection'
  if (collections > 0) return 'collections'
  if (categories > 0) return categories === 1 && sort === 'newest' ? 'category' : 'categories'
  if (brands > 0) return 'brands'
  if (facets.length > 0) return 'facet'
  return price || onSale || sort === 'price_ascending' || sort === 'price_descending' || sort === 'discount'
    ? 'price'
    : 'order'
}

type Start = { readonly from: SQL; readonly conditions: readonly SQL[] }

/**
 * The tables in the order in which they are read. SQLite keeps the order of a cross join, so the first one is what the
 * list begins with; PostgreSQL looks at its statistics instead.
 */
function startOf(tx: ReadTx, shape: ListingShape): Start {
  const { products, productCategories, collectionProducts } = catalog(tx)
  const { productPrices, productFacets } = tables(tx)
  const { categoryId, productId } = productCategories
  const rest = sql`${products} cross join ${productPrices}`
  const chosen = (subquery: SQL) => ({
    from: sql`(${subquery}) chosen cross join ${rest}`,
    conditions: [sql`${products.id} = chosen.product_id`],
  })
  const ofProducts = (condition: SQL) =>
    chosen(sql`select ${products.id} as product_id from ${products} where ${condition}`)
  const ofCategories = sql`${categoryId} in ${among('category', shape.categories)}`
  const ofCollections = sql`${collectionProducts.collectionId} in ${among('collection', shape.collections)} and ${isMember(tx)}`
  switch (leadOf(shape)) {
    case 'words':
      return foundByWords(tx, rest, shape.words!)
    case 'ids':
      return ofProducts(sql`${products.id} in ${among('product', shape.ids)}`)
    case 'collection':
      return {
        from: sql`${collectionProducts} cross join ${rest}`,
        conditions: [sql`${products.id} = ${collectionProducts.productId}`, ofCollections],
      }
    case 'collections':
      return chosen(
        sql`select distinct ${collectionProducts.productId} as product_id from ${collectionProducts} where ${ofCollections}`,
      )
    case 'category':
      return {
        from: sql`${productCategories} cross join ${rest}`,
        conditions: [sql`${products.id} = ${productId}`, ofCategories],
      }
    case 'categories':
      return chosen(sql`select distinct ${productId} as product_id from ${productCategories} where ${ofCategories}`)
    case 'brands':
      return ofProducts(sql`${products.brandKey} in ${among('brand', shape.brands)} and ${products.status} = 'active'`)
    case 'facet':
      return chosen(
        sql`select distinct ${productFacets.productId} as product_id from ${productFacets} where ${isFacet(tx, shape.facets[0]!, 0)}`,
      )
    case 'price':
      return { from: sql`${productPrices} cross join ${products}`, conditions: [] }
    case 'order':
      return { from: rest, conditions: [] }
  }
}

function foundByWords(tx: ReadTx, rest: SQL, words: NonNullable<ListingShape['words']>): Start {
  const { products } = catalog(tx)
  if (tx.dialect === 'sqlite') {
    return {
      from: sql`product_search cross join product_search_rows cross join ${rest}`,
      conditions: [
        sql`product_search match ${sql.placeholder('words')}`,
        sql`product_search_rows.number = product_search.rowid`,
        sql`${products.id} = product_search_rows.product_id`,
      ],
    }
  }
  // "offset 0" keeps the words first: beginning anywhere else, PostgreSQL would unpack the words of every product.
  const condition = matchOnPostgres(words.place, {
    words: sql.placeholder('words'),
    without: words.without ? sql.placeholder('without') : undefined,
  })
  const found = words.isRanked
    ? sql`select product_id, number, ${rankOnPostgres} as rank from product_search where ${condition}`
    : sql`select product_id, number from product_search where ${condition} order by number desc`
  return {
    from: sql`(${found} offset 0) found cross join ${rest}`,
    conditions: [sql`${products.id} = found.product_id`],
  }
}

function filtersOf(tx: ReadTx, shape: ListingShape): SQL[] {
  const lead = leadOf(shape)
  const { id } = catalog(tx).products
  return [
    ...(shape.ids > 0 && lead !== 'ids' ? [sql`${id} in ${among('product', shape.ids)}`] : []),
    ...(shape.besides > 0 ? [sql`${id} not in ${among('besides', shape.besides)}`] : []),
    ...(shape.collections > 0 && lead !== 'collection' && lead !== 'collections' ? [inCollections(tx, shape)] : []),
    ...(shape.categories > 0 && lead !== 'category' && lead !== 'categories' ? [inCategories(tx, shape)] : []),
    ...(shape.brands > 0 && lead !== 'brands' ? [ofBrands(tx, shape)] : []),
    ...ofVariants(tx, shape),
  ]
}

function orderOf(tx: ReadTx, shape: ListingShape): { order: SQL[]; after: SQL } {
  const { sort, words } = shape
  const { products, productCategories, collectionProducts } = catalog(tx)
  const { productPrices } = tables(tx)
  const keyed = (column: Column, id: Column, direction: SQL, beyond: SQL) => ({
    order: [sql`${column} ${direction}`, sql`${id} ${direction}`],
    after: sql`(${column}, ${id}) ${beyond} (${sql.param(sql.placeholder('key'), column)}, ${sql.placeholder('id')})`,
  })
  const [up, down] = [sql`asc`, sql`desc`]
  if (sort === 'relevance' && words) {
    const number = tx.dialect === 'sqlite' ? sql`product_search.rowid desc` : sql`found.number desc`
    const rank = tx.dialect === 'sqlite' ? sql`product_search.rank` : sql`found.rank desc`
    // Full-text search ranks on SQLite as it goes only while nothing else is asked for.
    const ranked = tx.dialect === 'sqlite' ? [rank] : [rank, number]
    return { order: words.isRanked ? ranked : [number], after: sql`1 = 1` }
  }
  if (sort === 'title') return keyed(products.titleKey, products.id, up, sql`>`)
  if (sort === 'price_ascending') return keyed(productPrices.minAmount, productPrices.productId, up, sql`>`)
  if (sort === 'price_descending') return keyed(productPrices.minAmount, productPrices.productId, down, sql`<`)
  if (sort === 'discount') return keyed(productPrices.savingPpm, productPrices.productId, down, sql`<`)
  if (leadOf(shape) === 'collection') {
    const { position, productCreatedAt, productId } = collectionProducts
    return sort === 'manual' ? keyed(position, productId, up, sql`>`) : keyed(productCreatedAt, productId, down, sql`<`)
  }
  if (leadOf(shape) === 'category') {
    return keyed(productCategories.productCreatedAt, productCategories.productId, down, sql`<`)
  }
  return keyed(products.createdAt, products.id, down, sql`<`)
}

/**
 * A first ranking by title, brand and kind; the best of it are ranked anew by the shared rules. SQLite's weights stand in
 * its search migration.
 */
const rankOnPostgres = sql`ts_rank('{0.1, 0.15, 0.5, 1.0}', product_search.heading,
  to_tsquery('mitchweb', ${sql.placeholder('words')}), 1)`
