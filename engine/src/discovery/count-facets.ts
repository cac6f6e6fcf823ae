import { folded } from '../catalog/index.ts'
import type { ReadTx } from '../storage/port.ts'
import { attributeKey, attributePrefix, type FacetValue, typeKey } from './attribute-values.ts'
import type { Facet } from './contract.ts'
import { countedProducts, pathsOf } from './counted-products.ts'
import {
  type CountedProduct,
  commonest,
  discrimination,
  type FittingProduct,
  fitting,
  isWithin,
  roundRanges,
  shownOf,
  tally,
  valuesByName,
} from './facets.ts'
import { type FacetFilter, type Listing, listProducts, mostCounted, type Narrowing } from './listing.ts'
import { fromBase, toBase, unitIn } from './measures.ts'
import type { PriceAsker } from './offers.ts'

export type FacetRequest = {
  /** Names of filters and attributes; without them those that part the products best. */
  readonly names?: readonly string[]
  /** How many values of each. */
  readonly limit: number
}

type Narrowed = Narrowing & PriceAsker
type Words = Listing['words']
type List = { readonly narrowed: Narrowed; readonly ids: readonly string[] }
type Candidates = {
  readonly products: readonly FittingProduct[]
  /** What they have under a name, product by product. */
  readonly valuesOf: (nameKey: string) => readonly (readonly FacetValue[])[]
  readonly names: () => Iterable<string>
  readonly isCut: boolean
}

/**
 * What a buyer may narrow the list by, with how many products each value would leave: counted with every filter but the
 * facet's own, so that the list can be widened again. At most `mostCounted` products are looked at, the newest first.
 */
export async function countFacets(
  tx: ReadTx,
  { narrowed, words, request }: { readonly narrowed: Narrowed; readonly words: Words; readonly request: FacetRequest },
): Promise<Facet[]> {
  const { whole, lists } = await listsOf(tx, narrowed, words)
  const counted = await countedProducts(tx, productsIn(whole, lists), narrowed)
  const widened = new Map([...lists].map(([own, list]) => [own, candidatesIn(list, counted)]))
  const all = candidatesIn(whole, counted)
  const candidatesFor = (own: string): Candidates => widened.get(own) ?? all
  const counts: Counting = { narrowed, candidatesFor, limit: request.limit }
  const asked = request.names?.map(folded)
  const isAsked = (...names: string[]) => !asked || names.some(name => asked.includes(name))
  return [
    ...(isAsked('categories', 'category') ? await categoryFacet(tx, counts) : []),
    ...(isAsked('brands', 'brand') ? brandFacet(counts) : []),
    ...(isAsked('product_types', 'product type', 'type') ? typeFacet(counts) : []),
    ...(isAsked('price') ? priceFacet(counts) : []),
    ...(isAsked('available', 'availability') ? [flagFacet(counts, 'available')] : []),
    ...(isAsked('on_sale', 'on sale') ? [flagFacet(counts, 'on_sale')] : []),
    ...attributeNames(counts, request.names).flatMap(nameKey => attributeFacet(counts, nameKey)),
  ]
}

type Counting = {
  readonly narrowed: Narrowed
  readonly candidatesFor: (own: string) => Candidates
  readonly limit: number
}

/** The list itself, and by each filter that is set the list without it. */
async function listsOf(
  tx: ReadTx,
  narrowed: Narrowed,
  words: Words,
): Promise<{ whole: List; lists: ReadonlyMap<string, List> }> {
  const own = ownFilters(narrowed)
  const wanted = new Map(own.map(name => [name, without(narrowed, [name])]))
  const widest = own.length > 0 ? await idsOf(tx, without(narrowed, own), words) : undefined
  // All of a short list is looked at anyway, and what fits is found there.
  const isShort = widest !== undefined && widest.length <= mostCounted
  const listOf = async (within: Narrowed): Promise<List> => ({
    narrowed: within,
    ids: isShort ? widest : await idsOf(tx, within, words),
  })
  const lists = new Map<string, List>()
  for (const [name, within] of wanted) lists.set(name, await listOf(within))
  return { whole: await listOf(narrowed), lists }
}

