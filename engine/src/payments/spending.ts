import { type Actor, customerOf } from '../shared/actor.ts'

/**
 * `granted`: it may be spent now. `ask_owner`: it is there to be spent, and its owner has to say so in person.
 * `refused`: who asks has no part in it, and does not learn that it is there.
 */
export type Leave = 'granted' | 'ask_owner' | 'refused'

/**
 * The one rule on who spends what a customer left with the shop, be it store credit or a payment method: its owner,
 * signed in. An agent spends it inside a mandate alone, and this is where a mandate will be looked at; the default is
 * none.
 */
export function leaveToSpend(actor: Actor, ownerId: string | null): Leave {
  if (ownerId === null || customerOf(actor) !== ownerId) return 'refused'
  return actor.kind === 'customer' ? 'granted' : 'ask_owner'
}
