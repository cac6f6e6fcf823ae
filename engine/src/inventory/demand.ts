import { type Availability, soldOut, statusOf } from './stock.ts'

/** What a bundle is made of, for one of it. */
export type Part = { readonly variantId: string; readonly quantity: number }

/** A part with its name; one that is not sold any more keeps its bundle from being sold. */
export type BundlePart = Part & { readonly title: string; readonly sku: string | null; readonly isGone: boolean }

/** Units that somebody wants. A bundle names its parts, and what is to be handed over in a shop names where. */
export type Wanted = {
  readonly variantId: string
  readonly quantity: number
  readonly parts?: readonly Part[]
  readonly locationId?: string
}

/**
 * Units wanted of each variant that lies on a shelf: lines of the same variant added up, bundles taken apart, in one
 * fixed order so that buyers never block in a circle.
 */
export function demandOf(lines: readonly Wanted[]): Map<string, number> {
  const demand = new Map<string, number>()
  for (const { variantId, quantity } of lines.flatMap(piecesOf)) {
    demand.set(variantId, (demand.get(variantId) ?? 0) + quantity)
  }
  return new Map([...demand].sort(([a], [b]) => compare(a, b)))
}

/** A line as what is taken from shelves for it. */
export const piecesOf = ({ variantId, quantity, parts, locationId }: Wanted): Wanted[] =>
  (parts ?? [{ variantId, quantity: 1 }]).map(part => ({
    variantId: part.variantId,
    quantity: part.quantity * quantity,
    ...(locationId !== undefined && { locationId }),
  }))

export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** A variant of which more is wanted than can be had, and how many of it are left for these lines. */
export type Shortage = { readonly variantId: string; readonly left: number }

/** Pieces of lines that a plan found nowhere, by the number of their line. */
export type Missing = Wanted & { readonly line: number }

/** What is too little for these lines, where a plan found some of their pieces missing. */
export function shortagesIn(lines: readonly Wanted[], missing: readonly Missing[]): Shortage[] {
  const left = new Map<string, number>()
  const short = new Set<string>()
  lines.forEach((line, index) => {
    const lacking = demandOf(missing.filter(piece => piece.line === index))
    const pieces = piecesOf({ ...line, quantity: 1 })
    const counts = pieces.map(piece => Math.ceil((lacking.get(piece.variantId) ?? 0) / piece.quantity))
    const lacks = Math.min(line.quantity, Math.max(...counts))
    if (lacks > 0) short.add(line.variantId)
    left.set(line.variantId, (left.get(line.variantId) ?? 0) + line.quantity - lacks)
  })
  return [...short].map(variantId => ({ variantId, left: left.get(variantId) ?? 0 }))
}

/**
 * What is too little for these lines. They share what is left in their order: where a bundle and one of its parts are
 * wanted together, the later gets what the earlier leaves.
 */
export function shortagesOf(
  lines: readonly Wanted[],
  leftOf: (variantId: string) => number | null | undefined,
): Shortage[] {
  const pool = new Map<string, number>()
  for (const variantId of demandOf(lines).keys()) pool.set(variantId, leftOf(variantId) ?? Number.POSITIVE_INFINITY)
  return merged(lines).flatMap(line => {
    const pieces = piecesOf({ ...line, quantity: 1 })
    const possible = Math.min(...pieces.map(piece => Math.floor((pool.get(piece.variantId) ?? 0) / piece.quantity)))
    const given = Math.min(line.quantity, possible)
    for (const piece of pieces) pool.set(piece.variantId, (pool.get(piece.variantId) ?? 0) - given * piece.quantity)
    return given < line.quantity ? [{ variantId: line.variantId, left: given }] : []
  })
}

function merged(lines: readonly Wanted[]): Wanted[] {
  const byVariant = new Map<string, Wanted>()
  for (const line of lines) {
    const known = byVariant.get(line.variantId)
    byVariant.set(line.variantId, known ? { ...known, quantity: known.quantity + line.quantity } : line)
  }
  return [...byVariant.values()]
}

/** A bundle is there as often as the scarcest of its parts allows, and as late as the latest of them that is missing. */
export function bundleAvailability(
  parts: readonly BundlePart[],
  partOf: (variantId: string) => Availability,
  wanted = 1,
): Availability {
  if (parts.some(part => part.isGone)) return soldOut
  const each = parts.map(part => ({ ...partOf(part.variantId), quantity: part.quantity }))
  const [left, ready] = (['left', 'ready'] as const).map(which => {
    const counts = each.flatMap(part => (part[which] === null ? [] : [Math.floor(part[which] / part.quantity)]))
    return counts.length === 0 ? null : Math.min(...counts)
  }) as [number | null, number | null]
  const isSent = left === null || left > 0
  const atPickup = bundlesAtPickup(each)
  const late = each.filter(part => part.ready !== null && part.ready < part.quantity * wanted)
  const dates = late.flatMap(({ availableAt }) => (availableAt ? [availableAt.getTime()] : []))
  const rule = late.some(({ status }) => status === 'preorder') ? 'preorder' : 'backorder'
  return {
    available: isSent || atPickup.size > 0,
    status: statusOf({ ready, isSent, isFetched: atPickup.size > 0, rule }),
    left,
    ready,
    ...(isSent && dates.length > 0 && { availableAt: new Date(Math.max(...dates)) }),
    ...(atPickup.size > 0 && { atPickup }),
  }
}

/** A bundle is fetched where all of its parts lie. */
function bundlesAtPickup(parts: readonly (Availability & { readonly quantity: number })[]): Map<string, number> {
  const places = new Set(parts.flatMap(({ atPickup }) => [...(atPickup?.keys() ?? [])]))
  const counts = [...places].map(place => {
    const each = parts.filter(({ ready }) => ready !== null)
    const bundles = each.map(({ atPickup, quantity }) => Math.floor((atPickup?.get(place) ?? 0) / quantity))
    return [place, Math.min(...bundles)] as const
  })
  return new Map(counts.filter(([, bundles]) => bundles > 0))
}
