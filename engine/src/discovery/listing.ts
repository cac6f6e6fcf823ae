import { type Column, type SQL, sql } from 'drizzle-orm'
import { catalogTables, fts5Query, tsQuery } from '../catalog/index.ts'
import { inventoryTables } from '../inventory/index.ts'
import { pricingTables } from '../pricing/index.ts'
import type { ReadTx } from '../storage/port.ts'
import { query, tablesOf } from '../storage/query.ts'
import type { sortOrders } from './contract.ts'
import { tables } from './tables.ts'

export type SortOrder = (typeof sortOrders)[number]

/** Which products are asked for. Everything given must hold; lists mean any of them. */
export type Listing = {
  readonly currency: string
  readonly words?: { readonly all: readonly string[]; readonly mode: 'all' | 'any' }
  readonly ids?: readonly string[]
  readonly categoryIds?: readonly string[]
  readonly brandKeys?: readonly string[]
  /** Both bounds in minor units, of a single variant. */
  readonly price?: { readonly min: number; readonly max: number }
  readonly available?: true
  readonly sort: SortOrder
  /** Where the page begins: so many results further on by relevance, behind this product in every other order. */
  readonly from?: { readonly offset: number } | { readonly key: string | number; readonly id: string }
  readonly limit: number
}

export type Listed = { readonly id: string; readonly key: string | number }

/**
 * The ids of active products that have a price in the currency. What the list begins with (words, then categories, then
 * brands, then prices, then the sort order's own index) decides its cost, so the cost grows with what matches that.
 */
export async function listProducts(tx: ReadTx, listing: Listing): Promise<Listed[]> {
  const shape = shapeOf(listing)
  const name = JSON.stringify(shape)
  let run = shapes.get(name)
  if (!run) {
    run = query((db, at) => selectOf(db, at, shape))
    shapes.set(name, run)
  }
  const rows = await run(tx, paramsOf(tx, listing, shape))
  return rows.map(row => ({ id: row.id, key: keyOf(row, shape.sort) }))
}

function keyOf({ createdAt, titleKey, price }: Row, sort: SortOrder): string | number {
  if (sort === 'title') return titleKey
  return sort === 'newest' ? createdAt.getTime() : price
}

type Shape = ReturnType<typeof shapeOf>
type Row = { id: string; createdAt: Date; titleKey: string; price: number }
const shapes = new Map<string, (tx: ReadTx, params: Record<string, unknown>) => Promise<Row[]>>()

/** Everything that changes the SQL; all else is a parameter. */
const shapeOf = ({ words, ids, categoryIds, brandKeys, price, available, sort, from }: Listing) => ({
  sort,
  words: words !== undefined,
  ids: sizeFor(ids),
  categories: sizeFor(categoryIds),
  brands: sizeFor(brandKeys),
  price: price !== undefined,
  available: available === true,
  after: from !== undefined && 'key' in from,
})

const sizes = [0, 1, 20, 100]
const sizeFor = (values: readonly string[] | undefined) => sizes.find(size => size >= (values?.length ?? 0)) ?? 100

function paramsOf(tx: ReadTx, listing: Listing, shape: Shape): Record<string, unknown> {
  const { currency, words, price, from, limit } = listing
  const match = tx.dialect === 'sqlite' ? fts5Query : tsQuery
  return {
    currency,
    limit,
    offset: from && 'offset' in from ? from.offset : 0,
    ...(words && { words: match(words.all, words.mode) }),
    ...(price && { min: price.min, max: price.max }),
    ...(from && 'key' in from && { key: shape.sort === 'newest' ? new Date(from.key) : from.key, id: from.id }),
    ...filled('product', listing.ids, shape.ids),
    ...filled('category', listing.categoryIds, shape.categories),
    ...filled('brand', listing.brandKeys, shape.brands),
  }
}

const filled = (name: string, values: readonly string[] = [], size: number) =>
  Object.fromEntries(Array.from({ length: size }, (_, index) => [`${name}${index}`, values[index] ?? values[0]]))

const among = (name: string, size: number): SQL =>
  sql`(${sql.join(
    Array.from({ length: size }, (_, index) => sql.placeholder(`${name}${index}`)),
    sql`, `,
  )})`

const catalog = tablesOf(catalogTables)
const pricing = tablesOf(pricingTables)
const inventory = tablesOf(inventoryTables)

function selectOf(db: ReadTx['db'], tx: ReadTx, shape: Shape) {
  const { products } = catalog(tx)
  const { productPrices } = tables(tx)
  const { order, after } = orderOf(tx, shape)
  const conditions = [
    sql`${products.status} = 'active'`,
    sql`${productPrices.productId} = ${products.id}`,
    sql`${productPrices.currency} = ${sql.placeholder('currency')}`,
    ...startOf(tx, shape).conditions,
    ...filtersOf(tx, shape),
    ...(shape.after ? [after] : []),
  ]
  return db
    .select({
      id: value<string>(products.id),
      createdAt: value<Date>(products.createdAt),
      titleKey: value<string>(products.titleKey),
      price: value<number>(productPrices.minAmount),
    })
    .from(startOf(tx, shape).from)
    .where(sql.join(conditions, sql` and `))
    .orderBy(...order)
    .limit(sql.placeholder('limit'))
    .offset(sql.placeholder('offset'))
}

