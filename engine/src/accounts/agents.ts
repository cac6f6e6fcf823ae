import { type OAuthOptions, oauthProvider } from '@better-auth/oauth-provider'
import { askableScopes, doorsForAgents, resourceOf } from './agent-scopes.ts'
import { documentDiscovery } from './client-documents.ts'
import type { ReadDocument } from './read-document.ts'
import { accessTokenPrefix, agentPages, clientSecretPrefix, refreshTokenPrefix } from './wire.ts'

export type AgentsOptions = { readonly publicUrl: string; readonly readDocument: ReadDocument }

/**
 * The authorisation server (OAuth 2.1) for assistants that act for a customer. Tokens are opaque and kept as hashes: what
 * is taken back is gone at once, on every node.
 */
export function agentAuthorisation({ publicUrl, readDocument }: AgentsOptions) {
  const provider = oauthProvider({
    scopes: [...askableScopes],
    resources: doorsForAgents.map(door => resourceOf(publicUrl, door)),
    enforcePerClientResources: false,
    grantTypes: ['authorization_code', 'refresh_token'],
    disableJwtPlugin: true,
    accessTokenExpiresIn: 3600,
    refreshTokenExpiresIn: 30 * 86_400,
    refreshTokenReuseInterval: 0,
    codeExpiresIn: 300,
    prefix: {
      opaqueAccessToken: accessTokenPrefix,
      refreshToken: refreshTokenPrefix,
      clientSecret: clientSecretPrefix,
    },
    loginPage: agentPages.signIn,
    consentPage: agentPages.consent,
    allowDynamicClientRegistration: true,
    allowUnauthenticatedClientRegistration: true,
    clientRegistrationRequirePKCE: true,
    extensions: [
      {
        clientDiscovery: documentDiscovery({ readDocument, optionsOf: (): OAuthOptions<string[]> => provider.options }),
      },
    ],
    // Only the gateway's limits hold on every door.
    rateLimit: {
      token: false,
      authorize: false,
      introspect: false,
      revoke: false,
      register: false,
      userinfo: false,
    },
  })
  return provider
}
