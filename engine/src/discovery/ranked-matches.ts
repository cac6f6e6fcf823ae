import type { ReadTx } from '../storage/port.ts'
import { type Listed, type Listing, listProducts, mostListed } from './listing.ts'
import { relevanceTo } from './relevance.ts'
import { headingFields, type NumberedHeading } from './search-document.ts'
import { searchOf } from './search-index.ts'
import type { SearchTerms } from './search-terms.ts'

export type RankedMatches = {
  /** All that match, by their numbers, whether or not they are in the listing. */
  readonly matches: readonly number[]
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
  { matches, listing, search, offset, wanted }: RankedMatches,
): Promise<Listed[]> {
  const headings = await searchOf(tx).headingsOf(tx, matches)
  const ids = headings.length > mostListed ? byHeading(headings, search) : headings.map(({ id }) => id)
  const found: Listed[] = []
  for (let start = 0; start < ids.length && found.length < offset + wanted; start += mostListed) {
    const block = await byRelevance(tx, ids.slice(start, start + mostListed), search)
    found.push(...(await fitting(tx, { ...listing, block, wanted: offset + wanted - found.length })))
  }
  return found.slice(offset, offset + wanted)
}

/** Those that are called equally well stay in their order. */
function byHeading(headings: readonly NumberedHeading[], search: SearchTerms): string[] {
  const relevance = relevanceTo(search, headingFields)
  return sortedBy(headings, ({ heading }) => relevance(heading)).map(({ id }) => id)
}

/** Products without stem lines stay in their order behind the others. */
export async function byRelevance(tx: ReadTx, ids: readonly string[], search: SearchTerms): Promise<string[]> {
  const lines = await searchOf(tx).stemLinesOf(tx, ids)
  const relevance = relevanceTo(search)
  return sortedBy(ids, id => relevance(lines.get(id) ?? ''))
}

const sortedBy = <T>(items: readonly T[], scoreOf: (item: T) => number): T[] =>
  items
    .map(item => ({ item, score: scoreOf(item) }))
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item)

type Block = RankedMatches['listing'] & { readonly block: readonly string[]; readonly wanted: number }

/** In the order of the block those that the listing would show, as many as are wanted or all. */
async function fitting(tx: ReadTx, { block, wanted, ...listing }: Block): Promise<Listed[]> {
  const found: Listed[] = []
  let [start, size] = [0, Math.ceil(likelyFitting * wanted)]
  while (start < block.length && found.length < wanted) {
    const ids = block.slice(start, start + size)
    const listed = await listProducts(tx, { ...listing, ids, sort: 'newest', limit: mostListed })
    const rows = new Map(listed.map(row => [row.id, row]))
    found.push(...ids.flatMap(id => rows.get(id) ?? []))
    start += size
    size = block.length
  }
  return found.slice(0, wanted)
}

/** Without slow filters nearly every match fits. */
const likelyFitting = 1.2
