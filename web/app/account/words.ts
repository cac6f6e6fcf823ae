import type { Language } from '../language/languages.ts'
import { load, wordsOf } from '../language/word-lists.ts'
import { useLanguage } from '../language/words.tsx'

if (!import.meta.env.SSR)
  await load('account', {
    en: async () => (await import('../language/words-account-en.ts')).accountEnglish,
    de: async () => (await import('../language/words-account-de.ts')).accountGerman,
  })

/** The account's words are no part of what every page brings along: few visitors ever see them. */
export const accountWordsIn = (language: Language) => wordsOf('account', language)
export const useAccountWords = () => accountWordsIn(useLanguage())
