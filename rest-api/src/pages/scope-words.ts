import type { Scope } from '@mitchweb/engine/contract'

/** What an assistant may do by a scope, after “It can”. */
export const scopeWords = (scope: string): string => words[scope] ?? scope

const words: Readonly<Partial<Record<Scope | 'offline_access', string>>> &
  Readonly<Record<string, string | undefined>> = {
  'catalog:read': 'look at products, with your prices',
  'cart:write': 'put things into carts',
  'checkout:write': 'prepare a checkout for you',
  'orders:read': 'see your orders and where they are',
  'orders:cancel': 'cancel your orders',
  'account:read': 'see your profile, your addresses and which payment methods you have saved',
  'account:write': 'change your profile and your addresses',
  offline_access: 'stay connected until you disconnect it, or do not use it for thirty days',
}
