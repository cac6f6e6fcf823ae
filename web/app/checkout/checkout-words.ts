import type { Language } from '../language/languages.ts'
import { load, wordsOf } from '../language/word-lists.ts'
import { useLanguage } from '../language/words.tsx'

if (!import.meta.env.SSR)
  await load('checkout', {
    en: async () => (await import('../language/words-checkout-en.ts')).english,
    de: async () => (await import('../language/words-checkout-de.ts')).german,
  })

export const checkoutWordsIn = (language: Language) => wordsOf('checkout', language)
export const useCheckoutWords = () => checkoutWordsIn(useLanguage())
