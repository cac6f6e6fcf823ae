import { expect, test } from 'vitest'
import { money } from '../shared/money.ts'
import { appliedTax, discountsView, totals } from './contract.ts'
import { type QuoteRequest, quote } from './quote.ts'
import { discountsOf, lineTotalsOf, taxesOf, totalsOf } from './view.ts'

/** Two mugs for 10.00 and a book for 20.00, 10 % off, 4.90 for the parcel, 19 % and 7 %. */
const request: QuoteRequest = {
  currency: 'EUR',
  pricesIncludeTax: false,
  lines: [
    { id: 'mug', quantity: 2, unitPrice: money(1000, 'EUR'), taxClass: 'standard' },
    { id: 'book', quantity: 1, unitPrice: money(2000, 'EUR'), taxClass: 'reduced' },
  ],
  promotions: [
    {
      id: 'prm_1',
      code: 'TEN',
      title: 'Ten off',
      benefit: { kind: 'percentage', ratePpm: 100_000 },
      firstOrderOnly: false,
      used: 0,
      active: true,
      priority: 100,
      isCombinable: true,
    },
  ],
  shipping: { title: 'Parcel', price: money(490, 'EUR'), taxClass: 'standard' },
  taxRates: [
    {
      id: 'tax_1',
      title: 'VAT 19 %',
      country: 'DE',
      region: '',
      postalPrefix: '',
      taxClass: 'standard',
      ratePpm: 190_000,
      appliesToShipping: true,
      stacking: 'replaces',
    },
    {
      id: 'tax_2',
      title: 'VAT 7 %',
      country: 'DE',
      region: '',
      postalPrefix: '',
      taxClass: 'reduced',
      ratePpm: 70_000,
      appliesToShipping: true,
      stacking: 'replaces',
    },
  ],
}

test('totals read from subtotal to total, with a line for each discount and each added tax', () => {
  // 19 % of 18.00 is 3.42, of 4.90 it is 0.93; 7 % of 18.00 is 1.26.
  const answer = totalsOf(quote(request))
  expect(answer).toEqual([
    { type: 'subtotal', display_text: 'Subtotal', amount: 4000 },
    { type: 'items_discount', display_text: 'Ten off (TEN)', amount: -400 },
    { type: 'fulfillment', display_text: 'Parcel', amount: 490 },
    { type: 'tax', display_text: 'VAT 19 %', amount: 435 },
    { type: 'tax', display_text: 'VAT 7 %', amount: 126 },
    { type: 'total', display_text: 'Total', amount: 4651 },
  ])
  expect(totals.parse(answer)).toEqual(answer)
})

test('tax that the prices hold splits the total instead of raising it', () => {
  // 18.00 holds 2.87 at 19 % (2.8739…), 4.90 holds 0.78, 18.00 holds 1.18 at 7 % (1.1775…).
  const answer = totalsOf(quote({ ...request, pricesIncludeTax: true }))
  expect(answer.map(({ type }) => type)).toEqual(['subtotal', 'items_discount', 'fulfillment', 'total'])
  expect(answer.at(-1)).toEqual({
    type: 'total',
    display_text: 'Total',
    amount: 4090,
    lines: [
      { display_text: 'Net', amount: 3607 },
      { display_text: 'Contains VAT 19 %', amount: 365 },
      { display_text: 'Contains VAT 7 %', amount: 118 },
    ],
  })
  expect(totals.parse(answer)).toEqual(answer)
})

test('delivery is named only once it is chosen, and free delivery is named as free', () => {
  const { shipping, ...rest } = request
  expect(totalsOf(quote(rest)).some(({ type }) => type === 'fulfillment')).toBe(false)
  const free = totalsOf(quote({ ...rest, shipping: { ...shipping!, price: money(0, 'EUR') } }))
  expect(free.find(({ type }) => type === 'fulfillment')).toMatchObject({ amount: 0 })
})

test('a line has totals of its own', () => {
  expect(lineTotalsOf(quote(request), 'mug')).toEqual([
    { type: 'subtotal', display_text: 'Subtotal', amount: 2000 },
    { type: 'items_discount', display_text: 'Discount', amount: -200 },
    { type: 'tax', display_text: 'VAT 19 %', amount: 342 },
    { type: 'total', display_text: 'Total', amount: 2142 },
  ])
  expect(lineTotalsOf(quote({ ...request, promotions: [], pricesIncludeTax: true }), 'mug')).toEqual([
    { type: 'subtotal', display_text: 'Subtotal', amount: 2000 },
    { type: 'total', display_text: 'Total', amount: 2000 },
  ])
  expect(() => lineTotalsOf(quote(request), 'cup')).toThrow(RangeError)
})

test('discounts and taxes say where they come from and what they fall on', () => {
  const result = quote(request)
  const discounts = discountsOf(result, ['ten', 'bogus'])
  expect(discounts).toEqual({
    codes: ['ten', 'bogus'],
    applied: [
      {
        code: 'TEN',
        title: 'Ten off',
        amount: 400,
        method: 'across',
        priority: 1,
        allocations: [
          { path: '$.line_items[0]', amount: 200 },
          { path: '$.line_items[1]', amount: 200 },
        ],
      },
    ],
  })
  expect(discountsView.parse(discounts)).toEqual(discounts)
  const taxes = taxesOf(result)
  expect(taxes[0]).toEqual({
    title: 'VAT 19 %',
    source: 'tax_1',
    rate_ppm: 190_000,
    included: false,
    taxable_amount: 2290,
    amount: 435,
    allocations: [
      { path: '$.line_items[0]', amount: 342 },
      { path: '$.fulfillment', amount: 93 },
    ],
  })
  for (const tax of taxes) expect(appliedTax.parse(tax)).toEqual(tax)
})

test('paths follow the lines of the answer, which may hold more lines than were priced', () => {
  const result = quote(request)
  const places = ['sold_out', 'book', 'mug']
  expect(taxesOf(result, places)[1]?.allocations).toEqual([{ path: '$.line_items[1]', amount: 126 }])
  expect(
    discountsOf(result, [], places)
      .applied[0]?.allocations.map(({ path }) => path)
      .sort(),
  ).toEqual(['$.line_items[1]', '$.line_items[2]'])
  expect(() => taxesOf(result, ['book'])).toThrow(RangeError)
})
