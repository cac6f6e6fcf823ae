import { z } from 'zod'
import { askableScopes } from './agent-scopes.ts'

const address = () => z.string().max(500)

/** What an application says of itself, as far as the shop has a use for it; the rest is left unread. */
const facts = z.object({
  client_name: z.string().max(200).optional(),
  client_uri: address().optional(),
  redirect_uris: z.array(address()).min(1).max(20),
  grant_types: z.array(z.string().max(100)).max(20).optional(),
  response_types: z.array(z.string().max(100)).max(20).optional(),
  token_endpoint_auth_method: z.enum(['none', 'client_secret_basic', 'client_secret_post']).optional(),
  application_type: z.enum(['web', 'native']).optional(),
  software_id: z.string().max(200).optional(),
  software_version: z.string().max(100).optional(),
})

const grants = ['authorization_code', 'refresh_token']

/**
 * The facts of an application, in a form that the library takes; undefined where they are not ones. Grants that the shop
 * does not give are left out, as RFC 7591 allows. Who says nothing of it is taken for a program on somebody's machine:
 * most of those do not know the field, and of the web's addresses they may use the same.
 */
export function clientFacts(said: unknown) {
  const { data } = facts.safeParse(said)
  if (!data) return undefined
  const granted = data.grant_types?.filter(grant => grants.includes(grant))
  const responses = data.response_types?.filter(type => type === 'code').map(() => 'code' as const)
  const { grant_types: _grants, response_types: _responses, ...others } = data
  return {
    ...others,
    ...(others.client_name !== undefined && { client_name: others.client_name.replace(/\p{C}/gu, '') }),
    application_type: data.application_type ?? ('native' as const),
    scope: askableScopes.join(' '),
    ...(granted && { grant_types: granted }),
    ...(responses && { response_types: responses }),
  }
}
