import { expect, test } from 'vitest'
import { planted } from '../../test/secrets/kinds.ts'
import { aShopWithAccounts, cookieOf, later, ordersAsGuest, password, tokenIn } from './accounts.ts'
import { rowsOf } from './database-rows.ts'
import { onBothDatabases } from './databases.ts'
import { aProduct } from './shop.ts'

onBothDatabases('Accounts', database => {
  test('whoever registers, and proves the address with the letter and the password, is a customer from then on', async () => {
    const shop = await aShopWithAccounts(database)
    const registered = await shop.sends('/sign-up/email', { name: 'Ann', email: 'Ann@example.com', password })
    expect(await registered.json()).toEqual({ status: 'verification_sent' })
    await expect(shop.sends('/sign-in/email', { email: 'ann@example.com', password })).rejects.toMatchObject({
      code: 'forbidden',
      details: { reason: 'unverified' },
    })
    const token = tokenIn(await shop.letterTo('ann@example.com'))
    await expect(shop.sends('/verify-email', { token, password: 'a guess of a thief' })).rejects.toMatchObject({
      code: 'unauthorized',
    })
    const verified = await shop.sends('/verify-email', { token, password })
    expect(await verified.json()).toMatchObject({ name: 'Ann', email: 'ann@example.com' })
    const [customer] = await rowsOf(await database.address(), 'select id, email from customers')
    expect(customer?.email).toBe('ann@example.com')
    expect(await shop.whoIs(cookieOf(verified))).toEqual({ kind: 'customer', customerId: customer?.id })
  })

  test('a sign-in begins a new session and ends the one that the browser had', async () => {
    const shop = await aShopWithAccounts(database)
    const first = await shop.joins('ann@example.com')
    const answer = await shop.sends('/sign-in/email', { email: 'ann@example.com', password }, { cookie: first })
    const second = cookieOf(answer)
    expect(second).not.toBe(first)
    expect(await shop.whoIs(second)).toMatchObject({ kind: 'customer' })
    await expect(shop.whoIs(first)).rejects.toMatchObject({ code: 'unauthorized' })
  })

  test('signing out ends this session, and signing out everywhere every one', async () => {
    const shop = await aShopWithAccounts(database)
    const here = await shop.joins('ann@example.com')
    const signIn = async () => cookieOf(await shop.sends('/sign-in/email', { email: 'ann@example.com', password }))
    const [phone, desk] = [await signIn(), await signIn()]
    await shop.sends('/sign-out', {}, { cookie: here })
    await expect(shop.whoIs(here)).rejects.toMatchObject({ code: 'unauthorized' })
    expect(await shop.whoIs(phone)).toMatchObject({ kind: 'customer' })
    await shop.sends('/revoke-sessions', {}, { cookie: phone })
    await expect(shop.whoIs(phone)).rejects.toMatchObject({ code: 'unauthorized' })
    await expect(shop.whoIs(desk)).rejects.toMatchObject({ code: 'unauthorized' })
  })

  test('a session ends after thirty days', async () => {
    const shop = await aShopWithAccounts(database)
    const cookie = await shop.joins('ann@example.com')
    later(29 * 86_400_000)
    expect(await shop.whoIs(cookie)).toMatchObject({ kind: 'customer' })
    later(2 * 86_400_000)
    await expect(shop.whoIs(cookie)).rejects.toMatchObject({ code: 'unauthorized', details: { reason: 'session' } })
  })

  test('the database holds neither a password nor what a cookie or a link holds', async () => {
    const shop = await aShopWithAccounts(database)
    const cookie = await shop.joins('ann@example.com')
    const token = decodeURIComponent(cookie.split('=')[1] ?? '').split('.')[0] ?? ''
    expect(token.length).toBeGreaterThanOrEqual(32)
    planted(token)
    planted(tokenIn(await shop.letterTo('ann@example.com')))
  })

  test('what somebody ordered as a guest is theirs once they have proved the address, and nothing else is', async () => {
    const shop = await aShopWithAccounts(database)
    const mug = await aProduct(shop.staff, 'mug', { stock: 9 })
    const mine = await ordersAsGuest(shop, mug, 'ann@example.com')
    const other = await ordersAsGuest(shop, mug, 'ann@example.org')
    const owners = async () => {
      const rows = await rowsOf(await database.address(), 'select id, owner_id from orders')
      return Object.fromEntries(rows.map(({ id, owner_id }) => [id, owner_id]))
    }
    await shop.sends('/sign-up/email', { name: 'Ann', email: 'ann@example.com', password })
    expect(await owners()).toEqual({ [mine]: null, [other]: null })
    const token = tokenIn(await shop.letterTo('ann@example.com', /Confirm/))
    const actor = await shop.whoIs(cookieOf(await shop.sends('/verify-email', { token, password })))
    expect(actor).toMatchObject({ kind: 'customer' })
    expect(await owners()).toEqual({ [mine]: 'customerId' in actor && actor.customerId, [other]: null })
    expect(await shop.as(actor).getOrder({ id: mine })).toMatchObject({ id: mine })
    await expect(shop.guest.getOrder({ id: mine })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('a new address brings the orders that were placed with it as a guest', async () => {
    const shop = await aShopWithAccounts(database)
    const mug = await aProduct(shop.staff, 'mug', { stock: 9 })
    const placed = await ordersAsGuest(shop, mug, 'ann@example.org')
    const cookie = await shop.joins('ann@example.com')
    const actor = await shop.whoIs(cookie)
    await shop.sends('/change-email', { newEmail: 'ann@example.org', password }, { cookie })
    const token = tokenIn(await shop.letterTo('ann@example.org', /new e-mail/))
    const moved = await shop.whoIs(cookieOf(await shop.sends('/verify-email', { token, password })))
    expect(moved).toEqual(actor)
    expect(await shop.as(actor).getOrder({ id: placed })).toMatchObject({ id: placed })
    const id = 'customerId' in actor && actor.customerId
    const address = await database.address()
    expect(await rowsOf(address, 'select id, email from customers')).toEqual([{ id, email: 'ann@example.org' }])
    expect(await rowsOf(address, 'select owner_id, customer_id from orders')).toEqual([
      { owner_id: id, customer_id: id },
    ])
  })

  test('who shows nothing is a guest, and who shows what does not count is nobody', async () => {
    const shop = await aShopWithAccounts(database)
    const audience = 'https://shop.test/api'
    expect(await shop.identify({ audience })).toEqual({ actor: { kind: 'guest' } })
    expect(await shop.identify({ audience, cookie: 'other=1' })).toEqual({ actor: { kind: 'guest' } })
    for (const shown of [
      { cookie: '__Host-mitchweb.session_token=made.up' },
      { authorization: 'Bearer nonsense' },
      { authorization: 'Basic YTpi' },
      { authorization: 'Bearer ' },
    ]) {
      await expect(shop.identify({ audience, ...shown }), JSON.stringify(shown)).rejects.toMatchObject({
        code: 'unauthorized',
      })
    }
  })
})
