import type { ConnectedShop } from './connecting.ts'

type Wishes = { readonly name?: string; readonly scope?: string; readonly callback?: string }

/** Registers an application; answers its id, and the address at which it asks a person to let it act for them. */
export async function aQuestion(
  { url, mcpUrl }: Pick<ConnectedShop, 'url' | 'mcpUrl'>,
  { name = 'Helper', scope = 'orders:read account:read', callback = 'https://assistant.example/callback' }: Wishes = {},
): Promise<{ asked: URL; clientId: string }> {
  const answer = await fetch(`${url}/api/auth/oauth2/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_name: name, redirect_uris: [callback], token_endpoint_auth_method: 'none' }),
  })
  const { client_id: clientId } = (await answer.json()) as { client_id: string }
  const asked = new URL(`${url}/api/auth/oauth2/authorize`)
  const wanted = { client_id: clientId, scope, response_type: 'code', redirect_uri: callback, state: 'their own' }
  const proof = { code_challenge: 'c'.repeat(43), code_challenge_method: 'S256', resource: mcpUrl }
  for (const [key, value] of Object.entries({ ...wanted, ...proof })) asked.searchParams.set(key, value)
  return { asked, clientId }
}
