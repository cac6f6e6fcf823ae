import type { Language } from '../language/languages.ts'
import { useLanguage } from '../language/words.tsx'
import { accountGerman } from '../language/words-account-de.ts'
import { accountEnglish } from '../language/words-account-en.ts'
import { agentGerman } from '../language/words-agents-de.tsx'
import { agentEnglish } from '../language/words-agents-en.tsx'

const account = { en: accountEnglish, de: accountGerman }
const agents = { en: agentEnglish, de: agentGerman }

export const accountWordsIn = (language: Language) => account[language]
export const agentWordsIn = (language: Language) => agents[language]

/** The account's words are no part of what every page brings along: few visitors ever see them. */
export const useAccountWords = () => accountWordsIn(useLanguage())
export const useAgentWords = () => agentWordsIn(useLanguage())
