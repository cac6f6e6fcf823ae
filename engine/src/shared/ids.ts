const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/**
 * A new id such as `crt_7k3…`. Ids give access to carts, checkouts and guests' orders, so they hold 130 random bits;
 * what is public anyway (products, variants) is named by a short id of 60 bits, which costs a model fewer tokens. A key
 * opens more than one thing and lives long: 200 bits.
 *
 * A short id that belongs to another may begin like it, by 20 of its 60 bits. Databases keep rows in the order of their ids,
 * so what is looked up together, such as prices and stock of a product's variants, then lies together.
 */
export type NewId = (prefix: string, size?: IdSize, beside?: string) => string
type IdSize = 'secret' | 'short' | 'key'

const characters: Readonly<Record<IdSize, number>> = { secret: 26, short: 12, key: 40 }

export const randomId: NewId = (prefix, size = 'secret', beside = '') => {
  const shared = size === 'short' ? (ownShort.exec(beside)?.[1] ?? '') : ''
  let text = `${prefix}_${shared}`
  for (let left = characters[size] - shared.length; left > 0; left -= 1) text += alphabet[randomByte() & 31]
  return text
}

/** A short id of ours; whoever imports products may name them otherwise. */
const ownShort = /^[a-z]+_([0-9a-hjkmnp-tv-z]{4})[0-9a-hjkmnp-tv-z]{8}$/

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
