import { type Actor, type OperationName, operationByName, scopesOf } from '@mitchweb/engine/contract'
import type { AuthInfo } from '@modelcontextprotocol/server'
import { actorOf } from '../principal.ts'
import { type MerchantRow, merchantTable, mostListed } from './tool-table.ts'

/** Who of the staff calls, and what they may do. */
export type Access = { readonly staffId: string; readonly scopes: readonly string[] }

/** What the door in front found behind the key; undefined for who is nobody's staff. */
export function accessOf(authInfo: AuthInfo | undefined): Access | undefined {
  const actor = actorOf(authInfo)
  return actor?.kind === 'staff' ? accessOfStaff(actor) : undefined
}

export const accessOfStaff = (actor: Extract<Actor, { kind: 'staff' }>): Access => ({
  staffId: actor.staffId,
  scopes: scopesOf(actor),
})

export const scopeOfTool = (name: OperationName): string => operationByName.get(name)?.scope ?? ''

export const isReading = ({ name }: MerchantRow): boolean => operationByName.get(name)?.effect === 'read'

/** The tools that are listed for somebody: the most useful of those that they may use. */
export function listedFor({ scopes }: Access, { readOnly }: { readonly readOnly: boolean }): ReadonlySet<string> {
  const allowed = merchantTable.filter(row => scopes.includes(scopeOfTool(row.name)) && (!readOnly || isReading(row)))
  return new Set(allowed.slice(0, mostListed).map(({ name }) => name))
}
