import { and, eq, inArray } from 'drizzle-orm'
import { CommerceError } from '../shared/errors.ts'
import { placeholdersFor } from '../storage/column-placeholders.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { command, tablesOf } from '../storage/query.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import type { movementReasons } from './contract.ts'
import { type Availability, availability, mainLocation, type StockLevel } from './stock.ts'
import { inventoryTables } from './tables.ts'

const tables = tablesOf(inventoryTables)

export async function stockLevels(tx: ReadTx, variantIds: readonly string[]): Promise<Map<string, StockLevel>> {
  const rows = await stockRows(tx, variantIds)
  return new Map(rows.map(row => [row.variantId, row]))
}

/** What can be bought of each variant now; never from a cache. */
export async function availabilityOf(tx: ReadTx, variantIds: readonly string[]): Promise<Map<string, Availability>> {
  const levels = await stockLevels(tx, variantIds)
  return new Map(variantIds.map(id => [id, availability(levels.get(id))]))
}

type Movement = {
  readonly variantId: string
  readonly quantity: number
  readonly reason: (typeof movementReasons)[number]
  readonly reference?: string
  readonly note?: string
}

export async function addMovement(tx: Tx, movement: Movement): Promise<void> {
  if (movement.quantity === 0) return
  const place = { id: tx.newId('mov', 'short'), locationId: mainLocation, occurredAt: tx.now }
  await insertMovement(tx, { reference: null, note: null, ...place, ...movement })
}

export type StockLevelDraft = {
  readonly variantId: string
  readonly onHand: number
  readonly tracked: boolean
  readonly backorder: boolean
}

/** Sets what was counted and books the difference. Throws `conflict` where buyers who are paying hold more than that. */
export async function setStockLevels(
  tx: Tx,
  rows: readonly StockLevelDraft[],
  reason: 'imported' | 'adjusted' | 'received' | 'returned',
  note?: string,
): Promise<void> {
  const { stock } = tables(tx)
  const before = await stockLevels(
    tx,
    rows.map(row => row.variantId),
  )
  for (const row of rows) {
    const old = before.get(row.variantId)
    if (old) {
      refuseBelowReserved(row, old)
      const changed = await tx.db
        .update(stock)
        .set({ onHand: row.onHand, tracked: row.tracked, backorder: row.backorder })
        .where(and(eq(stock.variantId, row.variantId), eq(stock.onHand, old.onHand), eq(stock.reserved, old.reserved)))
        .returning({ id: stock.variantId })
      if (changed.length === 0) throw movedMeanwhile(row.variantId)
    } else {
      const made = await tx.db
        .insert(stock)
        .values({ ...row, locationId: mainLocation, reserved: 0 })
        .onConflictDoNothing()
        .returning({ id: stock.variantId })
      if (made.length === 0) throw movedMeanwhile(row.variantId)
    }
    await addMovement(tx, {
      variantId: row.variantId,
      quantity: row.onHand - (old?.onHand ?? 0),
      reason,
      ...(note && { note }),
    })
  }
}

function refuseBelowReserved(row: StockLevelDraft, { reserved }: StockLevel): void {
  if (!row.tracked || row.backorder || row.onHand >= reserved) return
  throw new CommerceError(
    'conflict',
    `${reserved} of variant ${row.variantId} are held for buyers who are paying; stock cannot be ${row.onHand}.`,
    {
      variant_id: row.variantId,
      reserved,
    },
  )
}

const movedMeanwhile = (variantId: string) =>
  new CommerceError('version_conflict', `The stock of variant ${variantId} moved meanwhile.`, { variant_id: variantId })

const stockRows = queryByIds((db, tx, ids) => {
  const { stock } = tables(tx)
  return db.select().from(stock).where(inArray(stock.variantId, ids))
})

const insertMovement = command((db, tx) => {
  const { stockMovements } = tables(tx)
  return db.insert(stockMovements).values(placeholdersFor(stockMovements))
})
