import { inArray } from 'drizzle-orm'
import { catalogTables, categoryPaths, collectionIdsOf, collectionsNamed } from '../catalog/index.ts'
import type { ReadTx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import type { Traits } from './likeness.ts'
import { type PriceAsker, priceRanges } from './offers.ts'

const catalog = tablesOf(catalogTables)

/** What makes these products alike or not, by id. */
export async function traitsOf(
  tx: ReadTx,
  productIds: readonly string[],
  asker: PriceAsker,
): Promise<Map<string, Traits>> {
  const paths = await categoryPaths(tx, productIds, { forBuyers: true })
  const ranges = await priceRanges(tx, productIds, asker)
  const memberships = await collectionIdsOf(tx, productIds)
  const shown = await collectionsNamed(tx, [...new Set([...memberships.values()].flat())])
  const rows = await traitRows(tx, productIds)
  return new Map(
    rows.map(({ id, ...row }) => [
      id,
      {
        ...row,
        categories: paths.get(id) ?? [],
        collections: (memberships.get(id) ?? []).flatMap(one => shown.get(one)?.title ?? []),
        price: ranges.get(id)?.minAmount,
      },
    ]),
  )
}

const traitRows = queryByIds((db, tx, ids) => {
  const { id, brand, productType, tags, attributes } = catalog(tx).products
  return db.select({ id, brand, productType, tags, attributes }).from(catalog(tx).products).where(inArray(id, ids))
})
