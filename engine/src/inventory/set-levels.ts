import { and, eq } from 'drizzle-orm'
import { CommerceError } from '../shared/errors.ts'
import type { Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { noteAlerts } from './alert-records.ts'
import { partsOf } from './bundle-records.ts'
import { mainLocation } from './location.ts'
import { savePolicies } from './policy-records.ts'
import { addMovements, chunks, levelsOf } from './records.ts'
import type { StockLevel, StockPolicy } from './stock.ts'
import { inventoryTables } from './tables.ts'

const tables = tablesOf(inventoryTables)

/** What was counted, and how the variant is stocked; what is not said stays as it is. */
export type StockLevelDraft = {
  readonly variantId: string
  /** The main location unless told. */
  readonly locationId?: string
  readonly onHand: number
  readonly safety?: number
  /** Holds at all locations; a variant that is new to stock is counted. */
  readonly tracked?: boolean
  /** Whether it is sold below zero without a limit; leaves pre-orders as they are. */
  readonly backorder?: boolean
}

type Reason = 'imported' | 'adjusted' | 'received' | 'returned'
type Old = { readonly level?: StockLevel; readonly policy?: StockPolicy; readonly tracked?: boolean }

/**
 * Sets what was counted and books the difference. Bundles have no stock of their own and are left out. Throws `conflict`
 * where buyers who are paying hold more than that.
 */
export async function setStockLevels(
  tx: Tx,
  rows: readonly StockLevelDraft[],
  reason: Reason,
  note?: string,
): Promise<void> {
  const ids = [...new Set(rows.map(row => row.variantId))]
  const bundles = await partsOf(tx, ids)
  const known = await levelsOf(tx, ids)
  const byVariant = Map.groupBy(known, ({ level }) => level.variantId)
  const counted = rows.filter(row => !bundles.has(row.variantId))
  const drafts = counted.map(row => {
    const locationId = row.locationId ?? mainLocation
    const mine = byVariant.get(row.variantId) ?? []
    const old: Old = {
      ...mine.find(({ level }) => level.locationId === locationId),
      ...(mine[0] && { tracked: mine[0].level.tracked, policy: mine[0].policy }),
    }
    return { ...row, locationId, old, tracked: row.tracked ?? old.tracked ?? true }
  })
  await savePolicies(tx, drafts.flatMap(policyFor))
  for (const draft of drafts) await changeLevel(tx, draft)
  await insertLevels(
    tx,
    drafts.filter(({ old }) => !old.level),
  )
  await addMovements(
    tx,
    drafts.map(({ variantId, locationId, onHand, old }) => {
      const quantity = onHand - (old.level?.onHand ?? 0)
      return { variantId, locationId, quantity, reason, ...(note && { note }) }
    }),
  )
  const fresh = new Set(drafts.filter(({ old }) => old.tracked === undefined).map(({ variantId }) => variantId))
  await noteAlerts(tx, ids, { fresh })
}

type Draft = StockLevelDraft & { readonly locationId: string; readonly tracked: boolean; readonly old: Old }

/** A flag in a file knows nothing of limits and dates, so it turns a policy on or off and leaves what it cannot say. */
function policyFor({ variantId, locationId, backorder, old }: Draft): (StockPolicy & { variantId: string })[] {
  const rule = old.policy?.rule ?? 'deny'
  if (backorder === undefined || rule === 'preorder' || backorder === (rule === 'backorder')) return []
  const unset = { beyond: null, expectedAt: null, leadDays: null, releaseAt: null }
  return [{ ...unset, variantId, locationId, rule: backorder ? 'backorder' : 'deny' }]
}

/** Whether the count may lie below zero: where the policy owes units here, and where it does already. */
function mayOwe({ backorder, locationId, onHand, old }: Draft): boolean {
  const owes = old.policy?.locationId === locationId && old.policy.rule !== 'deny'
  const isOwing = old.policy?.rule === 'preorder' ? owes : (backorder ?? owes)
  return isOwing || onHand < (old.level?.reserved ?? 0)
}

async function changeLevel(tx: Tx, draft: Draft): Promise<void> {
  const { variantId, locationId, onHand, safety, tracked, old } = draft
  const { stock } = tables(tx)
  if (old.tracked !== undefined && old.tracked !== tracked) {
    await tx.db.update(stock).set({ tracked }).where(eq(stock.variantId, variantId))
  }
  if (!old.level) return
  refuseBelowReserved(draft, old.level)
  const isStill = and(eq(stock.onHand, old.level.onHand), eq(stock.reserved, old.level.reserved))
  const changed = await tx.db
    .update(stock)
    .set({ onHand, backorder: mayOwe(draft), ...(safety !== undefined && { safety }) })
    .where(and(eq(stock.variantId, variantId), eq(stock.locationId, locationId), isStill))
    .returning({ id: stock.variantId })
  if (changed.length === 0) throw movedMeanwhile(variantId)
}

async function insertLevels(tx: Tx, drafts: readonly Draft[]): Promise<void> {
  const { stock } = tables(tx)
  for (const chunk of chunks(drafts)) {
    const rows = chunk.map(draft => {
      const { variantId, locationId, onHand, safety = 0, tracked } = draft
      return { variantId, locationId, onHand, reserved: 0, safety, presold: 0, tracked, backorder: mayOwe(draft) }
    })
    const made = await tx.db.insert(stock).values(rows).onConflictDoNothing().returning({ id: stock.variantId })
    const missed = rows.find(row => !made.some(({ id }) => id === row.variantId))
    if (made.length < rows.length && missed) throw movedMeanwhile(missed.variantId)
  }
}

function refuseBelowReserved(draft: Draft, { reserved, onHand }: StockLevel): void {
  const isFine = draft.onHand >= reserved || draft.onHand >= onHand
  if (isFine || !draft.tracked || draft.backorder || mayOwe({ ...draft, onHand: reserved })) return
  throw new CommerceError(
    'conflict',
    `${reserved} of variant ${draft.variantId} are held for buyers who are paying; stock cannot be ${draft.onHand}.`,
    { variant_id: draft.variantId, location_id: draft.locationId, reserved },
  )
}

const movedMeanwhile = (variantId: string) =>
  new CommerceError('version_conflict', `The stock of variant ${variantId} moved meanwhile.`, { variant_id: variantId })
