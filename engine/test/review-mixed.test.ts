import { expect, test } from 'vitest'
import { onBothDatabases } from './databases.ts'
import { aFurnishedShop, aProduct, berlin, pays, type TestShop, totalOf } from './shop.ts'

const buyer = { email: 'ann@example.com' }

const unitsOf = async (shop: TestShop, ids: string[]) => {
  const { stock } = await shop.staff.getStock({ variant_ids: ids })
  return stock.map(({ locations }) => Object.fromEntries(locations.map(row => [row.location_id, row.on_hand])))
}

onBothDatabases('An order of a bundle in two parcels that a gift card pays in part', database => {
  test('adds up, and its cancellation puts units and money back where they were', async () => {
    const shop = await aFurnishedShop(database)
    const { id: town } = await shop.staff.saveLocation({ location: { title: 'Town' } })
    const [mug, pot, set] = [
      await aProduct(shop.staff, 'mug', { stock: 2, price: 999 }),
      await aProduct(shop.staff, 'pot', { stock: 0, price: 1234 }),
      await aProduct(shop.staff, 'set', { stock: 0, price: 1777 }),
    ]
    await shop.staff.adjustStock({ adjustments: [{ variant_id: pot, location_id: town, to: 4 }] })
    const parts = [
      { variant_id: mug, quantity: 1 },
      { variant_id: pot, quantity: 2 },
    ]
    await shop.staff.saveBundle({ bundle: { variant_id: set, parts } })
    const before = await unitsOf(shop, [mug, pot])
    const card = await shop.staff.issueGiftCard({ gift_card: { amount: 1500, currency: 'EUR' } })
    const gift = { id: 'g', handler_id: 'gift_card', type: 'gift_card', credential: { type: 'code', token: card.code } }
    const discounts = { codes: ['TEN'] }
    const created = await shop.guest.createCheckout({
      checkout: {
        line_items: [set, mug, pot].map(id => ({ item: { id }, quantity: 1 })),
        buyer,
        discounts,
        fulfillment: { methods: [{ type: 'shipping', destinations: [berlin] }] },
      },
    })
    const [{ selected_destination_id, groups }] = created.fulfillment.methods as [
      (typeof created.fulfillment.methods)[number],
    ]
    expect(groups).toHaveLength(2)
    const chosen = groups.map(({ id, options }) => ({ id, selected_option_id: options[0]!.id }))
    const ready = await shop.guest.updateCheckout({
      id: created.id,
      checkout: {
        buyer,
        discounts,
        payment: { instruments: [gift] },
        fulfillment: { methods: [{ selected_destination_id, groups: chosen }] },
      },
    })
    const others = ready.totals.filter(({ type }) => type !== 'total')
    expect(others.reduce((sum, { amount }) => sum + amount, 0)).toBe(totalOf(ready))
    expect(ready.payment).toMatchObject({ applied_amount: 1500, remaining_amount: totalOf(ready) - 1500 })
    const payment = { instruments: [gift, ...pays().instruments] }
    const done = await shop.guest.completeCheckout({ id: created.id, checkout: { payment } })
    expect(done.status).toBe('completed')
    expect(await unitsOf(shop, [mug, pot])).not.toEqual(before)
    const canceled = await shop.guest.cancelOrder({ id: done.order!.id })
    const refunds = canceled.adjustments!.filter(({ type }) => type === 'refund').flatMap(({ totals }) => totals ?? [])
    expect(refunds.reduce((sum, { amount }) => sum + amount, 0)).toBe(-totalOf(ready))
    expect(await unitsOf(shop, [mug, pot])).toEqual(before)
    expect((await shop.guest.getGiftCardBalance({ code: card.code })).balance).toBe(1500)
  })
})

onBothDatabases('What lies only where nothing is sent from', database => {
  test('is bought by who fetches it there, and by nobody who has it sent', async () => {
    const shop = await aFurnishedShop(database)
    const { id: town } = await shop.staff.saveLocation({
      location: { title: 'Town', allows_pickup: true, ships_online: false },
    })
    const mug = await aProduct(shop.staff, 'mug', { stock: 0 })
    await shop.staff.adjustStock({ adjustments: [{ variant_id: mug, location_id: town, to: 2 }] })
    const { id: point } = await shop.staff.savePickupPoint({
      pickup_point: {
        title: 'Shop',
        address: { ...berlin, address_country: 'DE' },
        time_zone: 'Europe/Berlin',
        hours: { mon: [{ from: '10:00', to: '18:00' }] },
        location_id: town,
      },
    })
    const begin = (quantity: number, method: object) =>
      shop.guest.createCheckout({
        checkout: { line_items: [{ item: { id: mug }, quantity }], buyer, fulfillment: { methods: [method] } },
      })
    const fetched = { type: 'pickup', selected_destination_id: point }
    const { id } = await begin(2, fetched)
    expect((await shop.guest.completeCheckout({ id, checkout: { payment: pays() } })).status).toBe('completed')
    const codesOf = ({ messages }: { messages: readonly { code?: string | undefined }[] }) =>
      messages.map(({ code }) => code)
    expect(codesOf(await begin(1, fetched))).toEqual(['out_of_stock', 'pickup_unavailable'])
    await shop.staff.adjustStock({ adjustments: [{ variant_id: mug, location_id: town, to: 2 }] })
    expect(codesOf(await begin(1, { type: 'shipping', destinations: [berlin] }))).toContain('pickup_only')
  })
})
