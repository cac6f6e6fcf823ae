import { describe, expect, test } from 'vitest'
import { onBothDatabases, onSqlite } from '../../test/databases.ts'
import {
  berlin,
  bought,
  checkoutOf,
  checkoutWith,
  chosen,
  type DemoShop,
  hamburg,
  newYork,
  type Reader,
  readers,
  theDemo,
  waysOf,
} from '../../test/demo-shop.ts'
import { totalOf } from '../../test/shop.ts'
import type { CheckoutView } from '../contract.ts'

const mug = 'TRN-MUG-CHA-250'
const campMug = 'PTR-CMP-CHA'
const pan = 'EMB-PAN-20'

const titles = {
  en: { standard: 'Standard', express: 'Express', worldwide: 'Worldwide', bicycle: 'By bicycle in Hamburg' },
  de: {
    standard: 'Standardversand',
    express: 'Expressversand',
    worldwide: 'Weltweiter Versand',
    bicycle: 'Mit dem Fahrrad in Hamburg',
  },
}

const priced = (view: CheckoutView) => waysOf(view).map(way => [way.title, totalOf(way)])

/** The point in Hamburg, and the order that was fetched there. */
async function fetched(shop: DemoShop, context: Reader) {
  const { guest } = shop
  const offered = await checkoutWith(guest, { [mug]: 2 }, [{ type: 'pickup' }], { context })
  const point = offered.fulfillment.methods[0]!.destinations[0]!
  const ready = await checkoutWith(guest, { [mug]: 2 }, [{ type: 'pickup', selected_destination_id: point.id }], {
    context,
  })
  const { order } = await bought(guest, ready)
  return { point, ready, order: await guest.getOrder({ id: order!.id }) }
}

onBothDatabases('Delivery in the demo shop', database => {
  test('may be fetched at the counter in Hamburg, from what lies there', async () => {
    const shop = await theDemo(database)
    const { point, ready, order } = await fetched(shop, { language: 'de', currency: 'EUR' })
    expect(point).toMatchObject({
      name: expect.stringContaining('Hamburg'),
      hours: expect.stringContaining('10:00–19:00'),
    })
    expect([ready.status, totalOf(ready)]).toEqual(['ready_for_complete', 3600])
    expect(order.fulfillment.expectations).toMatchObject([
      { method_type: 'pickup', destination: { postal_code: '20099' } },
    ])
    const { stock } = await shop.staff.getStock({ variant_ids: [order.line_items[0]!.item.id] })
    const { locations } = await shop.staff.listLocations({})
    const counter = locations.find(({ allows_pickup }) => allows_pickup)!
    expect(stock[0]?.locations.find(({ location_id }) => location_id === counter.id)).toMatchObject({
      on_hand: 4,
      safety: 1,
    })
  })
})

