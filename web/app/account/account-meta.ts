import type { MetaDescriptor } from 'react-router'
import { metaOf } from '../visit/meta.ts'
import { rootIn } from '../visit/root-data.ts'
import { accountWordsIn, agentWordsIn } from './words.ts'

type Told = ReturnType<typeof accountWordsIn> & { readonly agent: ReturnType<typeof agentWordsIn> }

/** The head of a page of the account, which no search engine has any business with. */
export const accountMeta =
  (path: string, title: (words: Told) => string) =>
  ({ matches }: { matches: Parameters<typeof rootIn>[0] }): MetaDescriptor[] => {
    const root = rootIn(matches)
    const language = root?.choice.language ?? 'en'
    const words = { ...accountWordsIn(language), agent: agentWordsIn(language) }
    return metaOf({ root, title: title(words), path, isHidden: true })
  }
