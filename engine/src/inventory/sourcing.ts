import { compare, type Missing, piecesOf, type Wanted } from './demand.ts'
import { mainLocation } from './location.ts'
import { bounds, expectedOn, freeUnits, ruleNow, type Supply, sellableUnits } from './stock.ts'

/** Units to be taken at one location, and how far that may go beyond its stock (see `bounds`). */
export type Take = {
  readonly variantId: string
  readonly locationId: string
  readonly quantity: number
  readonly allotment: number
  readonly beyond: number
  /** Whether only this location will do. */
  readonly isPinned: boolean
}

/** What leaves one location together; `availableAt` is there where it has to be waited for. */
export type Shipment = {
  readonly locationId: string
  readonly lines: readonly { readonly variantId: string; readonly quantity: number }[]
  readonly availableAt?: Date
}

type Supplies = ReadonlyMap<string, Supply>

/** What is to be taken in one fixed order, and what nobody has. Variants that nobody counts are in neither. */
export function planTakes(
  lines: readonly Wanted[],
  supplies: Supplies,
  now: Date,
): { readonly takes: readonly Take[]; readonly missing: readonly Missing[] } {
  const takes = new Map<string, Take>()
  const missing: Missing[] = []
  for (const { line, variantId, locationId, quantity, isPinned, isMissing } of assign(lines, supplies, now)) {
    if (isMissing || locationId === undefined) {
      missing.push({ line, variantId, quantity, ...(locationId !== undefined && { locationId }) })
      continue
    }
    const key = JSON.stringify([variantId, locationId, isPinned])
    const sum = quantity + (takes.get(key)?.quantity ?? 0)
    const within = bounds({ locationId }, supplies.get(variantId)?.policy, now)
    takes.set(key, { variantId, locationId, quantity: sum, isPinned, ...within })
  }
  const order = (a: Take, b: Take) => compare(a.variantId, b.variantId) || compare(a.locationId, b.locationId)
  return { takes: [...takes.values()].sort(order), missing }
}

/**
 * The lines, or those that are asked for beside others, as the shipments in which they would leave. What is too little stands with the first location: whether it
 * can be had is for `availability` to say. A bundle is packed at one location, the one that has most of it.
 */
export function planShipments<L extends Wanted>(
  lines: readonly L[],
  supplies: Supplies,
  { now, isAsked = () => true }: { readonly now: Date; readonly isAsked?: (line: L) => boolean },
): Shipment[] {
  const assigned = assign(lines, supplies, now)
  const first = askingOrder(supplies)[0] ?? mainLocation
  const shipments = new Map<string, { locationId: string; at: Date | undefined; units: Map<string, number> }>()
  const put = (
    variantId: string,
    quantity: number,
    { locationId = first, at }: Pick<Assigned, 'locationId' | 'at'>,
  ) => {
    const key = JSON.stringify([locationId, at ?? null])
    const { units } = shipments.get(key) ?? shipments.set(key, { locationId, at, units: new Map() }).get(key)!
    units.set(variantId, (units.get(variantId) ?? 0) + quantity)
  }
  lines.forEach((line, index) => {
    if (!isAsked(line)) return
    const pieces = assigned.filter(piece => piece.line === index)
    if (pieces.length === 0) put(line.variantId, line.quantity, line)
    else if (!line.parts) for (const piece of pieces) put(line.variantId, piece.quantity, piece)
    else put(line.variantId, line.quantity, { ...packedAt(pieces), ...latest(pieces) })
  })
  return [...shipments.values()].map(({ locationId, at, units }) => ({
    locationId,
    lines: [...units].map(([variantId, quantity]) => ({ variantId, quantity })),
    ...(at && { availableAt: at }),
  }))
}

function packedAt(pieces: readonly Assigned[]): Pick<Assigned, 'locationId'> {
  const units = new Map<string | undefined, number>()
  for (const { locationId, quantity } of pieces) units.set(locationId, (units.get(locationId) ?? 0) + quantity)
  const [most] = [...units].sort(([, a], [, b]) => b - a)
  return most?.[0] === undefined ? {} : { locationId: most[0] }
}

function latest(pieces: readonly Assigned[]): Pick<Assigned, 'at'> {
  const dates = pieces.flatMap(({ at }) => (at ? [at.getTime()] : []))
  return dates.length === 0 ? {} : { at: new Date(Math.max(...dates)) }
}

