import { and, asc, eq, gt, isNotNull, sql } from 'drizzle-orm'
import { placeholderFor, placeholdersFor } from '../storage/column-placeholders.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { command, query, tablesOf } from '../storage/query.ts'
import type { GroupRule, KeptOrder } from './group-rule.ts'
import { customerTables } from './tables.ts'

const tables = tablesOf(customerTables)

export type LoyaltyGroup = { readonly name: string; readonly rule: GroupRule }

/** The groups that customers join of themselves. */
export async function loyaltyGroups(tx: ReadTx): Promise<LoyaltyGroup[]> {
  const rows = await groupsWithRule(tx)
  return rows.flatMap(({ name, rule }) => (rule ? [{ name, rule }] : []))
}

/**
 * Nobody else counts this customer's orders until the transaction ends, so that of two orders at once the later sees both.
 * False where there is no such customer.
 */
export async function holdCustomer(tx: Tx, customerId: string): Promise<boolean> {
  const held = await holdRow(tx, { customerId })
  return held.length > 0
}

export type OrderOfCustomer = KeptOrder & { readonly orderId: string; readonly customerId: string }

export async function keepOrder(tx: Tx, order: OrderOfCustomer): Promise<void> {
  await keepRow(tx, order)
}

export async function dropOrder(tx: Tx, orderId: string): Promise<void> {
  const { customerOrders } = tables(tx)
  await tx.db.delete(customerOrders).where(eq(customerOrders.orderId, orderId))
}

export async function ordersSince(
  tx: ReadTx,
  asked: { readonly customerId: string; readonly since: Date },
): Promise<KeptOrder[]> {
  return await keptSince(tx, asked)
}

type Joined = { readonly groupName: string; readonly member: string; readonly endsAt: Date }

/** Who has been in the group all along is so since they joined. */
export async function joinByRule(tx: Tx, joined: Joined): Promise<void> {
  await joinRow(tx, { ...joined, byRule: true, startsAt: tx.now })
}

export async function leaveByRule(tx: Tx, { groupName, member }: Omit<Joined, 'endsAt'>): Promise<void> {
  await leaveRow(tx, { groupName, member })
}

const groupsWithRule = query((db, tx) => {
  const { customerGroups } = tables(tx)
  const { name, rule } = customerGroups
  return db.select({ name, rule }).from(customerGroups).where(isNotNull(rule)).orderBy(asc(name))
})

/** Writing the row as it is holds it on PostgreSQL; SQLite has one writer at a time. */
const holdRow = command((db, tx) => {
  const { customers } = tables(tx)
  return db
    .update(customers)
    .set({ createdAt: sql`${customers.createdAt}` })
    .where(eq(customers.id, sql.placeholder('customerId')))
    .returning({ id: customers.id })
})

const keepRow = command((db, tx) => {
  const { customerOrders } = tables(tx)
  return db
    .insert(customerOrders)
    .values(placeholdersFor(customerOrders))
    .onConflictDoUpdate({
      target: customerOrders.orderId,
      set: { customerId: sql`excluded.customer_id`, kept: sql`excluded.kept` },
    })
})

const keptSince = query((db, tx) => {
  const { customerOrders } = tables(tx)
  const { customerId, placedAt, currency, kept } = customerOrders
  return db
    .select({ placedAt, currency, kept })
    .from(customerOrders)
    .where(and(eq(customerId, sql.placeholder('customerId')), gt(placedAt, placeholderFor(placedAt, 'since'))))
})

const joinRow = command((db, tx) => {
  const { customerGroupMembers: members } = tables(tx)
  return db
    .insert(members)
    .values(placeholdersFor(members))
    .onConflictDoUpdate({
      target: [members.groupName, members.member, members.byRule],
      set: {
        startsAt: sql`case when ${members.endsAt} > excluded.starts_at then ${members.startsAt} else excluded.starts_at end`,
        endsAt: sql`excluded.ends_at`,
      },
    })
})

const leaveRow = command((db, tx) => {
  const { customerGroupMembers } = tables(tx)
  const { groupName, member, byRule } = customerGroupMembers
  return db
    .delete(customerGroupMembers)
    .where(and(eq(groupName, sql.placeholder('groupName')), eq(member, sql.placeholder('member')), eq(byRule, true)))
})
