import { CommerceError } from '@mitchweb/engine/contract'
import type { Request, RequestHandler } from 'express'
import {
  type ClientRateLimitInfo,
  ipKeyGenerator,
  type Options,
  type RateLimitInfo,
  rateLimit,
  type Store,
} from 'express-rate-limit'
import type { Traffic } from '../route.ts'
import { identityOf } from './identity.ts'

export type Limit = { readonly calls: number; readonly seconds: number }
export type Limits = Readonly<Record<Traffic | 'mcp', Limit>>

/**
 * What guests at one address may do together. A credential may do twice as much wherever it is shown, and all that comes
 * from one address, with whatever credentials, ten times: an office is more than one person, and no crowd. Generous
 * enough for an agent that compares many products, far below what hurts the shop.
 */
export const defaultLimits: Limits = {
  browse: { calls: 50, seconds: 1 },
  cart: { calls: 20, seconds: 1 },
  checkout: { calls: 60, seconds: 60 },
  mcp: { calls: 50, seconds: 1 },
  admin: { calls: 50, seconds: 1 },
}

/** Of each kind of traffic, twice: by who calls and by where from. */
const mostCallers = 50_000

const credentialFactor = 2
const addressFactor = 10

/** Refuses with 429 and the time to wait, once it is known who calls, whoever has called too often. */
export const limitTraffic = (limit: Limit): RequestHandler[] => [limitAddress(limit), limitCaller(limit)]

/** All from one address, before anything is looked up for them. */
export const limitAddress = (limit: Limit): RequestHandler =>
  rateLimit(limiting({ ...limit, calls: limit.calls * addressFactor }, networkOf))

/** Each credential by itself, and together those at an address who show none. */
export const limitCaller = (limit: Limit): RequestHandler =>
  rateLimit({
    ...limiting(limit, callerOf),
    limit: (_request, response) => limit.calls * (identityOf(response).credential ? credentialFactor : 1),
  })

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
  store: new BoundedStore(mostCallers),
  keyGenerator,
  handler: (request, response, next) => {
    const wait = Number(response.get('Retry-After') ?? limit.seconds)
    const { limit: calls } = (request as Request & { rateLimit: RateLimitInfo }).rateLimit
    const message = `More than ${calls} ${calls === 1 ? 'call' : 'calls'} in ${limit.seconds} s.`
    next(new CommerceError('rate_limited', message, { retry_after_seconds: wait }))
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
