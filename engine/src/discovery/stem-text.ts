import { searchFields } from './search-document.ts'

/** The stem lines of a product and where its fields end. To look in all of them at once is quicker than in each. */
export type StemText = { readonly lines: string; readonly ends: readonly number[] }

/** The first of the fields, as far as the lines go. */
export function stemText(lines: string, fields: number = searchFields.length): StemText {
  const ends: number[] = []
  let end = lines.indexOf('\n')
  while (end >= 0 && ends.length < fields) {
    ends.push(end)
    end = lines.indexOf('\n', end + 1)
  }
  if (ends.length < fields) ends.push(lines.length)
  return { lines, ends }
}

/** Stems that stand side by side, or a word's beginning. What is found of it counts by the weight. */
export type Sought = { readonly text: string; readonly weight: number; readonly isBeginning: boolean }

/** What is found of any of these, by field. */
export function countsOf(text: StemText, sought: readonly Sought[]): number[] {
  const counts = text.ends.map(() => 0)
  for (const each of sought) countInto(counts, text, each)
  return counts
}

function countInto(counts: number[], { lines, ends }: StemText, { text, weight, isBeginning }: Sought): void {
  const last = ends.at(-1)!
  let field = 0
  for (let at = lines.indexOf(text); at >= 0 && at < last; at = lines.indexOf(text, at + text.length)) {
    if (!isBetweenWords(lines, at - 1) || !(isBeginning || isBetweenWords(lines, at + text.length))) continue
    while (at > ends[field]!) field += 1
    counts[field]! += weight
  }
}

/** No word holds a character up to the blank. */
const isBetweenWords = (lines: string, at: number): boolean =>
  at < 0 || at >= lines.length || lines.charCodeAt(at) <= blank
const blank = 32

const startOf = ({ ends }: StemText, field: number): number => (field === 0 ? 0 : ends[field - 1]! + 1)

export const fieldOf = (text: StemText, field: number): string =>
  text.lines.slice(startOf(text, field), text.ends[field])

/** So many words the field has; of a long one it takes longer than to look for a word in it. */
export function wordCount(text: StemText, field: number): number {
  let words = 1
  for (let at = startOf(text, field); at < text.ends[field]!; at++) if (text.lines.charCodeAt(at) === blank) words += 1
  return words
}
