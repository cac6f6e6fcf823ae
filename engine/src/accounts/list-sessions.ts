import { z } from 'zod'
import { notFound } from '../shared/errors.ts'
import { type Asked, answer, bodyAs, type Desk, signedIn } from './desk.ts'
import { endSession, sessionsOf } from './sessions.ts'

/** Where somebody is signed in, the latest first. */
export async function listSessions(desk: Desk, asked: Asked): Promise<Response> {
  const { id: here, accountId } = signedIn(asked)
  const sessions = await desk.storage.read(tx => sessionsOf(tx, accountId))
  const shown = sessions.map(({ id, createdAt, expiresAt, userAgent, ipAddress }) => ({
    id,
    is_current: id === here,
    created_at: createdAt.toISOString(),
    expires_at: expiresAt.toISOString(),
    ...(userAgent && { user_agent: userAgent }),
    ...(ipAddress && { address: ipAddress }),
  }))
  return answer({ sessions: shown })
}

const form = z.strictObject({ id: z.string().max(128) })

/** Ends one of the account's sessions. */
export async function revokeSession(desk: Desk, asked: Asked): Promise<Response> {
  const { accountId } = signedIn(asked)
  const { id } = bodyAs(form, asked)
  await desk.storage.write(async tx => {
    const own = await sessionsOf(tx, accountId)
    if (!own.some(session => session.id === id)) throw notFound('session', id)
    await endSession(tx, { id })
  })
  return answer({ status: 'revoked' })
}
