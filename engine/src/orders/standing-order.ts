import { eq } from 'drizzle-orm'
import type { StandingOrder } from '../customers/index.ts'
import { paymentsFor } from '../payments/index.ts'
import type { ReadTx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { orderTables } from './tables.ts'

const tables = tablesOf(orderTables)

/**
 * What an order has left with the shop up to now, and whose it is: the customer's who was signed in, else the buyer's, who
 * has no use of it before they prove that the address is theirs.
 */
export async function standingOrder(tx: ReadTx, orderId: string): Promise<StandingOrder | undefined> {
  const { orders } = tables(tx)
  const { ownerId, customerId: buyerId, checkoutId, currency, placedAt, canceledAt } = orders
  const [row] = await tx.db
    .select({ ownerId, buyerId, checkoutId, currency, placedAt, canceledAt })
    .from(orders)
    .where(eq(orders.id, orderId))
  const customerId = row?.ownerId ?? row?.buyerId
  if (!row || !customerId) return undefined
  const payments = (await paymentsFor(tx, row.checkoutId)).filter(({ status }) => status === 'captured')
  const paid = payments.reduce((sum, { amount }) => sum + amount.amount, 0)
  const kept = payments.reduce((sum, { amount, refunded }) => sum + amount.amount - refunded, 0)
  const counts = row.canceledAt === null && (kept > 0 || paid === 0)
  return { orderId, customerId, currency: row.currency, placedAt: row.placedAt, kept, counts }
}
