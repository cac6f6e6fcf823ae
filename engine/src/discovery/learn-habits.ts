import { sql } from 'drizzle-orm'
import { givenRows } from '../storage/json-lists.ts'
import type { Tx } from '../storage/port.ts'
import { command } from '../storage/query.ts'
import { lastBought, type Purchase, purchasesOf, rememberPurchases } from './customer-history.ts'
import { weightAt } from './fading.ts'
import { allProducts, habitHalfLife, habitsOf, recentHalfLife } from './habit-records.ts'
import { type Habit, shareOf } from './habits.ts'
import { tables } from './tables.ts'

export type LearnedOrder = {
  readonly orderId: string
  readonly placedAt: Date
  readonly customerId: string | undefined
  /** In the order of the lines, each once. */
  readonly productIds: readonly string[]
}

/**
 * Of a large order the first products alone are taken for bought together: whoever stocks a kitchen with a hundred lines
 * tells little by any two of them, and would write ten thousand rows.
 */
const mostPaired = 12
/** What a customer bought last, in so many products and days, is what an order may follow on. */
const mostFollowed = 12
const followedDays = 365
/** Each product keeps its strongest pairs of a kind; looked after whenever it was in so many more orders. */
const pairsKept = 200
const ordersBetweenPruning = 64

/** Adds an order to the habits of its products and its customer. Called once for each order. */
export async function learnHabits(tx: Tx, order: LearnedOrder): Promise<void> {
  const { customerId, placedAt, productIds } = order
  if (productIds.length === 0) return
  const before = customerId === undefined ? undefined : await boughtBefore(tx, customerId, order)
  const counts = countsOf(order, before)
  const grown = await addCounts(tx, counts)
  await addPairs(tx, pairsOf(productIds.slice(0, mostPaired), before, placedAt))
  if (customerId !== undefined) await rememberPurchases(tx, { ...order, customerId })
  for (const { productId, times } of grown) {
    if (productId !== allProducts && times % ordersBetweenPruning === 0) {
      for (const relation of ['together', 'later']) await prunePairs(tx, { productId, relation })
    }
  }
}

type Before = {
  /** The customer's latest products but what was bought long ago. */
  readonly recent: readonly string[]
  /** When products of the order were bought last. */
  readonly last: ReadonlyMap<string, Date>
  /** How many of the recent products the order would hold if that were left to chance. */
  readonly chance: number
}

async function boughtBefore(
  tx: Tx,
  customerId: string,
  { placedAt, productIds }: Pick<LearnedOrder, 'placedAt' | 'productIds'>,
): Promise<Before> {
  const purchases = await purchasesOf(tx, { customerId, before: placedAt })
  const recent = [...new Set(purchases.filter(({ boughtAt }) => isRecent(boughtAt, placedAt)).map(byProduct))]
  const followed = recent.slice(0, mostFollowed)
  const habits = await habitsOf(tx, followed)
  return {
    recent: followed,
    last: await lastBought(tx, { customerId, before: placedAt, productIds }),
    chance: followed.reduce((sum, id) => sum + shareOf(habits, id), 0),
  }
}

const byProduct = ({ productId }: Purchase): string => productId
const isRecent = (boughtAt: Date, now: Date): boolean => daysBetween(boughtAt, now) <= followedDays
const daysBetween = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 86_400_000

type Counts = Habit & { readonly productId: string; readonly times: number }

