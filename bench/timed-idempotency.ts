// The engine's own idempotency with a clock around it: `perform-steps.ts` puts this in its place in the benchmark's process.
import * as real from '../engine/src/storage/idempotency.ts'
import { timed } from './stopwatch.ts'

export * from '../engine/src/storage/idempotency.ts'

export const bodyHash = (body: unknown): string => timed('idempotency', () => real.bodyHash(body))
export const claimKey: typeof real.claimKey = (...given) => timed('idempotency', () => real.claimKey(...given))
export const finishKey: typeof real.finishKey = (...given) => timed('idempotency', () => real.finishKey(...given))
export const finishKeysOf: typeof real.finishKeysOf = (...given) =>
  timed('idempotency', () => real.finishKeysOf(...given))
export const releaseKey: typeof real.releaseKey = (...given) => timed('idempotency', () => real.releaseKey(...given))
