import { sql } from 'drizzle-orm'
import type { PostalAddress } from '../shared/address.ts'
import type { Columns } from '../storage/columns.sqlite.ts'
import type { GroupRule } from './group-rule.ts'

export const customerTables = (c: Columns) => ({
  /** A buyer, recognised by e-mail address in lower case. */
  customers: c.table(
    'customers',
    {
      id: c.id().primaryKey(),
      email: c.text().notNull(),
      firstName: c.text(),
      lastName: c.text(),
      phoneNumber: c.text(),
      /** In which the shop speaks to them and shows them prices, where they have said so. */
      language: c.text(),
      currency: c.text(),
      /** Where new checkouts go unless told. */
      defaultAddressId: c.id(),
      version: c.count().notNull().default(1),
      createdAt: c.instant().notNull(),
      /** When they first placed an order; null for who has only signed up. */
      orderedAt: c.instant(),
    },
    t => [c.uniqueIndex('customers_email').on(t.email)],
  ),

  customerAddresses: c.table(
    'customer_addresses',
    {
      id: c.id().primaryKey(),
      customerId: c.id().notNull(),
      address: c.json<PostalAddress>().notNull(),
      fingerprint: c.text().notNull(),
      lastUsedAt: c.instant().notNull(),
    },
    t => [c.uniqueIndex('customer_addresses_fingerprint').on(t.customerId, t.fingerprint)],
  ),

  customerGroups: c.table(
    'customer_groups',
    {
      name: c.text().primaryKey(),
      createdAt: c.instant().notNull(),
      /** By which customers join of themselves; a loyalty group has one. */
      rule: c.json<GroupRule>(),
      /** Since the rule changed its customers have been looked at up to this id; null once all have been. */
      countedTo: c.text(),
    },
    t => [
      c.index('customer_groups_loyalty').on(t.name).where(sql`${t.rule} is not null`),
      c.index('customer_groups_counting').on(t.name).where(sql`${t.countedTo} is not null`),
    ],
  ),

  /** Who belongs to a group: a customer's id, or an e-mail address in lower case. */
  customerGroupMembers: c.table(
    'customer_group_members',
    {
      groupName: c.text().notNull(),
      member: c.text().notNull(),
      /** Whether they joined of themselves; beside it they may have been put in by hand. */
      byRule: c.flag().notNull().default(false),
      startsAt: c.instant(),
      endsAt: c.instant(),
    },
    t => [
      c.primaryKey({ name: 'customer_group_members_pk', columns: [t.groupName, t.member, t.byRule] }),
      c.index('customer_group_members_member').on(t.member),
    ],
  ),

  /**
   * What each order of a customer left with the shop: rules of groups go by it. An order that was cancelled, or whose money
   * all went back, is not here.
   */
  customerOrders: c.table(
    'customer_orders',
    {
      orderId: c.id().primaryKey(),
      customerId: c.id().notNull(),
      currency: c.text().notNull(),
      kept: c.minor().notNull(),
      placedAt: c.instant().notNull(),
    },
    t => [c.index('customer_orders_customer').on(t.customerId, t.placedAt)],
  ),
})
