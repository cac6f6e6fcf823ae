import type { Language } from '../language/languages.ts'
import { load, wordsOf } from '../language/word-lists.ts'
import { useLanguage } from '../language/words.tsx'

if (!import.meta.env.SSR)
  await load('order', {
    en: async () => (await import('../language/words-order-en.ts')).english,
    de: async () => (await import('../language/words-order-de.ts')).german,
  })

export const orderWordsIn = (language: Language) => wordsOf('order', language)
export const useOrderWords = () => orderWordsIn(useLanguage())
