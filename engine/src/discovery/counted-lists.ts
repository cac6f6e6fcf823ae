import type { ReadTx } from '../storage/port.ts'
import {
  availableOf,
  categoriesOf,
  describedProducts,
  offeredVariants,
  type PriceBounds,
  priceBoundsOf,
} from './counted-products.ts'
import { type CountedProduct, type Named, namedValues } from './facets.ts'
import { fittingFor, type OfferedProduct, ownFilters } from './fitting.ts'
import { type Listed, type Listing, listNewest, mostCounted } from './listing.ts'
import type { Narrowing } from './narrowing.ts'
import type { PriceAsker } from './offers.ts'
import { currentUnpacking, type DescribedProduct } from './packed-products.ts'

/** A list whose facets are counted. */
export type CountedListing = { readonly narrowed: Narrowing & PriceAsker; readonly words: Listing['words'] }

/** The products of a list that are counted, with those of their variants that are within its filters. */
export type Candidates = {
  readonly products: readonly CountedProduct[]
  /** What they have under each name. */
  readonly named: () => ReadonlyMap<string, Named>
  /** What each variant costs of those of them of which no more than the cheapest and the dearest is known. */
  readonly amountsOf: (products: readonly CountedProduct[]) => Promise<(readonly number[])[]>
  /** There are more. */
  readonly isCut: boolean
}

/** By each filter that is set what is in the list without it, and under any other name what is in the list itself. */
export async function candidatesOf(tx: ReadTx, listing: CountedListing): Promise<(own: string) => Candidates> {
  const reader = readerFor(tx, listing)
  const candidates = new Map<string, Candidates>()
  for (const [own, { ids, isExact }] of await listsOf(tx, listing, reader)) {
    const counted = ids.slice(0, mostCounted)
    const products = isExact ? await reader.listed(counted, own) : await reader.fitting(counted, own)
    let named: ReadonlyMap<string, Named> | undefined
    const naming = () => {
      named ??= namedValues(products, reader.sizes())
      return named
    }
    const isCut = ids.length > mostCounted
    candidates.set(own, { products, named: naming, amountsOf: reader.amountsOf, isCut })
  }
  return own => candidates.get(own) ?? candidates.get('')!
}

/** The ids of a list's products, or where `isExact` is not true of these and some that are not in it. */
type List = { readonly ids: readonly string[]; readonly isExact: boolean }

async function listsOf(
  tx: ReadTx,
  { narrowed, words }: CountedListing,
  reader: Reader,
): Promise<ReadonlyMap<string, List>> {
  const own = ownFilters(narrowed)
  const names = ['', ...own]
  const list = (besides: readonly string[], part: Pick<Listing, 'limit' | 'from'> = { limit: mostCounted + 1 }) =>
    listNewest(tx, { ...without(narrowed, besides), ...(words && { words }), ...part })
  const widest = await list(own)
  const all = widest.map(({ id }) => id)
  // All of a short list is looked at anyway.
  if (widest.length <= mostCounted) return new Map(names.map(name => [name, { ids: all, isExact: own.length === 0 }]))
  const filtersOf = (name: string) => own.filter(other => other !== name)
  const slow = words ? [] : names.filter(name => isSlow(filtersOf(name)))
  const found = await foundAlong(widest, { names: slow, next: part => list(own, part), reader })
  const idsOf = async (name: string) =>
    filtersOf(name).length === 0 ? all : (found.get(name) ?? (await list([name])).map(({ id }) => id))
  const lists = new Map<string, List>()
  for (const name of own) lists.set(name, { ids: await idsOf(name), isExact: true })
  lists.set('', (!found.has('') && wholeOf(lists, narrowed)) || { ids: await idsOf(''), isExact: true })
  return lists
}

/**
 * A list with one filter less that is known to its end, and of which everything is read anyway: what is within all filters
 * is among that.
 */
function wholeOf(lists: ReadonlyMap<string, List>, narrowed: CountedListing['narrowed']): List | undefined {
  const [whole] = [...lists].filter(([own, { ids }]) => ids.length <= mostCounted && needsOf(own, narrowed).everything)
  return whole && { ids: whole[1].ids, isExact: false }
}

