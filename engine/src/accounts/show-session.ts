import { type Asked, answer, type Desk } from './desk.ts'

/** Who is signed in by the request's cookie, or null. */
export const showSession = async (_desk: Desk, { session }: Asked): Promise<Response> =>
  answer(session ? { name: session.name, email: session.email, expires_at: session.expiresAt.toISOString() } : null)
