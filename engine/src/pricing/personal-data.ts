import { and, eq, inArray } from 'drizzle-orm'
import { type PersonalData, told } from '../storage/personal-data.ts'
import { type PricingTables, tables } from './tables.ts'

export const pricingPersonalData: PersonalData<PricingTables> = {
  store: 'The shop’s own settings.',
  markets: 'Countries.',
  marketScopes: 'What is sold where.',
  prices: 'Of variants.',
  priceLists: 'Name groups, not their members.',
  priceListPrices: 'Of variants.',
  priceHistory: 'Of variants.',
  promotions: 'The shop’s own.',
  promotionUses: {
    tell: async (tx, { emails }) => {
      const { promotionUses } = tables(tx)
      const rows = await tx.db
        .select()
        .from(promotionUses)
        .where(inArray(promotionUses.email, [...emails]))
      return rows.map(({ promotionId, email, used }) => ({ promotion_id: promotionId, email, used }))
    },
    /** How often a promotion was used in all is what it is limited by: the uses stay, as those of an id that names nobody. */
    forget: async (tx, { customerId, emails }) => {
      const { promotionUses } = tables(tx)
      const isTheirs = inArray(promotionUses.email, [...emails])
      const uses = new Map<string, number>()
      for (const { promotionId, used } of await tx.db.select().from(promotionUses).where(isTheirs)) {
        uses.set(promotionId, (uses.get(promotionId) ?? 0) + used)
      }
      await tx.db.delete(promotionUses).where(isTheirs)
      for (const [promotionId, used] of uses) {
        const isKept = and(eq(promotionUses.promotionId, promotionId), eq(promotionUses.email, customerId))
        await tx.db.delete(promotionUses).where(isKept)
        await tx.db.insert(promotionUses).values({ promotionId, email: customerId, used })
      }
    },
  },
  taxRates: 'Of countries.',
  taxExemptions: {
    tell: async (tx, { customerId }) => {
      const { taxExemptions } = tables(tx)
      const rows = await tx.db.select().from(taxExemptions).where(eq(taxExemptions.customerId, customerId))
      return told(rows.map(({ country, certificate, endsAt }) => ({ country, certificate, ends_at: endsAt })))
    },
    forget: async (tx, { customerId }) => {
      const { taxExemptions } = tables(tx)
      await tx.db.delete(taxExemptions).where(eq(taxExemptions.customerId, customerId))
    },
  },
}
