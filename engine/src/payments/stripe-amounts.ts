import { decimalsOf } from '../shared/currencies.ts'
import { type Money, money } from '../shared/money.ts'

/** An amount as Stripe writes it: the currency in lower case, and mostly the same minor units. */
export type StripeAmount = { readonly amount: number; readonly currency: string }

/** What Stripe counts in hundredths though ISO 4217 has no minor unit, or in whole units though it has one. */
const decimalsAtStripe: Readonly<Record<string, number>> = { ISK: 2, UGX: 2, MGA: 0 }

/** The amount in Stripe's units; undefined where Stripe cannot charge it, such as a thousandth of a dinar. */
export function toStripe({ amount, currency }: Money): StripeAmount | undefined {
  const decimals = decimalsOf(currency)
  if (decimals > 3) return undefined
  // With three decimals Stripe takes only amounts whose last digit is 0.
  if (decimals === 3 && amount % 10 !== 0) return undefined
  const shift = (decimalsAtStripe[currency] ?? decimals) - decimals
  const shifted = shift < 0 ? amount / 10 ** -shift : amount * 10 ** shift
  return Number.isSafeInteger(shifted) ? { amount: shifted, currency: currency.toLowerCase() } : undefined
}

/** Throws where Stripe names an amount that the currency does not have. */
export function fromStripe({ amount, currency: lower }: StripeAmount): Money {
  const currency = lower.toUpperCase()
  const decimals = decimalsOf(currency)
  const shift = (decimalsAtStripe[currency] ?? decimals) - decimals
  return money(shift > 0 ? amount / 10 ** shift : amount * 10 ** -shift, currency)
}
