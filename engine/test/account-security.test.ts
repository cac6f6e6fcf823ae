import { expect, test } from 'vitest'
import { aShopWithAccounts, cookieOf, later, password, tokenIn } from './accounts.ts'
import { rowsOf } from './database-rows.ts'
import { onBothDatabases } from './databases.ts'

const known = 'ann@example.com'
const unknown = 'nobody@example.com'

onBothDatabases('Guessing passwords', database => {
  test('is refused after ten failures of an account, before anything is hashed, and says when to come back', async () => {
    const shop = await aShopWithAccounts(database)
    await shop.joins(known)
    shop.hashed.length = 0
    const refusals: unknown[] = []
    for (let guess = 0; guess < 1000; guess++) {
      const address = `192.0.2.${guess % 200}`
      await shop.sends('/sign-in/email', { email: known, password: `guess ${guess}` }, { address }).catch(error => {
        if (error.code === 'rate_limited') refusals.push(error.retryAfterSeconds)
        else expect(error).toMatchObject({ code: 'unauthorized' })
      })
    }
    expect(shop.hashed).toHaveLength(10)
    expect(refusals).toHaveLength(990)
    expect(refusals.every(seconds => typeof seconds === 'number' && seconds > 0 && seconds <= 900)).toBe(true)
    await expect(shop.sends('/sign-in/email', { email: known, password })).rejects.toMatchObject({ status: 429 })
    later(15 * 60_000 + 1000)
    expect((await shop.sends('/sign-in/email', { email: known, password })).status).toBe(200)
  })

  test('is refused after fifty failures from an address, whatever the accounts, and all at once too', async () => {
    const shop = await aShopWithAccounts(database)
    const tries = Array.from({ length: 120 }, (_, index) =>
      shop
        .sends('/sign-in/email', { email: `person${index}@example.com`, password: 'a guess' })
        .catch(error => error.code),
    )
    const codes = await Promise.all(tries)
    expect(shop.hashed.length).toBeLessThanOrEqual(50)
    expect(codes.filter(code => code === 'rate_limited').length).toBeGreaterThanOrEqual(70 - 24)
    expect(codes.filter(code => !['unauthorized', 'rate_limited', 'unavailable'].includes(code))).toEqual([])
  })

  test('is forgiven to who knows the password after all', async () => {
    const shop = await aShopWithAccounts(database)
    await shop.joins(known)
    for (let round = 0; round < 3; round++) {
      for (let guess = 0; guess < 9; guess++) {
        await expect(shop.sends('/sign-in/email', { email: known, password: 'mistyped' })).rejects.toMatchObject({
          code: 'unauthorized',
        })
      }
      expect((await shop.sends('/sign-in/email', { email: known, password })).status).toBe(200)
    }
  })

  test('is counted when a password is typed again for a change, too', async () => {
    const shop = await aShopWithAccounts(database)
    const cookie = await shop.joins(known)
    const guess = { currentPassword: 'a guess', newPassword: 'another password' }
    const codes: string[] = []
    for (let turn = 0; turn < 12; turn++) {
      await shop.sends('/change-password', guess, { cookie }).catch(error => codes.push(error.code))
    }
    expect(codes).toEqual([...Array(10).fill('unauthorized'), 'rate_limited', 'rate_limited'])
  })
})

