import { CommerceError } from '../shared/errors.ts'
import type { Input, Output } from '../shared/operation.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import type * as contract from './contract.ts'
import { mainLocation } from './location.ts'
import { locationById, locationsIn, saveLocationRow } from './location-records.ts'
import { levelsOf } from './records.ts'
import { setStockLevels } from './set-levels.ts'
import { locationView, stockView } from './view.ts'

const mostLocations = 200

export async function saveLocation(
  tx: Tx,
  { location: draft }: Input<typeof contract.saveLocation>,
): Promise<Output<typeof contract.saveLocation>> {
  if (draft.id !== undefined) await locationById(tx, draft.id)
  else if ((await locationsIn(tx)).length >= mostLocations)
    throw new CommerceError('limit_exceeded', `A shop has at most ${mostLocations} locations.`)
  const location = {
    id: draft.id ?? tx.newId('loc', 'short'),
    title: draft.title,
    address: draft.address ?? null,
    timeZone: draft.time_zone ?? 'UTC',
    priority: draft.priority ?? (draft.id === mainLocation ? 0 : 10),
    active: draft.active ?? true,
    shipsOnline: draft.ships_online ?? true,
    allowsPickup: draft.allows_pickup ?? false,
  }
  await saveLocationRow(tx, location)
  return locationView(location)
}

export async function listLocations(tx: ReadTx): Promise<Output<typeof contract.listLocations>> {
  return { locations: (await locationsIn(tx)).map(locationView) }
}

export async function getStock(
  tx: ReadTx,
  { variant_ids }: Input<typeof contract.getStock>,
): Promise<Output<typeof contract.getStock>> {
  const levels = Map.groupBy(await levelsOf(tx, [...new Set(variant_ids)]), ({ level }) => level.variantId)
  return { stock: variant_ids.map(id => stockView(id, levels.get(id) ?? [])) }
}

export async function adjustStock(
  tx: Tx,
  input: Input<typeof contract.adjustStock>,
): Promise<Output<typeof contract.adjustStock>> {
  const places = input.adjustments.map(({ variant_id, location_id = mainLocation }) => `${variant_id} ${location_id}`)
  if (new Set(places).size < places.length)
    throw new CommerceError('invalid_input', 'A variant stands in more than one adjustment of a location.')
  for (const id of new Set(input.adjustments.flatMap(({ location_id }) => location_id ?? [])))
    await locationById(tx, id)
  const ids = [...new Set(input.adjustments.map(({ variant_id }) => variant_id))]
  const levels = await levelsOf(tx, ids)
  const rows = input.adjustments.map(({ variant_id, location_id = mainLocation, by = 0, to, ...rest }) => {
    const { level } =
      levels.find(known => known.level.variantId === variant_id && known.level.locationId === location_id) ?? {}
    return { ...rest, variantId: variant_id, locationId: location_id, onHand: to ?? (level?.onHand ?? 0) + by }
  })
  await setStockLevels(tx, rows, input.reason ?? 'adjusted', input.note)
  await tx.emit('stock.adjusted', { variant_ids: ids })
  return getStock(tx, { variant_ids: ids })
}
