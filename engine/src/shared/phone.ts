import type { CountryCode } from 'libphonenumber-js/min'

/**
 * A phone number as the world dials it: "030 1234567" in Germany is "+49301234567". Undefined where it is none. The
 * numbering plans are libphonenumber's, loaded with the first number that is asked for.
 */
export async function dialledNumber(text: string, country: string | undefined): Promise<string | undefined> {
  const { isSupportedCountry, parsePhoneNumberFromString } = await import('libphonenumber-js/min')
  const home = country !== undefined && isSupportedCountry(country) ? (country as CountryCode) : undefined
  const number = parsePhoneNumberFromString(text, home)
  return number?.isPossible() ? number.number : undefined
}
