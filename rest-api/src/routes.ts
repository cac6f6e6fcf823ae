import { type OperationName, operationByName } from '@mitchweb/engine/contract'

type Method = 'GET' | 'POST' | 'PUT'

/** The rate limit that a call counts against. */
export type Traffic = 'browse' | 'cart' | 'checkout'

/** Where an operation lives under `/api` and which part of the request is which part of its input. */
export type Route = {
  readonly operation: OperationName
  readonly method: Method
  /** A name in braces is a field of the input. */
  readonly path: string
  readonly traffic: Traffic
  /** The field of the input that the body is, as in the UCP binding; without it the body has only `beside`. */
  readonly object?: string
  /** Fields of the body which are fields of the input and not of its object. */
  readonly beside?: readonly string[]
  readonly query?: Readonly<Record<string, 'text' | 'integer'>>
  /** Where the input names the buyer's language: in itself, or in the context of its object. Else Accept-Language counts. */
  readonly language?: 'query' | 'context'
  /** Answered with 201 and a `Location` under this path. */
  readonly creates?: string
  readonly keyRequired?: true
  /** The answer is the same for everybody and may be kept for a moment. */
  readonly isPublic?: true
}

/** Operations that are not here have no address: merchant operations wait for staff sign-in. */
export const routes: readonly Route[] = [
  {
    operation: 'search_catalog',
    method: 'POST',
    path: '/catalog/search',
    traffic: 'browse',
    object: 'catalog',
    language: 'context',
  },
  {
    operation: 'lookup_catalog',
    method: 'POST',
    path: '/catalog/lookup',
    traffic: 'browse',
    object: 'catalog',
    language: 'context',
  },
  {
    operation: 'get_product',
    method: 'POST',
    path: '/catalog/product',
    traffic: 'browse',
    object: 'catalog',
    language: 'context',
  },
  {
    operation: 'suggest_searches',
    method: 'GET',
    path: '/catalog/suggest',
    traffic: 'browse',
    query: { query: 'text', limit: 'integer', language: 'text', address_country: 'text' },
    language: 'query',
    isPublic: true,
  },
  {
    operation: 'recommend_products',
    method: 'POST',
    path: '/catalog/recommendations',
    traffic: 'browse',
    object: 'catalog',
    language: 'context',
  },
  {
    operation: 'list_categories',
    method: 'GET',
    path: '/categories',
    traffic: 'browse',
    query: { language: 'text' },
    language: 'query',
    isPublic: true,
  },
  {
    operation: 'list_collections',
    method: 'GET',
    path: '/collections',
    traffic: 'browse',
    query: { cursor: 'text', limit: 'integer', language: 'text' },
    language: 'query',
    isPublic: true,
  },
  {
    operation: 'get_collection',
    method: 'GET',
    path: '/collections/{id}',
    traffic: 'browse',
    query: { language: 'text' },
    language: 'query',
    isPublic: true,
  },
  {
    operation: 'search_store_policies',
    method: 'GET',
    path: '/policies',
    traffic: 'browse',
    query: { query: 'text', limit: 'integer', language: 'text' },
    language: 'query',
    isPublic: true,
  },
  {
    operation: 'get_policy',
    method: 'GET',
    path: '/policies/{slug}',
    traffic: 'browse',
    query: { language: 'text' },
    language: 'query',
    isPublic: true,
  },
  {
    operation: 'get_store',
    method: 'GET',
    path: '/store',
    traffic: 'browse',
    query: { language: 'text' },
    language: 'query',
    isPublic: true,
  },
  {
    operation: 'create_cart',
    method: 'POST',
    path: '/carts',
    traffic: 'cart',
    object: 'cart',
    language: 'context',
    creates: '/carts',
  },
  { operation: 'get_cart', method: 'GET', path: '/carts/{id}', traffic: 'cart' },
  {
    operation: 'update_cart',
    method: 'PUT',
    path: '/carts/{id}',
    traffic: 'cart',
    object: 'cart',
    language: 'context',
  },
  { operation: 'cancel_cart', method: 'POST', path: '/carts/{id}/cancel', traffic: 'cart' },
  {
    operation: 'create_checkout',
    method: 'POST',
    path: '/checkout-sessions',
    traffic: 'checkout',
    object: 'checkout',
    language: 'context',
    creates: '/checkout-sessions',
  },
  { operation: 'get_checkout', method: 'GET', path: '/checkout-sessions/{id}', traffic: 'cart' },
  {
    operation: 'update_checkout',
    method: 'PUT',
    path: '/checkout-sessions/{id}',
    traffic: 'checkout',
    object: 'checkout',
    language: 'context',
  },
  {
    operation: 'complete_checkout',
    method: 'POST',
    path: '/checkout-sessions/{id}/complete',
    traffic: 'checkout',
    object: 'checkout',
    beside: ['expected_total'],
    keyRequired: true,
  },
  { operation: 'cancel_checkout', method: 'POST', path: '/checkout-sessions/{id}/cancel', traffic: 'checkout' },
  {
    operation: 'get_gift_card_balance',
    method: 'POST',
    path: '/gift-cards/balance',
    traffic: 'checkout',
    beside: ['code'],
  },
  { operation: 'get_store_credit', method: 'GET', path: '/store-credit', traffic: 'cart' },
  {
    operation: 'list_mandates',
    method: 'GET',
    path: '/account/mandates',
    traffic: 'cart',
    query: { cursor: 'text', limit: 'integer' },
  },
  {
    operation: 'grant_mandate',
    method: 'POST',
    path: '/account/mandates',
    traffic: 'cart',
    object: 'mandate',
  },
  { operation: 'revoke_mandate', method: 'POST', path: '/account/mandates/{id}/revoke', traffic: 'cart' },
  { operation: 'get_order', method: 'GET', path: '/orders/{id}', traffic: 'cart' },
  { operation: 'get_profile', method: 'GET', path: '/account/profile', traffic: 'cart' },
  {
    operation: 'update_profile',
    method: 'PUT',
    path: '/account/profile',
    traffic: 'cart',
    object: 'profile',
  },
  {
    operation: 'list_orders',
    method: 'GET',
    path: '/account/orders',
    traffic: 'cart',
    query: { status: 'text', cursor: 'text', limit: 'integer' },
  },
  {
    operation: 'reorder',
    method: 'POST',
    path: '/account/orders/{id}/reorder',
    traffic: 'cart',
    beside: ['context'],
    creates: '/carts',
  },
  { operation: 'export_account', method: 'GET', path: '/account/export', traffic: 'checkout' },
  { operation: 'close_account', method: 'POST', path: '/account/erase', traffic: 'checkout', beside: ['email'] },
  { operation: 'list_payment_methods', method: 'GET', path: '/account/payment-methods', traffic: 'cart' },
  {
    operation: 'remove_payment_method',
    method: 'POST',
    path: '/account/payment-methods/{id}/remove',
    traffic: 'cart',
  },
  { operation: 'cancel_order', method: 'POST', path: '/orders/{id}/cancel', traffic: 'checkout', beside: ['reason'] },
]

