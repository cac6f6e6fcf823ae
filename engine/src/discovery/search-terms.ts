import type { TextLanguage } from '../shared/shopper-texts.ts'
import type { ReadTx } from '../storage/port.ts'
import { germanForm } from './german.ts'
import { measureForms } from './measure-words.ts'
import { piecesOf } from './search-document.ts'
import { nearest, piecesNear } from './spelling.ts'
import { stemOf } from './stem.ts'
import { synonymsFor } from './synonym-records.ts'
import { alternatives, longestPhrase, phraseKey } from './synonyms.ts'
import {
  countBeginnings,
  type KnownStem,
  knownOfShop,
  knownStems,
  type ShopText,
  stemsWithPieces,
} from './vocabulary.ts'

/** One way to find what a buyer means with a word: other words, which stand together. */
export type Form = { readonly words: readonly string[]; readonly stems: readonly string[]; readonly weight: number }

/** What a buyer typed as one word. Any of its forms will do; the first is the word itself, or the guess in its place. */
export type Term = {
  readonly typed: string
  readonly forms: readonly Form[]
  /** The word may be unfinished, and others begin so. */
  readonly isPrefix: boolean
  /** Nobody wrote the word, and what is looked for is only the nearest to it. */
  readonly isGuess: boolean
  /** In how many products it stands. */
  readonly products: number
  /** Whether some product is called so, rather than only described with it. */
  readonly isNamed: boolean
  /** So many products are called by the word itself. */
  readonly named: number
  /** So many products may be found by it, or fewer: all forms and what begins with it are counted. */
  readonly reach: number
}

export type SearchTerms = {
  readonly terms: readonly Term[]
  readonly shop: ShopText
  /** Words that no product has, each with the one that is looked for beside it. */
  readonly corrected: readonly Correction[]
}

type Correction = { readonly typed: string; readonly meant: string }

/** How much a match counts against one of the word itself. */
const weights = { joined: 0.9, german: 0.9, pieces: 0.8, spelling: 0.8, measure: 0.9, synonym: 0.7 } as const

/**
 * The words of a query with what else finds them: compounds in one word or two, models in pieces, measures in other
 * units' names, stems of the buyer's language, the merchant's synonyms, and for a word that is nowhere in the shop the nearest that is.
 */
export async function termsOf(
  tx: ReadTx,
  words: readonly string[],
  { isFinished = false, language }: { readonly isFinished?: boolean; readonly language?: TextLanguage } = {},
): Promise<SearchTerms> {
  if (words.length === 0) return { terms: [], shop: { products: 0, lengths: [] }, corrected: [] }
  const others = [
    ...compounds(words),
    ...(language === 'de' ? germanForms(words) : []),
    ...measureForms(words).map(weighed('measure')),
    ...(await synonyms(tx, words)),
  ]
  const stems = [...words, ...others.flatMap(({ form }) => form.words)].map(stemOf)
  const { known, shop } = await knownOfShop(tx, stems)
  const usable = others.filter(({ form }) => form.stems.every(stem => known.has(stem)))
  const corrected: Correction[] = []
  const terms: Term[] = []
  for (const [index, word] of words.entries()) {
    const mayBeUnfinished = !isFinished && index === words.length - 1 && [...word].length > 1
    const begun = mayBeUnfinished ? await countBeginnings(tx, word) : { products: 0, named: 0 }
    const forms = [formOf([word], 1), ...usable.filter(other => covers(other, index)).map(({ form }) => form)]
    const isFound = forms.length > 1 || known.has(stemOf(word)) || begun.products > 0 || piecesOf(word).length > 0
    const meant = isFound || shop.products === 0 ? undefined : await meantBy(tx, word)
    if (meant) {
      forms.splice(0, 1, formOf(meant, weights.spelling), ...(await synonyms(tx, meant)).map(({ form }) => form))
      for (const [stem, row] of await knownStems(
        tx,
        forms.flatMap(form => form.stems),
      ))
        known.set(stem, row)
      corrected.push({ typed: word, meant: meant.join(' ') })
    }
    const counts = forms.map(form => rarest(form, known))
    const reach = counts.reduce((sum, count) => sum + count, Math.max(begun.products - ownAmong(word, known), 0))
    const isNamed = begun.named > 0 || forms.some(form => form.stems.every(stem => (known.get(stem)?.named ?? 0) > 0))
    terms.push({
      typed: word,
      forms,
      isPrefix: isUnfinished(word, begun.products, known),
      isGuess: meant !== undefined,
      products: Math.max(...counts),
      isNamed,
      named: known.get(stemOf(word))?.named ?? 0,
      reach,
    })
  }
  return { terms, shop, corrected }
}

