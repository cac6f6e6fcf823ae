/** What a bundle is made of, for one of it. */
export type Part = { readonly variantId: string; readonly quantity: number }

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
