import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aConnectedShop, allows, type Browser, type ConnectedShop } from './connecting.ts'

const callback = 'https://assistant.example/callback'
const verifier = 'v'.repeat(43)

let shop: ConnectedShop
let ann: Browser
let clientId: string

beforeAll(async () => {
  shop = await aConnectedShop()
  ann = await shop.joins('ann@example.com')
  clientId = ((await (await registers({})).json()) as { client_id: string }).client_id
})
afterAll(() => shop.close())

const registers = (headers: Record<string, string>) =>
  fetch(`${shop.url}/api/auth/oauth2/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ redirect_uris: [callback], token_endpoint_auth_method: 'none' }),
  })

async function aToken({ scope, door = '/mcp' }: { scope: string; door?: string }): Promise<string> {
  const asked = new URL(`${shop.url}/api/auth/oauth2/authorize`)
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  const wanted = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: callback,
    scope,
    resource: shop.url + door,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    prompt: 'consent',
  }
  for (const [name, value] of Object.entries(wanted)) asked.searchParams.set(name, value)
  const { code } = await allows(ann, asked)
  const form = { grant_type: 'authorization_code', code, client_id: clientId, redirect_uri: callback }
  const body = new URLSearchParams({ ...form, code_verifier: verifier })
  const answer = await fetch(`${shop.url}/api/auth/oauth2/token`, { method: 'POST', body })
  return ((await answer.json()) as { access_token: string }).access_token
}

const calls = (name: string, { token, args = {} }: { token?: string; args?: object } = {}) =>
  fetch(shop.mcpUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2025-11-25',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 7, method: 'tools/call', params: { name, arguments: args } }),
  })

/** The facts of a challenge, and under `scheme` whose they are. */
function challengeOf(answer: Response): Record<string, string> {
  const header = answer.headers.get('www-authenticate') ?? ''
  return Object.fromEntries([
    ['scheme', header.split(' ')[0] ?? ''],
    ...[...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  ])
}

const metadataOf = (door: string) => `${shop.url}/.well-known/oauth-protected-resource${door}`

describe('Who acts for a customer finds the way in', () => {
  test.each(['/mcp', '/api'])(
    'each door, as %s, names itself and the one server that gives tokens for it',
    async door => {
      const document = (await (await fetch(metadataOf(door))).json()) as Record<string, unknown>
      expect(document).toMatchObject({ resource: shop.url + door, authorization_servers: [`${shop.url}/api/auth`] })
      expect(document.scopes_supported).not.toContain('account:manage')
    },
  )

  test('the server says what it can, where clients old and new look for it, and to browsers of any origin', async () => {
    const places = ['/.well-known/oauth-authorization-server/api/auth', '/.well-known/oauth-authorization-server']
    for (const place of places) {
      const answer = await fetch(shop.url + place, { headers: { origin: 'https://inspector.example' } })
      expect(answer.headers.get('access-control-allow-origin')).toBe('*')
      const document = (await answer.json()) as Record<string, string>
      expect(document).toMatchObject({
        issuer: `${shop.url}/api/auth`,
        code_challenge_methods_supported: ['S256'],
        client_id_metadata_document_supported: true,
      })
      for (const name of ['authorization_endpoint', 'token_endpoint', 'registration_endpoint', 'revocation_endpoint']) {
        const { status } = await fetch(document[name] ?? '', { method: 'OPTIONS' })
        expect(status, name).not.toBe(404)
      }
    }
    for (const place of [
      '/.well-known/oauth-protected-resource/admin',
      '/.well-known/oauth-authorization-server/api',
    ]) {
      expect((await fetch(shop.url + place)).status, place).toBe(404)
    }
  })

  test('a guest is told to sign in for what is an account’s, and for nothing else', async () => {
    const answer = await calls('list_orders')
    expect(answer.status).toBe(401)
    const { error, scope, ...challenge } = challengeOf(answer)
    expect(challenge).toEqual({ scheme: 'Bearer', resource_metadata: metadataOf('/mcp') })
    expect(error).toBeUndefined()
    expect(scope?.split(' ')).toEqual(expect.arrayContaining(['account:read', 'orders:read', 'cart:write']))
    expect(await answer.json()).toMatchObject({ jsonrpc: '2.0', id: 7, error: { message: expect.any(String) } })
    expect((await calls('search_catalog', { args: { catalog: {} } })).status).toBe(200)
    expect((await calls('no_such_tool')).status).toBe(200)
  })

  test('a token that does not count is refused at every door, and makes nobody a guest', async () => {
    const forApi = await aToken({ scope: 'catalog:read', door: '/api' })
    const forMcp = await aToken({ scope: 'catalog:read' })
    for (const token of ['garbage', 'mwt_garbage', forApi]) {
      const answer = await calls('search_catalog', { token, args: { catalog: {} } })
      expect(answer.status, token).toBe(401)
      const challenge = { scheme: 'Bearer', error: 'invalid_token', resource_metadata: metadataOf('/mcp') }
      expect(challengeOf(answer)).toMatchObject(challenge)
    }
    const atApi = (token: string) => fetch(`${shop.url}/api/store`, { headers: { authorization: `Bearer ${token}` } })
    const refused = await atApi(forMcp)
    expect(refused.status).toBe(401)
    expect(challengeOf(refused)).toMatchObject({ error: 'invalid_token', resource_metadata: metadataOf('/api') })
    expect((await atApi(forApi)).status).toBe(200)
    expect((await calls('search_catalog', { token: forMcp, args: { catalog: {} } })).status).toBe(200)
  })

  test('who was let do too little hears what to ask for besides', async () => {
    const token = await aToken({ scope: 'catalog:read orders:read' })
    const answer = await calls('get_profile', { token })
    expect(answer.status).toBe(403)
    const { scope, ...challenge } = challengeOf(answer)
    expect(challenge).toEqual({ scheme: 'Bearer', error: 'insufficient_scope', resource_metadata: metadataOf('/mcp') })
    expect(scope?.split(' ').sort()).toEqual(['account:read', 'catalog:read', 'orders:read'])
    const more = await aToken({ scope: scope ?? '' })
    expect((await calls('get_profile', { token: more })).status).toBe(200)
  })

  test('pages of any origin get tokens for themselves, and a cookie is nothing to who gives them', async () => {
    const origin = 'https://inspector.example'
    for (const name of ['token', 'register', 'revoke']) {
      const { status, headers } = await fetch(`${shop.url}/api/auth/oauth2/${name}`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
      })
      expect([status, headers.get('access-control-allow-origin')], name).toEqual([204, '*'])
      expect(headers.get('access-control-allow-credentials')).toBeNull()
    }
    const answer = await registers({ origin, cookie: ann.cookie() })
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([201, '*'])
    expect(await answer.json()).not.toHaveProperty('user_id')
    const signIn = await fetch(`${shop.url}/api/auth/sign-in/email`, { method: 'OPTIONS', headers: { origin } })
    expect(signIn.headers.get('access-control-allow-origin')).toBeNull()
  })

  test('of the library’s addresses only those are served that a client needs', async () => {
    const others = [
      'consent',
      'introspect',
      'userinfo',
      'create-client',
      'get-clients',
      'public-client',
      'continue',
      'end-session',
    ]
    for (const name of others) {
      for (const method of ['GET', 'POST']) {
        expect((await ann.goes(`/api/auth/oauth2/${name}`, { method })).status, name).toBe(404)
      }
    }
  })
})
