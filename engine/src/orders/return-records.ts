import { asc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import type { Order } from './order.ts'
import type { Return } from './return.ts'
import { orderTables } from './tables.ts'

const tables = tablesOf(orderTables)

export const returnRows = queryByIds((db, tx, ids) => {
  const { orderReturns } = tables(tx)
  return db.select().from(orderReturns).where(inArray(orderReturns.orderId, ids)).orderBy(asc(orderReturns.position))
})

/** The next return of an order; whoever adds one has taken the order in turn. */
export async function appendReturn(tx: Tx, order: Order, { id, status, ...told }: Return): Promise<void> {
  const row = { id, orderId: order.id, position: order.returns.length, status, return: told }
  await tx.db.insert(tables(tx).orderReturns).values(row)
}

export async function changeReturn(tx: Tx, { id, status, ...told }: Return): Promise<void> {
  const { orderReturns } = tables(tx)
  await tx.db.update(orderReturns).set({ status, return: told }).where(eq(orderReturns.id, id))
}
