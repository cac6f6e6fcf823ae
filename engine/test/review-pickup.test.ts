import { expect, test } from 'vitest'
import { onBothDatabases } from './databases.ts'
import { aFurnishedShop, aProduct, berlin, pays, type TestShop } from './shop.ts'

const stockOf = async (shop: TestShop, id: string) => (await shop.staff.getStock({ variant_ids: [id] })).stock[0]!

onBothDatabases('A bundle that is sent beside one of its parts that is fetched', database => {
  const buyer = { email: 'ann@example.com' }
  const open = [{ from: '10:00', to: '18:00' }]

  /** A set of one mug that is sent, and a mug that is fetched in town. */
  async function setAndMug(shop: TestShop, { main, town: there }: { main: number; town: number }) {
    const { id: town } = await shop.staff.saveLocation({
      location: { title: 'Town', priority: 0, allows_pickup: true },
    })
    await shop.staff.saveLocation({ location: { id: 'loc_main', title: 'Main', priority: 1 } })
    const [mug, set] = [
      await aProduct(shop.staff, 'mug', { stock: main }),
      await aProduct(shop.staff, 'set', { stock: 0 }),
    ]
    await shop.staff.adjustStock({ adjustments: [{ variant_id: mug, location_id: town, to: there }] })
    await shop.staff.saveBundle({ bundle: { variant_id: set, parts: [{ variant_id: mug, quantity: 1 }] } })
    const { id: point } = await shop.staff.savePickupPoint({
      pickup_point: {
        title: 'Shop',
        address: { ...berlin, address_country: 'DE' },
        time_zone: 'Europe/Berlin',
        hours: { mon: open, tue: open },
        location_id: town,
      },
    })
    const { id, line_items } = await shop.guest.createCheckout({
      checkout: { line_items: [set, mug].map(item => ({ item: { id: item }, quantity: 1 })), buyer },
    })
    const [sent, fetched] = line_items.map(line => line.id) as [string, string]
    const choose = (groups: { selected_option_id: string }[]) =>
      shop.guest.updateCheckout({
        id,
        checkout: {
          buyer,
          fulfillment: {
            methods: [
              { type: 'shipping', line_item_ids: [sent], destinations: [berlin], groups },
              { type: 'pickup', line_item_ids: [fetched], selected_destination_id: point },
            ],
          },
        },
      })
    const asked = await choose([])
    await choose([{ selected_option_id: asked.fulfillment.methods[0]!.groups[0]!.options[0]!.id }])
    const at = async () => {
      const { locations } = await stockOf(shop, mug)
      return Object.fromEntries(locations.map(({ location_id, on_hand }) => [location_id, on_hand]))
    }
    return { id, town, at }
  }

  test('leaves the part where it is fetched, although that place is asked first', async () => {
    const shop = await aFurnishedShop(database)
    const { id, town, at } = await setAndMug(shop, { main: 1, town: 1 })
    const done = await shop.guest.completeCheckout({ id, checkout: { payment: pays() } })
    expect(done.messages).toEqual([])
    expect(done.status).toBe('completed')
    expect(await at()).toEqual({ loc_main: 0, [town]: 0 })
    await shop.guest.cancelOrder({ id: done.order!.id })
    expect(await at()).toEqual({ loc_main: 1, [town]: 1 })
  })

  test('is held again at its own place when the payment comes after the hold', async () => {
    const shop = await aFurnishedShop(database)
    const { id, town, at } = await setAndMug(shop, { main: 5, town: 1 })
    await shop.guest.completeCheckout({ id, checkout: { payment: pays('needs_confirmation') } })
    shop.wait(16 * 60_000)
    await shop.sweep()
    await shop.demoBank!.decide(id, 'approve')
    expect((await shop.guest.getCheckout({ id })).status).toBe('completed')
    expect(await at()).toEqual({ loc_main: 4, [town]: 0 })
  })
})
