import { type SQL, sql } from 'drizzle-orm'
import { catalogTables } from '../catalog/index.ts'
import { inventoryTables } from '../inventory/index.ts'
import type { ReadTx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'

const catalog = tablesOf(catalogTables)
const inventory = tablesOf(inventoryTables)

/** Whether the row of `variants` is counted somewhere and nowhere left; read live, never from a copy. */
export function isSoldOut(tx: ReadTx): SQL {
  const { variants } = catalog(tx)
  const { stock } = inventory(tx)
  const mine = sql`select 1 from ${stock} where ${stock.variantId} = ${variants.id}`
  const left = sql`(not ${stock.tracked} or ${stock.backorder} or ${stock.onHand} > ${stock.reserved})`
  return sql`(exists (${mine}) and not exists (${mine} and ${left}))`
}
