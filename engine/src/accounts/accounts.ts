import { CommerceError } from '../shared/errors.ts'
import type { NewId } from '../shared/ids.ts'
import type { ReadTx, Storage, Tx } from '../storage/index.ts'
import type { EventListener } from '../storage/relay.ts'
import { metadataAt, wellKnown } from './agent-metadata.ts'
import { pruneAgents } from './agent-records.ts'
import { pruneAttempts } from './attempts.ts'
import { cookieStyle, cookieValue, sessionCookie, signedValue } from './cookies.ts'
import type { Desk, Endpoint, OnDisconnected, OnVerified } from './desk.ts'
import type { Mailer } from './mailer.ts'
import { type DeriveKey, passwords } from './passwords.ts'
import type { ReadDocument } from './read-document.ts'
import { assertSameOrigin } from './same-origin.ts'
import { pruneSessions, type Session, sessionByToken } from './sessions.ts'
import { shopSecret } from './shop-secret.ts'
import { basePath, callerHeader } from './wire.ts'
import { letterWriter } from './write-letters.ts'

export type AccountsOptions = {
  readonly storage: Storage
  readonly newId: NewId
  readonly publicUrl: string
  readonly onVerified: OnVerified
  readonly onDisconnected: OnDisconnected
  /** What sends letters. Without one nobody can verify an address, so nobody can sign in. */
  readonly mailer?: Mailer | undefined
  /** What letters call the shop. */
  readonly shopName: (tx: ReadTx) => Promise<string>
  readonly onError: (error: unknown) => void
  /** How the documents of applications are read that name one as their id; over the network unless told. */
  readonly readDocument?: ReadDocument | undefined
  /** The costly step of keeping and checking passwords; scrypt unless told. */
  readonly deriveKey?: DeriveKey | undefined
}

export type Accounts = {
  /**
   * Answers a request under `/api/auth`, and for what stands under `/.well-known` of signing in. What cannot be answered
   * is thrown as a CommerceError, as everywhere, but to applications, which are answered as OAuth has it. `address` is
   * where the caller is, as far as the head knows it.
   */
  readonly handle: (request: Request, caller: { readonly address: string }) => Promise<Response>
  /** Whether a Cookie header holds a session, or what once was one. */
  readonly holdsSession: (cookie: string) => boolean
  /** The session in it; throws `unauthorized` where it is over. */
  readonly sessionOf: (cookie: string) => Promise<Session>
  /** Sends the letters that events of this room call for. */
  readonly hear: EventListener
  /** Forgets what is over: sessions, links, attempts and what applications were given. */
  readonly prune: (tx: Tx) => Promise<void>
}

/** Sign-in for the people who buy here. */
export async function openAccounts(options: AccountsOptions): Promise<Accounts> {
  const { storage, publicUrl, deriveKey, readDocument, onVerified, onDisconnected } = options
  const cookies = cookieStyle(publicUrl)
  const secret = await shopSecret(storage, 'sign_in')
  const own = { storage, publicUrl, secret, cookies, passwords: passwords(deriveKey), onVerified, onDisconnected }
  let library: ReturnType<Desk['library']> | undefined
  const desk: Desk = {
    ...own,
    library: () => {
      library ??= import('./library.ts').then(({ openLibrary }) => openLibrary({ ...options, ...own, readDocument }))
      return library
    },
  }

  const cookieIn = (header: string) => cookieValue(header, sessionCookie(cookies))
  const sessionIn = async (header: string): Promise<Session | undefined> => {
    const token = signedValue(cookieIn(header) ?? '', secret)
    return token === undefined ? undefined : storage.read(tx => sessionByToken(tx, token))
  }

  const { mailer, shopName } = options
  return {
    hear: letterWriter({ ...desk, mailer, shopName }),
    prune: async tx => {
      await pruneSessions(tx)
      await pruneAttempts(tx)
      await pruneAgents(tx)
    },
    handle: async (request, { address }) => {
      const { pathname } = new URL(request.url)
      if (pathname.startsWith(wellKnown)) return metadataAnswer(pathname, publicUrl)
      const { answerAgent } = await import('./agent-door.ts')
      const told = await answerAgent(desk, request, { address })
      if (told) return told
      const { endpoints } = await import('./endpoints.ts')
      const endpoint = endpoints[pathname.slice(basePath.length)]
      if (!endpoint) throw nothingHere()
      const body = await bodyOf(request, endpoint, desk)
      const session = await sessionIn(request.headers.get('cookie') ?? '')
      return endpoint.answer(desk, { body, headers: knownHeaders(request, address), address, session })
    },
    holdsSession: header => Boolean(cookieIn(header)),
    sessionOf: async header => {
      const session = await sessionIn(header)
      if (session) return session
      throw new CommerceError('unauthorized', 'The session is over. Sign in again.', { reason: 'session' })
    },
  }
}

const nothingHere = () => new CommerceError('unknown_operation', 'There is nothing at this address.')

function metadataAnswer(path: string, publicUrl: string): Response {
  const document = metadataAt(path, publicUrl)
  if (!document) throw nothingHere()
  return Response.json(document, { headers: { 'cache-control': 'public, max-age=300' } })
}

/** The parsed body of a write, once it is clear that no foreign page sends it. */
async function bodyOf(request: Request, { method }: Endpoint, desk: Desk): Promise<unknown> {
  if (request.method !== method) {
    throw new CommerceError('method_not_allowed', `${request.method} is not possible here, only ${method}.`)
  }
  if (method === 'GET') return undefined
  assertSameOrigin(request, desk)
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
    throw new CommerceError('unsupported_media_type', 'The body must be sent as application/json in UTF-8.')
  }
  try {
    return await request.json()
  } catch {
    throw new CommerceError('invalid_input', 'The body is not valid JSON.')
  }
}

/** The library sees the cookie, the browser’s name and where the caller is, and none of what a caller makes up besides. */
function knownHeaders(request: Request, address: string): Headers {
  const headers = new Headers({ [callerHeader]: address })
  for (const name of ['cookie', 'user-agent']) {
    const value = request.headers.get(name)
    if (value !== null) headers.set(name, value.slice(0, name === 'cookie' ? undefined : 300))
  }
  return headers
}
