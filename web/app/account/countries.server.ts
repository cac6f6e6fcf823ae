import { type Language, localeOf } from '../language/languages.ts'

/** Codes for groups, for testing and for nowhere. */
const notCountries = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ'])

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

const codes = letters
  .flatMap(first => letters.map(second => first + second))
  .filter(code => !notCountries.has(code) && new Intl.Locale(`und-${code}`).region === code)

export type Country = { readonly code: string; readonly name: string }

/** Countries by their names in a language, as the server's tables have them: a browser's may differ. */
export function countriesIn(language: Language): Country[] {
  const regions = new Intl.DisplayNames(localeOf[language], { type: 'region', fallback: 'none' })
  return codes
    .map(code => ({ code, name: regions.of(code) ?? '' }))
    .filter(({ name }) => name !== '')
    .sort((a, b) => a.name.localeCompare(b.name, language))
}
