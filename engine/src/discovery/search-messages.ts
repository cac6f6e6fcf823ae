import { quoteInput } from '../shared/errors.ts'
import { type Message, message } from '../shared/messages.ts'
import { say, type TextLanguage } from '../shared/shopper-texts.ts'
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
export function searchMessages(
  query: string | undefined,
  { language, ...outcome }: Outcome & { readonly language: TextLanguage },
): Message[] {
  const asked = quoteInput(query)
  const { search, found, whole, kept, similar, isMention } = outcome
  if (found === 0) return [message('info', 'no_results', say(language, 'no_results'))]
  if (similar) {
    const words = similar.map(quoteInput).join(', ')
    return [message('info', 'similar_shown', say(language, 'similar_shown', { query: asked, words }))]
  }
  return [
    ...search.corrected.map(word => spellingCorrected(word, language)),
    ...(kept ? [wordsDropped(asked, wordsOf(search.terms.filter(term => !kept.includes(term))), language)] : []),
    ...(whole < found && !kept ? [partialMatch(asked, whole, language)] : []),
    ...(isMention ? [message('info', 'only_mentioned', say(language, 'only_mentioned', { query: asked }))] : []),
  ]
}

function spellingCorrected({ typed, meant }: SearchTerms['corrected'][number], language: TextLanguage): Message {
  const words = { typed: quoteInput(typed), meant: quoteInput(meant) }
  return message('info', 'spelling_corrected', say(language, 'spelling_corrected', words))
}

function wordsDropped(query: string, dropped: readonly string[], language: TextLanguage): Message {
  const words = dropped.map(quoteInput).join(', ')
  return message('info', 'words_dropped', say(language, 'words_dropped', { query, words }))
}

function partialMatch(query: string, whole: number, language: TextLanguage): Message {
  const text =
    whole === 0 ? say(language, 'some_words', { query }) : say(language, 'whole_first', { count: whole, query })
  return message('info', 'partial_match', text)
}

const wordsOf = (terms: readonly Term[]): string[] => terms.map(({ typed }) => typed)
