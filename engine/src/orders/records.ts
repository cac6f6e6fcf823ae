import { and, asc, eq, inArray, or, sql } from 'drizzle-orm'
import { type Actor, mayReach } from '../shared/actor.ts'
import { CommerceError, notFound } from '../shared/errors.ts'
import { placeholderFor, placeholdersFor } from '../storage/column-placeholders.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { command, query, tablesOf } from '../storage/query.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import { adjustmentRows } from './adjustment-records.ts'
import { type FulfillmentEvent, type LineQuantity, mayReachByNumber, type Order, orderNumber } from './order.ts'
import { returnRows } from './return-records.ts'
import { orderTables } from './tables.ts'

const tables = tablesOf(orderTables)

/** The order by its id, its permalink's token or, for those whom its number gives access, its number. */
export async function orderById(tx: ReadTx, { id, actor }: { id: string; actor: Actor }): Promise<Order> {
  const [row] = await orderRow(tx, { id })
  // The permalink was handed out to be opened; the id of a customer's order alone opens nothing.
  if (row && (row.permalinkToken === id || mayReach(actor, row.ownerId))) return wholeOrder(tx, row)
  const number = orderNumber(id)
  const [numbered] = number === undefined ? [] : await rowOfNumber(tx, { number })
  if (!numbered || !mayReachByNumber(actor, numbered)) throw notFound('order', id)
  return wholeOrder(tx, numbered)
}

/** The same for who wants to change it: a permalink alone shows a customer's order and changes nothing. */
export async function orderToChange(tx: ReadTx, { id, actor }: { id: string; actor: Actor }): Promise<Order> {
  const order = await orderById(tx, { id, actor })
  if (!mayReach(actor, order.ownerId)) throw notFound('order', id)
  return order
}

/**
 * The order for a change that others may want at the same time: they come one after the other, and each sees what the
 * one before has left. Its next version is taken with it.
 */
export async function orderInTurn(tx: Tx, asked: { id: string; actor: Actor }): Promise<Order> {
  const { id } = await orderToChange(tx, asked)
  const { orders } = tables(tx)
  await tx.db
    .update(orders)
    .set({ version: sql`${orders.version} + 1` })
    .where(eq(orders.id, id))
  return orderToChange(tx, { id, actor: asked.actor })
}

export type OrderRow = ReturnType<typeof orderTables>['orders']['$inferSelect']

/** The order of a row, with its lines, events and adjustments. */
export async function wholeOrder(tx: ReadTx, row: OrderRow): Promise<Order> {
  const [order] = await wholeOrders(tx, [row])
  return order!
}

export async function wholeOrders(tx: ReadTx, rows: readonly OrderRow[]): Promise<Order[]> {
  const ids = rows.map(({ id }) => id)
  const lines = Map.groupBy(await lineRows(tx, ids), ({ orderId }) => orderId)
  const events = Map.groupBy(await eventRows(tx, ids), ({ orderId }) => orderId)
  const adjustments = Map.groupBy(await adjustmentRows(tx, ids), ({ orderId }) => orderId)
  const returns = Map.groupBy(await returnRows(tx, ids), ({ orderId }) => orderId)
  return rows.map(row => ({
    ...row,
    lines: (lines.get(row.id) ?? []).map(({ parts, availableAt, ...line }) => ({
      ...line,
      ...(parts && { parts }),
      ...(availableAt && { availableAt }),
    })),
    events: (events.get(row.id) ?? []).map(({ event }) => event),
    adjustments: (adjustments.get(row.id) ?? []).map(({ adjustment, status }) => ({ ...adjustment, status })),
    returns: (returns.get(row.id) ?? []).map(({ id, status, return: told }) => ({ ...told, id, status })),
  }))
}

export async function insertOrder(
  tx: Tx,
  { lines, events: _, adjustments: __, returns: ___, ...order }: Order,
): Promise<void> {
  await insertRow(tx, order)
  for (const [position, line] of lines.entries()) {
    await insertLine(tx, { parts: null, availableAt: null, ...line, orderId: order.id, position })
  }
}

/** The next order number, from 1001. Taken last in its transaction, because it is the one row that all orders share. */
export async function nextOrderNumber(tx: Tx): Promise<number> {
  const [counter] = await countOrder(tx)
  return counter!.value
}

