import { merchantScopes, type Scope } from '../shared/scopes.ts'

/** What belongs to looking after products; who sets their prices is another question. */
const catalogueScopes = ['catalog:read', 'catalog:write', 'catalog:export', 'pricing:read', 'inventory:read'] as const

/** What the staff of a shop do all day, as data: each role and the scopes that it holds. */
export const roles = {
  /** Everything, and the only one who says who else may do what. */
  owner: merchantScopes,
  /** Runs the shop; cannot make staff, nor erase a customer. */
  manager: merchantScopes.filter(scope => scope !== 'staff:write' && scope !== 'customers:erase'),
  catalogue_editor: [...catalogueScopes, 'pricing:write'],
  stockkeeper: ['catalog:read', 'inventory:read', 'inventory:write'],
  /** Answers buyers: finds, ships, cancels and refunds orders, and may fill a cart for somebody on the telephone. */
  order_desk: [
    'catalog:read',
    'customers:read',
    'inventory:read',
    'cart:find',
    'cart:write',
    'checkout:write',
    'payments:read',
    'orders:read',
    'orders:find',
    'orders:write',
    'orders:cancel',
    'orders:update',
    'orders:refund',
  ],
  /** Writes invoices, and so sees whom they are for. */
  accountant: [
    'catalog:read',
    'customers:read',
    'pricing:read',
    'settings:read',
    'payments:read',
    'orders:read',
    'orders:find',
    'orders:export',
  ],
  /** Sees the shop at work, without the names of its customers. */
  viewer: ['catalog:read', 'pricing:read', 'inventory:read', 'settings:read', 'orders:read', 'orders:find'],
} as const satisfies Readonly<Record<string, readonly Scope[]>>

export type Role = keyof typeof roles

export const roleNames = Object.keys(roles) as [Role, ...Role[]]

export const scopesOfRole = (role: Role): readonly Scope[] => roles[role]
