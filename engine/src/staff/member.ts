import { type Actor, scopesOf } from '../shared/actor.ts'
import { CommerceError } from '../shared/errors.ts'
import type { Scope } from '../shared/scopes.ts'
import { type Role, scopesOfRole } from './roles.ts'

export type StaffMember = {
  readonly id: string
  readonly name: string
  readonly email: string | null
  readonly role: Role
  readonly createdAt: Date
  readonly disabledAt: Date | null
}

/** Throws `forbidden` where somebody would give, or decide over, more than they hold. */
export function assertHolds(actor: Actor, wanted: readonly Scope[], what: string): void {
  const held = new Set(scopesOf(actor))
  const missing = wanted.filter(scope => !held.has(scope))
  if (missing.length === 0) return
  const named =
    missing.length > 3 ? `${missing.slice(0, 3).join(', ')} and ${missing.length - 3} more` : missing.join(', ')
  throw new CommerceError('forbidden', `${what} needs scopes that you do not hold: ${named}.`, { scope: missing[0] })
}

/** Over an owner decides only who could be one. */
export const assertMayChange = (actor: Actor, { name, role }: Pick<StaffMember, 'name' | 'role'>): void =>
  assertHolds(actor, scopesOfRole(role), `To decide over ${name}, ${role},`)

/** A shop without an owner who is let in could not be given one. */
export function assertOwnerLeft(owners: readonly Pick<StaffMember, 'id'>[], { id, name }: StaffMember): void {
  if (owners.some(owner => owner.id !== id)) return
  throw new CommerceError('invalid_state', `${name} is the last owner of the shop. Make somebody else an owner first.`)
}
