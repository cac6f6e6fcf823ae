import { sql } from 'drizzle-orm'
import type { Columns } from '../storage/columns.sqlite.ts'

export const inventoryTables = (c: Columns) => ({
  /** Counts of one variant at one location. Without a row a variant is not counted and can always be sold. */
  stock: c.table(
    'stock',
    {
      variantId: c.id().notNull(),
      locationId: c.id().notNull(),
      onHand: c.count().notNull(),
      reserved: c.count().notNull(),
      tracked: c.flag().notNull(),
      backorder: c.flag().notNull(),
    },
    t => [
      c.primaryKey({ name: 'stock_pk', columns: [t.variantId, t.locationId] }),
      c.check('stock_reserved_not_negative', sql`${t.reserved} >= 0`),
      c.check('stock_not_oversold', sql`${t.reserved} <= ${t.onHand} or ${t.backorder} or not ${t.tracked}`),
    ],
  ),

  /** The ledger: what is on hand is the sum of its movements. Rows are only ever added. */
  stockMovements: c.table(
    'stock_movements',
    {
      id: c.id().primaryKey(),
      variantId: c.id().notNull(),
      locationId: c.id().notNull(),
      quantity: c.count().notNull(),
      reason: c.text().notNull(),
      reference: c.text(),
      note: c.text(),
      occurredAt: c.instant().notNull(),
    },
    t => [c.index('stock_movements_variant').on(t.variantId, t.occurredAt)],
  ),

  reservations: c.table(
    'reservations',
    {
      id: c.id().primaryKey(),
      /** What the stock is held for: a checkout. */
      reference: c.id().notNull(),
      variantId: c.id().notNull(),
      locationId: c.id().notNull(),
      quantity: c.count().notNull(),
      status: c.text().$type<ReservationStatus>().notNull(),
      expiresAt: c.instant().notNull(),
      createdAt: c.instant().notNull(),
    },
    t => [
      c.index('reservations_reference').on(t.reference),
      c.index('reservations_due').on(t.status, t.expiresAt),
      c.index('reservations_variant').on(t.variantId, t.status),
      c.check('reservations_quantity_positive', sql`${t.quantity} > 0`),
    ],
  ),
})

/** What is held is claimed by a sale or released; nothing follows those. Conditional updates see to it. */
export type ReservationStatus = 'held' | 'claimed' | 'released'
