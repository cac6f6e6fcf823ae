import { tagKey } from './attribute-values.ts'
import type { KnownValue, Sizes } from './packed-products.ts'

/** What of a product is counted; its variants are those that have a price and are within the filters. */
export type CountedProduct = {
  readonly id: string
  readonly categoryIds: readonly string[]
  readonly brand: { readonly key: string; readonly label: string } | undefined
  /** What holds for every variant. */
  readonly values: readonly KnownValue[]
  readonly variants: readonly { readonly values: readonly KnownValue[] }[]
  /** What the cheapest of them costs, and the dearest. */
  readonly least: number
  readonly most: number
  /** What each of them costs, where more than those two is known. */
  readonly amounts?: readonly number[]
  /** One of them is reduced, one can be bought. */
  readonly isReduced: boolean
  readonly isAvailable: boolean
}

export type Tally = { readonly key: string; readonly label: string; readonly count: number }

/** In how many products each value stands, the commonest first; the label is that of most products. */
export function tally(products: readonly (readonly { readonly key: string; readonly label: string }[])[]): Tally[] {
  const counts = new Map<string, { count: number; labels: Map<string, number> }>()
  for (const values of products) {
    for (const [key, label] of new Map(values.toReversed().map(value => [value.key, value.label]))) {
      const known = counts.get(key) ?? { count: 0, labels: new Map<string, number>() }
      known.count += 1
      known.labels.set(label, (known.labels.get(label) ?? 0) + 1)
      counts.set(key, known)
    }
  }
  return inOrder([...counts].map(([key, { count, labels }]) => ({ key, count, label: commonest(labels) })))
}

const inOrder = (values: readonly Tally[]): Tally[] =>
  [...values].sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1))

export const commonest = (counts: ReadonlyMap<string, number>): string =>
  [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))[0]?.[0] ?? ''

/** The first values of a facet, and those behind them that are chosen. */
export const shownOf = (values: readonly Tally[], chosen: ReadonlySet<string>, limit: number): Tally[] =>
  values.filter(({ key }, index) => index < limit || chosen.has(key))

/** What products have under a name. */
export type Named = {
  /** Each value with how often it stands, and in how many products it is the first of its key. */
  readonly values: readonly { readonly value: KnownValue; readonly times: number; readonly products: number }[]
  /** In how many products each spelling of the name stands. */
  readonly spellings: ReadonlyMap<string, number>
}

/** What the products and their variants have under each name but tags, which are filters and no facet. */
export function namedValues(products: readonly CountedProduct[], sizes: Sizes): ReadonlyMap<string, Named> {
  const [times, firsts] = [new Uint32Array(sizes.values), new Uint32Array(sizes.values)]
  const spelt = new Uint32Array(sizes.spellings)
  // The product, counted from one, that a key or a spelling was last seen in.
  const [lastOfKey, lastOfSpelling] = [new Uint32Array(sizes.keys), new Uint32Array(sizes.spellings)]
  const seen: KnownValue[] = []
  let place = 0
  const count = (value: KnownValue) => {
    const { id, keyId, spellingId, nameKey } = value
    if (nameKey === tagKey) return
    if (times[id] === 0) seen.push(value)
    times[id]! += 1
    if (lastOfKey[keyId] !== place) {
      lastOfKey[keyId] = place
      firsts[id]! += 1
    }
    if (lastOfSpelling[spellingId] !== place) {
      lastOfSpelling[spellingId] = place
      spelt[spellingId]! += 1
    }
  }
  for (const { values, variants } of products) {
    place += 1
    for (const value of values) count(value)
    for (const variant of variants) for (const value of variant.values) count(value)
  }
  const named = [...Map.groupBy(seen, value => value.nameKey)].map(([nameKey, values]): [string, Named] => [
    nameKey,
    {
      values: values.map(value => ({ value, times: times[value.id]!, products: firsts[value.id]! })),
      spellings: new Map(values.map(({ name, spellingId }) => [name, spelt[spellingId]!])),
    },
  ])
  return new Map(named)
}

/** In how many products each value stands, the commonest first; the label is that of most products. */
export const tallyOf = ({ values }: Named): Tally[] =>
  inOrder(
    [...Map.groupBy(values, ({ value }) => value.valueKey)].map(([key, same]) => ({
      key,
      count: same.reduce((sum, { products }) => sum + products, 0),
      label: commonest(new Map(same.map(({ value, products }) => [value.label, products]))),
    })),
  )

/** Of each of a few sets of values: how many of the products have one of it, themselves or on a variant. */
export function countHaving(products: readonly CountedProduct[], sets: readonly (readonly KnownValue[])[]): number[] {
  const bits: number[] = []
  for (const [place, set] of sets.entries()) for (const { id } of set) bits[id] = (bits[id] ?? 0) | (1 << place)
  const counts = sets.map(() => 0)
  for (const { values, variants } of products) {
    let had = 0
    for (const { id } of values) had |= bits[id] ?? 0
    for (const variant of variants) for (const { id } of variant.values) had |= bits[id] ?? 0
    for (let place = 0; had !== 0 && place < sets.length; place++) if (had & (1 << place)) counts[place]! += 1
  }
  return counts
}

/**
 * How well an attribute parts these products: how many have it, how evenly its values share them, and how much of that a
 * few values show. Nothing where all have the same value.
 */
export function discrimination(values: readonly Tally[], { among, shown }: { among: number; shown: number }): number {
  const all = values.reduce((sum, { count }) => sum + count, 0)
  if (values.length < 2 || all === 0) return 0
  const evenness = 1 - values.reduce((sum, { count }) => sum + (count / all) ** 2, 0)
  const covered = values.slice(0, shown).reduce((sum, { count }) => sum + count, 0) / all
  return (Math.min(all, among) / among) * evenness * covered
}

/** At most five ranges with round bounds and about as many numbers in each; fewer where the numbers are few or close. */
export function roundRanges(numbers: readonly number[]): { min?: number; max?: number }[] {
  const sorted = [...numbers].sort((a, b) => a - b)
  const [least, most] = [sorted[0] ?? 0, sorted.at(-1) ?? 0]
  const step = roundStep((most - least) / 20)
  if (step === 0) return []
  const bounds = [1, 2, 3, 4].map(fifth => {
    const number = sorted[Math.floor((sorted.length * fifth) / 5)] ?? most
    return Number((Math.round(number / step) * step).toPrecision(12))
  })
  const distinct = [...new Set(bounds)].filter(bound => bound > least && bound < most)
  if (distinct.length === 0) return []
  return [
    { max: distinct[0]! },
    ...distinct.slice(1).map((max, index) => ({ min: distinct[index]!, max })),
    { min: distinct.at(-1)! },
  ]
}

/** 1, 2 or 5 with noughts. */
function roundStep(step: number): number {
  if (!(step > 0)) return 0
  const power = 10 ** Math.floor(Math.log10(step))
  return power * ([1, 2, 5].find(digit => digit * power >= step) ?? 10)
}
