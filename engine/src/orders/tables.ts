import { sql } from 'drizzle-orm'
import type { Buyer } from '../customers/contract.ts'
import type { OrderPayment } from '../payments/contract.ts'
import type { AppliedDiscount, AppliedTax, Total } from '../pricing/contract.ts'
import type { Attribution } from '../shared/ucp.ts'
import type { Columns } from '../storage/columns.sqlite.ts'
import type { Adjustment, Expectation, FulfillmentEvent, OrderedPart } from './order.ts'
import type { Return } from './return.ts'

export const orderTables = (c: Columns) => ({
  orders: c.table(
    'orders',
    {
      id: c.id().primaryKey(),
      number: c.count().notNull(),
      checkoutId: c.id().notNull(),
      /** The customer who was signed in; a guest's order belongs to whoever knows its id or permalink. */
      ownerId: c.id(),
      /** The buyer as recognised by e-mail; gives no access. */
      customerId: c.id(),
      permalinkToken: c.id().notNull(),
      version: c.count().notNull(),
      buyer: c.json<Buyer>().notNull(),
      currency: c.text().notNull(),
      totals: c.json<readonly Total[]>().notNull(),
      discounts: c.json<readonly AppliedDiscount[]>().notNull(),
      taxes: c.json<readonly AppliedTax[]>().notNull(),
      expectations: c.json<readonly Expectation[]>().notNull(),
      promotionIds: c.json<readonly string[]>().notNull(),
      payments: c.json<readonly OrderPayment[]>(),
      attribution: c.json<Attribution>(),
      placedAt: c.instant().notNull(),
      canceledAt: c.instant(),
    },
    t => [
      c.uniqueIndex('orders_number').on(t.number),
      c.uniqueIndex('orders_checkout').on(t.checkoutId),
      c.uniqueIndex('orders_permalink').on(t.permalinkToken),
      c.index('orders_placed').on(t.placedAt, t.number),
      c.index('orders_owner').on(t.ownerId, t.placedAt),
      c.index('orders_customer').on(t.customerId, t.placedAt),
    ],
  ),

  orderLines: c.table(
    'order_lines',
    {
      orderId: c.id().notNull(),
      id: c.id().notNull(),
      position: c.count().notNull(),
      variantId: c.id().notNull(),
      sku: c.text(),
      title: c.text().notNull(),
      imageUrl: c.text(),
      unitAmount: c.minor().notNull(),
      originalQuantity: c.count().notNull(),
      /** What is still ordered; cancelling and returns lower it, and lines never disappear. */
      quantity: c.count().notNull(),
      totals: c.json<readonly Total[]>().notNull(),
      /** What one of it is made of, where it is a bundle. */
      parts: c.json<readonly OrderedPart[]>(),
      /** When it was expected, where not all of it was there. */
      availableAt: c.text(),
    },
    t => [
      c.primaryKey({ name: 'order_lines_pk', columns: [t.orderId, t.id] }),
      c.check('order_lines_quantity', sql`${t.quantity} between 0 and ${t.originalQuantity}`),
    ],
  ),

  /** What happened to shipments. Rows are only ever added. */
  orderEvents: c.table(
    'order_events',
    {
      id: c.id().primaryKey(),
      orderId: c.id().notNull(),
      position: c.count().notNull(),
      event: c.json<FulfillmentEvent>().notNull(),
    },
    t => [c.uniqueIndex('order_events_order').on(t.orderId, t.position)],
  ),

  orderAdjustments: c.table(
    'order_adjustments',
    {
      id: c.id().primaryKey(),
      orderId: c.id().notNull(),
      position: c.count().notNull(),
      refundId: c.id(),
      status: c.text().$type<Adjustment['status']>().notNull(),
      adjustment: c.json<Omit<Adjustment, 'status'>>().notNull(),
    },
    t => [
      c.uniqueIndex('order_adjustments_order').on(t.orderId, t.position),
      c.index('order_adjustments_refund').on(t.refundId),
    ],
  ),

  /** What buyers want to send back, or did. */
  orderReturns: c.table(
    'order_returns',
    {
      id: c.id().primaryKey(),
      orderId: c.id().notNull(),
      position: c.count().notNull(),
      status: c.text().$type<Return['status']>().notNull(),
      return: c.json<Omit<Return, 'id' | 'status'>>().notNull(),
    },
    t => [c.uniqueIndex('order_returns_order').on(t.orderId, t.position)],
  ),

  counters: c.table('counters', { name: c.id().primaryKey(), value: c.count().notNull() }),
})
