import { searchFields } from './search-document.ts'
import type { SearchTerms, Term } from './search-terms.ts'
import type { ShopText } from './vocabulary.ts'

/**
 * How well a product answers a search, by its stem lines: BM25 over fields, where a field counts by its weight and a long
 * one for less. Rare words count more than common ones. The same for both databases.
 */
export function relevance(lines: string, { terms, shop }: Pick<SearchTerms, 'terms' | 'shop'>): number {
  const fields = lines.split('\n', searchFields.length).map(line => ` ${line} `)
  let score = 0
  for (const term of terms) {
    const found = frequencyOf(fields, shop, field => occurrences(field, term))
    const frequency =
      found === 0 && term.isPrefix
        ? unfinished * frequencyOf(fields, shop, field => times(field, ` ${term.forms[0]!.words[0]!}`))
        : found
    score += (rarity(term.products, shop.products) * frequency) / (saturation + frequency)
  }
  return score + neighbours(fields[0] ?? '', terms)
}

/** Whether a product has none of the terms outside its description. */
export function isMention(lines: string, terms: readonly Term[]): boolean {
  const told = lines.split('\n', searchFields.indexOf('description')).map(line => ` ${line} `)
  return !terms.some(term => told.some(field => occurrences(field, term) > 0))
}

function frequencyOf(fields: readonly string[], { lengths }: ShopText, count: (field: string) => number): number {
  let frequency = 0
  for (const [index, field] of fields.entries()) {
    const found = count(field)
    if (found === 0) continue
    const { weight, evenness } = fieldRules[index]!
    const length = evenness === 0 ? 0 : wordCount(field)
    frequency += (weight * found) / (1 - evenness + (evenness * length) / Math.max(lengths[index]!, 1))
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

function occurrences(field: string, { forms }: Term): number {
  let found = 0
  for (const { stems, weight } of forms) found += weight * times(field, ` ${stems.join(' ')} `)
  return found
}

function times(field: string, part: string): number {
  let count = 0
  for (let at = field.indexOf(part); at >= 0; at = field.indexOf(part, at + Math.max(part.length - 1, 1))) count += 1
  return count
}

/** Of a field between blanks. */
const wordCount = (field: string): number => times(field, ' ') - 1

/** Words that stand side by side in the title as they do in the query mean more. */
function neighbours(title: string, terms: readonly Term[]): number {
  const stems = terms.map(({ forms }) =>
    (forms.find(({ stems: own }) => title.includes(` ${own.join(' ')} `)) ?? forms[0]!).stems.join(' '),
  )
  return stems.slice(1).filter((stem, index) => title.includes(` ${stems[index]} ${stem} `)).length * together
}
