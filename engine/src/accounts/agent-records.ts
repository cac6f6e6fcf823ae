import { and, desc, eq, isNull, lte, notExists, or, sql } from 'drizzle-orm'
import { placeholderFor } from '../storage/column-placeholders.ts'
import type { ReadTx, Tx } from '../storage/index.ts'
import { mentions } from '../storage/personal-data.ts'
import { command, tablesOf } from '../storage/query.ts'
import { oauthTables } from './oauth-tables.ts'
import { accountTables } from './tables.ts'

const tables = tablesOf(oauthTables)
const accounts = tablesOf(accountTables)

/** An application as people are told of it. */
export type Client = {
  readonly name: string | undefined
  /** Whether its id is an address that only its owner can use; else it says of itself what it likes. */
  readonly isProved: boolean
}

export async function clientById(tx: ReadTx, clientId: string): Promise<Client | undefined> {
  const { oauthClients } = tables(tx)
  const [row] = await tx.db.select().from(oauthClients).where(eq(oauthClients.clientId, clientId))
  return row && { name: row.name ?? undefined, isProved: row.clientDiscoveryId !== null }
}

/** The applications that an account's owner has let in, the latest first. */
export async function agentsOf(tx: ReadTx, accountId: string) {
  const { oauthConsents, oauthClients } = tables(tx)
  const { clientId, scopes, createdAt, usedAt } = oauthConsents
  return await tx.db
    .select({ clientId, scopes, createdAt, usedAt, name: oauthClients.name })
    .from(oauthConsents)
    .innerJoin(oauthClients, eq(oauthClients.clientId, clientId))
    .where(eq(oauthConsents.userId, accountId))
    .orderBy(desc(createdAt))
}

/**
 * Takes back what an application was given, with every token of it and every code that would still become one. The
 * application stays known for a while: some keep the id that they were given, and come back with it. Answers whether there
 * was anything.
 */
export async function forgetConsent(
  tx: Tx,
  { accountId, clientId }: { readonly accountId: string; readonly clientId: string },
): Promise<boolean> {
  const { oauthConsents, oauthAccessTokens, oauthRefreshTokens, oauthClients } = tables(tx)
  for (const table of [oauthAccessTokens, oauthRefreshTokens]) {
    await tx.db.delete(table).where(and(eq(table.userId, accountId), eq(table.clientId, clientId)))
  }
  const { accountVerifications: sent } = accounts(tx)
  await tx.db.delete(sent).where(and(mentions(sent.value, [accountId]), mentions(sent.value, [clientId])))
  const gone = await tx.db
    .delete(oauthConsents)
    .where(and(eq(oauthConsents.userId, accountId), eq(oauthConsents.clientId, clientId)))
    .returning()
  await tx.db
    .update(oauthClients)
    .set({ updatedAt: tx.now })
    .where(and(eq(oauthClients.clientId, clientId), isNull(oauthClients.clientDiscoveryId)))
  return gone.length > 0
}

const minute = 60_000

export const isUseFresh = (usedAt: Date | null, now: Date): boolean =>
  usedAt !== null && usedAt.getTime() > now.getTime() - minute

/** Notes that an application was here, unless somebody has done so within the last minute. */
export async function noteAgentUse(tx: Tx, consentId: string): Promise<void> {
  await noteUseRow(tx, { id: consentId, now: tx.now, minuteAgo: new Date(tx.now.getTime() - minute) })
}

const noteUseRow = command((db, tx) => {
  const { oauthConsents } = tables(tx)
  const { id, usedAt } = oauthConsents
  return db
    .update(oauthConsents)
    .set({ usedAt: placeholderFor(usedAt, 'now') })
    .where(
      and(eq(id, sql.placeholder('id')), or(isNull(usedAt), sql`${usedAt} <= ${placeholderFor(usedAt, 'minuteAgo')}`)),
    )
})

/** Applications that nobody uses are kept for so long, and at most so many. */
const unusedDays = 30
const mostUnused = 10_000

/** Forgets tokens that are over, and applications that nobody has let in. */
export async function pruneAgents(tx: Tx): Promise<void> {
  const { oauthAccessTokens, oauthRefreshTokens, oauthClients } = tables(tx)
  for (const table of [oauthAccessTokens, oauthRefreshTokens]) {
    await tx.db.delete(table).where(lte(table.expiresAt, tx.now))
  }
  const old = new Date(tx.now.getTime() - unusedDays * 86_400_000)
  await tx.db.delete(oauthClients).where(and(lte(oauthClients.updatedAt, old), isUnused(tx)))
  const count = sql<number>`count(*)`.mapWith(Number)
  const [all] = await tx.db.select({ count }).from(oauthClients)
  if (all && all.count > mostUnused) await forgetOldest(tx)
}

async function forgetOldest(tx: Tx): Promise<void> {
  const { oauthClients } = tables(tx)
  const unused = await tx.db
    .select({ id: oauthClients.id })
    .from(oauthClients)
    .where(isUnused(tx))
    .orderBy(desc(oauthClients.updatedAt))
    .offset(mostUnused)
    .limit(mostUnused)
  for (const { id } of unused) await tx.db.delete(oauthClients).where(eq(oauthClients.id, id))
}

function isUnused(tx: ReadTx) {
  const { oauthConsents, oauthClients } = tables(tx)
  return notExists(
    tx.db.select({ id: oauthConsents.id }).from(oauthConsents).where(eq(oauthConsents.clientId, oauthClients.clientId)),
  )
}
