import { and, asc, eq, gt, ne, or, sql } from 'drizzle-orm'
import { catalogTables, variantOwners } from '../catalog/index.ts'
import { tablesOf } from '../storage/query.ts'
import { allAtOnce, pagedBy, type RecordKind } from '../storage/record-kind.ts'
import { bundlesBroken, partsOf } from './bundle-records.ts'
import { mainLocation } from './location.ts'
import { listLocations } from './locations.ts'
import { inventoryTables } from './tables.ts'
import { withLines } from './transfer-records.ts'

const tables = tablesOf(inventoryTables)
const catalog = tablesOf(catalogTables)

export const locationRecords: RecordKind = {
  type: 'location',
  operation: 'save_location',
  page: allAtOnce(async tx => (await listLocations(tx)).locations.map(location => ({ location }))),
}

/** What lies elsewhere than at the main location, whose stock is part of the products, and what is kept back. */
export const stockRecords: RecordKind = {
  type: 'stock',
  operation: 'adjust_stock',
  page: pagedBy(
    async (tx, { after, limit }) => {
      const { stock } = tables(tx)
      const { variants } = catalog(tx)
      const { variantId, locationId, onHand, safety, tracked } = stock
      const [variant = '', location = ''] = after.split('\n')
      return await tx.db
        .select({ variantId, locationId, onHand, safety, tracked })
        .from(stock)
        .innerJoin(variants, and(eq(variants.id, variantId), eq(variants.archived, false)))
        .where(
          and(
            sql`(${variantId}, ${locationId}) > (${variant}, ${location})`,
            or(ne(locationId, mainLocation), gt(safety, 0)),
          ),
        )
        .orderBy(asc(variantId), asc(locationId))
        .limit(limit)
    },
    {
      name: ({ variantId, locationId }) => `${variantId}\n${locationId}`,
      write: async (_, rows) =>
        rows.map(({ variantId, locationId, onHand, safety, tracked }) => {
          const counted = locationId === mainLocation ? {} : { to: onHand, tracked }
          return { adjustments: [{ variant_id: variantId, location_id: locationId, ...counted, safety }] }
        }),
    },
  ),
}

export const stockPolicyRecords: RecordKind = {
  type: 'stock_policy',
  operation: 'save_stock_policy',
  page: pagedBy(
    async (tx, { after, limit }) => {
      const { stock, stockPolicies } = tables(tx)
      const { variants } = catalog(tx)
      const { variantId, locationId } = stockPolicies
      const rows = await tx.db
        .select({ policy: stockPolicies, presold: stock.presold })
        .from(stockPolicies)
        .leftJoin(stock, and(eq(stock.variantId, variantId), eq(stock.locationId, locationId)))
        .innerJoin(variants, and(eq(variants.id, stockPolicies.variantId), eq(variants.archived, false)))
        .where(and(gt(stockPolicies.variantId, after), ne(stockPolicies.rule, 'deny')))
        .orderBy(asc(stockPolicies.variantId))
        .limit(limit)
      return rows.map(({ policy, presold }) => ({ ...policy, presold: policy.rule === 'preorder' ? presold : null }))
    },
    {
      name: ({ variantId }) => variantId,
      write: async (_, rows) =>
        rows.map(row => ({
          policy: {
            variant_id: row.variantId,
            rule: row.rule,
            location_id: row.locationId,
            ...(row.beyond !== null && { limit: row.beyond }),
            ...(row.expectedAt && { expected_at: row.expectedAt.toISOString() }),
            ...(row.leadDays !== null && { lead_days: row.leadDays }),
            ...(row.releaseAt && { release_at: row.releaseAt.toISOString() }),
            ...(row.presold && { presold: row.presold }),
          },
        })),
    },
  ),
}

/** A bundle that has lost a part for good is no bundle elsewhere: its variant goes out as counted, with nothing there. */
export const bundleRecords: RecordKind = {
  type: 'bundle',
  operation: 'save_bundle',
  page: pagedBy(
    async (tx, { after, limit }) => {
      const { bundleParts } = tables(tx)
      const { variants } = catalog(tx)
      return await tx.db
        .selectDistinct({ id: bundleParts.bundleId })
        .from(bundleParts)
        .innerJoin(variants, and(eq(variants.id, bundleParts.bundleId), eq(variants.archived, false)))
        .where(gt(bundleParts.bundleId, after))
        .orderBy(asc(bundleParts.bundleId))
        .limit(limit)
    },
    {
      name: ({ id }) => id,
      write: async (tx, rows) => {
        const ids = rows.map(({ id }) => id)
        const [parts, broken] = [await partsOf(tx, ids), await bundlesBroken(tx, ids)]
        return ids.flatMap(id => {
          const drafts = (parts.get(id) ?? []).map(({ variantId, quantity }) => ({ variant_id: variantId, quantity }))
          return broken.has(id) ? [] : [{ bundle: { variant_id: id, parts: drafts } }]
        })
      },
    },
  ),
}

/**
 * Transfers of which something is still on its way, as what is. It was booked out before, so the stock says so already.
 * As on the shelves, what is of an archived variant stays behind.
 */
export const transferRecords: RecordKind = {
  type: 'transfer',
  operation: 'transfer_stock',
  page: pagedBy(
    async (tx, { after, limit }) => {
      const { stockTransfers } = tables(tx)
      const isOpen = and(gt(stockTransfers.id, after), eq(stockTransfers.status, 'in_transit'))
      const rows = await tx.db.select().from(stockTransfers).where(isOpen).orderBy(asc(stockTransfers.id)).limit(limit)
      return withLines(tx, rows)
    },
    {
      name: ({ id }) => id,
      write: async (tx, transfers) => {
        const carried = transfers.flatMap(({ lines }) => lines.map(({ variantId }) => variantId))
        const living = new Set((await variantOwners(tx, [...new Set(carried)])).map(({ variantId }) => variantId))
        return transfers.flatMap(({ id, fromId, toId, note, lines }) => {
          const left = lines.filter(({ variantId, outstanding }) => outstanding > 0 && living.has(variantId))
          if (left.length === 0) return []
          const transfer = {
            id,
            from_location_id: fromId,
            to_location_id: toId,
            ...(note !== null && { note }),
            lines: left.map(({ variantId, outstanding }) => ({ variant_id: variantId, quantity: outstanding })),
          }
          return [{ transfer }]
        })
      },
    },
  ),
}
