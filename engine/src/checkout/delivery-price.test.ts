import { describe, expect, test } from 'vitest'
import { money } from '../shared/money.ts'
import { type DeliveryPrice, deliveryPrice, priceProblem } from './delivery-price.ts'
import { parcelOf, refusalOf } from './parcel.ts'

type Worked = {
  readonly price: DeliveryPrice
  readonly subtotal: number
  readonly kilograms?: number
  readonly litres?: number
  readonly items?: number
  readonly costs: number | undefined
}

const costOf = ({ price, subtotal, kilograms = 0, litres = 0, items = 1 }: Worked) =>
  deliveryPrice([price], {
    parcel: { ...parcelOf([]), weightGrams: kilograms * 1000, volumeCm3: litres * 1000, items },
    discountedSubtotal: money(subtotal, price.currency),
  })?.amount

const byWeight: DeliveryPrice['tables'] = [
  {
    by: 'weight_grams',
    tiers: [
      { upTo: 2000, amount: 0 },
      { upTo: 5000, amount: 150 },
      { upTo: 31_500, amount: 750 },
    ],
  },
]
const euro: DeliveryPrice = { currency: 'EUR', amount: 490, freeFrom: 5000, tables: byWeight }
const yen: DeliveryPrice = {
  currency: 'JPY',
  amount: 600,
  freeFrom: 8000,
  tables: [{ by: 'volume_cm3', tiers: [{ upTo: 30_000, amount: 0 }, { amount: 400 }] }],
}
/** Three decimals: 1.250 is 1250. */
const dinar: DeliveryPrice = {
  currency: 'KWD',
  amount: 1250,
  freeFrom: 20_000,
  extraKg: { overGrams: 5000, amount: 375 },
}

describe('worked examples in currencies with two, no and three decimals', () => {
  test.each<[string, Worked]>([
    ['4.90 up to 2 kg', { price: euro, subtotal: 1000, kilograms: 2, costs: 490 }],
    ['4.90 + 1.50 above it', { price: euro, subtotal: 1000, kilograms: 2.001, costs: 640 }],
    ['4.90 + 7.50 up to 31.5 kg', { price: euro, subtotal: 1000, kilograms: 31.5, costs: 1240 }],
    ['nothing is offered beyond the last tier', { price: euro, subtotal: 1000, kilograms: 31.501, costs: undefined }],
    ['one cent below 50.00 pays', { price: euro, subtotal: 4999, kilograms: 3, costs: 640 }],
    ['50.00 is free, whatever it weighs', { price: euro, subtotal: 5000, kilograms: 30, costs: 0 }],
    ['free does not stretch the table', { price: euro, subtotal: 5000, kilograms: 40, costs: undefined }],
    ['¥600 up to 30 l', { price: yen, subtotal: 7999, litres: 30, costs: 600 }],
    ['¥600 + ¥400 beyond', { price: yen, subtotal: 7999, litres: 30.001, costs: 1000 }],
    ['¥8000 is free', { price: yen, subtotal: 8000, litres: 100, costs: 0 }],
    ['1.250 up to 5 kg', { price: dinar, subtotal: 19_999, kilograms: 5, costs: 1250 }],
    ['1.250 + 0.375 for a kilogram begun', { price: dinar, subtotal: 0, kilograms: 5.001, costs: 1625 }],
    ['1.250 + 3 × 0.375', { price: dinar, subtotal: 0, kilograms: 8, costs: 2375 }],
    ['20.000 is free', { price: dinar, subtotal: 20_000, kilograms: 8, costs: 0 }],
    [
      'by items and by subtotal together: 1.00 + 2.00 + 3.00',
      {
        price: {
          currency: 'EUR',
          amount: 100,
          tables: [
            { by: 'items', tiers: [{ upTo: 1, amount: 0 }, { amount: 200 }] },
            { by: 'subtotal', tiers: [{ upTo: 1999, amount: 300 }, { amount: 0 }] },
          ],
        },
        subtotal: 1999,
        items: 2,
        costs: 600,
      },
    ],
    ['a plain price', { price: { currency: 'EUR', amount: 490 }, subtotal: 99_999, kilograms: 900, costs: 490 }],
  ])('%s', (_, worked) => expect(costOf(worked)).toBe(worked.costs))

  test('a currency without a price has none', () => {
    expect(deliveryPrice([euro], { parcel: parcelOf([]), discountedSubtotal: money(1, 'USD') })).toBeUndefined()
  })
})

describe('a table has no gaps and no overlaps', () => {
  const problem = (...tiers: { upTo?: number; amount: number }[]) =>
    priceProblem({ currency: 'EUR', amount: 0, tables: [{ by: 'items', tiers }] })

  test('each tier begins where the one before it ends', () => {
    expect(problem({ upTo: 1, amount: 1 }, { upTo: 2, amount: 2 }, { amount: 3 })).toBeUndefined()
    expect(problem({ upTo: 2, amount: 1 }, { upTo: 2, amount: 2 })).toMatchObject({ path: 'tables[0].tiers[1].up_to' })
    expect(problem({ upTo: 5, amount: 1 }, { upTo: 2, amount: 2 })?.text).toBe(
      'Tier 2 of the table by items ends at 2, not after 5, where it begins.',
    )
    expect(problem({ amount: 1 }, { upTo: 2, amount: 2 })).toMatchObject({ path: 'tables[0].tiers[0].up_to' })
  })

  test('one measure has one table', () => {
    const table = { by: 'items', tiers: [{ amount: 1 }] } as const
    expect(priceProblem({ currency: 'EUR', amount: 0, tables: [table, table] })?.text).toBe(
      'There are two tables by items.',
    )
  })
})

describe('a parcel', () => {
  test('weighs and measures what its units do together', () => {
    const parcel = parcelOf([
      { quantity: 2, weightGrams: 1500, dimensionsMm: [300, 200, 100], shippingClass: 'standard' },
      { quantity: 1, weightGrams: 400, dimensionsMm: [1201, 10, 1], shippingClass: 'bulky' },
      { quantity: 3, shippingClass: 'standard' },
    ])
    expect(parcel).toEqual({
      weightGrams: 3400,
      volumeCm3: 12_013,
      items: 6,
      heaviestGrams: 1500,
      longestMm: 1201,
      classes: ['bulky', 'standard'],
    })
  })

  test('that cannot go says why', () => {
    const parcel = parcelOf([
      { quantity: 2, weightGrams: 20_000, dimensionsMm: [1250, 400, 300], shippingClass: 'chilled' },
    ])
    const why = (limits: object, shippingClasses = ['chilled']) =>
      refusalOf(parcel, { title: 'Post', limits, shippingClasses })
    expect(why({})).toBeUndefined()
    expect(why({}, ['standard'])).toBe('Post does not take chilled goods')
    expect(why({ weightGrams: 31_500 })).toBe('Post takes at most 31.5 kg, and this is 40 kg')
    expect(why({ itemWeightGrams: 15_000 })).toBe('Post takes items of at most 15 kg, and one has 20 kg')
    expect(why({ volumeCm3: 100_000 })).toBe('Post takes at most 100 l, and this is 300 l')
    expect(why({ lengthMm: 1200 })).toBe('Post takes at most 120 cm in length, and one item has 125 cm')
  })
})
