import { type Language, localeOf } from '../language/languages.ts'

export type Country = { readonly code: string; readonly name: string }

/** Codes for groups, for testing and for nowhere. */
const notCountries = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ'])

const known = new Map<Language, readonly Country[]>()

/** Countries by their names in a language, as the server's tables have them: a browser's may differ. */
export function countriesIn(language: Language): readonly Country[] {
  const countries = known.get(language) ?? named(language)
  known.set(language, countries)
  return countries
}

function named(language: Language): Country[] {
  const regions = new Intl.DisplayNames(localeOf[language], { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  return letters
    .flatMap(first => letters.map(second => first + second))
    .filter(code => !notCountries.has(code) && new Intl.Locale(`und-${code}`).region === code)
    .flatMap(code => ({ code, name: regions.of(code) ?? '' }))
    .filter(({ name }) => name !== '')
    .sort((a, b) => a.name.localeCompare(b.name, language))
}
