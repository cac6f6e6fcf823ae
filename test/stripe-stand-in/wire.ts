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
