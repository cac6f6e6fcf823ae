import { and, asc, gt, gte, lt, type SQL, sql } from 'drizzle-orm'
import { type Actor, mayReadCustomers } from '../shared/actor.ts'
import { CommerceError } from '../shared/errors.ts'
import type { Input, Output } from '../shared/operation.ts'
import { defaultPageSize } from '../shared/page-schema.ts'
import { decodeCursor, encodeCursor } from '../shared/pages.ts'
import type { ReadTx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import type { findCustomers as contract, FoundCustomer } from './find-contract.ts'
import { maskedEmail, normalizedEmail } from './records.ts'
import { customerTables } from './tables.ts'

const tables = tablesOf(customerTables)

type Caller = { readonly actor: Actor }

export async function findCustomers(
  tx: ReadTx,
  { email, limit = defaultPageSize, cursor }: Input<typeof contract>,
  { actor }: Caller,
): Promise<Output<typeof contract>> {
  const isOpen = mayReadCustomers(actor)
  if (email !== undefined && !isOpen) {
    throw new CommerceError('forbidden', 'To find customers by e-mail needs the scope customers:read.', {
      scope: 'customers:read',
    })
  }
  const wanted = email === undefined ? undefined : normalizedEmail(email)
  const list = `customers ${wanted ?? ''}`
  const after = cursor === undefined ? '' : String(decodeCursor(list, cursor)[0] ?? '')
  const rows = await customersAfter(tx, { wanted, after, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    customers: shown.map(row => (isOpen ? customerView(row) : outlineOf(row))),
    pagination: last
      ? { has_next_page: true, cursor: encodeCursor(list, [wanted === undefined ? last.id : last.email]) }
      : { has_next_page: false },
  }
}

type CustomerRow = ReturnType<typeof customerTables>['customers']['$inferSelect']
type Search = { readonly wanted: string | undefined; readonly after: string; readonly limit: number }

async function customersAfter(tx: ReadTx, { wanted, after, limit }: Search): Promise<CustomerRow[]> {
  const { customers } = tables(tx)
  const { id, email } = customers
  const place = wanted === undefined ? id : email
  const begins = wanted === undefined ? undefined : beginsWith(tx, wanted)
  return await tx.db
    .select()
    .from(customers)
    .where(and(begins, gt(place, after)))
    .orderBy(asc(place))
    .limit(limit)
}

/**
 * SQLite compares by characters, so what begins so lies between the text and the text with the last of all characters
 * behind it. PostgreSQL compares as its locale does, and has a function.
 */
function beginsWith(tx: ReadTx, text: string): SQL | undefined {
  const { email } = tables(tx).customers
  if (tx.dialect === 'postgres') return sql`starts_with(${email}, ${text})`
  return and(gte(email, text), lt(email, `${text}\u{10ffff}`))
}

const customerView = (row: CustomerRow): FoundCustomer => ({
  id: row.id,
  email: row.email,
  ...(row.firstName !== null && { first_name: row.firstName }),
  ...(row.lastName !== null && { last_name: row.lastName }),
  ...(row.phoneNumber !== null && { phone_number: row.phoneNumber }),
  created_at: row.createdAt.toISOString(),
})

const outlineOf = ({ id, email, createdAt }: CustomerRow): FoundCustomer => ({
  id,
  email: maskedEmail(email),
  created_at: createdAt.toISOString(),
})