/** What the order adds to each product's counts, and to the sums. */
function countsOf({ placedAt, productIds }: LearnedOrder, before: Before | undefined): Counts[] {
  const weight = weightAt(placedAt, habitHalfLife)
  const recent = weightAt(placedAt, recentHalfLife)
  const bought = new Set(productIds)
  const again = before?.recent.filter(id => bought.has(id)) ?? []
  const days = (id: string) => {
    const last = before?.last.get(id)
    return last === undefined ? undefined : daysBetween(last, placedAt)
  }
  const countsFor = (id: string): Counts => {
    const since = days(id)
    return {
      productId: id,
      times: bought.has(id) ? 1 : 0,
      orders: bought.has(id) ? weight : 0,
      recent: bought.has(id) ? recent : 0,
      known: before && bought.has(id) ? weight : 0,
      followed: before?.recent.includes(id) ? weight : 0,
      rebought: since === undefined ? 0 : weight,
      rebuyDays: since === undefined ? 0 : weight * since,
      rebuyChance: 0,
    }
  }
  const sums: Counts = {
    productId: allProducts,
    times: 1,
    orders: weight,
    recent,
    known: before ? weight : 0,
    followed: (before?.recent.length ?? 0) * weight,
    rebought: again.length * weight,
    rebuyDays: weight * again.reduce((sum, id) => sum + (days(id) ?? 0), 0),
    rebuyChance: weight * (before?.chance ?? 0),
  }
  // In one order, and the sums last, because every other order waits for them.
  const ids = [...new Set([...productIds, ...(before?.recent ?? [])])].sort()
  return [...ids.map(countsFor), sums]
}

const addCounts = async (tx: Tx, counts: readonly Counts[]) =>
  await addGivenCounts(tx, { rows: JSON.stringify(counts) })

const addGivenCounts = command((db, tx) => {
  const { productHabits } = tables(tx)
  const { productId, times, orders, recent, known, followed, rebought, rebuyDays, rebuyChance } = productHabits
  return db
    .insert(productHabits)
    .select(givenRows<Counts>(tx, sql.placeholder('rows'), countColumns))
    .onConflictDoUpdate({
      target: productId,
      set: {
        times: sql`${times} + excluded.times`,
        orders: sql`${orders} + excluded.orders`,
        recent: sql`${recent} + excluded.recent`,
        known: sql`${known} + excluded.known`,
        followed: sql`${followed} + excluded.followed`,
        rebought: sql`${rebought} + excluded.rebought`,
        rebuyDays: sql`${rebuyDays} + excluded.rebuy_days`,
        rebuyChance: sql`${rebuyChance} + excluded.rebuy_chance`,
      },
    })
    .returning({ productId, times })
})

const double = 'double precision'
/** In the order of the table, as an insert from a select has them. */
const countColumns = {
  productId: 'text',
  times: 'bigint',
  orders: double,
  recent: double,
  known: double,
  followed: double,
  rebought: double,
  rebuyDays: double,
  rebuyChance: double,
}

type Pair = {
  readonly productId: string
  readonly relation: 'together' | 'later'
  readonly otherId: string
  readonly weight: number
}

function pairsOf(productIds: readonly string[], before: Before | undefined, placedAt: Date): Pair[] {
  const weight = weightAt(placedAt, habitHalfLife)
  const pairs = (from: readonly string[], relation: Pair['relation']) =>
    from.flatMap(productId =>
      productIds.filter(otherId => otherId !== productId).map(otherId => ({ productId, relation, otherId, weight })),
    )
  return [...pairs(productIds, 'together'), ...pairs(before?.recent ?? [], 'later')].sort((a, b) =>
    keyOf(a) < keyOf(b) ? -1 : 1,
  )
}

const keyOf = ({ productId, relation, otherId }: Pair): string => `${productId} ${relation} ${otherId}`

async function addPairs(tx: Tx, pairs: readonly Pair[]): Promise<void> {
  if (pairs.length > 0) await addGivenPairs(tx, { rows: JSON.stringify(pairs) })
}

const addGivenPairs = command((db, tx) => {
  const { boughtPairs } = tables(tx)
  const { productId, relation, otherId } = boughtPairs
  const columns = { productId: 'text', relation: 'text', otherId: 'text', weight: double }
  return db
    .insert(boughtPairs)
    .select(givenRows<Pair>(tx, sql.placeholder('rows'), columns))
    .onConflictDoUpdate({
      target: [productId, relation, otherId],
      set: { weight: sql`${boughtPairs.weight} + excluded.weight` },
    })
})

const prunePairs = command((db, tx) => {
  const { boughtPairs } = tables(tx)
  const mine = sql`product_id = ${sql.placeholder('productId')} and relation = ${sql.placeholder('relation')}`
  return db.delete(boughtPairs).where(
    sql`${mine} and weight < (select weight from bought_pairs where ${mine}
      order by weight desc limit 1 offset ${sql.raw(String(pairsKept - 1))})`,
  )
})
