import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { currencyCodes, decimalsOf } from './currencies.ts'
import {
  add,
  allocate,
  applyRate,
  formatMoney,
  type Money,
  money,
  negate,
  parseDecimal,
  smaller,
  subtract,
  taxWithin,
  times,
  zero,
} from './money.ts'

const eur = (amount: number) => money(amount, 'EUR')
const anyCurrency = fc.constantFrom(...currencyCodes)
const anyAmount = fc.oneof(fc.nat(100), fc.integer({ min: -100_000_000, max: 100_000_000 }), fc.maxSafeInteger())

describe('an amount', () => {
  test('is a safe integer of a known currency, or an error', () => {
    for (const bad of [0.1, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER + 1]) {
      expect(() => eur(bad)).toThrow(RangeError)
    }
    for (const currency of ['XAU', 'eur', '', 'XXX', '__proto__']) expect(() => money(1, currency)).toThrow(RangeError)
  })

  test('is never minus zero', () => {
    for (const nothing of [money(-0, 'EUR'), negate(eur(0)), times(eur(-5), 0), applyRate(eur(-1), 1)]) {
      expect(Object.is(nothing.amount, 0)).toBe(true)
    }
  })
})

describe('sums', () => {
  test('add up', () => {
    expect(add(eur(1), eur(2), eur(3))).toEqual(eur(6))
    expect(subtract(eur(1), eur(3))).toEqual(eur(-2))
    expect(times(eur(199), 3)).toEqual(eur(597))
    expect(negate(eur(5))).toEqual(eur(-5))
    expect(smaller(eur(5), eur(-5))).toEqual(eur(-5))
    expect(zero('JPY')).toEqual({ amount: 0, currency: 'JPY' })
  })

  test('never mix two currencies, in 10,000 cases', () => {
    fc.assert(
      fc.property(anyCurrency, anyCurrency, anyAmount, (one, other, amount) => {
        fc.pre(one !== other)
        const [a, b] = [money(amount, one), money(0, other)]
        for (const combine of [add, subtract, smaller]) expect(() => combine(a, b)).toThrow(RangeError)
      }),
      { numRuns: 10_000 },
    )
  })

  test('that leave the safe integers are errors, even on the way', () => {
    const most = eur(Number.MAX_SAFE_INTEGER)
    expect(() => add(most, eur(1))).toThrow(RangeError)
    expect(() => add(most, eur(2), eur(-2))).toThrow(RangeError)
    expect(() => subtract(negate(most), eur(1))).toThrow(RangeError)
    expect(() => times(most, 2)).toThrow(RangeError)
    expect(() => times(eur(1), 0.5)).toThrow(RangeError)
  })
})

describe('a share', () => {
  test('is rounded half away from zero', () => {
    // 19 % of 0.50 = 0.095, of 1.50 = 0.285, of 0.47 = 0.0893; 50 % of ±0.01 and ±0.03.
    expect([50, 150, 47].map(amount => applyRate(eur(amount), 190_000).amount)).toEqual([10, 29, 9])
    expect([1, -1, 3, -3].map(amount => applyRate(eur(amount), 500_000).amount)).toEqual([1, -1, 2, -2])
  })

  test('is exact where floating point is not', () => {
    // 1.005 at 100 % and 8.1 % of 1234567890123.45
    expect(applyRate(eur(123_456_789_012_345), 81_000).amount).toBe(9_999_999_910_000)
    expect(applyRate(eur(Number.MAX_SAFE_INTEGER), 1_000_000).amount).toBe(Number.MAX_SAFE_INTEGER)
  })

  test('of what an amount contains gives back what was added', () => {
    expect(taxWithin(eur(11_900), 190_000)).toEqual(eur(1900))
    fc.assert(
      fc.property(fc.nat(99_999_999), fc.nat(1_000_000), (net, ratePpm) => {
        const tax = applyRate(eur(net), ratePpm)
        expect(taxWithin(add(eur(net), tax), ratePpm)).toEqual(tax)
      }),
      { numRuns: 10_000 },
    )
  })
})

