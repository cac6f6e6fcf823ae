import type { Listing } from './listing.ts'
import type { Heading } from './search-document.ts'
import type { Match, MatchKey } from './search-expression.ts'
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
  /** No more products match than so many; where nobody knows how many, they are counted. */
  readonly most: number | undefined
  /** What all of them are called, newest first, if that is known. */
  readonly headings?: readonly Heading[]
  /** All of them, and maybe others that are mentioned so, newest first, if that is known. */
  readonly keys?: readonly MatchKey[] | undefined
  /** Its products have every word. */
  readonly isWhole: boolean
}

/**
 * At most so many matches are ranked; of more than these the newest are. So a common word costs a large shop little more
 * than a small one.
 */
export const mostRanked = 800

/** Of so many matches the newest are found by their keys; of more they are soon met going backwards. */
export const mostKeyed = 3000

/** What has all of the terms or some, with what they tell of how many that are. */
export function matchesOf(has: Match['has'], terms: readonly Term[]): NonNullable<Listing['words']> {
  const reaches = terms.map(term => term.reach)
  const most = has === 'all' ? Math.min(...reaches) : reaches.reduce((sum, reach) => sum + reach, 0)
  const isSure = has === 'some' || terms.length === 1
  return {
    match: { has, terms, place: 'anywhere' },
    isFew: most <= mostRanked / 2,
    least: isSure ? Math.max(...terms.map(term => term.products)) : 0,
  }
}

/** What is known of the products that have every word before they are looked for. */
type Known = {
  /** No more have them than so many; more than `mostRanked` may be any number. */
  readonly most: number
  readonly headings?: readonly Heading[]
  /** Those that have them, and those that are called so, newest first. */
  readonly keys?: { readonly [place in Match['place']]?: readonly MatchKey[] | undefined }
  /** So many are called so; more than `mostRanked` may be any number. It tells only where `most` is more than that. */
  readonly named: number
  /** A filter leaves few of them. */
  readonly isNarrow: boolean
}

export function wholeStages(terms: readonly Term[], { most, headings, keys = {}, named, isNarrow }: Known): Stage[] {
  const stage = (name: StageName, place: Match['place'], known: Stage['most']): Stage => ({
    name,
    match: { has: 'all', terms, place },
    most: known,
    isWhole: true,
  })
  if (most === 0) return []
  if (most <= mostRanked || isNarrow) return [{ ...stage('all', 'anywhere', most), ...(headings && { headings }) }]
  const { anywhere, heading = anywhere } = keys
  if (!terms.every(term => term.isNamed)) return [{ ...stage('text', 'anywhere', most), keys: anywhere }]
  return [{ ...stage('heading', 'heading', named), keys: heading }, stage('text', 'text', most)]
}

/** `kept` is what is left of the terms once enough are left out for something to be found. */
export function partialStages(terms: readonly Term[], kept: readonly Term[]): Stage[] {
  if (terms.length < 2) return []
  const isLess = kept.length < terms.length
  const all = { has: 'all', terms: kept, place: isLess ? keptPlace(kept) : 'anywhere' } as const
  const telling = mostTelling(terms)
  const named = terms.filter(term => term.isNamed && !telling.includes(term))
  const stage = (name: StageName, match: Match): Stage => ({ name, match, most: undefined, isWhole: false })
  const some = { has: 'some', terms: telling, place: 'anywhere' } as const
  const earlier = telling.length === 0 ? [all] : [all, some]
  return [
    ...(isLess ? [stage('kept', all)] : []),
    ...(telling.length === 0 ? [] : [stage('some', { ...some, without: [all] })]),
    ...(named.length === 0 ? [] : [stage('rest', { has: 'some', terms: named, place: 'heading', without: earlier })]),
  ]
}

const keptPlace = (terms: readonly Term[]) =>
  Math.min(...terms.map(term => term.reach)) <= mostRanked ? 'anywhere' : 'heading'

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
