import { expect, test } from 'vitest'
import type { CheckoutView, InputOf } from '../src/contract.ts'
import { aQuickerBuyer } from './database-rows.ts'
import { onBothDatabases } from './databases.ts'
import { aFurnishedShop, aProduct, berlin, buys, pays, type TestShop, totalOf } from './shop.ts'

const buyer = { email: 'ann@example.com' }
const day = 86_400_000

const begin = (shop: TestShop, items: Record<string, number>) =>
  shop.guest.createCheckout({
    checkout: {
      line_items: Object.entries(items).map(([id, quantity]) => ({ item: { id }, quantity })),
      buyer,
      fulfillment: { methods: [{ type: 'shipping', destinations: [berlin] }] },
    },
  })

const groupsOf = (view: CheckoutView) => view.fulfillment.methods[0]?.groups ?? []

const choose = (shop: TestShop, view: CheckoutView, groups: { id: string; selected_option_id: string }[]) =>
  shop.guest.updateCheckout({
    id: view.id,
    checkout: {
      buyer,
      fulfillment: {
        methods: [{ selected_destination_id: view.fulfillment.methods[0]!.selected_destination_id, groups }],
      },
    },
  })

const bulky = async (shop: TestShop, handle: string, shipping_class = 'bulky') =>
  aProduct(shop.staff, handle, {
    options: {
      variants: [
        {
          sku: handle.toUpperCase(),
          shipping_class,
          prices: [{ currency: 'EUR', amount: 2000 }],
          stock: { on_hand: 9, tracked: true, backorder: false },
        },
      ],
    },
  })

const haulier: InputOf<'save_shipping_rate'>['shipping_rate'] = {
  title: 'Haulier',
  countries: ['DE'],
  shipping_classes: ['bulky'],
  prices: [{ currency: 'EUR', amount: 2900, free_from: 5000 }],
  minimum_days: 5,
  maximum_days: 9,
}

