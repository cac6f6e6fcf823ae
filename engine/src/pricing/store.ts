import type { PostalAddress } from '../shared/address.ts'
import { type ShopLanguages, spokenLanguages } from '../shared/language.ts'
import { type Message, message } from '../shared/messages.ts'
import { say, type TextLanguage, textLanguage } from '../shared/shopper-texts.ts'
import { type Context, ownLanguage } from './contract.ts'
import type { Destination, ShippingTax, TaxRounding } from './tax.ts'

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
  readonly shippingTax: ShippingTax
  /** Whether whoever names a known buyer's e-mail is offered that buyer's saved addresses. */
  readonly savedAddressesByEmail: boolean
  /** Whether buyers in no market are told that the shop does not sell there. */
  readonly sellsOnlyInMarkets: boolean
  readonly markets: readonly MarketSettings[]
  /** So few units of a variant are few, unless the variant says otherwise; 0 is never. */
  readonly lowStockAt: number
  /** For so many days after goods were delivered, or else sent, buyers may ask to return them; 0 is never. */
  readonly returnDays: number
  /** How long a checkout that came to nothing says which guest it was for. */
  readonly guestCheckoutDays: number
}

/** Only what its scope names is sold in a market, or all but that. */
export type MarketRestriction = 'only' | 'without'

/** Countries in which the shop sells alike, as the merchant has set them. */
export type MarketSettings = {
  readonly id: string
  readonly title: string
  readonly countries: readonly string[]
  readonly currency: string
  readonly customerGroup: string | null
  readonly restriction: MarketRestriction | null
  readonly active: boolean
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
  shippingTax: 'own_class',
  savedAddressesByEmail: false,
  sellsOnlyInMarkets: false,
  markets: [],
  lowStockAt: 0,
  returnDays: 30,
  guestCheckoutDays: 30,
}

/**
 * Where a buyer is taken to be, what they pay in and what they read; `ratesFor` takes it as the destination of the tax.
 * The languages are those of translations, the most fitting first; there are none where the shop's own texts fit.
 */
export type Market = Destination & {
  readonly currency: string
  readonly languages: readonly string[]
  /** In which language the shop itself speaks to the buyer. */
  readonly textLanguage: TextLanguage
  /** The groups of customers whose prices everybody in the market gets. */
  readonly groups: readonly string[]
  /** Where not everything is sold. */
  readonly restricted?: RestrictedMarket
  /** False where the merchant sells in markets only and the buyer is in none. */
  readonly isServed: boolean
}

export type RestrictedMarket = { readonly id: string; readonly restriction: MarketRestriction }

/**
 * The address counts before the context, and the shop's own country where neither names one. The currency is the one
 * that the context asks for where the shop offers it, else that of the country's market, else that of the country, else
 * the shop's default. A country without a market is sold to as the shop's settings say.
 */
export function marketFor(
  store: Store,
  { context, address }: { readonly context?: Context | undefined; readonly address?: PostalAddress | undefined },
): Market {
  const place = [address, context].find(candidate => countryOf(candidate) !== undefined) ?? address ?? context
  const country = countryOf(place) ?? store.defaultCountry
  const known = store.markets.find(market => market.active && market.countries.includes(country))
  const offered = [context?.currency?.trim().toUpperCase(), known?.currency, store.currencyByCountry[country]].find(
    currency => currency !== undefined && store.currencies.includes(currency),
  )
  const languages = spokenLanguages(store, context?.language)
  return {
    currency: offered ?? store.defaultCurrency,
    country,
    languages,
    textLanguage: textLanguage(languages.length > 0 ? languages : [store.defaultLanguage]),
    groups: known?.customerGroup ? [known.customerGroup] : [],
    isServed: known !== undefined || !store.sellsOnlyInMarkets || country === store.defaultCountry,
    ...(known?.restriction && { restricted: { id: known.id, restriction: known.restriction } }),
    ...(place?.address_region && { region: place.address_region }),
    ...(place?.postal_code && { postalCode: place.postal_code }),
  }
}

/** What a buyer is told who is in no market of a shop that sells in markets only. */
export const servedMessages = (market: Market): Message[] =>
  market.isServed
    ? []
    : [message('info', 'country_not_served', notServed(market), { path: '$.context.address_country' })]

export const notServed = ({ country, textLanguage }: Pick<Market, 'country' | 'textLanguage'>): string =>
  say(textLanguage, 'country_not_served', { country })

type Place = { readonly address_country?: string | undefined }

function countryOf(place: Place | undefined): string | undefined {
  const code = place?.address_country?.trim().toUpperCase()
  return code && /^[A-Z]{2}$/.test(code) ? code : undefined
}
