import { system } from '../shared/actor.ts'
import type { Tx } from '../storage/port.ts'
import { noteChanges } from './audit.ts'
import { createApiKey, savedApiKey } from './key-use-cases.ts'
import type { StaffMember } from './member.ts'
import { insertOnce, membersAfter, ownersInTurn } from './member-records.ts'
import { memberView } from './view.ts'

/** A key of an owner, told this once. */
export type OwnerKey = { readonly owner: string; readonly keyId: string; readonly key: string }

/** The first owner of a shop has always this id, so that two nodes that start at once make one of them. */
const firstOwnerId = 'stf_owner'

/** Makes the first owner of a shop that has no staff yet, and a key for them; undefined where there is somebody. */
export async function makeFirstOwner(tx: Tx): Promise<OwnerKey | undefined> {
  if ((await membersAfter(tx, { after: '', limit: 1 })).length > 0) return undefined
  const owner = ownerCalled(tx, firstOwnerId)
  return (await isNew(tx, owner)) ? await keyFor(tx, owner, 'First key') : undefined
}

/** A new key for the first of the owners who are let in; where there is none, for a new one. */
export async function makeOwnerKey(tx: Tx, name: string): Promise<OwnerKey> {
  const [known] = await ownersInTurn(tx)
  const owner = known ?? ownerCalled(tx, tx.newId('stf', 'short'))
  if (!known) await isNew(tx, owner)
  return await keyFor(tx, owner, name)
}

async function isNew(tx: Tx, owner: StaffMember): Promise<boolean> {
  if (!(await insertOnce(tx, owner))) return false
  const by = { actor: system, door: 'command', operation: 'save_staff_member' } as const
  await noteChanges(tx, by, [{ type: 'staff_member', id: owner.id, before: null, after: memberView(owner) }])
  return true
}

const ownerCalled = ({ now }: Tx, id: string): StaffMember => ({
  id,
  name: 'Owner',
  email: null,
  role: 'owner',
  createdAt: now,
  disabledAt: null,
})

async function keyFor(tx: Tx, owner: StaffMember, name: string): Promise<OwnerKey> {
  const { id, key } = await createApiKey(tx, { api_key: { staff_id: owner.id, name } }, { actor: system })
  const by = { actor: system, door: 'command', operation: 'create_api_key' } as const
  await noteChanges(tx, by, [{ type: 'api_key', id, before: null, after: await savedApiKey(tx, id) }])
  return { owner: owner.name, keyId: id, key }
}
