import { expect, test } from 'vitest'
import type { CheckoutView, InputOf } from '../src/contract.ts'
import { onBothDatabases } from './databases.ts'
import { aFurnishedShop, aProduct, berlin, pays, type TestShop, totalOf } from './shop.ts'

type Point = InputOf<'save_pickup_point'>['pickup_point']

const open = [{ from: '10:00', to: '18:00' }]
const mitte: Point = {
  title: 'Shop Mitte',
  address: { street_address: 'Torstr. 1', postal_code: '10119', address_locality: 'Berlin', address_country: 'DE' },
  time_zone: 'Europe/Berlin',
  hours: { mon: open, tue: open, wed: open, thu: open, fri: open },
  ready_after_minutes: 120,
}
const munich: Point = {
  ...mitte,
  title: 'Locker Munich',
  carrier: 'Post',
  address: { ...mitte.address, postal_code: '80331', address_locality: 'München' },
  prices: [{ currency: 'EUR', amount: 199, free_from: 3000 }],
}

const codesOf = ({ messages }: CheckoutView) => messages.map(({ code }) => code)
const buyer = { email: 'ann@example.com' }

const begin = (shop: TestShop, items: Record<string, number>, methods: object[] = [], rest: object = {}) =>
  shop.guest.createCheckout({
    checkout: {
      line_items: Object.entries(items).map(([id, quantity]) => ({ item: { id }, quantity })),
      buyer,
      fulfillment: { methods },
      ...rest,
    },
  })

