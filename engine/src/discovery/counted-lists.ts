import type { ReadTx } from '../storage/port.ts'
import { categoriesOf, describedProducts, offeredVariants } from './counted-products.ts'
import { type CountedProduct, type CountedVariant, type Named, namedValues } from './facets.ts'
import { fittingFor, ownFilters } from './fitting.ts'
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
  /** There are more. */
  readonly isCut: boolean
}

/** By each filter that is set what is in the list without it, and under any other name what is in the list itself. */
export async function candidatesOf(tx: ReadTx, listing: CountedListing): Promise<(own: string) => Candidates> {
  const reader = readerFor(tx, listing)
  const candidates = new Map<string, Candidates>()
  for (const [own, { ids, isExact }] of await listsOf(tx, listing, reader)) {
    const counted = ids.slice(0, mostCounted)
    const isBrief = isExact && ofProducts.includes(own)
    const products = isBrief ? await reader.briefly(counted, own) : await reader.fitting(counted, own)
    let named: ReadonlyMap<string, Named> | undefined
    const naming = () => {
      named ??= namedValues(products, reader.sizes())
      return named
    }
    candidates.set(own, { products, named: naming, isCut: ids.length > mostCounted })
  }
  return own => candidates.get(own) ?? candidates.get('')!
}

/** Of the own facets of these filters nothing is counted that differs between variants. */
const ofProducts = ['categoryIds', 'brandKeys']

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
  if (widest.length <= mostCounted) return new Map(names.map(name => [name, { ids: all, isExact: false }]))
  const filtersOf = (name: string) => own.filter(other => other !== name)
  const slow = words ? [] : names.filter(name => isSlow(filtersOf(name)))
  const found = await foundAlong(widest, { names: slow, next: part => list(own, part), reader })
  const idsOf = async (name: string) =>
    filtersOf(name).length === 0 ? all : (found.get(name) ?? (await list([name])).map(({ id }) => id))
  const lists = new Map<string, List>()
  for (const name of own) lists.set(name, { ids: await idsOf(name), isExact: true })
  lists.set('', (!found.has('') && wholeOf(lists)) || { ids: await idsOf(''), isExact: true })
  return lists
}

/**
 * A list with one filter less that is known to its end, and of which everything is read anyway: what is within all filters
 * is among that.
 */
function wholeOf(lists: ReadonlyMap<string, List>): List | undefined {
  const [whole] = [...lists].filter(([own, { ids }]) => ids.length <= mostCounted && !ofProducts.includes(own))
  return whole && { ids: whole[1].ids, isExact: false }
}

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
  const offered = new Map<string, readonly CountedVariant[]>()
  const describe = async (ids: readonly string[]) => {
    const unknown = ids.filter(id => !described.has(id))
    for (const [id, product] of await describedProducts(tx, unknown, unpacking)) described.set(id, product)
  }
  const shelve = async (ids: readonly string[]) => {
    const unknown = ids.filter(id => !categories.has(id))
    for (const [id, own] of await categoriesOf(tx, unknown)) categories.set(id, own)
  }
  const offer = async (ids: readonly string[]) => {
    const unknown = ids.flatMap((id): [string, DescribedProduct][] => {
      const product = described.get(id)
      return product && !offered.has(id) ? [[id, product]] : []
    })
    for (const [id, variants] of await offeredVariants(tx, unknown, narrowed)) offered.set(id, variants)
  }
  const counted = (ids: readonly string[]): CountedProduct[] =>
    ids.flatMap(id => {
      const product = described.get(id)
      if (!product) return []
      const variants = offered.get(id) ?? product.variants.map(withoutOffer)
      return [{ id, ...product, categoryIds: categories.get(id) ?? [], variants }]
    })
  return {
    sizes: () => unpacking.sizes(),
    /** Of these products what the own facet of one of `ofProducts` counts. */
    briefly: async (ids: readonly string[], own: string): Promise<CountedProduct[]> => {
      if (own === 'brandKeys') {
        await describe(ids)
        return counted(ids)
      }
      await shelve(ids)
      const unread = { brand: undefined, values: [], variants: [] }
      return ids.map(id => ({ id, ...unread, categoryIds: categories.get(id) ?? [] }))
    },
    fitting: async (ids: readonly string[], own: string): Promise<CountedProduct[]> => {
      await describe(ids)
      await shelve(ids)
      await offer(ids)
      return counted(ids).flatMap(product => fits(product, own) ?? [])
    },
    /** Which of these products are in each list without a filter. */
    within: async (ids: readonly string[], names: readonly string[]): Promise<Map<string, string[]>> => {
      await describe(ids)
      if (narrowed.categoryIds) await shelve(ids)
      const likely = counted(ids).flatMap(product => (names.some(name => mayFit(product, name)) ? [product.id] : []))
      await offer(likely)
      const products = counted(likely)
      return new Map(names.map(name => [name, products.flatMap(product => (fits(product, name) ? [product.id] : []))]))
    },
  }
}

const withoutOffer = ({ values }: DescribedProduct['variants'][number]): CountedVariant => ({
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
