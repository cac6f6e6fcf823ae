import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { orderTables } from './tables.ts'

const tables = tablesOf(orderTables)

/** Gives a customer, who has just proved to own their e-mail address, the orders that they placed with it as a guest. */
export async function joinGuestOrders(tx: Tx, { customerId }: { readonly customerId: string }): Promise<void> {
  const { orders } = tables(tx)
  await tx.db
    .update(orders)
    .set({ ownerId: customerId })
    .where(and(eq(orders.customerId, customerId), isNull(orders.ownerId)))
}
