import { sql } from 'drizzle-orm'
import { variantOwners } from '../catalog/index.ts'
import { placeholdersFor } from '../storage/column-placeholders.ts'
import type { Tx } from '../storage/port.ts'
import { command } from '../storage/query.ts'
import { forgetOrder, rememberPurchases, rememberReturns } from './customer-history.ts'
import { weightAt } from './fading.ts'
import { learnHabits } from './learn-habits.ts'
import { tables } from './tables.ts'

export type Sale = {
  readonly orderId: string
  readonly placedAt: Date
  /** Who was signed in. */
  readonly customerId?: string | undefined
  readonly lines: readonly { readonly variantId: string; readonly quantity: number }[]
}

/** Adds an order to what its products have sold; repeating it changes nothing. Canceling takes nothing back. */
export async function countSale(tx: Tx, { orderId, placedAt, customerId, lines }: Sale): Promise<void> {
  if (!(await countOnce(tx, orderId))) return
  const units = await unitsByProduct(tx, lines)
  await addScores(tx, units, placedAt)
  await learnHabits(tx, { orderId, placedAt, customerId, productIds: [...units.keys()] })
}

async function addScores(tx: Tx, units: ReadonlyMap<string, number>, placedAt: Date): Promise<void> {
  const weight = weightAt(placedAt, { halfLifeDays: 30 })
  // In one order, so that two orders of the same products never wait for each other in a ring.
  for (const [productId, quantity] of [...units].sort(([a], [b]) => (a < b ? -1 : 1))) {
    await addScore(tx, { productId, score: quantity * weight })
  }
}

const addScore = command((db, tx) => {
  const { productSales } = tables(tx)
  return db
    .insert(productSales)
    .values(placeholdersFor(productSales))
    .onConflictDoUpdate({
      target: productSales.productId,
      set: { score: sql`${productSales.score} + excluded.score` },
    })
})

type Line = Sale['lines'][number]

async function unitsByProduct(tx: Tx, lines: readonly Line[]): Promise<Map<string, number>> {
  const owners = await variantOwners(tx, [...new Set(lines.map(line => line.variantId))])
  const productOf = new Map(owners.map(({ variantId, productId }) => [variantId, productId]))
  const units = new Map<string, number>()
  for (const { variantId, quantity } of lines) {
    const productId = productOf.get(variantId)
    if (productId !== undefined) units.set(productId, (units.get(productId) ?? 0) + quantity)
  }
  return units
}

/** Takes a canceled order out of what its customer bought. Should its own event come later still, it is not counted. */
export async function forgetCanceled(tx: Tx, { orderId, customerId }: Pick<Sale, 'orderId' | 'customerId'>) {
  await countOnce(tx, orderId)
  if (customerId !== undefined) await forgetOrder(tx, { customerId, orderId })
}

/** Keeps which products a customer sent back, whatever became of their money. */
export async function noteReturn(tx: Tx, { customerId, lines }: Pick<Sale, 'customerId' | 'lines'>): Promise<void> {
  if (customerId === undefined) return
  const units = await unitsByProduct(tx, lines)
  await rememberReturns(tx, { customerId, productIds: [...units.keys()] })
}

/** What a guest had bought who turns out to be this customer. */
export type JoinedOrder = {
  readonly customerId: string
  readonly orderId: string
  readonly placedAt: Date
  readonly bought: readonly string[]
  /** Variants of which something was sent back. */
  readonly returned: readonly string[]
}

/** Adds an order of a guest to the history of the customer who has proved that it is theirs. */
export async function learnJoined(tx: Tx, { bought, returned, ...order }: JoinedOrder): Promise<void> {
  const one = (variantId: string) => ({ variantId, quantity: 1 })
  const productIds = [...(await unitsByProduct(tx, bought.map(one))).keys()]
  if (productIds.length > 0) await rememberPurchases(tx, { ...order, productIds })
  await noteReturn(tx, { customerId: order.customerId, lines: returned.map(one) })
}

/** Whether the order was not counted before. */
async function countOnce(tx: Tx, orderId: string): Promise<boolean> {
  const isNew = await insertCounted(tx, { orderId })
  return isNew.length > 0
}

const insertCounted = command((db, tx) => {
  const { countedOrders } = tables(tx)
  return db.insert(countedOrders).values(placeholdersFor(countedOrders)).onConflictDoNothing().returning()
})

/** Every product that can be found has a score, so that lists by what sells need not look for those without. */
export async function ensureScores(tx: Tx, productIds: readonly string[]): Promise<void> {
  if (productIds.length === 0) return
  const rows = productIds.map(productId => ({ productId, score: 0 }))
  await tx.db.insert(tables(tx).productSales).values(rows).onConflictDoNothing()
}
