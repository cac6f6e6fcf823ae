import { CommerceError } from '@mitchweb/engine/contract'

/** UCP's `meta`: open, so only what is used is checked. */
export function idempotencyKeyOf(meta: unknown): string | undefined {
  if (meta === undefined || meta === null) return undefined
  if (typeof meta !== 'object' || Array.isArray(meta)) {
    throw new CommerceError('invalid_input', 'meta must be an object such as {"idempotency-key": "a UUID"}')
  }
  const key = (meta as Record<string, unknown>)['idempotency-key']
  if (key === undefined || key === null) return undefined
  if (typeof key === 'string' && /^[\x21-\x7E]{1,255}$/.test(key)) return key
  throw new CommerceError('invalid_input', 'meta["idempotency-key"] must be 1 to 255 visible characters, best a UUID')
}
