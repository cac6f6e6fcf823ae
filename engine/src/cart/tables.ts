import { sql } from 'drizzle-orm'
import type { Buyer } from '../customers/contract.ts'
import type { Context } from '../pricing/contract.ts'
import type { Attribution } from '../shared/ucp.ts'
import type { Columns } from '../storage/columns.sqlite.ts'
import type { BasketLine, CartStatus } from './cart.ts'

/** The columns that carts and checkouts share. */
export const basketColumns = (c: Columns) => ({
  id: c.id().primaryKey(),
  ownerId: c.id(),
  version: c.count().notNull(),
  currency: c.text().notNull(),
  lines: c.json<readonly BasketLine[]>().notNull(),
  codes: c.json<readonly string[]>().notNull(),
  buyer: c.json<Buyer>(),
  context: c.json<Context>(),
  attribution: c.json<Attribution>(),
  createdAt: c.instant().notNull(),
  expiresAt: c.instant().notNull(),
})

export const cartTables = (c: Columns) => ({
  carts: c.table('carts', { ...basketColumns(c), status: c.text().$type<CartStatus>().notNull() }, t => [
    c.index('carts_expiry').on(t.expiresAt),
    c.check('carts_version_positive', sql`${t.version} > 0`),
  ]),
})
