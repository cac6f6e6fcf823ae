import type { ReadTx } from '../storage/port.ts'
import { isOfProduct, isTold, needsOf, type Reader, readerOf, without } from './counted-reader.ts'
import { type CountedProduct, type Named, namedValues } from './facets.ts'
import { ownFilters } from './fitting.ts'
import { type Listed, type Listing, listNewest, mostCounted, mostOfLargerShop } from './listing.ts'
import type { Narrowing } from './narrowing.ts'
import type { PriceAsker } from './offers.ts'
import { knownOfShop } from './vocabulary.ts'

/** A list whose facets are counted. */
export type CountedListing = { readonly narrowed: Narrowing & PriceAsker; readonly words?: Listing['words'] }

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

export type CountedLists = {
  /** By each filter that is set what is in the list without it, and under any other name what is in the list itself. */
  readonly candidatesFor: (own: string) => Candidates
  /** The first products of the list itself, of one without words: no more than are counted. */
  readonly newest: (limit: number) => readonly Listed[]
}

/** Finds the lists that facets are counted over, each once. */
export async function countedLists(tx: ReadTx, listing: CountedListing): Promise<CountedLists> {
  const { shop } = await knownOfShop(tx, [])
  const most = shop.products <= mostCounted ? mostCounted : mostOfLargerShop
  const reader = readerOf(tx, listing.narrowed)
  const candidates = new Map<string, Candidates>()
  const lists = await listsOf(tx, listing, { reader, most })
  for (const [own, { ids, isExact }] of lists) {
    const counted = ids.slice(0, most)
    const products = isExact ? await reader.listed(counted, own) : await reader.fitting(counted, own)
    let named: ReadonlyMap<string, Named> | undefined
    const naming = () => {
      named ??= namedValues(products, reader.sizes())
      return named
    }
    candidates.set(own, { products, named: naming, amountsOf: reader.amountsOf, isCut: ids.length > most })
  }
  const { ids, isExact } = lists.get('')!
  const whole = candidates.get('')!
  const newest = isExact ? ids : whole.products.map(({ id }) => id)
  return {
    candidatesFor: own => candidates.get(own) ?? whole,
    newest: limit => newest.slice(0, limit).map(id => ({ id, key: reader.keyOf(id) })),
  }
}

/** The ids of a list's products, or where `isExact` is not true of these and some that are not in it. */
type List = { readonly ids: readonly string[]; readonly isExact: boolean }
type Counting = { readonly reader: Reader; readonly most: number }
type Part = Pick<Listing, 'limit' | 'from'>

async function listsOf(
  tx: ReadTx,
  { narrowed, words }: CountedListing,
  { reader, most }: Counting,
): Promise<ReadonlyMap<string, List>> {
  const own = ownFilters(narrowed)
  const names = ['', ...own]
  const leftBy = (name: string) => own.filter(other => other !== name)
  /** Of the price a rough list looks only at what the cheapest and the dearest variant cost. */
  const pageOf = async (filters: readonly string[], part: Part & Pick<Listing, 'isRough'>) => {
    const others = own.filter(filter => !filters.includes(filter))
    const listed = await listNewest(tx, { ...without(narrowed, others), ...(words && { words }), ...part })
    reader.learn(listed)
    return listed
  }
  const pages = new Map<string, Promise<Listed[]>>()
  /** The newest products within these filters. */
  const newest = async (filters: readonly string[], isRough = false) => {
    const key = `${filters} ${isRough}`
    const page = pages.get(key) ?? pageOf(filters, { isRough, limit: most + 1 })
    pages.set(key, page)
    return await page
  }
  // By what differs between variants the database would look at those of very many products.
  const along = words ? [] : names.filter(name => !leftBy(name).every(isOfProduct))
  const wider = Map.groupBy(along, name => leftBy(name).filter(isTold).join())
  if (words || own.length < 2 || wider.has('')) {
    const all = (await newest([])).map(({ id }) => id)
    // All of a short list is looked at anyway.
    if (all.length <= most) return new Map(names.map(name => [name, { ids: all, isExact: own.length === 0 }]))
  }
  const found = new Map<string, readonly string[]>()
  for (const same of wider.values()) {
    const filters = leftBy(same[0]!).filter(isTold)
    const isRough = filters.includes('price')
    const next = (part: Part) => pageOf(filters, { ...part, isRough })
    const first = await newest(filters, isRough)
    for (const [name, ids] of await foundAlong(first, { names: same, next, reader, most })) found.set(name, ids)
  }
  const idsOf = async (name: string) => found.get(name) ?? (await newest(leftBy(name))).map(({ id }) => id)
  const lists = new Map<string, List>()
  for (const name of own) lists.set(name, { ids: await idsOf(name), isExact: true })
  const whole = found.has('') ? undefined : wholeAmong(lists, { narrowed, most })
  return lists.set('', whole ?? { ids: await idsOf(''), isExact: true })
}

/**
 * A list with one filter less that is known to its end, and of which everything is read anyway: what is within all filters
 * is among that.
 */
function wholeAmong(
  lists: ReadonlyMap<string, List>,
  { narrowed, most }: { readonly narrowed: CountedListing['narrowed']; readonly most: number },
): List | undefined {
  const [whole] = [...lists].filter(([own, { ids }]) => ids.length <= most && needsOf(own, narrowed).everything)
  return whole && { ids: whole[1].ids, isExact: false }
}

/** One of so many products must be within a list for it to be found by looking at each. */
const mostLooked = 20

type Along = Counting & { readonly names: readonly string[]; readonly next: (part: Part) => Promise<Listed[]> }

/**
 * Goes along a wider list from its first page on and looks at each product once for all of these lists. Those that too few
 * of the products are in are left out.
 */
async function foundAlong(
  first: readonly Listed[],
  { names, next, reader, most }: Along,
): Promise<Map<string, string[]>> {
  const found = new Map(names.map((name): [string, string[]] => [name, []]))
  let [page, looked, isLast] = [first, 0, first.length <= most]
  while (found.size > 0) {
    const open = [...found.keys()].filter(name => found.get(name)!.length <= most)
    const ids = page.map(({ id }) => id)
    for (const [name, within] of await reader.within(ids, open)) found.get(name)!.push(...within)
    looked += page.length
    if (isLast) break
    const missing: number[] = []
    for (const name of open) {
      const { length } = found.get(name)!
      if (length * mostLooked < looked) found.delete(name)
      else if (length <= most) missing.push((most + 1 - length) * (looked / length))
    }
    if (missing.length === 0) break
    const limit = Math.min(Math.ceil(Math.max(...missing)) + 10, mostCounted + 1)
    page = await next({ limit, from: page.at(-1)! })
    isLast = page.length < limit
  }
  return found
}
