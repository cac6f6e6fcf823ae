import type { Auth } from 'better-auth'
import { type BetterAuthOptions, betterAuth } from 'better-auth/minimal'
import type { NewId } from '../shared/ids.ts'
import { databaseCode, violationOf } from '../storage/database-errors.ts'
import type { Storage } from '../storage/index.ts'
import { agentAuthorisation } from './agents.ts'
import type { CookieStyle } from './cookies.ts'
import { longestPassword, shortestPassword } from './fields.ts'
import type { Passwords } from './passwords.ts'
import { type ReadDocument, readDocument as readOverNetwork } from './read-document.ts'
import { accountStorage } from './storage-adapter.ts'
import { agentPages, basePath, callerHeader, sessionSeconds } from './wire.ts'

export type LibraryOptions = {
  readonly storage: Storage
  readonly newId: NewId
  readonly publicUrl: string
  readonly secret: string
  readonly cookies: CookieStyle
  readonly passwords: Passwords
  readonly readDocument: ReadDocument | undefined
  readonly onError: (error: unknown) => void
}

export type Library = Auth<ReturnType<typeof optionsOf>>

/**
 * better-auth on our tables. Its addresses are not served as they are: our own stand before those for passwords and
 * sessions, and call it in process. Limits are ours too, because they have to hold on every node and before any hash.
 */
export const openLibrary = (options: LibraryOptions): Library => betterAuth(optionsOf(options))

function optionsOf({ storage, newId, publicUrl, secret, cookies, passwords, onError, ...options }: LibraryOptions) {
  const { adapter, emit } = accountStorage(storage)
  return {
    appName: 'MitchWeb',
    baseURL: publicUrl,
    basePath,
    secret,
    database: adapter,
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    // Nothing of what it says in passing is kept: it names people.
    logger: {
      level: 'error',
      log: (_level, _message, ...causes) => {
        for (const cause of causes) if (cause instanceof Error && !violationOf(cause)) onError(nameless(cause))
      },
    },
    advanced: {
      cookiePrefix: cookies.prefix,
      useSecureCookies: false,
      defaultCookieAttributes: { secure: cookies.secure, httpOnly: true, sameSite: 'lax', path: '/' },
      disableCSRFCheck: false,
      disableOriginCheck: false,
      database: { generateId: ({ model }) => newId(prefixes[model] ?? 'auth') },
      ipAddress: { ipAddressHeaders: [callerHeader] },
    },
    plugins: [agentAuthorisation({ publicUrl, readDocument: options.readDocument ?? readOverNetwork })],
    onAPIError: { errorURL: `${publicUrl}${agentPages.failure}` },
    // A session ends thirty days after the sign-in, and at once when it is ended: no copy of it is kept in a cookie.
    session: { expiresIn: sessionSeconds, disableSessionRefresh: true, cookieCache: { enabled: false } },
    verification: { storeIdentifier: 'hashed' },
    user: {
      additionalFields: {
        customerId: { type: 'string', required: false, input: false },
        language: { type: 'string', required: false, input: true },
      },
    },
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword,
      password: { hash: passwords.hash, verify: passwords.verify },
      onExistingUserSignUp: ({ user }) => emit('account.registered_again', { account_id: user.id }),
    },
    emailVerification: {
      sendOnSignUp: true,
      // The link is made when the mail is sent, so that no link ever lies in the outbox.
      sendVerificationEmail: ({ user }) => emit('account.verification_requested', { account_id: user.id }),
    },
  } satisfies BetterAuthOptions
}

/** Where something failed, without the words: those of a query have its values in them. */
function nameless(cause: Error): Error {
  const error = new Error(`Sign-in failed inside: ${databaseCode(cause) ?? cause.name}.`)
  const places = (cause.stack ?? '').split('\n').filter(line => /^ +at /.test(line))
  error.stack = [error.message, ...places].join('\n')
  return error
}

const prefixes: Readonly<Record<string, string>> = {
  user: 'acc',
  account: 'crd',
  session: 'ses',
  verification: 'ver',
  oauthClient: 'app',
  oauthResource: 'res',
  oauthClientResource: 'rcl',
  oauthRefreshToken: 'rft',
  oauthAccessToken: 'act',
  oauthConsent: 'con',
}
