import { describe, expect, test } from 'vitest'
import { onBothDatabases, onSqlite } from '../../test/databases.ts'
import {
  berlin,
  cartOf,
  checkoutOf,
  chosen,
  embassy,
  newYork,
  type Reader,
  readers,
  theDemo,
} from '../../test/demo-shop.ts'
import { type TestShop, totalOf } from '../../test/shop.ts'
import type { Shop } from '../contract.ts'
import { demoStore, demoTaxRates } from './settings.ts'

const at = (address_country: string, postal_code: string, address_region?: string) => ({
  ...berlin,
  address_country,
  postal_code,
  ...(address_region && { address_region }),
})

/** What a notebook is taxed with, by where it goes. */
const zones = [
  { to: berlin, en: ['VAT 19 %'], de: ['MwSt. 19 %'] },
  { to: at('BE', '1000'), en: ['VAT 21 %'], de: ['MwSt. 21 %'] },
  { to: at('FI', '00100'), en: ['VAT 25.5 %'], de: ['MwSt. 25,5 %'] },
  { to: at('DE', '27498'), en: ['VAT 0 % (Heligoland)'], de: ['MwSt. 0 % (Helgoland)'] },
  { to: at('ES', '28013'), en: ['VAT 21 %'], de: ['MwSt. 21 %'] },
  { to: at('ES', '35001'), en: ['VAT 0 % (Canary Islands)'], de: ['MwSt. 0 % (Kanarische Inseln)'] },
  { to: at('CA', 'M5H 2N2', 'ON'), en: ['GST 5 %'], de: ['GST 5 %'] },
  {
    to: at('CA', 'V5K 0A1', 'BC'),
    en: ['GST 5 %', 'PST 7 % (British Columbia)'],
    de: ['GST 5 %', 'PST 7 % (Britisch-Kolumbien)'],
  },
  { to: newYork, en: [], de: [] },
]

async function expectZones(shop: TestShop, context: Reader): Promise<void> {
  for (const { to, [context.language]: titles } of zones) {
    const { taxes } = await checkoutOf(shop.guest, { 'QLW-PLN': 1 }, to, { context })
    expect(
      taxes.map(({ title }) => title),
      to.postal_code,
    ).toEqual(titles)
  }
}

onBothDatabases('Taxes in the demo shop', database => {
  test('are those of the country, the region and the postal code that the parcel goes to', async () => {
    const shop = await theDemo(database)
    for (const reader of readers) await expectZones(shop, reader)
    const union = new Set(demoTaxRates.map(({ country }) => country).filter(country => !['CA', 'LK'].includes(country)))
    expect(union.size).toBe(27)
  })
})

describe.each(readers)('Taxes in the demo shop ($language, $currency)', context => {
  const database = onSqlite()

  const chosenFor = async (buyer: Shop, skus: Record<string, number>, to: object) =>
    chosen(buyer, await checkoutOf(buyer, skus, to, { context }))

  test('stand on top of each other where the law says so', async () => {
    const { guest } = await theDemo(database)
    const colombo = await chosenFor(guest, { 'QLW-PLN': 1 }, at('LK', '00100'))
    expect(colombo.taxes.map(({ title }) => title)).toEqual(
      { en: ['SSCL 2.5 %', 'VAT 18 %'], de: ['SSCL 2,5 %', 'MwSt. 18 %'] }[context.language],
    )
    const [levy, tax] = colombo.taxes
    expect(tax!.taxable_amount).toBe(levy!.taxable_amount + levy!.amount)
    expect(tax!.taxable_amount + tax!.amount).toBe(totalOf(colombo))
    const mixed = await chosenFor(guest, { 'QLW-PLN': 1, 'OAK-TEA': 1 }, at('LK', '00100'))
    const untaxed = totalOf(mixed) - mixed.taxes.reduce((sum, { amount }) => sum + amount, 0)
    expect(Math.abs(untaxed * 1.025 * 1.18 - totalOf(mixed))).toBeLessThan(2)
    const vancouver = await chosenFor(guest, { 'QLW-PLN': 1 }, at('CA', 'V5K 0A1', 'BC'))
    expect(new Set(vancouver.taxes.map(({ taxable_amount }) => taxable_amount)).size).toBe(1)
  })

  test('of the delivery follow the goods: food and paper each for their share', async () => {
    const { guest } = await theDemo(database)
    const mixed = await chosenFor(guest, { 'QLW-PLN': 1, 'OAK-TEA': 1 }, berlin)
    expect(mixed.taxes.map(({ rate_ppm }) => rate_ppm)).toEqual([190_000, 70_000])
    const gross = mixed.taxes.map(({ taxable_amount, amount }) => taxable_amount + amount)
    const [planner, tea, delivery] = { EUR: [1600, 1150, 490], USD: [1700, 1250, 550] }[context.currency] as [
      number,
      number,
      number,
    ]
    expect(gross.reduce((sum, amount) => sum + amount, 0)).toBe(planner + tea + delivery)
    expect(gross[0]).toBe(planner + Math.round((delivery * planner) / (planner + tea)))
  })

  test('are in the prices, or come on top where the merchant says so', async () => {
    const { guest, staff } = await theDemo(database)
    const inside = await cartOf(guest, { 'QLW-PLN': 1 }, { context })
    expect(inside.taxes).toMatchObject([{ included: true }])
    await staff.saveStore({ store: { ...demoStore, prices_include_tax: false } })
    const onTop = await cartOf(guest, { 'QLW-PLN': 1 }, { context })
    expect(onTop.taxes).toMatchObject([{ included: false }])
    expect(totalOf(onTop)).toBe(Math.round(totalOf(inside) * 1.19))
  })

  test('are rounded on each line, or once for all of them', async () => {
    const { guest, staff } = await theDemo(database)
    await staff.saveStore({ store: { ...demoStore, prices_include_tax: false } })
    // The soaps come to half cents in euros, the mugs in dollars.
    const skus = {
      'OAK-SOP-LAV': 1,
      'OAK-SOP-FLE': 1,
      'OAK-SOP-OAT': 1,
      'TRN-MUG-CHA-250': 1,
      'TRN-MUG-MOS-250': 1,
      'TRN-MUG-EMB-250': 1,
    }
    const byLine = await cartOf(guest, skus, { context })
    await staff.saveStore({ store: { ...demoStore, prices_include_tax: false, tax_rounding: 'total' } })
    const atOnce = await cartOf(guest, skus, { context })
    const prices = byLine.line_items.map(({ item }) => item.price)
    const tax = (amount: number) => Math.round(amount * 0.19)
    expect(byLine.taxes[0]?.amount).toBe(prices.reduce((sum, price) => sum + tax(price), 0))
    expect(atOnce.taxes[0]?.amount).toBe(tax(prices.reduce((sum, price) => sum + price, 0)))
    expect(byLine.taxes[0]?.amount).not.toBe(atOnce.taxes[0]?.amount)
  })

  test('are not taken from who is exempt, in the country of the certificate', async () => {
    const shop = await theDemo(database)
    const buyer = shop.as(embassy)
    expect((await chosenFor(buyer, { 'QLW-PLN': 1 }, berlin)).taxes).toEqual([])
    expect((await chosenFor(buyer, { 'QLW-PLN': 1 }, at('BE', '1000'))).taxes).toHaveLength(1)
  })
})
