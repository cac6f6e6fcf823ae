import type { MetaDescriptor } from 'react-router'
import type { Language } from '../language/languages.ts'
import { metaOf } from '../visit/meta.ts'
import { rootIn } from '../visit/root-data.ts'

type Head<Words> = {
  readonly path: string
  readonly wordsIn: (language: Language) => Words
  readonly title: (words: Words) => string
}

/** The head of a page of the account, which no search engine has any business with. */
export const hiddenMeta =
  <Words>({ path, wordsIn, title }: Head<Words>) =>
  ({ matches }: { matches: Parameters<typeof rootIn>[0] }): MetaDescriptor[] => {
    const root = rootIn(matches)
    return metaOf({ root, title: title(wordsIn(root?.choice.language ?? 'en')), path, isHidden: true })
  }
