import type { Language } from '../language/languages.ts'
import { load, wordsOf } from '../language/word-lists.ts'
import { useLanguage } from '../language/words.tsx'

if (!import.meta.env.SSR)
  await load('agents', {
    en: async () => (await import('../language/words-agents-en.tsx')).agentEnglish,
    de: async () => (await import('../language/words-agents-de.tsx')).agentGerman,
  })

export const agentWordsIn = (language: Language) => wordsOf('agents', language)
export const useAgentWords = () => agentWordsIn(useLanguage())
