import { describe, expect, test } from 'vitest'
import { aPromotion } from '../../test/promotion.ts'
import { money } from '../shared/money.ts'
import type { Benefit, Promotion } from './promotions.ts'
import { quote } from './quote.ts'
import type { ShippingTax, TaxRate } from './tax.ts'

/** Prices in minor units; the ware's letter is its variant. */
type Line = { ware: string; price: number; quantity: number; taxClass: string }
const line = (ware: string, price: number, quantity = 1, taxClass = 'standard'): Line => ({
  ware,
  price,
  quantity,
  taxClass,
})

type Example = {
  readonly lines: readonly Line[]
  readonly currency?: string
  readonly promotions?: readonly ((currency: string) => Promotion)[]
  readonly shipping?: number
  /** The class of the delivery, and by which rule it is taxed. */
  readonly shippingClass?: string
  readonly shippingTax?: ShippingTax
  readonly rates?: readonly TaxRate[]
  readonly included?: boolean
  readonly rounding?: 'line' | 'total'
  /** What each discount takes off, in order. */
  readonly off?: readonly number[]
  readonly tax?: readonly number[]
  readonly total: number
}

let count = 0
const made = (benefit: (currency: string) => Benefit, rest: Partial<Promotion> = {}) => {
  count += 1
  const name = `P${count}`
  return (currency: string) => aPromotion(name, benefit(currency), rest)
}
const percent = (share: number, rest?: Partial<Promotion>) =>
  made(() => ({ kind: 'percentage', ratePpm: Math.round(share * 10_000) }), rest)
const amount = (value: number, rest?: Partial<Promotion>) =>
  made(currency => ({ kind: 'fixed_amount', amounts: [money(value, currency)] }), rest)
const priced = (value: number) => made(currency => ({ kind: 'fixed_price', prices: [money(value, currency)] }))
const buy = (bought: number, get: number, { share = 100, of = '', on = '' } = {}) =>
  made(
    () => ({ kind: 'buy_x_get_y', buy: bought, get, ratePpm: share * 10_000, ...(of && { of: { variantIds: [of] } }) }),
    on ? only(on) : {},
  )
const gift = (quantity: number, ...wares: string[]) =>
  made(() => ({ kind: 'gift', quantity, of: { variantIds: wares } }))
const shipsFree = (rest?: Partial<Promotion>) => made(() => ({ kind: 'free_shipping' }), rest)
const only = (...variantIds: string[]): Partial<Promotion> => ({ appliesTo: { variantIds } })
const alone: Partial<Promotion> = { isCombinable: false }

const rate = (share: number, taxClass = 'standard', rest: Partial<TaxRate> = {}): TaxRate => ({
  id: `tax_${taxClass}_${share}`,
  title: `${share} %`,
  country: 'DE',
  region: '',
  postalPrefix: '',
  taxClass,
  ratePpm: Math.round(share * 10_000),
  appliesToShipping: true,
  stacking: 'replaces',
  ...rest,
})
const vat = [rate(19)]
const twoRates = [rate(19), rate(7, 'reduced')]
const mixed = [line('a', 6000), line('b', 4000, 1, 'reduced')]
const quebec = (stacking: TaxRate['stacking']) => [rate(5), rate(9.975, 'standard', { region: 'QC', stacking })]

