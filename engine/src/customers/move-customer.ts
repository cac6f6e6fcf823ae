import { and, eq, inArray, ne, notInArray, sql } from 'drizzle-orm'
import type { Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { countAgain } from './loyalty.ts'
import { holdCustomer } from './loyalty-records.ts'
import { normalizedEmail } from './records.ts'
import { customerTables } from './tables.ts'

const tables = tablesOf(customerTables)

/** A customer under a new address. `former` is the customer that the shop knew under it, and who is the same person. */
export type Moved = { readonly customerId: string; readonly former: string | undefined }

/**
 * Gives a customer another e-mail address, which they have proved to be theirs. A buyer whom the shop knew under it
 * already becomes one with them: addresses and groups here, and the rest in the rooms that keep it.
 */
export async function moveCustomer(
  tx: Tx,
  { customerId, email }: { readonly customerId: string; readonly email: string },
): Promise<Moved> {
  const { customers } = tables(tx)
  const wanted = normalizedEmail(email)
  const [other] = await tx.db
    .select({ id: customers.id, orderedAt: customers.orderedAt })
    .from(customers)
    .where(and(eq(customers.email, wanted), ne(customers.id, customerId)))
  if (other) await becomeOne(tx, { from: other.id, to: customerId })
  await keepGroups(tx, customerId, wanted)
  const { orderedAt } = customers
  const change = {
    email: wanted,
    ...(other && { orderedAt: sql`coalesce(${orderedAt}, ${sql.param(other.orderedAt, orderedAt)})` }),
  }
  await tx.db.update(customers).set(change).where(eq(customers.id, customerId))
  return { customerId, former: other?.id }
}

async function becomeOne(tx: Tx, { from, to }: { readonly from: string; readonly to: string }): Promise<void> {
  const { customers, customerAddresses, customerGroupMembers, customerOrders } = tables(tx)
  // Orders of either that are being counted are counted first.
  for (const id of [from, to]) await holdCustomer(tx, id)
  const { fingerprint, customerId } = customerAddresses
  const known = tx.db.select({ fingerprint }).from(customerAddresses).where(eq(customerId, to))
  await tx.db
    .update(customerAddresses)
    .set({ customerId: to })
    .where(and(eq(customerId, from), notInArray(fingerprint, known)))
  await tx.db.delete(customerAddresses).where(eq(customerId, from))
  await tx.db
    .delete(customerGroupMembers)
    .where(and(eq(customerGroupMembers.member, from), eq(customerGroupMembers.byRule, true)))
  await renameMember(tx, { from, to })
  await tx.db.update(customerOrders).set({ customerId: to }).where(eq(customerOrders.customerId, from))
  await tx.db.delete(customers).where(eq(customers.id, from))
  await countAgain(tx, to)
}

/** Who was put into groups by an address that they give up stays in them; whoever is given the address later is not in. */
async function keepGroups(tx: Tx, customerId: string, wanted: string): Promise<void> {
  const { customers } = tables(tx)
  const [known] = await tx.db.select({ email: customers.email }).from(customers).where(eq(customers.id, customerId))
  if (known && known.email !== wanted) await renameMember(tx, { from: known.email, to: customerId })
}

async function renameMember(tx: Tx, { from, to }: { readonly from: string; readonly to: string }): Promise<void> {
  const { customerGroupMembers } = tables(tx)
  const { groupName, member, byRule } = customerGroupMembers
  const mine = tx.db
    .select({ groupName })
    .from(customerGroupMembers)
    .where(and(eq(member, to), eq(byRule, false)))
  await tx.db.delete(customerGroupMembers).where(and(eq(member, from), inArray(groupName, mine)))
  await tx.db.update(customerGroupMembers).set({ member: to }).where(eq(member, from))
}
