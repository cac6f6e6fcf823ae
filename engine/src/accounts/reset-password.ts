import { z } from 'zod'
import { CommerceError } from '../shared/errors.ts'
import { countAttempt, guesses, letters } from './attempts.ts'
import { type Asked, answer, bodyAs, type Desk } from './desk.ts'
import { disconnectAll } from './disconnect.ts'
import { emailAddress, newPassword } from './fields.ts'
import type { Library } from './library.ts'
import { accountById, forgetSent, savePasswordHash } from './records.ts'
import { endSessionsOf } from './sessions.ts'
import { markVerified } from './verify.ts'

const request = z.strictObject({ email: emailAddress() })

/**
 * Asks for a letter with which a new password is chosen. Whether there is such an account is looked up when the letter is
 * written, after the answer: neither what it says nor how long it takes tells anything.
 */
export async function requestReset(desk: Desk, asked: Asked): Promise<Response> {
  const { email } = bodyAs(request, asked)
  await countAttempt(desk.storage, letters({ email, address: asked.address }))
  await desk.storage.write(tx => tx.emit('account.reset_requested', { email: email.toLowerCase() }))
  return answer({ status: 'reset_sent' })
}

const resetSeconds = 3600
const identifier = (token: string) => `reset:${token}`

/** What stands in the link of a letter: good once, for an hour, and kept as a hash. */
export async function resetToken(library: Library, { id }: { readonly id: string }): Promise<string> {
  const { internalAdapter, generateId } = await library.$context
  const token = String(generateId({ model: 'verification', size: 40 }))
  const expiresAt = new Date(Date.now() + resetSeconds * 1000)
  await internalAdapter.createVerificationValue({ identifier: identifier(token), value: id, expiresAt })
  return token
}

const reset = z.strictObject({ token: z.string().min(1).max(200), newPassword: newPassword() })

/**
 * Chooses a new password by the letter's link, which proves the address as well: who registered with it before, and could
 * not, has a password no longer. Every session ends, and what applications
 * were given.
 */
export async function resetPassword(desk: Desk, asked: Asked): Promise<Response> {
  const { token, newPassword: password } = bodyAs(reset, asked)
  const library = await desk.library()
  const { internalAdapter } = await library.$context
  const [, fromAddress] = guesses({ email: '', address: asked.address })
  await countAttempt(desk.storage, fromAddress ? [fromAddress] : [])
  const sent = await internalAdapter.findVerificationValue(identifier(token))
  if (!sent || sent.expiresAt <= new Date()) throw badLink()
  const hash = await desk.passwords.hash(password)
  const used = await internalAdapter.consumeVerificationValue(identifier(token))
  if (!used) throw badLink()
  await desk.storage.write(async tx => {
    const account = await accountById(tx, used.value)
    if (!account) throw badLink()
    await savePasswordHash(tx, account, hash)
    await endSessionsOf(tx, account.id)
    await disconnectAll(tx, account.id, desk)
    await forgetSent(tx, account)
    await markVerified(tx, account, desk)
    await tx.emit('account.password_changed', { account_id: account.id })
  })
  return answer({ status: 'password_changed' })
}

const badLink = () =>
  new CommerceError('invalid_input', 'This link is not valid, or no longer. Ask for a new one.', { reason: 'link' })
