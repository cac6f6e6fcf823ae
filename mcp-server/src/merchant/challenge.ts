import { type OperationName, scopesOf } from '@mitchweb/engine/contract'
import type { AuthInfo } from '@modelcontextprotocol/server'
import { calledTool, refusal } from '../challenge.ts'
import { actorOf } from '../principal.ts'
import { scopeOfTool } from './access.ts'
import { merchantTable } from './tool-table.ts'

/** 403 for a tool that needs a scope which the key has not, naming it (RFC 6750); undefined where the call may go on. */
export function merchantChallenge({
  message,
  authInfo,
}: {
  readonly message: unknown
  readonly authInfo: AuthInfo | undefined
}): Response | undefined {
  const name = calledTool(message)
  const row = merchantTable.find(tool => tool.name === name)
  const actor = actorOf(authInfo)
  if (!row || !actor) return undefined
  const scope = scopeOfTool(row.name as OperationName)
  if (scopesOf(actor).some(held => held === scope)) return undefined
  return refusal(message, {
    status: 403,
    error: 'insufficient_scope',
    scopes: [scope],
    text: `This key has not the scope ${scope}.`,
  })
}
