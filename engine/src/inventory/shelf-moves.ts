import { and, eq, gte, or, sql } from 'drizzle-orm'
import type { Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import type { movementReasons } from './contract.ts'
import { addMovement } from './records.ts'
import { inventoryTables } from './tables.ts'

const tables = tablesOf(inventoryTables)

/** Units that come to a location, or leave it where the quantity is below zero. */
export type ShelfMove = {
  readonly variantId: string
  readonly locationId: string
  readonly quantity: number
  readonly reason: (typeof movementReasons)[number]
  readonly reference?: string
  readonly note?: string
}

/**
 * Changes what is on hand and books it, whatever else is bought and sold meanwhile. Units leave only as far as nobody
 * holds them, or where `mayOwe` says so and the count may go below zero; answers whether they did.
 */
export async function moveUnits(
  tx: Tx,
  move: ShelfMove,
  { mayOwe = false }: { readonly mayOwe?: boolean } = {},
): Promise<boolean> {
  const { stock } = tables(tx)
  const { variantId, locationId, quantity } = move
  const left = sql`${stock.onHand} + ${quantity}`
  const isThere = and(eq(stock.variantId, variantId), eq(stock.locationId, locationId))
  const isFree = or(
    gte(left, stock.reserved),
    sql`not ${stock.tracked}`,
    mayOwe ? eq(stock.backorder, true) : undefined,
  )
  const moved = await tx.db
    .update(stock)
    .set({ onHand: left })
    .where(and(isThere, quantity < 0 ? isFree : undefined))
    .returning({ id: stock.variantId })
  if (moved.length === 0) {
    if (quantity < 0) return false
    const row = {
      variantId,
      locationId,
      onHand: quantity,
      reserved: 0,
      safety: 0,
      presold: 0,
      tracked: true,
      backorder: false,
    }
    await tx.db
      .insert(stock)
      .values(row)
      .onConflictDoUpdate({ target: [stock.variantId, stock.locationId], set: { onHand: left } })
  }
  await addMovement(tx, move)
  return true
}
