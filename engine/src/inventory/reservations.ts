import { and, eq, inArray, lte, sql } from 'drizzle-orm'
import { CommerceError } from '../shared/errors.ts'
import { placeholderFor, placeholdersFor } from '../storage/column-placeholders.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { command, query, tablesOf } from '../storage/query.ts'
import { noteAlerts } from './alert-records.ts'
import { compare, demandOf, piecesOf, type Shortage, shortagesIn, type Wanted } from './demand.ts'
import { addMovement, placesOf, suppliesOf } from './records.ts'
import { moveUnits } from './shelf-moves.ts'
import { planTakes, type Take } from './sourcing.ts'
import type { Placed } from './stock.ts'
import { inventoryTables, type ReservationStatus } from './tables.ts'

const tables = tablesOf(inventoryTables)

type Hold = {
  readonly reference: string
  readonly lines: readonly Wanted[]
  readonly expiresAt: Date
}

/**
 * Holds stock for a checkout, all lines or none; where it lies is decided as `planSourcing` shows it. Answers what is too
 * little, if anything. Expires on its own, so an abandoned payment costs nothing; holds that have expired make way at
 * once, so nothing is falsely sold out.
 */
export async function reserve(tx: Tx, { reference, lines, expiresAt }: Hold): Promise<Shortage[]> {
  let wanted: readonly Wanted[] = lines
  for (let tries = 0; tries < mostTries; tries++) {
    const { takes, missing } = await planFor(tx, wanted)
    if (missing.length === 0) {
      wanted = await takeAll(tx, takes, { reference, expiresAt })
      if (wanted.length === 0) return []
    } else if ((await releaseExpired(tx, { variantIds: [...demandOf(missing).keys()] })) === 0) {
      await releaseReservations(tx, reference)
      wanted = lines
      const shortages = shortagesIn(lines, (await planFor(tx, lines)).missing)
      if (shortages.length > 0) return shortages
    }
  }
  throw new CommerceError('unavailable', 'Too many buyers want the same stock at this moment.')
}

/** Others may take what a plan counted on, or give it back; each time the plan is made again from what they left. */
const mostTries = 20

const planFor = async (tx: Tx, lines: readonly Wanted[]) =>
  planTakes(lines, await suppliesOf(tx, [...demandOf(lines).keys()]), tx.now)

/** Holds what is planned, and answers what somebody else was quicker to take. */
async function takeAll(
  tx: Tx,
  takes: readonly Take[],
  { reference, expiresAt }: Omit<Hold, 'lines'>,
): Promise<readonly Wanted[]> {
  const lost: Wanted[] = []
  for (const { isPinned, ...take } of takes) {
    const { variantId, locationId, quantity } = take
    // The one conditional update that no two buyers can both win.
    const taken = await takeUnits(tx, take)
    if (taken.length === 0) {
      lost.push({ variantId, quantity, ...(isPinned && { locationId }) })
      continue
    }
    await insertReservation(tx, {
      id: tx.newId('rsv', 'short'),
      reference,
      variantId,
      locationId,
      quantity,
      returned: 0,
      status: 'held',
      expiresAt,
      createdAt: tx.now,
    })
  }
  return lost
}

/** Gives back what a checkout holds. What was claimed or released before stays as it is. */
export async function releaseReservations(tx: Tx, reference: string): Promise<void> {
  await giveBack(tx, await moveHeld(tx, { reference, status: 'released' }))
}

/**
 * Turns the holds of a paid checkout into a sale. Answers shortages where a hold had expired and its stock is gone; then
 * nothing is claimed. Claiming twice changes nothing. What is still held is what the update itself finds: a hold that was
 * read first could be released by another node in between.
 */
export async function claimReservations(tx: Tx, { reference, lines, expiresAt }: Hold): Promise<Shortage[]> {
  const known = await reservationsOf(tx, { reference })
  if (known.some(row => row.status === 'claimed')) return []
  const held = await moveHeld(tx, { reference, status: 'claimed' })
  const missing = lackingIn(lines, held)
  const shortages = missing.length === 0 ? [] : await reserve(tx, { reference, lines: missing, expiresAt })
  if (shortages.length > 0) {
    await unclaim(tx, held)
    return shortages
  }
  const retaken = missing.length > 0 ? await moveHeld(tx, { reference, status: 'claimed' }) : []
  const sold = inOrder([...held, ...retaken])
  for (const row of sold) await sell(tx, row)
  await noteAlerts(tx, idsOf(sold))
  return []
}

