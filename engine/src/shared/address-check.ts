import type { PostalAddress } from './address.ts'
import { countryCode } from './countries.ts'
import { quoteInput } from './errors.ts'
import { readPostalCode } from './postal-formats.ts'
import { regionOfCode, regionsOfCode } from './postal-regions.ts'
import { regionCode, regionName } from './regions.ts'

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

export function checkAddress(address: PostalAddress): CheckedAddress {
  const country = countryCode(address.address_country)
  if (country === undefined) return { country, read: address, advice: [], ...unknownCountry(address) }
  const code = postalAdvice(country, address.postal_code)
  const read = {
    ...address,
    address_country: country,
    ...(code.written !== undefined && { postal_code: code.written }),
  }
  const region = regionAdvice(country, read)
  return {
    country,
    read: { ...read, ...(region.code !== undefined && { address_region: region.code }) },
    advice: [...countryAdvice(country, address), ...region.advice, ...code.advice],
    ...(code.fault && { fault: code.fault }),
  }
}

function unknownCountry({ address_country: text }: PostalAddress): Pick<CheckedAddress, 'fault'> {
  if (!text?.trim()) return {}
  const said = `address_country must be a two-letter country code such as "DE", not ${quoteInput(text)}.`
  return { fault: { field: 'address_country', text: said } }
}

function countryAdvice(country: string, { address_country: text = '' }: PostalAddress): Advice[] {
  if (text.trim().toUpperCase() === country) return []
  return [advise('address_country', text, country)]
}

const advise = (field: Field, text: string, suggested: string): Advice => ({
  field,
  suggested,
  text: `${field} is taken as ${quoteInput(suggested)}; it says ${quoteInput(text)}.`,
})

type Postal = {
  readonly written?: string
  readonly advice: readonly Advice[]
  readonly fault?: CheckedAddress['fault']
}

function postalAdvice(country: string, text = ''): Postal {
  if (!text.trim()) return { advice: [] }
  const reading = readPostalCode(country, text)
  if (!reading.known) return { advice: [] }
  if (reading.written === undefined) {
    const said = `${quoteInput(text)} is no postal code of ${countryName(country)}; those look like ${reading.form}.`
    return { advice: [], fault: { field: 'postal_code', text: said } }
  }
  const { written } = reading
  return { written, advice: text.trim() === written ? [] : [advise('postal_code', text, written)] }
}

const names = new Intl.DisplayNames('en', { type: 'region' })
const countryName = (code: string): string => names.of(code) ?? code

/** Countries whose addresses hold the code of the region, not its name. */
const writeCodes = new Set(['US', 'CA', 'AU', 'BR'])

function regionAdvice(country: string, read: PostalAddress): { code?: string; advice: Advice[] } {
  const { address_region: text = '', postal_code: postal = '' } = read
  if (!text.trim()) return { advice: [] }
  const code = regionCode(country, text)
  const implied = regionsOfCode(country, postal)
  const only = regionOfCode(country, postal)
  if (code === undefined) {
    if (only === undefined) return { advice: [] }
    return { code: only, advice: [advise('address_region', text, only)] }
  }
  if (implied && !implied.includes(code)) return { code, advice: [doubt(country, { code, postal, only })] }
  const isWritten = !writeCodes.has(country) || text.trim() === code
  return { code, advice: isWritten ? [] : [advise('address_region', text, code)] }
}

function doubt(
  country: string,
  { code, postal, only }: { code: string; postal: string; only: string | undefined },
): Advice {
  const where = `${postal} does not lie in ${regionName(country, code) ?? code}`
  if (only === undefined) return { field: 'address_region', text: `${where}. Is the postal code right?` }
  const text = `${where} but in ${regionName(country, only) ?? only}. Is address_region ${quoteInput(only)}?`
  return { field: 'address_region', suggested: only, text }
}
