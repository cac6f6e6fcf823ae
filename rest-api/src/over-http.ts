import type { CallOptions } from '@mitchweb/engine/contract'
import { CommerceError, type ErrorCode, errorTable } from '@mitchweb/engine/errors'
import type { Route } from './route.ts'
import { type Request, requestOf } from './route-input.ts'

export type ClientOptions = {
  /** Instead of the global one: an own agent, a test's recorder. */
  readonly fetch?: typeof fetch
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as `Authorization: Bearer`. */
  readonly token?: string
  /** How often a safe call is tried in all; 4 unless told. */
  readonly attempts?: number
  /** Waits between attempts; a test passes one that does not. */
  readonly wait?: (milliseconds: number, signal?: AbortSignal) => Promise<void>
}

type Sending = {
  /** Of the shop, such as `https://shop.example`. */
  readonly url: string
  readonly route: Route
  /** Whether it changes nothing, and so may be repeated. */
  readonly isRead: boolean
  readonly input: unknown
  readonly call: CallOptions
  readonly options: ClientOptions
}

/** Reads, and writes that carry an idempotency key, are repeated when the network or the shop fails for a moment. */
export const callOver = (sending: Sending): Promise<unknown> => repeat(sending, () => send(sending))

async function send({ url, route, isRead, input, call, options }: Sending): Promise<unknown> {
  const request = asDryRun(requestOf(route, input as Record<string, unknown>), isRead, call)
  const base = `${url.replace(/(?<!\/)\/+$/, '')}/api`
  const response = await reach(`${base}${request.path}`, request, call, options)
  const answer = await read(response)
  if (response.ok && answer !== undefined) return answer
  throw problemError(response, answer)
}

/** An address that knows no dry run refuses it: it is never done in earnest instead. */
function asDryRun(request: Request, isRead: boolean, { dryRun }: CallOptions): Request {
  if (!dryRun || isRead) return request
  return { ...request, path: `${request.path}${request.path.includes('?') ? '&' : '?'}dry_run=true` }
}

async function reach(url: string, request: Request, call: CallOptions, options: ClientOptions): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json, application/problem+json', ...options.headers }
  if (options.token) headers.authorization = `Bearer ${options.token}`
  if (call.idempotencyKey !== undefined) headers['idempotency-key'] = call.idempotencyKey
  if (request.body !== undefined) headers['content-type'] = 'application/json'
  const body = request.body === undefined ? {} : { body: JSON.stringify(request.body) }
  const signal = call.signal ? { signal: call.signal } : {}
  try {
    return await (options.fetch ?? fetch)(url, { method: request.method, headers, ...body, ...signal })
  } catch (cause) {
    if (call.signal?.aborted) throw cause
    throw noAnswer(cause)
  }
}

/** Text that is no JSON is not the shop's; a body that breaks off is a lost connection. */
async function read(response: Response): Promise<unknown> {
  const text = await response.text().catch(cause => {
    throw noAnswer(cause)
  })
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const noAnswer = (cause: unknown): CommerceError =>
  new CommerceError('unavailable', 'The shop did not answer.', { cause: String(cause) })

/** The error that the shop threw, with its code and details; a proxy's page in between is `unavailable` or `internal`. */
function problemError(response: Response, answer: unknown): CommerceError {
  const problem = (typeof answer === 'object' && answer !== null ? answer : {}) as Record<string, unknown>
  const detail =
    typeof problem.detail === 'string' ? problem.detail : `The shop answered with status ${response.status}.`
  const details = (typeof problem.details === 'object' && problem.details !== null ? problem.details : {}) as object
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return new CommerceError(codeOf(response.status, problem.code), detail, {
    ...(Number.isFinite(seconds) ? { retry_after_seconds: seconds } : {}),
    ...(typeof problem.request_id === 'string' ? { request_id: problem.request_id } : {}),
    ...details,
  })
}

function codeOf(status: number, code: unknown): ErrorCode {
  if (typeof code === 'string' && Object.hasOwn(errorTable, code)) return code as ErrorCode
  if (status === 429) return 'rate_limited'
  return status === 502 || status === 503 || status === 504 ? 'unavailable' : 'internal'
}

async function repeat<T>({ isRead, call, options }: Sending, attempt: () => Promise<T>): Promise<T> {
  const attempts = isRead || call.idempotencyKey !== undefined ? (options.attempts ?? 4) : 1
  for (let tried = 1; ; tried++) {
    try {
      return await attempt()
    } catch (error) {
      if (tried >= attempts || !isPassing(error)) throw error
      await (options.wait ?? pause)(delayBefore(tried, error), call.signal)
    }
  }
}

const isPassing = (error: unknown): error is CommerceError =>
  error instanceof CommerceError && (error.status === 503 || error.code === 'request_in_progress')

/** Doubles from 100 ms, spread by half so that callers do not come back together; never sooner than the shop asks. */
function delayBefore(tried: number, error: CommerceError): number {
  const backoff = 100 * 2 ** (tried - 1) * (1 + Math.random() / 2)
  const asked = Number(error.details.retry_after_seconds ?? 0) * 1000
  return Math.max(backoff, Math.min(asked, 10_000))
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, milliseconds)
    if (signal?.aborted) stop()
    else signal?.addEventListener('abort', stop, { once: true })
  })
}