function productsIn(whole: List, lists: ReadonlyMap<string, List>) {
  const first = ({ ids }: List) => ids.slice(0, mostCounted)
  const own = new Set(first(whole))
  const others = new Set([...lists.values()].flatMap(first).filter(id => !own.has(id)))
  const names = new Set((whole.narrowed.facets ?? []).map(facet => facet.nameKey))
  return { whole: [...own], others: [...others], names: [...names] }
}

function candidatesIn({ narrowed, ids }: List, counted: ReadonlyMap<string, CountedProduct>): Candidates {
  const products = fitting(
    ids.slice(0, mostCounted).flatMap(id => counted.get(id) ?? []),
    narrowed,
  )
  let byName: ReturnType<typeof valuesByName> | undefined
  const named = () => {
    byName ??= valuesByName(products)
    return byName
  }
  return {
    products,
    valuesOf: nameKey => named().get(nameKey) ?? [],
    names: () => named().keys(),
    isCut: ids.length > mostCounted,
  }
}

async function idsOf(tx: ReadTx, narrowed: Narrowed, words: Words): Promise<string[]> {
  const listed = await listProducts(tx, {
    ...narrowed,
    ...(words && { words }),
    sort: 'newest',
    limit: mostCounted + 1,
  })
  return listed.map(product => product.id)
}

/** A name for each filter that is set: a field of the narrowing, or the key of an attribute. */
function ownFilters({ categoryIds, brandKeys, price, available, onSale, facets = [] }: Narrowing): string[] {
  return [
    ...(categoryIds ? ['categoryIds'] : []),
    ...(brandKeys ? ['brandKeys'] : []),
    ...(price ? ['price'] : []),
    ...(available ? ['available'] : []),
    ...(onSale ? ['onSale'] : []),
    ...new Set(facets.map(facet => facet.nameKey)),
  ]
}

function without(narrowed: Narrowed, own: readonly string[]): Narrowed {
  const entries = Object.entries(narrowed).filter(([field]) => !own.includes(field) && field !== 'facets')
  const facets = (narrowed.facets ?? []).filter(facet => !own.includes(facet.nameKey))
  return { ...(Object.fromEntries(entries) as Narrowed), ...(facets.length > 0 && { facets }) }
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
  const values = shownOf(tallyOf(candidates, typeKey), chosen, limit)
  return listFacet({ filter: 'product_types', name: 'Type', values, chosen, candidates })
}

const chosenOf = ({ facets = [] }: Narrowing, nameKey: string): Set<string> =>
  new Set(facets.filter(facet => facet.nameKey === nameKey).flatMap(facet => facet.valueKeys ?? []))

const tallyOf = ({ valuesOf }: Candidates, nameKey: string) =>
  tally(valuesOf(nameKey).map(values => values.map(({ valueKey, label }) => ({ key: valueKey, label }))))

