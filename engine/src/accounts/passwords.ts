import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { CommerceError } from '../shared/errors.ts'

/** scrypt as it is slow enough to be guessed by nobody: 128 MiB and a third of a second for each. */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }
const keyBytes = 32

/** The costly step, for a password and its salt. */
export type DeriveKey = (password: string, salt: Buffer) => Promise<Buffer>

export type Passwords = {
  readonly hash: (password: string) => Promise<string>
  readonly verify: (given: Given) => Promise<boolean>
  /** Does the work with the password's hash ready: inside it, in a transaction too, `hash` takes no time for this one. */
  readonly hashedAhead: <T>(password: string, work: () => Promise<T>) => Promise<T>
  /** The same for a password that was found to match a hash: inside, `verify` takes no time for the two. */
  readonly verifiedAhead: <T>(given: Given, work: () => Promise<T>) => Promise<T>
}

type Given = { readonly hash: string; readonly password: string }

type Limits = { readonly atOnce?: number; readonly waiting?: number }

/** Each hash takes its memory, so a few are made at once, some wait, and beyond that the shop says it is busy. */
export function passwords(
  deriveKey: DeriveKey = deriveWithScrypt,
  { atOnce = 2, waiting = 24 }: Limits = {},
): Passwords {
  const ready = new AsyncLocalStorage<Given & { readonly isChecked: boolean }>()
  const inTurn = queue({ atOnce, waiting })
  const keyOf = (password: string, salt: Buffer) => inTurn(() => deriveKey(password.normalize('NFKC'), salt))

  const hash = async (password: string): Promise<string> => {
    const made = ready.getStore()
    if (made?.password === password && !made.isChecked) return made.hash
    const salt = randomBytes(16)
    return [scheme, salt.toString('base64url'), (await keyOf(password, salt)).toString('base64url')].join('$')
  }

  const verify = async ({ hash, password }: Given): Promise<boolean> => {
    const known = ready.getStore()
    if (known?.isChecked && known.password === password && known.hash === hash) return true
    const [key = '', salt = '', ...kept] = hash.split('$').reverse()
    if (kept.reverse().join('$') !== scheme)
      throw new Error('A password is kept in a way that this version does not know.')
    return timingSafeEqual(await keyOf(password, Buffer.from(salt, 'base64url')), Buffer.from(key, 'base64url'))
  }

  return {
    hash,
    verify,
    hashedAhead: async (password, work) => ready.run({ password, hash: await hash(password), isChecked: false }, work),
    verifiedAhead: (given, work) => ready.run({ ...given, isChecked: true }, work),
  }
}

/** Stands before each hash, so that passwords kept with other costs can be told apart once there are any. */
const scheme = `scrypt$${cost.N}$${cost.r}$${cost.p}`

const deriveWithScrypt: DeriveKey = (password, salt) =>
  new Promise((resolve, reject) => {
    scrypt(password, salt, keyBytes, cost satisfies ScryptOptions, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })

function queue({ atOnce, waiting }: Required<Limits>): <T>(work: () => Promise<T>) => Promise<T> {
  const line: (() => void)[] = []
  let running = 0
  return async work => {
    if (running >= atOnce) {
      if (line.length >= waiting) {
        throw new CommerceError('unavailable', 'Too many people sign in at this moment.', { retry_after_seconds: 2 })
      }
      await new Promise<void>(resolve => line.push(resolve))
    } else running += 1
    try {
      return await work()
    } finally {
      // Whoever is next takes this place over.
      const next = line.shift()
      if (next) next()
      else running -= 1
    }
  }
}
