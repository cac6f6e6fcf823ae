import { describe, expect, test, vi } from 'vitest'
import { onBothDatabases, onSqlite } from '../../test/databases.ts'
import {
  berlin,
  bought,
  cartOf,
  checkoutOf,
  checkoutWith,
  chosen,
  type DemoShop,
  type Reader,
  readers,
  theDemo,
  variantOf,
} from '../../test/demo-shop.ts'
import type { ShopEvent } from '../index.ts'
import { demoBackorder, demoBundle, demoPreorder, demoTransfer, shopStock } from './trade.ts'

const day = 86_400_000
const mug = 'TRN-MUG-CHA-250'

const stockOf = async (shop: DemoShop, sku: string) => {
  const { stock } = await shop.staff.getStock({ variant_ids: [(await variantOf(shop.guest, sku)).id] })
  return stock[0]!
}

/** What lies at the counter in Hamburg. */
const atCounter = async (shop: DemoShop, sku: string) => {
  const { locations } = await shop.staff.listLocations({})
  const counter = locations.find(({ allows_pickup }) => allows_pickup)!
  const there = (await stockOf(shop, sku)).locations.find(({ location_id }) => location_id === counter.id)
  return { id: counter.id, ...there }
}

const buysIn = async (shop: DemoShop, context: Reader, skus: Record<string, number>) => {
  const ready = await chosen(shop.guest, await checkoutOf(shop.guest, skus, berlin, { context }))
  const { order } = await bought(shop.guest, ready)
  return shop.guest.getOrder({ id: order!.id })
}

onBothDatabases('Stock in the demo shop', database => {
  test('lies in two places, some of it on the way and some kept back for the counter', async () => {
    const shop = await theDemo(database)
    const { locations } = await shop.staff.listLocations({})
    expect(locations.map(({ title, address }) => [title, address?.address_locality])).toEqual([
      ['Oakmere workshop, Berlin', undefined],
      ['Oakmere shop, Hamburg', 'Hamburg'],
    ])
    const { units, safety } = shopStock
    const before = await stockOf(shop, mug)
    expect(await atCounter(shop, mug)).toMatchObject({
      on_hand: units,
      safety,
      available: units - safety,
      incoming: demoTransfer.quantity,
    })
    expect(before.available).toBe(before.on_hand - safety)
    const { transfers } = await shop.staff.listTransfers({})
    expect(transfers).toMatchObject([{ status: 'in_transit', note: demoTransfer.note }])
    await shop.staff.receiveTransfer({ id: transfers[0]!.id })
    const { quantity } = demoTransfer
    expect(await atCounter(shop, mug)).toMatchObject({
      on_hand: units + quantity,
      available: units + quantity - safety,
    })
    expect((await stockOf(shop, mug)).available).toBe(before.available + quantity)
  })

  test('is counted by a file, line by line', async () => {
    const shop = await theDemo(database)
    const { id } = await atCounter(shop, mug)
    const csv = `sku,counted\n${mug},${shopStock.units - 2}\nTRN-BUD-CHA,${shopStock.units}\n`
    const tried = await shop.staff.importStocktake({ stocktake: { location_id: id, csv }, dry_run: true })
    expect(tried).toMatchObject({
      applied: false,
      counted: 2,
      unchanged: 1,
      differences: [{ sku: mug, difference: -2 }],
    })
    const counted = await shop.staff.importStocktake({ stocktake: { location_id: id, csv } })
    expect([counted.applied, (await atCounter(shop, mug)).on_hand]).toEqual([true, shopStock.units - 2])
    const wrong = await shop.staff.importStocktake({ stocktake: { location_id: id, csv: 'sku,counted\nNONE,1\n' } })
    expect(wrong).toMatchObject({ applied: false, problems: [{ line: 2 }] })
  })
})

