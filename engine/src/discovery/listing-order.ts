import { type Column, type SQL, sql } from 'drizzle-orm'
import { catalogTables } from '../catalog/index.ts'
import type { ReadTx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { type ListingShape, leadOf } from './listing-shape.ts'
import { tables } from './tables.ts'

const catalog = tablesOf(catalogTables)

/** The order of a list, and the condition of what comes after the product where the page begins. */
export function orderOf(tx: ReadTx, shape: ListingShape): { order: SQL[]; after: SQL } {
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
  if (leadOf(shape) === 'price') return keyed(productPrices.productCreatedAt, productPrices.productId, down, sql`<`)
  return keyed(products.createdAt, products.id, down, sql`<`)
}

/** By what a list is sorted: where the next page begins is told by it and the id. */
export type SortKey = Date | string | number

export function keyOf(tx: ReadTx, shape: ListingShape): Column {
  const { products, collectionProducts } = catalog(tx)
  const { productPrices, productSales } = tables(tx)
  const { sort } = shape
  if (sort === 'title') return products.titleKey
  if (sort === 'price_ascending' || sort === 'price_descending') return productPrices.minAmount
  if (sort === 'discount') return productPrices.savingPpm
  if (sort === 'best_selling') return productSales.score
  return sort === 'manual' && leadOf(shape) === 'collection' ? collectionProducts.position : products.createdAt
}

/** The same order of rows that lie in `sorted`. */
export function sortedBy({ sort }: ListingShape): string {
  const direction = sort === 'title' || sort === 'price_ascending' ? 'asc' : 'desc'
  return `sorted.sort_key ${direction}, sorted.id ${direction}`
}
