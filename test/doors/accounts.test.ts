import { expect, test } from 'vitest'
import { cookieOf, password } from '../../engine/test/accounts.ts'
import { onBothDatabases } from '../../engine/test/databases.ts'
import { aProduct } from '../../engine/test/shop.ts'
import { aServedShop, seen } from './signing-in.ts'

const email = 'ann@example.com'

onBothDatabases('Over HTTP', database => {
  test('a session is a cookie that scripts, other hosts and plain connections do not get', async () => {
    const { shop, signsIn } = await aServedShop(database)
    await shop.joins(email)
    const cookies = (await signsIn(email, password)).headers.getSetCookie()
    expect(cookies).toHaveLength(1)
    const [pair = '', ...attributes] = (cookies[0] ?? '').split('; ')
    expect(pair).toMatch(/^__Host-mitchweb\.session_token=[\w%.-]{40,}$/)
    expect(attributes.sort()).toEqual(['HttpOnly', 'Max-Age=2592000', 'Path=/', 'SameSite=Lax', 'Secure'])
  })

  test('a shop on this machine alone may do without HTTPS, and says so where people sign in', async () => {
    const { shop, signsIn, call } = await aServedShop(database, { publicUrl: 'http://localhost:3000' })
    await shop.joins(email)
    const [cookie = ''] = (await signsIn(email, password)).headers.getSetCookie()
    expect(cookie).toMatch(/^mitchweb\.session_token=/)
    expect(cookie).toContain('; HttpOnly; SameSite=Lax')
    expect(cookie).not.toContain('Secure')
    expect(await (await call('GET', '/account/sign-in')).text()).toContain('without HTTPS')
  })

  test('known and unknown addresses get the same answers, to the last header', async () => {
    const { shop, call } = await aServedShop(database)
    await shop.joins(email)
    const asks: [string, (email: string) => object][] = [
      ['/api/auth/sign-up/email', address => ({ name: 'Ann', email: address, password: 'another password' })],
      ['/api/auth/sign-in/email', address => ({ email: address, password: 'a guess' })],
      ['/api/auth/request-password-reset', address => ({ email: address })],
      ['/api/auth/send-verification-email', address => ({ email: address })],
    ]
    for (const [path, body] of asks) {
      const [known, unknown] = [
        await seen(await call('POST', path, { body: body(email) })),
        await seen(await call('POST', path, { body: body('nobody@example.com') })),
      ]
      expect(known, path).toEqual(unknown)
      expect(known, path).toMatchObject({ status: path.includes('sign-in') ? 401 : 200 })
    }
  })

  test('who guesses too often is told when to come back, and so is everybody from there', async () => {
    const { shop, signsIn } = await aServedShop(database)
    await shop.joins(email)
    for (let guess = 0; guess < 10; guess++) expect((await signsIn(email, `guess ${guess}`)).status).toBe(401)
    const refused = await signsIn(email, password, { from: '198.51.100.7' })
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800)
    const from = '2001:db8:0:ff00::1'
    for (let guess = 0; guess < 50; guess++) await signsIn(`p${guess}@example.com`, 'a guess', { from })
    // The same network, seen by its first 56 bits.
    expect((await signsIn('other@example.com', 'a guess', { from: '2001:db8:0:ff77::2' })).status).toBe(429)
    expect((await signsIn('other@example.com', 'a guess', { from: '203.0.113.9' })).status).toBe(401)
  })

  test('a sign-in takes no session that somebody else has prepared', async () => {
    const { shop, signsIn, call } = await aServedShop(database)
    await shop.joins(email)
    const attacker = await shop.joins('mallory@example.com')
    for (const cookie of ['__Host-mitchweb.session_token=prepared.c2lnbmF0dXJl', attacker]) {
      const fresh = cookieOf(await signsIn(email, password, { cookie }))
      expect(fresh).not.toBe(cookie)
      const session = await call('GET', '/api/auth/get-session', { cookie: fresh })
      expect(await session.json()).toMatchObject({ email })
      expect(await (await call('GET', '/api/auth/get-session', { cookie })).json()).toBeNull()
    }
  })

  test('a session that was ended opens nothing from that moment on, and makes nobody a guest', async () => {
    const { shop, call } = await aServedShop(database)
    const cookie = await shop.joins(email)
    expect((await call('GET', '/api/account/orders', { cookie })).status).toBe(200)
    expect((await call('POST', '/api/auth/sign-out', { cookie, body: {} })).status).toBe(200)
    expect((await call('GET', '/api/account/orders', { cookie })).status).toBe(401)
    expect((await call('GET', '/api/store', { cookie })).status).toBe(401)
    expect((await call('GET', '/api/store', { headers: { authorization: 'Bearer made-up' } })).status).toBe(401)
    const page = await call('GET', '/', { cookie, headers: { accept: 'text/html' } })
    expect(page.status).toBe(200)
    expect(page.headers.getSetCookie().join()).toMatch(/session_token=; Max-Age=0/)
  })

  test('what a cookie stands for is taken from the shop’s own pages, and as JSON, only', async () => {
    const { shop, url, call } = await aServedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { stock: 9 })
    const cookie = await shop.joins(email)
    const body = { line_items: [{ item: { id: mug }, quantity: 1 }] }
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'cross-site', origin: url },
    ]
    for (const headers of foreign) {
      const said = JSON.stringify(headers)
      for (const [path, sent] of [
        ['/api/carts', body],
        ['/api/auth/sign-out', {}],
        ['/api/auth/revoke-sessions', {}],
        ['/api/auth/change-password', { currentPassword: password, newPassword: 'another password' }],
      ] as const) {
        expect((await call('POST', path, { cookie, body: sent, headers })).status, `${path} ${said}`).toBe(403)
      }
      const form = { 'content-type': 'application/x-www-form-urlencoded', ...headers }
      for (const step of ['sign-in', 'sign-out', 'password']) {
        const sent = await call('POST', `/account/${step}`, { cookie, body: 'email=a', headers: form })
        expect(sent.status, `${step} ${said}`).toBe(403)
      }
    }
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const headers = { 'content-type': type }
      for (const path of ['/api/carts', '/api/auth/sign-out']) {
        expect((await call('POST', path, { cookie, body: JSON.stringify(body), headers })).status, type).toBe(415)
      }
    }
    const silent = await fetch(`${url}/api/carts`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    expect(silent.status).toBe(403)
    expect(await shop.whoIs(cookie)).toMatchObject({ kind: 'customer' })
    expect((await call('POST', '/api/carts', { cookie, body })).status).toBe(201)
  })

  test('what is shown to somebody signed in is kept by no cache in between', async () => {
    const { shop, call } = await aServedShop(database)
    const cookie = await shop.joins(email)
    const cachingOf = async (asked: object) => {
      const { headers } = await call('GET', '/api/store', asked)
      return [headers.get('cache-control'), headers.get('vary')]
    }
    expect(await cachingOf({})).toEqual(['public, max-age=15', expect.stringMatching(/Authorization.*Cookie/)])
    expect(await cachingOf({ cookie })).toEqual(['private, no-store', expect.stringMatching(/Authorization.*Cookie/)])
  })

  test('addresses of the library’s own that the shop does not serve are not there', async () => {
    const { shop, call } = await aServedShop(database)
    const cookie = await shop.joins(email)
    for (const path of [
      '/update-user',
      '/delete-user',
      '/sign-in/social',
      '/verify-password',
      '/set-password',
      '/ok',
    ]) {
      expect((await call('POST', `/api/auth${path}`, { cookie, body: {} })).status, path).toBe(404)
    }
    expect((await call('GET', '/api/auth/verify-email?token=x', { cookie })).status).toBe(405)
  })
})
