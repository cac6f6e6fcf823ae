import { CommerceError } from '@mitchweb/engine/contract'
import type { Request, RequestHandler } from 'express'
import { type ClientRateLimitInfo, ipKeyGenerator, type Options, rateLimit, type Store } from 'express-rate-limit'
import type { Traffic } from '../routes.ts'
import { identityOf } from './identity.ts'
import { sendProblem } from './problem.ts'

export type Limit = { readonly calls: number; readonly seconds: number }
export type Limits = Readonly<Record<Traffic | 'mcp', Limit>>

/** For each credential, or each address where there is none. Generous enough for an agent that compares many products, far below what hurts the shop. */
export const defaultLimits: Limits = {
  browse: { calls: 50, seconds: 1 },
  cart: { calls: 20, seconds: 1 },
  checkout: { calls: 60, seconds: 60 },
  mcp: { calls: 50, seconds: 1 },
  admin: { calls: 50, seconds: 1 },
}

/** Refuses with 429 and the time to wait, whoever has called too often. */
export const limitTraffic = (limit: Limit): RequestHandler => rateLimit(limiting(limit, callerOf))

/**
 * Bad credentials count by the address that they come from, so that trying many keeps nobody's database busy. Guests
 * are not counted here.
 */
export const limitRefusals = (): RequestHandler =>
  rateLimit({
    ...limiting({ calls: 100, seconds: 60 }, networkOf),
    skip: request => request.get('authorization') === undefined,
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_request, response) => response.statusCode !== 401,
  })

const limiting = (limit: Limit, keyGenerator: (request: Request) => string): Partial<Options> => ({
  windowMs: limit.seconds * 1000,
  limit: limit.calls,
  standardHeaders: 'draft-8',
  legacyHeaders: false,
  store: new BoundedStore(100_000),
  keyGenerator,
  handler: (_request, response) => {
    const wait = Number(response.get('Retry-After') ?? limit.seconds)
    const message = `More than ${limit.calls} calls in ${limit.seconds} s.`
    sendProblem(response, new CommerceError('rate_limited', message, { retry_after_seconds: wait }))
  },
})

/** Where a caller is. With IPv6 that is a /56 network, or one caller would be 2^64 addresses. */
export const networkOf = (request: Request): string =>
  ipKeyGenerator(request.ip ?? request.socket.remoteAddress ?? 'unknown')

const callerOf = (request: Request): string => {
  const { credential } = request.res ? identityOf(request.res) : {}
  return credential ? `${credential.kind} ${credential.id}` : networkOf(request)
}

type Count = { totalHits: number; resetTime: Date }

/**
 * Counts in a fixed amount of memory: when more callers come than fit, those who have not called for longest are
 * forgotten, half of them at a time. One at a time would cost each call a walk over those that were forgotten before.
 */
export class BoundedStore implements Store {
  readonly localKeys = true
  readonly #half: number
  #recent = new Map<string, Count>()
  #older = new Map<string, Count>()
  #windowMs = 1000

  constructor(capacity: number) {
    this.#half = Math.ceil(capacity / 2)
  }

  init({ windowMs }: { windowMs: number }): void {
    this.#windowMs = windowMs
  }

  increment(key: string): ClientRateLimitInfo {
    const now = Date.now()
    const known = this.#find(key)
    const isOver = known === undefined || known.resetTime.getTime() <= now
    const count = isOver ? { totalHits: 0, resetTime: new Date(now + this.#windowMs) } : known
    count.totalHits += 1
    this.#keep(key, count)
    return { ...count }
  }

  decrement(key: string): void {
    const known = this.#find(key)
    if (known) known.totalHits -= 1
  }

  resetKey(key: string): void {
    this.#recent.delete(key)
    this.#older.delete(key)
  }

  get size(): number {
    return this.#recent.size + this.#older.size
  }

  #find(key: string): Count | undefined {
    return this.#recent.get(key) ?? this.#older.get(key)
  }

  #keep(key: string, count: Count): void {
    if (!this.#recent.has(key) && this.#recent.size >= this.#half) {
      this.#older = this.#recent
      this.#recent = new Map()
    }
    this.#older.delete(key)
    this.#recent.set(key, count)
  }
}
