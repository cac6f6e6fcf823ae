import { sql } from 'drizzle-orm'
import type { RestrictedMarket } from '../pricing/index.ts'
import { jsonRows } from '../storage/json-lists.ts'
import type { ReadTx } from '../storage/port.ts'
import { query } from '../storage/query.ts'
import { filterWords } from './filter-words.ts'
import type { FacetShape } from './listing-filters.ts'
import type { SortKey } from './listing-order.ts'
import { chosenOf, type SmallestSet, smallestSet } from './listing-sets.ts'
import type { ListingShape } from './listing-shape.ts'
import { selectListed } from './listing-sql.ts'
import { isMany } from './listing-start.ts'
import type { FacetFilter, Narrowing, SortOrder } from './narrowing.ts'
import { fts5Expression, type Match, type MatchKey, tsExpression, tsFilters, tsWithout } from './search-expression.ts'
import { searchOf } from './search-index.ts'
import { groupParams, groupSize } from './shown-price.ts'

/** Which products are asked for. */
export type Listing = Narrowing & {
  readonly currency: string
  /** The groups of customers that the asker belongs to: they may have lower prices. */
  readonly groups: readonly string[]
  /** Where not everything is sold. */
  readonly market?: RestrictedMarket
  /** By relevance they come as they were added, newest first; `ranked-matches.ts` ranks them. */
  readonly words?: {
    readonly match: Match
    /** By relevance: whether so many match that they come as they were added. */
    readonly isMany?: boolean
    /** In any other order: whether few match, which is looked up where it is not known; the list begins with those. */
    readonly isFew?: boolean
    /** In any other order: about so many have the words at least, as far as is known without looking. */
    readonly least?: number
    /** Those few, where they are known; by relevance all of many, newest first. */
    readonly keys?: readonly MatchKey[]
    /** By relevance: a filter that leaves more is looked at for each match, and does not come before the words. */
    readonly mostInSet?: number
  }
  /** What a search has found out of the filters already. */
  readonly known?: KnownFilters
  /** Of a price no more is looked at than what the cheapest and the dearest variant cost: one between may be within it. */
  readonly isRough?: boolean
  readonly ids?: readonly string[]
  /** Products that are not listed. */
  readonly besides?: readonly string[]
  readonly sort: SortOrder
  /** Where the page begins: so many results further on by relevance, behind this product in every other order. */
  readonly from?: { readonly offset: number } | { readonly key: string | number; readonly id: string }
  /** At most one more than `mostCounted`. */
  readonly limit: number
}

/** What is found out of filters once for all the lists of a search. */
export type KnownFilters = {
  /** Those that are looked up with the words. */
  readonly within: Match['within']
  /** Of the others the one that leaves fewest: counted once, when a list first asks. */
  readonly smallest: () => Promise<SmallestSet | undefined>
}

export type Listed = { readonly id: string; readonly key: string | number }

/** Whose prices may be known too. */
export type ListedNewest = Listed & { readonly prices?: PriceBounds }

/** What the variants of a product cost that have a price: exact for who is in no more than one group. */
export type PriceBounds = {
  readonly least: number
  readonly most: number
  readonly isReduced: boolean
  readonly variants: number
}

/**
 * The ids of products that are shown now and have a price in the currency. The list begins with what leaves few products:
 * the words, or the smallest filter. Where nothing does it goes along its order, in which it soon meets enough that fit.
 * So it costs a large shop little more than a small one.
 */
export async function listProducts(tx: ReadTx, asked: Listing): Promise<Listed[]> {
  const listing = await withFoundFilters(tx, asked)
  const { shape, params } = await shapedFor(tx, listing)
  const run = statementOf(shapes, shape, (db, at) => selectListed(db, at, shape))
  const rows = isMany(tx, shape) ? await amongNewest(run, tx, { listing, shape, params }) : await run(tx, params)
  return rows.slice(0, listing.limit).map(({ id, key }) => ({ id, key: key instanceof Date ? key.getTime() : key }))
}

/** Looks among more and more of the newest matches, until enough of them fit. */
async function amongNewest(
  run: (tx: ReadTx, params: Record<string, unknown>) => Promise<Row[]>,
  tx: ReadTx,
  { listing, shape, params }: Shaped & { readonly listing: Listing },
): Promise<Row[]> {
  const offset = Number(params.offset ?? 0)
  const among = async (found: number) => {
    const keys = listing.words?.keys?.slice(0, found)
    return await run(tx, { ...params, found, ...(keys && { keys: JSON.stringify(keys) }) })
  }
  const first = Math.ceil(margin(shape) * (shape.limit + offset))
  const rows = await among(first)
  if (rows.length === shape.limit) return rows
  // So many should do if as many of the others fit.
  const second = Math.min(Math.ceil((1.5 * first * shape.limit) / Math.max(rows.length, 1)), 10 * first)
  const more = await among(second)
  return more.length === shape.limit ? more : await among(Number.MAX_SAFE_INTEGER)
}

