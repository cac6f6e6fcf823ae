import { and, eq, inArray, sql } from 'drizzle-orm'
import { fingerprint } from '../shared/address.ts'
import { CommerceError, notFound } from '../shared/errors.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { query, tablesOf } from '../storage/query.ts'
import type { AddressBook, Profile } from './profile.ts'
import { customerTables } from './tables.ts'

const tables = tablesOf(customerTables)

/** Undefined where the shop knows nobody of this id. */
export async function findProfile(tx: ReadTx, customerId: string): Promise<Profile | undefined> {
  const [row] = await profileRow(tx, { customerId })
  return row
}

export async function profileOf(tx: ReadTx, customerId: string): Promise<Profile> {
  const profile = await findProfile(tx, customerId)
  if (!profile) throw notFound('customer', customerId)
  return profile
}

/** Saves the next version. Throws `version_conflict` when somebody else saved it meanwhile. */
export async function saveProfile(tx: Tx, profile: Profile): Promise<Profile> {
  const { customers } = tables(tx)
  const { id, email: _, version, ...changed } = profile
  const saved = await tx.db
    .update(customers)
    .set({ ...changed, version: version + 1 })
    .where(and(eq(customers.id, id), eq(customers.version, version)))
    .returning({ id: customers.id })
  if (saved.length === 0) throw changedMeanwhile()
  return { ...profile, version: version + 1 }
}

export const changedMeanwhile = (): CommerceError =>
  new CommerceError('version_conflict', 'The profile was changed meanwhile.')

/** Writes what differs between the addresses that were read and those that are to be. */
export async function saveAddressBook(
  tx: Tx,
  customerId: string,
  { before, after }: { readonly before: AddressBook['addresses']; readonly after: AddressBook['addresses'] },
): Promise<void> {
  const { customerAddresses } = tables(tx)
  const gone = before.flatMap(({ id }) => (after.some(other => other.id === id) ? [] : [id]))
  if (gone.length > 0) {
    await tx.db
      .delete(customerAddresses)
      .where(and(eq(customerAddresses.customerId, customerId), inArray(customerAddresses.id, gone)))
  }
  for (const { id, ...address } of after) {
    await tx.db
      .insert(customerAddresses)
      .values({ id, customerId, address, fingerprint: fingerprint(address), lastUsedAt: tx.now })
      .onConflictDoUpdate({
        target: customerAddresses.id,
        set: { address, fingerprint: fingerprint(address) },
      })
  }
}

const profileRow = query((db, tx) => {
  const { customers } = tables(tx)
  const { createdAt: _, ...columns } = customers
  return db
    .select({
      id: columns.id,
      email: columns.email,
      firstName: columns.firstName,
      lastName: columns.lastName,
      phoneNumber: columns.phoneNumber,
      language: columns.language,
      currency: columns.currency,
      defaultAddressId: columns.defaultAddressId,
      version: columns.version,
    })
    .from(customers)
    .where(eq(customers.id, sql.placeholder('customerId')))
})
