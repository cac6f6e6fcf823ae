import { type Column, type Placeholder, type SQL, sql } from 'drizzle-orm'
import { catalogTables, isShownNow } from '../catalog/index.ts'
import { listedIds } from '../storage/json-lists.ts'
import type { ReadTx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import {
  among,
  inCategories,
  inCollections,
  ofBrands,
  ofMarket,
  ofPrices,
  ofVariants,
  type PricedColumns,
} from './listing-filters.ts'
import { keyOf, orderOf, type SortKey, sortedBy } from './listing-order.ts'
import type { SetName } from './listing-sets.ts'
import { isPriceFirst, isSortedFirst, type Lead, type ListingShape, leadOf } from './listing-shape.ts'
import { isOfManyMatches, matchOf, startOf } from './listing-start.ts'
import { holdsNow } from './shown-price.ts'
import { tables } from './tables.ts'

const catalog = tablesOf(catalogTables)

export function selectListed(db: ReadTx['db'], tx: ReadTx, shape: ListingShape) {
  const { products } = catalog(tx)
  const { productPrices, productSales } = tables(tx)
  const { order, after } = orderOf(tx, shape)
  const start = startOf(tx, shape)
  const isSorted = isSortedFirst(shape)
  const conditions = [
    isShownNow(tx),
    sql`${productPrices.productId} = ${products.id}`,
    sql`${productPrices.currency} = ${sql.placeholder('currency')}`,
    holdsNow(tx, shape.groups),
    ...start.conditions,
    ...ofMarket(tx, shape),
    ...filtersOf(tx, shape),
    ...(isSorted ? [] : ofVariants(tx, shape, pricedColumns(tx, shape))),
    ...(shape.sort === 'best_selling' ? [sql`${productSales.productId} = ${products.id}`] : []),
    ...(shape.after ? [after] : []),
  ]
  const where = sql.join(conditions, sql` and `)
  const page = {
    id: value<string>(products.id, 'id'),
    key: value<SortKey>(keyOf(tx, shape), 'sort_key'),
    least: value<number>(productPrices.minAmount, 'least'),
    most: value<number>(productPrices.maxAmount, 'most'),
    saving: value<number>(productPrices.savingPpm, 'saving'),
    variants: value<number>(productPrices.variantCount, 'variant_count'),
  }
  if (!isSorted) {
    const listed = db.select(page).from(start.from).where(where)
    return pageOf(listed.orderBy(...order).limit(shape.limit), shape)
  }
  const all = db.select(page).from(start.from).where(where)
  const sorted = all
    .orderBy(...order)
    .limit(everything)
    .as('sorted')
  const columns = {
    productId: sql.raw('sorted.id'),
    minAmount: sql.raw('sorted.least'),
    maxAmount: sql.raw('sorted.most'),
  }
  return pageOf(
    db
      .select({
        id: sorted.id,
        key: sorted.key,
        least: sorted.least,
        most: sorted.most,
        saving: sorted.saving,
        variants: sorted.variants,
      })
      .from(sorted)
      .where(sql.join(ofVariants(tx, shape, columns), sql` and `))
      .orderBy(...(tx.dialect === 'postgres' ? [sql.raw(sortedBy(shape))] : []))
      .limit(shape.limit),
    shape,
  )
}

/**
 * A select that has a limit keeps conditions of the select around it for later. SQLite keeps its order too; PostgreSQL
 * does where it knows that it is wanted.
 */
const everything = 1_000_000_000

function pageOf<T extends { offset: (offset: Placeholder) => unknown }>(listed: T, { offset }: ListingShape): T {
  return offset ? (listed.offset(sql.placeholder('offset')) as T) : listed
}

/** A column of tables that stand in hand-written SQL. */
const value = <T>(column: Column, name: string) => (sql<T>`${column}`.mapWith(column) as SQL<T>).as(name)

function pricedColumns(tx: ReadTx, shape: ListingShape): PricedColumns {
  const { productId, minAmount, maxAmount } = tables(tx).productPrices
  return { productId: isPriceFirst(shape) ? catalog(tx).products.id : productId, minAmount, maxAmount }
}

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
