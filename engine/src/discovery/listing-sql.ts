import { type Column, type SQL, sql } from 'drizzle-orm'
import { catalogTables, isShownNow } from '../catalog/index.ts'
import { pricingTables } from '../pricing/index.ts'
import type { ReadTx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import type { SortOrder } from './listing.ts'
import { type Match, matchOnPostgres } from './search-expression.ts'
import { isSoldOut } from './sold-out.ts'
import { tables } from './tables.ts'

/** Everything of a listing that changes its SQL; lists are given by the number of their placeholders. */
export type ListingShape = {
  readonly sort: SortOrder
  readonly limit: number
  readonly offset: boolean
  readonly words: { readonly place: Match['place']; readonly isRanked: boolean; readonly without: boolean } | undefined
  readonly ids: number
  readonly categories: number
  readonly brands: number
  readonly price: boolean
  readonly available: boolean
  readonly after: boolean
}

const catalog = tablesOf(catalogTables)
const pricing = tablesOf(pricingTables)

export function selectListed(db: ReadTx['db'], tx: ReadTx, shape: ListingShape) {
  const { products } = catalog(tx)
  const { productPrices } = tables(tx)
  const { order, after } = orderOf(tx, shape)
  const conditions = [
    isShownNow(tx),
    sql`${productPrices.productId} = ${products.id}`,
    sql`${productPrices.currency} = ${sql.placeholder('currency')}`,
    ...startOf(tx, shape).conditions,
    ...filtersOf(tx, shape),
    ...(shape.after ? [after] : []),
  ]
  const listed = db
    .select({
      id: value<string>(products.id),
      createdAt: value<Date>(products.createdAt),
      titleKey: value<string>(products.titleKey),
      price: value<number>(productPrices.minAmount),
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
type Lead = 'words' | 'ids' | 'category' | 'categories' | 'brands' | 'price' | 'order'

function leadOf({ words, ids, categories, brands, price, sort }: ListingShape): Lead {
  if (words) return 'words'
  if (ids > 0) return 'ids'
  if (categories > 0) return categories === 1 && sort === 'newest' ? 'category' : 'categories'
  if (brands > 0) return 'brands'
  return price || sort === 'price_ascending' || sort === 'price_descending' ? 'price' : 'order'
}

type Start = { readonly from: SQL; readonly conditions: readonly SQL[] }

/**
 * The tables in the order in which they are read. SQLite keeps the order of a cross join, so the first one is what the
 * list begins with; PostgreSQL looks at its statistics instead.
 */
function startOf(tx: ReadTx, shape: ListingShape): Start {
  const { products, productCategories } = catalog(tx)
  const { productPrices } = tables(tx)
  const { categoryId, productId } = productCategories
  const rest = sql`${products} cross join ${productPrices}`
  const chosen = (subquery: SQL) => ({
    from: sql`(${subquery}) chosen cross join ${rest}`,
    conditions: [sql`${products.id} = chosen.product_id`],
  })
  const ofProducts = (condition: SQL) =>
    chosen(sql`select ${products.id} as product_id from ${products} where ${condition}`)
  const inCategories = sql`${categoryId} in ${among('category', shape.categories)}`
  switch (leadOf(shape)) {
    case 'words':
      return foundByWords(tx, rest, shape.words!)
    case 'ids':
      return ofProducts(sql`${products.id} in ${among('product', shape.ids)}`)
    case 'category':
      return {
        from: sql`${productCategories} cross join ${rest}`,
        conditions: [sql`${products.id} = ${productId}`, inCategories],
      }
    case 'categories':
      return chosen(sql`select distinct ${productId} as product_id from ${productCategories} where ${inCategories}`)
    case 'brands':
      return ofProducts(sql`${products.brandKey} in ${among('brand', shape.brands)} and ${products.status} = 'active'`)
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

const among = (name: string, size: number): SQL =>
  sql`(${sql.join(
    Array.from({ length: size }, (_, index) => sql.placeholder(`${name}${index}`)),
    sql`, `,
  )})`

function filtersOf(tx: ReadTx, shape: ListingShape): SQL[] {
  const { products, productCategories } = catalog(tx)
  const { minAmount, maxAmount } = tables(tx).productPrices
  const { categoryId, productId } = productCategories
  const [min, max] = [sql.placeholder('min'), sql.placeholder('max')]
  const lead = leadOf(shape)
  const filters: SQL[] = []
  if (shape.categories > 0 && lead !== 'category' && lead !== 'categories') {
    filters.push(sql`exists (select 1 from ${productCategories} where ${productId} = ${products.id}
      and ${categoryId} in ${among('category', shape.categories)})`)
  }
  if (shape.brands > 0 && lead !== 'brands') filters.push(sql`${products.brandKey} in ${among('brand', shape.brands)}`)
  if (shape.price) filters.push(sql`${minAmount} <= ${max}`, sql`${maxAmount} >= ${min}`)
  if (shape.available) filters.push(hasVariant(tx, shape))
  else if (shape.price) {
    // Where the cheapest or the dearest variant is within the price, no other need be looked at.
    filters.push(sql`(${minAmount} >= ${min} or ${maxAmount} <= ${max} or ${hasVariant(tx, shape)})`)
  }
  return filters
}

/** One and the same variant is within the price and can be bought. */
function hasVariant(tx: ReadTx, { price, available }: ListingShape): SQL {
  const { products, variants } = catalog(tx)
  const { prices } = pricing(tx)
  const conditions = [
    sql`${variants.productId} = ${products.id}`,
    sql`not ${variants.archived}`,
    sql`${prices.variantId} = ${variants.id}`,
    sql`${prices.currency} = ${sql.placeholder('currency')}`,
    ...(price ? [sql`${prices.amount} between ${sql.placeholder('min')} and ${sql.placeholder('max')}`] : []),
    ...(available ? [sql`not ${isSoldOut(tx)}`] : []),
  ]
  return sql`exists (select 1 from ${variants} cross join ${prices} where ${sql.join(conditions, sql` and `)})`
}

function orderOf(tx: ReadTx, shape: ListingShape): { order: SQL[]; after: SQL } {
  const { sort, words } = shape
  const { products, productCategories } = catalog(tx)
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
