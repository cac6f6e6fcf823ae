import { createHash } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { CommerceError } from '../shared/errors.ts'
import { grantableScopes, type Scope } from '../shared/scopes.ts'
import type { ReadTx } from '../storage/index.ts'
import { query, tablesOf } from '../storage/query.ts'
import { isUseFresh } from './agent-records.ts'
import { oauthTables } from './oauth-tables.ts'
import { accountTables } from './tables.ts'
import { accessTokenPrefix } from './wire.ts'

/** What an assistant was given: for whom it acts, and what it may do. */
export type AgentGrant = {
  readonly id: string
  readonly consentId: string
  readonly customerId: string
  /** The application, by the id under which it asked. */
  readonly clientId: string
  readonly name: string | undefined
  readonly scopes: readonly Scope[]
  readonly expiresAt: Date
  readonly isUseNoted: boolean
}

export const isAgentToken = (token: string): boolean => token.startsWith(accessTokenPrefix)

/**
 * The grant behind a token that counts now at this door. Throws `unauthorized` for one that is unknown, over, taken back
 * or made for another door: all in the same words, so that nobody learns which.
 */
export async function grantOf(
  tx: ReadTx,
  { token, audience }: { readonly token: string; readonly audience: string },
): Promise<AgentGrant> {
  const [row] = await grantRow(tx, { hash: storedToken(token) })
  const counts = row?.emailVerified && row.revoked === null && row.expiresAt > tx.now && !row.isDisabled
  if (!counts || row.customerId === null || !row.resources?.includes(audience)) {
    throw new CommerceError('unauthorized', 'The access token is not valid here, or over.', { reason: 'invalid_token' })
  }
  const { id, consentId, customerId, clientId, name, expiresAt } = row
  // What was last consented to is what its customer reads of it, so an older token is worth no more than that.
  const granted = grantableScopes.filter(scope => row.scopes.includes(scope) && row.consented.includes(scope))
  const isUseNoted = isUseFresh(row.usedAt, tx.now)
  return { id, consentId, customerId, clientId, name: name ?? undefined, scopes: granted, expiresAt, isUseNoted }
}

/** As the library keeps it. */
const storedToken = (token: string): string =>
  createHash('sha256').update(token.slice(accessTokenPrefix.length)).digest('base64url')

const accounts = tablesOf(accountTables)
const oauth = tablesOf(oauthTables)

const grantRow = query((db, tx) => {
  const { accounts: people } = accounts(tx)
  const { oauthAccessTokens: tokens, oauthClients: clients, oauthConsents: consents } = oauth(tx)
  return db
    .select({
      id: tokens.id,
      consentId: consents.id,
      consented: consents.scopes,
      usedAt: consents.usedAt,
      clientId: tokens.clientId,
      scopes: tokens.scopes,
      resources: tokens.resources,
      revoked: tokens.revoked,
      expiresAt: tokens.expiresAt,
      customerId: people.customerId,
      emailVerified: people.emailVerified,
      name: clients.name,
      isDisabled: clients.disabled,
    })
    .from(tokens)
    .innerJoin(people, eq(people.id, tokens.userId))
    .innerJoin(clients, eq(clients.clientId, tokens.clientId))
    .innerJoin(consents, and(eq(consents.userId, tokens.userId), eq(consents.clientId, tokens.clientId)))
    .where(eq(tokens.token, sql.placeholder('hash')))
})
