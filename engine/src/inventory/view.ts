import type { LocationView, StockView } from './contract.ts'
import type { Location } from './location.ts'
import type { LocatedLevel } from './records.ts'
import type { StockLevel } from './stock.ts'

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

export function stockView(variantId: string, located: readonly LocatedLevel[]): StockView {
  const levels = located.map(({ level }) => level).sort((a, b) => a.priority - b.priority)
  const sumOf = (count: (level: StockLevel) => number) => levels.reduce((sum, level) => sum + count(level), 0)
  return {
    variant_id: variantId,
    on_hand: sumOf(({ onHand }) => onHand),
    reserved: sumOf(({ reserved }) => reserved),
    available: sumOf(level => (level.sellsOnline ? leftAt(level) : 0)),
    tracked: levels.length > 0 && levels.every(({ tracked }) => tracked),
    backorder: located.some(({ policy }) => policy?.rule === 'backorder'),
    locations: levels.map(level => ({
      location_id: level.locationId,
      on_hand: level.onHand,
      reserved: level.reserved,
      safety: level.safety,
      available: leftAt(level),
    })),
  }
}

/** Below zero where more is owed, or kept back, than is there. */
const leftAt = ({ onHand, reserved, safety }: StockLevel) => onHand - reserved - safety
