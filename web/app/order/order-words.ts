import { useLanguage } from '../language/words.tsx'
import { german } from '../language/words-order-de.ts'
import { english, type OrderWords } from '../language/words-order-en.ts'

export const orderWords: Readonly<Record<'en' | 'de', OrderWords>> = { en: english, de: german }

export const useOrderWords = (): OrderWords => orderWords[useLanguage()]
