import { randomUUID } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { aShopWithAccounts, cookieOf, tokenIn } from '../../engine/test/accounts.ts'
import { anAssistant } from '../../engine/test/agents.ts'
import { onBothDatabases } from '../../engine/test/databases.ts'
import { aProduct, berlin, readyCheckout } from '../../engine/test/shop.ts'
import { openMcp } from '../../rest-api/src/commands/open-mcp.ts'
import { startServer } from '../../rest-api/src/index.ts'
import { memoryLog } from '../../rest-api/test/fake-engine.ts'

const email = 'canary-mail@example.com'
const password = 'canary-password-of-ann'
const name = { first_name: 'Canaryfirst', last_name: 'Canarylast' }
const place = '198.51.100.77'

type Sent = { readonly body?: unknown; readonly form?: Record<string, string>; readonly headers?: object }

onBothDatabases('What the gateway logs', database => {
  test('names nobody: no address, no name, no token, whatever a person does and however it fails', async () => {
    const shop = await aShopWithAccounts(database)
    const mug = await aProduct(shop.staff, 'mug')
    const { log, lines } = memoryLog({ level: 'trace' })
    const mcp = await openMcp(shop, log)
    const server = await startServer({ engine: shop, mcp, log, limits: false, port: 0, trustedProxies: 1 })
    onTestFinished(async () => {
      await mcp.close()
      await server.close(0)
    })
    const statuses: number[] = []
    const send = async (method: string, path: string, { body, form, headers }: Sent = {}): Promise<Response> => {
      const sent = form ? new URLSearchParams(form) : body === undefined ? undefined : JSON.stringify(body)
      const answer = await fetch(server.url + path, {
        method,
        redirect: 'manual',
        headers: {
          origin: server.url,
          'user-agent': 'canary-browser',
          'x-forwarded-for': place,
          'idempotency-key': `canary-${randomUUID()}`,
          ...(!form && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(sent !== undefined && { body: sent }),
      })
      statuses.push(answer.status)
      return answer
    }

    await send('POST', '/api/auth/sign-up/email', { body: { name: 'Canaryfirst', email, password } })
    const token = tokenIn(await shop.letterTo(email, /Confirm/))
    await send('GET', `/account/verify?token=${token}`)
    await send('POST', '/account/verify', { form: { token: `${token}x`, password } })
    const cookie = cookieOf(await send('POST', '/api/auth/verify-email', { body: { token, password } }))
    await send('POST', '/account/sign-in', { form: { email, password: `${password}!` } })
    await send('POST', '/api/auth/sign-in/email', { body: { email, password: `${password}!` } })
    const signedIn = { headers: { cookie } }
    await send('GET', '/account', signedIn)
    await send('PUT', '/api/account/profile', { ...signedIn, body: { ...name, addresses: [{ ...berlin, ...name }] } })
    await send('PUT', '/api/account/profile', { ...signedIn, body: { 'canary-field': email } })

    const ann = await shop.whoIs(cookie)
    const { id } = await readyCheckout(shop.as(ann), { [mug]: 1 })
    await send('GET', `/checkout/${id}`, signedIn)
    await send('POST', `/api/checkout-sessions/${id}/complete`, { ...signedIn, body: { 'canary-field': name } })
    await send('POST', `/api/checkout-sessions/${email}/complete`, signedIn)
    await send('GET', `/orders/${email}?name=Canaryfirst`)
    await send('GET', `/api/nothing/${email}`)

    const assistant = anAssistant(shop)
    const { tokens } = await assistant.connects(cookie)
    const call = (name: string, args: object) => ({
      body: { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args } },
      headers: {
        authorization: `Bearer ${tokens.access_token}`,
        accept: 'application/json, text/event-stream',
        'mcp-protocol-version': '2025-11-25',
      },
    })
    for (const [tool, args] of [
      ['get_profile', {}],
      ['list_orders', { 'canary-field': email }],
      [email, {}],
    ] as const)
      await send('POST', '/mcp', call(tool, args))
    await send('GET', '/api/account/profile', { headers: { authorization: `Bearer ${tokens.access_token}` } })

    expect(statuses).toEqual(expect.arrayContaining([200, 400, 401, 404]))
    expect(statuses.filter(status => status >= 500)).toEqual([])
    expect(lines.filter(({ msg }) => msg === 'request')).toHaveLength(statuses.length)
    const said = JSON.stringify(lines).toLowerCase()
    const secrets = ['canary', token, tokens.access_token, tokens.refresh_token, cookie.split('=')[1]!, id, place]
    expect(secrets.filter(secret => said.includes(secret.toLowerCase()))).toEqual([])
  })
})
