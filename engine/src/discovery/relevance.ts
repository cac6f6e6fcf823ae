import { searchFields } from './search-document.ts'
import type { Form, SearchTerms, Term } from './search-terms.ts'
import { countsOf, fieldOf, type Sought, type StemText, stemText, wordCount } from './stem-text.ts'
import type { ShopText } from './vocabulary.ts'

/**
 * Tells how well products answer a search, by their stem lines: BM25 over fields, where a field counts by its weight and a
 * long one for less. Rare words count more than common ones. The same for both databases. What depends on the search alone
 * is worked out once for all the products that are asked about. Of the fields only so many are looked at.
 */
export function relevanceTo(
  { terms, shop }: Pick<SearchTerms, 'terms' | 'shop'>,
  fields: number = searchFields.length,
): (lines: string) => number {
  const wanted = terms.map(term => wantedOf(term, shop))
  return lines => {
    const text = stemText(lines, fields)
    let score = 0
    for (const { forms, beginning, rarity } of wanted) {
      const found = frequencyOf(text, shop, forms)
      const frequency = found === 0 && beginning ? unfinished * frequencyOf(text, shop, [beginning]) : found
      score += (rarity * frequency) / (saturation + frequency)
    }
    return score + neighbours(text, wanted)
  }
}

type Wanted = {
  readonly forms: readonly Sought[]
  readonly beginning: Sought | undefined
  readonly rarity: number
}

const wantedOf = (term: Term, shop: ShopText): Wanted => ({
  forms: term.forms.map(soughtOf),
  beginning: term.isPrefix ? { text: term.forms[0]!.words[0]!, weight: 1, isBeginning: true } : undefined,
  rarity: rarity(term.products, shop.products),
})

const soughtOf = ({ stems, weight }: Form): Sought => ({ text: stems.join(' '), weight, isBeginning: false })

/** Whether a product has none of the terms outside its description. */
export function isMention(lines: string, terms: readonly Term[]): boolean {
  const text = stemText(lines)
  const counts = terms.map(({ forms }) =>
    countsOf(text, forms.map(soughtOf)).slice(0, searchFields.indexOf('description')),
  )
  return counts.flat().every(count => count === 0)
}

function frequencyOf(text: StemText, { lengths }: ShopText, sought: readonly Sought[]): number {
  let frequency = 0
  const counts = countsOf(text, sought)
  for (let field = 0; field < counts.length; field++) {
    const found = counts[field]!
    if (found === 0) continue
    const { weight, evenness } = fieldRules[field]!
    const length = evenness === 0 ? 0 : wordCount(text, field)
    frequency += (weight * found) / (1 - evenness + (evenness * length) / Math.max(lengths[field]!, 1))
  }
  return frequency
}

/** In the order of `searchFields`: what a match counts, and how much it matters that the field is longer than usual. */
const fieldRules = [
  { weight: 10, evenness: 0.5 },
  { weight: 5, evenness: 0 },
  { weight: 5, evenness: 0 },
  { weight: 1, evenness: 0.75 },
  { weight: 3, evenness: 0.75 },
] as const
const saturation = 8
const unfinished = 0.3
const together = 0.5

const rarity = (having: number, all: number): number =>
  Math.log(1 + (Math.max(all, having) - having + 0.5) / (having + 0.5))

/** Words that stand side by side in the title as they do in the query mean more. */
function neighbours(text: StemText, wanted: readonly Wanted[]): number {
  if (wanted.length < 2) return 0
  const title = ` ${fieldOf(text, 0)} `
  const stems = wanted.map(({ forms }) => (forms.find(form => title.includes(` ${form.text} `)) ?? forms[0]!).text)
  return stems.slice(1).filter((stem, index) => title.includes(` ${stems[index]} ${stem} `)).length * together
}
