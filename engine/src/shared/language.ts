import { z } from 'zod'
import { text } from './fields.ts'

/** Tags of languages as BCP 47 writes them: "de", "pt-BR", "zh-Hant". */
export const languageTag = () =>
  text(35).refine(value => tagOf(value) !== undefined, 'must be a language tag such as "de" or "pt-BR"')

/** What a buyer reads: one tag, or several with commas between them, the preferred one first, as Accept-Language does. */
export const languageWish = () => text(200)

/** What languages a shop speaks. Its own texts are in the default one; in the others it has translations. */
export type ShopLanguages = { readonly defaultLanguage: string; readonly languages: readonly string[] }

export const languagesDraft = {
  default_language: languageTag().optional().describe('Of the texts as they are saved; "en" unless told'),
  languages: z
    .array(languageTag())
    .max(50)
    .optional()
    .describe('All that buyers may read; the default one unless told'),
}

/** The tag in its usual letter case, or undefined where it is none. */
export function tagOf(value: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(value.trim())[0]
  } catch {
    return undefined
  }
}

/**
 * In which languages translations are to be read for a buyer, the most fitting first; none where the shop's own texts
 * are what fits. "de-AT" is answered in "de-AT", then in "de"; a region that the shop does not speak in another region's.
 */
export function spokenLanguages(shop: ShopLanguages, wish: string | undefined): readonly string[] {
  if (!wish || shop.languages.length < 2) return []
  for (const tag of tagsOf(wish)) {
    const chain = chainOf(tag)
    const fitting = chain.filter(candidate => isSpoken(shop, candidate))
    const [base] = chain.slice(-1)
    const kin = [shop.defaultLanguage, ...shop.languages].filter(spoken => chainOf(spoken).at(-1) === base)
    const [first] = fitting.length > 0 ? fitting : kin
    if (first === undefined) continue
    const usable = fitting.length > 0 ? fitting : chainOf(first).filter(candidate => isSpoken(shop, candidate))
    const end = usable.indexOf(shop.defaultLanguage)
    return (end < 0 ? usable : usable.slice(0, end)).slice(0, mostAtOnce)
  }
  return []
}

/** Translations are read in at most so many languages for one buyer. */
export const mostAtOnce = 3

const isSpoken = ({ defaultLanguage, languages }: ShopLanguages, tag: string) =>
  tag === defaultLanguage || languages.includes(tag)

/** "zh-Hant-TW", "zh-Hant", "zh". */
function chainOf(tag: string): string[] {
  const parts = tag.split('-')
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'))
}

/** The wish that an Accept-Language header is: its tags without their weights, at most five; undefined where it names none. */
export function wishOf(header: string | undefined): string | undefined {
  if (!header) return undefined
  const tags = tagsOf(header.slice(0, 1000)).slice(0, 5)
  return tags.length > 0 ? tags.join(',') : undefined
}

/** The tags of a wish by their weight, which is 1 unless told. What is no tag is left out. */
function tagsOf(wish: string): string[] {
  const weighted = wish.split(',').flatMap(part => {
    const [name = '', ...parameters] = part.split(';')
    const tag = tagOf(name)
    const weight = parameters.map(parameter => /^\s*q\s*=\s*([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean)
    return tag === undefined ? [] : [{ tag, weight: Number(weight ?? 1) }]
  })
  return weighted
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
}
