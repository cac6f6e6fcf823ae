import { notFound } from '../shared/errors.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { query, tablesOf } from '../storage/query.ts'
import { type Location, withMain } from './location.ts'
import { inventoryTables } from './tables.ts'

const tables = tablesOf(inventoryTables)

/** Every location of the shop, those out of use too, the one to ask first in front. */
export async function locationsIn(tx: ReadTx): Promise<Location[]> {
  return withMain(await locationRows(tx))
}

/** Throws `not_found` for a location that the shop does not have. */
export async function locationById(tx: ReadTx, id: string): Promise<Location> {
  const location = (await locationsIn(tx)).find(known => known.id === id)
  if (!location) throw notFound('location', id)
  return location
}

export async function saveLocationRow(tx: Tx, location: Location): Promise<void> {
  const { locations } = tables(tx)
  await tx.db.insert(locations).values(location).onConflictDoUpdate({ target: locations.id, set: location })
}

const locationRows = query((db, tx) => db.select().from(tables(tx).locations))
