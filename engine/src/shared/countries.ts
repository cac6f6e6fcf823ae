let codesByName: Map<string, string> | undefined

/**
 * The two-letter code of what a caller calls a country: the code itself in any letter case, its three-letter code, or its
 * name in English or in a language of its neighbourhood ("Deutschland", "Suisse", "USA"). Undefined where it is none.
 */
export function countryCode(text: string | undefined): string | undefined {
  const wanted = text?.trim().toUpperCase().replaceAll('.', '')
  if (!wanted) return undefined
  const other = aliases[wanted]
  if (other !== undefined) return other
  if (/^[A-Z]{2}$/.test(wanted)) return nameOf(wanted) === undefined ? undefined : wanted
  codesByName ??= namesInAllLanguages()
  return codesByName.get(wanted)
}

const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

/** Codes that the runtime names but that are no country: user-assigned and groups. */
const noCountries = new Set(['EU', 'EZ', 'UN', 'XA', 'XB', 'ZZ', 'QO'])

/** By code of two letters, so that it never grows beyond them; a checkout asks for the same few many times. */
const known = new Map<string, string | undefined>()

function nameOf(code: string): string | undefined {
  if (!known.has(code)) known.set(code, askedName(code))
  return known.get(code)
}

function askedName(code: string): string | undefined {
  if (noCountries.has(code)) return undefined
  // Codes of countries that are no more are read as those of their successors.
  return new Intl.Locale(`und-${code}`).region === code ? names.of(code) : undefined
}

const languages = 'en de fr es it nl pt pl cs da sv nb fi hu ro el bg hr sk sl et lv lt tr ja zh ko'.split(' ')

/** From the runtime's own tables, made when somebody first writes a name. */
function namesInAllLanguages(): Map<string, string> {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const codes = letters
    .flatMap(first => letters.map(second => first + second))
    .filter(code => nameOf(code) && !(code in aliases))
  const found = new Map<string, string>()
  for (const language of languages) {
    const local = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
    for (const code of codes) {
      const name = local.of(code)?.toUpperCase().replaceAll('.', '')
      if (name !== undefined && !found.has(name)) found.set(name, code)
    }
  }
  return found
}

/** Other names, and ISO 3166-1's three letters of the countries that shops deliver to most. */
const aliases: Readonly<Record<string, string>> = Object.fromEntries(
  `UK GB|ENGLAND GB|SCOTLAND GB|WALES GB|NORTHERN_IRELAND GB|GREAT_BRITAIN GB|HOLLAND NL|UNITED_STATES_OF_AMERICA US|AMERICA US
  |ARE AE|ARG AR|AUS AU|AUT AT|BEL BE|BGR BG|BRA BR|CAN CA|CHE CH|CHL CL|CHN CN|COL CO|CYP CY|CZE CZ|DEU DE|DNK DK|EGY EG
  |ESP ES|EST EE|FIN FI|FRA FR|GBR GB|GRC GR|HKG HK|HRV HR|HUN HU|IDN ID|IND IN|IRL IE|ISL IS|ISR IL|ITA IT|JPN JP|KOR KR
  |LIE LI|LTU LT|LUX LU|LVA LV|MAR MA|MEX MX|MLT MT|MYS MY|NLD NL|NOR NO|NZL NZ|PHL PH|POL PL|PRT PT|ROU RO|SAU SA|SGP SG
  |SRB RS|SVK SK|SVN SI|SWE SE|THA TH|TUR TR|TWN TW|UKR UA|USA US|VNM VN|ZAF ZA`
    .split('|')
    .map(row => row.trim().split(' '))
    .map(([name = '', code = '']) => [name.replaceAll('_', ' '), code]),
)
