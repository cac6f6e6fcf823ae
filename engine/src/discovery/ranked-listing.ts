import type { ReadTx } from '../storage/port.ts'
import { type Listed, type Listing, listProducts, mostListed } from './listing.ts'
import { relevance } from './relevance.ts'
import { searchOf } from './search-index.ts'
import { mostRanked, type Stage, type StageName, stageNames, stagesOf } from './search-stages.ts'
import type { SearchTerms } from './search-terms.ts'

export type RankedFrom = { readonly stage: StageName; readonly offset: number }
type Narrowed = Omit<Listing, 'words' | 'ids' | 'sort' | 'from' | 'limit'>

type RankedPage = {
  readonly narrowed: Narrowed
  readonly search: SearchTerms
  readonly from: RankedFrom
  readonly limit: number
}

/**
 * Products by relevance, stage after stage. The database finds and roughly ranks them, and the best of each stage are
 * ranked anew by the shared rules, so a page far behind is in the database's order. `whole` of them have every word.
 */
export async function listByRelevance(
  tx: ReadTx,
  { narrowed, search, from, limit }: RankedPage,
): Promise<{ listed: Listed[]; whole: number; next?: RankedFrom }> {
  const listed: Listed[] = []
  let whole = 0
  for (const stage of stagesOf(search.terms)) {
    if (stageNames.indexOf(stage.name) < stageNames.indexOf(from.stage)) continue
    const offset = stage.name === from.stage ? from.offset : 0
    const missing = limit - listed.length
    const found = await ranked(tx, { narrowed, search, stage, offset, wanted: missing + 1 })
    const shown = found.slice(0, missing)
    listed.push(...shown)
    if (stage.isWhole) whole += shown.length
    if (found.length > missing) return { listed, whole, next: { stage: stage.name, offset: offset + missing } }
  }
  return { listed, whole }
}

type StagePage = Pick<RankedPage, 'narrowed' | 'search'> & {
  readonly stage: Stage
  readonly offset: number
  readonly wanted: number
}

async function ranked(tx: ReadTx, { narrowed, search, stage, offset, wanted }: StagePage): Promise<Listed[]> {
  const { match, isFew } = stage
  const isRanked = isFew === 'unknown' ? !(await searchOf(tx).matchesMoreThan(tx, match, mostRanked)) : isFew
  const list = (from: number, limit: number) =>
    listProducts(tx, { ...narrowed, words: { match, isRanked }, sort: 'relevance', from: { offset: from }, limit })
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
