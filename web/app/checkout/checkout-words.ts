import { useLanguage } from '../language/words.tsx'
import { german } from '../language/words-checkout-de.ts'
import { type CheckoutWords, english } from '../language/words-checkout-en.ts'

/** Both languages come with the checkout's own script: the first page of a visit has no use for them. */
export const checkoutWords: Readonly<Record<'en' | 'de', CheckoutWords>> = { en: english, de: german }

export const useCheckoutWords = (): CheckoutWords => checkoutWords[useLanguage()]
