import { folded } from '../catalog/index.ts'
import type { ReadTx } from '../storage/port.ts'
import { attributeKey, attributePrefix, typeKey } from './attribute-values.ts'
import type { Facet } from './contract.ts'
import type { Candidates, CountedListing, CountedLists } from './counted-lists.ts'
import { pathsOf } from './counted-products.ts'
import {
  type CountedProduct,
  commonest,
  countHaving,
  discrimination,
  type Named,
  roundRanges,
  shownOf,
  type Tally,
  tally,
  tallyOf,
} from './facets.ts'
import { isWithin } from './fitting.ts'
import { fromBase, toBase, unitIn } from './measures.ts'
import type { FacetFilter, Narrowing } from './narrowing.ts'

export type FacetRequest = {
  /** Names of filters and attributes; without them those that part the products best. */
  readonly names?: readonly string[]
  /** How many values of each. */
  readonly limit: number
}

/**
 * What a buyer may narrow the list by, with how many products each value would leave: counted with every filter but the
 * facet's own, so that the list can be widened again. Of a long list the newest are counted.
 */
export async function countFacets(
  tx: ReadTx,
  {
    narrowed,
    candidatesFor,
    request,
  }: Pick<CountedListing, 'narrowed'> & Pick<CountedLists, 'candidatesFor'> & { readonly request: FacetRequest },
): Promise<Facet[]> {
  const counts: Counting = { narrowed, candidatesFor, limit: request.limit }
  const asked = request.names?.map(folded)
  const isAsked = (...names: string[]) => !asked || names.some(name => asked.includes(name))
  return [
    ...(isAsked('categories', 'category') ? await categoryFacet(tx, counts) : []),
    ...(isAsked('brands', 'brand') ? brandFacet(counts) : []),
    ...(isAsked('product_types', 'product type', 'type') ? typeFacet(counts) : []),
    ...(isAsked('price') ? await priceFacet(counts) : []),
    ...(isAsked('available', 'availability') ? [flagFacet(counts, 'available')] : []),
    ...(isAsked('on_sale', 'on sale') ? [flagFacet(counts, 'on_sale')] : []),
    ...attributeNames(counts, request.names).flatMap(nameKey => attributeFacet(counts, nameKey)),
  ]
}

type Counting = {
  readonly narrowed: CountedListing['narrowed']
  readonly candidatesFor: (own: string) => Candidates
  readonly limit: number
}

const cutOf = ({ isCut }: Candidates) => (isCut ? { at_least: true as const } : {})

async function categoryFacet(tx: ReadTx, { narrowed, candidatesFor, limit }: Counting): Promise<Facet[]> {
  const candidates = candidatesFor('categoryIds')
  const chosen = new Set(narrowed.categoryIds)
  const all = tally(candidates.products.map(product => product.categoryIds.map(id => ({ key: id, label: id }))))
  // A category that all of them are in narrows nothing.
  const telling = all.filter(({ key, count }) => chosen.has(key) || count < candidates.products.length)
  const shown = shownOf(telling, chosen, limit)
  const paths = await pathsOf(
    tx,
    shown.map(({ key }) => key),
  )
  const values = shown.flatMap(({ key, count }) => {
    const label = paths.get(key)
    return label === undefined ? [] : [{ key, count, label }]
  })
  return listFacet({ filter: 'categories', name: 'Category', values, chosen, candidates })
}

function brandFacet({ narrowed, candidatesFor, limit }: Counting): Facet[] {
  const candidates = candidatesFor('brandKeys')
  const chosen = new Set(narrowed.brandKeys)
  const values = shownOf(tally(candidates.products.map(({ brand }) => (brand ? [brand] : []))), chosen, limit)
  return listFacet({ filter: 'brands', name: 'Brand', values, chosen, candidates })
}

