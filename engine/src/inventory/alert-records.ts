import { sql } from 'drizzle-orm'
import { storeSettings } from '../pricing/index.ts'
import type { Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { alertEvents, alertOf, unitsOf } from './alert.ts'
import { compare } from './demand.ts'
import { chunks, suppliesOf } from './records.ts'
import { inventoryTables } from './tables.ts'

const tables = tablesOf(inventoryTables)

/**
 * After movements, in their transaction: says of which variants little or nothing is left, and which are back. Variants
 * that are `fresh` in the ledger have not become few, so nothing is said of them.
 */
export async function noteAlerts(
  tx: Tx,
  variantIds: readonly string[],
  { fresh = new Set() }: { readonly fresh?: ReadonlySet<string> } = {},
): Promise<void> {
  const ids = [...new Set(variantIds)].sort(compare)
  let supplies = await suppliesOf(tx, ids)
  // Two nodes that sell at two locations each see the other's units still there; the row that they share makes them wait.
  const spread = ids.filter(id => (supplies.get(id)?.levels.length ?? 0) > 1)
  if (spread.length > 0) {
    for (const id of spread) await lockAlert(tx, id)
    supplies = new Map([...supplies, ...(await suppliesOf(tx, spread))])
  }
  const { lowStockAt } = await storeSettings(tx)
  const changed = ids.flatMap(variantId => {
    const supply = supplies.get(variantId)
    if (!supply) return []
    const { alert: before, lowAt: own } = supply.alert ?? { alert: 'enough' as const, lowAt: null }
    const lowAt = own ?? lowStockAt
    const alert = alertOf(supply, { lowAt, now: tx.now })
    return alert === before ? [] : [{ variantId, before, alert, lowAt, own, units: unitsOf(supply) }]
  })
  await saveAlerts(
    tx,
    changed.map(({ variantId, alert, own }) => ({ variantId, alert, lowAt: own })),
  )
  for (const { variantId, before, alert, lowAt, units } of changed) {
    if (fresh.has(variantId)) continue
    for (const event of alertEvents(before, alert, lowAt)) await tx.emit(event, { variant_id: variantId, units })
  }
}

type AlertRow = ReturnType<typeof inventoryTables>['stockAlerts']['$inferSelect']

async function saveAlerts(tx: Tx, rows: readonly AlertRow[]): Promise<void> {
  const { stockAlerts } = tables(tx)
  for (const chunk of chunks(rows)) {
    await tx.db
      .insert(stockAlerts)
      .values(chunk)
      .onConflictDoUpdate({ target: stockAlerts.variantId, set: { alert: sql`excluded.alert` } })
  }
}

/** Sets the threshold of a variant; null is the shop's again. */
export async function saveLowAt(tx: Tx, variantId: string, lowAt: number | null): Promise<void> {
  const { stockAlerts } = tables(tx)
  await tx.db
    .insert(stockAlerts)
    .values({ variantId, alert: 'enough', lowAt })
    .onConflictDoUpdate({ target: stockAlerts.variantId, set: { lowAt } })
}

async function lockAlert(tx: Tx, variantId: string): Promise<void> {
  const { stockAlerts } = tables(tx)
  await tx.db
    .insert(stockAlerts)
    .values({ variantId, alert: 'enough', lowAt: null })
    .onConflictDoUpdate({ target: stockAlerts.variantId, set: { alert: sql`${stockAlerts.alert}` } })
}
