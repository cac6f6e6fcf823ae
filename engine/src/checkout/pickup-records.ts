import { and, asc, desc, eq, gt, gte, lt, sql } from 'drizzle-orm'
import { notFound } from '../shared/errors.ts'
import { postalKey } from '../shared/postal-pattern.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { query, tablesOf } from '../storage/query.ts'
import type { PickupPoint } from './pickup-point.ts'
import { checkoutTables } from './tables.ts'

const tables = tablesOf(checkoutTables)

type PointRow = ReturnType<typeof checkoutTables>['pickupPoints']['$inferSelect']

const pointOf = ({ country: _, postalKey: __, ...point }: PointRow): PickupPoint => point

/** Active points of a country around a postal code, from both sides of it. */
export async function pickupPointsNear(
  tx: ReadTx,
  { country, postalCode }: { readonly country: string; readonly postalCode: string | undefined },
): Promise<PickupPoint[]> {
  const place = { country, key: postalKey(postalCode ?? '') }
  return [...(await pointsFrom(tx, place)), ...(await pointsBefore(tx, place))].map(pointOf)
}

/** The point, active or not; undefined where there never was one. */
export async function findPickupPoint(tx: ReadTx, id: string): Promise<PickupPoint | undefined> {
  const [row] = await pointRow(tx, { id })
  return row && pointOf(row)
}

export async function pickupPointById(tx: ReadTx, id: string): Promise<PickupPoint> {
  const point = await findPickupPoint(tx, id)
  if (!point) throw notFound('pickup point', id)
  return point
}

export async function pickupPointsAfter(
  tx: ReadTx,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<PickupPoint[]> {
  const { pickupPoints } = tables(tx)
  const rows = await tx.db
    .select()
    .from(pickupPoints)
    .where(gt(pickupPoints.id, after))
    .orderBy(asc(pickupPoints.id))
    .limit(limit)
  return rows.map(pointOf)
}

export async function savePoint(tx: Tx, point: PickupPoint): Promise<void> {
  const { pickupPoints } = tables(tx)
  const { address_country: country, postal_code: code } = point.address
  const row = { ...point, country, postalKey: postalKey(code ?? '') }
  await tx.db.insert(pickupPoints).values(row).onConflictDoUpdate({ target: pickupPoints.id, set: row })
}

const nearest = 20

const pointsFrom = query((db, tx) => {
  const { pickupPoints: points } = tables(tx)
  return db
    .select()
    .from(points)
    .where(and(inCountry(tx), gte(points.postalKey, sql.placeholder('key'))))
    .orderBy(asc(points.postalKey), asc(points.id))
    .limit(nearest)
})

const pointsBefore = query((db, tx) => {
  const { pickupPoints: points } = tables(tx)
  return db
    .select()
    .from(points)
    .where(and(inCountry(tx), lt(points.postalKey, sql.placeholder('key'))))
    .orderBy(desc(points.postalKey), desc(points.id))
    .limit(nearest)
})

function inCountry(tx: ReadTx) {
  const { pickupPoints: points } = tables(tx)
  return and(eq(points.active, true), eq(points.country, sql.placeholder('country')))
}

const pointRow = query((db, tx) => {
  const { pickupPoints: points } = tables(tx)
  return db
    .select()
    .from(points)
    .where(eq(points.id, sql.placeholder('id')))
})
