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
  await insertMovement(tx, movementRow(tx, movement))
}

const movementRow = (tx: Tx, movement: Movement) => ({
  reference: null,
  note: null,
  id: tx.newId('mov', 'short'),
  locationId: mainLocation,
  occurredAt: tx.now,
  ...movement,
})

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
  const before = await stockLevels(
    tx,
    rows.map(row => row.variantId),
  )
  for (const row of rows) {
    const old = before.get(row.variantId)
    if (old) await changeLevel(tx, row, old)
  }
  await insertLevels(
    tx,
    rows.filter(row => !before.has(row.variantId)),
  )
  const movements = rows.flatMap(({ variantId, onHand }) => {
    const quantity = onHand - (before.get(variantId)?.onHand ?? 0)
    return quantity === 0 ? [] : [movementRow(tx, { variantId, quantity, reason, ...(note && { note }) })]
  })
  for (const chunk of chunks(movements)) await tx.db.insert(tables(tx).stockMovements).values(chunk)
}

async function changeLevel(tx: Tx, row: StockLevelDraft, old: StockLevel): Promise<void> {
  refuseBelowReserved(row, old)
  const { stock } = tables(tx)
  const changed = await tx.db
    .update(stock)
    .set({ onHand: row.onHand, tracked: row.tracked, backorder: row.backorder })
    .where(and(eq(stock.variantId, row.variantId), eq(stock.onHand, old.onHand), eq(stock.reserved, old.reserved)))
    .returning({ id: stock.variantId })
  if (changed.length === 0) throw movedMeanwhile(row.variantId)
}

async function insertLevels(tx: Tx, rows: readonly StockLevelDraft[]): Promise<void> {
  const { stock } = tables(tx)
  for (const chunk of chunks(rows)) {
    const made = await tx.db
      .insert(stock)
      .values(chunk.map(row => ({ ...row, locationId: mainLocation, reserved: 0 })))
      .onConflictDoNothing()
      .returning({ id: stock.variantId })
    const missed = chunk.find(row => !made.some(({ id }) => id === row.variantId))
    if (made.length < chunk.length && missed) throw movedMeanwhile(missed.variantId)
  }
}

/** Few enough rows for one statement on either database. */
function chunks<T>(rows: readonly T[]): T[][] {
  const size = 100
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, index) =>
    rows.slice(index * size, (index + 1) * size),
  )
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
