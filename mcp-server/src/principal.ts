import { type Actor, actorKey, customerOf, scopesOf } from '@mitchweb/engine/contract'
import type { AuthInfo } from '@modelcontextprotocol/server'

/** Whoever the door in front found behind the credential of a request; nobody where there was none. */
export const actorOf = (authInfo: AuthInfo | undefined): Actor | undefined =>
  authInfo?.extra?.actor as Actor | undefined

/** Nobody in particular. */
export const anybody = ''

/**
 * Who calls, as far as the transport knows: the same text for the same customer through the same client, also once its
 * token was renewed or lets it do more.
 */
export function principalOf(authInfo: AuthInfo | undefined): string {
  if (authInfo === undefined) return anybody
  const actor = actorOf(authInfo)
  return JSON.stringify([authInfo.clientId, actor ? actorKey(actor) : null])
}

/** Whether the caller is signed in as a customer, or acts for one, and may do what needs this scope. */
export function holdsInAccount(authInfo: AuthInfo | undefined, scope: string): boolean {
  const actor = actorOf(authInfo)
  return actor !== undefined && customerOf(actor) !== undefined && scopesOf(actor).some(held => held === scope)
}
