import { and, asc, eq, getTableColumns, gt, inArray, isNull, or } from 'drizzle-orm'
import { titledIn } from '../catalog/index.ts'
import { ruleOfGroup } from '../customers/index.ts'
import { CommerceError, notFound, quoteInput } from '../shared/errors.ts'
import { violationOf } from '../storage/database-errors.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import { codeKey, type Promotion } from './promotions.ts'
import { type PricingTables, tables } from './tables.ts'

/**
 * The promotions that these codes stand for, whatever their letter case and whether they count now or not, and all
 * automatic ones that are switched on.
 */
export async function promotionsFor(
  tx: ReadTx,
  codes: readonly string[],
  languages: readonly string[] = [],
): Promise<Promotion[]> {
  const rows = await rowsByKeys(tx, [...new Set([automatic, ...codes.map(codeKey)])])
  const things = rows.map(({ rule, ...row }) => ({
    ...promotionOf(row),
    ...(rule !== null && { isForLoyalty: true as const }),
  }))
  return await titledIn(tx, languages, { type: 'promotion', things, keyOf: ({ id }) => id })
}

/** No code has this key; it keeps the list of keys from being empty, for which no query is made. */
const automatic = ''

/** Creates the promotion, or replaces what is saved under its code: its id and how often it was used stay. */
export async function savePromotionRow(tx: Tx, promotion: Promotion): Promise<Promotion> {
  const { promotions } = tables(tx)
  const { id, used, ...row } = rowOf(promotion)
  const [saved] = await tx.db
    .insert(promotions)
    .values({ id, used, ...row })
    .onConflictDoUpdate({ target: promotions.codeKey, set: row })
    .returning()
  return promotionOf(saved!)
}

/** Throws `not_found` for an unknown id and `duplicate` where another promotion has the code. */
export async function changePromotionRow(tx: Tx, promotion: Promotion): Promise<Promotion> {
  const { promotions } = tables(tx)
  const { id, used: _, ...row } = rowOf(promotion)
  try {
    const [saved] = await tx.db.update(promotions).set(row).where(eq(promotions.id, id)).returning()
    if (!saved && tx.keepsIds) return await savePromotionRow(tx, promotion)
    if (!saved) throw notFound('promotion', id)
    return promotionOf(saved)
  } catch (error) {
    if (violationOf(error)?.kind !== 'unique') throw error
    throw new CommerceError('duplicate', `Another promotion has the code ${quoteInput(promotion.code)}.`)
  }
}

/** Switches a promotion off. Throws `not_found` for an unknown id. */
export async function switchOff(tx: Tx, id: string): Promise<Promotion> {
  const { promotions } = tables(tx)
  const [saved] = await tx.db.update(promotions).set({ active: false }).where(eq(promotions.id, id)).returning()
  if (!saved) throw notFound('promotion', id)
  return promotionOf(saved)
}

type Listing = { readonly after: string; readonly limit: number; readonly active?: boolean | undefined }

export async function promotionsAfter(tx: ReadTx, { after, limit, active }: Listing): Promise<Promotion[]> {
  const { promotions } = tables(tx)
  const rows = await tx.db
    .select()
    .from(promotions)
    .where(and(gt(promotions.id, after), active === undefined ? undefined : eq(promotions.active, active)))
    .orderBy(asc(promotions.id))
    .limit(limit)
  return rows.map(promotionOf)
}

type PromotionRow = PricingTables['promotions']['$inferSelect']

function rowOf(promotion: Promotion): PromotionRow {
  const {
    code,
    appliesTo,
    minimumSubtotals,
    minimumQuantity,
    startsAt,
    endsAt,
    usageLimit,
    limitPerCustomer,
    customerGroup,
  } = promotion
  return {
    ...promotion,
    code: code ?? null,
    codeKey: code === undefined ? null : codeKey(code),
    appliesTo: appliesTo ?? null,
    minimumSubtotals: minimumSubtotals ?? null,
    minimumQuantity: minimumQuantity ?? null,
    customerGroup: customerGroup ?? null,
    startsAt: startsAt ?? null,
    endsAt: endsAt ?? null,
    usageLimit: usageLimit ?? null,
    limitPerCustomer: limitPerCustomer ?? null,
  }
}

const rowsByKeys = queryByIds((db, tx, keys) => {
  const { promotions } = tables(tx)
  const isAutomatic = and(isNull(promotions.codeKey), eq(promotions.active, true))
  return db
    .select({ ...getTableColumns(promotions), rule: ruleOfGroup(tx, promotions.customerGroup) })
    .from(promotions)
    .where(or(inArray(promotions.codeKey, keys), isAutomatic))
})

const promotionOf = ({ codeKey: _, ...row }: PromotionRow): Promotion => ({
  id: row.id,
  title: row.title,
  benefit: row.benefit,
  firstOrderOnly: row.firstOrderOnly,
  used: row.used,
  active: row.active,
  priority: row.priority,
  isCombinable: row.isCombinable,
  ...(row.code !== null && { code: row.code }),
  ...(row.appliesTo !== null && { appliesTo: row.appliesTo }),
  ...(row.minimumSubtotals !== null && { minimumSubtotals: row.minimumSubtotals }),
  ...(row.minimumQuantity !== null && { minimumQuantity: row.minimumQuantity }),
  ...(row.customerGroup !== null && { customerGroup: row.customerGroup }),
  ...(row.startsAt !== null && { startsAt: row.startsAt }),
  ...(row.endsAt !== null && { endsAt: row.endsAt }),
  ...(row.usageLimit !== null && { usageLimit: row.usageLimit }),
  ...(row.limitPerCustomer !== null && { limitPerCustomer: row.limitPerCustomer }),
})
