import { quoteInput } from '../shared/errors.ts'
import { type Message, message } from '../shared/messages.ts'
import type { SearchTerms, Term } from './search-terms.ts'

/** What a search came to on its first page. */
export type Outcome = {
  readonly search: SearchTerms
  readonly found: number
  /** So many of the found have every word. */
  readonly whole: number
  /** What was left of the terms where nothing has them all. */
  readonly kept?: readonly Term[] | undefined
  /** Words that were looked for in place of ones that nothing in the shop is like. */
  readonly similar?: readonly string[] | undefined
  /** Whether none of the found has a word anywhere but in its description. */
  readonly isMention?: boolean
}

/** Says in which steps an answer was found where not everything asked for is there, a code for each step. */
export function searchMessages(query: string | undefined, outcome: Outcome): Message[] {
  const { search, found, whole, kept, similar, isMention } = outcome
  if (found === 0) return [noResults]
  if (similar) return [similarShown(query, similar)]
  return [
    ...search.corrected.map(spellingCorrected),
    ...(kept ? [wordsDropped(query, namesOf(search.terms.filter(term => !kept.includes(term))))] : []),
    ...(whole < found && !kept ? [partialMatch(query, whole)] : []),
    ...(isMention ? [onlyMentioned(query)] : []),
  ]
}

const noResults = message('info', 'no_results', 'Nothing in the shop fits. Try fewer or other words, or wider filters.')

const spellingCorrected = ({ typed, meant }: SearchTerms['corrected'][number]) =>
  message('info', 'spelling_corrected', `No product has ${quoteInput(typed)}; ${quoteInput(meant)} was looked for too.`)

function wordsDropped(query: string | undefined, dropped: readonly string[]): Message {
  const words = dropped.map(quoteInput).join(', ')
  const content = `Nothing has all the words of ${quoteInput(query)}; what has the others without ${words} comes first.`
  return message('info', 'words_dropped', content)
}

const partialMatch = (query: string | undefined, whole: number) =>
  message(
    'info',
    'partial_match',
    whole === 0
      ? `Nothing has all the words of ${quoteInput(query)}; these have some of them.`
      : `Only the first ${whole} of these have all the words of ${quoteInput(query)}.`,
  )

const similarShown = (query: string | undefined, similar: readonly string[]) =>
  message(
    'info',
    'similar_shown',
    `Nothing in the shop has ${quoteInput(query)}; these have ${similar.map(quoteInput).join(', ')}, which is written alike.`,
  )

const onlyMentioned = (query: string | undefined) =>
  message('info', 'only_mentioned', `Nothing in the shop is called ${quoteInput(query)}; these only mention it.`)

const namesOf = (terms: readonly Term[]): string[] => terms.map(({ forms }) => forms[0]!.words.join(' '))
