import { CommerceError } from '../shared/errors.ts'
import type { Input, Output } from '../shared/operation.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import type * as contract from './contract.ts'
import { mainLocation } from './location.ts'
import { locationById, locationsIn, saveLocationRow } from './location-records.ts'
import { locationView } from './view.ts'

const mostLocations = 200

export async function saveLocation(
  tx: Tx,
  { location: draft }: Input<typeof contract.saveLocation>,
): Promise<Output<typeof contract.saveLocation>> {
  if (draft.id !== undefined && !tx.keepsIds) await locationById(tx, draft.id)
  else if (draft.id === undefined && (await locationsIn(tx)).length >= mostLocations)
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
