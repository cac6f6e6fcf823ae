import { and, asc, eq, inArray, isNull, or } from 'drizzle-orm'
import { type Person, type PersonalData, told } from '../storage/personal-data.ts'
import type { ReadTx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { staffTables } from './tables.ts'

const tables = tablesOf(staffTables)

export const staffPersonalData: PersonalData<ReturnType<typeof staffTables>> = {
  staffMembers: 'Who works for the shop; its owner says who that is.',
  apiKeys: 'Of who works for the shop.',
  auditEntries: {
    tell: async (tx, person) => {
      const { auditEntries } = tables(tx)
      const rows = await tx.db.select().from(auditEntries).where(isAbout(tx, person)).orderBy(asc(auditEntries.number))
      return told(
        rows.map(row => ({
          at: row.at,
          operation: row.operation,
          subject: { type: row.subjectType, id: row.subjectId },
          before: row.stateBefore,
          after: row.stateAfter,
        })),
      )
    },
    /** That something was changed, when and by whom stays. The one change of an entry that the database lets through. */
    forget: async (tx, person) => {
      const { auditEntries } = tables(tx)
      await tx.db
        .update(auditEntries)
        .set({ stateBefore: null, stateAfter: null, redactedAt: tx.now })
        .where(and(isAbout(tx, person), isNull(auditEntries.redactedAt)))
    },
  },
}

function isAbout(tx: ReadTx, { customerId, orderIds, checkoutIds, cartIds }: Person) {
  const { auditEntries } = tables(tx)
  const named = (type: string, ids: readonly string[]) =>
    and(eq(auditEntries.subjectType, type), inArray(auditEntries.subjectId, [...ids]))
  return or(
    eq(auditEntries.customerId, customerId),
    named('order', orderIds),
    named('checkout', checkoutIds),
    named('cart', cartIds),
  )
}