/** What is read of the products of a list without one filter for the facet of that filter, or of all filters for any. */
type Needs = {
  /** Each variant, because filters that are left leave some of a product's and not others. */
  readonly everything: boolean
  readonly values: boolean
  readonly categories: boolean
  readonly prices: boolean
  readonly stock: boolean
}

function needsOf(own: string, { groups, ...narrowing }: CountedListing['narrowed']): Needs {
  const isOfProduct = own === 'categoryIds' || own === 'brandKeys'
  const left = ownFilters(narrowing).filter(name => name !== own)
  return {
    everything: !isOfProduct && (groups.length > 1 || left.some(name => !told.includes(name))),
    values: own !== 'categoryIds' && own !== 'price' && own !== 'onSale',
    categories: own === 'categoryIds' || own === '',
    prices: !isOfProduct,
    stock: own === 'available' || own === '',
  }
}

/** Whether these hold for all variants of a product is told by the product and its prices. */
const told = ['categoryIds', 'brandKeys', 'price']

/** To list by these the database would look at each variant of very many products; else it soon finds those within. */
const isSlow = (filters: readonly string[]): boolean =>
  filters.some(own => !fields.includes(own)) || (filters.length === 1 && filters[0] === 'available')

const fields = ['categoryIds', 'brandKeys', 'price', 'available', 'onSale']

/** One of so many products must be within a list for it to be found by going along the shop. */
const mostLooked = 20

type Along = {
  readonly names: readonly string[]
  readonly next: (part: Pick<Listing, 'limit' | 'from'>) => Promise<Listed[]>
  readonly reader: Reader
}

/**
 * Goes along everything from the newest on and looks at each product once for all of these lists. Those that too few of
 * the products are in are left out.
 */
async function foundAlong(first: readonly Listed[], { names, next, reader }: Along): Promise<Map<string, string[]>> {
  const found = new Map(names.map((name): [string, string[]] => [name, []]))
  let [page, looked, isLast] = [first, 0, false]
  while (found.size > 0) {
    const open = [...found.keys()].filter(name => found.get(name)!.length <= mostCounted)
    for (const [name, ids] of await reader.within(
      page.map(({ id }) => id),
      open,
    )) {
      found.get(name)!.push(...ids)
    }
    looked += page.length
    if (isLast) break
    const missing: number[] = []
    for (const name of open) {
      const { length } = found.get(name)!
      if (length * mostLooked < looked) found.delete(name)
      else if (length <= mostCounted) missing.push((mostCounted + 1 - length) * (looked / length))
    }
    if (missing.length === 0) break
    const limit = Math.min(Math.ceil(Math.max(...missing)) + 10, mostCounted + 1)
    page = await next({ limit, from: page.at(-1)! })
    isLast = page.length < limit
  }
  return found
}

type Reader = ReturnType<typeof readerFor>