/** How many times as many matches are looked among as are wanted: nearly all fit, or some. */
function margin({ price, onSale, facets, collections, available, brands, categories, market, words }: ListingShape) {
  const isOfSome = !words?.within && brands + categories > 0
  return price || onSale || facets.length > 0 || collections > 0 || available || isOfSome || market ? 4 : 1.2
}

/**
 * The newest of what may be very many. Of many matches they come as full-text search numbers them, along which they are
 * found sooner than by looking for the words of each product.
 */
export async function listNewest(tx: ReadTx, asked: Omit<Listing, 'sort'>): Promise<ListedNewest[]> {
  const listing = await withFoundFilters(tx, { ...asked, sort: 'newest' })
  const { words } = listing
  if (words && !words.isFew && !asked.from) {
    const many = { ...words, isMany: true }
    return await listProducts(tx, { ...listing, words: many, sort: 'relevance', from: { offset: 0 } })
  }
  const { shape, params } = await shapedFor(tx, listing)
  const run = statementOf(newest, shape, (db, at) =>
    db
      .select({ rows: jsonRows(at, newestColumns, sql.raw('sort_key desc, id desc')) })
      .from(sql`(${selectListed(db, at, shape)}) listed`),
  )
  const rows: readonly NewestRow[] = JSON.parse((await run(tx, params))[0]!.rows)
  return rows.slice(0, listing.limit).map(([id, createdAt, least, most, saving, variants]) => ({
    id,
    key: new Date(createdAt).getTime(),
    prices: { least, most, isReduced: saving > 0, variants },
  }))
}

type NewestRow = readonly [string, number | string, number, number, number, number]
const newestColumns = ['id', 'sort_key', 'least', 'most', 'saving', 'variant_count'].map(name => sql.raw(name))

type Shaped = { readonly shape: ListingShape; readonly params: Record<string, unknown> }

async function shapedFor(tx: ReadTx, listing: Listing): Promise<Shaped> {
  const asked = shapeOf(listing)
  const params = paramsOf(tx, listing, asked)
  if (asked.isFewWords || asked.ids) return { shape: asked, params }
  const smallest = await (listing.known ? listing.known.smallest() : smallestSet(tx, asked, params))
  return { shape: { ...asked, set: chosenOf(smallest, listing.words?.mostInSet) }, params }
}

type Statements<R> = Map<string, (tx: ReadTx, params: Record<string, unknown>) => Promise<R[]>>

function statementOf<R>(
  known: Statements<R>,
  shape: ListingShape,
  build: Parameters<typeof query<Record<string, unknown>, R>>[0],
) {
  const name = JSON.stringify(shape)
  const run = known.get(name) ?? query(build, { isPlannedAnew: isNarrow(shape) })
  known.set(name, run)
  return run
}

const shapes: Statements<Row> = new Map()
const newest: Statements<{ rows: string }> = new Map()

/** Looks at the filters of a search by words, before any of its lists. */
export async function knownFilters(tx: ReadTx, narrowed: Omit<Listing, 'sort' | 'limit'>): Promise<KnownFilters> {
  const within = await withinFilters(tx, narrowed)
  const words = { match: { ...nothingTyped, ...(within && { within }) } }
  const listing = { ...narrowed, words, sort: 'relevance', limit: 1 } as const
  const shape = shapeOf(listing)
  let smallest: Promise<SmallestSet | undefined> | undefined
  const counted = async () => {
    smallest ??= smallestSet(tx, shape, paramsOf(tx, listing, shape))
    return await smallest
  }
  return { within, smallest: counted }
}

/** Filters are looked up with the words; without any, where together they leave few products. */
async function withFoundFilters(tx: ReadTx, listing: Listing): Promise<Listing> {
  const { words, sort, ids } = listing
  const isAlone = words === undefined && (filterWords(listing).length < 2 || sort === 'manual')
  if (ids || isAlone) return listing
  const within = listing.known ? listing.known.within : await withinFilters(tx, listing)
  const match = { ...(words?.match ?? nothingTyped), ...(within && { within }) }
  if (match.terms.length === 0 && match.within === undefined) return listing
  const isMany = !match.within && (words?.least ?? 0) > mostBegunWith
  const keys = sort === 'relevance' || words?.isFew || isMany ? undefined : await fewMatches(tx, match)
  const isFew = sort !== 'relevance' && (words?.isFew || keys !== undefined)
  const found = { ...words, match, isFew, ...(keys && { keys }) }
  return words || isFew ? { ...listing, words: found } : listing
}

/** The keys of all that match, if the list begins with those. */
async function fewMatches(tx: ReadTx, match: Match): Promise<readonly MatchKey[] | undefined> {
  const keys = await searchOf(tx).matching(tx, match, mostBegunWith + 1)
  return keys.length <= mostBegunWith ? keys : undefined
}

const nothingTyped: Match = { has: 'all', terms: [], place: 'anywhere' }
/** A list of more matches goes along its order, in which it soon meets enough of them. */
const mostBegunWith = 1500

