import type { ReadTx } from '../storage/port.ts'
import { type KnownFilters, knownFilters, type Listed, type Listing, listProducts, mostListed } from './listing.ts'
import type { Found } from './product-search.sqlite.ts'
import { byRelevance, listRankedMatches, mayCost } from './ranked-matches.ts'
import { isMention } from './relevance.ts'
import type { Match, MatchKey } from './search-expression.ts'
import { searchOf } from './search-index.ts'
import {
  leastTelling,
  mostKeyed,
  mostRanked,
  partialStages,
  type Stage,
  type StageName,
  stageNames,
  wholeStages,
} from './search-stages.ts'
import type { SearchTerms, Term } from './search-terms.ts'

export type RankedFrom = { readonly stage: StageName; readonly offset: number }
type Narrowed = Omit<Listing, 'known' | 'words' | 'ids' | 'sort' | 'from' | 'limit'>

export type RankedPage = {
  readonly narrowed: Narrowed
  readonly search: SearchTerms
  readonly from: RankedFrom
  readonly limit: number
}

type Page = RankedPage & { readonly known: KnownFilters }

export type RankedListing = {
  readonly listed: readonly Listed[]
  /** So many of them have every word. */
  readonly whole: number
  /** What was left of the terms where nothing has them all. */
  readonly kept?: readonly Term[]
  readonly next?: RankedFrom
}

/**
 * Products by relevance, stage after stage. The matches of a stage are ranked by the shared rules. Where they are very many
 * the newest are, so a page far behind them is in the order in which products were added.
 */
export async function listByRelevance(tx: ReadTx, asked: RankedPage): Promise<RankedListing> {
  const page = { ...asked, known: await knownFilters(tx, asked.narrowed) }
  const { terms } = page.search
  const whole = await listStages(tx, page, await stagesOf(tx, page))
  if (whole.next || terms.length < 2) return { ...whole, whole: whole.listed.length }
  const isFirst = page.from.stage === stageNames[0] && page.from.offset === 0
  const isWhole = whole.listed.length > 0 || (!isFirst && (await hasAll(tx, page, terms)))
  const kept = isWhole ? terms : await keptTerms(tx, page)
  const left = page.limit - whole.listed.length
  const rest = await listStages(tx, { ...page, limit: left }, partialStages(terms, kept))
  return {
    listed: [...whole.listed, ...rest.listed],
    whole: whole.listed.length,
    ...(kept.length < terms.length && { kept }),
    ...(rest.next && { next: rest.next }),
  }
}

/** The stages of what has every word. What is counted first is what probably tells that nothing else need be counted. */
async function stagesOf(tx: ReadTx, page: Page): Promise<Stage[]> {
  const { terms, shop } = page.search
  const { within, smallest } = page.known
  const reach = Math.min(...terms.map(term => term.reach))
  if (reach <= mostRanked) return wholeStages(terms, { most: reach, named: 0, isNarrow: false })
  const matching = (place: Match['place']): Match => ({ has: 'all', terms, place })
  const isNarrow = async () => ((await smallest())?.size ?? Infinity) <= mostNarrowed
  const likely = terms.reduce((rest, term) => rest * Math.min(term.reach / shop.products, 1), shop.products)
  const isLikelyRanked = within !== undefined || likely <= mostRanked
  const found = isLikelyRanked ? await headingsOf(tx, page, matching('anywhere')) : {}
  const { headings } = found
  if (headings) return wholeStages(terms, { most: headings.length, headings, named: 0, isNarrow: false })
  const keys: { [place in Match['place']]?: readonly MatchKey[] | undefined } = { anywhere: found.keys }
  const named = await countNamed()
  const isOver = isLikelyRanked || named > mostRanked
  const most = isOver ? mostRanked + 1 : await counted('anywhere')
  return wholeStages(terms, { most, keys, named, isNarrow: most > mostRanked && (await isNarrow()) })

  /** How many match, as far as it matters, and which those are, where they are probably not very many. */
  async function counted(place: Match['place']): Promise<number> {
    if (!searchOf(tx).isByKeys || likely > mostKeyed) return await countMatches(tx, page, matching(place))
    const match = { ...matching(place), ...(within && { within }) }
    const all = await searchOf(tx).matching(tx, match, mostKeyed + 1)
    if (all.length <= mostKeyed) keys[place] = all
    return all.length
  }

  async function countNamed(): Promise<number> {
    const single = terms.length === 1 && within === undefined ? terms[0]! : undefined
    if (single && single.named > mostRanked) return single.named
    // There are more, and nearly all that have the words are called so.
    if (isLikelyRanked && namedShare(terms) > 0.9) return mostRanked + 1
    return terms.every(term => term.isNamed) ? await counted('heading') : 0
  }
}

/** Of the products that have the words, how many of one are called so, as far as the words alone tell. */
const namedShare = (terms: readonly Term[]): number =>
  terms.reduce((share, { named, products }) => share * Math.min(named / Math.max(products, 1), 1), 1)

