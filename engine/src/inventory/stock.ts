import type { stockRules } from './contract.ts'

export type StockRule = (typeof stockRules)[number]

/** A variant's counts at one location, with what the location is for. */
export type StockLevel = {
  readonly variantId: string
  readonly locationId: string
  readonly onHand: number
  readonly reserved: number
  readonly safety: number
  readonly presold: number
  readonly tracked: boolean
  /** Whether the count may go below zero here. */
  readonly backorder: boolean
  /** The location's: the lowest is asked first. */
  readonly priority: number
  /** Whether online orders are sent from the location. */
  readonly sellsOnline: boolean
  /** Whether what lies here can be fetched, and is not sent. */
  readonly isPickupOnly: boolean
}

export type StockPolicy = {
  readonly rule: StockRule
  /** The one location that owes what is sold beyond its stock. */
  readonly locationId: string
  /** Units that may be owed, or pre-ordered in all; null is without a limit. */
  readonly beyond: number | null
  readonly expectedAt: Date | null
  readonly leadDays: number | null
  readonly releaseAt: Date | null
}

/** What there is of one variant, at the locations in use. */
export type Supply = {
  readonly levels: readonly StockLevel[]
  /** Whether it is counted anywhere, be it at a location that is not in use. */
  readonly counted: boolean
  readonly policy?: StockPolicy
  readonly alert?: LastAlert
}

/** How little is left of a variant to send at once. */
export type StockAlert = 'enough' | 'low' | 'sold_out'

/** What the shop was last told, and the variant's own threshold; null is the shop's. */
export type LastAlert = { readonly alert: StockAlert; readonly lowAt: number | null }

export type Availability = {
  readonly available: boolean
  readonly status: 'in_stock' | 'backorder' | 'preorder' | 'out_of_stock'
  /** Units that can be sent in all; null where nobody counts, or where more may be sold than is there without a limit. */
  readonly left: number | null
  /** Those of them that can leave at once; null where nobody counts. */
  readonly ready: number | null
  /** When what is not ready is expected, where the shop knows. */
  readonly availableAt?: Date
  /** Units that lie where they can only be fetched, by location; only where there are some. */
  readonly atPickup?: ReadonlyMap<string, number>
}

/** Whether it can be bought by who fetches it, and by nobody else. */
export const isPickupOnly = ({ available, left }: Availability): boolean => available && left === 0

export const soldOut: Availability = { available: false, status: 'out_of_stock', left: 0, ready: 0 }
const uncounted: Availability = { available: true, status: 'in_stock', left: null, ready: null }

export function availability(supply: Supply | undefined, now: Date): Availability {
  if (!supply?.counted) return uncounted
  const { rule } = ruleNow(supply.policy, now)
  const free = sum(supply.levels.filter(level => level.sellsOnline).map(freeUnits))
  const ready = rule === 'preorder' ? 0 : free
  const left = leftOf(supply, free, now)
  const isSent = left === null || left > 0
  const availableAt = expectedOn(supply.policy, now)
  const atPickup = pickupUnits(supply, now)
  return {
    available: isSent || atPickup.size > 0,
    status: statusOf({ ready, isSent, isFetched: atPickup.size > 0, rule }),
    left,
    ready,
    ...(availableAt && isSent && { availableAt }),
    ...(atPickup.size > 0 && { atPickup }),
  }
}

type Seen = { readonly ready: number | null; readonly isSent: boolean; readonly isFetched: boolean }

/** What is late goes by the rule under which it is sold; what can only be fetched is there now. */
export function statusOf({
  ready,
  isSent,
  isFetched,
  rule,
}: Seen & { readonly rule: StockRule }): Availability['status'] {
  if (ready === null || ready > 0 || (!isSent && isFetched)) return 'in_stock'
  return !isSent || rule === 'deny' ? 'out_of_stock' : rule
}

/** Before its release nothing of a pre-order is handed over. */
function pickupUnits({ levels, policy }: Supply, now: Date): Map<string, number> {
  if (ruleNow(policy, now).rule === 'preorder') return new Map()
  const units = levels.filter(level => level.isPickupOnly).map(level => [level.locationId, freeUnits(level)] as const)
  return new Map(units.filter(([, free]) => free > 0))
}

