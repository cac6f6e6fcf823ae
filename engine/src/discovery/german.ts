/**
 * The stem of a German word in small letters without accents, by the light stemmer of J. Savoy ("Light stemming
 * approaches for the French, Portuguese, German and Hungarian languages", 2006): endings of declension only, so that
 * "Tassen" is found as "Tasse". Beyond it "Gabeln" is "Gabel".
 */
export const germanStem = (word: string): string => withoutDegree(withoutCase(word))

function withoutCase(word: string): string {
  if (word.length > 5 && word.endsWith('ern')) return word.slice(0, -3)
  if (word.length > 5 && word.endsWith('eln')) return word.slice(0, -1)
  if (word.length > 4 && /e[mnrs]$/.test(word)) return word.slice(0, -2)
  if (word.length > 3 && word.endsWith('e')) return word.slice(0, -1)
  return word.length > 3 && /[bdfghklmnt]s$/.test(word) ? word.slice(0, -1) : word
}

function withoutDegree(word: string): string {
  if (word.length > 5 && word.endsWith('est')) return word.slice(0, -3)
  if (word.length > 4 && /e[nr]$/.test(word)) return word.slice(0, -2)
  return word.length > 4 && /[bdfghklmnt]st$/.test(word) ? word.slice(0, -2) : word
}

/** The stem as a word that nobody can type, so that it is found only by who reads German; nothing of what has no stem. */
export const germanForm = (word: string): string | undefined =>
  word.length > 3 && /^[a-z]+$/.test(word) ? mark + germanStem(word) : undefined

/** Full-text search takes it for a letter. */
const mark = '\uE001'

/** A text of words separated by blanks, each followed by its German form. */
export const withGermanForms = (words: string): string =>
  words
    .split(' ')
    .flatMap(word => [word, germanForm(word) ?? []].flat())
    .join(' ')
