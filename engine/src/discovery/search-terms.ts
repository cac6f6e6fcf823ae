import type { ReadTx } from '../storage/port.ts'
import { piecesOf } from './search-document.ts'
import { nearest, piecesNear } from './spelling.ts'
import { stemOf } from './stem.ts'
import { countBeginnings, type KnownStem, knownStems, type ShopText, shopText, stemsWithPieces } from './vocabulary.ts'

/** One way to find what a buyer means with a word: other words, which stand together. */
export type Form = { readonly words: readonly string[]; readonly stems: readonly string[]; readonly weight: number }

/** What a buyer typed as one word. Any of its forms will do; the first is the word itself. */
export type Term = {
  readonly forms: readonly Form[]
  /** The last word may be unfinished. */
  readonly isPrefix: boolean
  /** In how many products it stands. */
  readonly products: number
  /** So many products may be found by it, or fewer: all forms and what begins with it are counted. */
  readonly reach: number
}

export type SearchTerms = {
  readonly terms: readonly Term[]
  readonly shop: ShopText
  /** Words that no product has, each with the one that is looked for beside it. */
  readonly corrected: readonly { readonly typed: string; readonly meant: string }[]
}

/** The words of a query with what else finds them: compounds in one word or two, models in pieces, corrected spelling. */
export async function termsOf(tx: ReadTx, words: readonly string[]): Promise<SearchTerms> {
  if (words.length === 0) return { terms: [], shop: { products: 0, lengths: [] }, corrected: [] }
  const pairs = words.slice(1).map((word, index) => words[index]! + word)
  const known = await knownStems(tx, [...words, ...pairs].map(stemOf))
  const shop = await shopText(tx)
  const corrected: { typed: string; meant: string }[] = []
  const terms: Term[] = []
  for (const [index, word] of words.entries()) {
    const forms = [formOf([word], 1)]
    const pieces = piecesOf(word)
    if (pieces.length > 0) forms.push(formOf(pieces, 0.8))
    for (const pair of [pairs[index - 1], pairs[index]]) {
      if (pair !== undefined && known.has(stemOf(pair))) forms.push(formOf([pair], 0.9))
    }
    const isPrefix = index === words.length - 1 && [...word].length > 1
    const begun = isPrefix ? await countBeginnings(tx, word) : 0
    if (forms.length === 1 && !known.has(stemOf(word)) && shop.products > 0) {
      const meant = begun > 0 ? undefined : await meantBy(tx, word)
      if (meant) {
        forms.push(formOf(meant, 0.8))
        for (const stem of meant.map(stemOf)) for (const found of await knownStems(tx, [stem])) known.set(...found)
        corrected.push({ typed: word, meant: meant.join(' ') })
      }
    }
    const counts = forms.map(form => rarest(form, known))
    const reach = counts.reduce((sum, count) => sum + count, begun)
    terms.push({ forms, isPrefix, products: Math.max(...counts), reach })
  }
  return { terms, shop, corrected }
}

const formOf = (words: readonly string[], weight: number): Form => ({ words, stems: words.map(stemOf), weight })

const rarest = ({ stems }: Form, known: ReadonlyMap<string, KnownStem>): number =>
  Math.min(...stems.map(stem => known.get(stem)?.products ?? 0))

/** A word that nobody wrote is two words run together, or one that is misspelt. */
async function meantBy(tx: ReadTx, word: string): Promise<readonly string[] | undefined> {
  const splits = Array.from({ length: Math.max(word.length - 5, 0) }, (_, at) => [
    word.slice(0, at + 3),
    word.slice(at + 3),
  ])
  const known = splits.length > 0 ? await knownStems(tx, splits.flat().map(stemOf)) : new Map<string, KnownStem>()
  const split = splits
    .map(parts => ({ parts, products: Math.min(...parts.map(part => known.get(stemOf(part))?.products ?? 0)) }))
    .sort((a, b) => b.products - a.products)[0]
  const stem = stemOf(word)
  const pieces = piecesNear(stem)
  const spelt = pieces.length > 0 ? nearest(stem, await stemsWithPieces(tx, pieces)) : undefined
  if (spelt) return [spelt.word]
  return split && split.products > 0 ? split.parts : undefined
}
