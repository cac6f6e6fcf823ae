import { existsSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { CommerceError, errorTable } from '@mitchweb/engine/contract'
import { afterEach, describe, expect, test } from 'vitest'
import { defaultLimits, type GatewayServer } from '../src/index.ts'
import { routes } from '../src/routes.ts'
import { fakeEngine, memoryLog, serveFake } from './fake-engine.ts'

const running: GatewayServer[] = []
afterEach(async () => {
  for (const server of running.splice(0)) await server.close(0)
})

async function gateway(fake = fakeEngine(), options: Parameters<typeof serveFake>[1] = {}) {
  const server = await serveFake(fake.engine, options)
  running.push(server)
  const send = (path: string, init?: RequestInit) => fetch(`${server.url}${path}`, init)
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
    })
  return { ...fake, server, send, post }
}

const problemIn = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  const problem = (await response.json()) as Record<string, unknown>
  expect(problem).toMatchObject({
    status: response.status,
    title: expect.any(String),
    detail: expect.any(String),
    type: `/api/docs#error-${problem.code}`,
    remedy: errorTable[problem.code as keyof typeof errorTable].remedy,
    request_id: response.headers.get('x-request-id'),
  })
  return problem
}

describe('what reaches the shop', () => {
  test('is the operation of the route, with path, query and body in their places', async () => {
    const { send, post, calls } = await gateway()
    await post('/api/catalog/search', { query: 'mug' })
    await send('/api/policies?query=returns&limit=3')
    await post('/api/checkout-sessions/chk_1/complete', { expected_total: 5 }, { 'idempotency-key': 'k-1' })
    await post('/api/orders/ord%2F1/cancel', { reason: 'twice' })
    expect(calls).toEqual([
      { name: 'search_catalog', input: { catalog: { query: 'mug' } }, key: undefined },
      { name: 'search_store_policies', input: { query: 'returns', limit: 3 }, key: undefined },
      { name: 'complete_checkout', input: { id: 'chk_1', checkout: {}, expected_total: 5 }, key: 'k-1' },
      { name: 'cancel_order', input: { id: 'ord/1', reason: 'twice' }, key: undefined },
    ])
  })

  test('names the language of the request where it names none itself', async () => {
    const { post, send, calls } = await gateway()
    const headers = { 'accept-language': 'de-AT, en;q=0.5' }
    const answer = await post('/api/catalog/search', { query: 'becher' }, headers)
    await post('/api/carts', { line_items: [], context: { language: 'fr', currency: 'EUR' } }, headers)
    await send('/api/store', { headers })
    await send('/api/store?language=fr', { headers })
    await send('/api/store', { headers: { 'accept-language': '*' } })
    await send('/api/orders/ord_1', { headers })
    expect(answer.headers.get('vary')).toContain('Accept-Language')
    expect(calls.map(({ input }) => input)).toEqual([
      { catalog: { query: 'becher', context: { language: 'de-AT,en' } } },
      { cart: { line_items: [], context: { language: 'fr', currency: 'EUR' } } },
      { language: 'de-AT,en' },
      { language: 'fr' },
      {},
      { id: 'ord_1' },
    ])
  })

  test('comes without the fields that only answers carry', async () => {
    const { post, calls, send } = await gateway()
    const line = { id: 'li_1', item: { id: 'var_1', title: 'Mug', price: 1 }, quantity: 2, totals: [] }
    await post('/api/carts', { line_items: [line], totals: [{ type: 'total', amount: 1 }], currency: 'EUR', ucp: {} })
    const headers = { 'content-type': 'application/json', 'ucp-agent': 'profile="https://agent.example"' }
    await send('/api/carts/crt_1', { method: 'PUT', headers, body: JSON.stringify({ id: 'other', line_items: [] }) })
    expect(calls.map(({ input }) => input)).toEqual([
      { cart: { line_items: [{ id: 'li_1', item: { id: 'var_1' }, quantity: 2 }] } },
      { id: 'crt_1', cart: { line_items: [] } },
    ])
  })

  test('may come without a body where the operation needs none', async () => {
    const { send, calls } = await gateway()
    expect((await send('/api/carts/crt_1/cancel', { method: 'POST' })).status).toBe(200)
    expect(calls).toEqual([{ name: 'cancel_cart', input: { id: 'crt_1' }, key: undefined }])
  })
})

test('what was made is answered with 201 and where it is', async () => {
  const { post } = await gateway(fakeEngine({ create_cart: () => ({ id: 'crt_ä' }) }))
  const response = await post('/api/carts', { line_items: [] })
  expect([response.status, response.headers.get('location')]).toEqual([201, '/api/carts/crt_%C3%A4'])
})

