/** Parameters as Stripe's forms carry them: `metadata[a]=1` is `{ metadata: { a: '1' } }`. */
export type Params = { [name: string]: string | Params }

export function paramsOf(form: string): Params {
  const params: Params = {}
  for (const [key, value] of new URLSearchParams(form)) {
    const [first = '', ...rest] = key.replaceAll(']', '').split('[')
    const path = [first, ...rest]
    const last = path.pop() ?? ''
    let place = params
    for (const name of path) {
      const next = place[name]
      if (typeof next === 'object') place = next
      else {
        const made: Params = {}
        place[name] = made
        place = made
      }
    }
    place[last] = value
  }
  return params
}

export const nested = (params: Params, name: string): Params => {
  const value = params[name]
  return typeof value === 'object' ? value : {}
}

export const textsOf = (params: Params): Record<string, string> =>
  Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )

/** An error as Stripe shapes it. */
export class StripeProblem extends Error {
  readonly status: number
  readonly body: object

  constructor(status: number, type: string, details: Readonly<Record<string, unknown>> = {}) {
    super(String(details.message ?? type))
    this.status = status
    this.body = { error: { type, message: 'The request was not possible.', ...details } }
  }
}

/** What cannot be done with these parameters. */
export const refusal = (message: string, details: Readonly<Record<string, unknown>> = {}): StripeProblem =>
  new StripeProblem(400, 'invalid_request_error', { message, ...details })

export const missing = (what: string, id: string): StripeProblem =>
  new StripeProblem(404, 'invalid_request_error', {
    code: 'resource_missing',
    message: `No such ${what}: '${id}'`,
    param: 'id',
  })

export const text = (params: Params, name: string): string | undefined => {
  const value = params[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function required(params: Params, name: string): string {
  const value = text(params, name)
  if (value !== undefined) return value
  throw refusal(`Missing required param: ${name}.`, { code: 'parameter_missing', param: name })
}

export function wholeNumber(params: Params, name: string): number {
  const value = required(params, name)
  if (/^\d{1,12}$/.test(value)) return Number(value)
  throw refusal(`Invalid integer: ${value}`, { code: 'parameter_invalid_integer', param: name })
}
