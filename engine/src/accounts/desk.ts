import type { ZodError, z } from 'zod'
import { CommerceError } from '../shared/errors.ts'
import type { Storage, Tx } from '../storage/index.ts'
import type { Connection } from './connections.ts'
import type { CookieStyle } from './cookies.ts'
import type { Library } from './library.ts'
import type { Passwords } from './passwords.ts'
import type { Session } from './sessions.ts'

/**
 * Told in the transaction that proves somebody's address: what the shop knows under it is theirs from then on. `former` is
 * the customer whom the shop knew by the address before, and who has become one with this.
 */
export type OnVerified = (
  tx: Tx,
  verified: { readonly customerId: string; readonly former: string | undefined },
) => Promise<void>

/** Told in the transaction that disconnects an application: what its customer granted it besides ends with it. */
export type OnDisconnected = (tx: Tx, connection: Connection) => Promise<void>

/** What those who answer requests work with. */
export type Desk = {
  readonly storage: Storage
  readonly publicUrl: string
  readonly secret: string
  readonly cookies: CookieStyle
  readonly passwords: Passwords
  /** Loaded when it is first needed: most callers of a shop never sign in. */
  readonly library: () => Promise<Library>
  readonly onVerified: OnVerified
  readonly onDisconnected: OnDisconnected
}

export type Asked = {
  /** The parsed body, or undefined where none was sent. */
  readonly body: unknown
  /** What the library may know of the request. */
  readonly headers: Headers
  /** Where the call comes from, as the head knows it. */
  readonly address: string
  /** The session of the request's cookie, if it has one that counts. */
  readonly session: Session | undefined
}

export type Endpoint = {
  readonly method: 'GET' | 'POST'
  readonly answer: (desk: Desk, asked: Asked) => Promise<Response>
}

/** The body as the schema has it; everything that is wrong with it is said at once, and no value is repeated. */
export function bodyAs<T>(schema: z.ZodType<T>, { body }: Asked): T {
  const result = schema.safeParse(body ?? {})
  if (result.success) return result.data
  const problems = result.error.issues.map(problemOf)
  throw new CommerceError('invalid_input', problems[0]?.text ?? 'The body is not what is taken here.', { problems })
}

function problemOf({ path, message, ...issue }: ZodError['issues'][number]): { path: string; text: string } {
  const place = ['$', ...path.map(String)].join('.')
  const unknown = 'keys' in issue && Array.isArray(issue.keys) ? `has no field "${issue.keys.join('", "')}"` : message
  return { path: place, text: `${place}: ${unknown}.` }
}

export function signedIn({ session }: Asked): Session {
  if (session) return session
  throw new CommerceError('unauthorized', 'Nobody is signed in.', { reason: 'missing' })
}

/** An answer that belongs to one person. */
export function answer(body: unknown, headers = new Headers()): Response {
  headers.set('Cache-Control', 'no-store')
  return Response.json(body, { headers })
}

/** Of what the library answered, only the cookies. */
export function cookiesOf(headers: Headers): Headers {
  const kept = new Headers()
  for (const cookie of headers.getSetCookie()) kept.append('Set-Cookie', cookie)
  return kept
}
