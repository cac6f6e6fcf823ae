import { type SQL, sql } from 'drizzle-orm'
import { catalogTables } from '../catalog/index.ts'
import { inventoryTables } from '../inventory/index.ts'
import { placeholderFor } from '../storage/column-placeholders.ts'
import type { ReadTx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'

const catalog = tablesOf(catalogTables)
const inventory = tablesOf(inventoryTables)

/**
 * Whether the row of `variants` is counted and nothing of it can be bought; read live, never from a copy. What holds now
 * may end with time, so the moment is the query's parameter `now`. The rule is `availability`'s, in the words of SQL.
 */
export function isSoldOut(tx: ReadTx): SQL {
  const { variants } = catalog(tx)
  const { stock, stockPolicies, locations } = inventory(tx)
  const mine = sql`select 1 from ${stock} where ${stock.variantId} = ${variants.id}`
  const taken = sql`${stock.reserved} + ${stock.safety}`
  const isClosed = sql`exists (select 1 from ${locations} where ${locations.id} = ${stock.locationId}
    and not (${locations.active} and ${locations.shipsOnline}))`
  const mayOwe = sql`${stock.backorder} and exists (select 1 from ${stockPolicies}
    where ${stockPolicies.variantId} = ${stock.variantId} and ${stockPolicies.locationId} = ${stock.locationId} and (
      (${stockPolicies.rule} = 'backorder'
        and (${stockPolicies.beyond} is null or ${stock.onHand} + ${stockPolicies.beyond} > ${taken}))
      or (${stockPolicies.rule} = 'preorder'
        and (${stockPolicies.releaseAt} is null or ${stockPolicies.releaseAt} > ${placeholderFor(stockPolicies.releaseAt, 'now')})
        and (${stockPolicies.beyond} is null or ${stockPolicies.beyond} - ${stock.presold} > ${taken}))))`
  const left = sql`(not ${stock.tracked} or ((${stock.onHand} > ${taken} or ${mayOwe}) and not ${isClosed}))`
  return sql`(exists (${mine}) and not exists (${mine} and ${left}))`
}
