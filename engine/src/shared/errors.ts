/**
 * The one table of errors. A code says what is wrong, `status` is its HTTP status, and `remedy` tells the caller
 * what to do next. What a buyer meets on the way to an order is no error but a message on the cart or checkout.
 */
export const errorTable = {
  invalid_input: { status: 400, remedy: 'Correct the named field and call again; nothing was changed.' },
  idempotency_key_required: {
    status: 400,
    remedy: 'Call again with a new UUID as idempotency key, and repeat with the same key if no answer comes.',
  },
  invalid_cursor: { status: 400, remedy: 'Start again without a cursor; use only cursors from this list.' },
  unauthorized: { status: 401, remedy: 'Sign in, or send a valid credential.' },
  forbidden: {
    status: 403,
    remedy: 'This needs a right that the caller does not hold. Ask the shop, or use another operation.',
  },
  not_found: { status: 404, remedy: 'Check the id. Find products with search_catalog; carts and checkouts expire.' },
  unknown_operation: { status: 404, remedy: 'Use one of the listed operations.' },
  method_not_allowed: { status: 405, remedy: 'Use the method that the API description names.' },
  item_unavailable: { status: 422, remedy: 'Choose a variant id from search_catalog or get_product.' },
  currency_unavailable: { status: 422, remedy: 'Use one of the currencies that the message names.' },
  conflict: { status: 409, remedy: 'Read it again and repeat the change on what is there now.' },
  version_conflict: { status: 409, remedy: 'Read it again and repeat the change on what is there now.' },
  idempotency_conflict: {
    status: 409,
    remedy: 'This key was used with other content. Use a new key for a new request.',
  },
  request_in_progress: {
    status: 409,
    remedy: 'The same request is being worked on. Repeat it with the same key in a moment.',
  },
  invalid_state: { status: 409, remedy: 'Read it again; it has moved on. A finished checkout is read with get_order.' },
  duplicate: { status: 409, remedy: 'Use another handle, sku or code, or change the existing one.' },
  payload_too_large: { status: 413, remedy: 'Send less at once.' },
  unsupported_media_type: { status: 415, remedy: 'Send application/json in UTF-8, uncompressed.' },
  limit_exceeded: { status: 422, remedy: 'Stay within the limit that the message names.' },
  rate_limited: { status: 429, remedy: 'Wait for the time in Retry-After, then call again.' },
  internal: { status: 500, remedy: 'Try again later; tell the shop the reference if it happens again.' },
  payment_unavailable: {
    status: 503,
    remedy: 'Repeat with the same idempotency key in a moment; you are not charged twice.',
  },
  unavailable: { status: 503, remedy: 'Repeat the call with the same idempotency key in a moment.' },
} as const satisfies Record<string, { status: number; remedy: string }>

export type ErrorCode = keyof typeof errorTable

export type ErrorDetails = Readonly<Record<string, unknown>>

/** What cannot be answered: thrown by the engine, worded for the caller, mapped by the heads from `errorTable`. */
export class CommerceError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message)
    this.name = 'CommerceError'
    this.code = code
    this.details = details
  }

  get status(): number {
    return errorTable[this.code].status
  }

  get remedy(): string {
    return errorTable[this.code].remedy
  }

  /** Seconds after which the same call is worth repeating, where that is known. */
  get retryAfterSeconds(): number | undefined {
    const seconds = this.details.retry_after_seconds
    if (typeof seconds === 'number') return seconds
    return this.status === 503 || this.code === 'request_in_progress' ? 1 : undefined
  }
}

/** The same answer for absent and foreign, so that nobody learns what exists. */
export const notFound = (what: string, id: string): CommerceError =>
  new CommerceError('not_found', `There is no ${what} ${quoteInput(id)}.`, { what })

/** Input as it may stand in an error message: short, without control characters. */
export function quoteInput(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
  const clean = text.replace(/[\p{C}\u2028\u2029]/gu, '�')
  return `"${clean.length > 60 ? `${clean.slice(0, 60)}…` : clean}"`
}
