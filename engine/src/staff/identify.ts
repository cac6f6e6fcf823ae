import type { Actor } from '../shared/actor.ts'
import { CommerceError } from '../shared/errors.ts'
import type { ReadTx } from '../storage/port.ts'
import { type ApiKey, hashOf, isUseNoted, type KeyProblem, keyPrefix, problemOf, scopesOfKey } from './api-key.ts'
import { keyAndMember } from './key-records.ts'

/** Whether a bearer credential is a key of staff, and not something of a customer's. */
export const isStaffKey = (credential: string): boolean => credential.startsWith(`${keyPrefix}_`)

export type StaffCredential = { readonly actor: Actor; readonly key: ApiKey; readonly isUseNoted: boolean }

/** Who holds this key. Throws `unauthorized` with the reason for one that opens nothing. */
export async function staffByKey(tx: ReadTx, secret: string): Promise<StaffCredential> {
  const found = await keyAndMember(tx, hashOf(secret))
  if (!found) throw refused('unknown')
  const { key, member } = found
  const problem = problemOf(key, member, tx.now)
  if (problem) throw refused(problem)
  const actor: Actor = { kind: 'staff', staffId: member.id, scopes: scopesOfKey(key, member.role) }
  return { actor, key, isUseNoted: isUseNoted(key, tx.now) }
}

const words: Readonly<Record<KeyProblem | 'unknown', string>> = {
  unknown: 'There is no such API key.',
  expired: 'This API key has expired.',
  revoked: 'This API key was revoked.',
  disabled: 'Whoever this API key belongs to is no longer let in.',
}

const refused = (reason: KeyProblem | 'unknown') => new CommerceError('unauthorized', words[reason], { reason })
