/** The one location that a shop has until it opens a second. */
export const mainLocation = 'loc_main'

export type StockLevel = {
  readonly variantId: string
  readonly onHand: number
  readonly reserved: number
  readonly tracked: boolean
  readonly backorder: boolean
}

export type Availability = {
  readonly available: boolean
  readonly status: 'in_stock' | 'backorder' | 'out_of_stock'
  /** Units that can be sold at once; null where nobody counts, or where more may be sold than is there. */
  readonly left: number | null
}

export const uncounted: Availability = { available: true, status: 'in_stock', left: null }

export function availability(level: StockLevel | undefined): Availability {
  if (!level?.tracked) return uncounted
  const left = Math.max(0, level.onHand - level.reserved)
  if (level.backorder) return { available: true, status: left > 0 ? 'in_stock' : 'backorder', left: null }
  return { available: left > 0, status: left > 0 ? 'in_stock' : 'out_of_stock', left }
}

/** Units wanted per variant, lines of the same variant added up, in one fixed order so that buyers never block in a circle. */
export function demandOf(lines: readonly { variantId: string; quantity: number }[]): Map<string, number> {
  const demand = new Map<string, number>()
  for (const line of lines) demand.set(line.variantId, (demand.get(line.variantId) ?? 0) + line.quantity)
  return new Map([...demand].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}
