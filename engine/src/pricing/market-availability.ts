import { and, inArray, type SQL, sql } from 'drizzle-orm'
import { catalogTables, isMember } from '../catalog/index.ts'
import type { ReadTx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import type { MarketRestriction, RestrictedMarket } from './store.ts'
import { tables } from './tables.ts'

const catalog = tablesOf(catalogTables)

/**
 * Whether the row of `products` is sold in the market of the parameter `market`: by the products, categories and
 * collections that the market names, as they are in this moment. The parameter `now` says which members count.
 */
export function isSoldInMarket(tx: ReadTx, restriction: MarketRestriction): SQL {
  const { products, productCategories, collectionProducts } = catalog(tx)
  const { marketScopes } = tables(tx)
  const names = (kind: string, target: SQL) =>
    sql`${marketScopes.marketId} = ${sql.placeholder('market')} and ${marketScopes.kind} = ${sql.raw(`'${kind}'`)}
      and ${marketScopes.targetId} = ${target}`
  const isNamed = sql`(exists (select 1 from ${marketScopes} where ${names('product', sql`${products.id}`)})
    or exists (select 1 from ${productCategories} cross join ${marketScopes}
      where ${productCategories.productId} = ${products.id} and ${names('category', sql`${productCategories.categoryId}`)})
    or exists (select 1 from ${collectionProducts} cross join ${marketScopes}
      where ${collectionProducts.productId} = ${products.id} and ${isMember(tx)}
        and ${names('collection', sql`${collectionProducts.collectionId}`)}))`
  return restriction === 'only' ? isNamed : sql`not ${isNamed}`
}

/** Which of these products are not sold in a market. Nothing is read where everything is sold. */
export async function productsNotSold(
  tx: ReadTx,
  market: RestrictedMarket | undefined,
  productIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (!market || productIds.length === 0) return new Set()
  const rows = await notSold[market.restriction](tx, productIds, { market: market.id, now: tx.now })
  return new Set(rows.map(row => row.id))
}

const notSoldIn = (restriction: MarketRestriction) =>
  queryByIds((db, tx, ids) => {
    const { id } = catalog(tx).products
    return db
      .select({ id })
      .from(catalog(tx).products)
      .where(and(inArray(id, ids), sql`not ${isSoldInMarket(tx, restriction)}`))
  })

const notSold = { only: notSoldIn('only'), without: notSoldIn('without') }
