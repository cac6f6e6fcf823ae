import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm'
import { notFound } from '../shared/errors.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { query, tablesOf } from '../storage/query.ts'
import type { StaffMember } from './member.ts'
import { staffTables } from './tables.ts'

const tables = tablesOf(staffTables)

export async function insertMember(tx: Tx, member: StaffMember): Promise<void> {
  await tx.db.insert(tables(tx).staffMembers).values(member)
}

export async function saveMember(tx: Tx, { id, ...changes }: StaffMember): Promise<void> {
  const { staffMembers } = tables(tx)
  await tx.db.update(staffMembers).set(changes).where(eq(staffMembers.id, id))
}

export async function findMember(tx: ReadTx, id: string): Promise<StaffMember | undefined> {
  const [row] = await memberRow(tx, { id })
  return row
}

/** Throws `not_found` for an unknown id. */
export async function memberById(tx: ReadTx, id: string): Promise<StaffMember> {
  const member = await findMember(tx, id)
  if (!member) throw notFound('staff member', id)
  return member
}

/** In the order of their ids. */
export async function membersAfter(
  tx: ReadTx,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<StaffMember[]> {
  const { staffMembers } = tables(tx)
  return await tx.db
    .select()
    .from(staffMembers)
    .where(gt(staffMembers.id, after))
    .orderBy(asc(staffMembers.id))
    .limit(limit)
}

/**
 * The owners who are let in, the first one first, held by this transaction: of two owners who shut each other out at the
 * same time, the second one finds that the first is alone.
 */
export async function ownersInTurn(tx: Tx): Promise<StaffMember[]> {
  const { staffMembers } = tables(tx)
  await tx.db.update(staffMembers).set({ role: 'owner' }).where(eq(staffMembers.role, 'owner'))
  return await tx.db
    .select()
    .from(staffMembers)
    .where(and(eq(staffMembers.role, 'owner'), isNull(staffMembers.disabledAt)))
    .orderBy(asc(staffMembers.createdAt), asc(staffMembers.id))
}

/** Answers whether it was this call that added the member: of several at once, one does. */
export async function insertOnce(tx: Tx, member: StaffMember): Promise<boolean> {
  const { staffMembers } = tables(tx)
  const added = await tx.db.insert(staffMembers).values(member).onConflictDoNothing().returning({ id: staffMembers.id })
  return added.length > 0
}

const memberRow = query((db, tx) => {
  const { staffMembers } = tables(tx)
  return db
    .select()
    .from(staffMembers)
    .where(eq(staffMembers.id, sql.placeholder('id')))
})
