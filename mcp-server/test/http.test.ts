import { request } from 'node:http'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { shopOver } from '@mitchweb/engine/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCart, cannedShop } from './canned-shop.ts'
import { clients } from './clients.ts'
import { type ServedMcp, serveMcp } from './serve-mcp.ts'

const shop = cannedShop()
let served: ServedMcp

beforeAll(async () => {
  served = await serveMcp({
    shopFor: () => shop,
    publicUrl: 'https://shop.example',
    maxSessions: 2,
    maxBodyBytes: 20_000,
  })
})
afterAll(() => served.close())

type Answer = { readonly status: number; readonly headers: Record<string, unknown>; readonly body: string }
type Sent = { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: unknown }

/** By hand, because fetch does not let a caller choose the Host header. */
function send({ method = 'POST', headers = {}, body }: Sent): Promise<Answer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const req = request(served.url, {
      method,
      agent: false,
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
    })
    req.on('response', res => {
      let received = ''
      res.on('data', chunk => {
        received += chunk
      })
      res.on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, body: received }))
    })
    req.on('error', reject)
    req.end(body === undefined ? undefined : text)
  })
}

const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'by hand', version: '1' } },
}
const listTools = { jsonrpc: '2.0', id: 2, method: 'tools/list' }
const version = { 'mcp-protocol-version': '2025-11-25' }

async function openSession(): Promise<Record<string, string>> {
  const { status, headers } = await send({ body: initialize })
  expect(status).toBe(200)
  return { ...version, 'mcp-session-id': String(headers['mcp-session-id']) }
}

describe('the endpoint is closed to pages on other hosts', () => {
  test.each([
    ['a foreign host', { host: 'evil.example' }, 403],
    ['a foreign origin', { origin: 'https://evil.example' }, 403],
    ['an opaque origin', { origin: 'null' }, 403],
    ['loopback', { host: 'localhost:1234', origin: 'http://localhost:5173' }, 200],
    ['the shop’s public host', { host: 'shop.example', origin: 'https://shop.example' }, 200],
  ])('%s', async (_, headers, status) => {
    expect((await send({ headers, body: initialize })).status).toBe(status)
  })
})

describe('requests that are none', () => {
  test.each([
    ['a body that is no JSON', { body: '{"jsonrpc":' }, 400],
    ['a body of another type', { body: 'x', headers: { 'content-type': 'text/plain' } }, 415],
    ['a body that is too large', { body: { ...listTools, params: { _meta: { x: 'x'.repeat(30_000) } } } }, 413],
    ['a message that is none', { body: { hello: 1 } }, 400],
    ['a list of nothing', { body: [] }, 400],
    ['a list of two', { body: [listTools, { ...listTools, id: 3 }] }, 400],
    ['a list of one, of 2025-03-26', { body: [listTools], headers: { 'mcp-protocol-version': '2025-03-26' } }, 400],
    ['nothing', { body: '' }, 400],
  ])('%s is refused', async (_, sent, status) => {
    const answer = await send(sent)
    expect(answer.status, answer.body).toBe(status)
    expect(answer.body).not.toMatch(/\bat .*\.(?:ts|js|mjs):\d+/)
  })
})

describe('sessions of the 2025 era', () => {
  test('serve until they are deleted, and are unknown afterwards', async () => {
    const headers = await openSession()
    expect((await send({ headers, body: listTools })).status).toBe(200)
    expect((await send({ method: 'DELETE', headers })).status).toBe(200)
    expect((await send({ headers, body: listTools })).status).toBe(404)
    expect((await send({ method: 'GET', headers: { ...headers, accept: 'text/event-stream' } })).status).toBe(404)
  })

  test('that nobody opened are unknown', async () => {
    const headers = { ...version, 'mcp-session-id': crypto.randomUUID() }
    expect((await send({ headers, body: listTools })).status).toBe(404)
  })

  test('are limited in number: the one used least recently makes room', async () => {
    const first = await openSession()
    const second = await openSession()
    expect((await send({ headers: first, body: listTools })).status).toBe(200)
    const third = await openSession()
    expect((await send({ headers: second, body: listTools })).status).toBe(404)
    expect((await send({ headers: first, body: listTools })).status).toBe(200)
    expect((await send({ headers: third, body: listTools })).status).toBe(200)
  })

  test('give back what a lost stream would have said, from the id that was seen last', async () => {
    const headers = await openSession()
    const answer = await send({ headers, body: listTools })
    const [firstId] = [...answer.body.matchAll(/^id: (.*)$/gm)].map(match => match[1])
    const again = { ...headers, accept: 'text/event-stream', 'last-event-id': firstId! }
    const resumed = await fetch(served.url, { headers: again })
    expect(resumed.status).toBe(200)
    const reader = resumed.body!.getReader()
    let text = ''
    while (!text.includes('search_catalog')) {
      const { done, value } = await reader.read()
      if (done) break
      text += new TextDecoder().decode(value)
    }
    expect(text).toContain('search_catalog')
    await reader.cancel()
  })

  test('let a client listen again as soon as its stream is gone', async () => {
    const headers = { ...(await openSession()), accept: 'text/event-stream' }
    const abort = new AbortController()
    const stream = await fetch(served.url, { headers, signal: abort.signal })
    expect(stream.status).toBe(200)
    expect((await fetch(served.url, { headers })).status).toBe(409)
    abort.abort()
    await expect
      .poll(async () => {
        const again = await fetch(served.url, { headers })
        await again.body?.cancel()
        return again.status
      })
      .toBe(200)
  })

  test('are not needed for a single call', async () => {
    const answer = await send({ headers: version, body: listTools })
    expect(answer.status).toBe(200)
    expect(answer.body).toContain('search_catalog')
  })
})

