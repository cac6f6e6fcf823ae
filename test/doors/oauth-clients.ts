import { Client, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client'
import { UnauthorizedError as UnauthorizedInTheOldSdk } from '@modelcontextprotocol/sdk/client/auth.js'
import { Client as ClientOfTheOldSdk } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as HttpOfTheOldSdk } from '@modelcontextprotocol/sdk/client/streamableHttp.js'

const callback = 'http://localhost:8765/callback'

/** What such a client says of itself. */
export const facts = {
  client_name: 'Helper',
  redirect_uris: [callback],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  token_endpoint_auth_method: 'none',
}

/** What a client holds after it was given it, and where it last sent its person. */
export type Kept = { clientId?: string; tokens?: { access_token: string; refresh_token?: string }; asked?: URL }

export type OAuthClient = {
  readonly client: Client
  /** Goes on with what the person brought back from the shop. */
  readonly finish: (back: { code: string; iss: string }) => Promise<void>
  /** What a call throws that the shop answers with 401. */
  readonly Refused: abstract new (
    ...args: never[]
  ) => Error
}

type Connecting = {
  readonly url: string
  readonly kept: Kept
  /** Where the client's own document is; without one it registers. */
  readonly document?: string | undefined
}

/** MCP clients of somebody else's that sign in by OAuth, each connected as a guest yet. */
export const oauthClients: Readonly<Record<string, (connecting: Connecting) => Promise<OAuthClient>>> = {
  'client 2.x, negotiating': connecting => newClient(connecting, { versionNegotiation: { mode: 'auto' } }),
  'client 2.x, 2025 handshake': connecting => newClient(connecting, {}),
  'sdk 1.x': async ({ url, kept, document }) => {
    const transport = new HttpOfTheOldSdk(new URL(url), { authProvider: aKeeper(kept, document) as never })
    const client = new ClientOfTheOldSdk({ name: 'helper', version: '1.0.0' })
    await client.connect(transport as Parameters<typeof client.connect>[0])
    return {
      client: client as unknown as Client,
      finish: ({ code }) => transport.finishAuth(code),
      Refused: UnauthorizedInTheOldSdk,
    }
  },
}

async function newClient(
  { url, kept, document }: Connecting,
  options: ConstructorParameters<typeof Client>[1],
): Promise<OAuthClient> {
  const transport = new StreamableHTTPClientTransport(new URL(url), {
    authProvider: aKeeper(kept, document) as never,
  })
  const client = new Client({ name: 'helper', version: '1.0.0' }, options)
  await client.connect(transport)
  return { client, finish: ({ code, iss }) => transport.finishAuth(code, iss), Refused: UnauthorizedError }
}

/** What a client of somebody else's needs to sign in, which keeps all in memory. */
function aKeeper(kept: Kept, clientMetadataUrl?: string) {
  let information: unknown
  let tokens: unknown
  let verifier = ''
  let discovered: unknown
  return {
    redirectUrl: callback,
    clientMetadata: facts,
    ...(clientMetadataUrl && { clientMetadataUrl }),
    clientInformation: () => information,
    saveClientInformation: (known: { client_id: string }) => {
      information = known
      kept.clientId = known.client_id
    },
    tokens: () => tokens,
    saveTokens: (given: NonNullable<Kept['tokens']>) => {
      tokens = given
      kept.tokens = given
    },
    redirectToAuthorization: (url: URL) => {
      kept.asked = url
    },
    saveCodeVerifier: (text: string) => {
      verifier = text
    },
    codeVerifier: () => verifier,
    saveDiscoveryState: (found: unknown) => {
      discovered = found
    },
    discoveryState: () => discovered,
    // Called when what it holds does not count any more.
    invalidateCredentials: () => {
      tokens = undefined
    },
  }
}
