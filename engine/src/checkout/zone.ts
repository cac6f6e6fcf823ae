import type { PostalAddress } from '../shared/address.ts'
import { matchesPostal } from '../shared/postal-pattern.ts'
import { regionCode } from '../shared/regions.ts'

/** A country, or the part of it that lies in one of the regions and has one of the postal codes. */
export type Place = {
  readonly country: string
  readonly regions?: readonly string[]
  readonly postalCodes?: readonly string[]
}

export type Zone = {
  /** Everywhere where it is null. */
  readonly places: readonly Place[] | null
  /** Taken out again: islands, say. */
  readonly except: readonly Place[]
}

/** Where something goes: the country is a code, and the rest as the buyer wrote it. */
export type Target = PostalAddress & { readonly address_country: string }

export const lies = (target: Target, { places, except }: Zone): boolean =>
  (places === null || places.some(place => isIn(place, target))) && !except.some(place => isIn(place, target))

function isIn({ country, regions, postalCodes }: Place, target: Target): boolean {
  if (country !== target.address_country) return false
  const region = regionCode(country, target.address_region ?? '')
  return (
    (regions === undefined ||
      (region !== undefined && regions.some(wanted => regionCode(country, wanted) === region))) &&
    (postalCodes === undefined || postalCodes.some(pattern => matchesPostal(pattern, target.postal_code ?? '')))
  )
}

/** Whether it goes to a box at a post office, in the words of the countries that have them. */
export const isPoBox = ({ street_address = '', extended_address = '' }: PostalAddress): boolean =>
  [street_address, extended_address].some(line => poBox.test(line))

const poBox =
  /\b(?:p\.?\s?o\.?\s?box|post\s?office\s?box|postfach|postbus|case\s?postale|bo[iî]te\s?postale|b\.?p\.?\s?\d+|apartado(?:\s?(?:postal|de correos))?\s?\d+|casella\s?postale|caixa\s?postal|postboks|gpo\s?box)\b/i
