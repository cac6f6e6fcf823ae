import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { CommerceError } from '../shared/errors.ts'
import type { Input, Output } from '../shared/operation.ts'
import type { Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { partsOf } from './bundle-records.ts'
import type * as contract from './contract.ts'
import { refuseUnknownVariants } from './known-variants.ts'
import { mainLocation } from './location.ts'
import { locationById } from './location-records.ts'
import { savePolicies } from './policy-records.ts'
import { levelsOf } from './records.ts'
import type { StockLevel, StockPolicy } from './stock.ts'
import { inventoryTables } from './tables.ts'
import { getStock } from './use-cases.ts'

const tables = tablesOf(inventoryTables)

type Draft = Input<typeof contract.saveStockPolicy>['policy']

export async function saveStockPolicy(
  tx: Tx,
  { policy: draft }: Input<typeof contract.saveStockPolicy>,
): Promise<Output<typeof contract.saveStockPolicy>> {
  refuseMixed(tx, draft)
  const { variant_id: variantId, rule, location_id: locationId = mainLocation } = draft
  await refuseUnknownVariants(tx, [variantId])
  await locationById(tx, locationId)
  if ((await partsOf(tx, [variantId])).has(variantId))
    throw new CommerceError('invalid_state', `Variant ${variantId} is a bundle. Say it of its parts.`)
  const known = await levelsOf(tx, [variantId])
  if (rule !== 'deny' && known.some(({ level }) => !level.tracked)) {
    throw new CommerceError(
      'invalid_state',
      `Variant ${variantId} is sold without counting. Count it first: adjust_stock with tracked true.`,
    )
  }
  const policy: StockPolicy = {
    rule,
    locationId,
    beyond: draft.limit ?? null,
    expectedAt: draft.expected_at === undefined ? null : new Date(draft.expected_at),
    leadDays: draft.lead_days ?? null,
    releaseAt: draft.release_at === undefined ? null : new Date(draft.release_at),
  }
  await savePolicies(tx, [{ variantId, ...policy }])
  const before = known.find(level => level.policy)?.policy
  const presoldAt = before?.rule === 'preorder' ? before.locationId : undefined
  await oweAt(tx, { variantId, locationId, rule, presoldAt, presoldElsewhere: draft.presold ?? 0 })
  await tx.emit('stock.policy_changed', { variant_id: variantId, rule })
  const { stock } = await getStock(tx, { variant_ids: [variantId] })
  return stock[0]!
}

/**
 * Each rule has fields of its own; one that would count for nothing is more likely a slip. A pre-order that is imported
 * may have been released meanwhile.
 */
function refuseMixed({ now, keepsIds }: Tx, draft: Draft): void {
  const { rule, limit, expected_at, lead_days, release_at, presold } = draft
  const refuse = (field: string, text: string) => {
    throw new CommerceError('invalid_input', text, { path: `$.policy.${field}` })
  }
  if (rule === 'deny' && limit !== undefined) refuse('limit', 'A limit needs the rule backorder or preorder.')
  if (rule !== 'backorder' && expected_at !== undefined) refuse('expected_at', 'expected_at belongs to backorder.')
  if (rule !== 'backorder' && lead_days !== undefined) refuse('lead_days', 'lead_days belongs to backorder.')
  if (rule !== 'preorder' && release_at !== undefined) refuse('release_at', 'release_at belongs to preorder.')
  if (presold !== undefined && (rule !== 'preorder' || !keepsIds))
    refuse('presold', 'presold belongs to a preorder that is imported.')
  if (rule !== 'preorder') return
  if (release_at === undefined) refuse('release_at', 'A pre-order needs the moment of its release.')
  else if (!keepsIds && new Date(release_at) <= now)
    refuse('release_at', 'The release of a pre-order lies in the future.')
}

type Owing = Pick<StockPolicy, 'rule' | 'locationId'> & {
  readonly variantId: string
  /** Where the pre-order that goes on has been sold until now. */
  readonly presoldAt: string | undefined
  /** What the shop that it is imported from has sold of it. */
  readonly presoldElsewhere: number
}

/** Lets the count go below zero at the one location, and elsewhere only where it lies there already. */
async function oweAt(tx: Tx, owing: Owing): Promise<void> {
  const { variantId, locationId, rule, presoldAt, presoldElsewhere } = owing
  const { stock } = tables(tx)
  const levels = await tx.db
    .update(stock)
    .set({ backorder: sql`${stock.onHand} < ${stock.reserved}` })
    .where(eq(stock.variantId, variantId))
    .returning()
  if (rule === 'deny') return
  const before = levels.find(level => level.locationId === presoldAt)
  const presold = Math.max(before?.presold ?? 0, presoldElsewhere)
  const isMoved = rule === 'preorder' && before !== undefined && before.locationId !== locationId
  const reserved = isMoved ? await moveHolds(tx, before, locationId) : 0
  const row = { variantId, locationId, onHand: 0, reserved, safety: 0, presold, tracked: true, backorder: true }
  await tx.db
    .insert(stock)
    .values(row)
    .onConflictDoUpdate({
      target: [stock.variantId, stock.locationId],
      set: {
        backorder: true,
        reserved: sql`${stock.reserved} + ${reserved}`,
        ...(rule === 'preorder' && { presold }),
      },
    })
}

type Level = Pick<StockLevel, 'variantId' | 'locationId' | 'onHand' | 'reserved'>

/**
 * What buyers who are paying hold of a pre-order is owed where it goes on, or its limit would begin anew beside it.
 * Holds that lie on the shelf of the old place stay there. Answers how many units moved.
 */
async function moveHolds(tx: Tx, { variantId, locationId, onHand, reserved }: Level, to: string): Promise<number> {
  const { stock, reservations } = tables(tx)
  const isHeldHere = and(
    eq(reservations.variantId, variantId),
    eq(reservations.locationId, locationId),
    eq(reservations.status, 'held'),
  )
  const held = await tx.db.select().from(reservations).where(isHeldHere).orderBy(desc(reservations.id))
  let owed = reserved - Math.max(0, onHand)
  const moving = held.filter(({ quantity }) => {
    if (owed <= 0) return false
    owed -= quantity
    return true
  })
  if (moving.length === 0) return 0
  const moved = await tx.db
    .update(reservations)
    .set({ locationId: to })
    .where(
      and(
        isHeldHere,
        inArray(
          reservations.id,
          moving.map(({ id }) => id),
        ),
      ),
    )
    .returning({ quantity: reservations.quantity })
  const units = moved.reduce((sum, { quantity }) => sum + quantity, 0)
  await tx.db
    .update(stock)
    .set({
      reserved: sql`${stock.reserved} - ${units}`,
      backorder: sql`${stock.onHand} < ${stock.reserved} - ${units}`,
    })
    .where(and(eq(stock.variantId, variantId), eq(stock.locationId, locationId)))
  return units
}
