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
  test('is told by no time that an answer takes', { timeout: isLong ? 1_800_000 : 120_000 }, async () => {
    const { shop, call } = await aServedShop(database, { deriveKey: isLong ? undefined : cheaper })
    const known = Array.from({ length: Math.ceil(tries / 4) }, (_, index) => `known${index}@example.com`)
    for (const [index, email] of known.entries()) await shop.joins(email, { address: `203.0.113.${index}` })
    for (const [path, body] of isLong ? asks : asks.slice(0, 2)) {
      later(16 * 60_000)
      const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
      const asked = async (kind: keyof typeof times, turn: number) => {
        const email =
          kind === 'known' ? known[turn % known.length] : `unknown${turn}@${path.slice(1).replace('/', '-')}.example`
        const from = `198.18.${turn % 250}.${kind === 'known' ? 1 : 2}`
        const start = performance.now()
        const { status } = await call('POST', `/api/auth${path}`, { body: body(email ?? ''), from })
        times[kind].push(performance.now() - start)
        expect(status, path).toBe(path === '/sign-in/email' ? 401 : 200)
      }
      for (let turn = 0; turn < tries; turn++) {
        const order = turn % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)
        for (const kind of order) await asked(kind, turn)
      }
      const ratio = median(times.known) / median(times.unknown)
      if (isLong) console.log(`${path}: known ${ratio.toFixed(3)} times unknown, over ${tries} tries of each`)
      expect(Math.max(ratio, 1 / ratio), path).toBeLessThan(mostDifference)
    }
  })
})

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
