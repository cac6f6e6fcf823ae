import { allTables } from './schema.ts'
import { sqliteColumns } from './storage/columns.sqlite.ts'

// drizzle-kit sees exported tables only, each under a name of its own; a test compares this list with the rooms' tables.
export const {
  idempotency,
  outbox,
  products,
  variants,
  categories,
  productCategories,
  policies,
  policyPassages,
  customers,
  customerAddresses,
  store,
  prices,
  promotions,
  taxRates,
  stock,
  stockMovements,
  reservations,
  carts,
  payments,
  refunds,
  demoBank,
  orders,
  orderLines,
  orderEvents,
  orderAdjustments,
  counters,
  checkouts,
  shippingRates,
} = allTables(sqliteColumns)
