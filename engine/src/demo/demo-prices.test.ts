import { describe, expect, test } from 'vitest'
import { onBothDatabases, onSqlite } from '../../test/databases.ts'
import {
  berlin,
  cafe,
  cartOf,
  checkoutOf,
  chosen,
  type DemoShop,
  type Reader,
  readers,
  theDemo,
  variantOf,
} from '../../test/demo-shop.ts'
import { totalOf } from '../../test/shop.ts'
import type { CartView, Shop } from '../contract.ts'
import { demoOpeningList } from './trade.ts'

const mug = 'TRN-MUG-CHA-250'
const oil = 'KSL-OIL'

const goodsOf = ({ totals }: CartView) => totals.find(({ type }) => type === 'subtotal')?.amount

async function expectListPrices(shop: DemoShop, context: Reader): Promise<void> {
  const priceOf = async (buyer: Shop, quantity: number) =>
    goodsOf(await cartOf(buyer, { [mug]: quantity }, { context }))
  const paid = [
    await priceOf(shop.guest, 12),
    await priceOf(shop.as(cafe), 1),
    await priceOf(shop.as(cafe), 11),
    await priceOf(shop.as(cafe), 12),
  ]
  const [one, trade, dozen] = { EUR: [1800, 1600, 1450], USD: [1950, 1740, 1580] }[context.currency] as [
    number,
    number,
    number,
  ]
  expect(paid).toEqual([12 * one, trade, 11 * trade, 12 * dozen])
}

onBothDatabases('Prices in the demo shop', database => {
  test('are those of the currency, of the group of customers and of the quantity', async () => {
    const shop = await theDemo(database)
    for (const reader of readers) await expectListPrices(shop, reader)
  })
})

describe.each(readers)('Prices in the demo shop ($language, $currency)', reader => {
  const database = onSqlite()
  const titles = { en: 'Oil Bottle with Pourer', de: 'Ölflasche mit Ausgießer' }

  test('hold for a time, beside what it cost before and the lowest price of 30 days', async () => {
    const shop = await theDemo(database)
    const [price, before] = { EUR: [1900, 2200], USD: [1990, 2300] }[reader.currency] as [number, number]
    const { currency } = reader
    expect(await variantOf(shop.guest, oil, reader)).toMatchObject({
      title: titles[reader.language],
      price: { amount: price, currency },
      list_price: { amount: before, currency },
      lowest_price_30_days: { amount: before, currency },
      price_steps: [
        { type: 'list_price', amount: before },
        { type: 'price_list', amount: price - before },
      ],
    })
    const [line] = (await cartOf(shop.guest, { [oil]: 1 }, { context: reader })).line_items
    expect(line?.item).toMatchObject({ price, list_price: before, lowest_price_30_days: before })
    shop.wait(demoOpeningList.days * 86_400_000)
    const afterwards = await variantOf(shop.guest, oil, reader)
    expect(afterwards).toMatchObject({ price: { amount: before, currency } })
    expect([afterwards.list_price, afterwards.lowest_price_30_days]).toEqual([undefined, undefined])
  })

  test('that the merchant lowers twice are compared with the lowest of 30 days, not with the highest', async () => {
    const shop = await theDemo(database)
    const { currency } = reader
    const { id: variant_id, price } = await variantOf(shop.guest, mug, reader)
    const setTo = (amount: number) =>
      shop.staff.setPrices({ prices: [{ variant_id, currency, amount, compare_at: price.amount }] })
    await setTo(price.amount - 300)
    shop.wait(10 * 86_400_000)
    await setTo(price.amount - 500)
    expect(await variantOf(shop.guest, mug, reader)).toMatchObject({
      price: { amount: price.amount - 500 },
      list_price: { amount: price.amount },
      lowest_price_30_days: { amount: price.amount - 300 },
    })
  })

  test('that were higher before say so', async () => {
    const { guest } = await theDemo(database)
    const [amount, before] = { EUR: [16900, 19900], USD: [17900, 20900] }[reader.currency] as [number, number]
    expect(await variantOf(guest, 'PTR-WKD-SAN', reader)).toMatchObject({
      title: { en: 'Sand', de: 'Sand' }[reader.language],
      price: { amount },
      list_price: { amount: before },
    })
  })

  test('say why they are what they are, from the list price to the total', async () => {
    const shop = await theDemo(database)
    const buyer = shop.as(cafe)
    const skus = { [mug]: 12, [oil]: 2, 'QLW-PLN': 3, 'OAK-TEA': 1, 'PTR-WKD-SAN': 1 }
    const ready = await chosen(
      buyer,
      await checkoutOf(buyer, skus, berlin, { context: reader, codes: ['WELCOME10', 'SAVE5'] }),
    )
    const steps = ready.price_steps ?? []
    expect(steps.filter(({ included }) => !included).reduce((sum, { amount }) => sum + amount, 0)).toBe(totalOf(ready))
    expect(new Set(steps.map(({ type }) => type))).toEqual(
      new Set(['list_price', 'price_list', 'discount', 'fulfillment', 'tax']),
    )
    for (const step of steps)
      expect(step).toMatchObject({ source: expect.any(String), title: expect.stringMatching(/./) })
    const titled = (type: string) => steps.filter(step => step.type === type).map(({ title }) => title)
    expect(titled('list_price')).toContain({ en: 'Open-Week Planner', de: 'Wochenplaner ohne Datum' }[reader.language])
    expect(titled('discount')).toContain({ en: 'Five off from fifty', de: 'Fünf weniger ab fünfzig' }[reader.language])
    expect(titled('tax')).toEqual({ en: ['VAT 19 %', 'VAT 7 %'], de: ['MwSt. 19 %', 'MwSt. 7 %'] }[reader.language])
  })
})
