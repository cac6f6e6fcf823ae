import type { PostalAddress } from './address.ts'
import { countryCode } from './countries.ts'
import { quoteInput } from './errors.ts'
import { readPostalCode } from './postal-formats.ts'
import { regionOfCode, regionsOfCode } from './postal-regions.ts'
import { regionCode, regionName } from './regions.ts'
import { say, type TextLanguage } from './shopper-texts.ts'

type Field = 'address_country' | 'address_region' | 'postal_code'

/** What an address probably means instead, for the buyer to accept; nothing is changed unasked. */
export type Advice = { readonly field: Field; readonly text: string; readonly suggested?: string }

export type CheckedAddress = {
  /** The country as a two-letter code; undefined where it cannot be told, so that nothing can be delivered. */
  readonly country: string | undefined
  /** As carriers read it: country and region as codes, the postal code as its country writes it. */
  readonly read: PostalAddress
  readonly advice: readonly Advice[]
  /** Why nothing can be delivered there. */
  readonly fault?: { readonly field: Field; readonly text: string }
}

/** What is said of it is said in the buyer's language. */
export function checkAddress(address: PostalAddress, language?: TextLanguage): CheckedAddress {
  const country = countryCode(address.address_country)
  if (country === undefined) return { country, read: address, advice: [], ...unknownCountry(address, language) }
  const code = postalAdvice(country, address.postal_code ?? '', language)
  const read = {
    ...address,
    address_country: country,
    ...(code.written !== undefined && { postal_code: code.written }),
  }
  const region = regionAdvice(country, read, language)
  return {
    country,
    read: { ...read, ...(region.code !== undefined && { address_region: region.code }) },
    advice: [...countryAdvice(country, address, language), ...region.advice, ...code.advice],
    ...(code.fault && { fault: code.fault }),
  }
}

type Language = TextLanguage | undefined

function unknownCountry({ address_country: text }: PostalAddress, language: Language): Pick<CheckedAddress, 'fault'> {
  if (!text?.trim()) return {}
  const said = say(language, 'country_unknown', { sent: quoteInput(text) })
  return { fault: { field: 'address_country', text: said } }
}

function countryAdvice(country: string, { address_country: text = '' }: PostalAddress, language: Language): Advice[] {
  if (text.trim().toUpperCase() === country) return []
  return [advise('address_country', { text, suggested: country, language })]
}

type Reading = { readonly text: string; readonly suggested: string; readonly language: Language }

const advise = (field: Field, { text, suggested, language }: Reading): Advice => ({
  field,
  suggested,
  text: say(language, 'taken_as', { field, read: quoteInput(suggested), sent: quoteInput(text) }),
})

type Postal = {
  readonly written?: string
  readonly advice: readonly Advice[]
  readonly fault?: CheckedAddress['fault']
}

function postalAdvice(country: string, text: string, language: Language): Postal {
  if (!text.trim()) return { advice: [] }
  const reading = readPostalCode(country, text)
  if (!reading.known) return { advice: [] }
  if (reading.written === undefined) {
    const place = { country: countryName(country, language), form: reading.form }
    const said = say(language, 'no_postal_code', { sent: quoteInput(text), ...place })
    return { advice: [], fault: { field: 'postal_code', text: said } }
  }
  const { written } = reading
  return {
    written,
    advice: text.trim() === written ? [] : [advise('postal_code', { text, suggested: written, language })],
  }
}

const names = {
  en: new Intl.DisplayNames('en', { type: 'region' }),
  de: new Intl.DisplayNames('de', { type: 'region' }),
} satisfies Record<TextLanguage, Intl.DisplayNames>
const countryName = (code: string, language: Language = 'en'): string => names[language].of(code) ?? code

/** Countries whose addresses hold the code of the region, not its name. */
const writeCodes = new Set(['US', 'CA', 'AU', 'BR'])

function regionAdvice(country: string, read: PostalAddress, language: Language): { code?: string; advice: Advice[] } {
  const { address_region: text = '', postal_code: postal = '' } = read
  if (!text.trim()) return { advice: [] }
  const code = regionCode(country, text)
  const implied = regionsOfCode(country, postal)
  const only = regionOfCode(country, postal)
  if (code === undefined) {
    if (only === undefined) return { advice: [] }
    return { code: only, advice: [advise('address_region', { text, suggested: only, language })] }
  }
  if (implied && !implied.includes(code)) return { code, advice: [doubt(country, { code, postal, only, language })] }
  const isWritten = !writeCodes.has(country) || text.trim() === code
  return { code, advice: isWritten ? [] : [advise('address_region', { text, suggested: code, language })] }
}

function doubt(
  country: string,
  { code, postal, only, language }: { code: string; postal: string; only: string | undefined; language: Language },
): Advice {
  const where = { code: postal, region: regionName(country, code) ?? code }
  if (only === undefined) return { field: 'address_region', text: say(language, 'postal_code_elsewhere', where) }
  const there = { other: regionName(country, only) ?? only, suggested: quoteInput(only) }
  const text = say(language, 'region_elsewhere', { ...where, ...there })
  return { field: 'address_region', suggested: only, text }
}
