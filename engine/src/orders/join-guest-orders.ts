import { and, asc, desc, eq, inArray, isNull } from 'drizzle-orm'
import type { JoinedOrder } from '../discovery/index.ts'
import type { Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { orderTables } from './tables.ts'

const tables = tablesOf(orderTables)

/** Of so many orders it is told what was in them: what was bought long before says little of what is bought next. */
const mostTold = 50

/**
 * Gives a customer, who has just proved to own their e-mail address, the orders that were placed with it as a guest. Those
 * of a buyer whom the shop took for somebody else until then (`former`) become the customer's too. Answers the latest of
 * them that were not cancelled.
 */
export async function joinGuestOrders(
  tx: Tx,
  { customerId, former }: { readonly customerId: string; readonly former?: string | undefined },
): Promise<JoinedOrder[]> {
  const { orders } = tables(tx)
  if (former !== undefined) await tx.db.update(orders).set({ customerId }).where(eq(orders.customerId, former))
  const ofGuest = and(eq(orders.customerId, customerId), isNull(orders.ownerId))
  const latest = await tx.db
    .select({ id: orders.id, placedAt: orders.placedAt })
    .from(orders)
    .where(and(ofGuest, isNull(orders.canceledAt)))
    .orderBy(desc(orders.placedAt))
    .limit(mostTold)
  await tx.db.update(orders).set({ ownerId: customerId }).where(ofGuest)
  const lines = Map.groupBy(
    await linesOf(
      tx,
      latest.map(({ id }) => id),
    ),
    line => line.orderId,
  )
  return latest.map(({ id, placedAt }) => {
    const mine = lines.get(id) ?? []
    const returned = mine.filter(line => line.quantity < line.originalQuantity)
    return { customerId, orderId: id, placedAt, bought: mine.map(variantIn), returned: returned.map(variantIn) }
  })
}

async function linesOf(tx: Tx, orderIds: readonly string[]) {
  if (orderIds.length === 0) return []
  const { orderId, position, variantId, quantity, originalQuantity } = tables(tx).orderLines
  return await tx.db
    .select({ orderId, variantId, quantity, originalQuantity })
    .from(tables(tx).orderLines)
    .where(inArray(orderId, [...orderIds]))
    .orderBy(asc(orderId), asc(position))
}

const variantIn = ({ variantId }: { readonly variantId: string }): string => variantId
