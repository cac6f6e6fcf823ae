import { matchesPostal, postalWeight } from '../shared/postal-pattern.ts'
import type { shippingTaxRules } from './contract.ts'

/** The tax of one class in one zone; an empty region or postal pattern means all of the country. */
export type TaxRate = {
  readonly id: string
  readonly title: string
  readonly country: string
  readonly region: string
  /** A pattern of postal codes; most are the beginning that the codes share. */
  readonly postalPrefix: string
  readonly taxClass: string
  readonly ratePpm: number
  readonly appliesToShipping: boolean
  readonly stacking: TaxStacking
}

/** What a rate does beside that of the wider zone: it replaces it, adds to it, or is taken on the price with that tax. */
export type TaxStacking = 'replaces' | 'adds' | 'compounds'

/** Whether tax is rounded on each line and the delivery, or once on all that is taxed alike. */
export type TaxRounding = 'line' | 'total'

/** How a delivery is taxed; `shippingTargets` says what each rule means. */
export type ShippingTax = (typeof shippingTaxRules)[number]

/** The tax class of what names none. */
export const standardTaxClass = 'standard'

export type Destination = { readonly country: string; readonly region?: string; readonly postalCode?: string }

/**
 * The rates of a destination: of each tax class the most specific one (the postal pattern that settles most characters
 * before the region before the country), and for as long as a rate does not replace it, the next wider one before it.
 * Letter case does not count, nor do blanks and hyphens of a postal code.
 */
export function ratesFor(rates: readonly TaxRate[], destination: Destination): TaxRate[] {
  const byClass = new Map<string, TaxRate[]>()
  for (const rate of rates.filter(candidate => covers(candidate, destination))) {
    byClass.set(rate.taxClass, [...(byClass.get(rate.taxClass) ?? []), rate])
  }
  return [...byClass.values()]
    .map(chainOf)
    .sort(([a], [b]) => (b?.ratePpm ?? 0) - (a?.ratePpm ?? 0) || ((a?.taxClass ?? '') < (b?.taxClass ?? '') ? -1 : 1))
    .flat()
}

/** The widest rate comes first. */
function chainOf(rates: readonly TaxRate[]): TaxRate[] {
  const narrowFirst = [...rates].sort((a, b) => specificity(b) - specificity(a))
  const end = narrowFirst.findIndex(rate => rate.stacking === 'replaces')
  return narrowFirst.slice(0, end < 0 ? rates.length : end + 1).reverse()
}

function covers(rate: TaxRate, { country, region, postalCode }: Destination): boolean {
  return (
    upper(rate.country) === upper(country) &&
    (rate.region === '' || regionKey(rate.region, country) === regionKey(region ?? '', country)) &&
    matchesPostal(rate.postalPrefix, postalCode ?? '')
  )
}

const specificity = (rate: TaxRate) => 2 * postalWeight(rate.postalPrefix) + (rate.region === '' ? 0 : 1)

const upper = (text: string) => text.trim().toUpperCase()

/** Both "CA" and ISO 3166-2's "US-CA" name California. */
function regionKey(region: string, country: string): string {
  const key = upper(region)
  const prefix = `${upper(country)}-`
  return key.startsWith(prefix) ? key.slice(prefix.length) : key
}
