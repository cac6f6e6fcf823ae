import { expect, test } from 'vitest'
import type { CheckoutView, Shop } from '../src/contract.ts'
import { randomId } from '../src/index.ts'
import { rowsOf } from './database-rows.ts'
import { onBothDatabases, type TestDatabase } from './databases.ts'
import { allPayAtOnce, flashSale, rounds } from './flash-sale.ts'
import { payWithManyKeys, payWithOneKey } from './repeated-payment.ts'
import { aFurnishedShop, aProduct, aShop, readyCheckout } from './shop.ts'

const patient = { timeout: 120_000 }

onBothDatabases('Everyone at once', database => {
  test('200 buyers of 50 units: exactly 50 are sold, round after round', { timeout: 600_000 }, async () => {
    const shop = await aFurnishedShop(database)
    const address = await database.address()
    for (let round = 0; round < rounds(10); round++) {
      await flashSale({ shops: [shop.guest], staff: shop.staff, address, round })
    }
  })

  test('of 200 buyers of the last unit one gets it, round after round', patient, async () => {
    const shop = await aFurnishedShop(database)
    const address = await database.address()
    for (let round = 0; round < rounds(3); round++) {
      await flashSale({ shops: [shop.guest], staff: shop.staff, address, round, units: 1 })
    }
  })

  test('a code for the first ten is used ten times', { timeout: 120_000 }, async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { stock: 500 })
    await shop.staff.savePromotion({
      promotion: { code: 'FIRST', title: 'For the first ten', rate_ppm: 500_000, usage_limit: 10 },
    })
    const everyone = Array.from({ length: 200 }, () => readyCheckout(shop.guest, { [mug]: 1 }, ['FIRST']))
    const { sold, open, failed } = await allPayAtOnce([shop.guest], await Promise.all(everyone))
    expect(failed).toEqual([])
    expect([sold.length, open.length]).toEqual([10, 190])
    for (const view of sold) expect(view.discounts.applied).toMatchObject([{ code: 'FIRST', amount: 500 }])
    for (const view of open) {
      expect(view.order).toBeUndefined()
      expect(view.messages.filter(({ type }) => type === 'error')).not.toEqual([])
    }
    const { stock } = await shop.staff.getStock({ variant_ids: [mug] })
    expect(stock).toMatchObject([{ on_hand: 490, reserved: 0 }])
    const [promotion] = await rowsOf(await database.address(), `select used from promotions where code = 'FIRST'`)
    expect(Number(promotion?.used)).toBe(10)
  })

  test('200 buyers of a bundle and of its part, at two places: exactly what is there is sold', patient, async () => {
    const shop = await aFurnishedShop(database)
    const town = await shop.staff.saveLocation({ location: { title: 'Shop in town' } })
    const [cup, tray] = [
      await aProduct(shop.staff, 'cup', { stock: 30 }),
      await aProduct(shop.staff, 'tray', { stock: 5 }),
    ]
    const set = await aProduct(shop.staff, 'set', { stock: 0 })
    await shop.staff.adjustStock({
      adjustments: [cup, tray].map(variant_id => ({ variant_id, location_id: town.id, to: 20 })),
    })
    const parts = [
      { variant_id: cup, quantity: 2 },
      { variant_id: tray, quantity: 1 },
    ]
    await shop.staff.saveBundle({ bundle: { variant_id: set, parts } })
    const nodes = [shop.guest, ...(await otherNodes(database))]
    const wanted = Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? set : cup))
    const checkouts = await Promise.all(wanted.map(id => readyCheckout(shop.guest, { [id]: 1 })))
    const { sold, open, failed } = await allPayAtOnce(nodes, checkouts)
    expect(failed).toEqual([])
    const count = (views: readonly CheckoutView[], id: string) =>
      views.filter(view => view.line_items[0]?.item.id === id).length
    const [sets, cups] = [count(sold, set), count(sold, cup)]
    const { stock } = await shop.staff.getStock({ variant_ids: [cup, tray] })
    expect(stock).toMatchObject([
      { on_hand: 50 - 2 * sets - cups, reserved: 0 },
      { on_hand: 25 - sets, reserved: 0 },
    ])
    // Whoever was turned away was turned away for a reason: nothing is left of what they wanted.
    const [cupsLeft, traysLeft] = stock.map(({ available }) => available) as [number, number]
    expect(Math.min(cupsLeft, traysLeft)).toBeGreaterThanOrEqual(0)
    if (count(open, cup) > 0) expect(cupsLeft).toBe(0)
    if (count(open, set) > 0) expect(Math.min(Math.floor(cupsLeft / 2), traysLeft)).toBe(0)
    expect(sets).toBeGreaterThan(0)
    expect(cups).toBeGreaterThan(0)
    for (const { messages } of open) expect(messages).toContainEqual(expect.objectContaining({ code: 'out_of_stock' }))
  })

  test('one payment sent a thousand times at once is one order, one charge and one answer', patient, async () => {
    const { guest, staff } = await aFurnishedShop(database)
    const shops = [guest, ...(await otherNodes(database))]
    await payWithOneKey({ shops, staff, address: await database.address(), times: 1000 })
  })

  test('one checkout paid with a thousand keys at once is ordered once', patient, async () => {
    const { guest, staff } = await aFurnishedShop(database)
    const shops = [guest, ...(await otherNodes(database))]
    await payWithManyKeys({ shops, staff, address: await database.address(), times: 1000 })
  })
})

/** On PostgreSQL a shop may be served by several processes; a second engine is one as far as the database knows. */
async function otherNodes(database: TestDatabase): Promise<Shop[]> {
  if (database.dialect === 'sqlite') return []
  const { guest } = await aShop(database, { newId: randomId })
  return [guest]
}
