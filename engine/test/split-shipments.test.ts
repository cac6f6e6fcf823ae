import { expect, test } from 'vitest'
import type { CheckoutView, InputOf } from '../src/contract.ts'
import { onBothDatabases } from './databases.ts'
import { aFurnishedShop, aProduct, berlin, pays, type TestShop, totalOf } from './shop.ts'

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
