import type { Language } from './languages.ts'
import type { AccountWords } from './words-account-en.ts'
import type { AddressWords } from './words-address-en.ts'
import type { AgentWords } from './words-agents-en.tsx'
import type { CheckoutWords } from './words-checkout-en.ts'
import type { Words } from './words-en.ts'
import type { OrderWords } from './words-order-en.ts'

/** What all pages say is `shop`; the other lists come with the pages that say them. */
export type WordLists = {
  readonly shop: Words
  readonly account: AccountWords
  readonly address: AddressWords
  readonly agents: AgentWords
  readonly checkout: CheckoutWords
  readonly order: OrderWords
}
type ListName = keyof WordLists

/** Every list in every language where pages are made; in a browser those of its page, in the page's language. */
const known: { readonly [N in ListName]: Map<Language, WordLists[N]> } = {
  shop: new Map(),
  account: new Map(),
  address: new Map(),
  agents: new Map(),
  checkout: new Map(),
  order: new Map(),
}

type Learned<N extends ListName> = {
  readonly list: N
  readonly language: Language
  readonly words: WordLists[N]
}

export const learn = <N extends ListName>({ list, language, words }: Learned<N>) =>
  void known[list].set(language, words)

export function wordsOf<N extends ListName>(list: N, language: Language): WordLists[N] {
  const words = known[list].get(language)
  if (!words) throw new Error(`The words of the list ${list} are not loaded in ${language}.`)
  return words
}

type Loading<N extends ListName> = Readonly<Record<Language, () => Promise<WordLists[N]>>>

/** Loads a list into a browser, in the language of its page alone: a visitor who chooses another gets a new page. */
export async function load<N extends ListName>(list: N, loading: Loading<N>): Promise<void> {
  const language = document.documentElement.lang === 'de' ? 'de' : 'en'
  learn({ list, language, words: await loading[language]() })
}
