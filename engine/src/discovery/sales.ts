import { sql } from 'drizzle-orm'
import { variantOwners } from '../catalog/index.ts'
import type { Tx } from '../storage/port.ts'
import { tables } from './tables.ts'

export type Sale = {
  readonly orderId: string
  readonly placedAt: Date
  readonly lines: readonly { readonly variantId: string; readonly quantity: number }[]
}

/** Adds an order to what its products have sold; repeating it changes nothing. Canceling takes nothing back. */
export async function countSale(tx: Tx, { orderId, placedAt, lines }: Sale): Promise<void> {
  const { countedOrders, productSales } = tables(tx)
  const isNew = await tx.db.insert(countedOrders).values({ orderId }).onConflictDoNothing().returning()
  if (isNew.length === 0) return
  const owners = await variantOwners(
    tx,
    lines.map(line => line.variantId),
  )
  const productOf = new Map(owners.map(({ variantId, productId }) => [variantId, productId]))
  const units = new Map<string, number>()
  for (const { variantId, quantity } of lines) {
    const productId = productOf.get(variantId)
    if (productId !== undefined) units.set(productId, (units.get(productId) ?? 0) + quantity)
  }
  // In one order, so that two orders of the same products never wait for each other in a ring.
  for (const [productId, quantity] of [...units].sort(([a], [b]) => (a < b ? -1 : 1))) {
    await tx.db
      .insert(productSales)
      .values({ productId, score: scoreOf(quantity, placedAt) })
      .onConflictDoUpdate({
        target: productSales.productId,
        set: { score: sql`${productSales.score} + excluded.score` },
      })
  }
}

/** Every product that can be found has a score, so that lists by what sells need not look for those without. */
export async function ensureScores(tx: Tx, productIds: readonly string[]): Promise<void> {
  if (productIds.length === 0) return
  const rows = productIds.map(productId => ({ productId, score: 0 }))
  await tx.db.insert(tables(tx).productSales).values(rows).onConflictDoNothing()
}

const halfLifeDays = 30
const epoch = Date.UTC(2025, 0, 1)

/**
 * Units count twice as much for every `halfLifeDays` that they are sold later, which orders products as if what was sold
 * earlier faded, and no score ever has to be changed by time alone. It would leave what a double holds after 80 years.
 */
export const scoreOf = (units: number, soldAt: Date): number =>
  units * 2 ** ((soldAt.getTime() - epoch) / (halfLifeDays * 86_400_000))
