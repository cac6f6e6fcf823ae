const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/**
 * A new id such as `crt_7k3…`. Ids give access to carts, checkouts and guests' orders, so they hold 130 random bits;
 * what is public anyway (products, variants) is named by a short id of 60 bits, which costs a model fewer tokens. A key
 * opens more than one thing and lives long: 200 bits.
 */
export type NewId = (prefix: string, size?: IdSize) => string
type IdSize = 'secret' | 'short' | 'key'

const characters: Readonly<Record<IdSize, number>> = { secret: 26, short: 12, key: 40 }

export const randomId: NewId = (prefix, size = 'secret') => {
  let text = `${prefix}_`
  for (let left = characters[size]; left > 0; left -= 1) text += alphabet[randomByte() & 31]
  return text
}

// To ask for randomness takes far longer than to make an id of it, so it is fetched for many ids at once.
const fetched = new Uint8Array(4096)
let used = fetched.length

function randomByte(): number {
  if (used === fetched.length) {
    crypto.getRandomValues(fetched)
    used = 0
  }
  const byte = fetched[used]!
  fetched[used] = 0
  used += 1
  return byte
}

/** Ids counted from one, for tests: `crt_1`, `crt_2` … */
export function countedIds(): NewId {
  let count = 0
  return prefix => {
    count += 1
    return `${prefix}_${count}`
  }
}
