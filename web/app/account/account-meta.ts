import type { AccountWords } from '../language/words-account-en.ts'
import { hiddenMeta } from './hidden-meta.ts'
import { accountWordsIn } from './words.ts'

export const accountMeta = (path: string, title: (words: AccountWords) => string) =>
  hiddenMeta({ path, wordsIn: accountWordsIn, title })
