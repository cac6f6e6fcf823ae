import { type Column, type Placeholder, type SQL, sql } from 'drizzle-orm'
import { catalogTables, isMember, isShownNow } from '../catalog/index.ts'
import { listedIds } from '../storage/json-lists.ts'
import type { ReadTx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import {
  among,
  type FilterShape,
  inCategories,
  inCollections,
  ofBrands,
  ofMarket,
  ofPrices,
  ofVariants,
  type PricedColumns,
} from './listing-filters.ts'
import { type ChosenSet, mostTiny, type SetName, setOf } from './listing-sets.ts'
import type { SortOrder } from './narrowing.ts'
import { widestSpan } from './price-spans.ts'
import { type Match, matchOnPostgres } from './search-expression.ts'
import { holdsNow } from './shown-price.ts'
import { tables } from './tables.ts'

/** Everything of a listing that changes its SQL. */
export type ListingShape = FilterShape & {
  readonly sort: SortOrder
  readonly limit: number
  readonly offset: boolean
  readonly words:
    | {
        readonly place: Match['place']
        readonly isMany: boolean
        readonly isTyped: boolean
        readonly without: boolean
        readonly within: boolean
      }
    | undefined
  readonly ids: boolean
  readonly besides: number
  readonly after: boolean
  /** The filter whose products the list begins with, or among which words are ranked. */
  readonly set: ChosenSet | undefined
  /** Few products match the words, so that a list in any order may begin with them. */
  readonly isFewWords: boolean
}

const catalog = tablesOf(catalogTables)

export function selectListed(db: ReadTx['db'], tx: ReadTx, shape: ListingShape) {
  const { products } = catalog(tx)
  const { productPrices, productSales } = tables(tx)
  const { order, after } = orderOf(tx, shape)
  const isSorted = isSortedFirst(shape)
  const conditions = [
    isShownNow(tx),
    sql`${productPrices.productId} = ${products.id}`,
    sql`${productPrices.currency} = ${sql.placeholder('currency')}`,
    holdsNow(tx, shape.groups),
    ...startOf(tx, shape).conditions,
    ...ofMarket(tx, shape),
    ...filtersOf(tx, shape),
    ...(isSorted ? [] : ofVariants(tx, shape, pricedColumns(tx, shape))),
    ...(shape.sort === 'best_selling' ? [sql`${productSales.productId} = ${products.id}`] : []),
    ...(shape.after ? [after] : []),
  ]
  const from = startOf(tx, shape).from
  const where = sql.join(conditions, sql` and `)
  const page = { id: value<string>(products.id, 'id'), key: value<SortKey>(keyOf(tx, shape), 'sort_key') }
  if (!isSorted) {
    const listed = db.select(page).from(from).where(where)
    return pageOf(listed.orderBy(...order).limit(shape.limit), shape)
  }
  const prices = {
    price: value<number>(productPrices.minAmount, 'price'),
    maxPrice: value<number>(productPrices.maxAmount, 'max_price'),
  }
  const all = db
    .select({ ...page, ...prices })
    .from(from)
    .where(where)
  const sorted = all
    .orderBy(...order)
    .limit(everything)
    .as('sorted')
  const columns = {
    productId: sql.raw('sorted.id'),
    minAmount: sql.raw('sorted.price'),
    maxAmount: sql.raw('sorted.max_price'),
  }
  return pageOf(
    db
      .select({ id: sorted.id, key: sorted.key })
      .from(sorted)
      .where(sql.join(ofVariants(tx, shape, columns), sql` and `))
      .orderBy(...(tx.dialect === 'postgres' ? [sql.raw(sortedBy(shape))] : []))
      .limit(shape.limit),
    shape,
  )
}

/** By what a list is sorted: where the next page begins is told by it and the id. */
export type SortKey = Date | string | number

function keyOf(tx: ReadTx, shape: ListingShape): Column {
  const { products, collectionProducts } = catalog(tx)
  const { productPrices, productSales } = tables(tx)
  const { sort } = shape
  if (sort === 'title') return products.titleKey
  if (sort === 'price_ascending' || sort === 'price_descending') return productPrices.minAmount
  if (sort === 'discount') return productPrices.savingPpm
  if (sort === 'best_selling') return productSales.score
  return sort === 'manual' && leadOf(shape) === 'collection' ? collectionProducts.position : products.createdAt
}

/**
 * A select that has a limit keeps conditions of the select around it for later. SQLite keeps its order too; PostgreSQL
 * does where it knows that it is wanted.
 */
const everything = 1_000_000_000

function sortedBy({ sort }: ListingShape): string {
  const direction = sort === 'title' || sort === 'price_ascending' ? 'asc' : 'desc'
  return `sorted.sort_key ${direction}, sorted.id ${direction}`
}

function pageOf<T extends { offset: (offset: Placeholder) => unknown }>(listed: T, { offset }: ListingShape): T {
  return offset ? (listed.offset(sql.placeholder('offset')) as T) : listed
}

/** A column of tables that stand in hand-written SQL. */
const value = <T>(column: Column, name: string) => (sql<T>`${column}`.mapWith(column) as SQL<T>).as(name)

/**
 * What the list begins with does not come in its order: all of it is sorted before it is looked at which variants fit,
 * which is no longer asked once the page is full.
 */
function isSortedFirst(shape: ListingShape): boolean {
  const { price, available, onSale, facets, sort } = shape
  const lead = leadOf(shape)
  const isUnsorted = lead === 'set' || lead === 'ids' || (lead === 'words' && sort !== 'relevance')
  return isUnsorted && (price || available || onSale || facets.length > 0)
}

function pricedColumns(tx: ReadTx, shape: ListingShape): PricedColumns {
  const { productId, minAmount, maxAmount } = tables(tx).productPrices
  return { productId: isPriceFirst(shape) ? catalog(tx).products.id : productId, minAmount, maxAmount }
}

/** What a list begins with: all else is looked up for each of these. */
type Lead = 'words' | 'ids' | 'set' | 'collection' | 'category' | 'brand' | 'price' | 'order'

function leadOf({ words, isFewWords, ids, set, collections, categories, brands, sort }: ListingShape): Lead {
  if (words && (isFewWords || (sort === 'relevance' && set === undefined))) return 'words'
  if (ids) return 'ids'
  if (sort === 'manual') return 'collection'
  if (set !== undefined) return 'set'
  if (collections === 1 && sort === 'newest') return 'collection'
  if (categories === 1 && sort === 'newest') return 'category'
  if (brands === 1 && (sort === 'newest' || sort === 'title')) return 'brand'
  return sort === 'price_ascending' || sort === 'price_descending' || sort === 'discount' ? 'price' : 'order'
}

/** A product that costs too much is left before anything else is read of it. */
const isPriceFirst = (shape: ListingShape): boolean => {
  const lead = leadOf(shape)
  return lead === 'price' || (lead !== 'order' && lead !== 'brand' && (shape.price || shape.onSale))
}

type Start = { readonly from: SQL; readonly conditions: readonly SQL[] }

/**
 * The tables in the order in which they are read. SQLite keeps the order of a cross join, so the first one is what the
 * list begins with; PostgreSQL looks at its statistics instead.
 */
function startOf(tx: ReadTx, shape: ListingShape): Start {
  const { products, productCategories, collectionProducts } = catalog(tx)
  const { productPrices, productSales } = tables(tx)
  const isBySales = shape.sort === 'best_selling'
  const listed = listedProducts(tx, shape)
  const prices = tx.dialect === 'sqlite' ? sql`${productPrices} indexed by product_prices_listed` : productPrices
  const priced = isPriceFirst(shape) ? sql`${prices} cross join ${listed}` : sql`${listed} cross join ${prices}`
  const rest = isBySales ? sql`${priced} cross join ${productSales}` : priced
  const chosen = (subquery: SQL) => ({
    from: sql`(${subquery}) chosen cross join ${rest}`,
    conditions: [sql`${products.id} = chosen.product_id`],
  })
  switch (leadOf(shape)) {
    case 'words':
      return foundByWords(tx, rest, shape)
    case 'ids':
      return chosen(sql`select distinct id as product_id from ${listedIds(tx)} listed`)
    case 'set':
      return chosen(membersOf(tx, shape, shape.set!))
    case 'collection':
      return {
        from: sql`${collectionProducts} cross join ${rest}`,
        conditions: [
          sql`${products.id} = ${collectionProducts.productId}`,
          sql`${collectionProducts.collectionId} in ${among('collection', shape.collections)} and ${isMember(tx)}`,
        ],
      }
    case 'category':
      return {
        from: sql`${productCategories} cross join ${rest}`,
        conditions: [
          sql`${products.id} = ${productCategories.productId}`,
          sql`${productCategories.categoryId} in ${among('category', shape.categories)}`,
        ],
      }
    case 'price': {
      const [min, max] = [sql.placeholder('min'), sql.placeholder('max')]
      const within = sql`${productPrices.minAmount} between ${min} - ${widestSpan(tx)} and ${max}`
      const sales = isBySales ? sql` cross join ${productSales}` : sql``
      return { from: sql`${productPrices} cross join ${listed}${sales}`, conditions: shape.price ? [within] : [] }
    }
    case 'brand':
    case 'order':
      return { from: isBySales ? sql`${productSales} cross join ${priced}` : rest, conditions: [] }
  }
}

/** PostgreSQL is told how few they are; it expects more. */
function membersOf(tx: ReadTx, shape: ListingShape, { name, isTiny }: ChosenSet): SQL {
  const members = sql`select distinct product_id from (${setOf(tx, shape, name)}) members`
  if (isOfManyMatches(tx, shape)) return matchingMembers(members)
  return isTiny && tx.dialect === 'postgres' ? sql`${members} ${sql.raw(`limit ${mostTiny}`)}` : members
}

/** Whether SQLite goes along many matches, to keep those in a tiny set. */
const isOfManyMatches = (tx: ReadTx, { set, words }: ListingShape): boolean =>
  tx.dialect === 'sqlite' && set?.isTiny === true && words?.isMany === true

/** The plus has SQLite go along the matches once, not look for each of the set. */
const matchingMembers = (members: SQL): SQL => sql`
  with numbered as materialized (
    select members.product_id, number from (${members}) members cross join product_search_rows
    where product_search_rows.product_id = members.product_id)
  select product_id from numbered where number in (
    select rowid from product_search
    where product_search match ${sql.placeholder('words')} and +rowid in (select number from numbered))`

/** SQLite reads the lists' columns off an index; of itself it would take another, and read the long rows. */
function listedProducts(tx: ReadTx, shape: ListingShape): SQL {
  const { products } = catalog(tx)
  const lead = leadOf(shape)
  if (tx.dialect !== 'sqlite' || lead === 'order') return sql`${products}`
  if (lead !== 'brand') return sql`${products} indexed by products_listed`
  return shape.sort === 'title'
    ? sql`${products} indexed by products_by_brand_title`
    : sql`${products} indexed by products_by_brand`
}

function foundByWords(tx: ReadTx, rest: SQL, shape: ListingShape): Start {
  const { products } = catalog(tx)
  const { set } = shape
  const isIn = (productId: SQL) => (set === undefined ? [] : [sql`${productId} in (${setOf(tx, shape, set.name)})`])
  if (tx.dialect === 'sqlite') {
    return {
      from: sql`product_search cross join product_search_rows indexed by product_search_rows_by_number cross join ${rest}`,
      conditions: [
        sql`product_search match ${sql.placeholder('words')}`,
        sql`product_search_rows.number = product_search.rowid`,
        ...isIn(sql`product_search_rows.product_id`),
        sql`${products.id} = product_search_rows.product_id`,
      ],
    }
  }
  // "offset 0" keeps the words first: beginning anywhere else, PostgreSQL would unpack the words of every product.
  const { from, condition } = matchOf(shape.words!)
  const where = sql.join([condition, ...isIn(sql`product_search.product_id`)], sql` and `)
  const most = isMany(tx, shape) ? sql`limit ${sql.placeholder('found')}` : sql``
  const found = sql`select product_id, number from ${from} where ${where} order by number desc ${most}`
  return {
    from: sql`(${found} offset 0) found cross join ${rest}`,
    conditions: [sql`${products.id} = found.product_id`],
  }
}

/**
 * Whether so many products match that the newest of them are soon met going backwards. On PostgreSQL these are then all
 * that is looked at, as many as the parameter \`found\` says, which may be too few where other filters are asked for.
 */
export function isMany(tx: ReadTx, shape: ListingShape): boolean {
  return tx.dialect === 'postgres' && leadOf(shape) === 'words' && shape.words!.isMany
}

const matchOf = ({ place, isTyped, without, within }: NonNullable<ListingShape['words']>) =>
  matchOnPostgres({
    place,
    words: isTyped ? sql.placeholder('words') : undefined,
    without: without ? sql.placeholder('without') : undefined,
    within: within ? sql.placeholder('within') : undefined,
  })

/** The product matches the words, where the list begins with something else. */
function matches(tx: ReadTx, shape: ListingShape, words: NonNullable<ListingShape['words']>): SQL {
  const { products } = catalog(tx)
  if (tx.dialect === 'sqlite') return isAmongMatches(tx, shape)
  const { from, condition } = matchOf(words)
  return sql`exists (select 1 from ${from} where product_search.product_id = ${products.id} and ${condition})`
}

/** SQLite looks for all that match, once, and leaves those of a set that do not before anything else is read of them. */
function isAmongMatches(tx: ReadTx, shape: ListingShape): SQL {
  const id = leadOf(shape) === 'set' ? sql`chosen.product_id` : catalog(tx).products.id
  return sql`(select number from product_search_rows where product_search_rows.product_id = ${id})
    in (select rowid from product_search where product_search match ${sql.placeholder('words')})`
}

function filtersOf(tx: ReadTx, shape: ListingShape): SQL[] {
  const { words, set } = shape
  const lead = leadOf(shape)
  const isLeft = (name: SetName, streamed?: Lead) => set?.name !== name && lead !== streamed
  const { id } = catalog(tx).products
  return [
    ...(shape.ids && lead !== 'ids' ? [sql`${id} in (select id from ${listedIds(tx)} listed)`] : []),
    ...(shape.besides > 0 ? [sql`${id} not in ${among('besides', shape.besides)}`] : []),
    ...(words && lead !== 'words' && !isOfManyMatches(tx, shape) ? [matches(tx, shape, words)] : []),
    ...(shape.collections > 0 && isLeft('collections', 'collection') ? [inCollections(tx, shape)] : []),
    ...(shape.categories > 0 && !words?.within && isLeft('categories', 'category') ? [inCategories(tx, shape)] : []),
    ...(shape.brands > 0 && isLeft('brands') ? [ofBrands(tx, shape)] : []),
    ...ofPrices(tx, shape),
  ]
}

function orderOf(tx: ReadTx, shape: ListingShape): { order: SQL[]; after: SQL } {
  const { sort, words } = shape
  const { products, productCategories, collectionProducts } = catalog(tx)
  const { productPrices, productSales } = tables(tx)
  const keyed = (column: Column, id: Column, direction: SQL, beyond: SQL) => ({
    order: [sql`${column} ${direction}`, sql`${id} ${direction}`],
    after: sql`(${column}, ${id}) ${beyond} (${sql.param(sql.placeholder('key'), column)}, ${sql.placeholder('id')})`,
  })
  const [up, down] = [sql`asc`, sql`desc`]
  if (sort === 'relevance' && words && leadOf(shape) === 'words') {
    const number = tx.dialect === 'sqlite' ? sql`product_search.rowid desc` : sql`found.number desc`
    return { order: [number], after: sql`1 = 1` }
  }
  if (sort === 'title') return keyed(products.titleKey, products.id, up, sql`>`)
  if (sort === 'price_ascending') return keyed(productPrices.minAmount, productPrices.productId, up, sql`>`)
  if (sort === 'price_descending') return keyed(productPrices.minAmount, productPrices.productId, down, sql`<`)
  if (sort === 'best_selling') return keyed(productSales.score, productSales.productId, down, sql`<`)
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
