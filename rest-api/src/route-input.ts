import { type Method, parametersIn, type QueryType, queryOf, type Route } from './route.ts'

export type Parts = {
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  /** The parsed body, or undefined when none was sent. */
  readonly body: unknown
}

/** The operation's input, put together from the parts of a request. What does not belong stays in, for the engine to refuse. */
export function inputOf(route: Route, { params, query, body }: Parts): unknown {
  const types = queryOf(route)
  const asked = Object.entries(query).map(([name, value]) => [name, typed(value, types[name])] as const)
  const parts = { ...params, ...inPages(route, Object.fromEntries(asked)) }
  if (body === undefined || !isRecord(body))
    return body === undefined ? parts : { ...parts, [route.object ?? 'body']: body }
  const beside = Object.entries(body).filter(([field]) => route.beside?.includes(field))
  if (!route.object) return { ...body, ...parts }
  const rest = Object.entries(body).filter(([field]) => !route.beside?.includes(field))
  return { ...parts, ...Object.fromEntries(beside), [route.object]: Object.fromEntries(rest) }
}

/** The input with the language that the request's header asks for, where it names none itself. */
export function inLanguage({ language, object }: Route, input: unknown, wish: string | undefined): unknown {
  if (wish === undefined || language === undefined || !isRecord(input)) return input
  if (language === 'query') return { language: wish, ...input }
  const asked = object === undefined ? undefined : input[object]
  if (object === undefined || !isRecord(asked)) return input
  const { context = {} } = asked
  return isRecord(context) ? { ...input, [object]: { ...asked, context: { language: wish, ...context } } } : input
}

export type Request = { readonly method: Method; readonly path: string; readonly body?: unknown }

/** The reverse of `inputOf`: the request that carries this input, with its query in the path. */
export function requestOf(route: Route, input: Readonly<Record<string, unknown>>): Request {
  const inPath = parametersIn(route.path)
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => segment(input[name]))
  const rest = Object.entries(input).filter(([field, value]) => !inPath.includes(field) && value !== undefined)
  if (route.method === 'GET') {
    const asked = rest.flatMap(([field, value]) =>
      route.page && field === 'pagination' ? Object.entries(value as object) : [[field, value]],
    )
    const query = asked.map(([field, value]) => `${encoded(field)}=${encoded(value)}`)
    return { method: 'GET', path: query.length === 0 ? path : `${path}?${query.join('&')}` }
  }
  const outside = rest.filter(([field]) => field !== route.object)
  const object = route.object ? input[route.object] : undefined
  const body = { ...(isRecord(object) ? object : {}), ...Object.fromEntries(outside) }
  return { method: route.method, path, body }
}

/**
 * Text for an address. What an address cannot carry is replaced by text that gets the same answer as the text itself
 * would: `.` and `..` name no id, and an empty or broken text is no valid one.
 */
function segment(value: unknown): string {
  const text = encoded(value)
  if (text === '') return '%00'
  return /^\.{1,2}$/.test(text) ? text.replaceAll('.', '%252E') : text
}

function encoded(value: unknown): string {
  try {
    return encodeURIComponent(String(value))
  } catch {
    return '%00'
  }
}

/** Cursor and limit as the input has them. */
function inPages({ page }: Route, { cursor, limit, ...asked }: Record<string, unknown>): Record<string, unknown> {
  const place = { ...(cursor !== undefined && { cursor }), ...(limit !== undefined && { limit }) }
  if (!page) return { ...asked, ...place }
  return Object.keys(place).length === 0 ? asked : { ...asked, pagination: place }
}

/** What is not of its type is left as it is, for the shop to refuse. */
function typed(value: string, type: QueryType | undefined): unknown {
  if (type === 'boolean') return ({ true: true, false: false } as Record<string, boolean>)[value] ?? value
  return type === 'integer' ? integer(value) : value
}

const integer = (value: string): string | number => (/^\d{1,9}$/.test(value) ? Number(value) : value)

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
