/** A variant as it was counted, with what the books say about it. */
export type Counted = {
  readonly line: number
  readonly variantId: string
  readonly sku?: string
  readonly counted: number
  /** What is on hand by the books now. */
  readonly onHand: number
  readonly reserved: number
  /** Booked in or out since the count began. */
  readonly moved: number
  readonly mayOwe: boolean
}

export type Difference = Counted & { readonly expected: number; readonly difference: number }

/**
 * What the count says the books were wrong by. It is compared with what was there when it began; what moved since has
 * moved either way. Units that are owed lie on no shelf, so nothing is missing where nothing lies.
 */
export function differenceOf(row: Counted): Difference {
  const expected = row.onHand - row.moved
  return { ...row, expected, difference: row.counted - Math.max(0, expected) }
}

/** Why a difference cannot be booked. */
export function refusal({ onHand, reserved, difference, counted, mayOwe }: Difference): string | undefined {
  const after = onHand + difference
  if (mayOwe || difference >= 0 || after >= reserved) return undefined
  const rest = after < 0 ? 'more than that were sold since the count began' : `${after} would be left`
  return reserved > 0
    ? `${reserved} are held for buyers who are paying, and with ${counted} counted ${rest}. Try again when they have paid.`
    : `With ${counted} counted ${rest}. Count again.`
}