test('a session belongs to the caller who opened it', async () => {
  const own = cannedShop()
  const { legacySessions } = await import('../src/sessions.ts')
  const { mcpServerFactory } = await import('../src/server.ts')
  const sessions = legacySessions(mcpServerFactory({ shopFor: () => own }), {
    sessionIdleMs: 60_000,
    maxSessions: 10,
    onError: () => {},
  })
  const post = (body: unknown, headers: Record<string, string>, clientId: string) =>
    sessions.fetch(
      new Request('http://localhost/mcp', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
        body: JSON.stringify(body),
      }),
      { parsedBody: body, authInfo: { token: 't', clientId, scopes: [], expiresAt: 2_000_000_000 } },
    )
  const opened = await post(initialize, {}, 'ann')
  const headers = { ...version, 'mcp-session-id': opened.headers.get('mcp-session-id')! }
  expect((await post(listTools, headers, 'bob')).status).toBe(404)
  expect((await post(listTools, headers, 'ann')).status).toBe(200)
  await sessions.close()
})

test('memory stays flat over many calls in both eras', { timeout: 120_000 }, async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  // A shop that remembers nothing of the calls either.
  const forgetful = shopOver(async () => structuredClone(aCart()) as never)
  const own = await serveMcp({ shopFor: () => forgetful })
  const heapAfter = async (calls: number) => {
    for (const name of ['client 2.x, pinned to 2026-07-28', 'sdk 1.x']) {
      const client = await clients[name]!(own)
      for (let call = 0; call < calls; call++) await client.call('get_cart', { id: 'crt_1' })
      await client.close()
    }
    collect()
    return process.memoryUsage().heapUsed
  }
  const before = await heapAfter(300)
  const after = await heapAfter(1000)
  // A server that stays behind costs some fifty kilobytes, two thousand of them a hundred megabytes. The tests' own
  // look at every answer keeps a few kilobytes of each until the test ends.
  expect((after - before) / 2 ** 20).toBeLessThan(30)
  await own.close()
})

test('a session keeps little, however much it is sent', { timeout: 120_000 }, async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const own = await serveMcp({ shopFor: () => shop, subscribe: () => () => {} })
  const post = async (body: unknown, headers: Record<string, string> = {}) => {
    const sent = { ...version, accept: 'application/json, text/event-stream', 'content-type': 'application/json' }
    const answer = await fetch(own.url, {
      method: 'POST',
      headers: { ...sent, ...headers },
      body: JSON.stringify(body),
    })
    await answer.text()
    return answer
  }
  const opens = async (capabilities: object) => {
    const { params } = initialize
    const { headers } = await post({ ...initialize, params: { ...params, capabilities } })
    const id = headers.get('mcp-session-id')
    return id === null ? undefined : { 'mcp-session-id': id }
  }
  const many = Object.fromEntries(Array.from({ length: 12_000 }, (_, index) => [`x${index}`, {}]))
  const heapAfter = async (sessions: number) => {
    for (let session = 0; session < sessions; session += 1) {
      await opens({ experimental: many })
      const headers = (await opens({}))!
      for (let id = 0; id < 20; id += 1) {
        const large = `${id}${'x'.repeat(200_000)}`
        await post({ ...listTools, id: large }, headers)
        await post(
          { jsonrpc: '2.0', id, method: 'resources/subscribe', params: { uri: `mitchweb://${large}` } },
          headers,
        )
      }
    }
    collect()
    return process.memoryUsage().heapUsed
  }
  const before = await heapAfter(1)
  const after = await heapAfter(10)
  expect((after - before) / 10 / 2 ** 20).toBeLessThan(1)
  await own.close()
})

test('closing ends open streams and answers nobody any more', async () => {
  const own = await serveMcp({ shopFor: () => shop })
  const opened = await fetch(own.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: JSON.stringify(initialize),
  })
  await opened.text()
  const headers = { ...version, accept: 'text/event-stream', 'mcp-session-id': opened.headers.get('mcp-session-id')! }
  const stream = await fetch(own.url, { headers })
  const ended = stream.text().then(
    () => 'ended',
    () => 'ended',
  )
  await own.close()
  expect(await ended).toBe('ended')
})
