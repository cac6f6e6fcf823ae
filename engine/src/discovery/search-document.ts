import { indexText } from '../catalog/index.ts'
import { stemOf } from './stem.ts'

/** What buyers' words find of a product, as words separated by blanks. */
export type ProductWords = {
  readonly productId: string
  readonly title: string
  readonly brand: string
  readonly kind: string
  readonly details: string
  readonly description: string
  /** Names of more than one word, such as a type or a brand, which typing suggestions complete. */
  readonly names: readonly string[]
}

export type SearchDocument = ProductWords & {
  /** Under which filters find the product: see `filter-words.ts`. */
  readonly filterWords: readonly string[]
}

/** Counts up when what is found of a product changes: products that were indexed before are indexed anew in time. */
export const documentVersion = 4

export const searchFields = ['title', 'brand', 'kind', 'details', 'description'] as const

/** The document with the words that the same product has in other languages, in the same fields and after its own. */
export function withWordsOf(own: ProductWords, others: readonly ProductWords[]): ProductWords {
  const names = new Set([own, ...others].flatMap(document => document.names))
  const all = { ...own, names: [...names] }
  for (const other of others) {
    for (const field of searchFields) {
      const known = new Set(all[field].split(' '))
      const added = other[field].split(' ').filter(word => word !== '' && !known.has(word))
      if (added.length > 0) all[field] = [...all[field].split(' ').filter(Boolean), ...added].join(' ')
    }
  }
  return all
}

/** The first of them are what a product is called, the heading; the others say more about it. */
export const headingFields = 3

/** What a product is called: its stem lines as far as headings usually go. */
export type Heading = { readonly id: string; readonly heading: string }
/** In characters. What is left of the few headings that are longer tells enough. */
export const usualHeading = 200

/** A line for each field, in the order of `searchFields`, of stems separated by blanks; then a line of the names. */
export const stemLines = (document: ProductWords): string =>
  [
    ...searchFields.map(field => document[field].split(' ').map(stemOf).join(' ')),
    document.names.join(betweenNames),
  ].join('\n')

export const betweenNames = '\t'

/** What of a document the vocabulary counts: distinct stems and names, each with a word that has it. */
export function countedWords(document: ProductWords): Map<string, { word: string; isNamed: boolean }> {
  const counted = new Map<string, { word: string; isNamed: boolean }>()
  for (const [index, field] of searchFields.entries()) {
    for (const word of document[field].split(' ').filter(Boolean)) {
      const stem = stemOf(word)
      const known = counted.get(stem)
      const shorter = known && known.word.length <= word.length ? known.word : word
      counted.set(stem, { word: shorter, isNamed: known?.isNamed || index < headingFields })
    }
  }
  for (const name of document.names) counted.set(name, { word: name, isNamed: true })
  return counted
}

/** The same of stem lines, which know no words. Lines without names are of a time when nobody counted who is named so. */
export function countedStems(lines: string): Map<string, { isNamed: boolean }> {
  const counted = new Map<string, { isNamed: boolean }>()
  const all = lines.split('\n')
  const hasNames = all.length > searchFields.length
  for (const [index, line] of all.slice(0, searchFields.length).entries()) {
    for (const stem of line.split(' ').filter(Boolean)) {
      counted.set(stem, { isNamed: counted.get(stem)?.isNamed || (hasNames && index < headingFields) })
    }
  }
  const names = (all[searchFields.length] ?? '').split(betweenNames).filter(Boolean)
  for (const name of names) counted.set(name, { isNamed: true })
  return counted
}

/**
 * Other ways to type the names of models and measures in a text: "WH-1000XM4" is also found as "wh1000xm4" and
 * "1000 xm 4", "USB-C" as "usbc", and 55" as "55 inch".
 */
export function otherForms(text: string): string {
  const compounds = text.match(/(?<![\p{L}\p{N}])[\p{L}\p{N}]+(?:[-/.+][\p{L}\p{N}]+)+/gu) ?? []
  const joined = compounds.filter(compound => compound.length <= 24).map(compound => compound.replace(/[-/.+]/g, ''))
  const mixed = (text.match(/[\p{L}\p{N}]+/gu) ?? []).flatMap(word => piecesOf(word))
  const inches = [...text.matchAll(/(?<!\d)(\d+(?:[.,]\d+)?)\s?["”″]/g)].map(([, number]) => `${number} inch`)
  return indexText(...new Set([...joined, ...mixed, ...inches]))
}

/** "1000xm4" as 1000, xm and 4; nothing of a word that has only letters or only digits. */
export function piecesOf(word: string): string[] {
  const pieces = word.match(/\p{L}+|\p{N}+/gu) ?? []
  return pieces.length > 1 && pieces.length <= 6 ? pieces : []
}
