import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm'
import { titledIn } from '../catalog/index.ts'
import { type Actor, mayReach } from '../shared/actor.ts'
import { CommerceError, notFound } from '../shared/errors.ts'
import { placeholdersFor } from '../storage/column-placeholders.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { command, query, tablesOf } from '../storage/query.ts'
import { type Checkout, type CheckoutStatus, checkoutStates } from './checkout.ts'
import type { ShippingRate } from './shipping.ts'
import { checkoutTables } from './tables.ts'

const tables = tablesOf(checkoutTables)

type CheckoutRow = ReturnType<typeof checkoutTables>['checkouts']['$inferSelect']

/** Said in the SQL itself: values of their own would not find the index of open checkouts, whose condition they are. */
const finalStatuses = sql.raw(
  checkoutStates.names
    .filter(checkoutStates.isFinal)
    .map(status => `'${status}'`)
    .join(', '),
)

/** The checkout, if it is this actor's; absent and foreign are the same `not_found`. */
export async function checkoutById(tx: ReadTx, { id, actor }: { id: string; actor: Actor }): Promise<Checkout> {
  const [row] = await checkoutRow(tx, { id })
  if (!row || !mayReach(actor, row.ownerId)) throw notFound('checkout', id)
  return asOfNow(tx, checkoutOf(row))
}

/** As they were last saved, whoever's they are. */
export async function checkoutsByIds(tx: ReadTx, ids: readonly string[]): Promise<Checkout[]> {
  const { checkouts } = tables(tx)
  const rows = await tx.db
    .select()
    .from(checkouts)
    .where(inArray(checkouts.id, [...ids]))
  return rows.map(checkoutOf)
}

const checkoutOf = ({ buyer, context, attribution, cards, clearedAt: _, ...row }: CheckoutRow): Checkout => ({
  ...row,
  cards: cards ?? [],
  ...(buyer && { buyer }),
  ...(context && { context }),
  ...(attribution && { attribution }),
})

/** A checkout whose time is over is cancelled, whether the sweeper has come by or not; one that is being paid is not. */
export function asOfNow(tx: ReadTx, checkout: Checkout): Checkout {
  const isOver = checkout.expiresAt <= tx.now && checkout.paymentId === null && !checkoutStates.isFinal(checkout.status)
  return isOver ? { ...checkout, status: 'canceled' } : checkout
}

/** The checkout that a cart has open, if any. */
export async function openCheckoutOf(tx: ReadTx, cartId: string): Promise<Checkout | undefined> {
  const [row] = await openRowOf(tx, { cartId })
  return row && asOfNow(tx, checkoutOf(row))
}

/** Answers false when the cart has got an open checkout meanwhile. */
export async function insertCheckout(tx: Tx, checkout: Checkout): Promise<boolean> {
  const made = await insertRow(tx, rowOf(checkout))
  return made.length > 0
}

const rowOf = (checkout: Checkout): CheckoutRow => ({
  ...checkout,
  buyer: checkout.buyer ?? null,
  context: checkout.context ?? null,
  attribution: checkout.attribution ?? null,
  cards: checkout.cards.length > 0 ? checkout.cards : null,
  // What is saved once more may say more, and is looked at again.
  clearedAt: null,
})

/** Saves the next version. Throws `version_conflict` when somebody else saved it meanwhile. */
export async function saveCheckout(tx: Tx, checkout: Checkout): Promise<Checkout> {
  const next = { ...checkout, version: checkout.version + 1 }
  const saved = await updateRow(tx, { ...rowOf(next), knownVersion: checkout.version })
  if (saved.length === 0) {
    throw new CommerceError('version_conflict', `Checkout ${checkout.id} was changed meanwhile.`, { id: checkout.id })
  }
  return next
}

/** Checkouts whose time is over and for which no payment is under way. */
export async function expiredCheckouts(tx: ReadTx, limit: number): Promise<Checkout[]> {
  const { checkouts } = tables(tx)
  const open: CheckoutStatus[] = checkoutStates.names.filter(status => !checkoutStates.isFinal(status))
  const rows = await tx.db
    .select()
    .from(checkouts)
    .where(and(inArray(checkouts.status, open), lte(checkouts.expiresAt, tx.now), sql`${checkouts.paymentId} is null`))
    .orderBy(asc(checkouts.expiresAt))
    .limit(limit)
  return rows.map(checkoutOf)
}

export async function shippingRates(tx: ReadTx, languages: readonly string[] = []): Promise<ShippingRate[]> {
  const rates = await rateRows(tx)
  return await titledIn(tx, languages, { type: 'shipping_rate', things: rates, keyOf: ({ id }) => id })
}

export async function saveRate(tx: Tx, rate: ShippingRate): Promise<void> {
  const { shippingRates: rates } = tables(tx)
  await tx.db.insert(rates).values(rate).onConflictDoUpdate({ target: rates.id, set: rate })
}

const checkoutRow = query((db, tx) => {
  const { checkouts } = tables(tx)
  return db
    .select()
    .from(checkouts)
    .where(eq(checkouts.id, sql.placeholder('id')))
})

const openRowOf = query((db, tx) => {
  const { checkouts } = tables(tx)
  return db
    .select()
    .from(checkouts)
    .where(and(eq(checkouts.cartId, sql.placeholder('cartId')), sql`${checkouts.status} not in (${finalStatuses})`))
})

const insertRow = command((db, tx) => {
  const { checkouts } = tables(tx)
  return db.insert(checkouts).values(placeholdersFor(checkouts)).onConflictDoNothing().returning({ id: checkouts.id })
})

const updateRow = command((db, tx) => {
  const { checkouts } = tables(tx)
  const { id: _, createdAt: __, ...changing } = placeholdersFor(checkouts)
  return db
    .update(checkouts)
    .set(changing)
    .where(and(eq(checkouts.id, sql.placeholder('id')), eq(checkouts.version, sql.placeholder('knownVersion'))))
    .returning({ id: checkouts.id })
})

const rateRows = query((db, tx) => db.select().from(tables(tx).shippingRates))
