import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { CommerceError } from '@mitchweb/engine/contract'

/** What somebody was shown and may confirm: they, this operation on this input, and what would come of it. */
export type Confirmable = {
  readonly staffId: string
  readonly operation: string
  readonly input: unknown
  readonly effect: unknown
}

export type Confirmations = {
  readonly mint: (shown: Confirmable) => { readonly token: string; readonly expiresAt: Date }
  /** The name of the confirmation, the same each time. Throws for a token that does not confirm this. */
  readonly nameOf: (token: string, asked: Omit<Confirmable, 'effect'>) => string
  /** Whether what would come of it now is what was shown. */
  readonly isAsShown: (token: string, effect: unknown) => boolean
  /** Remembers that it was acted upon, for as long as its token lasts. */
  readonly use: (name: string) => void
  readonly isUsed: (name: string) => boolean
}

type Options = { readonly secret: Uint8Array | string; readonly now?: () => number; readonly seconds?: number }

/**
 * Tokens that stand for a person's word on what they were shown. They are signed and short-lived, and say nothing
 * themselves: whoever confirms something else, or is somebody else, is refused. A token names its confirmation, which
 * becomes the idempotency key, so that one that is sent twice has one effect and the same answer.
 */
export function confirmations({ secret, now = Date.now, seconds = 600 }: Options): Confirmations {
  const sign = (parts: readonly unknown[]) =>
    createHmac('sha256', secret).update(JSON.stringify(parts)).digest('base64url')
  const used = new Map<string, number>()
  const signatureOf = ({ staffId, operation, input }: Omit<Confirmable, 'effect'>, { name, until, effect }: Parts) =>
    sign([staffId, operation, digestOf(input), effect, name, until])
  return {
    mint: ({ effect, ...shown }) => {
      const parts = {
        name: randomBytes(16).toString('base64url'),
        until: now() + seconds * 1000,
        effect: digestOf(effect),
      }
      const token = [parts.name, parts.until.toString(36), parts.effect, signatureOf(shown, parts)].join('.')
      return { token, expiresAt: new Date(parts.until) }
    },
    nameOf: (token, asked) => {
      const { signature, ...parts } = partsOf(token)
      if (!isSame(signature, signatureOf(asked, parts))) throw wrong()
      if (parts.until <= now()) {
        throw new CommerceError(
          'conflict',
          'This confirmation_token has expired. Call without it to see what would happen now.',
        )
      }
      return parts.name
    },
    isAsShown: (token, effect) => partsOf(token).effect === digestOf(effect),
    use: name => {
      for (const [earlier, until] of used) if (until <= now()) used.delete(earlier)
      used.set(name, now() + seconds * 1000)
    },
    isUsed: name => used.has(name),
  }
}

type Parts = { readonly name: string; readonly until: number; readonly effect: string }

function partsOf(token: string): Parts & { readonly signature: string } {
  const [name, until, effect, signature, more] = token.split('.')
  if (!name || !until || !effect || !signature || more !== undefined) throw wrong()
  return { name, until: Number.parseInt(until, 36), effect, signature }
}

const wrong = () =>
  new CommerceError(
    'invalid_input',
    'This confirmation_token confirms something else. Call without it, with these arguments, and use the one that is answered.',
    { path: '$.confirmation_token' },
  )

const digestOf = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(value, sorted) ?? '')
    .digest('base64url')
    .slice(0, 22)

/** In which order a client writes the fields says nothing. */
const sorted = (_name: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
