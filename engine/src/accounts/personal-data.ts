import { eq, inArray, or } from 'drizzle-orm'
import { type Known, type PersonalData, told } from '../storage/personal-data.ts'
import { tablesOf } from '../storage/query.ts'
import { forgiveAttempts } from './attempts.ts'
import { accountTables } from './tables.ts'

const tables = tablesOf(accountTables)

/** Their account, and one that somebody made with their address and never verified. */
export const knownByAccount: Known = async (tx, { customerId, emails }) => {
  const { accounts } = tables(tx)
  const rows = await tx.db
    .select({ id: accounts.id, email: accounts.email })
    .from(accounts)
    .where(or(eq(accounts.customerId, customerId), inArray(accounts.email, [...emails])))
  return { accountIds: rows.map(({ id }) => id), emails: rows.map(({ email }) => email) }
}

export const accountPersonalData: PersonalData<ReturnType<typeof accountTables>> = {
  accounts: {
    tell: async (tx, { accountIds }) => {
      const { accounts } = tables(tx)
      const rows = await tx.db
        .select()
        .from(accounts)
        .where(inArray(accounts.id, [...accountIds]))
      return told(
        rows.map(({ id, name, email, emailVerified, language, createdAt }) => ({
          id,
          name,
          email,
          email_verified: emailVerified,
          language,
          created_at: createdAt,
        })),
      )
    },
    forget: async (tx, { accountIds }) => {
      const { accounts } = tables(tx)
      await tx.db.delete(accounts).where(inArray(accounts.id, [...accountIds]))
    },
  },
  accountCredentials: {
    forget: async (tx, { accountIds }) => {
      const { accountCredentials } = tables(tx)
      await tx.db.delete(accountCredentials).where(inArray(accountCredentials.userId, [...accountIds]))
    },
  },
  accountSessions: {
    tell: async (tx, { accountIds }) => {
      const { accountSessions } = tables(tx)
      const rows = await tx.db
        .select()
        .from(accountSessions)
        .where(inArray(accountSessions.userId, [...accountIds]))
      return told(
        rows.map(({ createdAt, expiresAt, ipAddress, userAgent }) => ({
          created_at: createdAt,
          expires_at: expiresAt,
          ip_address: ipAddress,
          user_agent: userAgent,
        })),
      )
    },
    forget: async (tx, { accountIds }) => {
      const { accountSessions } = tables(tx)
      await tx.db.delete(accountSessions).where(inArray(accountSessions.userId, [...accountIds]))
    },
  },
  accountVerifications: {
    forget: async (tx, { accountIds }) => {
      const { accountVerifications } = tables(tx)
      await tx.db.delete(accountVerifications).where(inArray(accountVerifications.value, [...accountIds]))
    },
  },
  /** Those of an internet address go by themselves after a quarter of an hour: whoever guesses must not start anew. */
  accountAttempts: { forget: (tx, { emails }) => forgiveAttempts(tx, emails) },
  shopSecrets: 'The shop signs with them.',
}
