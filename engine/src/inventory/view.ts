import type { LocationView, StockView } from './contract.ts'
import type { Part } from './demand.ts'
import type { Location } from './location.ts'
import type { LocatedLevel } from './records.ts'
import type { Availability, StockLevel, StockPolicy } from './stock.ts'

export const locationView = ({ id, title, address, ...location }: Location): LocationView => ({
  id,
  title,
  ...(address && { address }),
  time_zone: location.timeZone,
  priority: location.priority,
  active: location.active,
  ships_online: location.shipsOnline,
  allows_pickup: location.allowsPickup,
})

type Seen = {
  readonly located: readonly LocatedLevel[]
  /** Units on their way, by the location where they are expected. */
  readonly incoming?: ReadonlyMap<string, number> | undefined
  readonly parts?: readonly Part[] | undefined
  readonly availability?: Availability | undefined
}

export function stockView(variantId: string, { located, incoming = new Map(), parts, availability }: Seen): StockView {
  const levels = located.map(({ level }) => level).sort((a, b) => a.priority - b.priority)
  const sumOf = (count: (level: StockLevel) => number) => levels.reduce((sum, level) => sum + count(level), 0)
  const known = new Set(levels.map(level => level.locationId))
  const elsewhere = [...incoming.keys()].filter(id => !known.has(id)).map(emptyAt)
  const lowAt = located.find(level => level.alert)?.alert?.lowAt ?? null
  const policy = located.find(known => known.policy)?.policy
  return {
    variant_id: variantId,
    on_hand: sumOf(({ onHand }) => onHand),
    reserved: sumOf(({ reserved }) => reserved),
    available: parts ? (availability?.ready ?? 0) : sumOf(level => (level.sellsOnline ? leftAt(level) : 0)),
    tracked: levels.length > 0 && levels.every(({ tracked }) => tracked),
    backorder: policy?.rule === 'backorder',
    ...(lowAt !== null && { low_stock_at: lowAt }),
    ...(policy && policy.rule !== 'deny' && { policy: policyView(policy) }),
    ...(parts && { parts: parts.map(part => ({ variant_id: part.variantId, quantity: part.quantity })) }),
    locations: [...levels.map(countsAt), ...elsewhere].map(counts => ({
      ...counts,
      ...(incoming.has(counts.location_id) && { incoming: incoming.get(counts.location_id) }),
    })),
  }
}

const countsAt = (level: StockLevel) => ({
  location_id: level.locationId,
  on_hand: level.onHand,
  reserved: level.reserved,
  safety: level.safety,
  available: leftAt(level),
})

const emptyAt = (locationId: string) => ({ location_id: locationId, on_hand: 0, reserved: 0, safety: 0, available: 0 })

const policyView = ({ rule, locationId, beyond, expectedAt, leadDays, releaseAt }: StockPolicy) => ({
  rule,
  location_id: locationId,
  ...(beyond !== null && { limit: beyond }),
  ...(expectedAt && { expected_at: expectedAt.toISOString() }),
  ...(leadDays !== null && { lead_days: leadDays }),
  ...(releaseAt && { release_at: releaseAt.toISOString() }),
})

/** Below zero where more is owed, or kept back, than is there. */
const leftAt = ({ onHand, reserved, safety }: StockLevel) => onHand - reserved - safety
