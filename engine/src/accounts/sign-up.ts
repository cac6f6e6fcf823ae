import { APIError } from 'better-auth/api'
import { z } from 'zod'
import { countAttempt, letters } from './attempts.ts'
import { type Asked, answer, bodyAs, type Desk } from './desk.ts'
import { emailAddress, language, newPassword, personName } from './fields.ts'

const form = z.strictObject({
  name: personName(),
  email: emailAddress(),
  password: newPassword(),
  language: language().optional(),
})

/**
 * Makes an account, which counts once its address is verified. Who names an address that has an account is answered the
 * same, after the same work, and the account's owner is written to.
 */
export async function signUp(desk: Desk, asked: Asked): Promise<Response> {
  const body = bodyAs(form, asked)
  await countAttempt(desk.storage, letters({ email: body.email, address: asked.address }))
  const { api } = await desk.library()
  await desk.passwords.hashedAhead(body.password, async () => {
    try {
      await api.signUpEmail({ body, headers: asked.headers })
    } catch (error) {
      // Of two who register one address at once, the second finds it taken only when it is kept.
      if (!(error instanceof APIError) || error.status !== 'UNPROCESSABLE_ENTITY') throw error
    }
  })
  return answer({ status: 'verification_sent' })
}