function typeFacet({ narrowed, candidatesFor, limit }: Counting): Facet[] {
  const candidates = candidatesFor(typeKey)
  const chosen = chosenOf(narrowed, typeKey)
  const values = shownOf(tallyUnder(candidates, typeKey), chosen, limit)
  return listFacet({ filter: 'product_types', name: 'Type', values, chosen, candidates })
}

const chosenOf = ({ facets = [] }: Narrowing, nameKey: string): Set<string> =>
  new Set(facets.filter(facet => facet.nameKey === nameKey).flatMap(facet => facet.valueKeys ?? []))

const tallyUnder = ({ named }: Candidates, nameKey: string): Tally[] => {
  const under = named().get(nameKey)
  return under ? tallyOf(under) : []
}

function listFacet({
  filter,
  name,
  values,
  chosen,
  candidates,
}: Pick<Facet, 'filter' | 'name'> & {
  readonly values: readonly Tally[]
  readonly chosen: ReadonlySet<string>
  readonly candidates: Candidates
}): Facet[] {
  if (values.length === 0) return []
  const shown = values.map(({ key, label, count }) => ({
    value: label,
    count,
    ...(chosen.has(key) && { selected: true as const }),
  }))
  return [{ filter, name, values: shown, ...cutOf(candidates) }]
}

async function priceFacet({ narrowed: { price, currency }, candidatesFor }: Counting): Promise<Facet[]> {
  const candidates = candidatesFor('price')
  const { products } = candidates
  if (products.length === 0) return []
  const bounds = roundRanges(products.map(({ least }) => least))
  const counts = await countPriced(candidates, bounds)
  const ranges = bounds.map(({ min, max }, place) => {
    const isChosen = price && price.min === (min ?? 0) && price.max === (max ?? Number.MAX_SAFE_INTEGER)
    return {
      ...(min !== undefined && { min }),
      ...(max !== undefined && { max }),
      count: counts[place]!,
      ...(isChosen && { selected: true as const }),
    }
  })
  const all = {
    min: products.reduce((min, { least }) => Math.min(min, least), Infinity),
    max: products.reduce((max, { most }) => Math.max(max, most), 0),
  }
  return [
    { filter: 'price', name: 'Price', currency, ...all, ...(ranges.length > 0 && { ranges }), ...cutOf(candidates) },
  ]
}

/** Of each range how many products have a variant that costs as much. */
async function countPriced(
  { products, amountsOf }: Candidates,
  ranges: readonly { min?: number; max?: number }[],
): Promise<number[]> {
  const isWithin = (amount: number, { min = 0, max = Infinity }: (typeof ranges)[number]) =>
    amount >= min && amount <= max
  // Only of a product with a cheaper and a dearer variant does it matter what the others cost.
  const isUnknown = ({ least, most, amounts }: CountedProduct) =>
    !amounts && ranges.some(({ min = 0, max = Infinity }) => least < min && most > max)
  const unknown = products.filter(isUnknown)
  const read = new Map((await amountsOf(unknown)).map((amounts, place) => [unknown[place]!, amounts]))
  const amounts = products.map(product => product.amounts ?? read.get(product) ?? [product.least, product.most])
  return ranges.map(range => amounts.filter(list => list.some(amount => isWithin(amount, range))).length)
}

function flagFacet({ narrowed, candidatesFor }: Counting, filter: 'available' | 'on_sale'): Facet {
  const [own, name] = filter === 'available' ? (['available', 'Available'] as const) : (['onSale', 'On sale'] as const)
  const candidates = candidatesFor(own)
  const isSo = ({ isAvailable, isReduced }: CountedProduct) => (own === 'available' ? isAvailable : isReduced)
  const count = candidates.products.filter(isSo).length
  const value = { value: 'true', count, ...(narrowed[own] && { selected: true as const }) }
  return { filter, name, values: [value], ...cutOf(candidates) }
}

const mostAttributes = 10

