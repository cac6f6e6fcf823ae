import { CommerceError } from '../shared/errors.ts'
import { type Attempt, countAttempt, guesses } from './attempts.ts'
import type { Asked, Desk } from './desk.ts'
import { type Account, passwordHashOf } from './records.ts'

export type Checked = { readonly hash: string; readonly attempt: Attempt }

/**
 * Checks a password that somebody types again to prove that they are the account's owner. It counts as an attempt until
 * `forgiveAttempt` takes it back, which belongs into the transaction of what it was typed for.
 */
export async function checkPassword(
  desk: Desk,
  { address }: Pick<Asked, 'address'>,
  { account, password }: { readonly account: Pick<Account, 'id' | 'email'>; readonly password: string },
): Promise<Checked> {
  const attempt = await countAttempt(desk.storage, guesses({ email: account.email, address }))
  const hash = await desk.storage.read(tx => passwordHashOf(tx, account.id))
  if (hash !== undefined && (await desk.passwords.verify({ hash, password }))) return { hash, attempt }
  throw new CommerceError('unauthorized', 'The password is wrong.', { reason: 'credentials' })
}