/** Keeps what a checkout holds for longer, and takes again what it no longer does. Answers shortages; then nothing is held. */
export async function renewReservations(tx: Tx, { reference, lines, expiresAt }: Hold): Promise<Shortage[]> {
  const { reservations } = tables(tx)
  const held = await tx.db
    .update(reservations)
    .set({ expiresAt })
    .where(and(eq(reservations.reference, reference), eq(reservations.status, 'held')))
    .returning()
  const missing = lackingIn(lines, held)
  return missing.length === 0 ? [] : reserve(tx, { reference, lines: missing, expiresAt })
}

/** The pieces of the lines that holds do not cover; what is handed over somewhere is covered by what is held there. */
function lackingIn(lines: readonly Wanted[], held: readonly ReservationRow[]): Wanted[] {
  const left = held.map(row => ({ ...row }))
  const pieces = lines
    .flatMap(piecesOf)
    .sort((a, b) => Number(b.locationId !== undefined) - Number(a.locationId !== undefined))
  return pieces.flatMap(piece => {
    let { quantity } = piece
    for (const row of left) {
      if (row.variantId !== piece.variantId || (piece.locationId ?? row.locationId) !== row.locationId) continue
      const covered = Math.min(quantity, row.quantity)
      row.quantity -= covered
      quantity -= covered
    }
    return quantity > 0 ? [{ ...piece, quantity }] : []
  })
}

/** Gives up what this transaction had claimed, so that outside of it a claimed hold is always a sale. */
async function unclaim(tx: Tx, rows: readonly ReservationRow[]): Promise<void> {
  const { reservations } = tables(tx)
  const ids = rows.map(row => row.id)
  if (ids.length === 0) return
  await tx.db.update(reservations).set({ status: 'released' }).where(inArray(reservations.id, ids))
  await giveBack(tx, rows)
}

async function sell(tx: Tx, { variantId, locationId, quantity, reference }: ReservationRow): Promise<void> {
  await sellUnits(tx, { variantId, locationId, quantity })
  await addMovement(tx, { variantId, locationId, quantity: -quantity, reason: 'sold', reference })
}

/** Releases holds whose time is over, at most 500 at once; answers how many. */
export async function releaseExpired(tx: Tx, { variantIds }: { variantIds?: readonly string[] } = {}): Promise<number> {
  const { reservations } = tables(tx)
  const due = await tx.db
    .select({ id: reservations.id })
    .from(reservations)
    .where(
      and(
        eq(reservations.status, 'held'),
        lte(reservations.expiresAt, tx.now),
        variantIds && inArray(reservations.variantId, [...variantIds]),
      ),
    )
    .limit(500)
  if (due.length === 0) return 0
  const ids = due.map(row => row.id)
  const rows = await tx.db
    .update(reservations)
    .set({ status: 'released' })
    .where(and(inArray(reservations.id, ids), eq(reservations.status, 'held')))
    .returning()
  await giveBack(tx, rows)
  return rows.length
}

type Return = {
  readonly reference: string
  readonly reason: 'returned'
  /** All that was sold and has not come back, unless told. */
  readonly lines?: readonly Wanted[]
  /** Where they go; where they came from, unless told. */
  readonly locationId?: string
}

/**
 * Sold units that go back on the shelf, such as those of a cancelled order: never more than were sold and are not there
 * yet. Uncounted variants have no shelf. Answers where they lie now.
 */
export async function putBack(tx: Tx, { reference, reason, lines, locationId: elsewhere }: Return): Promise<Placed[]> {
  const sold = inOrder((await reservationsOf(tx, { reference })).filter(row => row.status === 'claimed'))
  const wanted = lines && demandOf(lines)
  const back: Placed[] = []
  for (const { id, variantId, locationId, ...row } of sold) {
    const left = row.quantity - row.returned
    const quantity = Math.min(left, wanted?.get(variantId) ?? (wanted ? 0 : left))
    if (quantity === 0) continue
    wanted?.set(variantId, (wanted.get(variantId) ?? 0) - quantity)
    const noted = await noteReturned(tx, { id, known: row.returned, quantity })
    if (noted.length === 0)
      throw new CommerceError('version_conflict', `What was sold for ${reference} came back meanwhile.`)
    if (elsewhere === undefined || elsewhere === locationId) {
      await returnUnits(tx, { variantId, locationId, quantity })
      await addMovement(tx, { variantId, locationId, quantity, reason, reference })
    } else await moveUnits(tx, { variantId, locationId: elsewhere, quantity, reason, reference })
    back.push({ variantId, locationId: elsewhere ?? locationId, quantity })
  }
  await noteAlerts(tx, idsOf(sold))
  return placesOf(back)
}

const idsOf = (rows: readonly ReservationRow[]): string[] => rows.map(row => row.variantId)

type ReservationRow = Pick<Reservation, 'id' | 'variantId' | 'locationId' | 'quantity' | 'reference'>

