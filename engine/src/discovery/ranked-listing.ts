import type { ReadTx } from '../storage/port.ts'
import { type Listed, type Listing, listProducts, mostListed } from './listing.ts'
import { relevance } from './relevance.ts'
import type { Mode } from './search-expression.ts'
import { searchOf } from './search-index.ts'
import type { SearchTerms } from './search-terms.ts'

export type RankedFrom = { readonly mode: Mode; readonly offset: number }
type Narrowed = Omit<Listing, 'words' | 'ids' | 'sort' | 'from' | 'limit'>

/**
 * Products by relevance: first those that have every term of the search, then those that have some. The database finds
 * and roughly ranks them, and the best of each kind are ranked anew by the shared rules, so a page far behind is in the
 * database's order.
 */
export async function listByRelevance(
  tx: ReadTx,
  { narrowed, search, from, limit }: RankedPage,
): Promise<{ listed: Listed[]; whole: number; next?: RankedFrom }> {
  const rows = (mode: Mode, offset: number, wanted: number) => ranked(tx, narrowed, search, { mode, offset }, wanted)
  const first = await rows(from.mode, from.offset, limit + 1)
  const whole = from.mode === 'all' ? first.length : 0
  if (from.mode !== 'all' || first.length > limit || search.terms.length < 2) {
    const more = first.length > limit && { next: { mode: from.mode, offset: from.offset + limit } }
    return { listed: first.slice(0, limit), whole, ...more }
  }
  const rest = await rows('some', 0, limit + 1 - first.length)
  const listed = [...first, ...rest].slice(0, limit)
  const more = first.length + rest.length > limit && { next: { mode: 'some' as const, offset: limit - first.length } }
  return { listed, whole, ...more }
}

type RankedPage = {
  readonly narrowed: Narrowed
  readonly search: SearchTerms
  readonly from: RankedFrom
  readonly limit: number
}

async function ranked(
  tx: ReadTx,
  narrowed: Narrowed,
  search: SearchTerms,
  { mode, offset }: RankedFrom,
  wanted: number,
): Promise<Listed[]> {
  const list = (from: number, limit: number) =>
    listProducts(tx, {
      ...narrowed,
      words: { terms: search.terms, mode },
      sort: 'relevance',
      from: { offset: from },
      limit,
    })
  if (offset >= mostListed) return await list(offset, wanted)
  const best = await byRelevance(tx, await list(0, mostListed), search)
  const page = best.slice(offset, offset + wanted)
  if (page.length === wanted || best.length < mostListed) return page
  return [...page, ...(await list(mostListed, wanted - page.length))]
}

/** Products without stem lines stay in the database's order behind the others. */
async function byRelevance(tx: ReadTx, listed: readonly Listed[], search: SearchTerms): Promise<Listed[]> {
  const lines = await searchOf(tx).stemLinesOf(
    tx,
    listed.map(({ id }) => id),
  )
  return listed
    .map(product => ({ product, score: relevance(lines.get(product.id) ?? '', search) }))
    .sort((a, b) => b.score - a.score)
    .map(({ product }) => product)
}
