import { APIError } from 'better-auth/api'
import { z } from 'zod'
import { CommerceError } from '../shared/errors.ts'
import { type Attempt, countAttempt, forgiveAttempt, guesses, letters } from './attempts.ts'
import { type Asked, answer, bodyAs, cookiesOf, type Desk } from './desk.ts'
import { emailAddress, typedPassword } from './fields.ts'
import { accountByEmail } from './records.ts'
import { endSession } from './sessions.ts'
import { sessionSeconds } from './wire.ts'

const form = z.strictObject({ email: emailAddress(), password: typedPassword() })

type Credentials = z.infer<typeof form>

/** Signs in by e-mail address and password; nobody learns which of the two was wrong. */
export async function signIn(desk: Desk, asked: Asked): Promise<Response> {
  const credentials = bodyAs(form, asked)
  const attempt = await countAttempt(desk.storage, guesses({ email: credentials.email, address: asked.address }))
  return openSession(desk, asked, { credentials, attempt })
}

/** A new session under a new token; one that the browser had is ended, so that none outlives the one who replaced it. */
export async function openSession(
  desk: Desk,
  asked: Asked,
  { credentials, attempt }: { readonly credentials: Credentials; readonly attempt: Attempt },
): Promise<Response> {
  const { headers, response } = await checkedByLibrary(desk, asked, credentials)
  const { session } = asked
  const expiresAt = await desk.storage.write(async tx => {
    await forgiveAttempt(tx, attempt)
    if (session) await endSession(tx, session)
    return new Date(tx.now.getTime() + sessionSeconds * 1000)
  })
  const { name, email } = response.user
  return answer({ name, email, expires_at: expiresAt.toISOString() }, cookiesOf(headers))
}

async function checkedByLibrary(desk: Desk, asked: Asked, body: Credentials) {
  const { api } = await desk.library()
  try {
    return await api.signInEmail({ body, headers: asked.headers, returnHeaders: true })
  } catch (error) {
    if (error instanceof APIError && error.status === 'UNAUTHORIZED') {
      throw new CommerceError('unauthorized', 'The e-mail address or the password is wrong.', { reason: 'credentials' })
    }
    if (error instanceof APIError && error.status === 'FORBIDDEN') {
      await sendAgain(desk, asked, body)
      throw new CommerceError(
        'forbidden',
        'The e-mail address is not verified yet. The shop has sent the letter again.',
        {
          reason: 'unverified',
        },
      )
    }
    throw error
  }
}

/** Whoever knows the password and has lost the letter gets another, within the limit of letters. */
async function sendAgain({ storage }: Desk, { address }: Asked, { email }: Credentials): Promise<void> {
  await countAttempt(storage, letters({ email, address }))
  await storage.write(async tx => {
    const account = await accountByEmail(tx, email)
    if (account) await tx.emit('account.verification_requested', { account_id: account.id })
  })
}
