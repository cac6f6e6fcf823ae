import { createHmac, timingSafeEqual } from 'node:crypto'
import { CommerceError } from '../shared/errors.ts'
import { type AgentDoor, doorsForAgents, resourceOf } from './agent-scopes.ts'

/** What an application asks a person for, as the authorisation server has checked and signed it. */
export type Question = {
  readonly clientId: string
  readonly redirectUri: string
  readonly scopes: readonly string[]
  readonly doors: readonly AgentDoor[]
}

type Signed = { readonly query: string; readonly secret: string; readonly publicUrl: string; readonly now: Date }

/** Reads the query with which the library leads to the page of consent. Throws where it is not the library's, or too old. */
export function questionIn({ query, secret, publicUrl, now }: Signed): Question {
  const all = new URLSearchParams(query)
  const [signature, ...others] = all.getAll('sig')
  all.delete('sig')
  const isGenuine = signature !== undefined && others.length === 0 && isSigned(all, signature, secret)
  if (!isGenuine || Number(all.get('exp')) * 1000 < now.getTime()) {
    throw new CommerceError('invalid_input', 'This question is too old. Begin again in the application.', {
      reason: 'question',
    })
  }
  const resources = all.getAll('resource')
  return {
    clientId: all.get('client_id') ?? '',
    redirectUri: all.get('redirect_uri') ?? '',
    scopes: (all.get('scope') ?? '').split(' '),
    doors: doorsForAgents.filter(door => resources.includes(resourceOf(publicUrl, door))),
  }
}

/** As the library signs: over all parameters, in the order of their names and values. */
function isSigned(all: URLSearchParams, signature: string, secret: string): boolean {
  const inOrder = [...all].sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB))
  const expected = createHmac('sha256', secret).update(new URLSearchParams(inOrder).toString()).digest()
  const given = Buffer.from(signature, 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))