function listFacet({
  filter,
  name,
  values,
  chosen,
  candidates,
}: Pick<Facet, 'filter' | 'name'> & {
  readonly values: ReturnType<typeof tally>
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

function priceFacet({ narrowed: { price, currency }, candidatesFor }: Counting): Facet[] {
  const candidates = candidatesFor('price')
  const amounts = candidates.products.map(({ variants }) => variants.map(variant => variant.amount))
  const cheapest = amounts.map(list => Math.min(...list))
  if (cheapest.length === 0) return []
  const ranges = roundRanges(cheapest).map(({ min, max }) => {
    const count = amounts.filter(list =>
      list.some(amount => amount >= (min ?? 0) && amount <= (max ?? Infinity)),
    ).length
    const isChosen = price && price.min === (min ?? 0) && price.max === (max ?? Number.MAX_SAFE_INTEGER)
    return {
      ...(min !== undefined && { min }),
      ...(max !== undefined && { max }),
      count,
      ...(isChosen && { selected: true as const }),
    }
  })
  const bounds = { min: Math.min(...cheapest), max: Math.max(...amounts.flat()) }
  return [
    { filter: 'price', name: 'Price', currency, ...bounds, ...(ranges.length > 0 && { ranges }), ...cutOf(candidates) },
  ]
}

function flagFacet({ narrowed, candidatesFor }: Counting, filter: 'available' | 'on_sale'): Facet {
  const [own, name] = filter === 'available' ? (['available', 'Available'] as const) : (['onSale', 'On sale'] as const)
  const candidates = candidatesFor(own)
  const count = candidates.products.filter(({ variants }) =>
    variants.some(variant => (own === 'available' ? variant.isAvailable : variant.amount < variant.listAmount)),
  ).length
  const value = { value: 'true', count, ...(narrowed[own] && { selected: true as const }) }
  return { filter, name, values: [value], ...cutOf(candidates) }
}

const mostAttributes = 10

/** The keys of the attributes asked for, or of those chosen and those that part the products best. */
function attributeNames(counts: Counting, names: readonly string[] | undefined): string[] {
  if (names) return [...new Set(names.map(attributeKey))]
  const all = counts.candidatesFor('')
  const best = [...all.names()]
    .filter(key => key.startsWith(attributePrefix))
    .map(key => {
      const values = tallyOf(all, key)
      const isMeasured = isRanged(all, key)
      const shown = isMeasured ? values.length : counts.limit
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

const isRanged = ({ valuesOf }: Candidates, nameKey: string): boolean => {
  const values = valuesOf(nameKey).flat()
  const isMeasured = values.length > 0 && values.every(value => value.number !== null && value.unit === values[0]!.unit)
  return isMeasured && new Set(values.map(value => value.valueKey)).size > mostNumbers
}

function attributeFacet(counts: Counting, nameKey: string): Facet[] {
  const candidates = counts.candidatesFor(nameKey)
  const names = new Map(
    tally(candidates.valuesOf(nameKey).map(values => values.map(({ name }) => ({ key: name, label: name })))).map(
      ({ key, count }) => [key, count] as const,
    ),
  )
  const name = commonest(names)
  if (name === '') return []
  if (isRanged(candidates, nameKey)) return rangeFacet(counts, { nameKey, name })
  const chosen = chosenOf(counts.narrowed, nameKey)
  const values = shownOf(tallyOf(candidates, nameKey), chosen, counts.limit)
  return listFacet({ filter: 'attributes', name, values, chosen, candidates })
}

/** A number attribute in the unit that most products give it in. */
function rangeFacet(
  { narrowed, candidatesFor }: Counting,
  { nameKey, name }: { nameKey: string; name: string },
): Facet[] {
  const candidates = candidatesFor(nameKey)
  const values = candidates.valuesOf(nameKey)
  const units = new Map<string, number>()
  for (const { label } of values.flat()) units.set(unitIn(label) ?? '', (units.get(unitIn(label) ?? '') ?? 0) + 1)
  const unit = commonest(units)
  const numbers = values.flat().map(value => fromBase(value.number ?? 0, unit))
  const chosen = narrowed.facets?.find(facet => facet.nameKey === nameKey)?.range
  const ranges = roundRanges(numbers).map(bounds => {
    const range = rangeIn(unit, bounds)
    const count = values.filter(list => list.some(value => isWithin(range, value))).length
    const isChosen = chosen && chosen.min === range.min && chosen.max === range.max
    return { ...bounds, count, ...(isChosen && { selected: true as const }) }
  })
  const whole = { min: Math.min(...numbers), max: Math.max(...numbers) }
  return [
    {
      filter: 'attributes',
      name,
      ...(unit !== '' && { unit }),
      ...whole,
      ...(ranges.length > 0 && { ranges }),
      ...cutOf(candidates),
    },
  ]
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
