import { type Money, money } from '../shared/money.ts'

export type ShippingPrice = { readonly currency: string; readonly amount: number; readonly freeFrom?: number }

export type ShippingRate = {
  readonly id: string
  readonly title: string
  readonly carrier: string | null
  readonly countries: readonly string[] | null
  readonly prices: readonly ShippingPrice[]
  readonly minimumDays: number
  readonly maximumDays: number
  readonly taxClass: string
  readonly position: number
  readonly active: boolean
}

/** A way of delivery that a buyer can choose, with its price for this basket. */
export type ShippingOption = {
  readonly id: string
  readonly title: string
  readonly carrier: string | null
  readonly price: Money
  readonly taxClass: string
  readonly minimumDays: number
  readonly maximumDays: number
}

type Parcel = { readonly country: string; readonly discountedSubtotal: Money }

/** What can be chosen for a country, in the shop's order; free from a subtotal after discounts where the rate says so. */
export function shippingOptions(
  rates: readonly ShippingRate[],
  { country, discountedSubtotal }: Parcel,
): ShippingOption[] {
  const { currency } = discountedSubtotal
  return rates
    .filter(rate => rate.active && (rate.countries === null || rate.countries.includes(country)))
    .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
    .flatMap(({ prices, ...rate }) => {
      const price = prices.find(row => row.currency === currency)
      if (!price) return []
      const isFree = price.freeFrom !== undefined && discountedSubtotal.amount >= price.freeFrom
      return [{ ...rate, price: money(isFree ? 0 : price.amount, currency) }]
    })
}

/** "Arrives in 2 to 4 days." */
export function estimate({ minimumDays, maximumDays }: Pick<ShippingOption, 'minimumDays' | 'maximumDays'>): string {
  if (maximumDays === 0) return 'Arrives today.'
  const days = minimumDays === maximumDays ? `${maximumDays}` : `${minimumDays} to ${maximumDays}`
  return `Arrives in ${days} ${maximumDays === 1 ? 'day' : 'days'}.`
}

/** The day, at midnight UTC, so that an answer does not change from second to second. */
export const dayAfter = (now: Date, days: number): string =>
  `${new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)}T00:00:00Z`
