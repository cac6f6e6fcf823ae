import { describe, expect, test } from 'vitest'
import { money } from '../shared/money.ts'
import { type Benefit, type Promotion, standardPriority } from './promotions.ts'
import { type Quote, type QuoteRequest, quote } from './quote.ts'
import type { TaxRate } from './tax.ts'

type LineDraft = { id?: string; price: number; quantity?: number; taxClass?: string }
type CartDraft = Partial<Omit<QuoteRequest, 'lines' | 'shipping'>> & { lines: LineDraft[]; shipping?: number }

/** A cart in EUR whose prices are without tax, with neither codes nor taxes unless told. */
function quoted({ lines, shipping, currency = 'EUR', ...rest }: CartDraft): Quote {
  return quote({
    currency,
    pricesIncludeTax: false,
    promotions: [],
    taxRates: [],
    ...rest,
    lines: lines.map(({ price, quantity = 1, taxClass = 'standard', id }, index) => ({
      id: id ?? `line_${index + 1}`,
      unitPrice: money(price, currency),
      quantity,
      taxClass,
    })),
    ...(shipping !== undefined && {
      shipping: { title: 'Parcel', price: money(shipping, currency), taxClass: 'standard' },
    }),
  })
}

const code = (name: string, benefit: Benefit): Promotion => ({
  id: `prm_${name}`,
  code: name,
  title: `Title of ${name}`,
  benefit,
  firstOrderOnly: false,
  used: 0,
  active: true,
  priority: standardPriority,
  isCombinable: true,
})
const percent = (share: number, name = `${share}OFF`) => code(name, { kind: 'percentage', ratePpm: share * 10_000 })
const fixed = (amount: number, currency = 'EUR', name = `${amount}OFF`) =>
  code(name, { kind: 'fixed_amount', amounts: [money(amount, currency)] })

const rate = (share: number, taxClass = 'standard', appliesToShipping = true): TaxRate => ({
  id: `tax_${taxClass}`,
  title: `VAT ${share} %`,
  country: 'DE',
  region: '',
  postalPrefix: '',
  taxClass,
  ratePpm: Math.round(share * 10_000),
  appliesToShipping,
  stacking: 'replaces',
})

const eur = (amount: number) => money(amount, 'EUR')

describe('tax', () => {
  test('is added to prices without tax, line by line and on the delivery', () => {
    // 2 × 10.00 = 20.00 and 5.55; 19 % of 20.00 = 3.80, of 5.55 = 1.0545 → 1.05, of 4.90 = 0.931 → 0.93.
    const result = quoted({
      lines: [{ price: 1000, quantity: 2 }, { price: 555 }],
      shipping: 490,
      taxRates: [rate(19)],
    })
    expect(result.lines.map(line => line.tax)).toEqual([eur(380), eur(105)])
    expect(result.lines.map(line => line.total)).toEqual([eur(2380), eur(660)])
    expect(result.shipping).toEqual({ title: 'Parcel', price: eur(490), discount: eur(0), tax: eur(93) })
    expect(result.taxes).toMatchObject([
      { rateId: 'tax_standard', included: false, taxable: eur(3045), amount: eur(578) },
    ])
    // 20.00 + 5.55 + 4.90 + 5.78
    expect(result.total).toEqual(eur(3623))
  })

  test('is found inside prices that include it and adds nothing to the total', () => {
    // 119.00 holds 19.00 at 19 %; 5.95 of delivery holds 0.95.
    const result = quoted({
      lines: [{ price: 11900 }],
      shipping: 595,
      taxRates: [rate(19)],
      pricesIncludeTax: true,
    })
    expect(result.taxes).toMatchObject([{ included: true, taxable: eur(10500), amount: eur(1995) }])
    expect(result.taxes[0]?.allocations).toEqual([
      { target: 'line_1', amount: eur(1900) },
      { target: 'shipping', amount: eur(95) },
    ])
    expect(result.taxTotal).toEqual(eur(1995))
    expect(result.total).toEqual(eur(12495))
  })

  test('follows the class of each line, and a class without a rate is not taxed', () => {
    // 19 % of 10.00 = 1.90; 7 % of 10.00 = 0.70; the book voucher has no rate.
    const result = quoted({
      lines: [{ price: 1000 }, { price: 1000, taxClass: 'reduced' }, { price: 1000, taxClass: 'voucher' }],
      taxRates: [rate(19), rate(7, 'reduced')],
    })
    expect(result.lines.map(line => line.tax)).toEqual([eur(190), eur(70), eur(0)])
    expect(result.taxes.map(tax => [tax.title, tax.amount])).toEqual([
      ['VAT 19 %', eur(190)],
      ['VAT 7 %', eur(70)],
    ])
    expect(result.total).toEqual(eur(3260))
  })

  test('leaves the delivery alone where the rate does not apply to it', () => {
    const result = quoted({ lines: [{ price: 1000 }], shipping: 500, taxRates: [rate(19, 'standard', false)] })
    expect(result.shipping?.tax).toEqual(eur(0))
    expect(result.total).toEqual(eur(1690))
  })

  test('is taken on what is left after discounts', () => {
    // 20.00 − 10 % = 18.00; 19 % of 18.00 = 3.42.
    const result = quoted({ lines: [{ price: 2000 }], promotions: [percent(10)], taxRates: [rate(19)] })
    expect(result.lines[0]).toMatchObject({ discount: eur(200), tax: eur(342), total: eur(2142) })
  })
})

