import { type OperationName, operationByName } from '@mitchweb/engine/contract'
import { z } from 'zod'
import type { Route } from './route.ts'

type Row = Omit<Route, 'operation' | 'method' | 'path' | 'traffic' | 'isAdmin' | 'takesDryRun'>

const row = (operation: OperationName, method: Route['method'], path: string, rest: Row): Route => ({
  operation,
  method,
  path: `/admin${path}`,
  traffic: 'admin',
  isAdmin: true,
  ...(operationByName.get(operation)?.effect !== 'read' && { takesDryRun: true }),
  ...rest,
})

const read = (operation: OperationName, path: string, rest: Row = {}): Route => row(operation, 'GET', path, rest)

/** The body is this field of the input. */
const save = (operation: OperationName, path: string, object: string, rest: Row = {}): Route =>
  row(operation, 'POST', path, { object, ...rest })

/** The body has the fields of the input that do not stand in the path. */
const act = (operation: OperationName, path: string, rest: Row = {}): Route => {
  const input = operationByName.get(operation)?.input
  const fields = input instanceof z.ZodObject ? Object.keys(input.shape) : []
  const beside = fields.filter(field => !path.includes(`{${field}}`))
  return row(operation, 'POST', path, { ...(beside.length > 0 && { beside }), ...rest })
}

const list = { page: true } as const

/**
 * What the shop's staff do, under `/api/admin`. What names people is asked in a body, because addresses stand in the logs
 * of whoever is in between.
 */
export const adminRoutes: readonly Route[] = [
  read('get_own_access', '/me'),
  save('save_product', '/products', 'product'),
  read('get_saved_product', '/products/{id}'),
  act('archive_product', '/products/{id}/archive'),
  act('import_products', '/imports/products'),
  read('export_products', '/exports/products', { query: { cursor: 'text', limit: 'integer' } }),
  act('save_related_products', '/related-products'),
  read('get_related_products', '/related-products', { query: { product: 'text' } }),
  save('save_category', '/categories', 'category'),
  read('list_saved_categories', '/categories'),
  save('save_collection', '/collections', 'collection'),
  read('get_collection_members', '/collections/{id}', { query: { cursor: 'text', limit: 'integer' } }),
  act('archive_collection', '/collections/{id}/archive'),
  save('save_policy', '/policies', 'policy'),
  act('save_translations', '/translations'),
  read('list_translations', '/translations', {
    ...list,
    query: { language: 'text', type: 'text', missing_only: 'boolean' },
  }),
  act('pin_results', '/pins'),
  read('list_pins', '/pins', list),
  act('save_synonyms', '/synonyms'),
  read('list_synonyms', '/synonyms', list),
  act('remove_synonyms', '/synonyms/remove'),
  act('set_prices', '/prices'),
  save('save_price_list', '/price-lists', 'price_list'),
  read('list_price_lists', '/price-lists', list),
  read('get_price_list', '/price-lists/{id}', list),
  act('archive_price_list', '/price-lists/{id}/archive'),
  save('save_promotion', '/promotions', 'promotion'),
  read('list_promotions', '/promotions', { ...list, query: { active: 'boolean' } }),
  act('archive_promotion', '/promotions/{id}/archive'),
  save('save_tax_rate', '/tax-rates', 'tax_rate'),
  read('list_tax_rates', '/tax-rates', { ...list, query: { country: 'text' } }),
  act('remove_tax_rate', '/tax-rates/{id}/remove'),
  save('save_tax_exemption', '/tax-exemptions', 'tax_exemption'),
  save('save_store', '/store', 'store'),
  save('save_market', '/markets', 'market'),
  read('list_markets', '/markets'),
  save('save_location', '/locations', 'location'),
  read('list_locations', '/locations'),
  act('get_stock', '/stock/lookup'),
  act('adjust_stock', '/stock/adjust'),
  save('save_stock_policy', '/stock/policies', 'policy'),
  save('save_bundle', '/stock/bundles', 'bundle'),
  act('import_stocktake', '/imports/stocktake'),
  save('transfer_stock', '/transfers', 'transfer'),
  read('list_transfers', '/transfers', list),
  read('get_transfer', '/transfers/{id}'),
  act('receive_transfer', '/transfers/{id}/receive'),
  act('cancel_transfer', '/transfers/{id}/cancel'),
  save('save_shipping_rate', '/shipping-rates', 'shipping_rate'),
  read('list_shipping_rates', '/shipping-rates'),
  act('archive_shipping_rate', '/shipping-rates/{id}/archive'),
  save('save_pickup_point', '/pickup-points', 'pickup_point'),
  read('list_pickup_points', '/pickup-points', list),
  act('archive_pickup_point', '/pickup-points/{id}/archive'),
  save('issue_gift_card', '/gift-cards', 'gift_card'),
  read('list_gift_cards', '/gift-cards', { ...list, query: { customer_id: 'text' } }),
  read('get_gift_card', '/gift-cards/{id}', list),
  act('change_gift_card', '/gift-cards/{id}'),
  save('issue_store_credit', '/store-credit', 'store_credit'),
  read('list_carts', '/carts', { query: { status: 'text', cursor: 'text', limit: 'integer' } }),
  act('find_orders', '/orders/search'),
  save('fulfill_order', '/orders/{id}/fulfillment', 'event'),
  act('refund_order', '/orders/{id}/refund', { keyRequired: true }),
  act('receive_return', '/orders/{id}/returns/receive'),
  act('refuse_return', '/orders/{id}/returns/refuse'),
  read('export_orders', '/exports/orders', {
    query: { placed_from: 'text', placed_before: 'text', cursor: 'text', limit: 'integer' },
  }),
  read('export_records', '/exports/records', { query: { type: 'text', cursor: 'text', limit: 'integer' } }),
  act('find_customers', '/customers/search'),
  read('export_customer', '/customers/{id}/export'),
  act('erase_customer', '/customers/{id}/erase'),
  save('save_customer_group', '/customer-groups', 'customer_group'),
  read('list_customer_groups', '/customer-groups', list),
  read('get_customer_group', '/customer-groups/{name}', list),
  save('save_staff_member', '/staff', 'staff_member'),
  read('list_staff', '/staff', list),
  act('disable_staff_member', '/staff/{id}/disable'),
  act('enable_staff_member', '/staff/{id}/enable'),
  save('create_api_key', '/api-keys', 'api_key'),
  read('list_api_keys', '/api-keys', { ...list, query: { staff_id: 'text' } }),
  act('revoke_api_key', '/api-keys/{id}/revoke'),
  act('list_audit', '/audit/search'),
]
