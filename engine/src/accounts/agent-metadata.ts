import { grantableScopes } from '../shared/scopes.ts'
import { askableScopes, doorsForAgents, resourceOf } from './agent-scopes.ts'
import { basePath } from './wire.ts'

export const wellKnown = '/.well-known/'

/**
 * The document at an address under `/.well-known/`, if there is one: of the authorisation server (RFC 8414) at the place
 * for an issuer with a path and at the one where older clients look, and of each door (RFC 9728).
 */
export function metadataAt(path: string, publicUrl: string): object | undefined {
  const [kind = '', ...rest] = path.slice(wellKnown.length).split('/')
  const place = rest.length > 0 ? `/${rest.join('/')}` : ''
  if (kind === 'oauth-authorization-server') {
    return place === '' || place === basePath ? serverMetadata(publicUrl) : undefined
  }
  if (kind !== 'oauth-protected-resource') return undefined
  const door = doorsForAgents.find(candidate => candidate === place)
  return door && doorMetadata(publicUrl, resourceOf(publicUrl, door))
}

export const issuerOf = (publicUrl: string): string => `${publicUrl}${basePath}`

const serverMetadata = (publicUrl: string) => {
  const at = (name: string) => `${issuerOf(publicUrl)}/oauth2/${name}`
  return {
    issuer: issuerOf(publicUrl),
    authorization_endpoint: at('authorize'),
    token_endpoint: at('token'),
    registration_endpoint: at('register'),
    revocation_endpoint: at('revoke'),
    scopes_supported: askableScopes,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_methods_supported: clientProofs,
    revocation_endpoint_auth_methods_supported: clientProofs,
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    client_id_metadata_document_supported: true,
  }
}

const clientProofs = ['none', 'client_secret_basic', 'client_secret_post']

const doorMetadata = (publicUrl: string, resource: string) => ({
  resource,
  authorization_servers: [issuerOf(publicUrl)],
  scopes_supported: grantableScopes,
  bearer_methods_supported: ['header'],
})