onBothDatabases('A split shipment', database => {
  test('has a group for each class that no way takes together, each with its price, and one order', async () => {
    const shop = await aFurnishedShop(database)
    await shop.staff.saveShippingRate({ shipping_rate: haulier })
    const [mug, sofa] = [await aProduct(shop.staff, 'mug'), await bulky(shop, 'sofa')]
    const created = await begin(shop, { [mug]: 2, [sofa]: 1 })
    expect(groupsOf(created).map(({ id, options }) => [id, options.map(({ title }) => title)])).toEqual([
      ['shipping_group_standard', ['Standard', 'Express']],
      ['shipping_group_bulky', ['Haulier']],
    ])
    const [missing] = created.messages
    expect(missing).toMatchObject({
      code: 'missing_fulfillment_option',
      path: '$.fulfillment.methods[0].groups[0].selected_option_id',
    })
    expect(missing?.content).toMatch(
      /^Choose a delivery option for 2 × Mug: .*\{"id":"shipping_group_standard","selected_option_id":…\}/,
    )
    const [standard] = groupsOf(created)[0]!.options
    const chosen = await choose(shop, created, [{ id: 'shipping_group_standard', selected_option_id: standard!.id }])
    expect(chosen.status).toBe('ready_for_complete')
    expect(chosen.totals.find(({ type }) => type === 'fulfillment')).toMatchObject({
      amount: 3390,
      lines: [
        { display_text: 'Standard', amount: 490 },
        { display_text: 'Haulier', amount: 2900 },
      ],
    })
    expect(totalOf(chosen)).toBe(4000 + 3390)
    const { order } = await shop.guest.completeCheckout({ id: created.id, checkout: { payment: pays() } })
    const placed = await shop.guest.getOrder({ id: order!.id })
    expect(placed.fulfillment.expectations.map(({ description }) => description)).toEqual([
      'Standard: Arrives in 2 to 4 days.',
      'Haulier: Arrives in 5 to 9 days.',
    ])
    expect(totalOf(placed)).toBe(7390)
  })

  test('is free as a whole from a subtotal of the whole', async () => {
    const shop = await aFurnishedShop(database)
    await shop.staff.saveShippingRate({ shipping_rate: haulier })
    const [mug, sofa] = [await aProduct(shop.staff, 'mug', { price: 3000 }), await bulky(shop, 'sofa')]
    const created = await begin(shop, { [mug]: 1, [sofa]: 1 })
    expect(
      groupsOf(created).flatMap(({ options }) => options.map(({ title, totals }) => [title, totalOf({ totals })])),
    ).toEqual([
      ['Standard', 0],
      ['Express', 1290],
      ['Haulier', 0],
    ])
  })

  test('ships part by part, each with its own tracking', async () => {
    const shop = await aFurnishedShop(database)
    await shop.staff.saveShippingRate({ shipping_rate: haulier })
    const [mug, sofa] = [await aProduct(shop.staff, 'mug'), await bulky(shop, 'sofa')]
    const created = await begin(shop, { [mug]: 2, [sofa]: 1 })
    const option = groupsOf(created)[0]!.options[0]!.id
    await choose(shop, created, [{ id: 'shipping_group_standard', selected_option_id: option }])
    const { order } = await shop.guest.completeCheckout({ id: created.id, checkout: { payment: pays() } })
    const { fulfillment } = await shop.guest.getOrder({ id: order!.id })
    const [small, large] = fulfillment.expectations
    const ship = (expectation_id: string, tracking_number: string) =>
      shop.staff.fulfillOrder({
        id: order!.id,
        event: {
          type: 'shipped',
          expectation_id,
          tracking_number,
          tracking_url: 'https://post.example/1',
          carrier: 'Post',
        },
      })
    const first = await ship(large!.id, 'H-1')
    expect(first.line_items.map(({ status }) => status)).toEqual(['processing', 'fulfilled'])
    expect(first.fulfillment.events).toMatchObject([{ expectation_id: large!.id, tracking_number: 'H-1' }])
    await expect(ship(large!.id, 'H-2')).rejects.toMatchObject({ code: 'invalid_state' })
    await expect(ship('exp_none', 'H-3')).rejects.toMatchObject({ code: 'not_found' })
    const second = await ship(small!.id, 'P-1')
    expect(second.line_items.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
  })

  test('waits for what comes later, or not, as the buyer likes', async () => {
    const shop = await aFurnishedShop(database)
    const [mug, album] = [await aProduct(shop.staff, 'mug'), await aProduct(shop.staff, 'album', { stock: 0 })]
    const release_at = new Date(shop.now().getTime() + 30 * day).toISOString()
    await shop.staff.saveStockPolicy({ policy: { variant_id: album, rule: 'preorder', limit: 5, release_at } })
    const created = await begin(shop, { [mug]: 1, [album]: 1 })
    const [now, later] = groupsOf(created)
    expect([now?.id, later?.id]).toEqual(['shipping_group_now', 'shipping_group_2026-04-01'])
    expect(now?.options.map(({ title }) => title)).toEqual([
      'Standard',
      'Express',
      'Standard, all together when complete',
      'Express, all together when complete',
    ])
    expect(later?.options[0]).toMatchObject({
      description: 'Leaves from Wednesday 1 April on and arrives in 2 to 4 days.',
      earliest_fulfillment_time: '2026-04-03T00:00:00Z',
    })
    const apart = await choose(
      shop,
      created,
      [now, later].map(group => ({ id: group!.id, selected_option_id: group!.options[0]!.id })),
    )
    expect([apart.status, totalOf(apart)]).toEqual(['ready_for_complete', 2980])
    const together = await choose(shop, apart, [{ id: now!.id, selected_option_id: now!.options[2]!.id }])
    expect([together.status, totalOf(together)]).toEqual(['ready_for_complete', 2490])
    const [all, ...rest] = groupsOf(together)
    expect(rest).toEqual([])
    expect(all).toMatchObject({ id: 'shipping_group', line_item_ids: created.line_items.map(({ id }) => id) })
    // And back again.
    const back = all!.options.at(-1)!
    expect(back).toMatchObject({ title: 'In 2 parts, each as soon as it can go' })
    const again = await choose(shop, together, [{ id: 'shipping_group', selected_option_id: back.id }])
    expect([again.status, totalOf(again), groupsOf(again).length]).toEqual(['ready_for_complete', 2980, 2])
    expect(totalOf({ totals: back.totals })).toBe(980)
    const { order } = await shop.guest.completeCheckout({ id: created.id, checkout: { payment: pays() } })
    const { fulfillment } = await shop.guest.getOrder({ id: order!.id })
    expect(fulfillment.expectations.map(({ fulfillable_on }) => fulfillable_on)).toEqual([
      undefined,
      '2026-04-01T00:00:00Z',
    ])
  })

  test('leaves from the places where the stock lies, and says how much of a line', async () => {
    const shop = await aFurnishedShop(database)
    const { id: north } = await shop.staff.saveLocation({ location: { title: 'North' } })
    const mug = await aProduct(shop.staff, 'mug', { stock: 3 })
    await shop.staff.adjustStock({ adjustments: [{ variant_id: mug, location_id: north, to: 4 }] })
    const created = await begin(shop, { [mug]: 6 })
    expect(groupsOf(created)).toHaveLength(2)
    expect(
      groupsOf(created)
        .flatMap(({ line_items }) => line_items?.map(({ quantity }) => quantity) ?? [])
        .sort(),
    ).toEqual([3, 3])
    const one = await begin(shop, { [mug]: 4 })
    expect(groupsOf(one)).toMatchObject([{ id: 'shipping_group' }])
    expect(groupsOf(one)[0]).not.toHaveProperty('line_items')
  })

  test('of which a part goes nowhere says which and why', async () => {
    const shop = await aFurnishedShop(database)
    const [mug, fish] = [await aProduct(shop.staff, 'mug'), await bulky(shop, 'fish', 'chilled')]
    const view = await begin(shop, { [mug]: 1, [fish]: 2 })
    expect(view.messages.map(({ content }) => content)).toContain(
      'The shop does not deliver 2 × Fish to DE. Standard does not take chilled goods; Express does not take chilled goods. Take it out, or choose another address.',
    )
  })
})

onBothDatabases('What leaves in parcels', database => {
  /** Mugs in two places, of which Town is asked first and holds two; there is one in the other. */
  async function twoPlaces(price = 1000) {
    const shop = await aFurnishedShop(database)
    const { id: town } = await shop.staff.saveLocation({
      location: { title: 'Town', priority: 0, allows_pickup: true },
    })
    await shop.staff.saveLocation({ location: { id: 'loc_main', title: 'Main', priority: 1 } })
    const mug = await aProduct(shop.staff, 'mug', { stock: 1, price })
    await shop.staff.adjustStock({ adjustments: [{ variant_id: mug, location_id: town, to: 2 }] })
    return { shop, town, mug }
  }

  test('is planned from what is left beside the lines that are fetched', async () => {
    const { shop, town, mug } = await twoPlaces()
    const pot = await aProduct(shop.staff, 'pot', { stock: 0 })
    await shop.staff.adjustStock({
      adjustments: [
        { variant_id: mug, location_id: town, to: 1 },
        { variant_id: pot, location_id: town, to: 1 },
      ],
    })
    const open = [{ from: '10:00', to: '18:00' }]
    const { id: point } = await shop.staff.savePickupPoint({
      pickup_point: {
        title: 'Shop',
        address: { ...berlin, address_country: 'DE' },
        time_zone: 'Europe/Berlin',
        hours: { mon: open, tue: open },
        location_id: town,
      },
    })
    const created = await shop.guest.createCheckout({
      checkout: { line_items: [mug, pot, mug].map(id => ({ item: { id }, quantity: 1 })), buyer },
    })
    const [sentMug, sentPot, fetched] = created.line_items.map(line => line.id)
    const view = await shop.guest.updateCheckout({
      id: created.id,
      checkout: {
        buyer,
        fulfillment: {
          methods: [
            { type: 'shipping', line_item_ids: [sentMug!, sentPot!], destinations: [berlin] },
            { type: 'pickup', line_item_ids: [fetched!], selected_destination_id: point },
          ],
        },
      },
    })
    expect(groupsOf(view).map(({ id, line_item_ids }) => [id, line_item_ids])).toEqual([
      ['shipping_group_loc_main', [sentMug]],
      [`shipping_group_${town}`, [sentPot]],
    ])
  })

  test.each([
    ['is shown where it is held, where that costs no more', 2500, 'completed'],
    ['is shown anew before anything is paid, where others leave it to cost more', 1000, 'ready_for_complete'],
  ])('%s', async (_, price, status) => {
    const { shop, town, mug } = await twoPlaces(price)
    const created = await begin(shop, { [mug]: 2 })
    const [group] = groupsOf(created)
    const [standard] = group!.options
    await choose(shop, created, [{ id: group!.id, selected_option_id: standard!.id }])
    const quicker = await aQuickerBuyer(await database.address(), town)
    const done = await shop.guest
      .completeCheckout({ id: created.id, checkout: { payment: pays() } })
      .finally(quicker.leaves)
    expect(done.status).toBe(status)
    expect(groupsOf(done).map(({ id }) => id)).toEqual([`shipping_group_${town}`, 'shipping_group_loc_main'])
    const [stock] = (await shop.staff.getStock({ variant_ids: [mug] })).stock
    expect(stock).toMatchObject({ on_hand: status === 'completed' ? 1 : 3, reserved: 0 })
    if (status === 'completed') return
    expect(done.messages).toMatchObject([{ type: 'error', code: 'shipments_changed' }])
    expect(totalOf(done)).toBe(2 * price + 2 * 490)
    const paid = await shop.guest.completeCheckout({ id: created.id, checkout: { payment: pays() } })
    expect(paid.status).toBe('completed')
  })

  test('is found by staff where it was taken, each part of a bundle too', async () => {
    const { shop, town, mug } = await twoPlaces()
    const [pot, set] = [
      await aProduct(shop.staff, 'pot', { stock: 1 }),
      await aProduct(shop.staff, 'set', { stock: 0 }),
    ]
    await shop.staff.adjustStock({ adjustments: [{ variant_id: mug, to: 0 }] })
    const parts = [
      { variant_id: mug, quantity: 2 },
      { variant_id: pot, quantity: 1 },
    ]
    await shop.staff.saveBundle({ bundle: { variant_id: set, parts } })
    const { order } = await buys(shop.guest, { [set]: 1 })
    const sources = [
      { variant_id: mug, location_id: town, quantity: 2 },
      { variant_id: pot, location_id: 'loc_main', quantity: 1 },
    ]
    const found = (await shop.staff.getOrder({ id: order!.id })).sources
    expect(found).toHaveLength(2)
    expect(found).toEqual(expect.arrayContaining(sources))
    expect(await shop.guest.getOrder({ id: order!.id })).not.toHaveProperty('sources')
    await shop.staff.cancelOrder({ id: order!.id })
    expect(await shop.staff.getOrder({ id: order!.id })).not.toHaveProperty('sources')
  })
})