describe('refusals', () => {
  test('nothing at the address', async () => {
    const { send } = await gateway()
    for (const path of ['/api/nothing', '/api/carts/a/b/c', '/nothing', '/api/products', '/.env']) {
      expect(await problemIn(await send(path))).toMatchObject({ status: 404, code: 'unknown_operation' })
    }
  })

  test('a merchant operation has no address', async () => {
    const { post, calls } = await gateway()
    for (const path of ['/api/save_product', '/api/products', '/api/stock', '/api/prices']) {
      expect((await post(path, {})).status).toBe(404)
    }
    expect(calls).toEqual([])
  })

  test('another method is named as wrong, with those that are right', async () => {
    const { send } = await gateway()
    for (const path of new Set(routes.map(route => route.path))) {
      const response = await send(`/api${path.replace(/\{\w+\}/g, 'x')}`, { method: 'DELETE' })
      expect(await problemIn(response)).toMatchObject({ code: 'method_not_allowed' })
      const methods = routes.filter(route => route.path === path).map(({ method }) => method)
      expect(response.headers.get('allow')?.split(', ')).toEqual(expect.arrayContaining(methods))
    }
  })

  test('a query parameter that the address does not know, or twice', async () => {
    const { send, calls } = await gateway()
    expect((await problemIn(await send('/api/carts/x?fields=all'))).detail).toContain('"fields"')
    expect((await problemIn(await send('/api/policies?q=returns'))).detail).toContain('Known here: query, limit')
    expect((await send('/api/policies?query=a&query=b')).status).toBe(400)
    expect(calls).toEqual([])
  })

  test.each([
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['application/json; charset=utf-16', 415],
    ['application/json', 200],
  ])('a body of type %s is answered %i', async (type, status) => {
    const { post } = await gateway()
    expect((await post('/api/catalog/search', {}, { 'content-type': type })).status).toBe(status)
  })

  test('a compressed body, which could unfold into a bomb', async () => {
    const { post } = await gateway()
    const response = await post('/api/catalog/search', '{}', { 'content-encoding': 'gzip' })
    expect(await problemIn(response)).toMatchObject({ code: 'unsupported_media_type' })
  })

  test('a body of more than 100 KiB', async () => {
    const { post } = await gateway()
    expect((await post('/api/catalog/search', { query: 'x'.repeat(100_000) })).status).toBe(200)
    const response = await post('/api/catalog/search', { query: 'x'.repeat(102_400) })
    expect(await problemIn(response)).toMatchObject({ code: 'payload_too_large' })
  })

  test('an address with broken escapes', async () => {
    const { send } = await gateway()
    expect(await problemIn(await send('/api/carts/%E0%A4%A'))).toMatchObject({ code: 'invalid_input' })
  })
})

describe('Idempotency-Key', () => {
  test('is asked for when paying', async () => {
    const { post, calls } = await gateway()
    const response = await post('/api/checkout-sessions/chk_1/complete', {})
    expect(await problemIn(response)).toMatchObject({ code: 'idempotency_key_required' })
    expect(calls).toEqual([])
  })

  test.each(['x'.repeat(256), 'two words', '', 'ümlaut'])('%s is none', async key => {
    const { server, calls } = await gateway()
    const status = await rawStatus(
      server.url,
      `POST /api/carts/a/cancel HTTP/1.1\r\nHost: shop\r\nConnection: close\r\nIdempotency-Key: ${key}\r\nContent-Length: 0\r\n\r\n`,
    )
    expect(status).toBe(400)
    expect(calls).toEqual([])
  })

  test('sent twice is none', async () => {
    const { server } = await gateway()
    const line = 'Idempotency-Key: a\r\n'
    expect(
      await rawStatus(
        server.url,
        `POST /api/carts/a/cancel HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n${line}${line}Content-Length: 0\r\n\r\n`,
      ),
    ).toBe(400)
  })
})

