import { and, asc, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import { placeholderFor } from '../storage/column-placeholders.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { query, tablesOf } from '../storage/query.ts'
import { customerTables } from './tables.ts'

const tables = tablesOf(customerTables)

/** A customer's id, or an e-mail address in lower case: no id holds an "@". */
export type Membership = {
  readonly member: string
  readonly startsAt: Date | null
  readonly endsAt: Date | null
}

/** The groups that a customer belongs to now: by id, or by the e-mail address that the shop knows of them. */
export async function groupsOf(tx: ReadTx, customerId: string): Promise<string[]> {
  const rows = await groupRows(tx, { customerId, now: tx.now })
  return rows.map(row => row.groupName)
}

export async function groupExists(tx: ReadTx, name: string): Promise<boolean> {
  const { customerGroups } = tables(tx)
  const rows = await tx.db.select().from(customerGroups).where(eq(customerGroups.name, name))
  return rows.length > 0
}

export async function saveGroup(tx: Tx, name: string, members: readonly Membership[]): Promise<void> {
  const { customerGroups, customerGroupMembers } = tables(tx)
  await tx.db.insert(customerGroups).values({ name, createdAt: tx.now }).onConflictDoNothing()
  if (members.length === 0) return
  await tx.db
    .insert(customerGroupMembers)
    .values(members.map(row => ({ groupName: name, ...row })))
    .onConflictDoUpdate({
      target: [customerGroupMembers.groupName, customerGroupMembers.member],
      set: { startsAt: sql`excluded.starts_at`, endsAt: sql`excluded.ends_at` },
    })
}

/** When these belong to a group, of those who ever did. */
export async function membershipsNamed(tx: ReadTx, name: string, members: readonly string[]): Promise<Membership[]> {
  const { customerGroupMembers } = tables(tx)
  if (members.length === 0) return []
  return await tx.db
    .select()
    .from(customerGroupMembers)
    .where(and(eq(customerGroupMembers.groupName, name), inArray(customerGroupMembers.member, [...members])))
    .orderBy(asc(customerGroupMembers.member))
}

/** How many belong to each group now, in the order of their names. */
export async function groupsAfter(
  tx: ReadTx,
  { after, limit }: { after: string; limit: number },
): Promise<{ name: string; members: number }[]> {
  const { customerGroups } = tables(tx)
  const groups = await tx.db
    .select({ name: customerGroups.name })
    .from(customerGroups)
    .where(gt(customerGroups.name, after))
    .orderBy(asc(customerGroups.name))
    .limit(limit)
  const counts = await membersOf(
    tx,
    groups.map(group => group.name),
  )
  return groups.map(({ name }) => ({ name, members: counts.get(name) ?? 0 }))
}

export async function membersOf(tx: ReadTx, names: readonly string[]): Promise<Map<string, number>> {
  if (names.length === 0) return new Map()
  const { customerGroupMembers } = tables(tx)
  const { groupName, startsAt, endsAt } = customerGroupMembers
  const rows = await tx.db
    .select({ groupName, count: sql<number>`count(*)`.mapWith(Number) })
    .from(customerGroupMembers)
    .where(
      and(
        inArray(groupName, [...names]),
        or(isNull(startsAt), lte(startsAt, tx.now)),
        or(isNull(endsAt), gt(endsAt, tx.now)),
      ),
    )
    .groupBy(groupName)
  return new Map(rows.map(row => [row.groupName, row.count]))
}

export async function membershipsAfter(
  tx: ReadTx,
  name: string,
  { after, limit }: { after: string; limit: number },
): Promise<Membership[]> {
  const { customerGroupMembers } = tables(tx)
  return await tx.db
    .select()
    .from(customerGroupMembers)
    .where(and(eq(customerGroupMembers.groupName, name), gt(customerGroupMembers.member, after)))
    .orderBy(asc(customerGroupMembers.member))
    .limit(limit)
}

const groupRows = query((db, tx) => {
  const { customers, customerGroupMembers } = tables(tx)
  const { groupName, member, startsAt, endsAt } = customerGroupMembers
  const id = sql.placeholder('customerId')
  const email = db.select({ email: customers.email }).from(customers).where(eq(customers.id, id))
  return db
    .selectDistinct({ groupName })
    .from(customerGroupMembers)
    .where(
      and(
        or(eq(member, id), inArray(member, email)),
        or(isNull(startsAt), lte(startsAt, placeholderFor(startsAt, 'now'))),
        or(isNull(endsAt), gt(endsAt, placeholderFor(endsAt, 'now'))),
      ),
    )
    .orderBy(asc(groupName))
})
