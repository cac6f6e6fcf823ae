import type { Match } from './search-expression.ts'
import type { Term } from './search-terms.ts'

/**
 * The steps in which a search is answered, each with what no earlier one has. Where many products have every word, those
 * that are named so come first (`heading`), then those that mention it (`text`). Where none has, words are left out until
 * some have the others (`kept`). Then come products with some of the words: by the words that tell most (`some`), and
 * named by the others (`rest`).
 */
export const stageNames = ['all', 'heading', 'text', 'kept', 'some', 'rest'] as const
export type StageName = (typeof stageNames)[number]

export type Stage = {
  readonly name: StageName
  readonly match: Match
  /** Whether few enough match to be ranked by the database; where nobody knows, they are counted first. */
  readonly isFew: boolean | 'unknown'
  /** Its products have every word. */
  readonly isWhole: boolean
}

/** The database ranks at most so many matches, so that a common word costs a large shop no more than a small one. */
export const mostRanked = 2000

/** Whether so few products match that looking at each of them costs little. */
export function isFewMatches(has: Match['has'], terms: readonly Term[]): boolean {
  const reaches = terms.map(term => term.reach)
  return (has === 'all' ? Math.min(...reaches) : reaches.reduce((sum, reach) => sum + reach, 0)) <= mostRanked / 2
}

export function wholeStages(terms: readonly Term[]): Stage[] {
  const stage = (name: StageName, place: Match['place'], isFew: Stage['isFew']): Stage => ({
    name,
    match: { has: 'all', terms, place },
    isFew,
    isWhole: true,
  })
  const most = Math.min(...terms.map(term => term.reach))
  return most <= mostRanked
    ? [stage('all', 'anywhere', true)]
    : [stage('heading', 'heading', 'unknown'), stage('text', 'text', false)]
}

/** `kept` is what is left of the terms once enough are left out for something to be found. */
export function partialStages(terms: readonly Term[], kept: readonly Term[]): Stage[] {
  if (terms.length < 2) return []
  const all = { has: 'all', terms: kept } as const
  const telling = mostTelling(terms)
  const some = (name: StageName, match: Omit<Match, 'has'>, isFew: Stage['isFew']): Stage => ({
    name,
    match: { has: 'some', ...match },
    isFew,
    isWhole: false,
  })
  const first = kept.length < terms.length ? [keptStage(kept)] : []
  if (telling.length === 0) return [...first, some('rest', { terms, place: 'heading', without: all }, 'unknown')]
  first.push(some('some', { terms: telling, place: 'anywhere', without: all }, true))
  if (telling.length === terms.length) return first
  const others = terms.filter(term => !telling.includes(term))
  return [
    ...first,
    some('rest', { terms: others, place: 'heading', without: { has: 'some', terms: telling } }, 'unknown'),
  ]
}

function keptStage(terms: readonly Term[]): Stage {
  const isFew = Math.min(...terms.map(term => term.reach)) <= mostRanked
  const match = { has: 'all', terms, place: isFew ? 'anywhere' : 'heading' } as const
  return { name: 'kept', match, isFew: isFew || 'unknown', isWhole: false }
}

/** The terms in the order in which they are left out: guesses before words that somebody wrote, then the commonest. */
export const leastTelling = (terms: readonly Term[]): Term[] =>
  [...terms].sort((a, b) => Number(b.isGuess) - Number(a.isGuess) || b.products - a.products)

/** The rarest terms, as long as few products have them. */
function mostTelling(terms: readonly Term[]): Term[] {
  const telling: Term[] = []
  let reached = 0
  for (const term of [...terms].sort((a, b) => a.reach - b.reach)) {
    reached += term.reach
    if (reached > mostRanked) break
    telling.push(term)
  }
  return telling
}
