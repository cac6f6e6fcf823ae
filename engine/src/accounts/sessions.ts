import { and, desc, eq, gt, lte, sql } from 'drizzle-orm'
import type { ReadTx, Tx } from '../storage/index.ts'
import { query, tablesOf } from '../storage/query.ts'
import { tokenHash } from './session-tokens.ts'
import { accountTables } from './tables.ts'

const tables = tablesOf(accountTables)

/** A session that counts now, and whose it is. */
export type Session = {
  readonly id: string
  readonly accountId: string
  readonly name: string
  readonly email: string
  /** Undefined until the address was verified. */
  readonly customerId: string | undefined
  readonly expiresAt: Date
}

export async function sessionByToken(tx: ReadTx, token: string): Promise<Session | undefined> {
  const [row] = await sessionRow(tx, { hash: tokenHash(token) })
  if (!row || row.expiresAt <= tx.now) return undefined
  const { emailVerified, customerId, ...session } = row
  return { ...session, customerId: emailVerified && customerId !== null ? customerId : undefined }
}

const sessionRow = query((db, tx) => {
  const { accounts, accountSessions } = tables(tx)
  const { id, expiresAt, userId } = accountSessions
  const { name, email, emailVerified, customerId } = accounts
  return db
    .select({ id, expiresAt, accountId: userId, name, email, emailVerified, customerId })
    .from(accountSessions)
    .innerJoin(accounts, eq(accounts.id, userId))
    .where(eq(accountSessions.token, sql.placeholder('hash')))
})

export async function endSession(tx: Tx, { id }: Pick<Session, 'id'>): Promise<void> {
  const { accountSessions } = tables(tx)
  await tx.db.delete(accountSessions).where(eq(accountSessions.id, id))
}

export async function endSessionsOf(tx: Tx, accountId: string): Promise<void> {
  const { accountSessions } = tables(tx)
  await tx.db.delete(accountSessions).where(eq(accountSessions.userId, accountId))
}

/** The account's sessions that count now, the latest first. */
export async function sessionsOf(tx: ReadTx, accountId: string) {
  const { accountSessions } = tables(tx)
  return await tx.db
    .select()
    .from(accountSessions)
    .where(and(eq(accountSessions.userId, accountId), gt(accountSessions.expiresAt, tx.now)))
    .orderBy(desc(accountSessions.createdAt))
}

/** Forgets sessions and letters' links that are over. */
export async function pruneSessions(tx: Tx): Promise<void> {
  const { accountSessions, accountVerifications } = tables(tx)
  await tx.db.delete(accountSessions).where(lte(accountSessions.expiresAt, tx.now))
  await tx.db.delete(accountVerifications).where(lte(accountVerifications.expiresAt, tx.now))
}
