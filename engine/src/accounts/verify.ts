import { z } from 'zod'
import { moveCustomer, rememberBuyer } from '../customers/index.ts'
import { CommerceError } from '../shared/errors.ts'
import type { Tx } from '../storage/index.ts'
import { countAttempt, forgiveAccount, letters } from './attempts.ts'
import { checkPassword } from './check-password.ts'
import { type Asked, answer, bodyAs, type Desk } from './desk.ts'
import { emailAddress, typedPassword } from './fields.ts'
import { proofOf } from './links.ts'
import { type Account, accountByEmail, forgetSent, saveVerified } from './records.ts'
import { endSessionsOf } from './sessions.ts'
import { openSession } from './sign-in.ts'

const form = z.strictObject({ token: z.string().max(2000), password: typedPassword() })

/**
 * Verifies an address by the link that was sent there and by the password of the account, and signs in. The link alone
 * is not enough: whoever registers with another's address would wait for that person, or a mail filter, to open it.
 */
export async function verifyEmail(desk: Desk, asked: Asked): Promise<Response> {
  const { token, password } = bodyAs(form, asked)
  const proof = await proofOf(desk.secret, token)
  const account = proof && (await desk.storage.read(tx => accountByEmail(tx, proof.email)))
  if (!account) throw badLink()
  const { hash, attempt } = await checkPassword(desk, asked, { account, password })
  const email = proof.updateTo ?? account.email
  await desk.storage.write(async tx => {
    if (email !== account.email) await changeAddress(tx, account, email)
    await markVerified(tx, { ...account, email }, desk)
  })
  return desk.passwords.verifiedAhead({ hash, password }, () =>
    openSession(desk, asked, { credentials: { email, password }, attempt }),
  )
}

const badLink = () =>
  new CommerceError('invalid_input', 'This link is not valid, or no longer. Ask for a new one.', { reason: 'link' })

/** Every session began under the former address, which hears of the change in case its owner did not want it. */
async function changeAddress(tx: Tx, { id, email: former }: Account, email: string): Promise<void> {
  if (await accountByEmail(tx, email)) throw badLink()
  await endSessionsOf(tx, id)
  await forgetSent(tx, { id })
  await tx.emit('account.email_changed', { account_id: id, former_email: former })
}

/** The account is its customer's from now on, and what the shop knows of the customer is the account's. */
export async function markVerified(tx: Tx, account: Account, { onVerified }: Pick<Desk, 'onVerified'>): Promise<void> {
  const { id, email, customerId: known } = account
  const { customerId, former } = known
    ? await moveCustomer(tx, { customerId: known, email })
    : { customerId: await rememberBuyer(tx, { email }), former: undefined }
  await saveVerified(tx, { id, email, customerId })
  await forgiveAccount(tx, email)
  await onVerified(tx, { customerId, former })
  await tx.emit('account.verified', { account_id: id, customer_id: customerId })
}

const resendForm = z.strictObject({ email: emailAddress() })

/** Sends the letter of verification again. Whether there is such an account, nobody learns. */
export async function resendVerification(desk: Desk, asked: Asked): Promise<Response> {
  const { email } = bodyAs(resendForm, asked)
  await countAttempt(desk.storage, letters({ email, address: asked.address }))
  await desk.storage.write(tx => tx.emit('account.verification_requested', { email: email.toLowerCase() }))
  return answer({ status: 'verification_sent' })
}
