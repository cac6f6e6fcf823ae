import { eq } from 'drizzle-orm'
import type { ReadTx, Tx } from '../storage/index.ts'
import { tablesOf } from '../storage/query.ts'
import { accountTables } from './tables.ts'

const tables = tablesOf(accountTables)

export type Account = {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly emailVerified: boolean
  readonly customerId: string | null
  readonly language: string | null
}

export const accountById = async (tx: ReadTx, id: string): Promise<Account | undefined> =>
  accountWhere(tx, eq(tables(tx).accounts.id, id))

/** Addresses are kept in lower case. */
export const accountByEmail = async (tx: ReadTx, email: string): Promise<Account | undefined> =>
  accountWhere(tx, eq(tables(tx).accounts.email, email.toLowerCase()))

async function accountWhere(tx: ReadTx, condition: ReturnType<typeof eq>): Promise<Account | undefined> {
  const { accounts } = tables(tx)
  const { id, name, email, emailVerified, customerId, language } = accounts
  const [row] = await tx.db
    .select({ id, name, email, emailVerified, customerId, language })
    .from(accounts)
    .where(condition)
  return row
}

/** The hash of the account's password. */
export async function passwordHashOf(tx: ReadTx, accountId: string): Promise<string | undefined> {
  const { accountCredentials } = tables(tx)
  const [row] = await tx.db
    .select({ password: accountCredentials.password })
    .from(accountCredentials)
    .where(eq(accountCredentials.userId, accountId))
  return row?.password ?? undefined
}

export async function savePasswordHash(tx: Tx, { id }: Pick<Account, 'id'>, password: string): Promise<void> {
  const { accountCredentials } = tables(tx)
  await tx.db.update(accountCredentials).set({ password, updatedAt: tx.now }).where(eq(accountCredentials.userId, id))
}

/** What an account's owner has proved: that this address is theirs, and which customer they are by it. */
export async function saveVerified(
  tx: Tx,
  { id, email, customerId }: Pick<Account, 'id' | 'email'> & { readonly customerId: string },
): Promise<void> {
  const { accounts } = tables(tx)
  await tx.db
    .update(accounts)
    .set({ email, emailVerified: true, customerId, updatedAt: tx.now })
    .where(eq(accounts.id, id))
}

/** Lets nobody use what was sent to the account's owner before. */
export async function forgetSent(tx: Tx, { id }: Pick<Account, 'id'>): Promise<void> {
  const { accountVerifications } = tables(tx)
  await tx.db.delete(accountVerifications).where(eq(accountVerifications.value, id))
}
