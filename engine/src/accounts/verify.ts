import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { rememberBuyer } from '../customers/index.ts'
import { CommerceError } from '../shared/errors.ts'
import type { Tx } from '../storage/index.ts'
import { tablesOf } from '../storage/query.ts'
import { type Asked, bodyAs, type Desk } from './desk.ts'
import { typedPassword } from './fields.ts'
import { proofOf } from './links.ts'
import { openSession } from './sign-in.ts'
import { accountTables } from './tables.ts'

const tables = tablesOf(accountTables)

const form = z.strictObject({ token: z.string().max(2000), password: typedPassword() })

/**
 * Verifies an address by the link that was sent there and by the password of the account, and signs in. The link alone
 * is not enough: whoever registers with another's address would wait for that person, or a mail filter, to open it.
 */
export async function verifyEmail(desk: Desk, asked: Asked): Promise<Response> {
  const { token, password } = bodyAs(form, asked)
  const proof = await proofOf(desk.secret, token)
  if (!proof) throw badLink()
  const account = await desk.storage.read(tx => accountToVerify(tx, proof.email))
  const hash = account?.password ?? undefined
  if (!account || hash === undefined) throw badLink()
  if (!(await desk.passwords.verify({ hash, password }))) {
    throw new CommerceError('unauthorized', 'The password is wrong.', { reason: 'credentials' })
  }
  await desk.storage.write(tx => markVerified(tx, account, desk))
  return desk.passwords.verifiedAhead({ hash, password }, () =>
    openSession(desk, asked, { email: proof.email, password }),
  )
}

const badLink = () =>
  new CommerceError('invalid_input', 'This link is not valid, or no longer. Ask for a new one.', { reason: 'link' })

type Unverified = { readonly id: string; readonly email: string; readonly name: string }

/** The account is its customer's from now on, and what the shop knows of the customer is the account's. */
export async function markVerified(tx: Tx, account: Unverified, { onVerified }: Pick<Desk, 'onVerified'>) {
  const customerId = await rememberBuyer(tx, { email: account.email })
  const { accounts } = tables(tx)
  await tx.db
    .update(accounts)
    .set({ emailVerified: true, customerId, updatedAt: tx.now })
    .where(eq(accounts.id, account.id))
  await onVerified(tx, { customerId })
  await tx.emit('account.verified', { account_id: account.id, customer_id: customerId })
}

async function accountToVerify(tx: Pick<Tx, 'columns'> & { readonly db: Pick<Tx['db'], 'select'> }, email: string) {
  const { accounts, accountCredentials } = tables(tx)
  const [row] = await tx.db
    .select({ id: accounts.id, email: accounts.email, name: accounts.name, password: accountCredentials.password })
    .from(accounts)
    .innerJoin(accountCredentials, eq(accountCredentials.userId, accounts.id))
    .where(eq(accounts.email, email))
  return row
}
