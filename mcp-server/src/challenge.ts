import { grantableScopes, scopesOf } from '@mitchweb/engine/contract'
import type { AuthInfo } from '@modelcontextprotocol/server'
import { actorOf } from './principal.ts'
import { neededFor } from './tools.ts'

type Asking = {
  readonly message: unknown
  readonly authInfo: AuthInfo | undefined
  readonly resourceMetadata: string
}

/**
 * The answer to a call of a tool that the caller may not use, as clients expect it before they begin to sign in or ask
 * for more (RFC 6750); undefined where the call may go on. Guests hear 401 for what is an account’s alone, and assistants
 * 403 for what they were not let do.
 */
export function challengeTo({ message, authInfo, resourceMetadata }: Asking): Response | undefined {
  const name = calledTool(message)
  const tool = name === undefined ? undefined : neededFor(name)
  if (!tool) return undefined
  const actor = actorOf(authInfo)
  if (!authInfo && tool.isForAccounts) {
    // What is asked for at first is what an assistant in a shop does; a single tool’s scope would be asked again and again.
    return refusal(message, { status: 401, error: undefined, scopes: grantableScopes, resourceMetadata })
  }
  if (actor?.kind !== 'agent') return undefined
  const held: readonly string[] = scopesOf(actor)
  if (held.includes(tool.scope)) return undefined
  return refusal(message, { status: 403, error: 'insufficient_scope', scopes: [...held, tool.scope], resourceMetadata })
}

type Refusal = {
  readonly status: 401 | 403
  readonly error: string | undefined
  readonly scopes: readonly string[]
  readonly resourceMetadata?: string | undefined
  readonly text?: string
}

export function refusal(message: unknown, { status, error, scopes, resourceMetadata, text }: Refusal): Response {
  const facts = { error, scope: scopes.join(' '), resource_metadata: resourceMetadata }
  const said = Object.entries(facts).flatMap(([key, value]) => (value === undefined ? [] : [`${key}="${value}"`]))
  const usual = status === 401 ? 'Sign in for this.' : 'The customer has not let you do this yet: ask them for it.'
  const id = (message as { id?: unknown }).id ?? null
  return Response.json(
    { jsonrpc: '2.0', error: { code: -32001, message: text ?? usual }, id },
    { status, headers: { 'www-authenticate': `Bearer ${said.join(', ')}`, 'cache-control': 'no-store' } },
  )
}

export function calledTool(message: unknown): string | undefined {
  const { method, params } = (message ?? {}) as { method?: unknown; params?: { name?: unknown } }
  return method === 'tools/call' && typeof params?.name === 'string' ? params.name : undefined
}
