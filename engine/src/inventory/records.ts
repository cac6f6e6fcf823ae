import { eq, inArray } from 'drizzle-orm'
import { placeholdersFor } from '../storage/column-placeholders.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { command, tablesOf } from '../storage/query.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import { partsOf } from './bundle-records.ts'
import type { movementReasons } from './contract.ts'
import { type BundlePart, bundleAvailability, compare, demandOf, type Wanted } from './demand.ts'
import { unsetMainLocation } from './location.ts'
import { planShipments, planTakes, type Shipment } from './sourcing.ts'
import {
  type Availability,
  availability,
  freeAt,
  heldOnly,
  type Placed,
  type StockLevel,
  type Supply,
  soldOut,
} from './stock.ts'
import { inventoryTables } from './tables.ts'

const tables = tablesOf(inventoryTables)

/** What there is of each variant, read in one go; never from a cache. */
export async function suppliesOf(tx: ReadTx, variantIds: readonly string[]): Promise<Map<string, Supply>> {
  const supplies = new Map<string, Supply>()
  for (const { level, isActive, policy, alert } of await levelsOf(tx, variantIds)) {
    const { levels = [], counted = true } = supplies.get(level.variantId) ?? {}
    supplies.set(level.variantId, {
      levels: isActive ? [...levels, level] : levels,
      counted: counted && level.tracked,
      ...(policy && { policy }),
      ...(alert && { alert }),
    })
  }
  return supplies
}

export type LocatedLevel = Pick<Supply, 'policy' | 'alert'> & { readonly level: StockLevel; readonly isActive: boolean }

/** The counts at every location, those out of use too. */
export async function levelsOf(tx: ReadTx, variantIds: readonly string[]): Promise<LocatedLevel[]> {
  const rows = await levelRows(tx, variantIds)
  return rows.map(({ stock, policy, alert, location }) => {
    const { priority, active: isActive, shipsOnline, allowsPickup } = location ?? unsetMainLocation
    const level = {
      ...stock,
      priority,
      sellsOnline: isActive && shipsOnline,
      isPickupOnly: isActive && allowsPickup && !shipsOnline,
    }
    return { level, isActive, ...(policy && { policy }), ...(alert && { alert }) }
  })
}

/** What can be bought of each variant now, and of the parts of those that are bundles. */
export async function stockOf(
  tx: ReadTx,
  variantIds: readonly string[],
): Promise<{ readonly stock: Map<string, Availability>; readonly parts: ReadonlyMap<string, BundlePart[]> }> {
  const parts = await partsOf(tx, variantIds)
  const onShelves = [...new Set(variantIds.flatMap(id => parts.get(id)?.map(part => part.variantId) ?? [id]))]
  const supplies = await suppliesOf(tx, onShelves)
  const stock = new Map(onShelves.map(id => [id, availability(supplies.get(id), tx.now)]))
  for (const [id, mine] of parts)
    stock.set(
      id,
      bundleAvailability(mine, part => stock.get(part) ?? soldOut),
    )
  return { stock, parts }
}

/** What can be bought of each variant now. */
export async function availabilityOf(tx: ReadTx, variantIds: readonly string[]): Promise<Map<string, Availability>> {
  return (await stockOf(tx, variantIds)).stock
}

type Sourcing = { readonly shipments: readonly Shipment[]; readonly places: readonly Placed[] }

/**
 * The shipments in which these lines, or those that are asked for, would leave, and where units lie for all of them.
 * Reads, and holds nothing: `reserve` holds what it finds in the same order. A line that names a location is handed over
 * there. What is held already leaves from where it is held.
 */
export async function planSourcing<L extends Wanted>(
  tx: ReadTx,
  lines: readonly L[],
  { isAsked, held }: { readonly isAsked?: (line: L) => boolean; readonly held?: readonly Placed[] } = {},
): Promise<Sourcing> {
  const known = await suppliesOf(tx, [...demandOf(lines).keys()])
  const supplies = held ? new Map([...known].map(([id, supply]) => [id, heldOnly(supply, held)])) : known
  return {
    shipments: planShipments(lines, supplies, { now: tx.now, ...(isAsked && { isAsked }) }),
    places: placesOf(planTakes(lines, supplies, tx.now).takes),
  }
}

/** Units added up, in one fixed order. */
export function placesOf(taken: readonly Placed[]): Placed[] {
  const places = new Map<string, Placed>()
  for (const { variantId, locationId, quantity } of taken) {
    const key = `${variantId} ${locationId}`
    places.set(key, { variantId, locationId, quantity: quantity + (places.get(key)?.quantity ?? 0) })
  }
  return [...places.values()].sort((a, b) => compare(a.variantId, b.variantId) || compare(a.locationId, b.locationId))
}

/** Where all of the lines can be handed over now: at those of these locations that hold them, or wherever they are sent. */
export async function placesFor(
  tx: ReadTx,
  lines: readonly Wanted[],
  locationIds: readonly string[],
): Promise<{ readonly holding: ReadonlySet<string>; readonly isSent: boolean }> {
  const demand = demandOf(lines)
  const supplies = await suppliesOf(tx, [...demand.keys()])
  const holds = (id: string) =>
    [...demand].every(([variantId, units]) => freeAt(supplies.get(variantId), id, tx.now) >= units)
  return {
    holding: new Set(locationIds.filter(holds)),
    isSent: planTakes(lines, supplies, tx.now).missing.length === 0,
  }
}

type Movement = {
  readonly variantId: string
  readonly locationId: string
  readonly quantity: number
  readonly reason: (typeof movementReasons)[number]
  readonly reference?: string
  readonly note?: string
}

export async function addMovement(tx: Tx, movement: Movement): Promise<void> {
  if (movement.quantity === 0) return
  await insertMovement(tx, movementRow(tx, movement))
}

/** The same for many at once. */
export async function addMovements(tx: Tx, movements: readonly Movement[]): Promise<void> {
  const rows = movements.filter(({ quantity }) => quantity !== 0).map(movement => movementRow(tx, movement))
  for (const chunk of chunks(rows)) await tx.db.insert(tables(tx).stockMovements).values(chunk)
}

const movementRow = (tx: Tx, movement: Movement) => ({
  reference: null,
  note: null,
  id: tx.newId('mov', 'short'),
  occurredAt: tx.now,
  ...movement,
})

/** Few enough rows for one statement on either database. */
export function chunks<T>(rows: readonly T[]): T[][] {
  const size = 100
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, index) =>
    rows.slice(index * size, (index + 1) * size),
  )
}

const levelRows = queryByIds((db, tx, ids) => {
  const { stock, stockPolicies, stockAlerts, locations } = tables(tx)
  const { active, shipsOnline, allowsPickup, priority } = locations
  return db
    .select({
      stock,
      policy: stockPolicies,
      alert: stockAlerts,
      location: { active, shipsOnline, allowsPickup, priority },
    })
    .from(stock)
    .leftJoin(stockPolicies, eq(stockPolicies.variantId, stock.variantId))
    .leftJoin(stockAlerts, eq(stockAlerts.variantId, stock.variantId))
    .leftJoin(locations, eq(locations.id, stock.locationId))
    .where(inArray(stock.variantId, ids))
})

const insertMovement = command((db, tx) => {
  const { stockMovements } = tables(tx)
  return db.insert(stockMovements).values(placeholdersFor(stockMovements))
})
