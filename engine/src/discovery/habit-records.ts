import { desc, inArray, type SQL, sql } from 'drizzle-orm'
import type { ReadTx } from '../storage/port.ts'
import { query } from '../storage/query.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import { weightAt } from './fading.ts'
import type { Habit, Habits, Pair, Relation } from './habits.ts'
import { tables } from './tables.ts'

export const habitHalfLife = { halfLifeDays: 180 }
export const recentHalfLife = { halfLifeDays: 30 }

/** The id under which the sums over all products stand. */
export const allProducts = ''

/** How often these products are bought, and all of them together, in numbers of the present. */
export async function habitsOf(tx: ReadTx, productIds: readonly string[]): Promise<Habits> {
  const rows = await rowsByProduct(tx, [allProducts, ...productIds])
  const [one, recent] = [weightAt(tx.now, habitHalfLife), weightAt(tx.now, recentHalfLife)]
  const present = (row: (typeof rows)[number]): Habit => ({
    orders: row.orders / one,
    recent: row.recent / recent,
    known: row.known / one,
    followed: row.followed / one,
    rebought: row.rebought / one,
    rebuyDays: row.rebuyDays / one,
    rebuyChance: row.rebuyChance / one,
  })
  const habits = new Map(rows.map(row => [row.productId, present(row)]))
  return { all: habits.get(allProducts) ?? none, of: id => habits.get(id) ?? none }
}

const none: Habit = { orders: 0, recent: 0, known: 0, followed: 0, rebought: 0, rebuyDays: 0, rebuyChance: 0 }

const rowsByProduct = queryByIds((db, tx, ids) => {
  const { productHabits } = tables(tx)
  return db.select().from(productHabits).where(inArray(productHabits.productId, ids))
})

/** What was bought in most orders of late, the most first. */
export const popularIds = async (tx: ReadTx): Promise<string[]> =>
  (await mostBought(tx)).flatMap(({ productId }) => (productId === allProducts ? [] : [productId]))

const mostPopular = 100

const mostBought = query((db, tx) => {
  const { productId, recent } = tables(tx).productHabits
  return db
    .select({ productId })
    .from(tables(tx).productHabits)
    .orderBy(desc(recent), desc(productId))
    .limit(mostPopular)
})

/** Of each product the strongest so many are looked at. */
const pairsEach = 30

/** The strongest pairs of these products, those of at most `mostPairedSeeds` of them, in numbers of the present. */
export async function strongestPairs(tx: ReadTx, productIds: readonly string[], relation: Relation): Promise<Pair[]> {
  const one = weightAt(tx.now, habitHalfLife)
  const pairs = pairQueries.find(({ size }) => size >= productIds.length) ?? pairQueries.at(-1)!
  const given = Object.fromEntries(
    Array.from({ length: pairs.size }, (_, index) => [`id${index}`, productIds[index] ?? nobody]),
  )
  const rows = productIds.length === 0 ? [] : await pairs.run(tx, { ...given, relation })
  return rows.map(({ productId, otherId, weight }) => ({ productId, otherId, relation, orders: weight / one }))
}

/** No product has this id. */
const nobody = '-'

/** A union of lists that are each cut off by the index: a list of ids would have all their pairs read. */
const pairQueries = [1, 4, 12].map(size => ({
  size,
  run: query((db, tx) => {
    const lists = Array.from({ length: size }, (_, index) => strongestOf(tx, index))
    return db
      .select({
        productId: sql<string>`product_id`.as('product_id'),
        otherId: sql<string>`other_id`.as('other_id'),
        weight: sql<number>`weight`.mapWith(Number).as('weight'),
      })
      .from(sql`(${sql.join(lists, sql` union all `)}) pairs`)
  }),
}))

function strongestOf(tx: ReadTx, index: number): SQL {
  const { boughtPairs } = tables(tx)
  return sql`select * from (select product_id, other_id, weight from ${boughtPairs}
    where product_id = ${sql.placeholder(`id${index}`)} and relation = ${sql.placeholder('relation')}
    order by weight desc limit ${sql.raw(String(pairsEach))}) list${sql.raw(String(index))}`
}
