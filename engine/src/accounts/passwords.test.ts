import { createHash, scryptSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { type DeriveKey, passwords } from './passwords.ts'

/** A derivation that waits until it is let go, and counts how many are under way. */
function aSlowDerivation() {
  const waiting: (() => void)[] = []
  let most = 0
  let running = 0
  const deriveKey: DeriveKey = async password => {
    running += 1
    most = Math.max(most, running)
    await new Promise<void>(resolve => waiting.push(resolve))
    running -= 1
    return Buffer.from(password)
  }
  const letGo = async () => {
    while (waiting.length > 0) {
      waiting.shift()?.()
      await new Promise(setImmediate)
    }
  }
  return { deriveKey, letGo, most: () => most }
}

test('a password is kept by scrypt with N = 2^17, r = 8 and p = 1, and a salt of its own', async () => {
  const { hash, verify } = passwords()
  const [one, other] = await Promise.all([hash('Grüße 🙂'), hash('Grüße 🙂')])
  expect(one).not.toBe(other)
  const [scheme, n, r, p, salt = '', key = ''] = one.split('$')
  expect([scheme, n, r, p]).toEqual(['scrypt', '131072', '8', '1'])
  const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 }
  expect(scryptSync('Grüße 🙂', Buffer.from(salt, 'base64url'), 32, cost).toString('base64url')).toBe(key)
  // Written with a combining mark, as some keyboards do, it is the same password.
  expect(await verify({ hash: one, password: 'Gru\u0308ße 🙂' })).toBe(true)
  expect(await verify({ hash: one, password: 'Grüße' })).toBe(false)
})

test('two are hashed at once, some wait, and beyond that the shop says when to come back', async () => {
  const slow = aSlowDerivation()
  const { hash } = passwords(slow.deriveKey, { atOnce: 2, waiting: 3 })
  const asked = Array.from({ length: 7 }, (_, index) =>
    hash(`password ${index}`).then(
      () => 'done',
      error => error,
    ),
  )
  await new Promise(setImmediate)
  await slow.letGo()
  const answers = await Promise.all(asked)
  expect(answers.filter(answer => answer === 'done')).toHaveLength(5)
  expect(answers.filter(answer => answer !== 'done')).toMatchObject([
    { code: 'unavailable', retryAfterSeconds: 2 },
    { code: 'unavailable' },
  ])
  expect(slow.most()).toBe(2)
  const again = hash('afterwards')
  await new Promise(setImmediate)
  await slow.letGo()
  expect(await again).toContain('scrypt$')
})

test('what was worked out before takes no time, and counts for that password alone', async () => {
  const derived: string[] = []
  const { hash, verify, hashedAhead, verifiedAhead } = passwords(async text => {
    derived.push(text)
    return createHash('sha256').update(text).digest()
  })
  const kept = await hashedAhead('mine', async () => {
    const made = await hash('mine')
    expect(derived).toEqual(['mine'])
    await hash('another')
    return made
  })
  expect(derived).toEqual(['mine', 'another'])
  await verifiedAhead({ hash: kept, password: 'mine' }, async () => {
    expect(await verify({ hash: kept, password: 'mine' })).toBe(true)
    expect(derived).toHaveLength(2)
    expect(await verify({ hash: kept, password: 'guess' })).toBe(false)
    expect(derived).toHaveLength(3)
  })
  expect(await verify({ hash: kept, password: 'mine' })).toBe(true)
  expect(derived).toHaveLength(4)
})
