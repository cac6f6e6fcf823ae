import { sql } from 'drizzle-orm'
import type { Columns } from '../storage/columns.sqlite.ts'

export const mandateTables = (c: Columns) => ({
  /** What a customer lets an agent spend. Never deleted: it says what was allowed when. */
  mandates: c.table(
    'mandates',
    {
      id: c.id().primaryKey(),
      customerId: c.id().notNull(),
      agentId: c.text().notNull(),
      currency: c.text().notNull(),
      totalMinor: c.minor().notNull(),
      usedMinor: c.minor().notNull(),
      perOrderMinor: c.minor(),
      askAboveMinor: c.minor(),
      categoryIds: c.json<readonly string[]>(),
      paymentMethodId: c.id(),
      createdAt: c.instant().notNull(),
      expiresAt: c.instant().notNull(),
      revokedAt: c.instant(),
    },
    t => [
      c.index('mandates_agent').on(t.customerId, t.agentId, t.expiresAt),
      c.index('mandates_customer').on(t.customerId, t.createdAt, t.id),
      c.check('mandates_within_budget', sql`${t.usedMinor} >= 0 and ${t.usedMinor} <= ${t.totalMinor}`),
    ],
  ),

  /** What was taken from a budget for one payment: held while it is under way, then spent, or returned. */
  mandateUses: c.table(
    'mandate_uses',
    {
      id: c.id().primaryKey(),
      mandateId: c.id().notNull(),
      /** Of the checkout. */
      reference: c.id().notNull(),
      amountMinor: c.minor().notNull(),
      status: c.text().$type<'held' | 'spent' | 'returned'>().notNull(),
      orderId: c.id(),
      usedAt: c.instant().notNull(),
    },
    t => [
      c.index('mandate_uses_reference').on(t.reference),
      c.index('mandate_uses_order').on(t.orderId),
      c.index('mandate_uses_mandate').on(t.mandateId, t.usedAt),
    ],
  ),
})
