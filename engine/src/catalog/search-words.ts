import type { TextLanguage } from '../shared/shopper-texts.ts'
import { folded } from './product.ts'

/**
 * The words of a query as both databases look for them: letters and digits in lower case without accents, each once, at
 * most sixteen. Little words of sentences in English ("a mug for my mother") and in the buyer's language count only where
 * nothing else is left.
 */
export function searchWords(query: string, language?: TextLanguage): string[] {
  const words = [...new Set(wordsOf(query.slice(0, 2000)))]
  const telling = words.filter(word => !littleWords.has(word) && !(language === 'de' && germanLittleWords.has(word)))
  return (telling.length > 0 ? telling : words).slice(0, 16)
}

/** A text as it is indexed: its words, separated by blanks. */
export const indexText = (...texts: readonly (string | null | undefined)[]): string =>
  texts.flatMap(text => (text ? wordsOf(text) : [])).join(' ')

const wordsOf = (text: string): string[] =>
  (folded(text).match(/[\p{L}\p{N}]+/gu) ?? []).map(word => word.slice(0, 64).toWellFormed().replace('\uFFFD', ''))

const littleWords = new Set(
  `a am an and any are as at be buy by can could do does find for from get give have how i im in is it its like looking me my
  need of on or our please shop show some something that the their them there these this to us want we what which who will
  with would you your`.split(/\s+/),
)

const germanLittleWords = new Set(
  `aber als am an auch auf aus bei bitte brauche brauchen da das dass dein deine dem den der des die diese diesen dieser
  dieses doch du durch ein eine einem einen einer eines er es etwas fur gibt habe haben habt hat hatte hatten ich ihr ihre im
  in ist kann kannst kaufen konnen konnt man mein meine meinem meinen meiner mich mir mit mochte mochten nach noch nur ob oder
  sein seine sich sie sind suche suchen und uber um uns unser unsere unseren von vom vor was welche welcher welches wer wie
  wir wo wollen zeig zeige zeigen zu zum zur`.split(/\s+/),
)

/** The match expression of SQLite's full-text search; the last word is a prefix too. Words hold letters and digits only. */
export function fts5Query(words: readonly string[], mode: 'all' | 'any'): string {
  const last = words.length - 1
  const terms = words.map((word, index) => {
    return index === last && [...word].length > 1 ? `("${word}" OR "${word}"*)` : `"${word}"`
  })
  return terms.join(mode === 'all' ? ' AND ' : ' OR ')
}

/** The same for PostgreSQL's `to_tsquery`. */
export function tsQuery(words: readonly string[], mode: 'all' | 'any'): string {
  const last = words.length - 1
  const terms = words.map((word, index) => {
    return index === last && [...word].length > 1 ? `('${word}' | '${word}':*)` : `'${word}'`
  })
  return terms.join(mode === 'all' ? ' & ' : ' | ')
}
