import type { Columns } from '../storage/columns.sqlite.ts'
import { tablesOf } from '../storage/query.ts'
import type { KeptRow } from './external-records.ts'

export const discoveryTables = (c: Columns) => ({
  /**
   * What an active product costs in a currency, over the variants that have a price in it: for lists that are filtered
   * or sorted by price. Written in the transaction that changes a price or a product (`index-prices.ts`).
   */
  productPrices: c.table(
    'product_prices',
    {
      productId: c.id().notNull(),
      currency: c.text().notNull(),
      minAmount: c.minor().notNull(),
      maxAmount: c.minor().notNull(),
      /** The same over the compare-at prices where there are any. */
      minListAmount: c.minor().notNull(),
      maxListAmount: c.minor().notNull(),
    },
    t => [
      c.primaryKey({ name: 'product_prices_pk', columns: [t.productId, t.currency] }),
      c.index('product_prices_by_price').on(t.currency, t.minAmount, t.productId),
    ],
  ),

  /** What the file that a product came from said besides, for exports: kept whatever else is saved of the product. */
  productFileRows: c.table('product_file_rows', {
    productId: c.id().primaryKey(),
    rows: c.json<readonly KeptRow[]>().notNull(),
  }),

  /** The columns of the product files that were imported. */
  productFiles: c.table('product_files', {
    source: c.id().primaryKey(),
    columns: c.json<readonly string[]>().notNull(),
  }),
})

export const tables = tablesOf(discoveryTables)