/** A column of tables that stand in hand-written SQL. */
const value = <T>(column: Column) => sql<T>`${column}`.mapWith(column) as SQL<T>

/**
 * The tables in the order in which they are read. SQLite keeps the order of a cross join, so the first one is what the
 * list begins with; PostgreSQL looks at its statistics instead.
 */
function startOf(tx: ReadTx, shape: Shape): { from: SQL; conditions: SQL[] } {
  const { products, productCategories } = catalog(tx)
  const { productPrices } = tables(tx)
  const rest = sql`${products} cross join ${productPrices}`
  const chosen = (subquery: SQL) => ({
    from: sql`(${subquery}) chosen cross join ${rest}`,
    conditions: [sql`${products.id} = chosen.product_id`],
  })
  if (shape.words) return foundByWords(tx, rest)
  if (shape.ids > 0) return { from: rest, conditions: [sql`${products.id} in ${among('product', shape.ids)}`] }
  if (shape.categories > 0) {
    return chosen(
      sql`select distinct ${productCategories.productId} as product_id from ${productCategories}
        where ${productCategories.categoryId} in ${among('category', shape.categories)}`,
    )
  }
  if (shape.brands > 0) {
    return chosen(
      sql`select ${products.id} as product_id from ${products}
        where ${products.brandKey} in ${among('brand', shape.brands)} and ${products.status} = 'active'`,
    )
  }
  const byPrice = shape.price || shape.sort === 'price_ascending' || shape.sort === 'price_descending'
  return { from: byPrice ? sql`${productPrices} cross join ${products}` : rest, conditions: [] }
}

function foundByWords(tx: ReadTx, rest: SQL): { from: SQL; conditions: SQL[] } {
  const { products } = catalog(tx)
  const words = sql.placeholder('words')
  return tx.dialect === 'sqlite'
    ? {
        from: sql`product_search cross join product_search_rows cross join ${rest}`,
        conditions: [
          sql`product_search match ${words}`,
          sql`product_search_rows.number = product_search.rowid`,
          sql`${products.id} = product_search_rows.product_id`,
        ],
      }
    : {
        from: sql`to_tsquery('mitchweb', ${words}) wanted cross join product_search cross join ${rest}`,
        conditions: [sql`product_search.words @@ wanted`, sql`${products.id} = product_search.product_id`],
      }
}

function filtersOf(tx: ReadTx, shape: Shape): SQL[] {
  const { products, productCategories } = catalog(tx)
  const { productPrices } = tables(tx)
  const [min, max] = [sql.placeholder('min'), sql.placeholder('max')]
  const filters: SQL[] = []
  if (shape.categories > 0) {
    filters.push(sql`exists (select 1 from ${productCategories} where ${productCategories.productId} = ${products.id}
      and ${productCategories.categoryId} in ${among('category', shape.categories)})`)
  }
  if (shape.brands > 0) filters.push(sql`${products.brandKey} in ${among('brand', shape.brands)}`)
  if (shape.price) filters.push(sql`${productPrices.minAmount} <= ${max}`, sql`${productPrices.maxAmount} >= ${min}`)
  if (shape.price || shape.available) filters.push(hasVariant(tx, shape))
  return filters
}

/** One and the same variant is within the price and can be bought. */
function hasVariant(tx: ReadTx, { price, available }: Shape): SQL {
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

/** Whether the row of `variants` is counted somewhere and nowhere left; read live, never from a copy. */
export function isSoldOut(tx: ReadTx): SQL {
  const { variants } = catalog(tx)
  const { stock } = inventory(tx)
  const mine = sql`select 1 from ${stock} where ${stock.variantId} = ${variants.id}`
  const left = sql`(not ${stock.tracked} or ${stock.backorder} or ${stock.onHand} > ${stock.reserved})`
  return sql`(exists (${mine}) and not exists (${mine} and ${left}))`
}

function orderOf(tx: ReadTx, { sort, words }: Shape): { order: SQL[]; after: SQL } {
  const { products } = catalog(tx)
  const { productPrices } = tables(tx)
  const keyed = (column: Column, id: Column, direction: SQL, beyond: SQL) => ({
    order: [sql`${column} ${direction}`, sql`${id} ${direction}`],
    after: sql`(${column}, ${id}) ${beyond} (${sql.param(sql.placeholder('key'), column)}, ${sql.placeholder('id')})`,
  })
  const [up, down] = [sql`asc`, sql`desc`]
  if (sort === 'relevance' && words) {
    const best = tx.dialect === 'sqlite' ? [sql`product_search.rank`] : [rankOnPostgres, sql`${products.id} asc`]
    return { order: best, after: sql`1 = 1` }
  }
  if (sort === 'title') return keyed(products.titleKey, products.id, up, sql`>`)
  if (sort === 'price_ascending') return keyed(productPrices.minAmount, productPrices.productId, up, sql`>`)
  if (sort === 'price_descending') return keyed(productPrices.minAmount, productPrices.productId, down, sql`<`)
  return keyed(products.createdAt, products.id, down, sql`<`)
}

/** Description, details, brand and kind, title; long texts count less. SQLite's weights stand in its search migration. */
const rankOnPostgres = sql`ts_rank('{0.1, 0.15, 0.5, 1.0}', product_search.words, wanted, 1) desc`