async function giveBack(tx: Tx, rows: readonly ReservationRow[]): Promise<void> {
  for (const { variantId, locationId, quantity } of inOrder(rows)) {
    await freeUnits(tx, { variantId, locationId, quantity })
  }
}

const inOrder = <R extends Pick<ReservationRow, 'variantId' | 'locationId'>>(rows: readonly R[]): R[] =>
  [...rows].sort((a, b) => compare(a.variantId, b.variantId) || compare(a.locationId, b.locationId))

/** Units held now for a checkout, by variant; what the buyer holds is still available to that buyer. */
export async function heldFor(tx: ReadTx, reference: string): Promise<Map<string, number>> {
  const rows = await reservationsOf(tx, { reference })
  return demandOf(rows.filter(row => row.status === 'held'))
}

/** Where units are held for a checkout, or were taken for the order that it became and have not come back. */
export async function unitsFor(
  tx: ReadTx,
  { reference, status }: { readonly reference: string; readonly status: 'held' | 'claimed' },
): Promise<Placed[]> {
  const rows = (await reservationsOf(tx, { reference })).filter(row => row.status === status)
  return placesOf(
    rows
      .map(({ returned, quantity, ...row }) => ({ ...row, quantity: quantity - returned }))
      .filter(({ quantity }) => quantity > 0),
  )
}

const reservationsOf = query<{ reference: string }, Reservation>((db, tx) => {
  const { reservations } = tables(tx)
  return db
    .select()
    .from(reservations)
    .where(eq(reservations.reference, sql.placeholder('reference')))
})

type Reservation = ReturnType<typeof inventoryTables>['reservations']['$inferSelect']

const insertReservation = command((db, tx) => {
  const { reservations } = tables(tx)
  return db.insert(reservations).values(placeholdersFor(reservations))
})

const moveHeld = command<{ reference: string; status: ReservationStatus }, ReservationRow[]>((db, tx) => {
  const { reservations } = tables(tx)
  return db
    .update(reservations)
    .set({ status: placeholderFor(reservations.status, 'status') })
    .where(and(eq(reservations.reference, sql.placeholder('reference')), eq(reservations.status, 'held')))
    .returning()
})

/** The units that are known to have come back keep two returns at once from both counting on them. */
const noteReturned = command<{ id: string; known: number; quantity: number }, { id: string }[]>((db, tx) => {
  const { reservations } = tables(tx)
  const isAsKnown = eq(reservations.returned, sql.placeholder('known'))
  return db
    .update(reservations)
    .set({ returned: sql`${reservations.returned} + ${units}` })
    .where(and(eq(reservations.id, sql.placeholder('id')), isAsKnown))
    .returning({ id: reservations.id })
})

type Units = { variantId: string; locationId: string; quantity: number }

const takeUnits = command<Units & Pick<Take, 'allotment' | 'beyond'>, { id: string }[]>((db, tx) => {
  const { stock } = tables(tx)
  const { onHand, reserved, safety, presold, backorder, tracked } = stock
  const left = sql`${numbered('allotment')} - ${presold}`
  const sellable = sql`case when ${backorder}
    then ${numbered('beyond')} + case when ${onHand} < ${left} then ${left} else ${onHand} end
    else ${onHand} end`
  return db
    .update(stock)
    .set({ reserved: sql`${reserved} + ${units}` })
    .where(and(isThere(tx), tracked, sql`${sellable} - ${reserved} - ${safety} >= ${units}`))
    .returning({ id: stock.variantId })
})

const sellUnits = command<Units>((db, tx) => {
  const { stock } = tables(tx)
  return db
    .update(stock)
    .set({
      onHand: sql`${stock.onHand} - ${units}`,
      reserved: sql`${stock.reserved} - ${units}`,
      presold: sql`${stock.presold} + case when ${stock.backorder} then ${units} else 0 end`,
    })
    .where(isThere(tx))
})

const returnUnits = command<Units>((db, tx) => {
  const { stock } = tables(tx)
  return db
    .update(stock)
    .set({
      onHand: sql`${stock.onHand} + ${units}`,
      presold: sql`case when ${stock.presold} < ${units} then 0 else ${stock.presold} - ${units} end`,
    })
    .where(isThere(tx))
})

const freeUnits = command<Units>((db, tx) => {
  const { stock } = tables(tx)
  return db
    .update(stock)
    .set({ reserved: sql`${stock.reserved} - ${units}` })
    .where(isThere(tx))
})

/** PostgreSQL would take a number beside small ones for a small one. */
const numbered = (name: string) => sql`cast(${sql.placeholder(name)} as bigint)`
const units = numbered('quantity')

function isThere(tx: Tx) {
  const { stock } = tables(tx)
  return and(eq(stock.variantId, sql.placeholder('variantId')), eq(stock.locationId, sql.placeholder('locationId')))
}
