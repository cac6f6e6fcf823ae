import { and, asc, eq, inArray } from 'drizzle-orm'
import type { ReadTx, Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import type { Adjustment, Order } from './order.ts'
import { orderTables } from './tables.ts'

const tables = tablesOf(orderTables)

export type NewAdjustment = { readonly adjustment: Adjustment; readonly refundId?: string }

export async function appendAdjustments(tx: Tx, order: Order, added: readonly NewAdjustment[]): Promise<void> {
  if (added.length === 0) return
  const { orderAdjustments } = tables(tx)
  const rows = added.map(({ adjustment: { status, ...adjustment }, refundId }, index) => ({
    id: adjustment.id,
    orderId: order.id,
    position: order.adjustments.length + index,
    refundId: refundId ?? null,
    status,
    adjustment,
  }))
  await tx.db.insert(orderAdjustments).values(rows)
}

/** Notes the end of a refund at the order it belongs to, if it belongs to one. */
export async function settleAdjustment(
  tx: Tx,
  refundId: string,
  status: Adjustment['status'],
): Promise<string | undefined> {
  const { orderAdjustments } = tables(tx)
  const rows = await tx.db
    .update(orderAdjustments)
    .set({ status })
    .where(eq(orderAdjustments.refundId, refundId))
    .returning({ orderId: orderAdjustments.orderId })
  return rows[0]?.orderId
}

/** The refunds of an order on which the provider has not spoken. */
export async function pendingRefunds(tx: ReadTx, orderId: string): Promise<string[]> {
  const { orderAdjustments } = tables(tx)
  const rows = await tx.db
    .select({ refundId: orderAdjustments.refundId })
    .from(orderAdjustments)
    .where(and(eq(orderAdjustments.orderId, orderId), eq(orderAdjustments.status, 'pending')))
  return rows.flatMap(({ refundId }) => refundId ?? [])
}

/** Changes an adjustment that is there already, such as that of a dispute that has moved on. */
export async function changeAdjustment(tx: Tx, { status, ...adjustment }: Adjustment): Promise<void> {
  const { orderAdjustments } = tables(tx)
  await tx.db.update(orderAdjustments).set({ status, adjustment }).where(eq(orderAdjustments.id, adjustment.id))
}

export const adjustmentRows = queryByIds((db, tx, ids) => {
  const { orderAdjustments } = tables(tx)
  return db
    .select()
    .from(orderAdjustments)
    .where(inArray(orderAdjustments.orderId, ids))
    .orderBy(asc(orderAdjustments.position))
})
