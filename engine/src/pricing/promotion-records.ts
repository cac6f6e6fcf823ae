import { and, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import type { ReadTx, Tx } from '../storage/port.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import { codeKey, type Promotion } from './promotions.ts'
import { type PricingTables, tables } from './tables.ts'

/** The promotions that these codes stand for, whatever their letter case and whether they count now or not. */
export async function promotionsByCodes(tx: ReadTx, codes: readonly string[]): Promise<Promotion[]> {
  const rows = await rowsByKeys(tx, [...new Set(codes.map(codeKey))])
  return rows.map(promotionOf)
}

/** Creates the promotion, or replaces what is saved under its code: its id and how often it was used stay. */
export async function savePromotionRow(tx: Tx, { id, used, ...promotion }: Promotion): Promise<Promotion> {
  const { promotions } = tables(tx)
  const row = {
    code: promotion.code,
    codeKey: codeKey(promotion.code),
    title: promotion.title,
    ratePpm: promotion.ratePpm ?? null,
    amounts: promotion.amounts ? [...promotion.amounts] : null,
    minimumSubtotals: promotion.minimumSubtotals ? [...promotion.minimumSubtotals] : null,
    startsAt: promotion.startsAt ?? null,
    endsAt: promotion.endsAt ?? null,
    usageLimit: promotion.usageLimit ?? null,
    active: promotion.active,
  }
  const [saved] = await tx.db
    .insert(promotions)
    .values({ id, used, ...row })
    .onConflictDoUpdate({ target: promotions.codeKey, set: row })
    .returning()
  return promotionOf(saved!)
}

/**
 * Uses each promotion once. Answers the ids of those that were used up meanwhile; the others are used then, so the
 * caller gives them back (`releasePromotions`) or lets the transaction fail.
 */
export async function redeemPromotions(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const { promotions } = tables(tx)
  const usedUp: string[] = []
  for (const id of inLockOrder(ids)) {
    const redeemed = await tx.db
      .update(promotions)
      .set({ used: sql`${promotions.used} + 1` })
      .where(and(eq(promotions.id, id), or(isNull(promotions.usageLimit), lt(promotions.used, promotions.usageLimit))))
      .returning({ id: promotions.id })
    if (redeemed.length === 0) usedUp.push(id)
  }
  return usedUp
}

/** Gives one use of each promotion back, as when a payment failed or an order was cancelled. */
export async function releasePromotions(tx: Tx, ids: readonly string[]): Promise<void> {
  const { promotions } = tables(tx)
  for (const id of inLockOrder(ids)) {
    await tx.db
      .update(promotions)
      .set({ used: sql`${promotions.used} - 1` })
      .where(and(eq(promotions.id, id), sql`${promotions.used} > 0`))
  }
}

/** The same order in every transaction, so that two buyers with the same codes never wait for each other in a circle. */
const inLockOrder = (ids: readonly string[]) => [...new Set(ids)].sort()

type PromotionRow = PricingTables['promotions']['$inferSelect']

const rowsByKeys = queryByIds((db, tx, keys) => {
  const { promotions } = tables(tx)
  return db.select().from(promotions).where(inArray(promotions.codeKey, keys))
})

const promotionOf = (row: PromotionRow): Promotion => ({
  id: row.id,
  code: row.code,
  title: row.title,
  ...(row.ratePpm !== null && { ratePpm: row.ratePpm }),
  ...(row.amounts !== null && { amounts: row.amounts }),
  ...(row.minimumSubtotals !== null && { minimumSubtotals: row.minimumSubtotals }),
  ...(row.startsAt !== null && { startsAt: row.startsAt }),
  ...(row.endsAt !== null && { endsAt: row.endsAt }),
  ...(row.usageLimit !== null && { usageLimit: row.usageLimit }),
  used: row.used,
  active: row.active,
})
