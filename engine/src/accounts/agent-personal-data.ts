import { inArray } from 'drizzle-orm'
import { type PersonalData, told } from '../storage/personal-data.ts'
import { tablesOf } from '../storage/query.ts'
import { oauthTables } from './oauth-tables.ts'

const tables = tablesOf(oauthTables)

export const agentPersonalData: PersonalData<ReturnType<typeof oauthTables>> = {
  oauthClients: 'What an application says of itself; nobody who registers one has to be signed in.',
  oauthResources: 'The doors of the shop.',
  oauthClientResources: 'Which application may ask for which door.',
  oauthRefreshTokens: {
    forget: async (tx, { accountIds }) => {
      const { oauthRefreshTokens } = tables(tx)
      await tx.db.delete(oauthRefreshTokens).where(inArray(oauthRefreshTokens.userId, [...accountIds]))
    },
  },
  oauthAccessTokens: {
    forget: async (tx, { accountIds }) => {
      const { oauthAccessTokens } = tables(tx)
      await tx.db.delete(oauthAccessTokens).where(inArray(oauthAccessTokens.userId, [...accountIds]))
    },
  },
  oauthConsents: {
    tell: async (tx, { accountIds }) => {
      const { oauthConsents } = tables(tx)
      const rows = await tx.db
        .select()
        .from(oauthConsents)
        .where(inArray(oauthConsents.userId, [...accountIds]))
      return told(
        rows.map(({ clientId, scopes, createdAt, usedAt }) => ({
          application: clientId,
          scopes,
          connected_at: createdAt,
          last_used_at: usedAt,
        })),
      )
    },
    forget: async (tx, { accountIds }) => {
      const { oauthConsents } = tables(tx)
      await tx.db.delete(oauthConsents).where(inArray(oauthConsents.userId, [...accountIds]))
    },
  },
}