describe('currencies', () => {
  test('of zero, three and four decimals are counted in their own minor units', () => {
    // ¥1,250 × 3 = ¥3,750; 10 % = ¥375. 5 % off first: 187.5 → 188, leaves 3,562, tax 356.2 → 356.
    const yen = quoted({
      currency: 'JPY',
      lines: [{ price: 1250, quantity: 3 }],
      promotions: [percent(5)],
      taxRates: [rate(10)],
    })
    expect([yen.discounts[0]?.amount.amount, yen.taxTotal.amount, yen.total.amount]).toEqual([188, 356, 3918])
    // 1.005 KWD × 2 = 2.010; 5 % = 0.1005 → 0.101.
    const dinar = quoted({ currency: 'KWD', lines: [{ price: 1005, quantity: 2 }], taxRates: [rate(5)] })
    expect(dinar.total).toEqual(money(2111, 'KWD'))
    // 0.0123 CLF holds 19 % of Chilean tax: 123 × 19 / 119 = 19.638… → 20.
    const unidad = quoted({ currency: 'CLF', lines: [{ price: 123 }], taxRates: [rate(19)], pricesIncludeTax: true })
    expect([unidad.taxTotal.amount, unidad.total.amount]).toEqual([20, 123])
  })

  test('never mix', () => {
    const request: QuoteRequest = {
      currency: 'EUR',
      pricesIncludeTax: false,
      lines: [{ id: 'line_1', quantity: 1, unitPrice: money(100, 'USD'), taxClass: 'standard' }],
      promotions: [],
      taxRates: [],
    }
    expect(() => quote(request)).toThrow(RangeError)
    const shipping = { title: 'Parcel', price: money(100, 'USD'), taxClass: 'standard' }
    expect(() => quote({ ...request, lines: [], shipping })).toThrow(RangeError)
    expect(() => quoted({ lines: [{ price: 100 }], promotions: [fixed(10, 'USD')] })).toThrow(/USD|EUR/)
  })
})