/** Whether other words begin so; where none does, looking for the beginning finds nothing more and takes longer. */
const isUnfinished = (word: string, begun: number, known: ReadonlyMap<string, KnownStem>): boolean =>
  begun > ownAmong(word, known)

/** How many of the products that have a word that begins so have this word. */
function ownAmong(word: string, known: ReadonlyMap<string, KnownStem>): number {
  const own = known.get(stemOf(word))
  return own?.word.startsWith(word) ? own.products : 0
}

/** Another way to say the words from `from` on: it finds what each of them would. */
type Other = { readonly from: number; readonly length: number; readonly form: Form }
type Phrase = { readonly from: number; readonly length: number; readonly words: readonly string[] }

const covers = ({ from, length }: Other, index: number): boolean => index >= from && index < from + length

const weighed =
  (kind: keyof typeof weights) =>
  ({ from, length, words }: Phrase): Other => ({ from, length, form: formOf(words, weights[kind]) })

function compounds(words: readonly string[]): Other[] {
  const joined = words
    .slice(1)
    .map((word, index) => weighed('joined')({ from: index, length: 2, words: [words[index]! + word] }))
  const pieces = words.flatMap((word, index) => {
    const parts = piecesOf(word)
    return parts.length > 0 ? [weighed('pieces')({ from: index, length: 1, words: parts })] : []
  })
  return [...pieces, ...joined]
}

const germanForms = (words: readonly string[]): Other[] =>
  words.flatMap((word, from) => {
    const form = germanForm(word)
    return form === undefined ? [] : [weighed('german')({ from, length: 1, words: [form] })]
  })

/** Of each word and of up to so many side by side. */
async function synonyms(tx: ReadTx, words: readonly string[]): Promise<Other[]> {
  const phrases = words.flatMap((_, from) =>
    Array.from({ length: Math.min(longestPhrase, words.length - from) }, (_each, more) => ({
      from,
      length: more + 1,
      key: phraseKey(words.slice(from, from + more + 1)),
    })),
  )
  const found = await synonymsFor(tx, [...new Set(phrases.map(({ key }) => key))])
  return phrases.flatMap(({ key, ...place }) =>
    (found.get(key) ?? [])
      .flatMap(each => alternatives(each, key))
      .slice(0, mostAlternatives)
      .map(meant => weighed('synonym')({ ...place, words: meant })),
  )
}

const mostAlternatives = 20

const formOf = (words: readonly string[], weight: number): Form => ({ words, stems: words.map(stemOf), weight })

const rarest = ({ stems }: Form, known: ReadonlyMap<string, KnownStem>): number =>
  Math.min(...stems.map(stem => known.get(stem)?.products ?? 0))

/** A word that nobody wrote is two words run together, or one that is misspelt. */
async function meantBy(tx: ReadTx, word: string): Promise<readonly string[] | undefined> {
  const stem = stemOf(word)
  const spelt = nearest(stem, await stemsWithPieces(tx, piecesNear(stem)))
  return spelt ? [spelt.word] : await splitOf(tx, word)
}

/** The two known words that were run together, the commoner the likelier. */
async function splitOf(tx: ReadTx, word: string): Promise<readonly string[] | undefined> {
  const splits = Array.from({ length: Math.max(word.length - 2 * shortestPart + 1, 0) }, (_, at) => [
    word.slice(0, at + shortestPart),
    word.slice(at + shortestPart),
  ])
  const known = await knownStems(tx, splits.flat().map(stemOf))
  const [likeliest] = splits
    .map(parts => ({ parts, products: Math.min(...parts.map(part => known.get(stemOf(part))?.products ?? 0)) }))
    .sort((a, b) => b.products - a.products)
  return likeliest && likeliest.products > 0 ? likeliest.parts : undefined
}

const shortestPart = 3
