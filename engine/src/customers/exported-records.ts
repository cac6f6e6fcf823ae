import { asc, gt, inArray } from 'drizzle-orm'
import { tablesOf } from '../storage/query.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import { pagedBy, type RecordKind } from '../storage/record-kind.ts'
import { groupsAfter, type Membership, membershipsAfter } from './group-records.ts'
import { ruleView } from './save-rule.ts'
import { customerTables } from './tables.ts'

const tables = tablesOf(customerTables)

const mostMembers = 500

/**
 * A group with more members than one save takes comes in several records, which add up. Who joined of themselves does so
 * again by their orders.
 */
export const customerGroupRecords: RecordKind = {
  type: 'customer_group',
  operation: 'save_customer_group',
  page: async (tx, { cursor = '' }) => {
    const [name = '', after = ''] = cursor === '' ? [] : (JSON.parse(cursor) as string[])
    const next = after === '' ? (await groupsAfter(tx, { after: name, limit: 1 }))[0] : { name, rule: null }
    if (next === undefined) return { records: [] }
    const place = { member: after, byRule: after !== '' }
    const members = await membershipsAfter(tx, next.name, { after: place, limit: mostMembers, byHand: true })
    const last = members.length === mostMembers ? (members.at(-1)?.member ?? '') : ''
    const record = { customer_group: { name: next.name, ...ruleView(next), members: members.map(memberDraft) } }
    return { records: after !== '' && members.length === 0 ? [] : [record], cursor: JSON.stringify([next.name, last]) }
  },
}

const memberDraft = ({ member, startsAt, endsAt }: Membership) => ({
  ...(member.includes('@') ? { email: member } : { customer_id: member }),
  ...(startsAt && { starts_at: startsAt.toISOString() }),
  ...(endsAt && { ends_at: endsAt.toISOString() }),
})

/** Customers by id, with where they had things sent. They only go out. */
export const customerRecords: RecordKind = {
  type: 'customer',
  page: pagedBy(
    async (tx, { after, limit }) => {
      const { customers } = tables(tx)
      return await tx.db.select().from(customers).where(gt(customers.id, after)).orderBy(asc(customers.id)).limit(limit)
    },
    {
      name: ({ id }) => id,
      write: async (tx, rows) => {
        const ids = rows.map(({ id }) => id)
        const addresses = Map.groupBy(await addressesOf(tx, ids), row => row.customerId)
        return rows.map(row => ({
          id: row.id,
          email: row.email,
          ...(row.firstName !== null && { first_name: row.firstName }),
          ...(row.lastName !== null && { last_name: row.lastName }),
          ...(row.phoneNumber !== null && { phone_number: row.phoneNumber }),
          created_at: row.createdAt.toISOString(),
          addresses: (addresses.get(row.id) ?? []).map(({ address }) => address),
        }))
      },
    },
  ),
}

const addressesOf = queryByIds((db, tx, ids) => {
  const { customerAddresses } = tables(tx)
  return db
    .select()
    .from(customerAddresses)
    .where(inArray(customerAddresses.customerId, ids))
    .orderBy(asc(customerAddresses.lastUsedAt))
})
