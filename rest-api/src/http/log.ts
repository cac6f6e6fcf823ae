import { randomUUID } from 'node:crypto'
import type { RequestHandler } from 'express'
import pino, { type Logger } from 'pino'
import { loggedError } from './logged-error.ts'

export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug'>

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** One JSON object a line, on stderr: stdout is for what a person reads. */
export const createLog = (level: LogLevel): Logger =>
  pino(
    {
      level,
      redact: { paths: redacted, censor: '[removed]' },
      serializers: { err: error => loggedError(error) },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    pino.destination(2),
  )

const secret = ['authorization', 'cookie', 'token', 'password', 'credential', 'payment', 'buyer', 'email']
const redacted = secret.flatMap(name => [name, `*.${name}`, `*.*.${name}`])

/** Takes the caller's request id when it is harmless, else makes one; it is answered and stands in every line of the log. */
export const requestIds: RequestHandler = (request, response, next) => {
  const given = request.get('x-request-id') ?? request.get('request-id')
  const requestId = given && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID()
  response.locals.requestId = requestId
  response.set('X-Request-Id', requestId)
  next()
}

/**
 * Writes a line when a request is done. Ids in addresses give access to carts and orders, so the line names the route
 * and never the address; it holds no body and no header either.
 */
export const requestLog =
  (log: Log): RequestHandler =>
  (request, response, next) => {
    const start = performance.now()
    response.once('close', () => {
      const line = {
        request_id: response.locals.requestId,
        method: request.method,
        route: response.locals.route ?? '(none)',
        status: response.statusCode,
        milliseconds: Math.round((performance.now() - start) * 10) / 10,
        ...(response.writableFinished ? {} : { aborted: true }),
      }
      if (response.statusCode >= 500) log.warn(line, 'request')
      else log.info(line, 'request')
    })
    next()
  }
