import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { CommerceError } from '@mitchweb/engine/contract'
import { expect, test } from 'vitest'
import { httpClient } from './client.ts'

type Answer = Response | Error

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } })

const problem = (status: number, code: string, headers?: Record<string, string>): Response =>
  json(status, { code, detail: `It is ${code}.`, details: { seen: true }, request_id: 'req-1' }, headers)

/** A shop that gives these answers, one after the other, and remembers what it was asked. */
function shopThat(...answers: Answer[]) {
  const calls: { url: string; method: string; headers: Headers; body: unknown }[] = []
  const waits: number[] = []
  const fake = async (url: string | URL | Request, init: RequestInit = {}) => {
    const body = typeof init.body === 'string' ? JSON.parse(init.body) : undefined
    calls.push({ url: String(url), method: init.method ?? 'GET', headers: new Headers(init.headers), body })
    const answer = answers.shift() ?? new Error('no more answers')
    if (answer instanceof Error) throw answer
    return answer
  }
  const wait = async (milliseconds: number) => void waits.push(milliseconds)
  return { calls, waits, shop: httpClient('http://shop.example/', { fetch: fake as typeof fetch, wait, token: 'key' }) }
}

test('sends what the route says', async () => {
  const { shop, calls } = shopThat(json(200, { id: 'chk_1' }))
  await shop.completeCheckout(
    { id: 'chk/1', checkout: { signals: { a: 1 } }, expected_total: 500 },
    { idempotencyKey: 'k' },
  )
  expect(calls).toMatchObject([
    {
      url: 'http://shop.example/api/checkout-sessions/chk%2F1/complete',
      method: 'POST',
      body: { signals: { a: 1 }, expected_total: 500 },
    },
  ])
  expect(calls[0]?.headers.get('idempotency-key')).toBe('k')
  expect(calls[0]?.headers.get('authorization')).toBe('Bearer key')
})

test('throws the error that the shop threw', async () => {
  const { shop } = shopThat(problem(404, 'not_found'))
  const error = await shop.getCart({ id: 'x' }).catch(caught => caught)
  expect(error).toBeInstanceOf(CommerceError)
  expect(error).toMatchObject({
    code: 'not_found',
    message: 'It is not_found.',
    details: { seen: true, request_id: 'req-1' },
  })
})

test('a read is tried again after a lost connection and a busy shop', async () => {
  const { shop, calls, waits } = shopThat(
    new TypeError('fetch failed'),
    problem(503, 'unavailable', { 'retry-after': '2' }),
    json(200, { id: 'crt_1' }),
  )
  expect(await shop.getCart({ id: 'crt_1' })).toEqual({ id: 'crt_1' })
  expect(calls).toHaveLength(3)
  expect(waits[1]).toBe(2000)
})

test('a write without a key is sent once, and one with a key again with the same key', async () => {
  const bare = shopThat(new TypeError('fetch failed'), json(200, {}))
  await expect(bare.shop.createCart({ cart: { line_items: [] } })).rejects.toMatchObject({ code: 'unavailable' })
  expect(bare.calls).toHaveLength(1)

  const keyed = shopThat(problem(409, 'request_in_progress'), json(201, { id: 'crt_1' }))
  await keyed.shop.createCart({ cart: { line_items: [] } }, { idempotencyKey: 'once' })
  expect(keyed.calls.map(({ headers }) => headers.get('idempotency-key'))).toEqual(['once', 'once'])
})

test.each(['not_found', 'version_conflict', 'rate_limited', 'internal'] as const)('%s is final', async code => {
  const { shop, calls } = shopThat(problem(code === 'rate_limited' ? 429 : 400, code))
  await expect(shop.getCart({ id: 'x' })).rejects.toMatchObject({ code })
  expect(calls).toHaveLength(1)
})

test('gives up after four attempts with the last error', async () => {
  const { shop, calls } = shopThat(...Array.from({ length: 9 }, () => problem(503, 'unavailable')))
  await expect(shop.getStore({})).rejects.toMatchObject({ code: 'unavailable' })
  expect(calls).toHaveLength(4)
})

test('a page of a proxy in between is an error with a code, too', async () => {
  const gateway = shopThat(...Array.from({ length: 4 }, () => new Response('<html>', { status: 502 })))
  await expect(gateway.shop.getStore({})).rejects.toMatchObject({ code: 'unavailable' })
  const strange = shopThat(new Response('<html>welcome', { status: 200 }))
  await expect(strange.shop.getStore({})).rejects.toMatchObject({ code: 'internal' })
})

test('an answer that breaks off is a lost connection', async () => {
  const broken = () => new ReadableStream({ start: stream => stream.error(new TypeError('terminated')) })
  const { shop, calls } = shopThat(new Response(broken(), { status: 200 }), json(200, { name: 'Shop' }))
  expect(await shop.getStore({})).toEqual({ name: 'Shop' })
  expect(calls).toHaveLength(2)
})

test('a caller who gives up is not kept waiting', async () => {
  const controller = new AbortController()
  const refusing = (async () => {
    controller.abort(new Error('enough'))
    throw new TypeError('fetch failed')
  }) as typeof fetch
  const shop = httpClient('http://shop.example', { fetch: refusing })
  await expect(shop.getStore({}, { signal: controller.signal })).rejects.toThrow('fetch failed')
})

test('an operation without an address says so before anything is sent', async () => {
  const { shop, calls } = shopThat()
  await expect(shop.readFeed({ country: 'DE' })).rejects.toMatchObject({ code: 'unknown_operation' })
  expect(calls).toEqual([])
})

test('nothing that the client loads needs Node, so that browsers and phones can run it', () => {
  expect(loadedBy('client.ts', /^(?:zod|@mitchweb\/engine\/(?:contract|errors))$/).size).toBeGreaterThan(10)
})

test('a page that asks for products brings no schema along', () => {
  expect([...loadedBy('browser.ts', /^@mitchweb\/engine\/errors$/)].map(file => basename(file)).sort()).toEqual([
    'browser.ts',
    'catalog-routes.ts',
    'errors.ts',
    'over-http.ts',
    'route-input.ts',
    'route.ts',
  ])
})

/** The files that come with one, where each imports only our own and what is allowed, and nothing of Node's. */
function loadedBy(first: string, allowed: RegExp): Set<string> {
  const seen = new Set<string>()
  const visit = (file: string) => {
    if (seen.has(file)) return
    seen.add(file)
    const source = readFileSync(file, 'utf8')
    for (const [, from = ''] of source.matchAll(/^(?:import|export) (?!type )(?:[^'"=;]*? from )?'([^']+)'/gm)) {
      if (from.startsWith('.')) visit(new URL(from, `file://${file}`).pathname)
      else expect(from, `${file} imports ${from}`).toMatch(allowed)
      if (from.startsWith('@mitchweb')) visit(new URL(import.meta.resolve(from)).pathname)
    }
    expect(source, file).not.toMatch(/\b(?:Buffer|process)\.\w|\brequire\(|\b__dirname\b/)
  }
  visit(new URL(first, import.meta.url).pathname)
  return seen
}
