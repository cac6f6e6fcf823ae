import { load, wordsOf } from '../language/word-lists.ts'
import { useLanguage } from '../language/words.tsx'

if (!import.meta.env.SSR)
  await load('address', {
    en: async () => (await import('../language/words-address-en.ts')).addressEnglish,
    de: async () => (await import('../language/words-address-de.ts')).addressGerman,
  })

export const useAddressWords = () => wordsOf('address', useLanguage())
