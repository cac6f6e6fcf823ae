import { type SQL, sql } from 'drizzle-orm'
import { catalogTables, isMember } from '../catalog/index.ts'
import { listedIds } from '../storage/json-lists.ts'
import type { ReadTx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { among } from './listing-filters.ts'
import { type ChosenSet, mostTiny, numberedSet, setOf } from './listing-sets.ts'
import { isPriceFirst, type ListingShape, leadOf } from './listing-shape.ts'
import { widestSpan } from './price-spans.ts'
import { isCalledOnPostgres, matchOnPostgres } from './search-expression.ts'
import { tables } from './tables.ts'

const catalog = tablesOf(catalogTables)

type Start = { readonly from: SQL; readonly conditions: readonly SQL[] }

/**
 * The tables in the order in which they are read. SQLite keeps the order of a cross join, so the first one is what the
 * list begins with; PostgreSQL looks at its statistics instead.
 */
export function startOf(tx: ReadTx, shape: ListingShape): Start {
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
      if (shape.sort === 'newest') {
        const newest =
          tx.dialect === 'sqlite' ? sql`${productPrices} indexed by product_prices_by_creation` : productPrices
        return { from: sql`${newest} cross join ${listed}`, conditions: [] }
      }
      return { from: sql`${productPrices} cross join ${listed}${sales}`, conditions: shape.price ? [within] : [] }
    }
    case 'brand':
    case 'order':
      return { from: isBySales ? sql`${productSales} cross join ${priced}` : rest, conditions: [] }
  }
}

/** PostgreSQL is told how few they are; it expects more. */
function membersOf(tx: ReadTx, shape: ListingShape, { name, isTiny }: ChosenSet): SQL {
  if (isOfManyMatches(tx, shape)) return matchingMembers(numberedSet(tx, shape, name))
  const members = sql`select distinct product_id from (${setOf(tx, shape, name)}) members`
  return isTiny && tx.dialect === 'postgres' ? sql`${members} ${sql.raw(`limit ${mostTiny}`)}` : members
}

/** Whether SQLite goes along many matches, to keep those in a tiny set. */
export const isOfManyMatches = (tx: ReadTx, { set, words }: ListingShape): boolean =>
  tx.dialect === 'sqlite' && set?.isTiny === true && words?.isMany === true

/** SQLite goes along the matches once, and does not look for each of the set. */
const matchingMembers = (numbered: SQL): SQL => sql`
  with numbered as materialized (${numbered}),
  matching as materialized (
    select product_id from product_search cross join numbered
    where product_search match ${sql.placeholder('words')} and number = product_search.rowid)
  select product_id from matching`

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
  if (shape.words!.isByKeys) return foundByKeys(tx, rest, shape)
  if (tx.dialect === 'sqlite') {
    return {
      from: sql`product_search cross join product_search_rows indexed by product_search_rows_by_number cross join ${rest}`,
      conditions: [
        sql`product_search match ${sql.placeholder('words')}`,
        sql`product_search_rows.number = product_search.rowid`,
        sql`${products.id} = product_search_rows.product_id`,
      ],
    }
  }
  // "offset 0" keeps the words first: beginning anywhere else, PostgreSQL would unpack the words of every product.
  const { from, condition } = matchOf(shape.words!)
  const most = isMany(tx, shape) ? sql`limit ${sql.placeholder('found')}` : sql``
  const found = sql`select product_id, number from ${from} where ${condition} order by number desc ${most}`
  return {
    from: sql`(${found} offset 0) found cross join ${rest}`,
    conditions: [sql`${products.id} = found.product_id`],
  }
}

function foundByKeys(tx: ReadTx, rest: SQL, shape: ListingShape): Start {
  const { products } = catalog(tx)
  const keys = sql.placeholder('keys')
  if (tx.dialect === 'sqlite') {
    return {
      from: sql`(select value as number from json_each(${keys})) found
        cross join product_search_rows indexed by product_search_rows_by_number cross join ${rest}`,
      conditions: [
        sql`product_search_rows.number = found.number`,
        sql`${products.id} = product_search_rows.product_id`,
      ],
    }
  }
  const { place, isMany } = shape.words!
  const listed = sql`json_array_elements_text(${keys}::json) with ordinality as listed (product_id, place)`
  const called = sql` join product_headings product_search using (product_id)
    where ${isCalledOnPostgres(sql.placeholder('words'))}`
  const inOrder = isMany && shape.sort === 'relevance' ? sql` order by number desc offset 0` : sql``
  const found = sql`select product_id, -listed.place as number
    from ${listed}${place === 'heading' ? called : sql``}${inOrder}`
  return {
    from: sql`(${found}) found cross join ${rest}`,
    conditions: [sql`${products.id} = found.product_id`],
  }
}

/**
 * Whether so many products match that the newest of them are soon met going backwards. On PostgreSQL these are then all
 * that is looked at, as many as the parameter `found` says, which may be too few where other filters are asked for.
 */
export function isMany(tx: ReadTx, shape: ListingShape): boolean {
  return tx.dialect === 'postgres' && leadOf(shape) === 'words' && shape.words!.isMany
}

/** The words of a list as a condition on PostgreSQL. */
export const matchOf = ({ place, isTyped, without, within }: NonNullable<ListingShape['words']>) =>
  matchOnPostgres({
    place,
    words: isTyped ? sql.placeholder('words') : undefined,
    without: without ? sql.placeholder('without') : undefined,
    within: within ? sql.placeholder('within') : undefined,
  })
