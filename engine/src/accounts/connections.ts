import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import type { ReadTx, Tx } from '../storage/index.ts'
import { tablesOf } from '../storage/query.ts'
import { oauthTables } from './oauth-tables.ts'
import { accountTables } from './tables.ts'

const accounts = tablesOf(accountTables)
const oauth = tablesOf(oauthTables)

/** An application that acts for a customer, by the id under which it asks. */
export type Connection = { readonly customerId: string; readonly clientId: string }

/**
 * Whether the customer lets the application act for them now. Until the transaction ends nobody disconnects it: the row
 * is written, so that who does so waits and then ends what was granted here.
 */
export async function holdConnection(tx: Tx, { customerId, clientId }: Connection): Promise<boolean> {
  const { oauthConsents } = oauth(tx)
  const { id, updatedAt, userId } = oauthConsents
  const held = await tx.db
    .update(oauthConsents)
    .set({ updatedAt: sql`${updatedAt}` })
    .where(and(eq(oauthConsents.clientId, clientId), inArray(userId, accountOf(tx, customerId))))
    .returning({ id })
  return held.length > 0
}

/** Applications that act for the customer, the latest first, at most so many. */
export async function connectedTo(
  tx: ReadTx,
  { customerId, limit }: { readonly customerId: string; readonly limit: number },
): Promise<{ readonly clientId: string; readonly name: string | null }[]> {
  const { oauthConsents, oauthClients } = oauth(tx)
  const { clientId, userId, createdAt } = oauthConsents
  return await tx.db
    .select({ clientId, name: oauthClients.name })
    .from(oauthConsents)
    .innerJoin(oauthClients, eq(oauthClients.clientId, clientId))
    .where(inArray(userId, accountOf(tx, customerId)))
    .orderBy(desc(createdAt))
    .limit(limit)
}

function accountOf(tx: ReadTx, customerId: string) {
  const { id, customerId: owner } = accounts(tx).accounts
  const theirs = tx.db.select({ id }).from(accounts(tx).accounts).where(eq(owner, customerId))
  return sql`${theirs}`
}
