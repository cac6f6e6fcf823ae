import { operationByName, operations, personScopes } from '@mitchweb/engine/contract'
import { expect, test } from 'vitest'
import { adminRoutes } from './admin-routes.ts'
import { examples } from './examples.ts'
import { parametersIn, type Route } from './route.ts'
import { inputOf, requestOf } from './route-input.ts'
import { routeOf, routes, shopRoutes } from './routes.ts'

const params = (route: Route, path: string): Record<string, string> => {
  const pattern = new RegExp(`^${route.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`)
  const groups = pattern.exec(path)?.groups ?? {}
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]))
}

/** What the server reads of what the client sends. */
function carried(route: Route, input: Record<string, unknown>): unknown {
  const request = requestOf(route, input)
  const url = new URL(request.path, 'http://shop')
  const query = Object.fromEntries(url.searchParams)
  const body: unknown = request.body === undefined ? undefined : JSON.parse(JSON.stringify(request.body))
  return inputOf(route, { params: params(route, url.pathname), query, body })
}

test.each(Object.entries(examples))('%s reaches the shop as it was asked', (name, input) => {
  const route = routeOf(name as Route['operation'])!
  expect(carried(route, input)).toEqual(input)
})

test('every operation has an address, and those of staff are apart', () => {
  const named = (all: readonly { readonly operation: string }[]) => all.map(({ operation }) => operation).sort()
  const shopping = operations.filter(({ scope }) => personScopes.includes(scope)).map(({ name }) => name)
  // The feed is a file with an address of its own, which joins the pages of its operation.
  const elsewhere = ['read_feed']
  expect(named(routes)).toEqual(
    operations
      .map(({ name }) => name)
      .filter(name => !elsewhere.includes(name))
      .sort(),
  )
  expect(named(shopRoutes)).toEqual(shopping.filter(name => ![...elsewhere, 'get_own_access'].includes(name)).sort())
  for (const { path, isAdmin } of routes) expect(path.startsWith('/admin/'), path).toBe(isAdmin === true)
})

test('what a route says of an input is there', () => {
  for (const route of adminRoutes) {
    const fields = (operationByName.get(route.operation)!.input as { shape?: object }).shape ?? {}
    const told = [...parametersIn(route.path), ...(route.beside ?? []), ...(route.object ? [route.object] : [])]
    const asked = Object.keys(route.query ?? {})
    const paged = route.page ? ['pagination'] : []
    expect([...told, ...asked, ...paged].sort(), route.operation).toEqual(Object.keys(fields).sort())
  }
})

test.each([
  ['list_promotions', { active: false, pagination: { cursor: 'c', limit: 5 } }],
  ['get_customer_group', { name: 'Trade / Berlin', pagination: { limit: 5 } }],
  ['list_audit', { subject: { type: 'product' }, pagination: { limit: 5 } }],
  ['refund_order', { id: 'ord_1', amount: 100 }],
  ['import_products', { products: [], dry_run: true }],
  ['get_own_access', {}],
] as const)('%s reaches the shop with all that was asked', (name, input) => {
  expect(carried(routeOf(name)!, input)).toEqual(input)
})

test('no two operations share an address', () => {
  const addresses = routes.map(({ method, path }) => `${method} ${path}`)
  expect(new Set(addresses).size).toBe(addresses.length)
})

test('whole numbers in a query arrive as numbers, and anything else is left for the shop to refuse', () => {
  const route = routeOf('search_store_policies')!
  expect(inputOf(route, { params: {}, query: { query: 'a', limit: '5' }, body: undefined })).toEqual({
    query: 'a',
    limit: 5,
  })
  for (const limit of ['5.0', '1e3', ' 5', '-1', '٣', '']) {
    expect(inputOf(route, { params: {}, query: { limit }, body: undefined })).toEqual({ limit })
  }
})

test('the path names the thing, whatever the body says', () => {
  const input = inputOf(routeOf('cancel_order')!, { params: { id: 'ord_1' }, query: {}, body: { id: 'ord_2' } })
  expect(input).toEqual({ id: 'ord_1' })
})

test('what is no object is handed on to be refused, not dropped', () => {
  expect(inputOf(routeOf('create_cart')!, { params: {}, query: {}, body: [1] })).toEqual({ cart: [1] })
  expect(inputOf(routeOf('cancel_cart')!, { params: { id: 'a' }, query: {}, body: null })).toEqual({
    id: 'a',
    body: null,
  })
})

test.each(['a/b', '..', '.', 'ä ö', '%2F', '?x=1', '#', '𝒳'])('an id such as %s stays one part of the path', id => {
  const route = routeOf('get_cart')!
  const { pathname, search, hash } = new URL(requestOf(route, { id }).path, 'http://shop')
  expect(pathname.split('/')).toHaveLength(3)
  expect(search + hash).toBe('')
})

test('an empty or broken id is carried as one that the shop refuses', () => {
  const route = routeOf('get_cart')!
  expect(requestOf(route, { id: '' }).path).toBe('/carts/%00')
  expect(requestOf(route, { id: '\ud800' }).path).toBe('/carts/%00')
})

test('every name in a path is a field of the input', () => {
  for (const route of routes) {
    for (const name of parametersIn(route.path)) expect(['id', 'slug', 'name']).toContain(name)
  }
})
