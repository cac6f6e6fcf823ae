import type { Common } from './likeness.ts'

/** A product that may be recommended, how much speaks for it, and what does so most. */
export type Ranked = { readonly id: string; readonly score: number; readonly why: Why }

export type Why =
  /** What staff name for a product, and what others bought with it or after it. */
  | {
      readonly kind: 'accessory' | 'upsell' | 'alternative' | 'bought_together' | 'because_bought'
      readonly of: string
    }
  /** What it has in common with a product. */
  | { readonly kind: 'similar'; readonly of: string; readonly common: Common }
  | { readonly kind: 'buy_again' | 'popular' }

/**
 * Gathers what speaks for each product: scores add up, and the largest says why. That everybody buys it is no reason where
 * there is another.
 */
export function scoreSheet() {
  const sums = new Map<string, { score: number; most: number; why: Why }>()
  return {
    add: (id: string, score: number, why: Why): void => {
      if (score <= 0) return
      const known = sums.get(id)
      if (!known) sums.set(id, { score, most: score, why })
      else {
        known.score += score
        const isBetter = known.why.kind === 'popular' || (why.kind !== 'popular' && score > known.most)
        if (isBetter) Object.assign(known, { most: score, why })
      }
    },
    /** The highest score first; what scores the same, as it was added. */
    ranked: (): Ranked[] =>
      [...sums].map(([id, { score, why }]) => ({ id, score, why })).sort((a, b) => b.score - a.score),
  }
}