onBothDatabases('Whether somebody has an account', database => {
  test('is told by no answer: not at sign-up, not at sign-in, not when a letter is asked for', async () => {
    const shop = await aShopWithAccounts(database)
    await shop.joins(known)
    const asks: [string, (email: string) => unknown][] = [
      ['/sign-up/email', email => ({ name: 'Ann', email, password: 'some other password' })],
      ['/sign-in/email', email => ({ email, password: 'a guess' })],
      ['/request-password-reset', email => ({ email })],
      ['/send-verification-email', email => ({ email })],
    ]
    for (const [path, body] of asks) {
      const [one, other] = [await whole(shop.sends(path, body(known))), await whole(shop.sends(path, body(unknown)))]
      expect(one, path).toEqual(other)
    }
    expect(shop.hashed.filter(text => text === 'some other password')).toHaveLength(2)
    expect(shop.hashed.filter(text => text === 'a guess')).toHaveLength(2)
  })

  test('is told to its owner, who learns that somebody wanted to make another', async () => {
    const shop = await aShopWithAccounts(database)
    await shop.joins(known)
    await shop.sends('/sign-up/email', { name: 'Mallory', email: known, password: 'the password of mallory' })
    const letter = await shop.letterTo(known, /already/)
    expect(letter.text).not.toContain('Mallory')
    await expect(
      shop.sends('/sign-in/email', { email: known, password: 'the password of mallory' }),
    ).rejects.toMatchObject({ code: 'unauthorized' })
    expect((await shop.sends('/sign-in/email', { email: known, password })).status).toBe(200)
  })

  test('made twice at the same moment is made once, and both are answered the same', async () => {
    const shop = await aShopWithAccounts(database)
    const signUp = () => whole(shop.sends('/sign-up/email', { name: 'Ann', email: known, password }))
    const answers = await Promise.all([signUp(), signUp(), signUp()])
    expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1)
    expect(await rowsOf(await database.address(), 'select email from accounts')).toEqual([{ email: known }])
    expect(await rowsOf(await database.address(), 'select provider_id from account_credentials')).toHaveLength(1)
  })

  test('fills nobody’s mailbox: five letters in a quarter of an hour, to whoever', async () => {
    const shop = await aShopWithAccounts(database)
    await shop.joins(known)
    for (const email of [known, unknown]) {
      const codes: unknown[] = []
      for (let turn = 0; turn < 6; turn++) {
        codes.push(
          await shop.sends('/request-password-reset', { email }).then(
            ({ status }) => status,
            ({ code }) => code,
          ),
        )
      }
      // The one who joined has had a letter already.
      const most = email === known ? 4 : 5
      expect(codes).toEqual([...Array(most).fill(200), ...Array(6 - most).fill('rate_limited')])
    }
  })
})

