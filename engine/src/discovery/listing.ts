import type { ReadTx } from '../storage/port.ts'
import { query } from '../storage/query.ts'
import type { sortOrders } from './contract.ts'
import { type ListingShape, selectListed } from './listing-sql.ts'
import { fts5Expression, type Match, tsExpression } from './search-expression.ts'

export type SortOrder = (typeof sortOrders)[number]

/** Which products are asked for. Everything given must hold; lists mean any of them. */
export type Listing = {
  readonly currency: string
  /** By relevance the matches are ranked, or where they are many come as they were added, newest first. */
  readonly words?: { readonly match: Match; readonly isRanked: boolean }
  readonly ids?: readonly string[]
  readonly categoryIds?: readonly string[]
  readonly brandKeys?: readonly string[]
  /** Both bounds in minor units, of a single variant. */
  readonly price?: { readonly min: number; readonly max: number }
  readonly available?: true
  readonly sort: SortOrder
  /** Where the page begins: so many results further on by relevance, behind this product in every other order. */
  readonly from?: { readonly offset: number } | { readonly key: string | number; readonly id: string }
  /** At most `mostListed`. */
  readonly limit: number
}

export type Listed = { readonly id: string; readonly key: string | number }

/**
 * The ids of products that are shown now and have a price in the currency. What the list begins with (words, then categories, then
 * brands, then prices, then the sort order's own index) decides its cost, so the cost grows with what matches that.
 */
export async function listProducts(tx: ReadTx, listing: Listing): Promise<Listed[]> {
  const shape = shapeOf(listing)
  const name = JSON.stringify(shape)
  let run = shapes.get(name)
  if (!run) {
    run = query((db, at) => selectListed(db, at, shape), { isPlannedAnew: shape.words !== undefined })
    shapes.set(name, run)
  }
  const rows = await run(tx, paramsOf(tx, listing, shape))
  return rows.slice(0, listing.limit).map(row => ({ id: row.id, key: keyOf(row, shape.sort) }))
}

function keyOf({ createdAt, titleKey, price }: Row, sort: SortOrder): string | number {
  if (sort === 'title') return titleKey
  return sort === 'newest' ? createdAt.getTime() : price
}

type Row = { id: string; createdAt: Date; titleKey: string; price: number }
const shapes = new Map<string, (tx: ReadTx, params: Record<string, unknown>) => Promise<Row[]>>()

/** Everything that changes the SQL; all else is a parameter. */
const shapeOf = ({
  words,
  ids,
  categoryIds,
  brandKeys,
  price,
  available,
  sort,
  from,
  limit,
}: Listing): ListingShape => ({
  sort,
  limit: limits.find(candidate => candidate >= limit) ?? mostListed,
  offset: sort === 'relevance',
  words: words && { place: words.match.place, isRanked: words.isRanked, without: words.match.without !== undefined },
  ids: sizeFor(ids),
  categories: sizeFor(categoryIds),
  brands: sizeFor(brandKeys),
  price: price !== undefined,
  available: available === true,
  after: from !== undefined && 'key' in from,
})

/** What a search ranks anew; a page would be 50 and the one behind it that tells of a next page. */
export const mostListed = 200
/** Numbers in the SQL, because PostgreSQL plans by them. */
const limits = [11, 51, mostListed]

const sizes = [0, 1, 20, 100]
const sizeFor = (values: readonly string[] | undefined) => sizes.find(size => size >= (values?.length ?? 0)) ?? 100

function paramsOf(tx: ReadTx, listing: Listing, shape: ListingShape): Record<string, unknown> {
  const { currency, words, price, from } = listing
  return {
    currency,
    now: tx.now,
    ...(shape.offset && { offset: from && 'offset' in from ? from.offset : 0 }),
    ...(words && wordParams(tx, words.match)),
    ...(price && { min: price.min, max: price.max }),
    ...(from && 'key' in from && { key: shape.sort === 'newest' ? new Date(from.key) : from.key, id: from.id }),
    ...filled('product', listing.ids, shape.ids),
    ...filled('category', listing.categoryIds, shape.categories),
    ...filled('brand', listing.brandKeys, shape.brands),
  }
}

function wordParams(tx: ReadTx, match: Match): Record<string, string> {
  if (tx.dialect === 'sqlite') return { words: fts5Expression(match) }
  return { words: tsExpression(match), ...(match.without && { without: tsExpression(match.without) }) }
}

const filled = (name: string, values: readonly string[] = [], size: number) =>
  Object.fromEntries(Array.from({ length: size }, (_, index) => [`${name}${index}`, values[index] ?? values[0]]))
