import { onTestFinished } from 'vitest'
import { aShopWithAccounts, type Wishes } from '../../engine/test/accounts.ts'
import type { TestDatabase } from '../../engine/test/databases.ts'
import { startServer } from '../../rest-api/src/index.ts'
import { openBuiltStorefront } from '../../rest-api/src/storefront.ts'
import { silent } from '../../rest-api/test/fake-engine.ts'

type Asked = {
  readonly body?: unknown
  readonly cookie?: string | undefined
  /** Where the call comes from, as a proxy in front says. */
  readonly from?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A shop with accounts behind the real gateway and one proxy, without limits on traffic. */
export async function aServedShop(database: TestDatabase, wishes: Wishes = {}) {
  const shop = await aShopWithAccounts(database, wishes)
  const storefront = await openBuiltStorefront()
  const served = { log: silent, limits: false, port: 0, trustedProxies: 1 } as const
  const server = await startServer({ engine: shop, storefront, ...served })
  onTestFinished(() => server.close(0))
  /** Sends JSON as the shop's own page would, unless the headers say otherwise; `undefined` sends nothing. */
  const call = (method: string, path: string, { body, cookie, from = '192.0.2.1', headers }: Asked = {}) =>
    fetch(server.url + path, {
      method,
      redirect: 'manual',
      headers: {
        origin: server.url,
        'x-forwarded-for': from,
        ...(cookie && { cookie }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  return {
    shop,
    url: server.url,
    call,
    signsIn: (email: string, password: string, asked: Asked = {}) =>
      call('POST', '/api/auth/sign-in/email', { ...asked, body: { email, password } }),
  }
}

/** What anybody can see of an answer, without what is new each time for everybody. */
export async function seen(response: Response): Promise<unknown> {
  const headers = [...response.headers].filter(([name]) => !['date', 'x-request-id'].includes(name))
  const body = (await response.text()).replace(/"request_id":"[^"]+"/, '')
  return { status: response.status, headers, body }
}
