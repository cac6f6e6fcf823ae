import { createHash } from 'node:crypto'
import { eq, inArray, lte } from 'drizzle-orm'
import { CommerceError } from '../shared/errors.ts'
import type { ReadTx, Storage, Tx } from '../storage/index.ts'
import { tablesOf } from '../storage/query.ts'
import { accountTables } from './tables.ts'

const tables = tablesOf(accountTables)

/** So many attempts of one kind, by one account or from one address, within a quarter of an hour. */
export type Limit = { readonly key: string; readonly most: number }

const minutes = 15
const windowMilliseconds = minutes * 60_000

/** E-mail addresses are counted by their hash, known or not: who reads the counts learns nobody's. */
const hashed = (email: string) => createHash('sha256').update(email.trim().toLowerCase()).digest('base64url')

/** Of passwords that are tried: for one account, and from one address whatever the account. */
export const guesses = ({ email, address }: { readonly email: string; readonly address: string }): Limit[] => [
  { key: `password:account:${hashed(email)}`, most: 10 },
  { key: `password:address:${address}`, most: 50 },
]

/** Of letters that are asked for, so that nobody's mailbox is filled through the shop. */
export const letters = ({ email, address }: { readonly email: string; readonly address: string }): Limit[] => [
  { key: `letter:account:${hashed(email)}`, most: 5 },
  { key: `letter:address:${address}`, most: 50 },
]

export type Attempt = { readonly limits: readonly Limit[]; readonly at: number }

/**
 * Counts an attempt before anything costly is done for it, and throws `rate_limited` where there were too many. The counts
 * are rows, because several nodes count together. Who is refused writes nothing, so the rows are bounded by what is let
 * through.
 */
export async function countAttempt(storage: Storage, limits: readonly Limit[]): Promise<Attempt> {
  await storage.read(async tx => {
    for (const limit of limits) refuseBeyond(tx, limit, await attemptsOf(tx, limit))
  })
  return storage.write(async tx => {
    for (const limit of limits) await addAttempt(tx, limit)
    return { limits, at: tx.now.getTime() }
  })
}

/** Takes an attempt back that was none: the password was right. What the account's owner has mistyped before is forgiven. */
export async function forgiveAttempt(tx: Tx, { limits: [account, address], at }: Attempt): Promise<void> {
  const { accountAttempts } = tables(tx)
  if (account) await tx.db.delete(accountAttempts).where(eq(accountAttempts.key, account.key))
  if (!address) return
  const known = await lockAttempts(tx, address)
  const index = known.indexOf(at)
  if (index >= 0) await keepAttempts(tx, address, known.toSpliced(index, 1))
}

/** Forgets the attempts on an account whose owner has proved to be there. */
export async function forgiveAccount(tx: Tx, email: string): Promise<void> {
  const { accountAttempts } = tables(tx)
  const [account] = guesses({ email, address: '' })
  await tx.db.delete(accountAttempts).where(eq(accountAttempts.key, account!.key))
}

/** Forgets all that was counted of these accounts. */
export async function forgiveAttempts(tx: Tx, emails: readonly string[]): Promise<void> {
  const { accountAttempts } = tables(tx)
  const keys = emails.flatMap(email => [
    guesses({ email, address: '' })[0]!.key,
    letters({ email, address: '' })[0]!.key,
  ])
  await tx.db.delete(accountAttempts).where(inArray(accountAttempts.key, keys))
}

/** Forgets what is too old to count. */
export async function pruneAttempts(tx: Tx): Promise<void> {
  const { accountAttempts } = tables(tx)
  await tx.db.delete(accountAttempts).where(lte(accountAttempts.expiresAt, tx.now))
}

async function addAttempt(tx: Tx, limit: Limit): Promise<void> {
  const known = (await lockAttempts(tx, limit)).filter(at => isRecent(tx, at))
  refuseBeyond(tx, limit, known)
  await keepAttempts(tx, limit, [...known, tx.now.getTime()])
}

/** The row is taken before it is read, so that of many at once each sees those before it. */
async function lockAttempts(tx: Tx, { key }: Limit): Promise<readonly number[]> {
  const { accountAttempts } = tables(tx)
  const expiresAt = new Date(tx.now.getTime() + windowMilliseconds)
  const [row] = await tx.db
    .insert(accountAttempts)
    .values({ key, attempts: [], expiresAt })
    .onConflictDoUpdate({ target: accountAttempts.key, set: { expiresAt } })
    .returning()
  return row?.attempts ?? []
}

async function keepAttempts(tx: Tx, { key }: Limit, attempts: readonly number[]): Promise<void> {
  const { accountAttempts } = tables(tx)
  await tx.db.update(accountAttempts).set({ attempts }).where(eq(accountAttempts.key, key))
}

async function attemptsOf(tx: ReadTx, { key }: Limit): Promise<readonly number[]> {
  const { accountAttempts } = tables(tx)
  const [row] = await tx.db.select().from(accountAttempts).where(eq(accountAttempts.key, key))
  return (row?.attempts ?? []).filter(at => isRecent(tx, at))
}

const isRecent = (tx: ReadTx, at: number) => at > tx.now.getTime() - windowMilliseconds

/** The oldest of those that fill the limit says when there is room again. */
function refuseBeyond(tx: ReadTx, { most }: Limit, attempts: readonly number[]): void {
  const oldest = attempts.at(-most)
  if (oldest === undefined) return
  const seconds = Math.max(1, Math.ceil((oldest + windowMilliseconds - tx.now.getTime()) / 1000))
  throw new CommerceError('rate_limited', `Too many attempts. Try again in ${Math.ceil(seconds / 60)} minutes.`, {
    retry_after_seconds: seconds,
  })
}