describe.each(readers)('Delivery in the demo shop ($language, $currency)', context => {
  const database = onSqlite()
  const said = titles[context.language]
  const inCurrency = (EUR: number, USD: number) => ({ EUR, USD })[context.currency]

  const sent = async (shop: DemoShop, skus: Record<string, number>, to: object) =>
    checkoutOf(shop.guest, skus, to, { context })

  test('costs what the zone, the weight, the size and the subtotal say', async () => {
    const shop = await theDemo(database)
    const home = [
      [said.standard, inCurrency(490, 550)],
      [said.express, inCurrency(1290, 1390)],
    ]
    expect(priced(await sent(shop, { [campMug]: 1 }, berlin))).toEqual(home)
    expect(priced(await sent(shop, { [campMug]: 4 }, berlin))[0]).toEqual([said.standard, 0])
    expect(
      priced(await sent(shop, { [campMug]: 1 }, { ...berlin, address_country: 'FR', postal_code: '75001' })),
    ).toEqual([
      [said.standard, inCurrency(990, 1090)],
      [said.express, inCurrency(2490, 2690)],
    ])
    const abroad = async (pans: number) => priced(await sent(shop, { [pan]: pans }, newYork))
    expect(await abroad(1)).toEqual([[said.worldwide, inCurrency(1990, 2190)]])
    expect(await abroad(4)).toEqual([[said.worldwide, inCurrency(1990, 2190) + 2 * 400]])
    const byBicycle = async (skus: Record<string, number>) =>
      priced(await sent(shop, skus, hamburg)).flatMap(([title, price]) =>
        String(title).startsWith(said.bicycle) ? [price] : [],
      )
    const windows = (price: number) => Array(4).fill(price)
    expect(await byBicycle({ 'EMB-CAS-CHA-35': 1 })).toEqual(windows(inCurrency(690, 750)))
    expect(await byBicycle({ 'EMB-CAS-CHA-35': 2 })).toEqual(windows(inCurrency(990, 1080)))
    expect(await byBicycle({ 'NLT-BEL-BRA': 2 })).toEqual([])
    expect(priced(await sent(shop, { 'NLT-BEL-BRA': 2 }, hamburg))).toHaveLength(2)
  })

  test('comes on days and in windows that follow the hour of the order', async () => {
    const shop = await theDemo(database)
    const ready = async () => waysOf(await sent(shop, { [campMug]: 1 }, hamburg))
    const dayOf = (way: { latest_fulfillment_time?: string }) => way.latest_fulfillment_time?.slice(0, 10)
    const [, express, evening] = await ready()
    expect(express?.description).toMatch(/1 (h|Std)/)
    expect(evening?.title).toMatch(/17:00.19:00$/)
    expect(evening).toMatchObject({
      earliest_fulfillment_time: '2026-03-03T17:00:00+01:00',
      latest_fulfillment_time: '2026-03-03T19:00:00+01:00',
    })
    expect(dayOf(express!)).toBe('2026-03-03')
    shop.wait(2 * 3_600_000)
    expect(dayOf((await ready())[1]!)).toBe('2026-03-04')
  })

  test('is fetched at the counter within its hours, free of charge', async () => {
    const shop = await theDemo(database)
    const offered = await checkoutOf(shop.guest, { [mug]: 2 }, hamburg, { context })
    expect(offered.fulfillment.available_methods).toMatchObject([
      { type: 'shipping' },
      // It is Monday, when the counter is closed; two opening hours later is Tuesday noon.
      { type: 'pickup', fulfillable_on: '2026-03-03T12:00:00+01:00' },
    ])
    const { ready, order } = await fetched(shop, context)
    expect(totalOf(ready)).toBe(2 * inCurrency(1800, 1950))
    expect(order.currency).toBe(context.currency)
    expect(order.fulfillment.expectations).toMatchObject([{ method_type: 'pickup' }])
    const much = await checkoutWith(shop.guest, { [mug]: 6 }, [{ type: 'pickup' }], { context })
    expect(much.status).toBe('incomplete')
  })

  test('goes in two parcels where a part comes later, or together when it is complete', async () => {
    const shop = await theDemo(database)
    const parts = await sent(shop, { 'TRN-TAL': 1, [campMug]: 1 }, berlin)
    expect(parts.fulfillment.methods[0]?.groups).toHaveLength(2)
    const ready = await chosen(shop.guest, parts)
    const { order } = await bought(shop.guest, ready)
    const { fulfillment } = await shop.guest.getOrder({ id: order!.id })
    expect(fulfillment.expectations).toHaveLength(2)
    for (const { description } of fulfillment.expectations) expect(description).toContain(said.standard)
    const together = waysOf(parts).filter(({ id }) => id.startsWith('together-'))
    expect(together.map(({ title }) => title.split(',')[0])).toEqual([said.standard, said.express])
    const [group] = parts.fulfillment.methods[0]!.groups
    const again = await sent(shop, { 'TRN-TAL': 1, [campMug]: 1 }, berlin)
    const waiting = await shop.guest.updateCheckout({
      id: again.id,
      checkout: {
        buyer: { email: 'ann@example.com' },
        context,
        fulfillment: {
          methods: [
            {
              selected_destination_id: again.fulfillment.methods[0]!.selected_destination_id,
              groups: [{ id: group!.id, selected_option_id: together[0]!.id }],
            },
          ],
        },
      },
    })
    expect([waiting.status, waiting.fulfillment.methods[0]?.groups.length]).toEqual(['ready_for_complete', 1])
  })

  test('asks about an address or a phone number that looks wrong, with what it would write', async () => {
    const shop = await theDemo(database)
    const written = { ...berlin, address_country: 'Deutschland', postal_code: 'D-1O969', phone_number: '030 1234567' }
    const doubtful = await sent(shop, { [campMug]: 1 }, written)
    const suggested = doubtful.messages.flatMap(message =>
      'suggested_value' in message ? [message.suggested_value] : [],
    )
    expect(suggested).toEqual(['DE', '10969', '+49301234567'])
    expect(priced(doubtful)).toHaveLength(2)
    const nowhere = await sent(shop, { [campMug]: 1 }, { ...berlin, postal_code: '123' })
    expect(nowhere.messages).toMatchObject([
      { code: 'address_undeliverable', content: expect.stringContaining('12345') },
    ])
    const uncalled = await sent(shop, { [campMug]: 1 }, { ...berlin, phone_number: '12' })
    expect(uncalled.messages.map(({ code }) => code)).toContain('phone_doubtful')
  })
})