describe('errors of the shop', () => {
  test.each(Object.entries(errorTable))('%s is answered with its status and remedy', async (code, { status }) => {
    const error = new CommerceError(code as keyof typeof errorTable, 'So it is.', { place: 'here' })
    const fake = fakeEngine({ get_cart: () => Promise.reject(error) })
    const { send } = await gateway(fake)
    const response = await send('/api/carts/x')
    expect(await problemIn(response)).toMatchObject({ status, code, detail: 'So it is.', details: { place: 'here' } })
    expect(response.headers.get('retry-after')).toBe(status === 503 || code === 'request_in_progress' ? '1' : null)
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  test('what nobody foresaw is logged once, and the caller gets a reference and nothing else', async () => {
    const { log, lines } = memoryLog()
    const bug = Object.assign(new Error('secret of /home/shop'), { sql: 'select' })
    const { send } = await gateway(fakeEngine({ get_cart: () => Promise.reject(bug) }), { log })
    const response = await send('/api/carts/crt_secret', { headers: { 'x-request-id': 'abc-1' } })
    const text = JSON.stringify(await problemIn(response.clone() as Response))
    expect(text).toContain('Reference: abc-1')
    expect(text).not.toMatch(/secret of|node_modules|\.ts:/)
    const errors = lines.filter(({ msg }) => msg === 'unexpected error')
    expect(errors).toMatchObject([{ request_id: 'abc-1', err: { message: 'secret of /home/shop' } }])
    expect(JSON.stringify(lines)).not.toContain('crt_secret')
  })
})

describe('the log', () => {
  test('is one JSON object a line and names the route, not the address, its body or its headers', async () => {
    const { log, lines } = memoryLog()
    const { post } = await gateway(fakeEngine(), { log })
    await post(
      '/api/carts/crt_canary/cancel?x=canary',
      { a: 'canary' },
      { authorization: 'Bearer canary', 'idempotency-key': 'canary' },
    )
    expect(lines).toMatchObject([{ msg: 'request', method: 'POST', route: '/api/carts/{id}/cancel', status: 400 }])
    expect(JSON.stringify(lines)).not.toContain('canary')
  })

  test('a request id that could forge a line is replaced', async () => {
    const { send } = await gateway()
    const kept = await send('/health', { headers: { 'x-request-id': 'trace:1.a_b-c' } })
    expect(kept.headers.get('x-request-id')).toBe('trace:1.a_b-c')
    for (const id of ['a b', '{"a":1}', 'x'.repeat(129)]) {
      expect((await send('/health', { headers: { 'x-request-id': id } })).headers.get('x-request-id')).toMatch(
        /^[\da-f-]{36}$/,
      )
    }
  })
})

describe('caches', () => {
  test('an unchanged answer is not sent again', async () => {
    let name = 'One'
    const { send } = await gateway(fakeEngine({ get_store: () => ({ name }) }))
    const first = await send('/api/store')
    const etag = first.headers.get('etag')!
    const again = await send('/api/store', { headers: { 'if-none-match': etag } })
    expect([again.status, await again.text()]).toEqual([304, ''])
    name = 'Two'
    expect((await send('/api/store', { headers: { 'if-none-match': etag } })).status).toBe(200)
  })

  test('what is the same for everybody may be kept for a moment, what is somebody’s may not', async () => {
    const { send } = await gateway()
    expect((await send('/api/categories')).headers.get('cache-control')).toBe('public, max-age=15')
    for (const path of ['/api/carts/x', '/api/checkout-sessions/x', '/api/orders/x']) {
      expect((await send(path)).headers.get('cache-control')).toBe('private, no-store')
    }
  })

  test('long answers are compressed for who can read that', async () => {
    const { send } = await gateway(fakeEngine({ list_categories: () => ({ categories: Array(500).fill('Kitchen') }) }))
    expect(
      (await send('/api/categories', { headers: { 'accept-encoding': 'gzip' } })).headers.get('content-encoding'),
    ).toBe('gzip')
    expect(
      (await send('/api/categories', { headers: { 'accept-encoding': 'identity' } })).headers.get('content-encoding'),
    ).toBeNull()
  })
})

describe('other origins', () => {
  test('may use the API without credentials', async () => {
    const { send } = await gateway()
    const preflight = await send('/api/carts', {
      method: 'OPTIONS',
      headers: { origin: 'https://app.example', 'access-control-request-method': 'POST' },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Idempotency-Key')
    const answer = await send('/api/store', { headers: { origin: 'https://app.example' } })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
  })

  test('may not read or frame pages', async () => {
    const { send } = await gateway()
    const page = await send('/health')
    expect(page.headers.get('access-control-allow-origin')).toBeNull()
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe')
    expect(page.headers.get('x-powered-by')).toBeNull()
  })
})

describe('limits', () => {
  const one = { ...defaultLimits, browse: { calls: 2, seconds: 60 } }

  test('the call too many is told when to come back, and other traffic goes on', async () => {
    const { send } = await gateway(fakeEngine(), { limits: one })
    const statuses = [await send('/api/store'), await send('/api/categories'), await send('/api/store')].map(
      ({ status }) => status,
    )
    expect(statuses).toEqual([200, 200, 429])
    const refused = await send('/api/store')
    expect(await problemIn(refused)).toMatchObject({ code: 'rate_limited' })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await send('/api/carts/x')).status).toBe(200)
  })

  test('X-Forwarded-For counts only behind a proxy that the shop was told of', async () => {
    const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })
    const open = await gateway(fakeEngine(), { limits: one })
    for (const address of ['10.0.0.1', '10.0.0.2']) await open.send('/api/store', from(address))
    expect((await open.send('/api/store', from('10.0.0.3'))).status).toBe(429)
    const behind = await gateway(fakeEngine(), { limits: one, trustedProxies: 1 })
    for (const address of ['10.0.0.1', '10.0.0.1']) await behind.send('/api/store', from(address))
    expect((await behind.send('/api/store', from('10.0.0.2'))).status).toBe(200)
    expect((await behind.send('/api/store', from('10.0.0.1'))).status).toBe(429)
  })
})

