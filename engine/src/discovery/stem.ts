/**
 * The stem of an English word, by the first and the last step of Porter's algorithm: plurals, -ed, -ing, a final y and a
 * final e. The steps between them join words that buyers mean apart ("general" and "generic"). What holds other than
 * letters a to z stays as it is.
 */
export function stemOf(word: string): string {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word
  return finalE(finalY(pastOrGerund(singular(word))))
}

function singular(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2)
  if (word.endsWith('ies')) return word.slice(0, -2)
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word
}

function pastOrGerund(word: string): string {
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word
  const bare = word.replace(/(ed|ing)$/, '')
  if (bare === word || !/[aeiouy]/.test(bare)) return word
  if (/(at|bl|iz)$/.test(bare)) return `${bare}e`
  if (/([^aeioulsz])\1$/.test(bare)) return bare.slice(0, -1)
  return measure(bare) === 1 && endsShort(bare) ? `${bare}e` : bare
}

const finalY = (word: string): string => (/^[^aeiouy]*[aeiouy].*y$/.test(word) ? `${word.slice(0, -1)}i` : word)

function finalE(word: string): string {
  const bare = word.endsWith('e') ? word.slice(0, -1) : word
  if (bare === word) return word.endsWith('ll') && measure(word) > 1 ? word.slice(0, -1) : word
  return measure(bare) > 1 || (measure(bare) === 1 && !endsShort(bare)) ? bare : word
}

/** How often vowels are followed by consonants. */
const measure = (word: string): number => (shape(word).match(/vc/g) ?? []).length

/** Consonant, vowel, consonant at the end, the last one not w, x or y: such a word keeps its e. */
const endsShort = (word: string): boolean => /cvc$/.test(shape(word)) && !/[wxy]$/.test(word)

/** A y is a vowel behind a consonant. */
const shape = (word: string): string =>
  word
    .replace(/y/g, (_, at: number) => (at > 0 && !/[aeiou]/.test(word[at - 1]!) ? 'i' : 'y'))
    .replace(/[aeiou]/g, 'v')
    .replace(/[^v]/g, 'c')
