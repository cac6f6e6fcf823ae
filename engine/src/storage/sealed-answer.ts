import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { IdempotentCall } from './idempotency.ts'

/** A call as it is kept, and how its answer is written there and read again. */
export type KeptCall = {
  readonly call: IdempotentCall
  readonly write: (answer: unknown) => unknown
  readonly read: (kept: unknown) => unknown
}

export const plainCall = (call: IdempotentCall): KeptCall => ({ call, write: same, read: same })

const same = (answer: unknown): unknown => answer

/**
 * A call whose answer holds a secret. What seals the answer is made from the caller's key, and the key is kept only as a
 * hash: whoever repeats the call can read its answer, whoever reads the table cannot. It is as strong as the key is hard
 * to guess.
 */
export function sealedCall(call: IdempotentCall): KeptCall {
  const secret = derived(call, 'answer')
  return {
    call: { ...call, key: derived(call, 'name').toString('hex') },
    write: answer => {
      const start = randomBytes(startLength)
      const cipher = createCipheriv(algorithm, secret, start)
      const sealed = Buffer.concat([cipher.update(JSON.stringify(answer), 'utf8'), cipher.final()])
      return Buffer.concat([start, cipher.getAuthTag(), sealed]).toString('base64')
    },
    read: kept => {
      const bytes = Buffer.from(String(kept), 'base64')
      const decipher = createDecipheriv(algorithm, secret, bytes.subarray(0, startLength))
      decipher.setAuthTag(bytes.subarray(startLength, startLength + tagLength))
      const sealed = bytes.subarray(startLength + tagLength)
      return JSON.parse(decipher.update(sealed, undefined, 'utf8') + decipher.final('utf8'))
    },
  }
}

const algorithm = 'aes-256-gcm'
const startLength = 12
const tagLength = 16

const derived = ({ actorKey, operation, key }: IdempotentCall, purpose: 'name' | 'answer'): Buffer =>
  Buffer.from(hkdfSync('sha256', key, `${actorKey} ${operation}`, purpose, 32))
