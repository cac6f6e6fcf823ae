import { and, asc, eq, gt, inArray, isNotNull } from 'drizzle-orm'
import type { ReadTx, Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { countedSince, fulfilledUntil } from './group-rule.ts'
import {
  dropOrder,
  holdCustomer,
  joinByRule,
  keepOrder,
  leaveByRule,
  loyaltyGroups,
  type OrderOfCustomer,
  ordersSince,
} from './loyalty-records.ts'
import { customerTables } from './tables.ts'

const tables = tablesOf(customerTables)

/** An order as it stands now. `counts` is false where it was cancelled or its money all went back. */
export type StandingOrder = OrderOfCustomer & { readonly counts: boolean }

/**
 * Lets an order count for its customer's groups as it stands now, however often and in whichever order that is told. It
 * is read once its customer is held, or of two who tell the same order the one who read first might write last.
 */
export async function countOrder(
  tx: Tx,
  read: (tx: ReadTx) => Promise<StandingOrder | undefined>,
  lookedFor?: string,
): Promise<void> {
  const customerId = (await read(tx))?.customerId
  if (customerId === undefined || customerId === lookedFor) return
  // Whose customer is not there any more became one with another meanwhile, or was erased.
  if (!(await holdCustomer(tx, customerId))) return countOrder(tx, read, customerId)
  const order = await read(tx)
  if (!order) return
  if (order.counts) await keepOrder(tx, order)
  else await dropOrder(tx, order.orderId)
  await countAgain(tx, customerId)
}

/** Looks again at a customer whose order became somebody else’s. */
export async function countWithout(tx: Tx, former: string): Promise<void> {
  if (await holdCustomer(tx, former)) await countAgain(tx, former)
}

/** Puts a customer into the groups whose rule they fulfil, until they do not, and takes them out of the others. */
export async function countAgain(tx: Tx, member: string): Promise<void> {
  const groups = await loyaltyGroups(tx)
  if (groups.length === 0) return
  const rules = groups.map(({ rule }) => rule)
  const orders = await ordersSince(tx, { customerId: member, since: countedSince(rules, tx.now) })
  for (const { name: groupName, rule } of groups) {
    const endsAt = fulfilledUntil(rule, orders, tx.now)
    if (endsAt) await joinByRule(tx, { groupName, member, endsAt })
    else await leaveByRule(tx, { groupName, member })
  }
}

const customersAtOnce = 200
const membersAtOnce = 500

/** Carries a changed rule on to some more of the customers who ever ordered. Answers how many it looked at. */
export async function applyChangedRules(tx: Tx): Promise<number> {
  const { customerGroups } = tables(tx)
  const { name, rule, countedTo } = customerGroups
  const changed = tx.db.select({ name }).from(customerGroups).where(isNotNull(countedTo)).orderBy(asc(name)).limit(1)
  // Held by writing it as it is, so that a rule that changes once more begins anew after this.
  const [group] = await tx.db
    .update(customerGroups)
    .set({ countedTo })
    .where(and(inArray(name, changed), isNotNull(countedTo)))
    .returning({ name, rule, countedTo })
  if (!group) return 0
  const seen = group.rule ? await countSome(tx, group.countedTo ?? '') : await dismissSome(tx, group.name)
  await tx.db.update(customerGroups).set({ countedTo: seen.last }).where(eq(name, group.name))
  return seen.count
}

type Seen = { readonly count: number; readonly last: string | null }

async function countSome(tx: Tx, after: string): Promise<Seen> {
  const { customerOrders } = tables(tx)
  const { customerId } = customerOrders
  const rows = await tx.db
    .selectDistinct({ customerId })
    .from(customerOrders)
    .where(gt(customerId, after))
    .orderBy(asc(customerId))
    .limit(customersAtOnce)
  for (const row of rows) {
    if (await holdCustomer(tx, row.customerId)) await countAgain(tx, row.customerId)
  }
  return { count: rows.length, last: rows.length < customersAtOnce ? null : (rows.at(-1)?.customerId ?? null) }
}

/** A group without a rule has nobody by it; they count no more already. */
async function dismissSome(tx: Tx, name: string): Promise<Seen> {
  const { customerGroupMembers } = tables(tx)
  const { groupName, member, byRule } = customerGroupMembers
  const isByRule = and(eq(groupName, name), eq(byRule, true))
  const some = tx.db.select({ member }).from(customerGroupMembers).where(isByRule).limit(membersAtOnce)
  const gone = await tx.db
    .delete(customerGroupMembers)
    .where(and(isByRule, inArray(member, some)))
    .returning({ member })
  return { count: gone.length, last: gone.length < membersAtOnce ? null : '' }
}
