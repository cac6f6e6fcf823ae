import { CommerceError } from '@mitchweb/engine/contract'
import type { Request, RequestHandler } from 'express'
import { type ClientRateLimitInfo, ipKeyGenerator, rateLimit, type Store } from 'express-rate-limit'
import type { Traffic } from '../routes.ts'
import { sendProblem } from './problem.ts'

export type Limit = { readonly calls: number; readonly seconds: number }
export type Limits = Readonly<Record<Traffic | 'mcp', Limit>>

/** For each address. Generous enough for an agent that compares many products, far below what hurts the shop. */
export const defaultLimits: Limits = {
  browse: { calls: 50, seconds: 1 },
  cart: { calls: 20, seconds: 1 },
  checkout: { calls: 60, seconds: 60 },
  mcp: { calls: 50, seconds: 1 },
}

/** Where a caller is. With IPv6 that is a /56 network, or one caller would be 2^64 addresses. */
export const networkOf = (request: Request): string =>
  ipKeyGenerator(request.ip ?? request.socket.remoteAddress ?? 'unknown')

/** Refuses with 429 and the time to wait. */
export function limitTraffic(limit: Limit): RequestHandler {
  return rateLimit({
    windowMs: limit.seconds * 1000,
    limit: limit.calls,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    store: new BoundedStore(100_000),
    keyGenerator: networkOf,
    handler: (_request, response) => {
      const wait = Number(response.get('Retry-After') ?? limit.seconds)
      const message = `More than ${limit.calls} calls in ${limit.seconds} s.`
      sendProblem(response, new CommerceError('rate_limited', message, { retry_after_seconds: wait }))
    },
  })
}

/** Counts in a fixed amount of memory: when more addresses call than fit, the one seen first is forgotten. */
export class BoundedStore implements Store {
  readonly localKeys = true
  readonly #capacity: number
  readonly #counts = new Map<string, { totalHits: number; resetTime: Date }>()
  #windowMs = 1000

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  init({ windowMs }: { windowMs: number }): void {
    this.#windowMs = windowMs
  }

  increment(key: string): ClientRateLimitInfo {
    const now = Date.now()
    const known = this.#counts.get(key)
    if (known && known.resetTime.getTime() > now) {
      known.totalHits += 1
      return { ...known }
    }
    this.#counts.delete(key)
    const oldest = this.#counts.keys().next()
    if (this.#counts.size >= this.#capacity && !oldest.done) this.#counts.delete(oldest.value)
    const fresh = { totalHits: 1, resetTime: new Date(now + this.#windowMs) }
    this.#counts.set(key, fresh)
    return { ...fresh }
  }

  decrement(key: string): void {
    const known = this.#counts.get(key)
    if (known) known.totalHits -= 1
  }

  resetKey(key: string): void {
    this.#counts.delete(key)
  }

  get size(): number {
    return this.#counts.size
  }
}
