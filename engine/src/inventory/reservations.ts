import { and, eq, inArray, lte, sql } from 'drizzle-orm'
import { placeholderFor, placeholdersFor } from '../storage/column-placeholders.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { command, query, tablesOf } from '../storage/query.ts'
import { addMovement, stockLevels } from './records.ts'
import { availability, demandOf, mainLocation } from './stock.ts'
import { inventoryTables, type ReservationStatus } from './tables.ts'

const tables = tablesOf(inventoryTables)

export type Shortage = { readonly variantId: string; readonly left: number }

type Hold = {
  readonly reference: string
  readonly lines: readonly { variantId: string; quantity: number }[]
  readonly expiresAt: Date
}

/**
 * Holds stock for a checkout, all lines or none. Answers what is too little, if anything. Expires on its own, so an
 * abandoned payment costs nothing; holds that have expired make way at once, so nothing is falsely sold out.
 */
export async function reserve(tx: Tx, { reference, lines, expiresAt }: Hold): Promise<Shortage[]> {
  const shortages: Shortage[] = []
  for (const [variantId, quantity] of demandOf(lines)) {
    const shortage = (await holdUnits(tx, variantId, quantity)) ?? undefined
    if (shortage === 'uncounted') continue
    if (shortage) {
      shortages.push(shortage)
      continue
    }
    await insertReservation(tx, {
      id: tx.newId('rsv', 'short'),
      reference,
      variantId,
      locationId: mainLocation,
      quantity,
      status: 'held',
      expiresAt,
      createdAt: tx.now,
    })
  }
  if (shortages.length > 0) await releaseReservations(tx, reference)
  return shortages
}

async function holdUnits(tx: Tx, variantId: string, quantity: number): Promise<Shortage | 'uncounted' | undefined> {
  if (await takeFree(tx, variantId, quantity)) return undefined
  const level = (await stockLevels(tx, [variantId])).get(variantId)
  if (!level?.tracked) return 'uncounted'
  if ((await releaseExpired(tx, { variantId })) > 0 && (await takeFree(tx, variantId, quantity))) return undefined
  const after = (await stockLevels(tx, [variantId])).get(variantId)
  return { variantId, left: availability(after).left ?? 0 }
}

/** The one conditional update that no two buyers can both win. */
async function takeFree(tx: Tx, variantId: string, quantity: number): Promise<boolean> {
  const taken = await takeUnits(tx, { variantId, quantity })
  return taken.length > 0
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
  const missing = [...demandOf(lines)].flatMap(([variantId, quantity]) => {
    const left = quantity - sumOf(held.filter(row => row.variantId === variantId))
    return left > 0 ? [{ variantId, quantity: left }] : []
  })
  const shortages = await reserve(tx, { reference, lines: missing, expiresAt })
  if (shortages.length > 0) {
    await unclaim(tx, held)
    return shortages
  }
  const retaken = missing.length > 0 ? await moveHeld(tx, { reference, status: 'claimed' }) : []
  for (const row of inOrder([...held, ...retaken])) await sell(tx, row)
  return []
}

/** Gives up what this transaction had claimed, so that outside of it a claimed hold is always a sale. */
async function unclaim(tx: Tx, rows: readonly ReservationRow[]): Promise<void> {
  const { reservations } = tables(tx)
  const ids = rows.map(row => row.id)
  if (ids.length === 0) return
  await tx.db.update(reservations).set({ status: 'released' }).where(inArray(reservations.id, ids))
  await giveBack(tx, rows)
}

const sumOf = (rows: readonly ReservationRow[]): number => rows.reduce((sum, row) => sum + row.quantity, 0)

async function sell(tx: Tx, { variantId, quantity, reference }: ReservationRow): Promise<void> {
  await sellUnits(tx, { variantId, quantity })
  await addMovement(tx, { variantId, quantity: -quantity, reason: 'sold', reference })
}

/** Releases holds whose time is over, at most 500 at once; answers how many. */
export async function releaseExpired(tx: Tx, { variantId }: { variantId?: string } = {}): Promise<number> {
  const { reservations } = tables(tx)
  const due = await tx.db
    .select({ id: reservations.id })
    .from(reservations)
    .where(
      and(
        eq(reservations.status, 'held'),
        lte(reservations.expiresAt, tx.now),
        variantId === undefined ? undefined : eq(reservations.variantId, variantId),
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

/** Sold units that go back on the shelf, such as those of a cancelled order. Uncounted variants have no shelf. */
export async function putBack(tx: Tx, { reference, reason }: { reference: string; reason: 'returned' }): Promise<void> {
  const { reservations, stock } = tables(tx)
  const sold = await tx.db
    .select()
    .from(reservations)
    .where(and(eq(reservations.reference, reference), eq(reservations.status, 'claimed')))
  for (const { variantId, quantity } of inOrder(sold)) {
    await tx.db
      .update(stock)
      .set({ onHand: sql`${stock.onHand} + ${quantity}` })
      .where(and(eq(stock.variantId, variantId), eq(stock.locationId, mainLocation)))
    await addMovement(tx, { variantId, quantity, reason, reference })
  }
}

type ReservationRow = Pick<Reservation, 'id' | 'variantId' | 'quantity' | 'reference'>

async function giveBack(tx: Tx, rows: readonly ReservationRow[]): Promise<void> {
  for (const { variantId, quantity } of inOrder(rows)) await freeUnits(tx, { variantId, quantity })
}

const inOrder = <R extends Pick<ReservationRow, 'variantId'>>(rows: readonly R[]): R[] =>
  [...rows].sort((a, b) => (a.variantId < b.variantId ? -1 : a.variantId > b.variantId ? 1 : 0))

/** Units held now for a checkout, by variant; what the buyer holds is still available to that buyer. */
export async function heldFor(tx: ReadTx, reference: string): Promise<Map<string, number>> {
  const rows = await reservationsOf(tx, { reference })
  return demandOf(rows.filter(row => row.status === 'held'))
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

type Units = { variantId: string; quantity: number }

const takeUnits = command<Units, { id: string }[]>((db, tx) => {
  const { stock } = tables(tx)
  return db
    .update(stock)
    .set({ reserved: sql`${stock.reserved} + ${units}` })
    .where(
      and(
        atMainLocation(tx),
        stock.tracked,
        sql`(${stock.backorder} or ${stock.onHand} - ${stock.reserved} >= ${units})`,
      ),
    )
    .returning({ id: stock.variantId })
})

const sellUnits = command<Units>((db, tx) => {
  const { stock } = tables(tx)
  return db
    .update(stock)
    .set({ onHand: sql`${stock.onHand} - ${units}`, reserved: sql`${stock.reserved} - ${units}` })
    .where(atMainLocation(tx))
})

const freeUnits = command<Units>((db, tx) => {
  const { stock } = tables(tx)
  return db
    .update(stock)
    .set({ reserved: sql`${stock.reserved} - ${units}` })
    .where(atMainLocation(tx))
})

const units = sql.placeholder('quantity')

function atMainLocation(tx: Tx) {
  const { stock } = tables(tx)
  return and(eq(stock.variantId, sql.placeholder('variantId')), eq(stock.locationId, mainLocation))
}
