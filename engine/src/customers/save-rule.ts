import { and, count, eq, isNotNull, ne } from 'drizzle-orm'
import type { z } from 'zod'
import { CommerceError } from '../shared/errors.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { type Group, groupNamed } from './group-records.ts'
import type { GroupRule } from './group-rule.ts'
import type { groupRule } from './loyalty-contract.ts'
import { customerTables } from './tables.ts'

const tables = tablesOf(customerTables)

/** Every order is held against every rule. */
const mostRules = 20

/** Who belongs by the former rule stays until the sweep has come by, a batch of customers at a time. */
export async function saveRule(tx: Tx, { name, rule }: { name: string; rule: GroupRule | null }): Promise<void> {
  const known = await groupNamed(tx, name)
  if (isSame(known?.rule ?? null, rule)) return
  if (rule && (await rulesBeside(tx, name)) >= mostRules) {
    const why = `At most ${mostRules} groups can have a rule. End the rule of another group first.`
    throw new CommerceError('invalid_input', why, { path: '$.customer_group.rule' })
  }
  const { customerGroups } = tables(tx)
  await tx.db.update(customerGroups).set({ rule, countedTo: '' }).where(eq(customerGroups.name, name))
}

const isSame = (one: GroupRule | null, other: GroupRule | null): boolean =>
  one?.withinDays === other?.withinDays &&
  one?.orders === other?.orders &&
  one?.spent?.amount === other?.spent?.amount &&
  one?.spent?.currency === other?.spent?.currency

async function rulesBeside(tx: ReadTx, name: string): Promise<number> {
  const { customerGroups } = tables(tx)
  const others = and(isNotNull(customerGroups.rule), ne(customerGroups.name, name))
  const [row] = await tx.db.select({ others: count() }).from(customerGroups).where(others)
  return row?.others ?? 0
}

type RuleDraft = z.infer<typeof groupRule>

export const ruleOf = ({ within_days: withinDays, spent, orders }: RuleDraft): GroupRule => ({
  withinDays,
  ...(spent && { spent: { currency: spent.currency, amount: spent.amount } }),
  ...(orders !== undefined && { orders }),
})

/** The rule as it is saved; nothing where the group has none. */
export function ruleView(group: Pick<Group, 'rule'> | undefined): { rule?: RuleDraft } {
  if (!group?.rule) return {}
  const { withinDays, ...what } = group.rule
  return { rule: { within_days: withinDays, ...what } }
}
