import { type SQL, sql } from 'drizzle-orm'
import type { ReadTx } from '../storage/port.ts'
import { type Listed, type Listing, listProducts, mostListed } from './listing.ts'
import { relevanceTo } from './relevance.ts'
import { type Heading, headingFields } from './search-document.ts'
import { searchOf } from './search-index.ts'
import type { SearchTerms } from './search-terms.ts'
import { tables } from './tables.ts'

export type RankedMatches = {
  /** All that match and may be in the listing, newest first. */
  readonly headings: readonly Heading[]
  readonly listing: Omit<Listing, 'words' | 'ids' | 'sort' | 'from' | 'limit'>
  readonly search: SearchTerms
  readonly offset: number
  readonly wanted: number
}

/**
 * The best of what matches and is within the filters. All are ranked by what they are called, which is read quickly, and a
 * block of the best, then one of the next best, by all that they say. It ends when the page is full, so that neither long
 * texts nor slow filters are looked at of more products than it takes.
 */
export async function listRankedMatches(
  tx: ReadTx,
  { headings, listing, search, offset, wanted }: RankedMatches,
): Promise<Listed[]> {
  const ids = headings.length > mostListed ? byHeading(headings, search) : headings.map(({ id }) => id)
  const page = offset + wanted
  const found: Listed[] = []
  let block: readonly string[] = []
  let looked = 0
  while (looked < ids.length && found.length < page) {
    const place = looked % mostListed
    if (place === 0) block = await byRelevance(tx, ids.slice(looked, looked + mostListed), search)
    const part = block.slice(place, place + likelyToFill({ missing: page - found.length, found: found.length, looked }))
    found.push(...(await shownOf(tx, listing, part)))
    looked += part.length
  }
  return found.slice(offset, page)
}

/**
 * A condition of the number of a product that is not met where it has no such price at any time, so that nothing more is
 * read of it. Where an older version of the shop that still runs wrote prices without a number, all meet it.
 */
export function mayCost(
  tx: ReadTx,
  { currency, price, onSale }: Pick<Listing, 'currency' | 'price' | 'onSale'>,
): ((number: SQL) => SQL) | undefined {
  if (!price && !onSale) return undefined
  const { productPrices } = tables(tx)
  const { searchNumber, minAmount, maxAmount, savingPpm } = productPrices
  const from = tx.dialect === 'sqlite' ? sql`${productPrices} indexed by product_prices_by_number` : productPrices
  const inCurrency = sql`select 1 from ${from} where ${productPrices.currency} = ${currency}`
  const within = price ? sql` and ${minAmount} + 0 <= ${price.max} and ${maxAmount} + 0 >= ${price.min}` : sql``
  const reduced = onSale ? sql` and ${savingPpm} + 0 > 0` : sql``
  return number => sql`(exists (${inCurrency} and ${searchNumber} = ${number}${within}${reduced})
    or exists (${inCurrency} and ${searchNumber} is null))`
}

type Progress = { readonly missing: number; readonly found: number; readonly looked: number }

/** So many should fill the page if as many of them fit as did so far; without slow filters nearly all do. */
const likelyToFill = ({ missing, found, looked }: Progress): number =>
  looked === 0 ? Math.ceil(1.2 * missing) : Math.ceil((1.5 * missing * looked) / Math.max(found, 1))

/** Those of them that the listing holds, in their order. */
async function shownOf(tx: ReadTx, listing: RankedMatches['listing'], ids: readonly string[]): Promise<Listed[]> {
  const rows = await listProducts(tx, { ...listing, ids, sort: 'newest', limit: mostListed })
  const byId = new Map(rows.map(row => [row.id, row]))
  return ids.flatMap(id => byId.get(id) ?? [])
}

/** Those that are called equally well stay in their order. */
function byHeading(headings: readonly Heading[], search: SearchTerms): string[] {
  const relevance = relevanceTo(search, headingFields)
  return sortedBy(headings, ({ heading }) => relevance(heading)).map(({ id }) => id)
}

/** Products without stem lines stay in their order behind the others. */
export async function byRelevance(tx: ReadTx, ids: readonly string[], search: SearchTerms): Promise<string[]> {
  const lines = await searchOf(tx).stemLinesOf(tx, ids)
  const relevance = relevanceTo(search)
  return sortedBy(ids, id => relevance(lines.get(id) ?? ''))
}

function sortedBy<T>(items: readonly T[], scoreOf: (item: T) => number): T[] {
  const scores = items.map(scoreOf)
  return [...items.keys()].sort((a, b) => scores[b]! - scores[a]!).map(place => items[place]!)
}
