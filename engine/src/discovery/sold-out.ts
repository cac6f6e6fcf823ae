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
  const { stock, stockPolicies, locations, bundleParts } = inventory(tx)
  const mine = sql`select 1 from ${stock} where ${stock.variantId} = ${variants.id}`
  const taken = sql`${stock.reserved} + ${stock.safety}`
  const isClosed = sql`${stock.locationId} in (select ${locations.id} from ${locations}
    where not (${locations.active} and ${locations.shipsOnline}))`
  const mayOwe = sql`${stock.backorder} and exists (select 1 from ${stockPolicies}
    where ${stockPolicies.variantId} = ${stock.variantId} and ${stockPolicies.locationId} = ${stock.locationId} and (
      (${stockPolicies.rule} = 'backorder'
        and (${stockPolicies.beyond} is null or ${stock.onHand} + ${stockPolicies.beyond} > ${taken}))
      or (${stockPolicies.rule} = 'preorder'
        and ${isUnreleased(tx)}
        and (${stockPolicies.beyond} is null or ${stockPolicies.beyond} - ${stock.presold} > ${taken}))))`
  const isFetched = sql`${stock.onHand} > ${taken} and ${stock.locationId} in (${pickupPlaces(tx)})
    and not exists (${preorderOf(tx, sql`${stock.variantId}`)})`
  const left = sql`(not ${stock.tracked} or ((${stock.onHand} > ${taken} or ${mayOwe}) and not ${isClosed}) or (${isFetched}))`
  // What most variants are is told first; whether there are bundles at all is asked once, not for each variant.
  const isShort = sql`exists (select 1 from ${bundleParts}) and exists (${shortPart(tx)})
    and not exists (${placeOfBundle(tx)})`
  return sql`(not exists (${mine} and ${left}) and exists (${mine}) or ${isShort})`
}

function isUnreleased(tx: ReadTx): SQL {
  const { releaseAt } = inventory(tx).stockPolicies
  return sql`(${releaseAt} is null or ${releaseAt} > ${placeholderFor(releaseAt, 'now')})`
}

/** Where what lies there can be fetched. */
function pickupPlaces(tx: ReadTx): SQL {
  const { locations } = inventory(tx)
  return sql`select ${locations.id} from ${locations} where ${locations.active} and ${locations.allowsPickup}`
}

/** The pre-order of a variant that is still to be released: nothing of it is handed over before. */
function preorderOf(tx: ReadTx, variantId: SQL): SQL {
  const { stockPolicies } = inventory(tx)
  return sql`select 1 from ${stockPolicies} where ${stockPolicies.variantId} = ${variantId}
    and ${stockPolicies.rule} = 'preorder' and ${isUnreleased(tx)}`
}

/** The places where all parts of a bundle can be fetched together. */
function placeOfBundle(tx: ReadTx): SQL {
  const { variants } = catalog(tx)
  const { stock, locations, bundleParts } = inventory(tx)
  const rows = sql`from ${stock} where ${stock.variantId} = ${bundleParts.partId}`
  const isCounted = sql`exists (select 1 ${rows}) and not exists (select 1 ${rows} and not ${stock.tracked})`
  const isThere = sql`exists (select 1 ${rows} and ${stock.locationId} = ${locations.id}
      and ${stock.onHand} - ${stock.reserved} - ${stock.safety} >= ${bundleParts.quantity})
    and not exists (${preorderOf(tx, sql`${bundleParts.partId}`)})`
  return sql`select 1 from ${locations} where ${locations.active} and ${locations.allowsPickup} and not exists (
    select 1 from ${bundleParts} where ${bundleParts.bundleId} = ${variants.id}
      and (${isGonePart(tx)} or (${isCounted} and not (${isThere}))))`
}

function isGonePart(tx: ReadTx): SQL {
  const { products } = catalog(tx)
  const { bundleParts } = inventory(tx)
  return sql`exists (select 1 from variants part join ${products} on ${products.id} = part.product_id
    where part.id = ${bundleParts.partId} and (part.archived or ${products.status} = 'archived'))`
}

/** The parts of a bundle that are not sold any more, or of which too little is left for one of it. */
function shortPart(tx: ReadTx): SQL {
  const { variants } = catalog(tx)
  const { stock, stockPolicies, locations, bundleParts } = inventory(tx)
  const allotment = sql`coalesce(${stockPolicies.beyond} - ${stock.presold}, ${limitless})`
  const there = sql`case when not ${stock.backorder} then ${stock.onHand}
    when ${stockPolicies.rule} = 'backorder' then ${stock.onHand} + coalesce(${stockPolicies.beyond}, ${limitless})
    when ${stockPolicies.rule} = 'preorder' and ${isUnreleased(tx)} and ${allotment} > ${stock.onHand} then ${allotment}
    else ${stock.onHand} end - ${stock.reserved} - ${stock.safety}`
  const sells = sql`coalesce(${locations.active} and ${locations.shipsOnline}, 1 = 1)`
  const units = sql`select sum(case when not ${stock.tracked} then ${limitless}
      when ${sells} and ${there} > 0 then ${there} else 0 end)
    from ${stock}
    left join ${stockPolicies} on ${stockPolicies.variantId} = ${stock.variantId}
      and ${stockPolicies.locationId} = ${stock.locationId}
    left join ${locations} on ${locations.id} = ${stock.locationId}
    where ${stock.variantId} = ${bundleParts.partId}`
  return sql`select 1 from ${bundleParts} where ${bundleParts.bundleId} = ${variants.id}
    and (${isGonePart(tx)} or coalesce((${units}), ${limitless}) < ${bundleParts.quantity})`
}

/** More than any shop counts; written out, because a parameter here would have no type on PostgreSQL. */
const limitless = sql.raw('1000000000000')
