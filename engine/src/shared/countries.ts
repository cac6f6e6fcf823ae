/** Names of countries and regions in English by their ISO 3166-1 alpha-2 code, from the runtime's own tables. */
let codesByName: Map<string, string> | undefined

/**
 * The two-letter code of what a caller calls a country: the code itself in any letter case, or the English name.
 * Answers undefined where it is neither.
 */
export function countryCode(text: string | undefined): string | undefined {
  const wanted = text?.trim()
  if (!wanted) return undefined
  if (/^[A-Za-z]{2}$/.test(wanted)) {
    const code = wanted.toUpperCase()
    return nameOf(code) === undefined ? undefined : code
  }
  codesByName ??= new Map(allCodes().map(([code, name]) => [name.toLowerCase(), code]))
  return codesByName.get(wanted.toLowerCase())
}

const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

/** Codes that the runtime names but that are no country: user-assigned and groups. */
const noCountries = new Set(['EU', 'EZ', 'UN', 'XA', 'XB', 'ZZ', 'QO'])

function nameOf(code: string): string | undefined {
  return noCountries.has(code) ? undefined : names.of(code)
}

function allCodes(): [string, string][] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  return letters.flatMap(first =>
    letters.flatMap((second): [string, string][] => {
      const name = nameOf(first + second)
      return name === undefined ? [] : [[first + second, name]]
    }),
  )
}