/** Reads of each product once what is asked for, and no prices and stock of one that is in no list anyway. */
function readerFor(tx: ReadTx, { narrowed }: CountedListing) {
  const unpacking = currentUnpacking()
  const { price: _, available: __, onSale: ___, ...lasting } = narrowed
  const [fits, mayFit] = [fittingFor(narrowed), fittingFor(lasting)]
  const described = new Map<string, DescribedProduct>()
  const categories = new Map<string, readonly string[]>()
  const bounds = new Map<string, PriceBounds>()
  const offered = new Map<string, OfferedProduct['variants']>()
  const readInto = <T>(known: Map<string, T>, read: (ids: readonly string[]) => Promise<[string, T][]>) => {
    return async (ids: readonly string[]) => {
      for (const [id, value] of await read(ids.filter(id => !known.has(id)))) known.set(id, value)
    }
  }
  const describe = readInto(described, ids => describedProducts(tx, ids, unpacking))
  const shelve = readInto(categories, ids => categoriesOf(tx, ids))
  const bound = readInto(bounds, ids => priceBoundsOf(tx, ids, narrowed))
  const pairs = (ids: readonly string[]) =>
    ids.flatMap((id): [string, DescribedProduct][] => {
      const product = described.get(id)
      return product ? [[id, product]] : []
    })
  const offer = readInto(offered, ids => offeredVariants(tx, pairs(ids), narrowed))
  const known = (ids: readonly string[]): OfferedProduct[] =>
    pairs(ids).map(([id, product]) => {
      const variants = offered.get(id) ?? product.variants.map(withoutOffer)
      return { id, ...product, categoryIds: categories.get(id) ?? [], variants }
    })
  const fitting = async (ids: readonly string[], own: string): Promise<CountedProduct[]> => {
    await describe(ids)
    await shelve(ids)
    await offer(ids)
    return known(ids).flatMap(product => countedOf(fits(product, own)) ?? [])
  }
  /** Whether all variants are within the list without the filter, as far as the bounds of their prices tell. */
  const isWhole = (id: string, own: string, needs: Needs): boolean => {
    const [of, price] = [bounds.get(id), own === 'price' ? undefined : narrowed.price]
    if (!of || (price && (of.least < price.min || of.most > price.max))) return false
    return !needs.values || of.variants === described.get(id)?.variants.length
  }
  return {
    sizes: () => unpacking.sizes(),
    fitting,
    /** Of the products of the list without a filter, which are known to be in it, what the facet of that filter counts. */
    listed: async (ids: readonly string[], own: string): Promise<CountedProduct[]> => {
      const needs = needsOf(own, narrowed)
      if (needs.everything) return await fitting(ids, own)
      if (needs.values) await describe(ids)
      if (needs.categories) await shelve(ids)
      if (needs.prices) await bound(ids)
      const whole = new Set(needs.prices ? ids.filter(id => isWhole(id, own, needs)) : ids)
      const parts = await fitting(
        ids.filter(id => !whole.has(id)),
        own,
      )
      const others = new Map(parts.map(product => [product.id, product]))
      const available = needs.stock ? await availableOf(tx, pairs([...whole])) : new Set<string>()
      return ids.flatMap(id => {
        if (!whole.has(id)) return others.get(id) ?? []
        const product = needs.values ? described.get(id)! : unread
        const { least, most, isReduced } = bounds.get(id) ?? unpriced
        const categoryIds = categories.get(id) ?? []
        return { id, ...product, categoryIds, least, most, isReduced, isAvailable: available.has(id) }
      })
    },
    amountsOf: async (products: readonly CountedProduct[]) => {
      const ids = products.map(({ id }) => id)
      await describe(ids)
      await offer(ids)
      return ids.map(id => (offered.get(id) ?? []).map(({ amount }) => amount))
    },
    /** Which of these products are in each list without a filter. */
    within: async (ids: readonly string[], names: readonly string[]): Promise<Map<string, string[]>> => {
      await describe(ids)
      if (narrowed.categoryIds) await shelve(ids)
      const likely = known(ids).flatMap(product => (names.some(name => mayFit(product, name)) ? [product.id] : []))
      await offer(likely)
      const products = known(likely)
      return new Map(names.map(name => [name, products.flatMap(product => (fits(product, name) ? [product.id] : []))]))
    },
  }
}

const unread = { brand: undefined, values: [], variants: [] }
const unpriced = { least: 0, most: 0, isReduced: false }

function countedOf(product: OfferedProduct | undefined): CountedProduct | undefined {
  if (!product) return undefined
  const amounts = product.variants.map(variant => variant.amount)
  return {
    ...product,
    amounts,
    least: Math.min(...amounts),
    most: Math.max(...amounts),
    isReduced: product.variants.some(({ amount, listAmount }) => amount < listAmount),
    isAvailable: product.variants.some(variant => variant.isAvailable),
  }
}

const withoutOffer = ({ values }: DescribedProduct['variants'][number]): OfferedProduct['variants'][number] => ({
  values,
  amount: 0,
  listAmount: 0,
  isAvailable: false,
})

function without(narrowed: CountedListing['narrowed'], own: readonly string[]): CountedListing['narrowed'] {
  const entries = Object.entries(narrowed).filter(([field]) => !own.includes(field) && field !== 'facets')
  const facets = (narrowed.facets ?? []).filter(facet => !own.includes(facet.nameKey))
  return { ...(Object.fromEntries(entries) as CountedListing['narrowed']), ...(facets.length > 0 && { facets }) }
}
