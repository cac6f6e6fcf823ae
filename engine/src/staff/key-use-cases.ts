import type { Actor } from '../shared/actor.ts'
import { CommerceError } from '../shared/errors.ts'
import type { Input, Output } from '../shared/operation.ts'
import { defaultPageSize } from '../shared/page-schema.ts'
import { decodeCursor, encodeCursor } from '../shared/pages.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { expiryOf, keyPrefix, scopesOfKey } from './api-key.ts'
import type * as contract from './contract.ts'
import type { ApiKeyView } from './contract.ts'
import { countLivingKeys, insertKey, type KeyPlace, keyById, keysAfter, revokeKeyRow } from './key-records.ts'
import { assertHolds } from './member.ts'
import { memberById } from './member-records.ts'
import { scopesOfRole } from './roles.ts'
import { keyView } from './view.ts'

type Caller = { readonly actor: Actor }

/** More living keys than that are keys that nobody looks after. */
const mostKeys = 50

/** Makes a key and tells it, once: nothing that the shop keeps can tell it again. */
export async function createApiKey(
  tx: Tx,
  { api_key: draft }: Input<typeof contract.createApiKey>,
  { actor }: Caller,
): Promise<Output<typeof contract.createApiKey>> {
  const { staff_id: staffId, name, scopes, expires_at } = draft
  const member = await memberById(tx, staffId)
  if (member.disabledAt) throw new CommerceError('invalid_state', `${member.name} is shut out. Let them in first.`)
  const beyond = (scopes ?? []).filter(scope => !scopesOfRole(member.role).includes(scope))
  if (beyond.length > 0) {
    const text = `A key of ${member.name}, ${member.role}, cannot open ${beyond.join(', ')}.`
    throw new CommerceError('invalid_input', text, { path: '$.api_key.scopes' })
  }
  assertHolds(actor, scopesOfKey({ scopes: scopes ?? null }, member.role), 'To make this key')
  if ((await countLivingKeys(tx, staffId)) >= mostKeys) {
    throw new CommerceError('limit_exceeded', `${member.name} has ${mostKeys} keys. Revoke those that are not used.`)
  }
  const key = tx.newId(keyPrefix, 'key')
  const kept = await insertKey(
    tx,
    {
      id: tx.newId('key', 'short'),
      staffId,
      name,
      scopes: scopes ? [...new Set(scopes)] : null,
      createdAt: tx.now,
      expiresAt: expiryOf(expires_at, tx.now),
      lastUsedAt: null,
      revokedAt: null,
    },
    key,
  )
  return { ...keyView(kept, member), key }
}

export async function listApiKeys(
  tx: ReadTx,
  { staff_id: staffId, pagination }: Input<typeof contract.listApiKeys>,
): Promise<Output<typeof contract.listApiKeys>> {
  const { limit = defaultPageSize, cursor } = pagination ?? {}
  const list = `api_keys ${staffId ?? ''}`
  const after = cursor === undefined ? undefined : placeOf(list, cursor)
  const rows = await keysAfter(tx, { staffId, after, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1)?.key : undefined
  return {
    api_keys: shown.map(({ key, member }) => keyView(key, member)),
    pagination: last
      ? { has_next_page: true, cursor: encodeCursor(list, [last.createdAt.getTime(), last.id]) }
      : { has_next_page: false },
  }
}

function placeOf(list: string, cursor: string): KeyPlace {
  const [at, id] = decodeCursor(list, cursor)
  return { createdAt: new Date(Number(at)), id: String(id) }
}

/** Revoking a key twice changes nothing. */
export async function revokeApiKey(tx: Tx, { id }: Input<typeof contract.revokeApiKey>): Promise<ApiKeyView> {
  await keyById(tx, id)
  await revokeKeyRow(tx, id)
  return await savedApiKey(tx, id)
}

/** A key as staff see it. Throws `not_found` for an unknown id. */
export async function savedApiKey(tx: ReadTx, id: string): Promise<ApiKeyView> {
  const key = await keyById(tx, id)
  return keyView(key, await memberById(tx, key.staffId))
}
