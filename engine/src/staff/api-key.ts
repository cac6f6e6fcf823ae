import { createHash } from 'node:crypto'
import { CommerceError, quoteInput } from '../shared/errors.ts'
import type { Scope } from '../shared/scopes.ts'
import type { StaffMember } from './member.ts'
import { type Role, scopesOfRole } from './roles.ts'

export type ApiKey = {
  readonly id: string
  readonly staffId: string
  readonly name: string
  readonly keyEnd: string
  readonly scopes: readonly Scope[] | null
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly lastUsedAt: Date | null
  readonly revokedAt: Date | null
}

/** With what every key begins, so that heads, logs and searches for leaked secrets know one when they see it. */
export const keyPrefix = 'mwk'

/**
 * A plain SHA-256 is right here and would be wrong for a password: nobody can guess 200 random bits, so there is nothing
 * to slow down, and the hash finds its row by an index.
 */
export const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex')

export const endOf = (key: string): string => key.slice(-4)

const dayMs = 24 * 3_600_000
const usualDays = 365
const mostDays = 730

/** Throws where the key would be dead at once, or live longer than a key should. */
export function expiryOf(wanted: string | undefined, now: Date): Date {
  if (wanted === undefined) return new Date(now.getTime() + usualDays * dayMs)
  const expiresAt = new Date(wanted)
  const days = (expiresAt.getTime() - now.getTime()) / dayMs
  if (days > 0 && days <= mostDays) return expiresAt
  throw new CommerceError(
    'invalid_input',
    `A key ends between now and in ${mostDays} days, not ${quoteInput(wanted)}.`,
    {
      path: '$.api_key.expires_at',
    },
  )
}

/** A key never opens more than its owner's role does in this moment. */
export const scopesOfKey = ({ scopes }: Pick<ApiKey, 'scopes'>, role: Role): readonly Scope[] =>
  scopesOfRole(role).filter(scope => scopes?.includes(scope) ?? true)

export type KeyProblem = 'expired' | 'revoked' | 'disabled'

/** Why a key that the shop knows opens nothing any more. */
export function problemOf(
  { revokedAt, expiresAt }: ApiKey,
  { disabledAt }: StaffMember,
  now: Date,
): KeyProblem | undefined {
  if (revokedAt) return 'revoked'
  if (disabledAt) return 'disabled'
  return expiresAt <= now ? 'expired' : undefined
}

/** Often enough to see which keys are in use, and seldom enough that reads stay reads. */
export const isUseNoted = ({ lastUsedAt }: ApiKey, now: Date): boolean =>
  lastUsedAt !== null && now.getTime() - lastUsedAt.getTime() < 60_000
