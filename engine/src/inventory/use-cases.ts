import { CommerceError } from '../shared/errors.ts'
import type { Input, Output } from '../shared/operation.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { saveLowAt } from './alert-records.ts'
import { partsOf } from './bundle-records.ts'
import type * as contract from './contract.ts'
import { refuseUnknownVariants } from './known-variants.ts'
import { mainLocation } from './location.ts'
import { locationById } from './location-records.ts'
import { levelsOf, stockOf } from './records.ts'
import { setStockLevels } from './set-levels.ts'
import { incomingOf } from './transfer-records.ts'
import { stockView } from './view.ts'

export async function getStock(
  tx: ReadTx,
  { variant_ids }: Input<typeof contract.getStock>,
): Promise<Output<typeof contract.getStock>> {
  const ids = [...new Set(variant_ids)]
  const levels = Map.groupBy(await levelsOf(tx, ids), ({ level }) => level.variantId)
  const { stock, parts } = await stockOf(tx, ids)
  const incoming = await incomingOf(tx, ids)
  const seen = (id: string) => ({
    located: levels.get(id) ?? [],
    incoming: incoming.get(id),
    parts: parts.get(id),
    availability: stock.get(id),
  })
  return { stock: variant_ids.map(id => stockView(id, seen(id))) }
}

export async function adjustStock(
  tx: Tx,
  input: Input<typeof contract.adjustStock>,
): Promise<Output<typeof contract.adjustStock>> {
  const owing = input.adjustments.findIndex(({ to = 0 }) => to < 0)
  if (owing >= 0 && !tx.keepsIds)
    throw new CommerceError('invalid_input', 'A count is 0 or more.', { path: `$.adjustments[${owing}].to` })
  const places = input.adjustments.map(({ variant_id, location_id = mainLocation }) => `${variant_id} ${location_id}`)
  if (new Set(places).size < places.length)
    throw new CommerceError('invalid_input', 'A variant stands in more than one adjustment of a location.')
  for (const id of new Set(input.adjustments.flatMap(({ location_id }) => location_id ?? [])))
    await locationById(tx, id)
  const ids = [...new Set(input.adjustments.map(({ variant_id }) => variant_id))]
  await refuseUnknownVariants(tx, ids)
  const [bundle] = (await partsOf(tx, ids)).keys()
  if (bundle !== undefined)
    throw new CommerceError('invalid_state', `Variant ${bundle} is a bundle. Adjust the stock of its parts.`, {
      bundle,
    })
  for (const { variant_id, low_stock_at } of input.adjustments) {
    if (low_stock_at !== undefined) await saveLowAt(tx, variant_id, low_stock_at)
  }
  const levels = await levelsOf(tx, ids)
  // A threshold alone counts nothing: what was sold without counting still is.
  const counted = input.adjustments.filter(row =>
    [row.by, row.to, row.safety, row.tracked, row.backorder].some(said => said !== undefined),
  )
  const rows = counted.map(({ variant_id, location_id = mainLocation, by = 0, to, low_stock_at: _, ...rest }) => {
    const { level } =
      levels.find(known => known.level.variantId === variant_id && known.level.locationId === location_id) ?? {}
    return { ...rest, variantId: variant_id, locationId: location_id, onHand: to ?? (level?.onHand ?? 0) + by }
  })
  await setStockLevels(tx, rows, input.reason ?? 'adjusted', input.note)
  await tx.emit('stock.adjusted', { variant_ids: ids })
  return getStock(tx, { variant_ids: ids })
}
