import { and, eq, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import { hasOrdered } from '../customers/index.ts'
import { placeholdersFor } from '../storage/column-placeholders.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { command } from '../storage/query.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import { customerLimit, type Promotion, type PromotionCircumstances } from './promotions.ts'
import { tables } from './tables.ts'

/** Promotions that one buyer uses together, as an order names them. The e-mail address counts in any letter case. */
export type PromotionUse = {
  readonly promotionIds: readonly string[]
  readonly buyer: { readonly email?: string | undefined }
}

/**
 * Uses each promotion once, or none of them: answers the ids of those that the shop or this buyer has used up meanwhile,
 * and what was taken before is given back.
 */
export async function redeemPromotions(tx: Tx, { promotionIds, buyer }: PromotionUse): Promise<string[]> {
  const usedUp: string[] = []
  const redeemed: string[] = []
  for (const id of inLockOrder(promotionIds)) {
    if (await redeem(tx, { id, email: emailKey(buyer) })) redeemed.push(id)
    else usedUp.push(id)
  }
  if (usedUp.length > 0) await releasePromotions(tx, { promotionIds: redeemed, buyer })
  return usedUp
}

type Use = { readonly id: string; readonly email: string }

/** Two conditional updates: the shop's uses, then the buyer's. Of many at once only as many pass as there are uses left. */
async function redeem(tx: Tx, { id, email }: Use): Promise<boolean> {
  const [promotion] = await countUse(tx, { id })
  if (!promotion) return false
  const { firstOrderOnly, limitPerCustomer } = promotion
  const limit = customerLimit({ firstOrderOnly, ...(limitPerCustomer !== null && { limitPerCustomer }) })
  const counted = await countUseBy(tx, { promotionId: id, email, used: 1, limit: limit ?? Number.MAX_SAFE_INTEGER })
  if (counted.length === 0) await giveBack(tx, { id })
  return counted.length > 0
}

const countUse = command((db, tx) => {
  const { promotions } = tables(tx)
  const isLeft = or(isNull(promotions.usageLimit), lt(promotions.used, promotions.usageLimit))
  return db
    .update(promotions)
    .set({ used: sql`${promotions.used} + 1` })
    .where(and(eq(promotions.id, sql.placeholder('id')), isLeft))
    .returning({ firstOrderOnly: promotions.firstOrderOnly, limitPerCustomer: promotions.limitPerCustomer })
})

const countUseBy = command((db, tx) => {
  const { promotionUses } = tables(tx)
  return db
    .insert(promotionUses)
    .values(placeholdersFor(promotionUses))
    .onConflictDoUpdate({
      target: [promotionUses.promotionId, promotionUses.email],
      set: { used: sql`${promotionUses.used} + 1` },
      setWhere: lt(promotionUses.used, sql.placeholder('limit')),
    })
    .returning({ promotionId: promotionUses.promotionId })
})

/** Gives one use of each promotion back, as when a payment failed or an order was cancelled. */
export async function releasePromotions(tx: Tx, { promotionIds, buyer }: PromotionUse): Promise<void> {
  for (const id of inLockOrder(promotionIds)) {
    await giveBack(tx, { id })
    await giveBackBy(tx, { id, email: emailKey(buyer) })
  }
}

type Moved = {
  readonly promotionIds: readonly string[]
  readonly from: PromotionUse['buyer']
  readonly to: PromotionUse['buyer']
}

/** What a buyer used is counted for another e-mail address of theirs, beyond its limit if need be. */
export async function movePromotionUses(tx: Tx, { promotionIds, from, to }: Moved): Promise<void> {
  for (const id of inLockOrder(promotionIds)) {
    await giveBackBy(tx, { id, email: emailKey(from) })
    await countUseBy(tx, { promotionId: id, email: emailKey(to), used: 1, limit: Number.MAX_SAFE_INTEGER })
  }
}

const giveBack = command((db, tx) => {
  const { promotions } = tables(tx)
  return db
    .update(promotions)
    .set({ used: sql`${promotions.used} - 1` })
    .where(and(eq(promotions.id, sql.placeholder('id')), gt(promotions.used, 0)))
})

const giveBackBy = command((db, tx) => {
  const { promotionId, email, used } = tables(tx).promotionUses
  const isTheirs = and(eq(promotionId, sql.placeholder('id')), eq(email, sql.placeholder('email')))
  return db
    .update(tables(tx).promotionUses)
    .set({ used: sql`${used} - 1` })
    .where(and(isTheirs, gt(used, 0)))
})

/**
 * What the promotions ask about a buyer: whether the e-mail address has ordered before, and how often it used each of
 * them. Undefined without an address, or where none of them asks.
 */
export async function promotionCustomer(
  tx: ReadTx,
  promotions: readonly Promotion[],
  email: string | undefined,
): Promise<PromotionCircumstances['customer']> {
  const asking = promotions.filter(promotion => promotion.active && customerLimit(promotion) !== undefined)
  if (email === undefined || asking.length === 0) return undefined
  const rows = await useRows(
    tx,
    asking.map(promotion => promotion.id),
    { email: emailKey({ email }) },
  )
  return {
    hasOrdered: asking.some(promotion => promotion.firstOrderOnly) && (await hasOrdered(tx, email)),
    uses: new Map(rows.map(row => [row.promotionId, row.used])),
  }
}

const useRows = queryByIds((db, tx, ids) => {
  const { promotionUses } = tables(tx)
  return db
    .select()
    .from(promotionUses)
    .where(and(inArray(promotionUses.promotionId, ids), eq(promotionUses.email, sql.placeholder('email'))))
})

const emailKey = ({ email = '' }: PromotionUse['buyer']) => email.trim().toLowerCase()

/** The same order in every transaction, so that two buyers with the same codes never wait for each other in a circle. */
const inLockOrder = (ids: readonly string[]) => [...new Set(ids)].sort()
