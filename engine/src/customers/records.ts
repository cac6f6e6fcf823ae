import { desc, eq, sql } from 'drizzle-orm'
import { fingerprint, type PostalAddress } from '../shared/address.ts'
import { placeholderFor, placeholdersFor } from '../storage/column-placeholders.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { command, query, tablesOf } from '../storage/query.ts'
import type { Buyer } from './contract.ts'
import type { SavedAddress } from './profile.ts'
import { mostAddresses } from './profile-contract.ts'
import { customerTables } from './tables.ts'

const tables = tablesOf(customerTables)

/** So much of an address that who knows it recognises it, and nobody else can write to it. */
export const maskedEmail = (email: string): string => email.replace(/^(.).*@([^@]*)$/, '$1…@$2')

export const normalizedEmail = (email: string): string => email.trim().toLowerCase()

/**
 * Records a buyer who orders or signs up and answers the id. Whoever orders may name any e-mail address, so what is known of a
 * person is only completed by it, never replaced.
 */
export async function rememberBuyer(
  tx: Tx,
  buyer: Buyer & { email: string },
  { orderedAt = null }: { readonly orderedAt?: Date | null } = {},
): Promise<string> {
  const [row] = await completeCustomer(tx, {
    id: tx.newId('cus'),
    email: normalizedEmail(buyer.email),
    firstName: buyer.first_name ?? null,
    lastName: buyer.last_name ?? null,
    phoneNumber: buyer.phone_number ?? null,
    language: null,
    currency: null,
    defaultAddressId: null,
    version: 1,
    createdAt: tx.now,
    orderedAt,
  })
  return row!.id
}

/** Keeps an address that was delivered to; the same address is kept once. */
export async function rememberAddress(tx: Tx, customerId: string, address: PostalAddress): Promise<void> {
  const id = tx.newId('adr', 'short')
  await keepAddress(tx, { id, customerId, address, fingerprint: fingerprint(address), lastUsedAt: tx.now })
}

/** The customer's addresses, last used first, at most so many as one profile holds. */
export async function savedAddresses(tx: ReadTx, customerId: string): Promise<SavedAddress[]> {
  const rows = await addressRows(tx, { customerId })
  return rows.map(row => ({ ...row.address, id: row.id }))
}

export async function customerIdByEmail(tx: ReadTx, email: string): Promise<string | undefined> {
  const [row] = await idByEmail(tx, { email: normalizedEmail(email) })
  return row?.id
}

const completeCustomer = command((db, tx) => {
  const { customers } = tables(tx)
  return db
    .insert(customers)
    .values(placeholdersFor(customers))
    .onConflictDoUpdate({
      target: customers.email,
      set: {
        firstName: sql`coalesce(${customers.firstName}, excluded.first_name)`,
        lastName: sql`coalesce(${customers.lastName}, excluded.last_name)`,
        phoneNumber: sql`coalesce(${customers.phoneNumber}, excluded.phone_number)`,
        orderedAt: sql`coalesce(${customers.orderedAt}, excluded.ordered_at)`,
      },
    })
    .returning({ id: customers.id })
})

const keepAddress = command((db, tx) => {
  const { customerAddresses } = tables(tx)
  return db
    .insert(customerAddresses)
    .values(placeholdersFor(customerAddresses))
    .onConflictDoUpdate({
      target: [customerAddresses.customerId, customerAddresses.fingerprint],
      set: { lastUsedAt: placeholderFor(customerAddresses.lastUsedAt, 'lastUsedAt') },
    })
})

const addressRows = query((db, tx) => {
  const { customerAddresses } = tables(tx)
  return db
    .select()
    .from(customerAddresses)
    .where(eq(customerAddresses.customerId, sql.placeholder('customerId')))
    .orderBy(desc(customerAddresses.lastUsedAt), customerAddresses.id)
    .limit(mostAddresses)
})

/** Whether anybody has placed an order under this e-mail address. */
export async function hasOrdered(tx: ReadTx, email: string): Promise<boolean> {
  const [row] = await idByEmail(tx, { email: normalizedEmail(email) })
  return row !== undefined && row.orderedAt !== null
}

const idByEmail = query((db, tx) => {
  const { customers } = tables(tx)
  return db
    .select({ id: customers.id, orderedAt: customers.orderedAt })
    .from(customers)
    .where(eq(customers.email, sql.placeholder('email')))
})
