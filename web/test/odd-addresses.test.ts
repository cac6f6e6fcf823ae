import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { memoryLog } from '../../rest-api/test/fake-engine.ts'
import type { OpenShop } from '../../rest-api/test/open-shop.ts'
import { openStorefrontShop } from './storefront-shop.ts'

const { log, lines } = memoryLog()
let open: OpenShop
beforeAll(async () => {
  const perMinute = { calls: 2, seconds: 60 }
  const limits = { browse: perMinute, cart: { calls: 100, seconds: 60 }, checkout: perMinute, mcp: perMinute }
  open = await openStorefrontShop({ options: { log, limits: { ...limits, browse: limits.cart, admin: perMinute } } })
})
afterAll(() => open?.close())

/** By hand, because no client would send such an address. */
const asks = (line: string, headers: readonly string[] = [], body = '') =>
  new Promise<string>((resolve, reject) => {
    const socket = connect(Number(new URL(open.url).port), '127.0.0.1')
    let answer = ''
    socket.on('data', data => {
      answer += data
    })
    socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''))
    socket.on('error', reject)
    const length = `content-length: ${body.length}`
    socket.write(
      [`${line} HTTP/1.1`, ...headers, 'accept: text/html', 'connection: close', length, '', body].join('\r\n'),
    )
  })

const host = 'host: shop.example'

test.each([
  ['GET //', [host], '404'],
  ['GET //[', [host], '404'],
  ['GET //evil.example:bad/account', [host], '404'],
  ['GET //evil.example/', [host], '404'],
  ['GET /\\evil.example/', [host], '404'],
  ['GET http://evil.example:99999/', [host], '200'],
  ['GET http://evil.example', [host], '200'],
  ['GET /api/auth/get-session', ['host: %%%'], '200'],
  ['GET /.well-known/oauth-authorization-server', ['host: [x'], '200'],
])('%s with %j is answered as what it is, and is no fault', async (line, headers, status) => {
  lines.length = 0
  expect(await asks(line, headers)).toContain(` ${status} `)
  expect(lines.filter(({ msg }) => msg === 'unexpected error')).toEqual([])
})

const triesToSignIn = async (path: string) => {
  const headers = [host, 'sec-fetch-site: same-origin', 'content-type: application/x-www-form-urlencoded']
  const statuses: string[] = []
  for (let time = 0; time < 4; time += 1) {
    const answer = await asks(`POST ${path}`, headers, 'email=ann%40example.com&password=wrong-password')
    statuses.push(answer.split(' ')[1] ?? '')
  }
  return statuses
}

test.each([
  '//x/account/sign-in',
  '//account/sign-in',
  '/\\x/account/sign-in',
  '/account//sign-in',
  '/x/..//account/sign-in',
])('a form under %s is none of the shop’s', async path =>
  expect(await triesToSignIn(path)).toEqual(['404', '404', '404', '404']),
)

test.each([
  '/account/sign-in',
  '/%61ccount/sign-in',
  '/x/../account/sign-in',
  '/x/%2e%2E/Account/sign-in',
  'http://x/account/sign-in',
])('a form under %s counts as what it is', async path =>
  expect((await triesToSignIn(path)).slice(2)).toEqual(['429', '429']),
)
