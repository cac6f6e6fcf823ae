import type { Money } from '../shared/money.ts'

/**
 * What a customer lets an agent spend of theirs, granted outside the conversation (DESIGN §6). Amounts are minor units
 * of its currency.
 */
export type Mandate = {
  readonly id: string
  readonly customerId: string
  readonly agentId: string
  readonly currency: string
  /** All that may be spent, and what was: paid, or held for payments under way. */
  readonly totalMinor: number
  readonly usedMinor: number
  readonly perOrderMinor: number | null
  /** An order above it is for the person to confirm. */
  readonly askAboveMinor: number | null
  /** Everything bought must be in one of these categories or below it. */
  readonly categoryIds: readonly string[] | null
  /** What pays; the method saved last where none is named. */
  readonly paymentMethodId: string | null
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly revokedAt: Date | null
}

/** What is to be paid, and for each line the categories that it is in, those above them included. */
export type Purchase = { readonly amount: Money; readonly lines: readonly (readonly string[])[] }

/** Why a purchase is not inside a mandate: the nearest to being inside first. */
export const outsideReasons = [
  'above_ask',
  'above_order',
  'above_budget',
  'other_category',
  'other_currency',
  'ended',
] as const
export type OutsideReason = (typeof outsideReasons)[number]

export function outside(mandate: Mandate, { amount, lines }: Purchase, now: Date): OutsideReason | undefined {
  if (!isActive(mandate, now)) return 'ended'
  if (amount.currency !== mandate.currency) return 'other_currency'
  const { categoryIds } = mandate
  if (categoryIds && !lines.every(ids => ids.some(id => categoryIds.includes(id)))) return 'other_category'
  if (amount.amount > mandate.totalMinor - mandate.usedMinor) return 'above_budget'
  if (mandate.perOrderMinor !== null && amount.amount > mandate.perOrderMinor) return 'above_order'
  if (mandate.askAboveMinor !== null && amount.amount > mandate.askAboveMinor) return 'above_ask'
  return undefined
}

export const isActive = ({ revokedAt, expiresAt }: Mandate, now: Date): boolean => revokedAt === null && expiresAt > now

/** The mandate that a purchase is inside of, the one that ends first; or else why it is in none. */
export function covering(
  mandates: readonly Mandate[],
  purchase: Purchase,
  now: Date,
): { readonly mandate: Mandate } | { readonly outside: OutsideReason } | undefined {
  const byEnd = [...mandates].sort((a, b) => a.expiresAt.getTime() - b.expiresAt.getTime() || (a.id < b.id ? -1 : 1))
  const mandate = byEnd.find(candidate => outside(candidate, purchase, now) === undefined)
  if (mandate) return { mandate }
  const found = new Set(byEnd.map(candidate => outside(candidate, purchase, now)))
  const nearest = outsideReasons.find(reason => found.has(reason))
  return nearest && { outside: nearest }
}
