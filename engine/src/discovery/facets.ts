import type { FacetValue } from './attribute-values.ts'
import type { FacetFilter, Narrowing } from './listing.ts'

/** What of a product is counted; its variants are those that have a price. */
export type CountedProduct = {
  readonly categoryIds: readonly string[]
  readonly brand: { readonly key: string; readonly label: string } | undefined
  /** What holds for every variant. */
  readonly values: readonly FacetValue[]
  readonly variants: readonly CountedVariant[]
}

export type CountedVariant = {
  readonly amount: number
  readonly listAmount: number
  readonly isAvailable: boolean
  readonly values: readonly FacetValue[]
}

/** A product with those of its variants that are within the filters. */
export type FittingProduct = Omit<CountedProduct, 'variants'> & { readonly variants: readonly CountedVariant[] }

/** The products that have a variant within these filters, as the database finds them; collections are not looked at. */
export function fitting(products: readonly CountedProduct[], narrowing: Narrowing): FittingProduct[] {
  const { categoryIds, brandKeys } = narrowing
  return products.flatMap(product => {
    const isOfCategory = !categoryIds || product.categoryIds.some(id => categoryIds.includes(id))
    const isOfBrand = !brandKeys || (product.brand !== undefined && brandKeys.includes(product.brand.key))
    if (!isOfCategory || !isOfBrand) return []
    const variants = product.variants.filter(variant => fits(product, variant, narrowing))
    return variants.length > 0 ? [{ ...product, variants }] : []
  })
}

/** Whether this variant is within the filters, as far as those look at variants. */
export function fits(product: Pick<CountedProduct, 'values'>, variant: CountedVariant, narrowing: Narrowing): boolean {
  const { price, available, onSale, facets = [] } = narrowing
  return (
    (!price || (variant.amount >= price.min && variant.amount <= price.max)) &&
    (!available || variant.isAvailable) &&
    (!onSale || variant.amount < variant.listAmount) &&
    facets.every(
      facet => product.values.some(value => isOf(facet, value)) || variant.values.some(value => isOf(facet, value)),
    )
  )
}

const isOf = ({ nameKey, valueKeys, range }: FacetFilter, value: FacetValue): boolean =>
  value.nameKey === nameKey &&
  (valueKeys?.includes(value.valueKey) === true || (range !== undefined && isWithin(range, value)))

export const isWithin = (range: NonNullable<FacetFilter['range']>, { number, unit }: FacetValue): boolean =>
  number !== null && unit === range.unit && number >= range.min && number <= range.max

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
  return [...counts]
    .map(([key, { count, labels }]) => ({ key, count, label: commonest(labels) }))
    .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1))
}

export const commonest = (counts: ReadonlyMap<string, number>): string =>
  [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))[0]?.[0] ?? ''

/** The first values of a facet, and those behind them that are chosen. */
export const shownOf = (values: readonly Tally[], chosen: ReadonlySet<string>, limit: number): Tally[] =>
  values.filter(({ key }, index) => index < limit || chosen.has(key))

/** What the products and their variants have under each name, product by product. */
export function valuesByName(products: readonly FittingProduct[]): ReadonlyMap<string, readonly FacetValue[][]> {
  const byName = new Map<string, FacetValue[][]>()
  for (const { values, variants } of products) {
    const own = new Map<string, FacetValue[]>()
    for (const value of [...values, ...variants.flatMap(variant => variant.values)]) {
      const known = own.get(value.nameKey)
      if (known) known.push(value)
      else own.set(value.nameKey, [value])
    }
    for (const [nameKey, list] of own) {
      const lists = byName.get(nameKey)
      if (lists) lists.push(list)
      else byName.set(nameKey, [list])
    }
  }
  return byName
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
