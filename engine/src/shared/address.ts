import { z } from 'zod'
import { countryCode } from './countries.ts'
import { personText, text } from './fields.ts'

/** A postal address in schema.org's names, as UCP writes it (`types/postal_address.json`); the country is ISO 3166-1 alpha-2. */
export const postalAddress = z.strictObject({
  first_name: personText(100).optional(),
  last_name: personText(100).optional(),
  street_address: personText(200).optional(),
  extended_address: personText(200).optional(),
  address_locality: personText(100).optional(),
  address_region: personText(100).optional(),
  postal_code: text(20).optional(),
  address_country: text(60).optional().describe('Two-letter country code, for example "DE"'),
  phone_number: text(40).optional(),
})

export type PostalAddress = z.infer<typeof postalAddress>

/** The fields without which nothing can be delivered there, in the order in which a person fills them in. */
export function missingFrom(address: PostalAddress): string[] {
  const country = countryCode(address.address_country) ?? ''
  const needed = [
    'street_address',
    ...(citiesThatAreCountries.has(country) ? [] : ['address_locality']),
    'address_country',
    ...(countriesWithoutPostalCodes.has(country) ? [] : ['postal_code']),
    ...(countriesWithRegions.has(country) ? ['address_region'] : []),
  ] as const
  return needed.filter(field => !address[field as keyof PostalAddress]?.trim())
}

/** After libaddressinput and the Universal Postal Union. */
const countriesWithRegions = new Set('US CA AU BR CN IN KR MX'.split(' '))
const citiesThatAreCountries = new Set('GI HK MC MO SG VA'.split(' '))
const countriesWithoutPostalCodes = new Set(
  `AE AG AO AW BF BI BJ BO BS BW BZ CD CF CG CI CK CM DJ DM ER FJ GA GD GH GM GQ GY HK IE JM KE KI KM KN KP LC ML MO MR MW
  NR NU PA QA RW SB SC SL SR SS ST SY TD TG TK TL TO TT TV TZ UG VU YE ZW`.split(/\s+/),
)

/** Equal addresses have equal fingerprints, whatever their letter case and blanks; others never have. */
export const fingerprint = (address: PostalAddress): string =>
  JSON.stringify(addressFields.map(field => (address[field] ?? '').trim().replace(/\s+/g, ' ').toLowerCase()))

const addressFields = Object.keys(postalAddress.shape) as (keyof PostalAddress)[]

/** One line for people and models: "Ann Lee, 1 Main St, 10115 Berlin, DE". */
export function addressLine(address: PostalAddress): string {
  const name = [address.first_name, address.last_name].filter(Boolean).join(' ')
  const city = [address.postal_code, address.address_locality].filter(Boolean).join(' ')
  const parts = [
    name,
    address.street_address,
    address.extended_address,
    city,
    address.address_region,
    address.address_country,
  ]
  return parts.filter(Boolean).join(', ')
}
