import { hash } from 'node:crypto'
import type { FacetValue } from './attribute-values.ts'
import type { Narrowing } from './narrowing.ts'

/**
 * Filters that full-text search knows as words of its own, so that it finds what fits words and filters at once, however
 * many products each alone leaves. Two filters may have one word: what is found is looked at again.
 */
const wordOf = (kind: 'brand' | 'category' | 'facet', key: string): string =>
  mark + hash('sha256', `${kind} ${key}`, 'hex').slice(0, 16)

/** Full-text search takes it for a letter, and nobody can type it. */
const mark = '\uE000'

const facetWord = ({ nameKey, valueKey }: Pick<FacetValue, 'nameKey' | 'valueKey'>): string =>
  wordOf('facet', `${nameKey} ${valueKey}`)

/** Under which words filters find a product. */
export const filterWordsOf = ({
  brandKey,
  categoryIds,
  values,
}: {
  readonly brandKey: string | null
  readonly categoryIds: readonly string[]
  readonly values: readonly FacetValue[]
}): string[] => [
  ...new Set([
    ...(brandKey === null ? [] : [wordOf('brand', brandKey)]),
    ...categoryIds.map(id => wordOf('category', id)),
    ...values.map(facetWord),
  ]),
]

/** For each filter that has such words, those of which a product must have one. */
export const filterWords = ({ brandKeys, categoryIds, facets = [] }: Narrowing): string[][] => [
  ...(brandKeys ? [brandKeys.map(key => wordOf('brand', key))] : []),
  ...(categoryIds ? [categoryIds.map(id => wordOf('category', id))] : []),
  ...facets.flatMap(({ nameKey, valueKeys, range }) =>
    valueKeys && !range ? [valueKeys.map(valueKey => facetWord({ nameKey, valueKey }))] : [],
  ),
]
