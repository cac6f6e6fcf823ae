import { z } from 'zod'
import { forgiveAttempt } from './attempts.ts'
import { checkPassword } from './check-password.ts'
import { type Asked, bodyAs, type Desk, signedIn } from './desk.ts'
import { disconnectAll } from './disconnect.ts'
import { newPassword, typedPassword } from './fields.ts'
import { forgetSent, savePasswordHash } from './records.ts'
import { endSessionsOf } from './sessions.ts'
import { openSession } from './sign-in.ts'

const form = z.strictObject({ currentPassword: typedPassword(), newPassword: newPassword() })

/**
 * Changes the password and begins a new session here. Every other ends, and what applications were given: somebody else
 * may have them.
 */
export async function changePassword(desk: Desk, asked: Asked): Promise<Response> {
  const { accountId: id, email } = signedIn(asked)
  const { currentPassword, newPassword: password } = bodyAs(form, asked)
  const { attempt } = await checkPassword(desk, asked, { account: { id, email }, password: currentPassword })
  const hash = await desk.passwords.hash(password)
  await desk.storage.write(async tx => {
    await forgiveAttempt(tx, attempt)
    await savePasswordHash(tx, { id }, hash)
    await endSessionsOf(tx, id)
    await disconnectAll(tx, id, desk)
    await forgetSent(tx, { id })
    await tx.emit('account.password_changed', { account_id: id })
  })
  return desk.passwords.verifiedAhead({ hash, password }, () =>
    openSession(desk, asked, { credentials: { email, password }, attempt }),
  )
}
