import { indexText } from '../catalog/index.ts'
import { stemOf } from './stem.ts'

/** What is found of a product, as words separated by blanks. */
export type SearchDocument = {
  readonly productId: string
  readonly title: string
  readonly brand: string
  readonly kind: string
  readonly details: string
  readonly description: string
}

export const searchFields = ['title', 'brand', 'kind', 'details', 'description'] as const

/** The document with the words that the same product has in other languages, in the same fields and after its own. */
export function withWordsOf(own: SearchDocument, others: readonly SearchDocument[]): SearchDocument {
  const all = { ...own }
  for (const other of others) {
    for (const field of searchFields) {
      const known = new Set(all[field].split(' '))
      const added = other[field].split(' ').filter(word => word !== '' && !known.has(word))
      if (added.length > 0) all[field] = [...all[field].split(' ').filter(Boolean), ...added].join(' ')
    }
  }
  return all
}

/** A line for each field, in the order of `searchFields`, of stems separated by blanks. */
export const stemLines = (document: SearchDocument): string =>
  searchFields.map(field => document[field].split(' ').map(stemOf).join(' ')).join('\n')

/** The distinct stems of a document, each with a word that has it. */
export function stemmedWords(document: SearchDocument): Map<string, string> {
  const words = searchFields.flatMap(field => document[field].split(' ')).filter(Boolean)
  return new Map(words.map(word => [stemOf(word), word]))
}

/**
 * Other ways to type the names of models and measures in a text: "WH-1000XM4" is also found as "wh1000xm4" and
 * "1000 xm 4", "USB-C" as "usbc", and 55" as "55 inch".
 */
export function otherForms(text: string): string {
  const compounds = text.match(/[\p{L}\p{N}]+(?:[-/.+][\p{L}\p{N}]+)+/gu) ?? []
  const joined = compounds.filter(compound => compound.length <= 24).map(compound => compound.replace(/[-/.+]/g, ''))
  const mixed = (text.match(/[\p{L}\p{N}]+/gu) ?? []).flatMap(word => piecesOf(word))
  const inches = [...text.matchAll(/(\d+(?:[.,]\d+)?)\s?["”″]/g)].map(([, number]) => `${number} inch`)
  return indexText(...new Set([...joined, ...mixed, ...inches]))
}

/** "1000xm4" as 1000, xm and 4; nothing of a word that has only letters or only digits. */
export function piecesOf(word: string): string[] {
  const pieces = word.match(/\p{L}+|\p{N}+/gu) ?? []
  return pieces.length > 1 && pieces.length <= 6 ? pieces : []
}
