import { decimalsOf } from './currencies.ts'

/** An integer of the currency's minor units: { amount: 1290, currency: 'EUR' } is 12.90 €. */
export type Money = { readonly amount: number; readonly currency: string }

/** Throws when the amount is not a safe integer or the currency is unknown. */
export function money(amount: number, currency: string): Money {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`${amount} is not an integer of minor units.`)
  decimalsOf(currency)
  return { amount: amount === 0 ? 0 : amount, currency }
}

export const zero = (currency: string): Money => money(0, currency)

/** Throws when the currencies differ: there is no exchange rate in the shop. */
export function add(...summands: [Money, ...Money[]]): Money {
  const { currency } = summands[0]
  let sum = 0
  for (const summand of summands) {
    sameCurrency(summands[0], summand)
    // Each step is checked: a sum that left the safe integers on its way may come back to a wrong one.
    sum = money(sum + summand.amount, currency).amount
  }
  return money(sum, currency)
}

export function subtract(from: Money, part: Money): Money {
  sameCurrency(from, part)
  return money(from.amount - part.amount, from.currency)
}

export const times = (unit: Money, quantity: number): Money => money(unit.amount * quantity, unit.currency)

export const negate = (value: Money): Money => money(-value.amount, value.currency)

export function smaller(a: Money, b: Money): Money {
  sameCurrency(a, b)
  return a.amount <= b.amount ? a : b
}

function sameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency) throw new RangeError(`${a.currency} and ${b.currency} cannot be combined.`)
}

/**
 * The share of an amount at a rate in parts per million (190000 is 19 %), rounded half away from zero.
 * This and `taxWithin` are the only places in the shop where money is rounded.
 */
export function applyRate(base: Money, ratePpm: number): Money {
  return money(divideRounded(BigInt(base.amount) * BigInt(ratePpm), 1_000_000n), base.currency)
}

/** The tax that an amount already contains at a rate in parts per million: 119.00 at 190000 contains 19.00. */
export function taxWithin(gross: Money, ratePpm: number): Money {
  return money(divideRounded(BigInt(gross.amount) * BigInt(ratePpm), 1_000_000n + BigInt(ratePpm)), gross.currency)
}

function divideRounded(dividend: bigint, divisor: bigint): number {
  const sign = dividend < 0n ? -1n : 1n
  const magnitude = dividend * sign
  return Number(sign * ((2n * magnitude + divisor) / (2n * divisor)))
}

/**
 * Splits an amount by weights so that the parts add up to it exactly; what is left over goes to the largest remainders,
 * the earlier part first. Without any weight the whole goes to the first part.
 */
export function allocate(whole: Money, weights: readonly number[]): Money[] {
  if (weights.length === 0) throw new RangeError('There is nothing to allocate to.')
  if (weights.some(weight => !Number.isSafeInteger(weight) || weight < 0)) {
    throw new RangeError('Weights are integers of zero or more.')
  }
  const sum = weights.reduce((total, weight) => total + BigInt(weight), 0n)
  if (sum === 0n) return weights.map((_, index) => money(index === 0 ? whole.amount : 0, whole.currency))
  const sign = whole.amount < 0 ? -1 : 1
  const magnitude = BigInt(Math.abs(whole.amount))
  const floors = weights.map(weight => (magnitude * BigInt(weight)) / sum)
  const remainders = weights.map((weight, index) => ({ index, rest: (magnitude * BigInt(weight)) % sum }))
  let left = Number(magnitude - floors.reduce((total, part) => total + part, 0n))
  const parts = floors.map(Number)
  remainders.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))
  for (const { index } of remainders) {
    if (left === 0) break
    parts[index] = (parts[index] ?? 0) + 1
    left -= 1
  }
  return parts.map(part => money(sign * part, whole.currency))
}

/**
 * Reads a plain decimal such as "12.9": digits, a point, no thousands separators, at most the currency's decimals.
 * Answers undefined when the text is not such a number, so that the caller can name the place.
 */
export function parseDecimal(text: string, currency: string): Money | undefined {
  const decimals = decimalsOf(currency)
  const match = /^(-?)(\d{1,13})(?:\.(\d*))?$/.exec(text.trim())
  if (!match) return undefined
  const [, sign, whole = '', fraction = ''] = match
  if (/[1-9]/.test(fraction.slice(decimals))) return undefined
  const digits = whole + fraction.slice(0, decimals).padEnd(decimals, '0')
  const amount = Number(digits)
  if (!Number.isSafeInteger(amount)) return undefined
  return money(sign === '-' ? -amount : amount, currency)
}

/** "12.90 EUR": the plain form for texts that a model or a log reads. Storefronts format by locale instead. */
export function formatMoney({ amount, currency }: Money): string {
  const decimals = decimalsOf(currency)
  const digits = String(Math.abs(amount)).padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const fraction = decimals === 0 ? '' : `.${digits.slice(digits.length - decimals)}`
  return `${amount < 0 ? '-' : ''}${whole}${fraction} ${currency}`
}