describe('health', () => {
  test('the process answers while the database is away, and readiness says so', async () => {
    const { send, leave } = await gateway()
    expect((await send('/ready')).status).toBe(200)
    leave()
    expect([(await send('/health')).status, (await send('/ready')).status]).toEqual([200, 503])
  })

  test('closing finishes the request in hand and takes no new one', async () => {
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>()
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    const fake = fakeEngine({
      get_cart: async () => {
        arrive()
        await released
        return { id: 'crt_1' }
      },
    })
    const { send, server } = await gateway(fake)
    const inHand = send('/api/carts/crt_1')
    await arrived
    const closing = server.close()
    await expect(send('/health')).rejects.toThrow('fetch failed')
    release()
    const answer = await inHand
    expect([answer.status, await answer.json()]).toEqual([200, { id: 'crt_1' }])
    await closing
    running.splice(0)
  })

  test('closing does not wait for ever for a request that hangs', async () => {
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>()
    const fake = fakeEngine({
      get_cart: () => {
        arrive()
        return new Promise(() => {})
      },
    })
    const { send, server } = await gateway(fake)
    const hanging = send('/api/carts/crt_1').catch(() => 'cut off')
    await arrived
    await server.close(0)
    expect(await hanging).toBe('cut off')
    running.splice(0)
  })
})

describe('MCP’s door', () => {
  const mcp = {
    handle: async (_request: unknown, response: { end: (text: string) => void }, body: unknown) =>
      response.end(JSON.stringify({ got: body })),
  }

  test('hands the request on with its body read', async () => {
    const { post } = await gateway(fakeEngine(), { mcp: mcp as never })
    expect(await (await post('/mcp', { jsonrpc: '2.0' })).json()).toEqual({ got: { jsonrpc: '2.0' } })
  })

  test('answers what is no JSON as JSON-RPC does', async () => {
    const { post } = await gateway(fakeEngine(), { mcp: mcp as never })
    const response = await post('/mcp', '{"a":')
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { jsonrpc: '2.0', id: null, error: { code: -32700 } },
    ])
  })
})

const hostile = new URL('../../../shared/data/hostile/jsontestsuite.jsonl.gz', import.meta.url)

describe.skipIf(!existsSync(hostile))('340 hostile JSON bodies (skipped without ../shared)', () => {
  test('are answered 4xx where they are no JSON, and never 5xx', { timeout: 60_000 }, async () => {
    const { post } = await gateway()
    const cases = gunzipSync(readFileSync(hostile))
      .toString('utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as { name: string; expect: string; base64: string })
    expect(cases.length).toBeGreaterThan(300)
    for (const { name, expect: expected, base64 } of cases) {
      const body = Buffer.from(base64, 'base64')
      if (body.length === 0) continue
      const { status } = await post('/api/catalog/search', body)
      expect(status, name).toBeLessThan(500)
      if (expected === 'reject') expect(status, name).toBeGreaterThanOrEqual(400)
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

/** Sends bytes that `fetch` would refuse to send, and answers the status. */
function rawStatus(url: string, text: string): Promise<number> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) }, () => socket.write(Buffer.from(text, 'utf8')))
    let answer = ''
    socket.on('data', chunk => {
      answer += chunk.toString('latin1')
    })
    socket.on('end', () => resolve(Number(answer.split(' ')[1])))
    socket.on('error', reject)
  })
}
