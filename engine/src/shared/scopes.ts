/** One list of scopes for the engine, MCP and REST; named after the rooms. */
export const scopes = [
  'catalog:read',
  'catalog:write',
  'catalog:export',
  'customers:read',
  'customers:write',
  'pricing:read',
  'pricing:write',
  'inventory:read',
  'inventory:write',
  'cart:find',
  'cart:write',
  'checkout:write',
  'payments:read',
  'payments:write',
  'orders:read',
  'orders:find',
  'orders:cancel',
  'orders:update',
  'orders:write',
  'orders:refund',
  'orders:export',
  'settings:read',
  'settings:write',
  'exchange:export',
  'account:read',
  'account:write',
  'account:manage',
  'customers:erase',
  'staff:read',
  'staff:write',
  'audit:read',
] as const

export type Scope = (typeof scopes)[number]

/** What anyone may do without signing in; whose cart, checkout or order it is, is part of each query. */
export const shopperScopes: readonly Scope[] = [
  'catalog:read',
  'cart:write',
  'checkout:write',
  'orders:read',
  'orders:cancel',
  'orders:update',
]

/** What a customer may let an agent do for them. Prices and products need nobody's leave. */
export const grantableScopes: readonly Scope[] = [...shopperScopes, 'account:read', 'account:write']

/** What only the person may do: grant and revoke mandates, take away payment methods, export or close the account. */
export const personScopes: readonly Scope[] = [...grantableScopes, 'account:manage']

/** What can be asked for on behalf of the shop: all but what is somebody's own. */
export const merchantScopes: readonly Scope[] = scopes.filter(scope => !scope.startsWith('account:'))
