import { searchWords } from '../catalog/index.ts'
import type { TextLanguage } from '../shared/shopper-texts.ts'

/** The words of a query as they are looked for; 55" is 55 inch. */
export const queryWords = (query: string, language?: TextLanguage): string[] =>
  searchWords(query.slice(0, 2000).replace(inches, '$1 inch '), language)

const inches = /(\p{N})\s?(?:["”″]|'')/gu
