import { type OperationName, operationByName } from '@mitchweb/engine/contract'
import { adminRoutes } from './admin-routes.ts'
import { catalogRoutes } from './catalog-routes.ts'
import type { Route } from './route.ts'

/** What shoppers do. */
export const shopRoutes: readonly Route[] = [
  ...catalogRoutes,
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
    operation: 'list_policies',
    method: 'GET',
    path: '/store/policies',
    traffic: 'browse',
    query: { language: 'text' },
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
  {
    operation: 'cancel_order',
    method: 'POST',
    path: '/orders/{id}/cancel',
    traffic: 'checkout',
    beside: ['reason'],
    takesDryRun: true,
  },
  { operation: 'update_order', method: 'PUT', path: '/orders/{id}', traffic: 'checkout', object: 'order' },
  {
    operation: 'request_return',
    method: 'POST',
    path: '/orders/{id}/returns',
    traffic: 'checkout',
    beside: ['line_items', 'note'],
  },
]

/** Operations that are not here have no address. */
export const routes: readonly Route[] = [...shopRoutes, ...adminRoutes]

const routeByOperation: ReadonlyMap<string, Route> = new Map(routes.map(route => [route.operation, route]))

export const routeOf = (operation: OperationName): Route | undefined => routeByOperation.get(operation)

/** The path of a thing that an operation has just made. */
export const locationOf = (route: Route, id: string): string => `${route.creates}/${encodeURIComponent(id)}`

export const isRead = (route: Route): boolean => operationByName.get(route.operation)?.effect === 'read'
