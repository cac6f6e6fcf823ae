import { and, asc, type Column, eq, gt, inArray, isNotNull, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import { placeholderFor } from '../storage/column-placeholders.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { query, tablesOf } from '../storage/query.ts'
import type { GroupRule } from './group-rule.ts'
import { customerTables } from './tables.ts'

const tables = tablesOf(customerTables)

/** A customer's id, or an e-mail address in lower case: no id holds an "@". */
export type Membership = {
  readonly member: string
  /** Whether they joined of themselves by the group's rule. */
  readonly byRule: boolean
  readonly startsAt: Date | null
  readonly endsAt: Date | null
}

/** The groups that a customer belongs to now: by id, or by the e-mail address that the shop knows of them. */
export async function groupsOf(tx: ReadTx, customerId: string): Promise<string[]> {
  const rows = await groupRows(tx, { customerId, now: tx.now })
  return rows.map(row => row.groupName)
}

export const groupExists = async (tx: ReadTx, name: string): Promise<boolean> =>
  (await groupNamed(tx, name)) !== undefined

export type Group = { readonly name: string; readonly rule: GroupRule | null }

export async function groupNamed(tx: ReadTx, wanted: string): Promise<Group | undefined> {
  const { name, rule } = tables(tx).customerGroups
  const [row] = await tx.db.select({ name, rule }).from(tables(tx).customerGroups).where(eq(name, wanted))
  return row
}

type GroupToSave = { readonly name: string; readonly members: readonly Membership[] }

/** Makes the group where it is not there, and adds or changes members who are put in by hand. */
export async function saveGroup(tx: Tx, { name, members }: GroupToSave): Promise<void> {
  const { customerGroups, customerGroupMembers } = tables(tx)
  const group = { name, createdAt: tx.now, rule: null, countedTo: null }
  await tx.db.insert(customerGroups).values(group).onConflictDoNothing()
  if (members.length === 0) return
  await tx.db
    .insert(customerGroupMembers)
    .values(members.map(row => ({ groupName: name, ...row })))
    .onConflictDoUpdate({
      target: [customerGroupMembers.groupName, customerGroupMembers.member, customerGroupMembers.byRule],
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
    .where(
      and(
        eq(customerGroupMembers.groupName, name),
        eq(customerGroupMembers.byRule, false),
        inArray(customerGroupMembers.member, [...members]),
      ),
    )
    .orderBy(asc(customerGroupMembers.member))
}

/** How many belong to each group now, in the order of their names. */
export async function groupsAfter(
  tx: ReadTx,
  { after, limit }: { after: string; limit: number },
): Promise<(Group & { members: number })[]> {
  const { customerGroups } = tables(tx)
  const groups = await tx.db
    .select({ name: customerGroups.name, rule: customerGroups.rule })
    .from(customerGroups)
    .where(gt(customerGroups.name, after))
    .orderBy(asc(customerGroups.name))
    .limit(limit)
  const counts = await membersOf(
    tx,
    groups.map(group => group.name),
  )
  return groups.map(group => ({ ...group, members: counts.get(group.name) ?? 0 }))
}

export async function membersOf(tx: ReadTx, names: readonly string[]): Promise<Map<string, number>> {
  if (names.length === 0) return new Map()
  const { customerGroupMembers } = tables(tx)
  const { groupName, member, startsAt } = customerGroupMembers
  const rows = await tx.db
    .select({ groupName, count: sql<number>`count(distinct ${member})`.mapWith(Number) })
    .from(customerGroupMembers)
    .where(and(inArray(groupName, [...names]), countsAt(tx, sql`${sql.param(tx.now, startsAt)}`)))
    .groupBy(groupName)
  return new Map(rows.map(row => [row.groupName, row.count]))
}

/** Where a page of memberships begins: after this one. */
export type MembershipPlace = Pick<Membership, 'member' | 'byRule'>

/** A member who joined of themselves and was put in by hand too comes twice. */
export async function membershipsAfter(
  tx: ReadTx,
  name: string,
  { after, limit, byHand }: { after: MembershipPlace; limit: number; byHand?: true },
): Promise<Membership[]> {
  const { customerGroupMembers } = tables(tx)
  const { groupName, member, byRule } = customerGroupMembers
  const isLater = or(gt(member, after.member), and(eq(member, after.member), gt(byRule, after.byRule)))
  return await tx.db
    .select()
    .from(customerGroupMembers)
    .where(and(eq(groupName, name), isLater, byHand && eq(byRule, false)))
    .orderBy(asc(member), asc(byRule))
    .limit(limit)
}

const groupRows = query((db, tx) => {
  const { customers, customerGroupMembers } = tables(tx)
  const { groupName, member, startsAt } = customerGroupMembers
  const id = sql.placeholder('customerId')
  const email = db.select({ email: customers.email }).from(customers).where(eq(customers.id, id))
  return db
    .selectDistinct({ groupName })
    .from(customerGroupMembers)
    .where(and(or(eq(member, id), inArray(member, email)), countsAt(tx, placeholderFor(startsAt, 'now'))))
    .orderBy(asc(groupName))
})

/** Whether a membership counts at a moment. One by a rule does for as long as its group has a rule. */
function countsAt(tx: ReadTx, now: SQL): SQL | undefined {
  const { groupName, byRule, startsAt, endsAt } = tables(tx).customerGroupMembers
  const rule = ruleOfGroup(tx, groupName)
  return and(
    or(isNull(startsAt), lte(startsAt, now)),
    or(isNull(endsAt), gt(endsAt, now)),
    or(eq(byRule, false), isNotNull(rule)),
  )
}

/** In a query: the rule of the group that a column names; null where there is none. */
export function ruleOfGroup(tx: ReadTx, named: Column): SQL<unknown> {
  const { customerGroups: groups } = tables(tx)
  return sql`(select ${groups.rule} from ${groups} where ${groups.name} = ${named})`
}