/**
 * How many products match and are within the filters that full-text search knows, as far as it matters; some of them may
 * not fit for other reasons.
 */
const countMatches = async (tx: ReadTx, { known: { within } }: Pick<Page, 'known'>, match: Match): Promise<number> =>
  await searchOf(tx).countMatches(tx, { ...match, ...(within && { within }) }, mostRanked + 1)

/** What these are called, unless there are more than are ranked; some that cannot be in the list for their price are left out. */
const headingsOf = async (
  tx: ReadTx,
  { narrowed, known: { within } }: Pick<Page, 'narrowed' | 'known'>,
  match: Match,
): Promise<Found> =>
  await searchOf(tx).headingsOf(
    tx,
    { ...match, ...(within && { within }) },
    { most: mostRanked, keyed: mostKeyed, only: mayCost(tx, narrowed) },
  )

/** Among so few products of a filter the words are not looked for by place. */
const mostNarrowed = 500

/** A page over these stages, from its place on. */
async function listStages(
  tx: ReadTx,
  { from, limit, ...page }: Page,
  stages: readonly Stage[],
): Promise<{ listed: Listed[]; next?: RankedFrom }> {
  const listed: Listed[] = []
  for (const stage of stages) {
    if (stageNames.indexOf(stage.name) < stageNames.indexOf(from.stage)) continue
    const offset = stage.name === from.stage ? from.offset : 0
    const missing = limit - listed.length
    const found = await ranked(tx, { ...page, stage, offset, wanted: missing + 1 })
    listed.push(...found.slice(0, missing))
    if (found.length > missing) return { listed, next: { stage: stage.name, offset: offset + missing } }
  }
  return { listed }
}

/**
 * The terms without those that must be left out for something to have all the others: as few as can be, and the least
 * telling first. No word that somebody wrote is left out for a guess. Of many terms the least telling go without trying
 * each.
 */
async function keptTerms(tx: ReadTx, page: Page): Promise<readonly Term[]> {
  const { terms } = page.search
  let kept = leastTelling(terms.filter(term => term.reach > 0))
  if (kept.length < terms.length && kept.length > 0 && (await hasAll(tx, page, kept))) return kept
  while (kept.length > 1) {
    if (kept.length <= mostTried) {
      const guesses = kept.filter(term => term.isGuess)
      for (const left of guesses.length > 0 ? guesses : kept) {
        const others = kept.filter(term => term !== left)
        if (await hasAll(tx, page, others)) return others
      }
    }
    kept = kept.slice(1)
  }
  return kept.length > 0 ? kept : terms
}

const mostTried = 6

async function hasAll(tx: ReadTx, { narrowed, known }: Page, terms: readonly Term[]): Promise<boolean> {
  const words = { match: { has: 'all', terms, place: 'anywhere' } } as const
  const found = await listProducts(tx, { ...narrowed, known, words, sort: 'relevance', from: { offset: 0 }, limit: 1 })
  return found.length > 0
}

type StagePage = Omit<Page, 'from' | 'limit'> & {
  readonly stage: Stage
  readonly offset: number
  readonly wanted: number
}

async function ranked(tx: ReadTx, { narrowed, known, search, stage, offset, wanted }: StagePage): Promise<Listed[]> {
  const isCounted = stage.most !== undefined && stage.most > mostRanked
  const headings = isCounted
    ? undefined
    : (stage.headings ?? (await headingsOf(tx, { narrowed, known }, stage.match)).headings)
  if (headings) {
    return await listRankedMatches(tx, { headings, listing: { ...narrowed, known }, search, offset, wanted })
  }
  const isMany = stage.match.place !== 'text'
  const mostInSet = mostBeforeWords(search.shop.products)
  const words = { match: stage.match, isMany, mostInSet, ...(stage.keys && { keys: stage.keys }) }
  const list = (from: number, limit: number) =>
    listProducts(tx, { ...narrowed, known, words, sort: 'relevance', from: { offset: from }, limit })
  if (offset >= mostListed) return await list(offset, wanted)
  const newest = new Map((await list(0, mostListed)).map(product => [product.id, product]))
  const best = (await byRelevance(tx, [...newest.keys()], search)).map(id => newest.get(id)!)
  const page = best.slice(offset, offset + wanted)
  if (page.length === wanted || best.length < mostListed) return page
  return [...page, ...(await list(mostListed, wanted - page.length))]
}

/**
 * Of many matches, newest first, one is kept of as many as there are products for each that a filter leaves. So a filter
 * that leaves more than this costs less when it is looked at for each match than when the list begins with it.
 */
const mostBeforeWords = (products: number): number => Math.floor(Math.sqrt(mostListed * products))

/** Whether these products have the terms in their descriptions only. */
export async function areMentions(tx: ReadTx, listed: readonly Listed[], { terms }: SearchTerms): Promise<boolean> {
  if (listed.length === 0 || terms.some(term => term.isNamed)) return false
  const ids = listed.map(({ id }) => id)
  return [...(await searchOf(tx).stemLinesOf(tx, ids)).values()].every(lines => isMention(lines, terms))
}
