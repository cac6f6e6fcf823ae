import type { TaxRateDraft } from './contract.ts'

/**
 * The shape of the free collection of European VAT rates (github.com/ibericode/vat-rates): by country, each period with
 * its rates in percent and the places where others hold.
 */
export type EuVatFile = {
  readonly items: Readonly<
    Record<
      string,
      readonly {
        /** The first day, as "2021-01-01". */
        readonly effective_from: string
        readonly rates: Readonly<Record<string, number>>
        readonly exceptions?: readonly ({ readonly name: string; readonly postcode: string } & Readonly<
          Record<string, string | number>
        >)[]
      }[]
    >
  >
}

/**
 * The rates of every country of the file on a day, as drafts for `save_tax_rate`: a rate's name in the file is its tax
 * class. A place outside the common VAT area, where the standard rate is nothing, has nothing in every class.
 */
export function taxRatesFromEuFile({ items }: EuVatFile, { day }: { day: string }): TaxRateDraft[] {
  return Object.entries(items).flatMap(([country, periods]) => {
    const period = [...periods]
      .sort((a, b) => (a.effective_from < b.effective_from ? 1 : -1))
      .find(({ effective_from }) => effective_from <= day)
    if (!period) return []
    const classes = Object.entries(period.rates)
    const usual = classes.map(([taxClass, percent]) => draftOf({ country, taxClass, percent }))
    const special = (period.exceptions ?? []).flatMap(({ name, postcode, ...rates }) => {
      const own = rates.standard === 0 ? classes.map(([taxClass]) => [taxClass, 0] as const) : Object.entries(rates)
      return prefixesOf(postcode).flatMap(prefix =>
        own.map(([taxClass, percent]) =>
          draftOf({ country, taxClass, percent: Number(percent), place: { name, prefix } }),
        ),
      )
    })
    return [...usual, ...special]
  })
}

type Rate = {
  readonly country: string
  readonly taxClass: string
  readonly percent: number
  readonly place?: { readonly name: string; readonly prefix: string }
}

const draftOf = ({ country, taxClass, percent, place }: Rate): TaxRateDraft => ({
  title: `VAT ${percent} %`,
  country,
  tax_class: taxClass,
  rate_ppm: Math.round(percent * 10_000),
  ...(place && { title: `VAT ${percent} % (${place.name})`, postal_prefix: place.prefix }),
})

/**
 * The file's patterns as prefixes: alternatives, digits and sets of digits are written out, and the free digits at the
 * end are what a prefix leaves open. Throws a RangeError for a pattern that says more than that.
 */
export function prefixesOf(pattern: string): string[] {
  const alternatives = pattern.replace(/^\((.*)\)$/, '$1').split('|')
  return alternatives.flatMap(alternative => {
    const fixed = alternative.replace(/\\d\{\d+(?:,\d*)?\}$/, '')
    if (!/^(?:\d|\[[\d-]+\])+$/.test(fixed)) throw new RangeError(`${pattern} is no postal pattern of this kind.`)
    const places = fixed.match(/\d|\[[\d-]+\]/g) ?? []
    return places.reduce<string[]>(
      (prefixes, place) => prefixes.flatMap(prefix => digitsOf(place).map(digit => prefix + digit)),
      [''],
    )
  })
}

/** "[1-35]" is 1, 2, 3 and 5. */
function digitsOf(place: string): string[] {
  const parts = place.replace(/[[\]]/g, '').match(/\d-\d|\d/g) ?? []
  return parts.flatMap(part => {
    const [first = 0, last = first] = part.split('-').map(Number)
    return Array.from({ length: last - first + 1 }, (_, index) => String(first + index))
  })
}