const routeByOperation: ReadonlyMap<string, Route> = new Map(routes.map(route => [route.operation, route]))

export const routeOf = (operation: OperationName): Route | undefined => routeByOperation.get(operation)

export const parametersIn = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(match => match[1] ?? '')

export type Parts = {
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  /** The parsed body, or undefined when none was sent. */
  readonly body: unknown
}

/** The operation's input, put together from the parts of a request. What does not belong stays in, for the engine to refuse. */
export function inputOf(route: Route, { params, query, body }: Parts): unknown {
  const asked = Object.entries(query).map(([name, value]) => [
    name,
    route.query?.[name] === 'integer' ? integer(value) : value,
  ])
  const parts = { ...params, ...Object.fromEntries(asked) }
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
    const query = rest.map(([field, value]) => `${encoded(field)}=${encoded(value)}`)
    return { method: 'GET', path: query.length === 0 ? path : `${path}?${query.join('&')}` }
  }
  const outside = rest.filter(([field]) => field !== route.object)
  const object = route.object ? input[route.object] : undefined
  const body = { ...(isRecord(object) ? object : {}), ...Object.fromEntries(outside) }
  return { method: route.method, path, body }
}

/** The path of a thing that an operation has just made. */
export const locationOf = (route: Route, id: string): string => `${route.creates}/${encodeURIComponent(id)}`

export const isRead = (route: Route): boolean => operationByName.get(route.operation)?.effect === 'read'

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

const integer = (value: string): string | number => (/^\d{1,9}$/.test(value) ? Number(value) : value)

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
