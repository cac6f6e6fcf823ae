import type { Promotion } from './promotions.ts'

/** The most promotions whose every combination is tried: 64 prices are worked out in about a millisecond. */
const mostTried = 6

/**
 * The promotions that make the cheapest total, by trying: each exclusive one alone, and every set of the combinable ones.
 * Of equal totals the larger set wins, then the combinable ones, then the one that comes first. Beyond `mostTried`
 * combinable promotions, all of them are taken and then one after the other left out for as long as that is cheaper.
 */
export function cheapest<T>(
  promotions: readonly Promotion[],
  { priced, totalOf }: { priced: (taken: readonly Promotion[]) => T; totalOf: (result: T) => number },
): { readonly taken: readonly Promotion[]; readonly result: T } {
  const combinable = promotions.filter(promotion => promotion.isCombinable)
  const exclusive = promotions.filter(promotion => !promotion.isCombinable)
  const attempt = (taken: readonly Promotion[]) => ({ taken, result: priced(taken) })
  const better = (a: ReturnType<typeof attempt>, b: ReturnType<typeof attempt>) =>
    totalOf(b.result) < totalOf(a.result) ? b : a
  const all = attempt(combinable)
  const together =
    combinable.length > mostTried
      ? descended(all, { attempt, better })
      : subsets(combinable).map(attempt).reduce(better, all)
  return exclusive.map(promotion => attempt([promotion])).reduce(better, together)
}

type Attempt<T> = { readonly taken: readonly Promotion[]; readonly result: T }
type Trying<T> = {
  readonly attempt: (taken: readonly Promotion[]) => Attempt<T>
  readonly better: (a: Attempt<T>, b: Attempt<T>) => Attempt<T>
}

function descended<T>(from: Attempt<T>, { attempt, better }: Trying<T>): Attempt<T> {
  const next = from.taken.map(left => attempt(from.taken.filter(promotion => promotion !== left))).reduce(better, from)
  return next === from ? from : descended(next, { attempt, better })
}

/**
 * The proper subsets with something in them, the larger first. One promotion alone never makes a cart dearer, so that
 * taking none at all needs no try.
 */
function subsets(promotions: readonly Promotion[]): (readonly Promotion[])[] {
  const sets = Array.from({ length: 2 ** promotions.length - 1 }, (_, mask) =>
    promotions.filter((_, index) => mask & (1 << index)),
  )
  return sets.filter(set => set.length > 0).sort((a, b) => b.length - a.length)
}
