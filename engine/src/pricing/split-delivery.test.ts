import { describe, expect, test } from 'vitest'
import { money } from '../shared/money.ts'
import { stepsOf } from './price-steps.ts'
import { type QuoteRequest, quote } from './quote.ts'
import type { TaxRate } from './tax.ts'
import { taxesOf, totalsOf } from './view.ts'

const rate = (taxClass: string, percent: number): TaxRate => ({
  id: taxClass,
  title: `VAT ${percent} %`,
  country: 'DE',
  region: '',
  postalPrefix: '',
  taxClass,
  ratePpm: percent * 10_000,
  appliesToShipping: true,
  stacking: 'replaces',
})

const part = (title: string, amount: number, taxClass = 'standard', currency = 'EUR') => ({
  id: title.toLowerCase(),
  title,
  price: money(amount, currency),
  taxClass,
})

const request = (parts: ReturnType<typeof part>[], rest: Partial<QuoteRequest> = {}): QuoteRequest => {
  const currency = rest.currency ?? 'EUR'
  const sum = parts.reduce((total, { price }) => total + price.amount, 0)
  return {
    currency,
    pricesIncludeTax: true,
    lines: [{ id: 'a', quantity: 1, unitPrice: money(10_000, currency), taxClass: 'standard' }],
    promotions: [],
    taxRates: [rate('standard', 19), rate('reduced', 7)],
    shipping: { title: 'Delivery', price: money(sum, currency), taxClass: 'standard', parts },
    ...rest,
  }
}

describe('a delivery in several parts', () => {
  test('is one entry with a line for each, and a step for each', () => {
    const result = quote(request([part('Parcel', 490), part('Haulier', 2900)]))
    expect(totalsOf(result).find(({ type }) => type === 'fulfillment')).toEqual({
      type: 'fulfillment',
      display_text: 'Delivery',
      amount: 3390,
      lines: [
        { display_text: 'Parcel', amount: 490 },
        { display_text: 'Haulier', amount: 2900 },
      ],
    })
    expect(result.total.amount).toBe(13_390)
    expect(stepsOf(result).filter(({ type }) => type === 'fulfillment')).toMatchObject([
      { source: 'parcel', amount: 490 },
      { source: 'haulier', amount: 2900 },
    ])
  })

  test('is taxed part by part, each by its own class', () => {
    const result = quote(request([part('Parcel', 1190), part('Chilled', 1070, 'reduced')]))
    // 11.90 holds 1.90 at 19 %, 10.70 holds 0.70 at 7 %; the goods hold 15.97.
    expect(result.taxes.map(({ amount }) => amount.amount)).toEqual([1597 + 190, 70])
    expect(result.shipping?.tax.amount).toBe(260)
    expect(taxesOf(result).flatMap(({ allocations }) => allocations.map(({ path }) => path))).toEqual([
      '$.line_items[0]',
      '$.fulfillment',
      '$.fulfillment',
    ])
  })

  test('that a promotion makes free is free as a whole, and no tax is left on it', () => {
    const free = {
      id: 'free',
      title: 'Free delivery',
      priority: 0,
      combinable: true,
      benefit: { kind: 'free_shipping' },
    } as unknown as QuoteRequest['promotions'][number]
    const result = quote(request([part('Parcel', 490), part('Haulier', 2900)], { promotions: [free] }))
    expect(result.total.amount).toBe(10_000)
    expect(result.shipping?.tax.amount).toBe(0)
  })

  test.each([
    ['JPY', [600, 401], [55, 36]],
    ['KWD', [1250, 375], [114, 34]],
  ])('rounds in %s part by part', (currency, amounts, taxes) => {
    const parts = amounts.map((amount, index) => part(`P${index}`, amount, 'standard', currency))
    // 10 % within: 600/11 = 54.5 and 401/11 = 36.5; 1250/11 = 113.6 and 375/11 = 34.1.
    const result = quote(request(parts, { currency, taxRates: [rate('standard', 10)] }))
    const shares = result.taxes[0]?.allocations.filter(({ target }) => target !== 'a')
    expect(shares?.map(({ amount }) => amount.amount)).toEqual(taxes)
  })

  test('whose parts do not sum to its price is a mistake of the caller', () => {
    const { shipping, ...rest } = request([part('Parcel', 490)])
    expect(() => quote({ ...rest, shipping: { ...shipping!, price: money(500, 'EUR') } })).toThrow(RangeError)
  })
})