describe('discounts', () => {
  test('never lower a line below zero: 100 % off and more than the cart leave exactly nothing to pay', () => {
    for (const promotion of [percent(100), fixed(999_999)]) {
      const result = quoted({
        lines: [{ price: 333, quantity: 3 }, { price: 1 }],
        promotions: [promotion],
        taxRates: [rate(19)],
      })
      expect(result.discounts[0]?.amount).toEqual(eur(1000))
      expect(result.lines.map(line => line.total.amount)).toEqual([0, 0])
      expect(result.total).toEqual(eur(0))
    }
  })

  test('do not touch the delivery', () => {
    const result = quoted({ lines: [{ price: 1000 }], shipping: 490, promotions: [percent(100)] })
    expect(result.total).toEqual(eur(490))
  })

  test('follow each other: the second code counts on what the first one left', () => {
    // 100.00 − 10 % = 90.00, − 20 % of 90.00 = 72.00. The other way round takes the parts in the other sizes.
    const lines = [{ price: 10_000 }]
    const result = quoted({ lines, promotions: [percent(10), percent(20)] })
    expect(result.discounts.map(({ code, amount }) => [code, amount.amount])).toEqual([
      ['10OFF', 1000],
      ['20OFF', 1800],
    ])
    expect(result.total).toEqual(eur(7200))
    // 100.00 − 10.00 = 90.00, − 10 % = 81.00; but − 10 % first and then − 10.00 leaves 80.00.
    expect(quoted({ lines, promotions: [fixed(1000), percent(10)] }).total).toEqual(eur(8100))
    expect(quoted({ lines, promotions: [percent(10), fixed(1000)] }).total).toEqual(eur(8000))
  })

  test('are spread in proportion to the lines, to the last cent', () => {
    // 10.00 over 10.00, 10.00 and 10.00: 3.34 + 3.33 + 3.33; the first by id gets the cent that is left over.
    const even = quoted({ lines: [{ price: 1000 }, { price: 1000 }, { price: 1000 }], promotions: [fixed(1000)] })
    expect(even.lines.map(line => line.discount.amount)).toEqual([334, 333, 333])
    // 5.00 over 30.00 and 20.00: 3.00 + 2.00.
    const uneven = quoted({ lines: [{ price: 3000 }, { price: 2000 }], promotions: [fixed(500)] })
    expect(uneven.lines.map(line => line.discount.amount)).toEqual([300, 200])
  })

  test('leave the odd cent to a line by its worth, class and id, wherever it stands in the cart', () => {
    // 0.01 off two lines of 0.50: taken from the taxed one it saves 19 % of 0.01 too, as 9.31 is rounded to 9 and 9.5 to 10.
    const taxed = { id: 'line_1', price: 50 }
    const untaxed = { id: 'line_2', price: 50, taxClass: 'voucher' }
    const totals = [
      [taxed, untaxed],
      [untaxed, taxed],
      [
        { ...taxed, id: 'line_2' },
        { ...untaxed, id: 'line_1' },
      ],
    ].map(lines => quoted({ lines, promotions: [fixed(1)], taxRates: [rate(19)] }).total.amount)
    expect(totals).toEqual([108, 108, 108])
    const twins = [
      { id: 'line_2', price: 50 },
      { id: 'line_1', price: 50 },
    ]
    expect(quoted({ lines: twins, promotions: [fixed(1)] }).lines.map(line => [line.id, line.discount.amount])).toEqual(
      [
        ['line_2', 0],
        ['line_1', 1],
      ],
    )
  })

  test('that find nothing left to take are not named', () => {
    const result = quoted({ lines: [{ price: 1000 }], promotions: [percent(100), percent(10)] })
    expect(result.discounts.map(discount => discount.code)).toEqual(['100OFF'])
  })
})

describe('nothing to pay', () => {
  test('a free product stays free and stands in the quote with its price', () => {
    const result = quoted({
      lines: [{ price: 0, quantity: 3 }, { price: 500 }],
      promotions: [percent(10)],
      taxRates: [rate(19)],
    })
    expect(result.lines[0]).toEqual({
      id: 'line_1',
      unitPrice: eur(0),
      quantity: 3,
      subtotal: eur(0),
      discount: eur(0),
      tax: eur(0),
      total: eur(0),
    })
    // 5.00 − 0.50 = 4.50; 19 % = 0.855 → 0.86.
    expect(result.total).toEqual(eur(536))
  })

  test('free delivery is a delivery', () => {
    const result = quoted({ lines: [{ price: 1000 }], shipping: 0, taxRates: [rate(19)] })
    expect(result.shipping).toEqual({ title: 'Parcel', price: eur(0), discount: eur(0), tax: eur(0) })
    expect(quoted({ lines: [{ price: 1000 }] }).shipping).toBeUndefined()
  })

  test('an empty cart costs nothing', () => {
    expect(quoted({ lines: [], promotions: [percent(10), fixed(500)], taxRates: [rate(19)] })).toMatchObject({
      subtotal: eur(0),
      discounts: [],
      total: eur(0),
    })
  })
})

describe('mistakes of a caller', () => {
  test('are refused: amounts that no price has, quantities that nobody buys, sums that no number holds', () => {
    const line = { id: 'line_1', quantity: 1, unitPrice: eur(100), taxClass: 'standard' }
    const request = { currency: 'EUR', pricesIncludeTax: false, promotions: [], taxRates: [] }
    const wrong = [
      { ...line, unitPrice: { amount: -1, currency: 'EUR' } },
      { ...line, unitPrice: { amount: 0.5, currency: 'EUR' } },
      { ...line, unitPrice: { amount: Number.NaN, currency: 'EUR' } },
      { ...line, quantity: 0 },
      { ...line, quantity: -2 },
      { ...line, quantity: 1.5 },
      { ...line, quantity: Number.MAX_SAFE_INTEGER },
      { ...line, id: 'shipping' },
    ]
    for (const bad of wrong) expect(() => quote({ ...request, lines: [bad] }), JSON.stringify(bad)).toThrow(RangeError)
    expect(() => quote({ ...request, lines: [line, line] })).toThrow(RangeError)
    expect(() => quote({ ...request, lines: [line], taxRates: [rate(19), rate(7)] })).toThrow(RangeError)
    const huge = { ...line, unitPrice: eur(Number.MAX_SAFE_INTEGER) }
    expect(() => quote({ ...request, lines: [huge, { ...huge, id: 'line_2' }] })).toThrow(RangeError)
  })
})