function leftOf({ levels, policy }: Supply, free: number, now: Date): number | null {
  const home = levels.find(level => level.sellsOnline && level.locationId === policy?.locationId)
  const rule = ruleNow(policy, now)
  if (!home?.backorder || rule.rule === 'deny') return free
  if (rule.beyond === null) return null
  return free - freeUnits(home) + sellableUnits(home, policy, now)
}

/** Units that can leave at once. */
export const freeUnits = ({ onHand, reserved, safety }: StockLevel): number => Math.max(0, onHand - reserved - safety)

/** Units that may be sold here, those that are owed too. */
export function sellableUnits(level: StockLevel, policy: StockPolicy | undefined, now: Date): number {
  const { allotment, beyond } = bounds(level, policy, now)
  const stock = level.backorder ? Math.max(level.onHand, allotment - level.presold) + beyond : level.onHand
  return Math.max(0, stock - level.reserved - level.safety)
}

/**
 * How far a location may sell beyond its stock, as the conditional update takes it: `beyond` comes on top of what is
 * there, `allotment` instead of it as long as fewer have come in.
 */
export function bounds(
  { locationId }: Pick<StockLevel, 'locationId'>,
  policy: StockPolicy | undefined,
  now: Date,
): { readonly allotment: number; readonly beyond: number } {
  const { rule, beyond } = ruleNow(policy, now)
  if (rule === 'deny' || policy?.locationId !== locationId) return { allotment: -limitless, beyond: 0 }
  if (rule === 'backorder') return { allotment: -limitless, beyond: beyond ?? limitless }
  return { allotment: beyond ?? limitless, beyond: 0 }
}

/** More than any shop counts, and far from where integers end. */
const limitless = 1_000_000_000_000

/** The rule that holds now: what has been released is stock like any other. */
export function ruleNow(
  policy: StockPolicy | undefined,
  now: Date,
): { readonly rule: StockRule; readonly beyond: number | null } {
  if (!policy) return { rule: 'deny', beyond: 0 }
  const isOver = policy.rule === 'preorder' && policy.releaseAt !== null && policy.releaseAt <= now
  return isOver ? { rule: 'deny', beyond: 0 } : policy
}

/** When what is sold beyond the stock is expected, where the shop knows. */
export function expectedOn(policy: StockPolicy | undefined, now: Date): Date | undefined {
  const { rule } = ruleNow(policy, now)
  if (!policy || rule === 'deny') return undefined
  if (rule === 'preorder') return policy.releaseAt ?? undefined
  if (policy.expectedAt && policy.expectedAt > now) return policy.expectedAt
  return policy.leadDays === null ? undefined : new Date(now.getTime() + policy.leadDays * 86_400_000)
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** Units that one location can hand over now; as many as you like where nobody counts. */
export function freeAt(supply: Supply | undefined, locationId: string, now: Date): number {
  if (!supply?.counted) return Number.POSITIVE_INFINITY
  if (ruleNow(supply.policy, now).rule === 'preorder') return 0
  const level = supply.levels.find(known => known.locationId === locationId)
  return level ? freeUnits(level) : 0
}

/** Units at a location. */
export type Placed = { readonly variantId: string; readonly locationId: string; readonly quantity: number }

/** Of a supply what one buyer holds: where it is held, and as far as it lies there, there at once. */
export function heldOnly({ levels, ...supply }: Supply, held: readonly Placed[]): Supply {
  return {
    ...supply,
    levels: levels.flatMap(level => {
      const mine = held.find(
        ({ variantId, locationId }) => variantId === level.variantId && locationId === level.locationId,
      )
      if (!mine) return []
      const free = freeUnits({ ...level, reserved: level.reserved - mine.quantity })
      return [{ ...level, onHand: Math.min(free, mine.quantity), reserved: 0, safety: 0, sellsOnline: true }]
    }),
  }
}