/** The keys of the attributes asked for, or of those chosen and those that part the products best. */
function attributeNames(counts: Counting, names: readonly string[] | undefined): string[] {
  if (names) return [...new Set(names.map(attributeKey))]
  const all = counts.candidatesFor('')
  const best = [...all.named()]
    .filter(([key]) => key.startsWith(attributePrefix))
    .map(([key, under]) => {
      const values = tallyOf(under)
      const shown = isRanged(under) ? values.length : counts.limit
      return { key, worth: discrimination(values, { among: all.products.length, shown }) }
    })
    .filter(({ worth }) => worth > 0)
    .sort((a, b) => b.worth - a.worth || (a.key < b.key ? -1 : 1))
    .map(({ key }) => key)
  const chosen = (counts.narrowed.facets ?? [])
    .map(facet => facet.nameKey)
    .filter(key => key.startsWith(attributePrefix))
  return [...new Set([...chosen, ...best])].slice(0, Math.max(mostAttributes, new Set(chosen).size))
}

/** So many different numbers are still shown one by one. */
const mostNumbers = 8

const isRanged = ({ values }: Named): boolean => {
  const unit = values[0]?.value.unit
  const isMeasured = values.every(({ value }) => value.number !== null && value.unit === unit)
  return isMeasured && new Set(values.map(({ value }) => value.valueKey)).size > mostNumbers
}

function attributeFacet(counts: Counting, nameKey: string): Facet[] {
  const candidates = counts.candidatesFor(nameKey)
  const under = candidates.named().get(nameKey)
  if (!under) return []
  const name = commonest(under.spellings)
  if (isRanged(under)) return [rangeFacet(counts, { nameKey, name, under })]
  const chosen = chosenOf(counts.narrowed, nameKey)
  const values = shownOf(tallyOf(under), chosen, counts.limit)
  return listFacet({ filter: 'attributes', name, values, chosen, candidates })
}

/** A number attribute in the unit that most products give it in. */
function rangeFacet(
  { narrowed, candidatesFor }: Counting,
  { nameKey, name, under: { values } }: { nameKey: string; name: string; under: Named },
): Facet {
  const candidates = candidatesFor(nameKey)
  const units = new Map<string, number>()
  for (const { value, times } of values) {
    const unit = unitIn(value.label) ?? ''
    units.set(unit, (units.get(unit) ?? 0) + times)
  }
  const unit = commonest(units)
  const numbers = values.map(({ value, times }) => ({ number: fromBase(value.number ?? 0, unit), times }))
  const chosen = narrowed.facets?.find(facet => facet.nameKey === nameKey)?.range
  const bounds = roundRanges(numbers.flatMap(({ number, times }) => Array<number>(times).fill(number)))
  const within = bounds.map(range => rangeIn(unit, range))
  const counts = countHaving(
    candidates.products,
    within.map(range => values.flatMap(({ value }) => (isWithin(range, value) ? [value] : []))),
  )
  const ranges = bounds.map((range, place) => {
    const { min, max } = within[place]!
    const isChosen = chosen && chosen.min === min && chosen.max === max
    return { ...range, count: counts[place]!, ...(isChosen && { selected: true as const }) }
  })
  const all = numbers.map(({ number }) => number)
  return {
    filter: 'attributes',
    name,
    ...(unit !== '' && { unit }),
    min: Math.min(...all),
    max: Math.max(...all),
    ...(ranges.length > 0 && { ranges }),
    ...cutOf(candidates),
  }
}

/** As the filter reads the bounds. */
function rangeIn(unit: string, { min, max }: { min?: number; max?: number }): NonNullable<FacetFilter['range']> {
  const inBase = (bound: number) => (unit === '' ? { number: bound, unit: null } : toBase(bound, unit))
  const [lower, upper] = [min, max].map(bound => (bound === undefined ? undefined : inBase(bound)))
  return {
    unit: (lower ?? upper)?.unit ?? null,
    min: lower?.number ?? -Number.MAX_VALUE,
    max: upper?.number ?? Number.MAX_VALUE,
  }
}
