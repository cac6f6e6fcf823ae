import { browserClient } from '@mitchweb/rest-api/browser'
import type { Language } from '../language/languages.ts'

/** Something that the words typed so far may become. */
export type Suggestion = {
  readonly kind: 'search' | 'product' | 'category'
  readonly text: string
  readonly path: string
}

/** Asks what the words typed so far may become. What was asked a moment ago is not asked again. */
export const suggestionsFor = (query: string, language: Language) => ({
  queryKey: ['suggestions', language, query],
  queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Suggestion[]> => {
    const found = await browserClient('').suggestSearches({ query, language }, { signal })
    return [
      ...found.searches.map(text => suggestion('search', text, `/search?q=${encodeURIComponent(text)}`)),
      ...found.categories.map(({ path, handle }) =>
        suggestion('category', path, `/categories/${encodeURIComponent(handle)}`),
      ),
      ...found.products.map(({ title, handle }) =>
        suggestion('product', title, `/products/${encodeURIComponent(handle)}`),
      ),
    ]
  },
  staleTime: 60_000,
})

const suggestion = (kind: Suggestion['kind'], text: string, path: string): Suggestion => ({ kind, text, path })
