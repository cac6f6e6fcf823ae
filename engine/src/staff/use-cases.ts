import { type Actor, scopesOf } from '../shared/actor.ts'
import type { Input, Output } from '../shared/operation.ts'
import { defaultPageSize } from '../shared/page-schema.ts'
import { decodeCursor, encodeCursor } from '../shared/pages.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import type * as contract from './contract.ts'
import type { StaffMemberView } from './contract.ts'
import { assertHolds, assertMayChange, assertOwnerLeft, type StaffMember } from './member.ts'
import { findMember, insertMember, memberById, membersAfter, ownersInTurn, saveMember } from './member-records.ts'
import { scopesOfRole } from './roles.ts'
import { memberView } from './view.ts'

type Caller = { readonly actor: Actor }

export async function saveStaffMember(
  tx: Tx,
  { staff_member: draft }: Input<typeof contract.saveStaffMember>,
  { actor }: Caller,
): Promise<StaffMemberView> {
  const { id, name, email, role } = draft
  assertHolds(actor, scopesOfRole(role), `To make somebody ${role}`)
  if (id === undefined) {
    const member = {
      id: tx.newId('stf', 'short'),
      name,
      email: email ?? null,
      role,
      createdAt: tx.now,
      disabledAt: null,
    }
    await insertMember(tx, member)
    return memberView(member)
  }
  const owners = await ownersInTurn(tx)
  const before = await memberById(tx, id)
  assertMayChange(actor, before)
  if (isOwner(before) && role !== 'owner') assertOwnerLeft(owners, before)
  return await saved(tx, { ...before, name, email: email ?? null, role })
}

const isOwner = ({ role, disabledAt }: StaffMember): boolean => role === 'owner' && disabledAt === null

async function saved(tx: Tx, member: StaffMember): Promise<StaffMemberView> {
  await saveMember(tx, member)
  return memberView(member)
}

/** A member as staff see them. Throws `not_found` for an unknown id. */
export const savedStaffMember = async (tx: ReadTx, id: string): Promise<StaffMemberView> =>
  memberView(await memberById(tx, id))

export async function listStaff(
  tx: ReadTx,
  { pagination }: Input<typeof contract.listStaff>,
): Promise<Output<typeof contract.listStaff>> {
  const { limit = defaultPageSize, cursor } = pagination ?? {}
  const after = cursor === undefined ? '' : String(decodeCursor('staff', cursor)[0] ?? '')
  const members = await membersAfter(tx, { after, limit: limit + 1 })
  const shown = members.slice(0, limit)
  const last = members.length > limit ? shown.at(-1) : undefined
  return {
    staff_members: shown.map(memberView),
    pagination: last ? { has_next_page: true, cursor: encodeCursor('staff', [last.id]) } : { has_next_page: false },
  }
}

/** Shutting out who is shut out already changes nothing. */
export async function disableStaffMember(
  tx: Tx,
  { id }: Input<typeof contract.disableStaffMember>,
  { actor }: Caller,
): Promise<StaffMemberView> {
  const owners = await ownersInTurn(tx)
  const member = await memberById(tx, id)
  assertMayChange(actor, member)
  if (member.disabledAt) return memberView(member)
  if (isOwner(member)) assertOwnerLeft(owners, member)
  return await saved(tx, { ...member, disabledAt: tx.now })
}

export async function enableStaffMember(
  tx: Tx,
  { id }: Input<typeof contract.enableStaffMember>,
  { actor }: Caller,
): Promise<StaffMemberView> {
  const member = await memberById(tx, id)
  assertMayChange(actor, member)
  return await saved(tx, { ...member, disabledAt: null })
}

export async function getOwnAccess(
  tx: ReadTx,
  _input: Input<typeof contract.getOwnAccess>,
  { actor }: Caller,
): Promise<Output<typeof contract.getOwnAccess>> {
  const member = actor.kind === 'staff' ? await findMember(tx, actor.staffId) : undefined
  return {
    kind: actor.kind,
    scopes: [...new Set(scopesOf(actor))],
    ...(member && { staff_member: memberView(member) }),
  }
}