onBothDatabases('Pickup', database => {
  test('is offered beside delivery, and an agent that reads the answers buys with it', async () => {
    const shop = await aFurnishedShop(database)
    const { id: point } = await shop.staff.savePickupPoint({ pickup_point: mitte })
    const mug = await aProduct(shop.staff, 'mug')
    const first = await begin(shop, { [mug]: 1 })
    expect(first.messages.at(-1)?.content).toMatch(/send fulfillment\.methods \[\{"type":"pickup"\}\]/)
    // Monday 2 March 2026, 11:00 in Berlin.
    expect(first.fulfillment.available_methods).toMatchObject([
      { type: 'shipping' },
      {
        type: 'pickup',
        fulfillable_on: '2026-03-02T13:00:00+01:00',
        description: 'Shop Mitte: Ready today from 13:00. Free.',
      },
    ])
    expect(first.next_actions[1]?.description).toBe(
      `To let the buyer fetch it at Shop Mitte instead: fulfillment.methods [{"type":"pickup","selected_destination_id":"${point}"}].`,
    )
    const asked = await shop.guest.updateCheckout({
      id: first.id,
      checkout: { buyer, fulfillment: { methods: [{ type: 'pickup' }] } },
    })
    expect(codesOf(asked)).toEqual(['missing_pickup_point'])
    expect(asked.messages[0]?.content).toBe(
      `Choose where to fetch it: in the method of type "pickup", set selected_destination_id to one of ${point} (Shop Mitte, Ready today from 13:00. Free.)`,
    )
    expect(asked.fulfillment.methods).toMatchObject([
      {
        id: 'pickup',
        type: 'pickup',
        destinations: [{ id: point, name: 'Shop Mitte', hours: 'Mon–Fri 10:00–18:00, Sat–Sun closed' }],
      },
    ])
    const chosen = await shop.guest.updateCheckout({
      id: first.id,
      checkout: { buyer, fulfillment: { methods: [{ type: 'pickup', selected_destination_id: point }] } },
    })
    expect(chosen.status).toBe('ready_for_complete')
    expect(totalOf(chosen)).toBe(1000)
    expect(chosen.fulfillment.methods[0]?.groups).toMatchObject([
      { selected_option_id: `pickup_${point}`, options: [{ description: 'Ready today from 13:00.' }] },
    ])
    const done = await shop.guest.completeCheckout({ id: first.id, checkout: { payment: pays() } })
    const { fulfillment } = await shop.guest.getOrder({ id: done.order!.id })
    expect(fulfillment.expectations).toMatchObject([
      {
        method_type: 'pickup',
        destination: mitte.address,
        description: 'Pickup at Shop Mitte: Ready today from 13:00. Mon–Fri 10:00–18:00, Sat–Sun closed.',
      },
    ])
  })

  test('hands out the stock of its location, and is offered only where all of it lies', async () => {
    const shop = await aFurnishedShop(database)
    const { id: town } = await shop.staff.saveLocation({ location: { title: 'Town', allows_pickup: true } })
    const { id: point } = await shop.staff.savePickupPoint({ pickup_point: { ...mitte, location_id: town } })
    const mug = await aProduct(shop.staff, 'mug', { stock: 5 })
    expect((await begin(shop, { [mug]: 1 })).fulfillment.available_methods).toBeUndefined()
    await shop.staff.adjustStock({ adjustments: [{ variant_id: mug, location_id: town, to: 2 }] })
    const fetch = [{ type: 'pickup', selected_destination_id: point }]
    expect(codesOf(await begin(shop, { [mug]: 3 }, fetch))).toEqual(['pickup_unavailable'])
    const { id } = await begin(shop, { [mug]: 2 }, fetch)
    const done = await shop.guest.completeCheckout({ id, checkout: { payment: pays() } })
    expect(done.status).toBe('completed')
    const { stock } = await shop.staff.getStock({ variant_ids: [mug] })
    const left = Object.fromEntries(stock[0]!.locations.map(({ location_id, on_hand }) => [location_id, on_hand]))
    expect(left).toEqual({ loc_main: 5, [town]: 0 })
  })

  test('is how to buy what lies only where nothing is sent from, alone or in a bundle', async () => {
    const shop = await aFurnishedShop(database)
    const { id: desk } = await shop.staff.saveLocation({
      location: { title: 'Desk', allows_pickup: true, ships_online: false },
    })
    await shop.staff.savePickupPoint({ pickup_point: munich })
    const { id: point } = await shop.staff.savePickupPoint({ pickup_point: { ...mitte, location_id: desk } })
    const [mug, set] = [
      await aProduct(shop.staff, 'mug', { stock: 0 }),
      await aProduct(shop.staff, 'set', { stock: 0 }),
    ]
    await shop.staff.saveBundle({ bundle: { variant_id: set, parts: [{ variant_id: mug, quantity: 2 }] } })
    const listed = async () => {
      const { products } = await shop.guest.searchCatalog({ catalog: { filters: { available: true }, sort: 'title' } })
      return products.map(({ handle, variants }) => [handle, variants[0]?.availability])
    }
    expect(await listed()).toEqual([])
    await shop.staff.adjustStock({ adjustments: [{ variant_id: mug, location_id: desk, to: 3 }] })
    const fetched = { available: true, status: 'in_stock', pickup_only: true }
    expect(await listed()).toEqual([
      ['mug', fetched],
      ['set', fetched],
    ])

    const cart = (quantity: number) =>
      shop.guest.createCart({ cart: { line_items: [{ item: { id: mug }, quantity }] } })
    expect((await cart(3)).messages).toMatchObject([
      {
        type: 'info',
        code: 'pickup_only',
        content: 'Mug (MUG) is not sent: it can be fetched. Choose pickup at checkout.',
      },
    ])
    expect((await cart(4)).messages).toMatchObject([
      { type: 'error', code: 'out_of_stock', content: expect.stringMatching(/^Only 3 of Mug/) },
    ])

    const sent = await begin(shop, { [set]: 1 }, [{ type: 'shipping', destinations: [berlin] }])
    expect(sent.status).toBe('incomplete')
    expect(sent.messages[0]).toMatchObject({
      type: 'error',
      code: 'pickup_only',
      content: expect.stringMatching(
        /^Set \(SET\) is not sent\. Let the buyer fetch it: fulfillment\.methods \[\{"type":"pickup"/,
      ),
    })
    const choosing = await begin(shop, { [set]: 1 }, [{ type: 'pickup' }])
    expect(choosing.fulfillment.methods[0]?.destinations.map(({ id }) => id)).toEqual([point])
    expect(codesOf(choosing)).toEqual(['missing_pickup_point'])
    const { id } = await begin(shop, { [set]: 1 }, [{ type: 'pickup', selected_destination_id: point }])
    const done = await shop.guest.completeCheckout({ id, checkout: { payment: pays() } })
    expect([done.status, codesOf(done)]).toEqual(['completed', []])
    expect(await listed()).toEqual([['mug', fetched]])

    await shop.staff.adjustStock({ adjustments: [{ variant_id: mug, to: 1 }] })
    expect(await listed()).toEqual([['mug', { available: true, status: 'in_stock' }]])
  })

  test('that somebody else was quicker for is said, and nothing is charged', async () => {
    const shop = await aFurnishedShop(database)
    const { id: town } = await shop.staff.saveLocation({ location: { title: 'Town', allows_pickup: true } })
    const { id: point } = await shop.staff.savePickupPoint({ pickup_point: { ...mitte, location_id: town } })
    const mug = await aProduct(shop.staff, 'mug', { stock: 5 })
    await shop.staff.adjustStock({ adjustments: [{ variant_id: mug, location_id: town, to: 1 }] })
    const fetch = [{ type: 'pickup', selected_destination_id: point }]
    const [ann, bob] = [await begin(shop, { [mug]: 1 }, fetch), await begin(shop, { [mug]: 1 }, fetch)]
    const waiting = await shop.guest.completeCheckout({ id: ann.id, checkout: { payment: pays('needs_confirmation') } })
    const late = await shop.guest.completeCheckout({ id: bob.id, checkout: { payment: pays() } })
    expect(late.status).toBe('incomplete')
    expect(late.order).toBeUndefined()
    await shop.demoBank!.decide(waiting.id, 'approve')
    expect((await shop.guest.getCheckout({ id: ann.id })).status).toBe('completed')
  })

  test('names the nearest point first, and what each costs', async () => {
    const shop = await aFurnishedShop(database)
    const near = await shop.staff.savePickupPoint({ pickup_point: mitte })
    const far = await shop.staff.savePickupPoint({ pickup_point: munich })
    const mug = await aProduct(shop.staff, 'mug')
    const order = async (postal_code: string) => {
      const view = await begin(shop, { [mug]: 1 }, [{ type: 'pickup' }], {
        context: { address_country: 'DE', postal_code },
      })
      return view.fulfillment.methods[0]?.destinations.map(({ id }) => id)
    }
    expect(await order('80469')).toEqual([far.id, near.id])
    expect(await order('12043')).toEqual([near.id, far.id])
    const at = (count: number) => begin(shop, { [mug]: count }, [{ type: 'pickup', selected_destination_id: far.id }])
    expect((await at(2)).totals).toContainEqual({
      type: 'fulfillment',
      display_text: 'Pickup at Locker Munich',
      amount: 199,
    })
    expect(totalOf(await at(3))).toBe(3000)
  })

  test('of some lines goes with delivery of the others', async () => {
    const shop = await aFurnishedShop(database)
    const { id: point } = await shop.staff.savePickupPoint({ pickup_point: munich })
    const [mug, pot] = [await aProduct(shop.staff, 'mug'), await aProduct(shop.staff, 'pot')]
    const created = await begin(shop, { [mug]: 1, [pot]: 1 })
    const [first, second] = created.line_items.map(({ id }) => id)
    const methods = [
      { type: 'shipping' as const, line_item_ids: [first!], destinations: [berlin] },
      { type: 'pickup' as const, line_item_ids: [second!], selected_destination_id: point },
    ]
    const mixed = await shop.guest.updateCheckout({ id: created.id, checkout: { buyer, fulfillment: { methods } } })
    expect(codesOf(mixed)).toEqual(['missing_fulfillment_option'])
    const option = mixed.fulfillment.methods[0]!.groups[0]!.options[0]!.id
    const ready = await shop.guest.updateCheckout({
      id: created.id,
      checkout: {
        buyer,
        // The whole tree as it was answered, with the one choice made.
        fulfillment: {
          methods: mixed.fulfillment.methods.map(({ destinations: _, ...method }) => ({
            ...method,
            groups: method.groups.map(({ id, line_item_ids, selected_option_id }) => ({
              id,
              line_item_ids,
              selected_option_id: selected_option_id ?? option,
            })),
          })),
        },
      },
    })
    expect(ready.status).toBe('ready_for_complete')
    expect(ready.totals.find(({ type }) => type === 'fulfillment')).toEqual({
      type: 'fulfillment',
      display_text: 'Delivery',
      amount: 689,
      lines: [
        { display_text: 'Standard', amount: 490 },
        { display_text: 'Pickup at Locker Munich', amount: 199 },
      ],
    })
    const done = await shop.guest.completeCheckout({ id: created.id, checkout: { payment: pays() } })
    const order = await shop.guest.getOrder({ id: done.order!.id })
    expect(order.fulfillment.expectations.map(({ method_type }) => method_type)).toEqual(['shipping', 'pickup'])
  })

  test('in a shop without points is refused with what to do instead', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const view = await begin(shop, { [mug]: 1 }, [{ type: 'pickup' }])
    expect(view.messages).toMatchObject([{ code: 'pickup_unavailable', path: '$.fulfillment.methods[0]' }])
    expect(view.fulfillment.available_methods).toBeUndefined()
  })
})

onBothDatabases('Pickup points', database => {
  test('are listed as they were saved, page by page, and an archived one is offered no more', async () => {
    const shop = await aFurnishedShop(database)
    await shop.staff.saveLocation({ location: { id: 'loc_main', title: 'Main', allows_pickup: true } })
    const full: Point = {
      ...munich,
      exceptions: [{ date: '2026-12-24', hours: [] }],
      location_id: 'loc_main',
      shipping_classes: ['standard'],
      limits: { weight_grams: 20_000 },
      tax_class: 'reduced',
      position: 3,
      active: true,
    }
    const saved = [
      await shop.staff.savePickupPoint({ pickup_point: full }),
      await shop.staff.savePickupPoint({ pickup_point: mitte }),
    ]
    const first = await shop.staff.listPickupPoints({ pagination: { limit: 1 } })
    const second = await shop.staff.listPickupPoints({ pagination: { limit: 1, cursor: first.pagination.cursor! } })
    expect(second.pagination).toEqual({ has_next_page: false })
    const all = [...first.pickup_points, ...second.pickup_points]
    expect(all.find(({ id }) => id === saved[0]?.id)).toEqual({ ...full, id: saved[0]?.id })
    for (const point of all) await shop.staff.savePickupPoint({ pickup_point: point })
    expect((await shop.staff.listPickupPoints({})).pickup_points).toEqual(all)
    for (const { id } of saved) await shop.staff.archivePickupPoint({ id })
    const mug = await aProduct(shop.staff, 'mug')
    expect((await begin(shop, { [mug]: 1 })).fulfillment.available_methods).toBeUndefined()
  })

  test('that contradict themselves or the shop are refused with the place', async () => {
    const shop = await aFurnishedShop(database)
    const cases: [Partial<Point>, string | undefined][] = [
      [{ hours: { mon: [{ from: '18:00', to: '10:00' }] } }, '$.pickup_point.hours.mon'],
      [{ exceptions: [{ date: '2026-12-24', hours: [open[0]!, open[0]!] }] }, '$.pickup_point.exceptions[0].hours'],
      [{ location_id: 'loc_main' }, '$.pickup_point.location_id'],
      [{ time_zone: 'Berlin' }, undefined],
    ]
    for (const [wrong, path] of cases) {
      await expect(shop.staff.savePickupPoint({ pickup_point: { ...mitte, ...wrong } })).rejects.toMatchObject({
        code: 'invalid_input',
        ...(path !== undefined && { details: { path } }),
      })
    }
    await expect(
      shop.staff.savePickupPoint({ pickup_point: { ...mitte, location_id: 'loc_none' } }),
    ).rejects.toMatchObject({ code: 'not_found' })
    expect((await shop.staff.listPickupPoints({})).pickup_points).toEqual([])
  })
})
