import { and, desc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { placeholderFor } from '../storage/column-placeholders.ts'
import type { ReadTx } from '../storage/port.ts'
import { query, tablesOf } from '../storage/query.ts'
import type { Order } from './order.ts'
import type { Place } from './order-pages.ts'
import { type OrderRow, wholeOrders } from './records.ts'
import { orderTables } from './tables.ts'

const tables = tablesOf(orderTables)

type Asked = Place & { readonly customerId: string; readonly limit: number }

/**
 * The orders of a customer after a place, the newest first: those that they made, and those that a guest made under their
 * e-mail address, which belong to nobody else.
 */
export async function ordersOf(tx: ReadTx, asked: Asked): Promise<Order[]> {
  const rows = [...(await rowsOwned(tx, asked)), ...(await rowsOfGuest(tx, asked))]
  const newest = rows.sort((a, b) => b.placedAt.getTime() - a.placedAt.getTime() || b.number - a.number)
  return wholeOrders(tx, newest.slice(0, asked.limit))
}

const rowsOwned = query<Asked, OrderRow>((db, tx) => {
  const { ownerId } = tables(tx).orders
  return newestFirst(db, tx, eq(ownerId, sql.placeholder('customerId')))
})

const rowsOfGuest = query<Asked, OrderRow>((db, tx) => {
  const { ownerId, customerId } = tables(tx).orders
  return newestFirst(db, tx, and(isNull(ownerId), eq(customerId, sql.placeholder('customerId'))))
})

function newestFirst(db: ReadTx['db'], tx: ReadTx, whose: SQL | undefined) {
  const { orders } = tables(tx)
  const { placedAt, number } = orders
  const isAfter = sql`(${placedAt}, ${number}) < (${placeholderFor(placedAt, 'placedAt')}, ${placeholderFor(number, 'number')})`
  return db
    .select()
    .from(orders)
    .where(and(whose, isAfter))
    .orderBy(desc(placedAt), desc(number))
    .limit(sql.placeholder('limit'))
}
