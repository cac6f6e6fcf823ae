import type { CommerceError, Operation } from '@mitchweb/engine/contract'
import { cleanText, shortened } from './clean-text.ts'
import { adviceOn } from './input-advice.ts'

type Call = {
  readonly row: { readonly name: string; readonly example: Readonly<Record<string, unknown>> }
  readonly operation: Operation
  readonly input: unknown
  readonly idempotencyKey?: string | undefined
  /** What the key of a charge follows from, where none was sent. */
  readonly keyFollowsFrom?: string
}

/** An error as one text that says it all: code, what happened, what to do, arguments that work, and the key of a charge. */
export function errorText(error: CommerceError, call: Call): string {
  const advice = error.code === 'invalid_input' ? adviceOn(call.operation, call.input) : []
  const happened = advice.length > 0 ? sentence(advice.join('; ')) : sentence(error.message)
  const parts = [
    `${error.code}: ${happened}`,
    wrongKindOfId(error, call),
    error.remedy,
    error.retryAfterSeconds === undefined ? undefined : `Wait ${error.retryAfterSeconds} s before that.`,
    passing.has(error.code) || error.code === 'invalid_state'
      ? undefined
      : `Example: ${call.row.name} ${JSON.stringify(exampleFor(error, call))}`,
    call.operation.effect === 'charge' ? keyText(error, call) : undefined,
  ]
  return shortened(cleanText(parts.filter(Boolean).join(' ')), 2000)
}

/** Errors that the same call overcomes later; an example of other arguments would mislead. */
const passing: ReadonlySet<string> = new Set([
  'internal',
  'unavailable',
  'payment_unavailable',
  'rate_limited',
  'request_in_progress',
])

/** The row's example, with the caller's own id where that one is not the trouble; never a made-up sum for a real one. */
function exampleFor(error: CommerceError, { row, input }: Call): Readonly<Record<string, unknown>> {
  const id = (input as { id?: unknown } | null)?.id
  const keepsId =
    'id' in row.example &&
    !('expected_total' in row.example) &&
    error.code !== 'not_found' &&
    typeof id === 'string' &&
    id.length <= 128
  return keepsId ? { ...row.example, id } : row.example
}

/** What makes a repeat of the charge safe, from this text alone. */
function keyText({ code }: CommerceError, { idempotencyKey, keyFollowsFrom = 'checkout' }: Call): string | undefined {
  if (idempotencyKey !== undefined) return `Idempotency key of this call: ${idempotencyKey}`
  return passing.has(code)
    ? `Repeating exactly this call is safe: its idempotency key follows from the ${keyFollowsFrom}.`
    : undefined
}

/** What an id begins with says what it names; the commonest mix-ups get a sentence of their own. */
function wrongKindOfId({ code }: CommerceError, { row, input }: Call): string | undefined {
  if (code === 'item_unavailable' && /"prd_/.test(JSON.stringify(input) ?? '')) {
    return 'An id that begins with prd_ names a product: get_product lists its variants, whose ids begin with var_.'
  }
  const id = (input as { id?: unknown } | null)?.id
  if (code !== 'not_found' || typeof id !== 'string') return undefined
  const kind = Object.entries(idKinds).find(([prefix]) => id.startsWith(prefix))?.[1]
  return kind === undefined || row.name.endsWith(kind.noun) ? undefined : kind.advice
}

const idKinds: Readonly<Record<string, { noun: string; advice: string }>> = {
  crt_: {
    noun: 'cart',
    advice: 'This is a cart’s id: create_checkout {"checkout": {"cart_id": …}} makes a checkout of it.',
  },
  chk_: {
    noun: 'checkout',
    advice: 'This is a checkout’s id: get_checkout reads it and names the order once it is completed.',
  },
  ord_: { noun: 'order', advice: 'This is an order’s id: get_order reads it.' },
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)
