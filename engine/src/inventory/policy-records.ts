import { sql } from 'drizzle-orm'
import type { Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { chunks } from './records.ts'
import type { StockPolicy } from './stock.ts'
import { inventoryTables } from './tables.ts'

const tables = tablesOf(inventoryTables)

export type VariantPolicy = StockPolicy & { readonly variantId: string }

/** Says how variants are sold beyond what is there. The counts that may go below zero for it are set beside. */
export async function savePolicies(tx: Tx, policies: readonly VariantPolicy[]): Promise<void> {
  const { stockPolicies } = tables(tx)
  for (const chunk of chunks(policies)) {
    await tx.db
      .insert(stockPolicies)
      .values(chunk)
      .onConflictDoUpdate({
        target: stockPolicies.variantId,
        set: {
          rule: sql`excluded.rule`,
          locationId: sql`excluded.location_id`,
          beyond: sql`excluded.beyond`,
          expectedAt: sql`excluded.expected_at`,
          leadDays: sql`excluded.lead_days`,
          releaseAt: sql`excluded.release_at`,
        },
      })
  }
}
