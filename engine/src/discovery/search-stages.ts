import type { Match } from './search-expression.ts'
import type { Term } from './search-terms.ts'

/**
 * The steps in which a search is answered, each with what no earlier one has. Where many products have every word, those
 * that are named so come first (`heading`), then those that mention it (`text`). Then come products with some of the
 * words: by the words that tell most (`some`), and named by the others (`rest`).
 */
export const stageNames = ['all', 'heading', 'text', 'some', 'rest'] as const
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

export function stagesOf(terms: readonly Term[]): Stage[] {
  const whole = wholeStages(terms)
  return terms.length > 1 ? [...whole, ...partialStages(terms)] : whole
}

function wholeStages(terms: readonly Term[]): Stage[] {
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

function partialStages(terms: readonly Term[]): Stage[] {
  const all = { has: 'all', terms } as const
  const telling = mostTelling(terms)
  const some = (name: StageName, match: Omit<Match, 'has'>, isFew: Stage['isFew']): Stage => ({
    name,
    match: { has: 'some', ...match },
    isFew,
    isWhole: false,
  })
  if (telling.length === 0) return [some('rest', { terms, place: 'heading', without: all }, 'unknown')]
  const first = some('some', { terms: telling, place: 'anywhere', without: all }, true)
  if (telling.length === terms.length) return [first]
  const others = terms.filter(term => !telling.includes(term))
  return [first, some('rest', { terms: others, place: 'heading', without: { has: 'some', terms: telling } }, 'unknown')]
}

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
