import { oauthTables } from './accounts/oauth-tables.ts'
import { accountTables } from './accounts/tables.ts'
import { cartTables } from './cart/tables.ts'
import { catalogTables } from './catalog/tables.ts'
import { checkoutTables } from './checkout/tables.ts'
import { customerTables } from './customers/tables.ts'
import { discoveryTables } from './discovery/tables.ts'
import { inventoryTables } from './inventory/tables.ts'
import { orderTables } from './orders/tables.ts'
import { mandateTables } from './payments/mandate-tables.ts'
import { paymentTables } from './payments/tables.ts'
import { pricingTables } from './pricing/tables.ts'
import { privacyTables } from './privacy/tables.ts'
import { staffTables } from './staff/tables.ts'
import type { Columns } from './storage/columns.sqlite.ts'
import { storageTables } from './storage/tables.ts'

/** Every room's tables, for the migrations. A room reads its own by its own function. */
export const allTables = (c: Columns) => ({
  ...storageTables(c),
  ...catalogTables(c),
  ...customerTables(c),
  ...staffTables(c),
  ...accountTables(c),
  ...oauthTables(c),
  ...pricingTables(c),
  ...inventoryTables(c),
  ...discoveryTables(c),
  ...cartTables(c),
  ...paymentTables(c),
  ...mandateTables(c),
  ...orderTables(c),
  ...checkoutTables(c),
  ...privacyTables(c),
})
