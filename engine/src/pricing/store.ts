import type { PostalAddress } from '../shared/address.ts'
import { type ShopLanguages, spokenLanguages } from '../shared/language.ts'
import { type Context, ownLanguage } from './contract.ts'
import type { Destination, TaxRounding } from './tax.ts'

/** What holds for the shop as a whole. */
export type Store = ShopLanguages & {
  readonly name: string
  readonly description?: string
  readonly email?: string
  readonly defaultCurrency: string
  readonly currencies: readonly string[]
  readonly currencyByCountry: Readonly<Record<string, string>>
  readonly defaultCountry: string
  readonly pricesIncludeTax: boolean
  readonly taxRounding: TaxRounding
  /** Whether whoever names a known buyer's e-mail is offered that buyer's saved addresses. */
  readonly savedAddressesByEmail: boolean
  /** So few units of a variant are few, unless the variant says otherwise; 0 is never. */
  readonly lowStockAt: number
}

/** What a shop is before anyone has set it up. */
export const unsetStore: Store = {
  name: 'MitchWeb',
  defaultCurrency: 'EUR',
  currencies: ['EUR'],
  currencyByCountry: {},
  defaultCountry: 'DE',
  defaultLanguage: ownLanguage,
  languages: [ownLanguage],
  pricesIncludeTax: true,
  taxRounding: 'line',
  savedAddressesByEmail: false,
  lowStockAt: 0,
}

/**
 * Where a buyer is taken to be, what they pay in and what they read; `ratesFor` takes it as the destination of the tax.
 * The languages are those of translations, the most fitting first; there are none where the shop's own texts fit.
 */
export type Market = Destination & { readonly currency: string; readonly languages: readonly string[] }

/**
 * The address counts before the context, and the shop's own country where neither names one. The currency is the one
 * that the context asks for where the shop offers it, else that of the country, else the shop's default.
 */
export function marketFor(
  store: Store,
  { context, address }: { readonly context?: Context | undefined; readonly address?: PostalAddress | undefined },
): Market {
  const place = [address, context].find(candidate => countryOf(candidate) !== undefined) ?? address ?? context
  const country = countryOf(place) ?? store.defaultCountry
  const offered = [context?.currency?.trim().toUpperCase(), store.currencyByCountry[country]].find(
    currency => currency !== undefined && store.currencies.includes(currency),
  )
  return {
    currency: offered ?? store.defaultCurrency,
    country,
    languages: spokenLanguages(store, context?.language),
    ...(place?.address_region && { region: place.address_region }),
    ...(place?.postal_code && { postalCode: place.postal_code }),
  }
}

type Place = { readonly address_country?: string | undefined }

function countryOf(place: Place | undefined): string | undefined {
  const code = place?.address_country?.trim().toUpperCase()
  return code && /^[A-Z]{2}$/.test(code) ? code : undefined
}
