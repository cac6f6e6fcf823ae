import { english } from './english-texts.ts'
import { german } from './german-texts.ts'

export const shopperTexts = { en: english, de: german } as const

/** The languages in which the shop itself speaks to shoppers. */
export type TextLanguage = keyof typeof shopperTexts

export type TextKey = keyof typeof english

type Parameters<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `${string}"${string}` ? never : Name) | Parameters<Rest>
  : never
type Values<K extends TextKey> = Record<Parameters<(typeof english)[K]>, string | number>

/** A text of the shop's own in a shopper's language, in English where nobody said which. */
export function say<K extends TextKey>(
  language: TextLanguage | undefined,
  key: K,
  ...[values]: [Parameters<(typeof english)[K]>] extends [never] ? [] : [values: Values<K>]
): string {
  const known: Readonly<Record<string, string | number>> = values ?? {}
  return shopperTexts[language ?? 'en'][key].replace(parameter, (_, name: string) => String(known[name] ?? ''))
}

const parameter = /\{(\w+)\}/g

/** What a text asks for. */
export const parametersOf = (text: string): string[] =>
  [...new Set([...text.matchAll(parameter)].map(([, name = '']) => name))].sort()

/** The first of the tags in which the shop itself can speak, whatever their regions; else English. */
export function textLanguage(tags: readonly string[]): TextLanguage {
  const bases = tags.map(tag => tag.split('-')[0]?.toLowerCase() ?? '')
  return bases.find((base): base is TextLanguage => Object.hasOwn(shopperTexts, base)) ?? 'en'
}