/** Takes the order's next version, so that two changes at once cannot both go through. */
export async function nextVersion(tx: Tx, order: Order, change: { canceledAt?: Date } = {}): Promise<void> {
  const { orders } = tables(tx)
  const saved = await tx.db
    .update(orders)
    .set({ ...change, version: order.version + 1 })
    .where(and(eq(orders.id, order.id), eq(orders.version, order.version)))
    .returning({ id: orders.id })
  if (saved.length === 0) throw new CommerceError('version_conflict', `Order ${order.id} was changed meanwhile.`)
}

/** What its buyer changed of an order that was taken in turn. */
export async function saveAmended(
  tx: Tx,
  { id }: Order,
  change: Pick<Order, 'buyer' | 'customerId' | 'expectations'>,
): Promise<void> {
  const { orders } = tables(tx)
  await tx.db.update(orders).set(change).where(eq(orders.id, id))
}

export async function removeAllUnits(tx: Tx, order: Order): Promise<void> {
  const { orderLines } = tables(tx)
  await tx.db.update(orderLines).set({ quantity: 0 }).where(eq(orderLines.orderId, order.id))
}

/** What is still ordered of these lines. */
export async function saveQuantities(tx: Tx, order: Order, lines: readonly LineQuantity[]): Promise<void> {
  const { orderLines } = tables(tx)
  for (const { id, quantity } of lines) {
    await tx.db
      .update(orderLines)
      .set({ quantity })
      .where(and(eq(orderLines.orderId, order.id), eq(orderLines.id, id)))
  }
}

export async function appendEvent(tx: Tx, order: Order, event: FulfillmentEvent): Promise<void> {
  await tx.db
    .insert(tables(tx).orderEvents)
    .values({ id: event.id, orderId: order.id, position: order.events.length, event })
}

/** The buyer of an order as recognised by e-mail, by its id or the secret part of its permalink. */
export async function customerOfOrder(tx: ReadTx, id: string): Promise<string | undefined> {
  const { orders } = tables(tx)
  const [row] = await tx.db
    .select({ customerId: orders.customerId })
    .from(orders)
    .where(or(eq(orders.id, id), eq(orders.permalinkToken, id)))
  return row?.customerId ?? undefined
}

/** The order that a checkout became, if it did. */
export async function orderOfCheckout(
  tx: ReadTx,
  checkoutId: string,
): Promise<Pick<Order, 'id' | 'number' | 'permalinkToken'> | undefined> {
  const [row] = await rowOfCheckout(tx, { checkoutId })
  return row
}

const orderRow = query((db, tx) => {
  const { orders } = tables(tx)
  const id = sql.placeholder('id')
  return db
    .select()
    .from(orders)
    .where(or(eq(orders.id, id), eq(orders.permalinkToken, id)))
})

const rowOfNumber = query((db, tx) => {
  const { orders } = tables(tx)
  return db
    .select()
    .from(orders)
    .where(eq(orders.number, placeholderFor(orders.number, 'number')))
})

const lineRows = queryByIds((db, tx, ids) => {
  const { orderLines } = tables(tx)
  return db.select().from(orderLines).where(inArray(orderLines.orderId, ids)).orderBy(asc(orderLines.position))
})

const eventRows = queryByIds((db, tx, ids) => {
  const { orderEvents } = tables(tx)
  return db.select().from(orderEvents).where(inArray(orderEvents.orderId, ids)).orderBy(asc(orderEvents.position))
})

const insertRow = command((db, tx) => {
  const { orders } = tables(tx)
  return db.insert(orders).values(placeholdersFor(orders))
})

const insertLine = command((db, tx) => {
  const { orderLines } = tables(tx)
  return db.insert(orderLines).values(placeholdersFor(orderLines))
})

const countOrder = command((db, tx) => {
  const { counters } = tables(tx)
  return db
    .insert(counters)
    .values({ name: 'order', value: 1001 })
    .onConflictDoUpdate({ target: counters.name, set: { value: sql`${counters.value} + 1` } })
    .returning({ value: counters.value })
})

const rowOfCheckout = query((db, tx) => {
  const { orders } = tables(tx)
  return db
    .select({ id: orders.id, number: orders.number, permalinkToken: orders.permalinkToken })
    .from(orders)
    .where(eq(orders.checkoutId, sql.placeholder('checkoutId')))
})
