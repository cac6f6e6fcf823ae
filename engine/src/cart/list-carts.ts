import { and, desc, eq, gt, sql } from 'drizzle-orm'
import { type Actor, mayReadCustomers } from '../shared/actor.ts'
import type { Input, Output } from '../shared/operation.ts'
import { defaultPageSize } from '../shared/page-schema.ts'
import { decodeCursor, encodeCursor } from '../shared/pages.ts'
import type { ReadTx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import type { listCarts as contract } from './list-contract.ts'
import { cartTables } from './tables.ts'

const tables = tablesOf(cartTables)

/** A cart lives for so long from its last change, so the one that ends last was touched last. */
export async function listCarts(
  tx: ReadTx,
  { status, limit = defaultPageSize, cursor }: Input<typeof contract>,
  { actor }: { readonly actor: Actor },
): Promise<Output<typeof contract>> {
  const { carts } = tables(tx)
  const { expiresAt, id } = carts
  const list = `carts ${status ?? ''}`
  const [time, last] = cursor === undefined ? [] : decodeCursor(list, cursor)
  const isAfter =
    cursor === undefined
      ? undefined
      : sql`(${expiresAt}, ${id}) < (${sql.param(new Date(Number(time)), expiresAt)}, ${String(last)})`
  const rows = await tx.db
    .select()
    .from(carts)
    .where(and(gt(expiresAt, tx.now), isAfter, status === undefined ? undefined : eq(carts.status, status)))
    .orderBy(desc(expiresAt), desc(id))
    .limit(limit + 1)
  const shown = rows.slice(0, limit)
  const end = rows.length > limit ? shown.at(-1) : undefined
  const isOpen = mayReadCustomers(actor)
  return {
    carts: shown.map(({ id, status, currency, lines, codes, ownerId, buyer, createdAt, expiresAt }) => ({
      id,
      status,
      currency,
      items: lines.map(line => ({ id: line.variantId, title: line.title, quantity: line.quantity })),
      codes: [...codes],
      ...(ownerId !== null && { customer_id: ownerId }),
      ...(isOpen && buyer?.email !== undefined && { email: buyer.email }),
      created_at: createdAt.toISOString(),
      expires_at: expiresAt.toISOString(),
    })),
    pagination: end
      ? { has_next_page: true, cursor: encodeCursor(list, [end.expiresAt.getTime(), end.id]) }
      : { has_next_page: false },
  }
}
