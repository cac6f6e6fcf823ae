import { eq } from 'drizzle-orm'
import { CommerceError } from '../shared/errors.ts'
import type { Input, Output } from '../shared/operation.ts'
import type { Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { partsAmong, partsOf, replaceParts } from './bundle-records.ts'
import type * as contract from './contract.ts'
import { refuseUnknownVariants } from './known-variants.ts'
import { levelsOf } from './records.ts'
import { setStockLevels } from './set-levels.ts'
import { inventoryTables } from './tables.ts'
import { getStock } from './use-cases.ts'

const tables = tablesOf(inventoryTables)

/**
 * A bundle is one level deep: its parts are no bundles and it is no part, so nothing can go in a circle. Buyers who are
 * paying get what they agreed to, whatever the bundle is made of from now on.
 */
export async function saveBundle(
  tx: Tx,
  { bundle }: Input<typeof contract.saveBundle>,
): Promise<Output<typeof contract.saveBundle>> {
  const { variant_id: bundleId } = bundle
  const parts = bundle.parts.map(({ variant_id, quantity }) => ({ variantId: variant_id, quantity }))
  const partIds = parts.map(part => part.variantId)
  if (new Set(partIds).size < partIds.length)
    throw new CommerceError('invalid_input', 'A part stands in the bundle twice. Name it once, with its quantity.', {
      path: '$.bundle.parts',
    })
  await refuseUnknownVariants(tx, [bundleId, ...partIds])
  await refuseNested(tx, bundleId, partIds)
  const wasBundle = (await partsOf(tx, [bundleId])).has(bundleId)
  if (parts.length > 0) await giveUpOwnStock(tx, bundleId)
  await replaceParts(tx, bundleId, parts)
  // What was a bundle is counted from nothing: without a row it would be sold without end.
  if (wasBundle && parts.length === 0) await setStockLevels(tx, [{ variantId: bundleId, onHand: 0 }], 'adjusted')
  await tx.emit('stock.bundle_changed', { variant_id: bundleId, parts: bundle.parts })
  const { stock } = await getStock(tx, { variant_ids: [bundleId] })
  return stock[0]!
}

async function refuseNested(tx: Tx, bundleId: string, partIds: readonly string[]): Promise<void> {
  const [nested] = (await partsOf(tx, partIds)).keys()
  const inner = partIds.includes(bundleId) ? bundleId : nested
  if (inner !== undefined)
    throw new CommerceError('invalid_state', `Variant ${inner} is a bundle itself. Name its parts instead.`, { inner })
  if (partIds.length === 0 || !(await partsAmong(tx, [bundleId])).has(bundleId)) return
  throw new CommerceError('invalid_state', `Variant ${bundleId} is a part of another bundle, so it cannot be one.`)
}

async function giveUpOwnStock(tx: Tx, variantId: string): Promise<void> {
  const levels = (await levelsOf(tx, [variantId])).map(({ level }) => level)
  const own = levels.reduce((sum, { onHand, reserved }) => sum + Math.abs(onHand) + reserved, 0)
  if (own > 0) {
    throw new CommerceError(
      'conflict',
      `Variant ${variantId} has stock of its own, or it is held. A bundle has none: book it out with adjust_stock first.`,
      { variant_id: variantId },
    )
  }
  const { stock, stockPolicies } = tables(tx)
  await tx.db.delete(stock).where(eq(stock.variantId, variantId))
  await tx.db.delete(stockPolicies).where(eq(stockPolicies.variantId, variantId))
}
