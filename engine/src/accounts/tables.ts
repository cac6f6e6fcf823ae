import type { Columns } from '../storage/columns.sqlite.ts'

/** The library's models on tables of our own: its field names are the columns' names, and what it keeps besides is left out. */
export const accountTables = (c: Columns) => ({
  /** A person who can sign in. */
  accounts: c.table(
    'accounts',
    {
      id: c.id().primaryKey(),
      name: c.text().notNull(),
      email: c.text().notNull(),
      emailVerified: c.flag().notNull(),
      /** The customer of the address, from the moment it was verified; before that the account gives access to nothing. */
      customerId: c.id(),
      /** In which language the shop writes to them. */
      language: c.text(),
      createdAt: c.instant().notNull(),
      updatedAt: c.instant().notNull(),
    },
    t => [c.uniqueIndex('accounts_email').on(t.email), c.uniqueIndex('accounts_customer').on(t.customerId)],
  ),

  /** How somebody proves to be the account's owner: a password, as its hash. */
  accountCredentials: c.table(
    'account_credentials',
    {
      id: c.id().primaryKey(),
      userId: c.id().notNull(),
      providerId: c.text().notNull(),
      accountId: c.id().notNull(),
      password: c.text(),
      createdAt: c.instant().notNull(),
      updatedAt: c.instant().notNull(),
    },
    t => [
      c.index('account_credentials_user').on(t.userId),
      c.uniqueIndex('account_credentials_provider').on(t.providerId, t.accountId),
    ],
  ),

  accountSessions: c.table(
    'account_sessions',
    {
      id: c.id().primaryKey(),
      userId: c.id().notNull(),
      /** The hash of what the cookie holds, so that who reads the database cannot sign in with it. */
      token: c.text().notNull(),
      expiresAt: c.instant().notNull(),
      ipAddress: c.text(),
      userAgent: c.text(),
      createdAt: c.instant().notNull(),
      updatedAt: c.instant().notNull(),
    },
    t => [
      c.uniqueIndex('account_sessions_token').on(t.token),
      c.index('account_sessions_user').on(t.userId),
      c.index('account_sessions_expiry').on(t.expiresAt),
    ],
  ),

  /** What was sent to somebody to prove something with, once; named by its hash. */
  accountVerifications: c.table(
    'account_verifications',
    {
      id: c.id().primaryKey(),
      identifier: c.text().notNull(),
      value: c.text().notNull(),
      expiresAt: c.instant().notNull(),
      createdAt: c.instant().notNull(),
      updatedAt: c.instant().notNull(),
    },
    t => [
      c.index('account_verifications_identifier').on(t.identifier),
      c.index('account_verifications_expiry').on(t.expiresAt),
    ],
  ),

  /** When passwords were tried and letters asked for in the last quarter of an hour, by account and by address. */
  accountAttempts: c.table(
    'account_attempts',
    {
      key: c.text().primaryKey(),
      /** Moments in milliseconds, oldest first. */
      attempts: c.json<readonly number[]>().notNull(),
      expiresAt: c.instant().notNull(),
    },
    t => [c.index('account_attempts_expiry').on(t.expiresAt)],
  ),

  /** What the shop signs with, made once and the same on every node. */
  shopSecrets: c.table('shop_secrets', {
    name: c.text().primaryKey(),
    value: c.text().notNull(),
    createdAt: c.instant().notNull(),
  }),
})
