import { and, eq, inArray, lte, sql } from 'drizzle-orm'
import { type Actor, mayReach } from '../shared/actor.ts'
import { CommerceError, notFound } from '../shared/errors.ts'
import { placeholdersFor } from '../storage/column-placeholders.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { command, query, tablesOf } from '../storage/query.ts'
import type { Cart } from './cart.ts'
import { cartTables } from './tables.ts'

const tables = tablesOf(cartTables)

type CartRow = ReturnType<typeof cartTables>['carts']['$inferSelect']

/** The cart, if it is this actor's and has not expired; absent, foreign and expired are the same `not_found`. */
export async function cartById(tx: ReadTx, { id, actor }: { id: string; actor: Actor }): Promise<Cart> {
  const [row] = await cartRow(tx, { id })
  if (!row || !mayReach(actor, row.ownerId) || row.expiresAt <= tx.now) throw notFound('cart', id)
  return cartOf(row)
}

const cartOf = ({ buyer, context, attribution, ...row }: CartRow): Cart => ({
  ...row,
  ...(buyer && { buyer }),
  ...(context && { context }),
  ...(attribution && { attribution }),
})

const rowOf = (cart: Cart): CartRow => ({
  ...cart,
  buyer: cart.buyer ?? null,
  context: cart.context ?? null,
  attribution: cart.attribution ?? null,
})

export async function insertCart(tx: Tx, cart: Cart): Promise<void> {
  await insertRow(tx, rowOf(cart))
}

/** Saves the next version. Throws `version_conflict` when somebody else saved it meanwhile. */
export async function saveCart(tx: Tx, cart: Cart): Promise<Cart> {
  const next = { ...cart, version: cart.version + 1 }
  const saved = await updateRow(tx, { ...rowOf(next), knownVersion: cart.version })
  if (saved.length === 0)
    throw new CommerceError('version_conflict', `Cart ${cart.id} was changed meanwhile.`, { id: cart.id })
  return next
}

/** Closes the cart whose order was placed, unless it has been changed since it was checked out. */
export async function closeOrderedCart(tx: Tx, { id, version }: { id: string; version: number }): Promise<void> {
  const { carts } = tables(tx)
  await tx.db
    .update(carts)
    .set({ status: 'ordered', version: version + 1 })
    .where(and(eq(carts.id, id), eq(carts.version, version), eq(carts.status, 'open')))
}

/** Forgets carts whose time is over, at most 500 at once; answers how many. */
export async function deleteExpiredCarts(tx: Tx): Promise<number> {
  const { carts } = tables(tx)
  const due = await tx.db.select({ id: carts.id }).from(carts).where(lte(carts.expiresAt, tx.now)).limit(500)
  if (due.length > 0)
    await tx.db.delete(carts).where(
      inArray(
        carts.id,
        due.map(row => row.id),
      ),
    )
  return due.length
}

const cartRow = query((db, tx) => {
  const { carts } = tables(tx)
  return db
    .select()
    .from(carts)
    .where(eq(carts.id, sql.placeholder('id')))
})

const insertRow = command((db, tx) => {
  const { carts } = tables(tx)
  return db.insert(carts).values(placeholdersFor(carts))
})

const updateRow = command((db, tx) => {
  const { carts } = tables(tx)
  const { id: _, createdAt: __, ...changing } = placeholdersFor(carts)
  return db
    .update(carts)
    .set(changing)
    .where(and(eq(carts.id, sql.placeholder('id')), eq(carts.version, sql.placeholder('knownVersion'))))
    .returning({ id: carts.id })
})
