import { grantableScopes } from '../shared/scopes.ts'

/** Lets an application come back without asking again. */
export const comingBack = 'offline_access'

/** What an application can ask for: what a customer may grant, and to come back. */
export const askableScopes: readonly string[] = [...grantableScopes, comingBack]

/** The doors that tokens can be made for. A token for one opens no other. */
export const doorsForAgents = ['/mcp', '/api'] as const
export type AgentDoor = (typeof doorsForAgents)[number]

export const resourceOf = (publicUrl: string, door: AgentDoor): string => `${publicUrl}${door}`
