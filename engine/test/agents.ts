import { createHash, randomBytes } from 'node:crypto'
import type { Identity } from '../src/index.ts'
import type { Visitors } from './accounts.ts'
import type { TestShop } from './shop.ts'

const origin = 'https://shop.test'
export const callback = 'https://assistant.example/callback'

type AgentShop = TestShop & Visitors

export type Parameters = Readonly<Record<string, string | undefined>>
const formOf = (parameters: Parameters): URLSearchParams => {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) form.set(name, value)
  return form
}

export type Tokens = { readonly access_token: string; readonly refresh_token: string; readonly scope: string }

/** An application that acts for people in the shop, as its own server and as a person's browser that it leads. */
export function anAssistant(shop: AgentShop) {
  const verifier = randomBytes(32).toString('base64url')
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  const asks = (path: string, init: RequestInit = {}) =>
    shop.accounts.handle(new Request(`${origin}/api/auth${path}`, init), { address: '198.51.100.7' })

  const registers = async (facts: object = {}) => {
    const body = JSON.stringify({
      client_name: 'Helper',
      redirect_uris: [callback],
      token_endpoint_auth_method: 'none',
      ...facts,
    })
    return asks('/oauth2/register', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  }

  /** Where a browser with this cookie is led. */
  const leads = async (cookie: string, clientId: string, more: Parameters = {}): Promise<string> => {
    const wanted: Parameters = {
      response_type: 'code',
      client_id: clientId,
      redirect_uri: callback,
      scope: 'catalog:read orders:read account:read',
      state: 'their-own',
      resource: `${origin}/mcp`,
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...more,
    }
    const query = formOf(wanted)
    const answer = await asks(`/oauth2/authorize?${query}`, { headers: cookie ? { cookie } : {} })
    return answer.headers.get('location') ?? `${answer.status} ${await answer.text()}`
  }

  /** What the person decides on the page that they were led to; answers where they are led then. */
  const decides = async (cookie: string, consentPage: string, accept: boolean): Promise<string> => {
    const query = consentPage.slice(consentPage.indexOf('?') + 1)
    const answer = await shop.sends('/decide-question', { query, accept }, { cookie })
    return ((await answer.json()) as { location: string }).location
  }

  const redeems = (form: Parameters) =>
    asks('/oauth2/token', {
      method: 'POST',
      body: formOf(form),
    })

  const codeForm = (clientId: string, location: string): Parameters => ({
    grant_type: 'authorization_code',
    code: new URL(location).searchParams.get('code') ?? '',
    client_id: clientId,
    redirect_uri: callback,
    code_verifier: verifier,
    resource: `${origin}/mcp`,
  })

  const connects = async (cookie: string, clientId?: string, more: Parameters = {}) => {
    const id = clientId ?? ((await (await registers()).json()) as { client_id: string }).client_id
    const page = await leads(cookie, id, more)
    const location = page.startsWith('/account/consent?') ? await decides(cookie, page, true) : page
    const form = { ...codeForm(id, location), ...(more.resource && { resource: more.resource }) }
    const tokens = (await (await redeems(form)).json()) as Tokens
    return { clientId: id, form, tokens }
  }

  return {
    asks,
    registers,
    leads,
    decides,
    redeems,
    codeForm,
    connects,
    revokes: (clientId: string, token: string) =>
      asks('/oauth2/revoke', { method: 'POST', body: new URLSearchParams({ client_id: clientId, token }) }),
    renews: (clientId: string, refreshToken: string) =>
      redeems({ grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId }),
    is: (token: string, door = '/mcp'): Promise<Identity> =>
      shop.identify({ authorization: `Bearer ${token}`, audience: `${origin}${door}` }),
  }
}
