import type { PostalAddress } from '../shared/address.ts'
import type { Columns } from '../storage/columns.sqlite.ts'

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
      createdAt: c.instant().notNull(),
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
})