describe('an allocation', () => {
  test('loses nothing, gives no part more than a unit too much, and nothing to what weighs nothing, 100,000 times', () => {
    const parts = fc.array(fc.oneof(fc.constant(0), fc.nat(9), fc.nat(100_000_000)), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(anyAmount, parts, (amount, weights) => {
        const shares = allocate(eur(amount), weights)
        if (total(shares) !== BigInt(amount)) throw new Error('something was lost')
        const sum = weights.reduce((all, weight) => all + BigInt(weight), 0n)
        if (sum === 0n) return
        for (const [index, share] of shares.entries()) expectFair({ share, amount, weight: weights[index] ?? 0, sum })
      }),
      { numRuns: 100_000 },
    )
  })

  test('gives what is left over to the largest remainders, the earlier part first', () => {
    expect(allocate(eur(1000), [1, 1, 1])).toEqual([eur(334), eur(333), eur(333)])
    expect(allocate(eur(-1000), [1, 1, 1])).toEqual([eur(-334), eur(-333), eur(-333)])
    // 100 by 1 : 2 : 3 is 16.67, 33.33 and 50.
    expect(allocate(eur(100), [1, 2, 3])).toEqual([eur(17), eur(33), eur(50)])
  })

  test('without any weight goes to the first part', () => {
    expect(allocate(eur(7), [0, 0])).toEqual([eur(7), eur(0)])
  })

  test('refuses what cannot be weighed', () => {
    for (const weights of [[], [-1], [0.5], [Number.NaN], [1, Number.POSITIVE_INFINITY]]) {
      expect(() => allocate(eur(1), weights)).toThrow(RangeError)
    }
  })
})

const total = (parts: readonly Money[]) => parts.reduce((sum, part) => sum + BigInt(part.amount), 0n)

function expectFair({
  share,
  amount,
  weight,
  sum,
}: {
  share: Money
  amount: number
  weight: number
  sum: bigint
}): void {
  const exact = BigInt(amount) * BigInt(weight)
  const difference = BigInt(share.amount) * sum - exact
  if (difference <= -sum || difference >= sum) throw new Error('a share is off by a unit or more')
}

describe('decimals', () => {
  test('are read with the digits that the currency has', () => {
    expect(parseDecimal('12.9', 'EUR')).toEqual(eur(1290))
    expect(parseDecimal(' 12 ', 'EUR')).toEqual(eur(1200))
    expect(parseDecimal('12.', 'EUR')).toEqual(eur(1200))
    expect(parseDecimal('12.5000', 'EUR')).toEqual(eur(1250))
    expect(parseDecimal('-0.05', 'EUR')).toEqual(eur(-5))
    expect(parseDecimal('-0', 'EUR')).toEqual(eur(0))
    expect(parseDecimal('1250', 'JPY')).toEqual(money(1250, 'JPY'))
    expect(parseDecimal('1.005', 'KWD')).toEqual(money(1005, 'KWD'))
    expect(parseDecimal('0.0123', 'CLF')).toEqual(money(123, 'CLF'))
  })

  test('that are none are refused, and so are digits that the currency does not have', () => {
    const wrong = [
      '',
      '.',
      '.5',
      '1,5',
      '1 000',
      '1e3',
      '0x10',
      '12.345',
      '€5',
      '--1',
      '+1',
      'NaN',
      '٣',
      '9'.repeat(14),
    ]
    for (const text of wrong) expect(parseDecimal(text, 'EUR'), text).toBeUndefined()
    expect(parseDecimal('1.5', 'JPY')).toBeUndefined()
    expect(parseDecimal('1250.00', 'JPY')).toEqual(money(1250, 'JPY'))
    expect(parseDecimal('9999999999999.99', 'EUR')).toEqual(eur(999_999_999_999_999))
    expect(parseDecimal('9999999999999.9999', 'CLF')).toBeUndefined()
  })

  test('read back as they were written, in every currency', () => {
    fc.assert(
      fc.property(anyCurrency, fc.integer({ min: -(1e13 - 1), max: 1e13 - 1 }), (currency, amount) => {
        const [text = '', code] = formatMoney(money(amount, currency)).split(' ')
        expect(code).toBe(currency)
        expect(text.split('.')[1]?.length ?? 0).toBe(decimalsOf(currency))
        expect(parseDecimal(text, currency)).toEqual(money(amount, currency))
      }),
      { numRuns: 5000 },
    )
    expect([0, 5, -5, 1290].map(amount => formatMoney(eur(amount)))).toEqual([
      '0.00 EUR',
      '0.05 EUR',
      '-0.05 EUR',
      '12.90 EUR',
    ])
    expect(formatMoney(money(1250, 'JPY'))).toBe('1250 JPY')
  })
})
