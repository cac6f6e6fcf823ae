import { z } from 'zod'
import { countAttempt, forgiveAttempt, letters } from './attempts.ts'
import { checkPassword } from './check-password.ts'
import { type Asked, answer, bodyAs, type Desk, signedIn } from './desk.ts'
import { emailAddress, typedPassword } from './fields.ts'

const form = z.strictObject({ newEmail: emailAddress(), password: typedPassword() })

/** Asks for a letter to a new address. Nothing changes before its link was opened, and nobody learns whose it is already. */
export async function changeEmail(desk: Desk, asked: Asked): Promise<Response> {
  const { accountId: id, email } = signedIn(asked)
  const { newEmail, password } = bodyAs(form, asked)
  await countAttempt(desk.storage, letters({ email: newEmail, address: asked.address }))
  const { attempt } = await checkPassword(desk, asked, { account: { id, email }, password })
  await desk.storage.write(async tx => {
    await forgiveAttempt(tx, attempt)
    await tx.emit('account.email_change_requested', { account_id: id, email: newEmail.toLowerCase() })
  })
  return answer({ status: 'verification_sent' })
}
