import { and, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import { customerIdByEmail } from '../customers/index.ts'
import { mayReadCustomers } from '../shared/actor.ts'
import { CommerceError } from '../shared/errors.ts'
import type { Input, Output } from '../shared/operation.ts'
import { defaultPageSize } from '../shared/page-schema.ts'
import { fingerprint } from '../shared/pages.ts'
import type { ReadTx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import type { findOrders as contract, FoundOrder } from './find-contract.ts'
import type { Caller } from './get-order.ts'
import { shortView } from './list-orders.ts'
import { type Order, orderNumber } from './order.ts'
import { isOf, matching, newest, type Place, pageAfter, placeIn } from './order-pages.ts'
import { wholeOrders } from './records.ts'
import { orderTables } from './tables.ts'

const tables = tablesOf(orderTables)

type Wish = Input<typeof contract>

export async function findOrders(tx: ReadTx, wish: Wish, { actor }: Caller): Promise<Output<typeof contract>> {
  const { limit = defaultPageSize, cursor, status, ...filters } = wish
  const seesCustomers = mayReadCustomers(actor)
  if (filters.email !== undefined && !seesCustomers) {
    throw new CommerceError('forbidden', 'To find orders by e-mail needs the scope customers:read.', {
      scope: 'customers:read',
    })
  }
  const conditions = await conditionsOf(tx, filters)
  if (!conditions) return { orders: [], pagination: { has_next_page: false } }
  const list = `orders ${fingerprint([status, filters])}`
  const { orders, next } = await matching({
    page: place => ordersAfter(tx, place, conditions),
    from: cursor === undefined ? newest : placeIn(list, cursor),
    limit,
    fits: order => isOf(status, order),
  })
  return {
    orders: orders.map(order => ({ ...shortView(order), ...(seesCustomers && { customer: customerIn(order) }) })),
    pagination: pageAfter(list, next),
  }
}

type Filters = Pick<Wish, 'number' | 'email' | 'customer_id' | 'placed_from' | 'placed_before'>

/** Undefined where nothing can fit: a number that is none, an address that nobody has. */
async function conditionsOf(tx: ReadTx, filters: Filters): Promise<SQL[] | undefined> {
  const { number, customerId, placedAt } = tables(tx).orders
  const conditions: SQL[] = []
  if (filters.number !== undefined) {
    const wanted = orderNumber(filters.number)
    if (wanted === undefined) return undefined
    conditions.push(eq(number, wanted))
  }
  if (filters.email !== undefined) {
    const known = await customerIdByEmail(tx, filters.email)
    if (known === undefined) return undefined
    conditions.push(eq(customerId, known))
  }
  if (filters.customer_id !== undefined) conditions.push(eq(customerId, filters.customer_id))
  if (filters.placed_from !== undefined) conditions.push(gte(placedAt, new Date(filters.placed_from)))
  if (filters.placed_before !== undefined) conditions.push(lt(placedAt, new Date(filters.placed_before)))
  return conditions
}

async function ordersAfter(
  tx: ReadTx,
  place: Place & { readonly limit: number },
  conditions: readonly SQL[],
): Promise<Order[]> {
  const { orders } = tables(tx)
  const { placedAt, number } = orders
  const isAfter = sql`(${placedAt}, ${number}) < (${sql.param(place.placedAt, placedAt)}, ${sql.param(place.number, number)})`
  const rows = await tx.db
    .select()
    .from(orders)
    .where(and(isAfter, ...conditions))
    .orderBy(desc(placedAt), desc(number))
    .limit(place.limit)
  return await wholeOrders(tx, rows)
}

function customerIn({ customerId, buyer }: Order): NonNullable<FoundOrder['customer']> {
  const name = [buyer.first_name, buyer.last_name].filter(Boolean).join(' ')
  return {
    ...(customerId !== null && { id: customerId }),
    ...(buyer.email !== undefined && { email: buyer.email }),
    ...(name !== '' && { name }),
  }
}
