import { and, asc, gte, lt, sql } from 'drizzle-orm'
import { type Actor, mayReadCustomers, system } from '../shared/actor.ts'
import type { Input, Output } from '../shared/operation.ts'
import { decodeCursor, encodeCursor } from '../shared/pages.ts'
import type { ReadTx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import type { RecordKind } from '../storage/record-kind.ts'
import type * as contract from './contract.ts'
import type { ExportedOrder } from './contract.ts'
import type { Order } from './order.ts'
import { wholeOrders } from './records.ts'
import { orderTables } from './tables.ts'
import { orderView, withoutPeople } from './view.ts'

const tables = tablesOf(orderTables)
const list = 'orders'

export async function exportOrders(
  tx: ReadTx,
  { placed_from, placed_before, cursor, limit = 50 }: Input<typeof contract.exportOrders>,
  { actor }: { readonly actor: Actor } = { actor: system },
): Promise<Output<typeof contract.exportOrders>> {
  const { orders } = tables(tx)
  const { placedAt, number } = orders
  const [time = 0, last = 0] = cursor === undefined ? [] : decodeCursor(list, cursor)
  const rows = await tx.db
    .select()
    .from(orders)
    .where(
      and(
        placed_from === undefined ? undefined : gte(placedAt, new Date(placed_from)),
        placed_before === undefined ? undefined : lt(placedAt, new Date(placed_before)),
        cursor === undefined
          ? undefined
          : sql`(${placedAt}, ${number}) > (${sql.param(new Date(Number(time)), placedAt)}, ${sql.param(Number(last), number)})`,
      ),
    )
    .orderBy(asc(placedAt), asc(number))
    .limit(limit + 1)
  const shown = rows.slice(0, limit)
  const whole = (await wholeOrders(tx, shown)).map(order => exportedView(order, tx))
  const exported = mayReadCustomers(actor) ? whole : whole.map(withoutPeople)
  const end = rows.length > limit ? shown.at(-1) : undefined
  return { orders: exported, ...(end && { cursor: encodeCursor(list, [end.placedAt.getTime(), end.number]) }) }
}

/** They only go out: an order comes about by a purchase. */
export const orderRecords: RecordKind = {
  type: 'order',
  page: async (tx, place) => {
    const { orders, cursor } = await exportOrders(tx, place)
    return { records: orders, ...(cursor !== undefined && { cursor }) }
  },
}

function exportedView(order: Order, place: { readonly publicUrl: string }): ExportedOrder {
  const {
    ucp: _,
    permalink_url: __,
    messages: ___,
    next_actions: ____,
    line_items: lines,
    ...view
  } = orderView(order, place)
  const skus = new Map(order.lines.map(({ id, sku }) => [id, sku]))
  return {
    ...view,
    number: order.number,
    ...(order.customerId !== null && { customer_id: order.customerId }),
    ...(order.canceledAt && { canceled_at: order.canceledAt.toISOString() }),
    line_items: lines.map(line => {
      const sku = skus.get(line.id)
      return { ...line, ...(sku && { sku }) }
    }),
  }
}