const examples: Record<string, Record<string, Example>> = {
  'a percentage': {
    'of one thing': { lines: [line('a', 1000)], promotions: [percent(10)], off: [100], total: 900 },
    'half a cent off is a cent off': { lines: [line('a', 5)], promotions: [percent(10)], off: [1], total: 4 },
    'a third of a euro is 33 cents': { lines: [line('a', 100)], promotions: [percent(33.3333)], off: [33], total: 67 },
    'of everything leaves nothing': { lines: [line('a', 1234)], promotions: [percent(100)], off: [1234], total: 0 },
    // 15 % of 10.01 is 1.5015.
    'is taken on the sum': { lines: [line('a', 999), line('b', 2)], promotions: [percent(15)], off: [150], total: 851 },
    'of some wares only': {
      lines: [line('a', 1000, 2), line('b', 3000)],
      promotions: [percent(50, only('a'))],
      off: [1000],
      total: 4000,
    },
    'in a currency without decimals: 10.5 yen is 11': {
      lines: [line('a', 105)],
      currency: 'JPY',
      promotions: [percent(10)],
      off: [11],
      total: 94,
    },
    // 12.5 % of 1.234 is 0.15425.
    'in a currency with three decimals': {
      lines: [line('a', 1234)],
      currency: 'KWD',
      promotions: [percent(12.5)],
      off: [154],
      total: 1080,
    },
  },
  'a fixed amount': {
    'comes off': { lines: [line('a', 2000)], promotions: [amount(500)], off: [500], total: 1500 },
    'never takes more than there is': { lines: [line('a', 300)], promotions: [amount(500)], off: [300], total: 0 },
    'over several lines': {
      lines: [line('a', 100), line('b', 100), line('c', 100)],
      promotions: [amount(100)],
      off: [100],
      total: 200,
    },
    'of some wares takes no more than those cost': {
      lines: [line('a', 400), line('b', 9000)],
      promotions: [amount(1000, only('a'))],
      off: [400],
      total: 9000,
    },
    'in yen': { lines: [line('a', 1200)], currency: 'JPY', promotions: [amount(500)], off: [500], total: 700 },
    'in dinars': { lines: [line('a', 1000)], currency: 'KWD', promotions: [amount(250)], off: [250], total: 750 },
  },
  'a fixed price': {
    'holds for every unit': { lines: [line('a', 1000, 3)], promotions: [priced(800)], off: [600], total: 2400 },
    'never makes dearer': { lines: [line('a', 1000)], promotions: [priced(1200)], total: 1000 },
    'in yen': { lines: [line('a', 450, 2)], currency: 'JPY', promotions: [priced(300)], off: [300], total: 600 },
    'finds nothing to take where half is off already': {
      lines: [line('a', 1000)],
      promotions: [percent(50), priced(800)],
      off: [500],
      total: 500,
    },
  },
  'buy some, get some': {
    'three for two': { lines: [line('a', 1000, 3)], promotions: [buy(2, 1)], off: [1000], total: 2000 },
    'five hold one set of three': { lines: [line('a', 1000, 5)], promotions: [buy(2, 1)], off: [1000], total: 4000 },
    'six hold two': { lines: [line('a', 1000, 6)], promotions: [buy(2, 1)], off: [2000], total: 4000 },
    'the cheapest is free': {
      lines: [line('a', 1000, 2), line('b', 400)],
      promotions: [buy(2, 1)],
      off: [400],
      total: 2000,
    },
    // Half of 3.01 is 1.505.
    'the second at half price': {
      lines: [line('a', 1000), line('b', 301)],
      promotions: [buy(1, 1, { share: 50 })],
      off: [151],
      total: 1150,
    },
    'a mug with each lamp': {
      lines: [line('lamp', 5000), line('mug', 800, 2)],
      promotions: [buy(1, 1, { on: 'lamp', of: 'mug' })],
      off: [800],
      total: 5800,
    },
    'in yen': { lines: [line('a', 99, 2)], currency: 'JPY', promotions: [buy(1, 1)], off: [99], total: 99 },
  },
  'free shipping': {
    'takes the delivery off': {
      lines: [line('a', 1000)],
      shipping: 490,
      promotions: [shipsFree()],
      off: [490],
      total: 1000,
    },
    'is nothing without a delivery': { lines: [line('a', 1000)], promotions: [shipsFree()], total: 1000 },
    'takes the tax on the delivery off too': {
      lines: [line('a', 1000)],
      shipping: 490,
      promotions: [shipsFree()],
      rates: vat,
      off: [490],
      tax: [190],
      total: 1190,
    },
    'with tax inside': {
      lines: [line('a', 1190)],
      shipping: 490,
      promotions: [shipsFree()],
      rates: vat,
      included: true,
      off: [490],
      tax: [190],
      total: 1190,
    },
  },
  'a gift': {
    'is free once it is in the cart': {
      lines: [line('a', 3000), line('b', 500)],
      promotions: [gift(1, 'b')],
      off: [500],
      total: 3000,
    },
    'only so many of it': {
      lines: [line('a', 3000), line('b', 500, 3)],
      promotions: [gift(1, 'b')],
      off: [500],
      total: 4000,
    },
    'the cheapest of those it may be': {
      lines: [line('a', 1000), line('b', 500), line('c', 300)],
      promotions: [gift(1, 'b', 'c')],
      off: [300],
      total: 1500,
    },
    'that is not there takes nothing off': { lines: [line('a', 3000)], promotions: [gift(1, 'b')], total: 3000 },
  },
  'several promotions': {
    'a percentage, then an amount': {
      lines: [line('a', 5000)],
      promotions: [percent(10), amount(500)],
      off: [500, 500],
      total: 4000,
    },
    'an amount, then a percentage of what is left': {
      lines: [line('a', 5000)],
      promotions: [amount(500), percent(10)],
      off: [500, 450],
      total: 4050,
    },
    'an exclusive one that saves more': {
      lines: [line('a', 10_000)],
      promotions: [percent(10), percent(5), percent(20, alone)],
      off: [2000],
      total: 8000,
    },
    'an exclusive one that saves less': {
      lines: [line('a', 10_000)],
      promotions: [percent(10), percent(5), percent(14, alone)],
      off: [1000, 450],
      total: 8550,
    },
    'free shipping for a small cart': {
      lines: [line('a', 3000)],
      shipping: 490,
      promotions: [percent(10, alone), shipsFree(alone)],
      off: [490],
      total: 3000,
    },
    'the percentage for a large one': {
      lines: [line('a', 6000)],
      shipping: 490,
      promotions: [percent(10, alone), shipsFree(alone)],
      off: [600],
      total: 5890,
    },
    'three for two, and ten percent of that': {
      lines: [line('a', 1000, 3)],
      promotions: [buy(2, 1), percent(10)],
      off: [1000, 200],
      total: 1800,
    },
    'ten percent, and three for two of that': {
      lines: [line('a', 1000, 3)],
      promotions: [percent(10), buy(2, 1)],
      off: [300, 900],
      total: 1800,
    },
    // 10.00 off what is taxed with 19 % saves 11.90; 10.50 off what is not taxed saves only those.
    'of two exclusive ones the lower total wins, not the larger discount': {
      lines: [line('a', 5000), line('b', 5000, 1, 'untaxed')],
      promotions: [amount(1000, { ...alone, ...only('a') }), amount(1050, { ...alone, ...only('b') })],
      rates: vat,
      off: [1000],
      tax: [760],
      total: 9760,
    },
  },
  tax: {
    'is added': { lines: [line('a', 1000, 2)], rates: vat, tax: [380], total: 2380 },
    // 0.57 of a cent.
    'of a few cents is a cent': { lines: [line('a', 3)], rates: vat, tax: [1], total: 4 },
    'rounded on each line': { lines: [line('a', 3), line('b', 3), line('c', 3)], rates: vat, tax: [3], total: 12 },
    // 1.71 cents.
    'rounded on the total': {
      lines: [line('a', 3), line('b', 3), line('c', 3)],
      rates: vat,
      rounding: 'total',
      tax: [2],
      total: 11,
    },
    // 99 holds 15.81.
    'inside, rounded on each line': {
      lines: [line('a', 99), line('b', 99), line('c', 99)],
      rates: vat,
      included: true,
      tax: [48],
      total: 297,
    },
    // 297 holds 47.42.
    'inside, rounded on the total': {
      lines: [line('a', 99), line('b', 99), line('c', 99)],
      rates: vat,
      included: true,
      rounding: 'total',
      tax: [47],
      total: 297,
    },
    'in yen: 10.5 is 11': { lines: [line('a', 105)], currency: 'JPY', rates: [rate(10)], tax: [11], total: 116 },
    'in dinars: 61.5 fils are 62': {
      lines: [line('a', 1230)],
      currency: 'KWD',
      rates: [rate(5)],
      tax: [62],
      total: 1292,
    },
    'in yen, inside': {
      lines: [line('a', 110)],
      currency: 'JPY',
      rates: [rate(10)],
      included: true,
      tax: [10],
      total: 110,
    },
    'comes after the discount': {
      lines: [line('a', 10_000)],
      promotions: [percent(10)],
      rates: vat,
      off: [1000],
      tax: [1710],
      total: 10_710,
    },
    // 7.50 at 19 % is 1.425, at 7 % 0.525.
    'of two classes, after an amount that is spread over both': {
      lines: [line('a', 1000), line('b', 1000, 1, 'reduced')],
      promotions: [amount(500)],
      rates: [rate(19), rate(7, 'reduced')],
      off: [500],
      tax: [143, 53],
      total: 1696,
    },
    // 19 % of 4.90 is 0.931.
    'on the delivery': { lines: [line('a', 1000)], shipping: 490, rates: vat, tax: [283], total: 1773 },
    'not on the delivery': {
      lines: [line('a', 1000)],
      shipping: 490,
      rates: [rate(19, 'standard', { appliesToShipping: false })],
      tax: [190],
      total: 1680,
    },
    // 9.975 % of 100.00 is 9.975.
    'of a region beside that of the country': {
      lines: [line('a', 10_000)],
      rates: quebec('adds'),
      tax: [500, 998],
      total: 11_498,
    },
    // 9.975 % of 105.00 is 10.47375.
    'of a region on top of that of the country': {
      lines: [line('a', 10_000)],
      rates: quebec('compounds'),
      tax: [500, 1047],
      total: 11_547,
    },
    // 114.98 holds 14.9757 at 14.975 %, of which 5.0017 and 9.9783.
    'of region and country, inside': {
      lines: [line('a', 11_498)],
      rates: quebec('adds'),
      included: true,
      tax: [500, 998],
      total: 11_498,
    },
    // 115.47 holds 10.4734 at 9.975 %; the 105.00 left hold 5.00.
    'of a region on top, inside': {
      lines: [line('a', 11_547)],
      rates: quebec('compounds'),
      included: true,
      tax: [500, 1047],
      total: 11_547,
    },
  },

  'a delivery taxed as its goods are': {
    // 10.00 is 6.00 at 19 % and 4.00 at 7 %: 11.40 + 1.14 and 2.80 + 0.28.
    'in proportion, on top': {
      ...{ lines: mixed, shipping: 1000, rates: twoRates, shippingTax: 'proportional' },
      tax: [1254, 308],
      total: 12_562,
    },
    // 60.00 holds 9.58 and 6.00 holds 0.96; 40.00 holds 2.62 and 4.00 holds 0.26.
    'in proportion, inside the prices': {
      ...{ lines: mixed, shipping: 1000, rates: twoRates, shippingTax: 'proportional', included: true },
      tax: [1054, 288],
      total: 11_000,
    },
    // The parts are 0.67 at 7 % and 0.33 at 19 %: 0.19 + 0.06 and 0.14 + 0.05.
    'in parts that add up': {
      lines: [line('a', 100), line('b', 200, 1, 'reduced')],
      ...{ shipping: 100, rates: twoRates, shippingTax: 'proportional' },
      tax: [25, 19],
      total: 444,
    },
    // Half off what is taxed at 7 % moves nothing of the delivery: 12.54, and 1.40 + 0.28.
    'in proportion to prices before discounts': {
      ...{ lines: mixed, shipping: 1000, rates: twoRates, shippingTax: 'proportional' },
      promotions: [percent(50, only('b'))],
      off: [2000],
      tax: [1254, 168],
      total: 10_422,
    },
    // 600 yen are 400 at 10 % and 200 at 8 %: 100 + 40 and 40 + 16.
    'in yen': {
      lines: [line('a', 1000), line('b', 500, 1, 'reduced')],
      ...{ currency: 'JPY', shipping: 600, rates: [rate(10), rate(8, 'reduced')], shippingTax: 'proportional' },
      tax: [140, 56],
      total: 2296,
    },
    // 10.000 holds 0.476 and 1.000 holds 0.048.
    'in dinars, all of one class': {
      ...{ lines: [line('a', 10_000)], currency: 'KWD', shipping: 1000, rates: [rate(5)], included: true },
      ...{ shippingClass: 'reduced', shippingTax: 'proportional' },
      tax: [524],
      total: 11_000,
    },
    // All 10.00 at 19 %, whatever its own class is: 11.40 + 1.90, and 2.80.
    'by the highest rate among them': {
      ...{ lines: mixed, shipping: 1000, shippingClass: 'reduced', rates: twoRates, shippingTax: 'highest' },
      tax: [1330, 280],
      total: 12_610,
    },
    // Nothing but books: 2.80 + 0.70.
    'by the only rate among them': {
      lines: [line('b', 4000, 1, 'reduced')],
      ...{ shipping: 1000, rates: twoRates, shippingTax: 'highest' },
      tax: [350],
      total: 5350,
    },
    // A free ware is no goods to go by: 10.00 at its own 19 %.
    'by its own class where they cost nothing': {
      lines: [line('b', 0, 1, 'reduced')],
      ...{ shipping: 1000, rates: twoRates, shippingTax: 'proportional' },
      tax: [190, 0],
      total: 1190,
    },
  },

  'a collection': {
    // 10 % of 20.00.
    'reduces what is in it': {
      lines: [line('a', 1000, 2), line('b', 1000)],
      promotions: [percent(10, { appliesTo: { collectionIds: ['collection_a'] } })],
      off: [200],
      total: 2800,
    },
    // Two of a pay for the one b that may be got, at half price.
    'gives for another one': {
      lines: [line('a', 1000, 2), line('b', 500)],
      promotions: [
        made(
          () => ({ kind: 'buy_x_get_y', buy: 2, get: 1, ratePpm: 500_000, of: { collectionIds: ['collection_b'] } }),
          {
            appliesTo: { collectionIds: ['collection_a'] },
          },
        ),
      ],
      off: [250],
      total: 2250,
    },
  },
}

for (const [what, those] of Object.entries(examples)) {
  describe(what, () => {
    for (const [title, example] of Object.entries(those)) {
      test(title, () => {
        const { currency = 'EUR', lines, promotions = [], rates = [], shipping } = example
        const result = quote({
          currency,
          pricesIncludeTax: example.included ?? false,
          taxRounding: example.rounding ?? 'line',
          taxRates: rates,
          promotions: promotions.map(make => make(currency)),
          lines: lines.map(({ ware, price, quantity, taxClass }) => ({
            id: `line_${ware}`,
            variantId: ware,
            unitPrice: money(price, currency),
            quantity,
            taxClass,
            collectionIds: [`collection_${ware}`],
          })),
          ...(shipping !== undefined && {
            shipping: {
              title: 'Parcel',
              price: money(shipping, currency),
              taxClass: example.shippingClass ?? 'standard',
            },
          }),
          ...(example.shippingTax && { shippingTax: example.shippingTax }),
        })
        expect({
          off: result.discounts.map(discount => discount.amount.amount),
          tax: result.taxes.map(tax => tax.amount.amount),
          total: result.total.amount,
        }).toEqual({ off: example.off ?? [], tax: example.tax ?? [], total: example.total })
      })
    }
  })
}
