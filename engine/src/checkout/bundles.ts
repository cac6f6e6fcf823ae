import type { PricedLine } from '../cart/index.ts'
import type { planSourcing } from '../inventory/index.ts'

/** A line, or a part of one, as it travels. */
export type TravellingLine = Omit<PricedLine, 'quantity'> & { readonly quantity: number }

/** What leaves one place on one day. */
export type Bundle = {
  readonly lines: readonly TravellingLine[]
  readonly locationId: string
  /** The day from which all of it is there, where that is not today. */
  readonly readyOn?: string
}

type Shipments = Awaited<ReturnType<typeof planSourcing>>['shipments']

/** The lines as they leave, in the order of the basket; what is ready the same day at the same place leaves together. */
export function bundlesOf(lines: readonly PricedLine[], shipments: Shipments, now: Date): Bundle[] {
  const today = now.toISOString().slice(0, 10)
  const left = new Map(lines.map(line => [line.id, line.quantity]))
  const bundles = new Map<string, Bundle>()
  for (const { locationId, lines: units, availableAt } of shipments) {
    const day = availableAt?.toISOString().slice(0, 10)
    const readyOn = day !== undefined && day > today ? day : undefined
    const key = JSON.stringify([locationId, readyOn ?? ''])
    const before = bundles.get(key)?.lines ?? []
    const taken = units.flatMap(({ variantId, quantity }) => take(lines, left, { variantId, quantity }))
    if (before.length + taken.length === 0) continue
    bundles.set(key, {
      locationId,
      ...(readyOn !== undefined && { readyOn }),
      lines: merged([...before, ...taken], lines),
    })
  }
  return [...bundles.values()].sort((a, b) => (a.readyOn ?? '').localeCompare(b.readyOn ?? ''))
}

/** Units of a variant, from the lines that still have some. */
function take(
  lines: readonly PricedLine[],
  left: Map<string, number>,
  { variantId, quantity }: { readonly variantId: string; readonly quantity: number },
): TravellingLine[] {
  let wanted = quantity
  return lines.flatMap(line => {
    const units = line.variantId === variantId ? Math.min(wanted, left.get(line.id) ?? 0) : 0
    if (units === 0) return []
    wanted -= units
    left.set(line.id, (left.get(line.id) ?? 0) - units)
    return [{ ...line, quantity: units }]
  })
}

/** Each line once, in the order of the basket. */
const merged = (parts: readonly TravellingLine[], lines: readonly PricedLine[]): TravellingLine[] =>
  lines.flatMap(line => {
    const own = parts.filter(part => part.id === line.id)
    const quantity = own.reduce((sum, part) => sum + part.quantity, 0)
    return quantity === 0 ? [] : [{ ...line, quantity }]
  })