describe.each(readers)('Stock in the demo shop ($language, $currency)', context => {
  const database = onSqlite()

  test('is sold before it is there, up to a limit, with the day on which it comes', async () => {
    const shop = await theDemo(database)
    const vase = await variantOf(shop.guest, demoPreorder.sku, context)
    expect(vase).toMatchObject({
      title: { en: 'Tall Vase', de: 'Hohe Vase' }[context.language],
      price: { amount: { EUR: 13900, USD: 14900 }[context.currency], currency: context.currency },
      availability: { available: true, status: 'preorder' },
    })
    const release = Date.parse(vase.availability.available_at!)
    expect(Math.round((release - shop.now().getTime()) / day)).toBe(demoPreorder.inDays)
    const cart = await cartOf(shop.guest, { [demoPreorder.sku]: 1 }, { context })
    expect(cart.messages.map(({ code }) => code)).toEqual(['preorder'])
    const order = await buysIn(shop, context, { [demoPreorder.sku]: demoPreorder.limit })
    expect(order.line_items[0]?.quantity.total).toBe(demoPreorder.limit)
    const late = await cartOf(shop.guest, { [demoPreorder.sku]: 1 }, { context })
    expect(late.messages.map(({ code }) => code)).toEqual(['out_of_stock'])
  })

  test('is sold while the next delivery is on its way', async () => {
    const shop = await theDemo(database)
    const umbrella = await variantOf(shop.guest, demoBackorder.sku, context)
    expect(umbrella).toMatchObject({
      title: { en: 'Rust', de: 'Rost' }[context.language],
      availability: { available: true, status: 'backorder' },
    })
    const expected = Date.parse(umbrella.availability.available_at!)
    expect(Math.round((expected - shop.now().getTime()) / day)).toBe(demoBackorder.leadDays)
    const cart = await cartOf(shop.guest, { [demoBackorder.sku]: 1 }, { context })
    expect(cart.messages.map(({ code }) => code)).toEqual(['backorder'])
    await buysIn(shop, context, { [demoBackorder.sku]: 2 })
    expect(await stockOf(shop, demoBackorder.sku)).toMatchObject({ on_hand: -2 })
  })

  test('of a bundle is that of its parts', async () => {
    const shop = await theDemo(database)
    const parts = async () => Promise.all(demoBundle.parts.map(async ({ sku }) => (await stockOf(shop, sku)).on_hand))
    const before = await parts()
    const order = await buysIn(shop, context, { [demoBundle.sku]: 1 })
    expect(order).toMatchObject({
      currency: context.currency,
      line_items: [
        {
          item: {
            title: { en: 'Tea for Two', de: 'Tee für zwei' }[context.language],
            price: { EUR: 8900, USD: 9600 }[context.currency],
          },
        },
      ],
    })
    expect(await parts()).toEqual(before.map((units, index) => units - demoBundle.parts[index]!.quantity))
    const fits = (await stockOf(shop, demoBundle.sku)).available
    const tooMany = await cartOf(shop.guest, { [demoBundle.sku]: fits + 1 }, { context })
    expect(tooMany.messages.map(({ code }) => code)).toEqual(['out_of_stock'])
  })

  test('that is low, and that is gone, is told', async () => {
    const shop = await theDemo(database)
    const told: ShopEvent[] = []
    shop.subscribe(event => {
      if (event.type.startsWith('stock.')) told.push(event)
    })
    await buysIn(shop, context, { 'TRN-MUG-INK-250': 1 })
    await buysIn(shop, context, { 'TRN-MUG-INK-250': 2 })
    await vi.waitFor(() => expect(told.map(({ type }) => type)).toEqual(['stock.low', 'stock.sold_out']), {
      timeout: 10_000,
    })
    const gone = await cartOf(shop.guest, { 'TRN-MUG-INK-250': 1 }, { context })
    expect(gone.messages.map(({ code }) => code)).toEqual(['out_of_stock'])
  })

  test('at the counter is held for who pays first', async () => {
    const shop = await theDemo(database)
    const pickup = [{ type: 'pickup' as const }]
    const offered = await checkoutWith(shop.guest, { [mug]: 5 }, pickup, { context })
    const methods = [{ ...pickup[0]!, selected_destination_id: offered.fulfillment.methods[0]!.destinations[0]!.id }]
    const [first, second] = [
      await checkoutWith(shop.guest, { [mug]: 5 }, methods, { context }),
      await checkoutWith(shop.guest, { [mug]: 5 }, methods, { context }),
    ]
    expect((await bought(shop.guest, first)).status).toBe('completed')
    expect((await bought(shop.guest, second)).status).not.toBe('completed')
    expect(await atCounter(shop, mug)).toMatchObject({ on_hand: 1, available: 0 })
  })
})
