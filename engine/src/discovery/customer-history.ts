import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm'
import { placeholderFor } from '../storage/column-placeholders.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { query } from '../storage/query.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import { tables } from './tables.ts'

export type Purchase = { readonly productId: string; readonly orderId: string; readonly boughtAt: Date }

/** Of a customer's purchases the latest are known by. */
const mostPurchases = 200

/** What the customer had bought before a time, the latest first, at most `mostPurchases`. */
export const purchasesOf = async (
  tx: ReadTx,
  { customerId, before }: { readonly customerId: string; readonly before: Date },
): Promise<Purchase[]> => await latestPurchases(tx, { customerId, before })

const latestPurchases = query((db, tx) => {
  const { customerPurchases } = tables(tx)
  const { customerId, productId, orderId, boughtAt } = customerPurchases
  return db
    .select({ productId, orderId, boughtAt })
    .from(customerPurchases)
    .where(and(eq(customerId, sql.placeholder('customerId')), lt(boughtAt, placeholderFor(boughtAt, 'before'))))
    .orderBy(desc(boughtAt))
    .limit(mostPurchases)
})

type Asked = { readonly customerId: string; readonly before: Date; readonly productIds: readonly string[] }

/** When the customer bought these products last before a time, however long ago; without those never bought. */
export async function lastBought(tx: ReadTx, { productIds, ...asked }: Asked): Promise<Map<string, Date>> {
  const rows = await purchasesOfProducts(tx, productIds, asked)
  return new Map(rows.map(({ productId, boughtAt }) => [productId, boughtAt]))
}

const purchasesOfProducts = queryByIds((db, tx, ids) => {
  const { customerPurchases } = tables(tx)
  const { customerId, productId, boughtAt } = customerPurchases
  return db
    .select({ productId, boughtAt })
    .from(customerPurchases)
    .where(
      and(
        eq(customerId, sql.placeholder('customerId')),
        inArray(productId, ids),
        lt(boughtAt, placeholderFor(boughtAt, 'before')),
      ),
    )
    .orderBy(boughtAt)
})

type Bought = {
  readonly customerId: string
  readonly orderId: string
  readonly placedAt: Date
  readonly productIds: readonly string[]
}

export async function rememberPurchases(tx: Tx, { customerId, orderId, placedAt, productIds }: Bought): Promise<void> {
  const rows = productIds.map(productId => ({ customerId, productId, orderId, boughtAt: placedAt }))
  await tx.db.insert(tables(tx).customerPurchases).values(rows).onConflictDoNothing()
}

/** An order that was canceled was not bought. */
export async function forgetOrder(tx: Tx, { customerId, orderId }: Pick<Bought, 'customerId' | 'orderId'>) {
  const { customerPurchases: purchases } = tables(tx)
  await tx.db.delete(purchases).where(and(eq(purchases.customerId, customerId), eq(purchases.orderId, orderId)))
}

type Returned = { readonly customerId: string; readonly productIds: readonly string[] }

export async function rememberReturns(tx: Tx, { customerId, productIds }: Returned): Promise<void> {
  if (productIds.length === 0) return
  const rows = productIds.map(productId => ({ customerId, productId }))
  await tx.db.insert(tables(tx).customerReturns).values(rows).onConflictDoNothing()
}

/** Which of these products the customer ever sent back. */
export async function returnedAmong(tx: ReadTx, { customerId, productIds }: Returned): Promise<Set<string>> {
  const rows = await returnsOfProducts(tx, productIds, { customerId })
  return new Set(rows.map(({ productId }) => productId))
}

const returnsOfProducts = queryByIds((db, tx, ids) => {
  const { customerReturns } = tables(tx)
  const { customerId, productId } = customerReturns
  return db
    .select({ productId })
    .from(customerReturns)
    .where(and(eq(customerId, sql.placeholder('customerId')), inArray(productId, ids)))
})

/** What somebody bought and sent back who turns out to be this customer becomes the customer's. */
export async function movePurchases(
  tx: Tx,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  const { customerPurchases: purchases, customerReturns: returns } = tables(tx)
  await tx.db.update(purchases).set({ customerId: to }).where(eq(purchases.customerId, from))
  const known = tx.db.select({ productId: returns.productId }).from(returns).where(eq(returns.customerId, to))
  await tx.db.delete(returns).where(and(eq(returns.customerId, from), inArray(returns.productId, known)))
  await tx.db.update(returns).set({ customerId: to }).where(eq(returns.customerId, from))
}

/** Forgets what a customer bought and sent back. What all customers' orders taught of products names nobody and stays. */
export async function forgetPurchases(tx: Tx, customerId: string): Promise<void> {
  const { customerPurchases, customerReturns } = tables(tx)
  await tx.db.delete(customerPurchases).where(eq(customerPurchases.customerId, customerId))
  await tx.db.delete(customerReturns).where(eq(customerReturns.customerId, customerId))
}
