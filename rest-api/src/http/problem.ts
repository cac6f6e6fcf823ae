import { CommerceError, type ErrorCode, errorTable } from '@mitchweb/engine/contract'
import type { ErrorRequestHandler, RequestHandler, Response } from 'express'
import type { Log } from './log.ts'

/** RFC 9457, from the one table of errors. `details` is what the engine said beside the sentence. */
export type Problem = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: ErrorCode
  readonly remedy: string
  readonly request_id: string
  readonly details?: Readonly<Record<string, unknown>>
}

export function problemOf(error: CommerceError, requestId: string): Problem {
  return {
    type: `/api/docs#error-${error.code}`,
    title: titleOf(error.code),
    status: error.status,
    detail: error.message,
    code: error.code,
    remedy: error.remedy,
    request_id: requestId,
    ...(Object.keys(error.details).length > 0 ? { details: error.details } : {}),
  }
}

/** "Item unavailable" for `item_unavailable`. */
export const titleOf = (code: ErrorCode): string => code.charAt(0).toUpperCase() + code.slice(1).replaceAll('_', ' ')

/** The operation that an address stands for does not exist. */
export const unknownAddress: RequestHandler = () => {
  throw new CommerceError('unknown_operation', 'There is nothing at this address.')
}

export function wrongMethod(allowed: readonly string[]): RequestHandler {
  return (request, response) => {
    response.set('Allow', allowed.join(', '))
    throw new CommerceError(
      'method_not_allowed',
      `${request.method} is not possible here, only ${allowed.join(' and ')}.`,
    )
  }
}

export const problems =
  (log: Log): ErrorRequestHandler =>
  (error, _request, response, next) => {
    if (response.headersSent) return next(error)
    sendProblem(response, commerceErrorOf(error, response, log))
  }

export function sendProblem(response: Response, error: CommerceError): void {
  if (error.retryAfterSeconds !== undefined) response.set('Retry-After', String(Math.ceil(error.retryAfterSeconds)))
  response.removeHeader('ETag')
  // Not by `send`, which would mark each problem by a hash of it.
  response
    .status(error.status)
    .set('Cache-Control', 'no-store')
    .set('Content-Type', 'application/problem+json; charset=utf-8')
    .end(JSON.stringify(problemOf(error, requestIdOf(response))))
}

const requestIdOf = (response: Response): string => String(response.locals.requestId)

/** What nobody foresaw is logged here, once, and the caller gets only the reference under which it can be found. */
export function commerceErrorOf(error: unknown, response: Response, log: Log): CommerceError {
  if (error instanceof CommerceError) return error
  const refused = refusedByParser(error)
  if (refused) return refused
  const reference = requestIdOf(response)
  log.error({ request_id: reference, err: error }, 'unexpected error')
  return new CommerceError('internal', `Something went wrong in the shop. Reference: ${reference}`, { reference })
}

/** Express and its body reader throw errors with a status of their own. */
function refusedByParser(error: unknown): CommerceError | undefined {
  const { status, type } = (error ?? {}) as { status?: number; type?: string }
  if (type === 'entity.too.large')
    return new CommerceError('payload_too_large', 'The body is larger than the shop takes.')
  if (status === 415) return new CommerceError('unsupported_media_type', 'The body must not be compressed.')
  if (status !== undefined && status >= 400 && status < 500) {
    return new CommerceError('invalid_input', 'The request could not be read.')
  }
  return undefined
}

export const errorCodes = Object.keys(errorTable) as ErrorCode[]
