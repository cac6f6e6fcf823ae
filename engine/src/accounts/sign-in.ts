import { APIError } from 'better-auth/api'
import { z } from 'zod'
import { CommerceError } from '../shared/errors.ts'
import { type Asked, answer, bodyAs, cookiesOf, type Desk } from './desk.ts'
import { emailAddress, typedPassword } from './fields.ts'
import { endSession } from './sessions.ts'
import { sessionSeconds } from './wire.ts'

const form = z.strictObject({ email: emailAddress(), password: typedPassword() })

export type Credentials = z.infer<typeof form>

export const signIn = (desk: Desk, asked: Asked): Promise<Response> => openSession(desk, asked, bodyAs(form, asked))

/** A new session under a new token; one that the browser had is ended, so that none outlives the one who replaced it. */
export async function openSession(desk: Desk, asked: Asked, body: Credentials): Promise<Response> {
  const { headers, response } = await checkedByLibrary(desk, asked, body)
  const { session } = asked
  if (session) await desk.storage.write(tx => endSession(tx, session))
  const expiresAt = new Date(Date.now() + sessionSeconds * 1000).toISOString()
  return answer({ name: response.user.name, email: response.user.email, expires_at: expiresAt }, cookiesOf(headers))
}

async function checkedByLibrary(desk: Desk, { headers }: Asked, body: Credentials) {
  const { api } = await desk.library()
  try {
    return await api.signInEmail({ body, headers, returnHeaders: true })
  } catch (error) {
    if (error instanceof APIError && error.status === 'UNAUTHORIZED') {
      throw new CommerceError('unauthorized', 'The e-mail address or the password is wrong.', { reason: 'credentials' })
    }
    if (error instanceof APIError && error.status === 'FORBIDDEN') {
      throw new CommerceError(
        'forbidden',
        'The e-mail address is not verified yet. The shop has sent the mail again.',
        {
          reason: 'unverified',
        },
      )
    }
    throw error
  }
}
