import { sql } from 'drizzle-orm'
import type { PostalAddress } from '../shared/address.ts'
import type { Columns } from '../storage/columns.sqlite.ts'
import type { StockAlert, StockRule } from './stock.ts'
import type { TransferStatus } from './transfer.ts'

export const inventoryTables = (c: Columns) => ({
  /** Where stock lies. The main location is there without a row (see `location.ts`). */
  locations: c.table('locations', {
    id: c.id().primaryKey(),
    title: c.text().notNull(),
    address: c.json<PostalAddress>(),
    timeZone: c.text().notNull(),
    /** The lowest is asked first. */
    priority: c.count().notNull(),
    active: c.flag().notNull(),
    shipsOnline: c.flag().notNull(),
    allowsPickup: c.flag().notNull(),
  }),

  /** Counts of one variant at one location. Without a row a variant is not counted and can always be sold. */
  stock: c.table(
    'stock',
    {
      variantId: c.id().notNull(),
      locationId: c.id().notNull(),
      onHand: c.count().notNull(),
      reserved: c.count().notNull(),
      /** Units that are there and not sold online. */
      safety: c.count().notNull().default(0),
      /** Units sold since the count may go below zero: how much of a pre-order's allotment is used. */
      presold: c.count().notNull().default(0),
      tracked: c.flag().notNull(),
      /** Whether the count may go below zero; how far is said by the variant's stock policy. */
      backorder: c.flag().notNull(),
    },
    t => [
      c.primaryKey({ name: 'stock_pk', columns: [t.variantId, t.locationId] }),
      c.check('stock_reserved_not_negative', sql`${t.reserved} >= 0`),
      c.check('stock_not_oversold', sql`${t.reserved} <= ${t.onHand} or ${t.backorder} or not ${t.tracked}`),
    ],
  ),

  /** How a variant is sold beyond what is there. Without a row it is not. */
  stockPolicies: c.table('stock_policies', {
    variantId: c.id().primaryKey(),
    rule: c.text().$type<StockRule>().notNull(),
    /** The one location that owes what is sold beyond its stock. */
    locationId: c.id().notNull(),
    /** Units; null is without a limit. */
    beyond: c.count(),
    expectedAt: c.instant(),
    leadDays: c.count(),
    releaseAt: c.instant(),
  }),

  /** How little is left of a variant, as the shop was last told; without a row there is enough. */
  stockAlerts: c.table('stock_alerts', {
    variantId: c.id().primaryKey(),
    alert: c.text().$type<StockAlert>().notNull(),
    /** The variant's own threshold; null is the shop's. */
    lowAt: c.count(),
  }),

  /** Units on their way from one location to another: neither here nor there. */
  stockTransfers: c.table(
    'stock_transfers',
    {
      id: c.id().primaryKey(),
      fromId: c.id().notNull(),
      toId: c.id().notNull(),
      status: c.text().$type<TransferStatus>().notNull(),
      note: c.text(),
      createdAt: c.instant().notNull(),
      closedAt: c.instant(),
    },
    t => [c.index('stock_transfers_by_newest').on(t.createdAt, t.id)],
  ),

  stockTransferLines: c.table(
    'stock_transfer_lines',
    {
      transferId: c.id().notNull(),
      variantId: c.id().notNull(),
      toId: c.id().notNull(),
      quantity: c.count().notNull(),
      outstanding: c.count().notNull(),
      received: c.count().notNull(),
      lost: c.count().notNull(),
      returned: c.count().notNull(),
    },
    t => [
      c.primaryKey({ name: 'stock_transfer_lines_pk', columns: [t.transferId, t.variantId] }),
      c.index('stock_transfer_lines_incoming').on(t.variantId).where(sql`${t.outstanding} > 0`),
      c.check('stock_transfer_lines_outstanding', sql`${t.outstanding} >= 0`),
      c.check(
        'stock_transfer_lines_add_up',
        sql`${t.quantity} = ${t.outstanding} + ${t.received} + ${t.lost} + ${t.returned}`,
      ),
    ],
  ),

  /** Variants that are sold from the stock of others and have none of their own. */
  bundleParts: c.table(
    'bundle_parts',
    {
      bundleId: c.id().notNull(),
      partId: c.id().notNull(),
      position: c.count().notNull(),
      quantity: c.count().notNull(),
    },
    t => [
      c.primaryKey({ name: 'bundle_parts_pk', columns: [t.bundleId, t.partId] }),
      c.index('bundle_parts_by_part').on(t.partId),
      c.check('bundle_parts_quantity_positive', sql`${t.quantity} > 0`),
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
      /** Units of a sale that have come back. */
      returned: c.count().notNull().default(0),
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
