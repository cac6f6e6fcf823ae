import { type Actor, guest } from '../../engine/src/index.ts'
import { grantableScopes, type Scope } from '../../engine/src/shared/scopes.ts'
import { roleNames, scopesOfRole } from '../../engine/src/staff/roles.ts'
import type { Rights } from './rights.ts'

/** Every kind of caller; `ann` owns what is asked about. What she lets her agents spend is in `mandated`. */
export const callers: Readonly<Record<string, Actor>> = {
  guest,
  ann: { kind: 'customer', customerId: 'cus_ann' },
  bob: { kind: 'customer', customerId: 'cus_bob' },
  'ann’s agent': agentOf('cus_ann', grantableScopes),
  'ann’s agent without leave': agentOf('cus_ann', []),
  'ann’s agent within its mandate': agentOf('cus_ann', grantableScopes, 'agt_within'),
  'ann’s agent beyond its mandate': agentOf('cus_ann', grantableScopes, 'agt_beyond'),
  'ann’s agent whose mandate was revoked': agentOf('cus_ann', grantableScopes, 'agt_revoked'),
  'bob’s agent': agentOf('cus_bob', grantableScopes),
  ...Object.fromEntries(
    roleNames.map(role => [role, { kind: 'staff', staffId: `stf_${role}`, scopes: scopesOfRole(role) }]),
  ),
}

/** What Ann granted, by the agent: one has enough, one too little for anything, and of one it was taken back. */
export const mandated = {
  agt_within: { total: 100_000, isRevoked: false },
  agt_beyond: { total: 1, isRevoked: false },
  agt_revoked: { total: 100_000, isRevoked: true },
} as const

function agentOf(customerId: string, scopes: readonly Scope[], agentId = 'agt_1'): Actor {
  return { kind: 'agent', customerId, agentId, scopes }
}

/**
 * `hidden`: as if it were not there. `refused`: it is said that the right is missing. `bought`: money was spent.
 * `answered`: anything but these.
 */
export type Verdict = 'answered' | 'bought' | 'hidden' | 'refused'

const leaveOf = (actor: Actor, scope: string): boolean =>
  actor.kind === 'agent' && (actor.scopes as readonly string[]).includes(scope)

const roleOf = (actor: Actor) => roleNames.find(role => actor.kind === 'staff' && actor.staffId === `stf_${role}`)

/** What the table says of this caller. */
export function expected(right: Rights, actor: Actor): Verdict {
  const role = roleOf(actor)
  const isOf = (staff: readonly string[]) => role !== undefined && staff.includes(role)
  switch (right.of) {
    case 'everybody':
      return 'answered'
    case 'buyers':
      if (actor.kind === 'staff') return isOf(right.staff) ? 'answered' : 'refused'
      return actor.kind !== 'agent' || leaveOf(actor, right.agentWith) ? 'answered' : 'refused'
    case 'owner':
      if (actor.kind === 'staff') return isOf(right.staff) ? 'answered' : 'refused'
      if (actor.kind === 'agent' && !leaveOf(actor, right.agentWith)) return 'refused'
      if (!isAnns(actor)) return 'hidden'
      return right.spends && isWithinMandate(actor) ? 'bought' : 'answered'
    case 'account':
      return actor.kind === 'customer' || leaveOf(actor, right.agentWith) ? 'answered' : 'refused'
    case 'person':
      return actor.kind === 'customer' ? 'answered' : 'refused'
    case 'staff':
      return isOf(right.staff) ? 'answered' : 'refused'
  }
}

const isAnns = (actor: Actor): boolean => 'customerId' in actor && actor.customerId === 'cus_ann'

const isWithinMandate = (actor: Actor): boolean => actor.kind === 'agent' && actor.agentId === 'agt_within'
