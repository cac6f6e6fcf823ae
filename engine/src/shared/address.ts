import { z } from 'zod'
import { text } from './fields.ts'

/** A postal address in schema.org's names, as UCP writes it (`types/postal_address.json`); the country is ISO 3166-1 alpha-2. */
export const postalAddress = z.strictObject({
  first_name: text(100).optional(),
  last_name: text(100).optional(),
  street_address: text(200).optional(),
  extended_address: text(200).optional(),
  address_locality: text(100).optional(),
  address_region: text(100).optional(),
  postal_code: text(20).optional(),
  address_country: text(60).optional().describe('Two-letter country code, for example "DE"'),
  phone_number: text(40).optional(),
})

export type PostalAddress = z.infer<typeof postalAddress>

/** The fields without which nothing can be delivered there, in the order in which a person fills them in. */
export function missingFrom(address: PostalAddress): string[] {
  const needed = ['street_address', 'address_locality', 'address_country'] as const
  const missing: string[] = needed.filter(field => !address[field]?.trim())
  const country = address.address_country?.toUpperCase()
  if (!address.postal_code?.trim() && !(country && countriesWithoutPostalCodes.has(country)))
    missing.push('postal_code')
  if (!address.address_region?.trim() && country && countriesWithRegions.has(country)) missing.push('address_region')
  return missing
}

const countriesWithRegions = new Set(['US', 'CA', 'AU'])
const countriesWithoutPostalCodes = new Set([
  'AE',
  'AG',
  'AO',
  'BS',
  'BW',
  'BZ',
  'FJ',
  'GH',
  'HK',
  'IE',
  'JM',
  'KE',
  'PA',
  'QA',
  'RW',
  'UG',
  'ZW',
])

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
