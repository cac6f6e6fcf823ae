import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { orderTables } from './tables.ts'

const tables = tablesOf(orderTables)

/**
 * Gives a customer, who has just proved to own their e-mail address, the orders that were placed with it as a guest. Those
 * of a buyer whom the shop took for somebody else until then (`former`) become the customer's too.
 */
export async function joinGuestOrders(
  tx: Tx,
  { customerId, former }: { readonly customerId: string; readonly former?: string | undefined },
): Promise<void> {
  const { orders } = tables(tx)
  if (former !== undefined) await tx.db.update(orders).set({ customerId }).where(eq(orders.customerId, former))
  await tx.db
    .update(orders)
    .set({ ownerId: customerId })
    .where(and(eq(orders.customerId, customerId), isNull(orders.ownerId)))
}
