import { eq } from 'drizzle-orm'
import { type PersonalData, told } from '../storage/personal-data.ts'
import { forgetPurchases } from './customer-history.ts'
import { type discoveryTables, tables } from './tables.ts'

const found = 'What products are found by.'
const learned = 'What all orders taught of products; it names nobody.'

export const discoveryPersonalData: PersonalData<ReturnType<typeof discoveryTables>> = {
  productPrices: found,
  productFacets: found,
  packedProducts: found,
  productFileRows: found,
  productFiles: found,
  synonyms: found,
  synonymKeys: found,
  productSales: learned,
  countedOrders: learned,
  productHabits: learned,
  boughtPairs: learned,
  customerPurchases: {
    tell: async (tx, { customerId }) => {
      const { customerPurchases } = tables(tx)
      const rows = await tx.db.select().from(customerPurchases).where(eq(customerPurchases.customerId, customerId))
      return told(
        rows.map(({ productId, orderId, boughtAt }) => ({
          product_id: productId,
          order_id: orderId,
          bought_at: boughtAt,
        })),
      )
    },
    forget: (tx, { customerId }) => forgetPurchases(tx, customerId),
  },
  customerReturns: {
    tell: async (tx, { customerId }) => {
      const { customerReturns } = tables(tx)
      const rows = await tx.db.select().from(customerReturns).where(eq(customerReturns.customerId, customerId))
      return rows.map(({ productId }) => ({ product_id: productId }))
    },
    forget: (tx, { customerId }) => forgetPurchases(tx, customerId),
  },
  listPins: found,
}
