import { scrypt } from 'node:crypto'
import { expect, test } from 'vitest'
import type { DeriveKey } from '../../engine/src/index.ts'
import { later } from '../../engine/test/accounts.ts'
import { onBothDatabases } from '../../engine/test/databases.ts'
import { aServedShop } from './signing-in.ts'

/**
 * A few tries see a hash that was left out for one of the two. 200 (`npm run enumeration`) see a tenth of the time of an
 * answer, also of those that hash nothing.
 */
const tries = Number(process.env.MITCHWEB_TRIES ?? 9)
const isLong = tries >= 100
const mostDifference = isLong ? 1.1 : 3

/** The real cost takes minutes, so the short form pays an eighth of it. */
const cheaper: DeriveKey = (password, salt) =>
  new Promise((resolve, reject) => {
    scrypt(password, salt, 32, { N: 2 ** 14, r: 8, p: 1 }, (error, key) => (error ? reject(error) : resolve(key)))
  })

const asks: readonly (readonly [path: string, body: (email: string) => object])[] = [
  ['/sign-up/email', email => ({ name: 'Ann', email, password: 'another password' })],
  ['/sign-in/email', email => ({ email, password: 'a guess' })],
  ['/request-password-reset', email => ({ email })],
  ['/send-verification-email', email => ({ email })],
]

onBothDatabases('Whether an address has an account', database => {
  const timeout = isLong ? 1_800_000 : 120_000
  test.each(isLong ? asks : asks.slice(0, 2))('is told by no time that %s takes', { timeout }, async (path, body) => {
    const { shop, call } = await aServedShop(database, { deriveKey: isLong ? undefined : cheaper })
    const people = Array.from({ length: Math.ceil(tries / 4) }, (_, index) => index)
    for (const index of people) await shop.joins(`known${index}@example.com`, { address: `203.0.113.${index}` })
    later(16 * 60_000)
    const times = { known: [] as number[], unknown: [] as number[] }
    const asked = async (kind: keyof typeof times, turn: number) => {
      // Who is asked to sign up is known from then on; else both kinds of address come again as often.
      const person = path === '/sign-up/email' && kind === 'unknown' ? turn : turn % people.length
      const from = `198.18.${turn % 250}.${kind === 'known' ? 1 : 2}`
      const start = performance.now()
      const { status } = await call('POST', `/api/auth${path}`, { body: body(`${kind}${person}@example.com`), from })
      expect(status).toBe(path === '/sign-in/email' ? 401 : 200)
      return performance.now() - start
    }
    // The first time that an address is asked for writes a row, known or not; that is not measured.
    for (const turn of path === '/sign-up/email' ? [] : people) {
      for (const kind of ['known', 'unknown'] as const) await asked(kind, turn)
    }
    for (let turn = 0; turn < tries; turn++) {
      const order = turn % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)
      for (const kind of order) times[kind].push(await asked(kind, turn))
    }
    const ratio = median(times.known) / median(times.unknown)
    if (isLong) console.log(`${path}: known ${ratio.toFixed(3)} times unknown, over ${tries} tries of each`)
    expect(Math.max(ratio, 1 / ratio)).toBeLessThan(mostDifference)
  })
})

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
