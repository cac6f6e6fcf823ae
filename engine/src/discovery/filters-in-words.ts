import type { z } from 'zod'
import { folded, termsCalled, wordingIn } from '../catalog/index.ts'
import type { Market } from '../pricing/index.ts'
import { say } from '../shared/shopper-texts.ts'
import type { ReadTx } from '../storage/port.ts'
import type { Facet, searchFilters } from './contract.ts'

type SearchFilters = z.infer<typeof searchFilters>

/** The filters in the words in which the shop keeps its products, whatever language of the shop they were sent in. */
export async function inOwnWords(tx: ReadTx, filters: SearchFilters): Promise<SearchFilters> {
  const { attributes = [], product_types: types = [], tags = [] } = filters
  const words = [...attributes.flatMap(({ name, values = [] }) => [name, ...values]), ...types, ...tags]
  if (words.length === 0) return filters
  const own = await termsCalled(tx, words)
  if (own.size === 0) return filters
  const also = (texts: readonly string[]) => [
    ...new Set(texts.flatMap(text => [text, ...(own.get(folded(text)) ?? [])])),
  ]
  const nameOf = (name: string) => {
    const [first = name, ...others] = own.get(folded(name)) ?? []
    return others.includes(name) ? name : first
  }
  return {
    ...filters,
    ...(types.length > 0 && { product_types: also(types) }),
    ...(tags.length > 0 && { tags: also(tags) }),
    ...(attributes.length > 0 && {
      attributes: attributes.map(({ name, values, ...attribute }) => {
        return { ...attribute, name: nameOf(name), ...(values && { values: also(values) }) }
      }),
    }),
  }
}

/** What a list can be narrowed by, in a buyer's language: sent back, these words are understood. */
export async function facetsInWords(
  tx: ReadTx,
  { languages, textLanguage }: Pick<Market, 'languages' | 'textLanguage'>,
  facets: Facet[],
): Promise<Facet[]> {
  const valuesOf = (...filters: Facet['filter'][]) =>
    facets
      .filter(({ filter }) => filters.includes(filter))
      .flatMap(({ values = [] }) => values.map(({ value }) => value))
  const wording = await wordingIn(tx, languages, {
    words: [...facets.map(({ name }) => name), ...valuesOf('attributes', 'product_types')],
    paths: valuesOf('categories'),
  })
  const told = { attributes: wording.term, product_types: wording.term, categories: wording.path }
  return facets.map(counted => {
    const fixed = fixedNames[counted.filter]
    const facet = fixed ? { ...counted, name: say(textLanguage, fixed) } : counted
    const word = told[facet.filter as keyof typeof told]
    if (!word) return facet
    const { name, values } = facet
    return {
      ...facet,
      ...(facet.filter === 'attributes' && { name: wording.term(name) }),
      ...(values && { values: values.map(row => ({ ...row, value: word(row.value) })) }),
    }
  })
}

/** Facets that every shop has under the same name. */
const fixedNames = {
  categories: 'facet_category',
  brands: 'facet_brand',
  product_types: 'facet_type',
  price: 'facet_price',
  available: 'facet_available',
  on_sale: 'facet_on_sale',
  attributes: undefined,
} as const satisfies Record<Facet['filter'], string | undefined>
