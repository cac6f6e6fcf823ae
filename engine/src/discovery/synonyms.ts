import { searchWords } from '../catalog/index.ts'
import { stemOf } from './stem.ts'

/** Words that find the same products. With `means` one way only: its words are found by `words`, and not the reverse. */
export type Synonyms = {
  readonly id: string
  readonly words: readonly string[]
  readonly means: readonly string[] | undefined
}

/** At most so many words side by side are looked up as one. */
export const longestPhrase = 4

/** A phrase as it is looked up: by its stems, so that "sofas" has the synonyms of "sofa". */
export const phraseKey = (words: readonly string[]): string => words.map(stemOf).join(' ')

/** The keys under which the synonyms are found. */
export const keysOf = ({ words }: Pick<Synonyms, 'words'>): string[] => [
  ...new Set(words.map(phrase => phraseKey(searchWords(phrase))).filter(Boolean)),
]

/** What else finds products for a buyer who typed the phrase of this key: never the synonyms of a synonym. */
export function alternatives({ words, means }: Synonyms, key: string): string[][] {
  const phrases = (means ?? words).map(phrase => searchWords(phrase))
  return phrases.filter(phrase => phrase.length > 0 && phraseKey(phrase) !== key)
}