/** Units of a line at one location, or missing there or everywhere; `at` says when they are expected, where they are owed. */
type Assigned = {
  readonly line: number
  readonly variantId: string
  readonly isPinned: boolean
  readonly quantity: number
  readonly locationId?: string
  readonly at?: Date
  readonly isMissing?: true
}

type Taken = Pick<Assigned, 'quantity' | 'locationId' | 'at' | 'isMissing'>

/**
 * Where counted units are taken: at the first location that holds all of the demand; else, piece by piece, at one that
 * holds all of it, those in use already before others; else at several. What is owed comes last, where it is owed.
 */
function assign(lines: readonly Wanted[], supplies: Supplies, now: Date): Assigned[] {
  const pieces = lines
    .flatMap((line, index) => piecesOf(line).map(piece => ({ ...piece, line: index })))
    .filter(piece => supplies.get(piece.variantId)?.counted)
  const shelves = shelvesOf(supplies, now)
  const assigned = ({ line, variantId, quantity, locationId }: Piece, places: readonly string[]): Assigned[] => {
    const isPinned = locationId !== undefined
    return shelves
      .take(variantId, quantity, places)
      .map(part => ({ line, variantId, isPinned, ...(isPinned && { locationId }), ...part }))
  }
  // What only one place will do for is taken first, before others that could be had elsewhere take it there.
  const pinned = pieces.flatMap(piece => (piece.locationId === undefined ? [] : assigned(piece, [piece.locationId])))
  const free = pieces.filter(piece => piece.locationId === undefined)
  const everywhere = askingOrder(supplies)
  const whole = everywhere.find(id => holdsAll(free, (variantId: string) => shelves.free(variantId, id)))
  const used = new Set<string>()
  const others = free.flatMap(piece => {
    const known = [...everywhere].sort((a, b) => Number(used.has(b)) - Number(used.has(a)))
    const only = whole ?? known.find(id => shelves.free(piece.variantId, id) >= piece.quantity)
    const taken = assigned(piece, only === undefined ? known : [only])
    for (const { locationId: place } of taken) if (place !== undefined) used.add(place)
    return taken
  })
  return [...pinned, ...others]
}

type Piece = Wanted & { readonly line: number }

function holdsAll(pieces: readonly Wanted[], free: (variantId: string) => number): boolean {
  const wanted = new Map<string, number>()
  for (const { variantId, quantity } of pieces) wanted.set(variantId, (wanted.get(variantId) ?? 0) + quantity)
  return [...wanted].every(([variantId, units]) => free(variantId) >= units)
}

/** What still lies where while a plan is made. */
function shelvesOf(supplies: Supplies, now: Date) {
  const taken = new Map<string, number>()
  const keyOf = (variantId: string, locationId: string) => JSON.stringify([variantId, locationId])
  const left = (variantId: string, locationId: string, unitsAt: typeof sellableUnits) => {
    const { levels = [], policy } = supplies.get(variantId) ?? {}
    const level = levels.find(known => known.locationId === locationId)
    return level ? Math.max(0, unitsAt(level, policy, now) - (taken.get(keyOf(variantId, locationId)) ?? 0)) : 0
  }
  const free = (variantId: string, locationId: string) => left(variantId, locationId, freeUnits)
  const take = (variantId: string, quantity: number, places: readonly string[]): Taken[] => {
    const policy = supplies.get(variantId)?.policy
    const expected = expectedOn(policy, now)
    const isPreorder = ruleNow(policy, now).rule === 'preorder'
    const parts: Taken[] = []
    let rest = quantity
    const note = (locationId: string, units: number, at: Date | undefined) => {
      if (units === 0) return
      rest -= units
      taken.set(keyOf(variantId, locationId), units + (taken.get(keyOf(variantId, locationId)) ?? 0))
      parts.push({ quantity: units, locationId, ...(at && { at }) })
    }
    for (const id of places) note(id, Math.min(rest, free(variantId, id)), isPreorder ? expected : undefined)
    for (const id of places) note(id, Math.min(rest, left(variantId, id, sellableUnits)), expected)
    return rest === 0 ? parts : [...parts, { quantity: rest, isMissing: true }]
  }
  return { free, take }
}

/** The locations that send what is ordered online, the one to ask first in front. */
function askingOrder(supplies: Supplies): string[] {
  const places = new Map<string, number>()
  for (const { levels } of supplies.values()) {
    for (const { locationId, priority, sellsOnline } of levels) if (sellsOnline) places.set(locationId, priority)
  }
  return [...places].sort(([a, first], [b, second]) => first - second || compare(a, b)).map(([id]) => id)
}