onBothDatabases('A password', database => {
  test('that is changed shuts everybody else out, and begins a session under a new token', async () => {
    const shop = await aShopWithAccounts(database)
    const mine = await shop.joins(known)
    const other = cookieOf(await shop.sends('/sign-in/email', { email: known, password }))
    const changed = await shop.sends(
      '/change-password',
      { currentPassword: password, newPassword: 'an even better one' },
      { cookie: mine },
    )
    for (const cookie of [mine, other]) await expect(shop.whoIs(cookie)).rejects.toMatchObject({ code: 'unauthorized' })
    expect(cookieOf(changed)).not.toBe(mine)
    expect(await shop.whoIs(cookieOf(changed))).toMatchObject({ kind: 'customer' })
    await expect(shop.sends('/sign-in/email', { email: known, password })).rejects.toMatchObject({
      code: 'unauthorized',
    })
    expect((await shop.letterTo(known, /password .* changed/)).text).toContain('/account/forgotten')
  })

  test('that is forgotten is chosen anew by a letter’s link, once, and shuts everybody out', async () => {
    const shop = await aShopWithAccounts(database)
    const cookie = await shop.joins(known)
    await shop.sends('/request-password-reset', { email: known })
    const token = tokenIn(await shop.letterTo(known, /new password/))
    const chosen = { token, newPassword: 'an even better one' }
    shop.hashed.length = 0
    await expect(shop.sends('/reset-password', { ...chosen, token: `${token}x` })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    expect(shop.hashed).toEqual([])
    const answers = await Promise.all(
      [1, 2, 3].map(() =>
        shop.sends('/reset-password', chosen).then(
          ({ status }) => status,
          ({ code }) => code,
        ),
      ),
    )
    expect(answers.sort()).toEqual([200, 'invalid_input', 'invalid_input'])
    await expect(shop.whoIs(cookie)).rejects.toMatchObject({ code: 'unauthorized' })
    expect((await shop.sends('/sign-in/email', { email: known, password: 'an even better one' })).status).toBe(200)
  })

  test('that a stranger chose for another’s address is worth nothing once the owner chooses one', async () => {
    const shop = await aShopWithAccounts(database)
    await shop.sends('/sign-up/email', { name: 'Mallory', email: known, password: 'the password of mallory' })
    await shop.sends('/request-password-reset', { email: known })
    const token = tokenIn(await shop.letterTo(known, /new password/))
    await shop.sends('/reset-password', { token, newPassword: password })
    const signIn = (given: string) => shop.sends('/sign-in/email', { email: known, password: given })
    await expect(signIn('the password of mallory')).rejects.toMatchObject({ code: 'unauthorized' })
    expect(await shop.whoIs(cookieOf(await signIn(password)))).toMatchObject({ kind: 'customer' })
  })

  test('of 8 to 256 characters counts to the last one', async () => {
    const shop = await aShopWithAccounts(database)
    const long = `${'ä🙂'.repeat(85)}!`
    for (const wrong of ['seven77', 'x'.repeat(257)]) {
      const refused = shop.sends('/sign-up/email', { name: 'Ann', email: known, password: wrong })
      await expect(refused).rejects.toMatchObject({ code: 'invalid_input' })
      await expect(refused).rejects.not.toThrow(wrong)
    }
    await shop.sends('/sign-up/email', { name: 'Ann', email: known, password: long })
    const token = tokenIn(await shop.letterTo(known))
    await expect(shop.sends('/verify-email', { token, password: `${long.slice(0, -1)}?` })).rejects.toMatchObject({
      code: 'unauthorized',
    })
    expect((await shop.sends('/verify-email', { token, password: long })).status).toBe(200)
  })
})

onBothDatabases('An e-mail address', database => {
  test('changes when the letter to the new one is answered, and the old one hears of it', async () => {
    const shop = await aShopWithAccounts(database)
    const cookie = await shop.joins(known)
    const before = await shop.whoIs(cookie)
    const wish = { newEmail: 'ann@example.org', password }
    await expect(shop.sends('/change-email', { ...wish, password: 'a guess' }, { cookie })).rejects.toMatchObject({
      code: 'unauthorized',
    })
    await shop.sends('/change-email', wish, { cookie })
    const token = tokenIn(await shop.letterTo('ann@example.org', /new e-mail/))
    expect(await shop.whoIs(cookie)).toEqual(before)
    const verified = await shop.sends('/verify-email', { token, password })
    expect(await verified.json()).toMatchObject({ email: 'ann@example.org' })
    expect(await shop.whoIs(cookieOf(verified))).toEqual(before)
    await expect(shop.whoIs(cookie)).rejects.toMatchObject({ code: 'unauthorized' })
    expect((await shop.letterTo(known, /another e-mail/)).link).toBeUndefined()
    expect(await rowsOf(await database.address(), 'select email from customers')).toEqual([
      { email: 'ann@example.org' },
    ])
  })

  test('that another account has is given to nobody, and nobody learns that it has one', async () => {
    const shop = await aShopWithAccounts(database)
    await shop.joins('bob@example.com')
    const cookie = await shop.joins(known)
    const ask = (newEmail: string) => whole(shop.sends('/change-email', { newEmail, password }, { cookie }))
    expect(await ask('bob@example.com')).toEqual(await ask('free@example.com'))
    expect((await shop.letterTo('bob@example.com', /already/)).link).toBe('https://shop.test/account/sign-in')
    await shop.letterTo('free@example.com', /new e-mail/)
  })
})

/** Everything of an answer, or of a refusal. */
async function whole(answer: Promise<Response>): Promise<unknown> {
  try {
    const response = await answer
    return { status: response.status, headers: [...response.headers], body: await response.text() }
  } catch (error) {
    const { code, message, details } = error as { code: string; message: string; details: unknown }
    return { code, message, details }
  }
}
