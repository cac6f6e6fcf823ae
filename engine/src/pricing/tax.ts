/** The tax of one class in one zone; an empty region or postal prefix means all of the country. */
export type TaxRate = {
  readonly id: string
  readonly title: string
  readonly country: string
  readonly region: string
  readonly postalPrefix: string
  readonly taxClass: string
  readonly ratePpm: number
  readonly appliesToShipping: boolean
}

/** The tax class of what names none. */
export const standardTaxClass = 'standard'

export type Destination = { readonly country: string; readonly region?: string; readonly postalCode?: string }

/**
 * At most one rate per tax class, the one that is most specific for the destination: the longest postal prefix before
 * the region before the country. Letter case does not count, nor do blanks and hyphens of a postal code.
 */
export function ratesFor(rates: readonly TaxRate[], destination: Destination): TaxRate[] {
  const best = new Map<string, TaxRate>()
  for (const rate of rates) {
    if (!covers(rate, destination)) continue
    const rival = best.get(rate.taxClass)
    if (!rival || specificity(rate) > specificity(rival)) best.set(rate.taxClass, rate)
  }
  return [...best.values()].sort((a, b) => b.ratePpm - a.ratePpm || (a.taxClass < b.taxClass ? -1 : 1))
}

function covers(rate: TaxRate, { country, region, postalCode }: Destination): boolean {
  return (
    upper(rate.country) === upper(country) &&
    (rate.region === '' || regionKey(rate.region, country) === regionKey(region ?? '', country)) &&
    postalKey(postalCode ?? '').startsWith(postalKey(rate.postalPrefix))
  )
}

const specificity = (rate: TaxRate) => 2 * postalKey(rate.postalPrefix).length + (rate.region === '' ? 0 : 1)

const upper = (text: string) => text.trim().toUpperCase()

const postalKey = (text: string) => upper(text).replace(/[\s-]/g, '')

/** Both "CA" and ISO 3166-2's "US-CA" name California. */
function regionKey(region: string, country: string): string {
  const key = upper(region)
  const prefix = `${upper(country)}-`
  return key.startsWith(prefix) ? key.slice(prefix.length) : key
}