/** After rules have changed, full-text search does not know the filters until all products are indexed anew. */
async function withinFilters(tx: ReadTx, narrowing: Narrowing): Promise<Match['within']> {
  const within = filterWords(narrowing)
  const isKnown = within.length > 0 && (await searchOf(tx).outdatedProducts(tx, 1)).length === 0
  return isKnown ? within : undefined
}

/**
 * How much the words or filters leave decides how PostgreSQL had best go about a list; ids, and of many matches the keys,
 * are looked up anyhow.
 */
const isNarrow = ({
  words,
  ids,
  collections,
  categories,
  brands,
  price,
  available,
  onSale,
  facets,
}: ListingShape): boolean =>
  !ids &&
  !(words?.isByKeys && words.isMany) &&
  (words !== undefined || collections + categories + brands + facets.length > 0 || price || available || onSale)

type Row = { id: string; key: SortKey }

/** Everything that changes the SQL; all else is a parameter. */
const shapeOf = ({
  besides,
  groups,
  market,
  words,
  ids,
  categoryIds,
  collectionIds,
  brandKeys,
  price,
  available,
  onSale,
  facets = [],
  isRough = false,
  sort,
  from,
  limit,
}: Listing): ListingShape => ({
  isRough,
  groups: groupSize(groups),
  market: market?.restriction,
  sort,
  limit: limits.find(candidate => candidate >= limit) ?? mostCounted + 1,
  offset: sort === 'relevance',
  words: words && {
    place: words.match.place,
    isMany: words.isMany === true,
    isByKeys: words.keys !== undefined,
    isTyped: words.match.terms.length > 0,
    without: words.match.without !== undefined,
    within: words.match.within !== undefined,
  },
  ids: ids !== undefined,
  besides: sizeFor(besides),
  categories: sizeFor(categoryIds),
  collections: sizeFor(collectionIds),
  brands: sizeFor(brandKeys),
  price: price !== undefined,
  available: available === true,
  onSale: onSale === true,
  facets: facets.map(({ valueKeys, range }) => ({ values: sizeFor(valueKeys), range: range !== undefined })),
  after: from !== undefined && 'key' in from,
  set: undefined,
  isFewWords: words?.isFew === true,
})

/** What a search ranks anew; a page would be 50 and the one behind it that tells of a next page. */
export const mostListed = 100
/** How many products facets are counted over, and in a larger shop than that. */
export const mostCounted = 1000
export const mostOfLargerShop = 500
/** Numbers in the SQL, because PostgreSQL plans by them. */
const limits = [11, 51, mostListed, mostOfLargerShop + 1, mostCounted + 1]

const sizes = [0, 1, 20, 100, 120]
const sizeFor = (values: readonly string[] | undefined) => sizes.find(size => size >= (values?.length ?? 0)) ?? 120

function paramsOf(tx: ReadTx, listing: Listing, shape: ListingShape): Record<string, unknown> {
  const { currency, words, price, from, facets = [] } = listing
  return {
    currency,
    now: tx.now,
    ...groupParams(listing.groups),
    ...(listing.market && { market: listing.market.id }),
    ...(shape.offset && { offset: from && 'offset' in from ? from.offset : 0 }),
    ...(words && wordParams(tx, words.match)),
    ...(words?.keys && { keys: JSON.stringify(words.keys) }),
    ...(price && { min: price.min, max: price.max }),
    ...(from && 'key' in from && { key: shape.sort === 'newest' ? new Date(from.key) : from.key, id: from.id }),
    ...(listing.ids && { ids: JSON.stringify(listing.ids) }),
    ...filled('besides', listing.besides, shape.besides),
    ...filled('category', listing.categoryIds, shape.categories),
    ...filled('collection', listing.collectionIds, shape.collections),
    ...filled('brand', listing.brandKeys, shape.brands),
    ...Object.assign({}, ...facets.map((facet, index) => facetParams(facet, index, shape.facets[index]!))),
  }
}

function wordParams(tx: ReadTx, match: Match): Record<string, string> {
  if (tx.dialect === 'sqlite') return { words: fts5Expression(match) }
  return {
    words: tsExpression(match),
    ...(match.without && { without: tsWithout(match.without) }),
    ...(match.within && { within: tsFilters(match.within) }),
  }
}

const facetParams = ({ nameKey, valueKeys, range }: FacetFilter, index: number, { values }: FacetShape) => ({
  [`facet${index}`]: nameKey,
  ...filled(`facet${index}value`, valueKeys, values),
  ...(range && {
    [`facet${index}min`]: range.min,
    [`facet${index}max`]: range.max,
    [`facet${index}unit`]: range.unit ?? '',
  }),
})

const filled = (name: string, values: readonly string[] = [], size: number) =>
  Object.fromEntries(Array.from({ length: size }, (_, index) => [`${name}${index}`, values[index] ?? values[0]]))
