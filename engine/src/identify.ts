import { type Accounts, grantOf, isAgentToken, noteAgentUse } from './accounts/index.ts'
import { type Actor, guest } from './shared/actor.ts'
import { CommerceError } from './shared/errors.ts'
import type { Identity } from './shared/identity.ts'
import { isStaffKey, noteUse, staffByKey } from './staff/index.ts'
import type { Storage } from './storage/index.ts'

/** What a caller has shown, as it came; `audience` is the address of the door that it was shown at. */
export type Asking = {
  readonly authorization?: string | undefined
  /** The Cookie header, at doors where browsers call. It counts where there is no Authorization. */
  readonly cookie?: string | undefined
  readonly audience: string
}

/** Answers who holds what was shown, or undefined where it is of another kind. */
export type CredentialReader = (asking: Asking) => Promise<Identity> | undefined

export type Identify = (asking: Asking) => Promise<Identity>

/**
 * Who is asking: a guest without any credential, and never a guest with a bad one. Throws `unauthorized` for what is
 * unknown, expired or revoked.
 */
export const identifier =
  (readers: readonly CredentialReader[]): Identify =>
  async asking => {
    for (const read of readers) {
      const identity = read(asking)
      if (identity) return await identity
    }
    if (asking.authorization === undefined) return { actor: guest }
    throw new CommerceError('unauthorized', 'The shop does not know this kind of credential.', { reason: 'unknown' })
  }

type Noting = { readonly storage: Storage; readonly inBackground: (work: Promise<void>) => void }

/** Reads the keys of staff. That a key was used is noted after the answer, which does not wait for it. */
export const staffKeyReader =
  ({ storage, inBackground }: Noting): CredentialReader =>
  ({ authorization }) => {
    const token = bearerIn(authorization)
    return token !== undefined && isStaffKey(token) ? identity(token) : undefined

    async function identity(secret: string): Promise<Identity> {
      const { actor, key, isUseNoted } = await storage.read(tx => staffByKey(tx, secret))
      if (!isUseNoted) inBackground(storage.write(tx => noteUse(tx, key.id)))
      return { actor, credential: { kind: 'api_key', id: key.id, name: key.name, expiresAt: key.expiresAt } }
    }
  }

/** Reads the tokens of assistants that a customer has let in; each opens the one door that it was made for. */
export const agentTokenReader =
  ({ storage, inBackground }: Noting): CredentialReader =>
  ({ authorization, audience }) => {
    const shown = bearerIn(authorization)
    return shown !== undefined && isAgentToken(shown) ? identity(shown) : undefined

    async function identity(token: string): Promise<Identity> {
      const grant = await storage.read(tx => grantOf(tx, { token, audience }))
      if (!grant.isUseNoted) inBackground(storage.write(tx => noteAgentUse(tx, grant.consentId)))
      const { id, customerId, clientId: agentId, name, scopes, expiresAt } = grant
      const actor: Actor = { kind: 'agent', customerId, agentId, scopes }
      return { actor, credential: { kind: 'token', id, expiresAt, ...(name !== undefined && { name }) } }
    }
  }

/** Reads the session of a browser. */
export const sessionReader =
  (accounts: Pick<Accounts, 'holdsSession' | 'sessionOf'>): CredentialReader =>
  ({ authorization, cookie }) => {
    return authorization === undefined && cookie !== undefined && accounts.holdsSession(cookie)
      ? identity(cookie)
      : undefined

    async function identity(shown: string): Promise<Identity> {
      const { id, customerId, name, expiresAt } = await accounts.sessionOf(shown)
      if (customerId !== undefined) {
        return { actor: { kind: 'customer', customerId }, credential: { kind: 'session', id, name, expiresAt } }
      }
      const message = 'The e-mail address of this account is not verified yet.'
      throw new CommerceError('unauthorized', message, { reason: 'unverified' })
    }
  }

/** RFC 6750; the scheme's letter case does not count. */
const bearerIn = (authorization: string | undefined): string | undefined =>
  /^bearer +([\x21-\x7e]+) *$/i.exec(authorization ?? '')?.[1]
