import { SdkHttpError } from '@modelcontextprotocol/client'
import { describe, expect, onTestFinished, test } from 'vitest'
import { aShopWithAccounts, later } from '../../engine/test/accounts.ts'
import { onSqlite } from '../../engine/test/databases.ts'
import { clients } from '../../mcp-server/test/clients.ts'
import { openAdminMcp, openMcp } from '../../rest-api/src/commands/open-mcp.ts'
import { defaultLimits, type Limits, startServer } from '../../rest-api/src/index.ts'
import { openBuiltStorefront } from '../../rest-api/src/storefront.ts'
import { silent } from '../../rest-api/test/fake-engine.ts'

describe('How often somebody may call', () => {
  const database = onSqlite()

  /** A shop behind one proxy, in which each kind of traffic is limited to this many calls a minute. */
  async function aBusyShop(calls: Partial<Record<keyof Limits, number>>) {
    const shop = await aShopWithAccounts(database)
    const told = Object.entries(calls).map(([traffic, count]) => [traffic, { calls: count, seconds: 60 }])
    const limits = { ...defaultLimits, ...Object.fromEntries(told) }
    const [mcp, adminMcp] = [await openMcp(shop, silent), await openAdminMcp(shop, silent)]
    const storefront = await openBuiltStorefront()
    const options = { mcp, adminMcp, storefront, log: silent, limits, port: 0, trustedProxies: 1 }
    const server = await startServer({ engine: shop, ...options })
    onTestFinished(async () => {
      await Promise.all([mcp.close(), adminMcp.close()])
      await server.close(0)
    })
    const aKey = async () => {
      const { id } = await shop.staff.saveStaffMember({ staff_member: { name: 'Kim', role: 'owner' } })
      return (await shop.staff.createApiKey({ api_key: { staff_id: id, name: 'Desk' } })).key
    }
    const asks = (path: string, { key, from = '192.0.2.1', ...init }: Asked = {}) =>
      fetch(server.url + path, {
        ...init,
        headers: { 'x-forwarded-for': from, ...(key && { authorization: `Bearer ${key}` }), ...init.headers },
      })
    const statuses = async (count: number, path: string, asked: Asked = {}) => {
      const found: number[] = []
      for (let call = 0; call < count; call += 1) found.push((await asks(path, asked)).status)
      return found
    }
    return { shop, url: server.url, aKey, asks, statuses }
  }

  type Asked = { readonly key?: string; readonly from?: string; readonly method?: string } & RequestInit

  test('is twice as much for a credential as for all guests of an address, and begins anew in time', async () => {
    const { aKey, statuses } = await aBusyShop({ browse: 2 })
    const [key, other] = [await aKey(), await aKey()]
    expect(await statuses(3, '/api/store')).toEqual([200, 200, 429])
    expect(await statuses(5, '/api/store', { key })).toEqual([200, 200, 200, 200, 429])
    expect(await statuses(1, '/api/store', { key, from: '192.0.2.9' })).toEqual([429])
    expect(await statuses(1, '/api/store', { key: other })).toEqual([200])
    expect(await statuses(1, '/api/store', { from: '192.0.2.9' })).toEqual([200])
    later(60_001)
    expect(await statuses(1, '/api/store')).toEqual([200])
    expect(await statuses(1, '/api/store', { key })).toEqual([200])
  })

  test('holds for who shows a session that is over, before anything is looked up and taken away', async () => {
    const { shop, asks } = await aBusyShop({ browse: 1 })
    const cookie = await shop.joins('ann@example.com')
    await shop.sends('/sign-out', {}, { cookie })
    const answers: Response[] = []
    for (let call = 0; call < 15; call += 1) answers.push(await asks('/', { headers: { cookie } }))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ headers }) => headers.getSetCookie().length > 0)).toHaveLength(10)
  })

  test('ends for an address that changes its credentials, and for no other', async () => {
    const { aKey, statuses } = await aBusyShop({ browse: 1 })
    const keys = await Promise.all(Array.from({ length: 6 }, aKey))
    const found: number[] = []
    for (const key of keys) found.push(...(await statuses(2, '/api/store', { key })))
    expect(found).toEqual([...Array(10).fill(200), 429, 429])
    expect(await statuses(1, '/api/store', { key: keys[5]!, from: '192.0.2.9' })).toEqual([200])
  })

  const call = {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2025-11-25',
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'search_catalog', arguments: { catalog: {} } },
    }),
  }

  test.each(['/mcp', '/admin/mcp'])('is counted at %s too, for each key and for each address', async path => {
    const { aKey, statuses, asks } = await aBusyShop({ mcp: 1, admin: 1 })
    const keys = await Promise.all(Array.from({ length: 6 }, aKey))
    const [key] = keys
    expect(await statuses(2, path, { key: key!, ...call })).toEqual([200, 200])
    const refused = await asks(path, { key: key!, ...call })
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await refused.json()).toMatchObject({
      jsonrpc: '2.0',
      id: null,
      error: { message: expect.stringContaining('More than 2 calls in 60 s'), data: { code: 'rate_limited' } },
    })
    const found: number[] = []
    for (const other of keys.slice(1)) found.push(...(await statuses(2, path, { key: other, ...call })))
    expect(found).toEqual([...Array(7).fill(200), 429, 429, 429])
  })

  test.each(Object.keys(clients))('is said to an assistant as what it is, by %s', async era => {
    const { url } = await aBusyShop({ mcp: 6 })
    const client = await clients[era]!({ url: `${url}/mcp` })
    const search = () => client.call('search_catalog', { catalog: {} }).then(() => 200, statusOf)
    const found: unknown[] = []
    while (found.length < 7) found.push(await search())
    expect(new Set(found)).toEqual(new Set([200, 429]))
    expect(found.at(-1)).toBe(429)
    await client.close().catch(() => {})
  })

  const statusOf = (error: unknown): unknown =>
    error instanceof SdkHttpError ? error.status : (error as { code?: unknown }).code

  test('ends for who guesses at credentials, at the door of assistants as well', async () => {
    const { statuses, asks } = await aBusyShop({ mcp: 1000 })
    expect(new Set(await statuses(100, '/mcp', { key: 'mwt_guessed', ...call }))).toEqual(new Set([401]))
    expect((await asks('/mcp', { key: 'mwt_guessed', ...call })).status).toBe(429)
    expect((await asks('/mcp', call)).status).toBe(200)
  })

  test('is few for who signs in: a person sees a page that says so, and a program a problem', async () => {
    const { url, asks } = await aBusyShop({ checkout: 1 })
    const form = new URLSearchParams({ email: 'ann@example.com', password: 'wrong horse' })
    const submits = () =>
      asks('/account/sign-in', { method: 'POST', body: form, headers: { origin: url, accept: 'text/html' } })
    expect((await submits()).status).toBe(401)
    const page = await submits()
    expect([page.status, page.headers.get('content-type')]).toEqual([429, 'text/html; charset=utf-8'])
    expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await page.text()).toMatch(/Too much at once.*Wait \d+ seconds?, then go on\./s)
    const german = {
      method: 'POST',
      body: form,
      headers: { origin: url, accept: 'text/html', 'accept-language': 'de' },
    }
    expect(await (await asks('/account/sign-in', german)).text()).toMatch(
      /Warten Sie \d+ Sekunden?, dann geht es weiter\./,
    )
    const sends = () =>
      asks('/api/auth/sign-in/email', {
        method: 'POST',
        body: JSON.stringify(Object.fromEntries(form)),
        headers: { origin: url, 'content-type': 'application/json' },
      })
    expect((await sends()).status).toBe(401)
    const problem = await sends()
    expect(problem.headers.get('content-type')).toContain('application/problem+json')
    expect(await problem.json()).toMatchObject({ status: 429, code: 'rate_limited' })
  })
})
