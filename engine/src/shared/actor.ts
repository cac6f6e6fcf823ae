import { CommerceError } from './errors.ts'
import { grantableScopes, personScopes, type Scope, scopes, shopperScopes } from './scopes.ts'

/** Who is asking. A guest is nobody in particular: what a guest made is reached by its unguessable id alone. */
export type Actor =
  | { readonly kind: 'guest' }
  | { readonly kind: 'customer'; readonly customerId: string }
  /** An assistant, and what the customer let it do; anything beyond `grantableScopes` counts for nothing. */
  | {
      readonly kind: 'agent'
      readonly customerId: string
      readonly agentId: string
      readonly scopes: readonly Scope[]
    }
  /** Somebody who works for the shop, with what their role and their credential allow. */
  | { readonly kind: 'staff'; readonly staffId: string; readonly scopes: readonly Scope[] }
  | { readonly kind: 'system' }

export const guest: Actor = { kind: 'guest' }
export const system: Actor = { kind: 'system' }

export function scopesOf(actor: Actor): readonly Scope[] {
  if (actor.kind === 'system') return scopes
  if (actor.kind === 'customer') return personScopes
  if (actor.kind === 'agent') {
    return grantableScopes.filter(scope => scope === 'catalog:read' || actor.scopes.includes(scope))
  }
  // Staff find the ids of carts and guests' orders, so what an id alone lets a shopper do has to be theirs by role.
  return actor.kind === 'staff' ? ['catalog:read', ...actor.scopes] : shopperScopes
}

/** The customer whose things the actor may see, if any. */
export const customerOf = (actor: Actor): string | undefined =>
  actor.kind === 'customer' || actor.kind === 'agent' ? actor.customerId : undefined

/** The customer who asks, or for whom an agent does. Throws `unauthorized` for whom no account stands behind. */
export function signedIn(actor: Actor, what: string): string {
  const customerId = customerOf(actor)
  if (customerId !== undefined) return customerId
  throw new CommerceError('unauthorized', `${what} for a customer who is signed in.`)
}

/**
 * Whether the actor may act on a thing of this owner. What has no owner belongs to whoever knows its id; what a customer
 * owns is reached by that customer, by who acts for them, and by staff who handle orders.
 */
export const mayReach = (actor: Actor, ownerId: string | null): boolean =>
  ownerId === null ||
  customerOf(actor) === ownerId ||
  actor.kind === 'system' ||
  (actor.kind === 'staff' && actor.scopes.some(scope => servesOrders.has(scope)))

const servesOrders: ReadonlySet<Scope> = new Set(['orders:find', 'orders:write', 'orders:refund'])

/** Whoever works for the shop without this sees no names and addresses of its customers. */
export const mayReadCustomers = (actor: Actor): boolean =>
  actor.kind !== 'staff' || actor.scopes.includes('customers:read')

/** Throws `forbidden` where `what` would tell of customers to who may not read them. */
export function assertMayReadCustomers(actor: Actor, what: string): void {
  if (mayReadCustomers(actor)) return
  throw new CommerceError('forbidden', `${what} needs the scope customers:read.`, { scope: 'customers:read' })
}

/** The actor's name in idempotency records and logs. */
export function actorKey(actor: Actor): string {
  if (actor.kind === 'customer') return `customer:${actor.customerId}`
  if (actor.kind === 'agent') return `agent:${actor.agentId}:${actor.customerId}`
  return actor.kind === 'staff' ? `staff:${actor.staffId}` : actor.kind
}
