import fc from 'fast-check'
import { expect, test } from 'vitest'
import { currencyCodes } from '../shared/currencies.ts'
import { money } from '../shared/money.ts'
import { fromStripe, toStripe } from './stripe-amounts.ts'

test.each([
  [1490, 'EUR', 1490, 'eur'],
  [500, 'JPY', 500, 'jpy'],
  [500, 'ISK', 50_000, 'isk'],
  [500, 'UGX', 50_000, 'ugx'],
  [500, 'MGA', 5, 'mga'],
  [12_340, 'KWD', 12_340, 'kwd'],
])('%i of %s are %i %s at Stripe', (amount, currency, sent, name) => {
  expect(toStripe(money(amount, currency))).toEqual({ amount: sent, currency: name })
})

test.each([
  [12_345, 'KWD'],
  [501, 'MGA'],
  [1, 'CLF'],
])('%i of %s cannot be charged', (amount, currency) => {
  expect(toStripe(money(amount, currency))).toBeUndefined()
})

test('what is charged comes back as the same money, in every currency', () => {
  fc.assert(
    fc.property(fc.constantFrom(...currencyCodes), fc.integer({ min: 1, max: 99_999_999 }), (currency, amount) => {
      const sent = toStripe(money(amount, currency))
      if (sent) expect(fromStripe(sent)).toEqual(money(amount, currency))
    }),
    { numRuns: 2000 },
  )
})
