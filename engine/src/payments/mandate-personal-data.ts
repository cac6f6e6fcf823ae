import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { type PersonalData, told } from '../storage/personal-data.ts'
import { tablesOf } from '../storage/query.ts'
import { mandateTables } from './mandate-tables.ts'

const tables = tablesOf(mandateTables)

export const mandatePersonalData: PersonalData<ReturnType<typeof mandateTables>> = {
  mandates: {
    tell: async (tx, { customerId }) => {
      const { mandates } = tables(tx)
      const rows = await tx.db.select().from(mandates).where(eq(mandates.customerId, customerId))
      return told(
        rows.map(({ id, agentId, currency, totalMinor, usedMinor, createdAt, expiresAt, revokedAt }) => ({
          id,
          agent_id: agentId,
          currency,
          total: totalMinor,
          used: usedMinor,
          created_at: createdAt,
          expires_at: expiresAt,
          revoked_at: revokedAt,
        })),
      )
    },
    /** Ended, and without the agent's name; what was spent is the shop's books, of an id that names nobody any more. */
    forget: async (tx, { customerId }) => {
      const { mandates } = tables(tx)
      const isTheirs = eq(mandates.customerId, customerId)
      await tx.db
        .update(mandates)
        .set({ revokedAt: tx.now })
        .where(and(isTheirs, isNull(mandates.revokedAt)))
      await tx.db.update(mandates).set({ agentId: 'erased', categoryIds: null, paymentMethodId: null }).where(isTheirs)
    },
  },
  mandateUses: {
    tell: async (tx, { customerId }) => {
      const { mandates, mandateUses } = tables(tx)
      const theirs = tx.db.select({ id: mandates.id }).from(mandates).where(eq(mandates.customerId, customerId))
      const rows = await tx.db
        .select()
        .from(mandateUses)
        .where(inArray(mandateUses.mandateId, sql`${theirs}`))
      return told(
        rows.map(({ mandateId, amountMinor, status, usedAt, orderId }) => ({
          mandate_id: mandateId,
          amount: amountMinor,
          status,
          used_at: usedAt,
          order_id: orderId,
        })),
      )
    },
    forget: async () => {},
  },
}
