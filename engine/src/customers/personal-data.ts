import { eq, inArray } from 'drizzle-orm'
import { type PersonalData, told } from '../storage/personal-data.ts'
import { tablesOf } from '../storage/query.ts'
import { customerTables } from './tables.ts'

const tables = tablesOf(customerTables)

export const customerPersonalData: PersonalData<ReturnType<typeof customerTables>> = {
  customers: {
    tell: async (tx, { customerId }) => {
      const { customers } = tables(tx)
      const rows = await tx.db.select().from(customers).where(eq(customers.id, customerId))
      return told(
        rows.map(({ id, email, firstName, lastName, phoneNumber, language, currency, createdAt, orderedAt }) => ({
          id,
          email,
          first_name: firstName,
          last_name: lastName,
          phone_number: phoneNumber,
          language,
          currency,
          created_at: createdAt,
          ordered_at: orderedAt,
        })),
      )
    },
    forget: async (tx, { customerId }) => {
      const { customers } = tables(tx)
      await tx.db.delete(customers).where(eq(customers.id, customerId))
    },
  },
  customerAddresses: {
    tell: async (tx, { customerId }) => {
      const { customerAddresses } = tables(tx)
      const rows = await tx.db.select().from(customerAddresses).where(eq(customerAddresses.customerId, customerId))
      return told(rows.map(({ id, address, lastUsedAt }) => ({ id, ...address, last_used_at: lastUsedAt })))
    },
    forget: async (tx, { customerId }) => {
      const { customerAddresses } = tables(tx)
      await tx.db.delete(customerAddresses).where(eq(customerAddresses.customerId, customerId))
    },
  },
  customerGroups: 'The names and rules of groups are the shop’s.',
  customerGroupMembers: {
    tell: async (tx, { customerId, emails }) => {
      const { customerGroupMembers } = tables(tx)
      const { member } = customerGroupMembers
      const rows = await tx.db
        .select()
        .from(customerGroupMembers)
        .where(inArray(member, [customerId, ...emails]))
      return told(
        rows.map(row => ({
          name: row.groupName,
          by_rule: row.byRule,
          starts_at: row.startsAt,
          ends_at: row.endsAt,
        })),
      )
    },
    forget: async (tx, { customerId, emails }) => {
      const { customerGroupMembers } = tables(tx)
      await tx.db.delete(customerGroupMembers).where(inArray(customerGroupMembers.member, [customerId, ...emails]))
    },
  },
  // Their orders tell the same.
  customerOrders: {
    forget: async (tx, { customerId }) => {
      const { customerOrders } = tables(tx)
      await tx.db.delete(customerOrders).where(eq(customerOrders.customerId, customerId))
    },
  },
}
