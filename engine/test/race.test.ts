import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type CheckoutView, CommerceError, type Shop } from '../src/contract.ts'
import { randomId } from '../src/index.ts'
import { rowsOf } from './database-rows.ts'
import { onBothDatabases, type TestDatabase } from './databases.ts'
import { allPayAtOnce, flashSale, rounds } from './flash-sale.ts'
import { aFurnishedShop, aProduct, aShop, pays, readyCheckout, totalOf } from './shop.ts'

const patient = { timeout: 120_000 }

onBothDatabases('Everyone at once', database => {
  test('200 buyers of 50 units: exactly 50 are sold, round after round', { timeout: 600_000 }, async () => {
    const shop = await aFurnishedShop(database)
    const address = await database.address()
    for (let round = 0; round < rounds(10); round++) {
      await flashSale({ shops: [shop.guest], staff: shop.staff, address, round })
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
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { stock: 5 })
    const nodes = [shop.guest, ...(await otherNodes(database))]
    const checkout = await readyCheckout(shop.guest, { [mug]: 1 })
    const input = { id: checkout.id, checkout: { payment: pays() }, expected_total: totalOf(checkout) }
    const call = { idempotencyKey: randomUUID() }
    const pay = (index: number) => repeated(() => nodes[index % nodes.length]!.completeCheckout(input, call))
    const answers = await Promise.all(Array.from({ length: 1000 }, (_, index) => pay(index)))
    answers.push(await pay(0), await pay(1))
    expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]?.status).toBe('completed')
    expect(await boughtOf(await database.address(), checkout.id)).toEqual({ orders: 1, payments: 1, charged: 1 })
    const { stock } = await shop.staff.getStock({ variant_ids: [mug] })
    expect(stock).toMatchObject([{ on_hand: 4, reserved: 0 }])
  })

  test('one checkout paid with fifty keys at once is ordered once', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { stock: 5 })
    const checkout = await readyCheckout(shop.guest, { [mug]: 1 })
    const { sold, open, failed } = await allPayAtOnce([shop.guest], Array(50).fill(checkout))
    expect(sold.length).toBeGreaterThan(0)
    expect(new Set(sold.map(({ order }) => order?.id)).size).toBe(1)
    expect(open.every(({ status }) => status === 'complete_in_progress')).toBe(true)
    for (const error of failed) expect(error).toMatchObject({ name: 'CommerceError', status: 409 })
    expect(await boughtOf(await database.address(), checkout.id)).toEqual({ orders: 1, payments: 1, charged: 1 })
    const { stock } = await shop.staff.getStock({ variant_ids: [mug] })
    expect(stock).toMatchObject([{ on_hand: 4, reserved: 0 }])
  })
})

/** On PostgreSQL a shop may be served by several processes; a second engine is one as far as the database knows. */
async function otherNodes(database: TestDatabase): Promise<Shop[]> {
  if (database.dialect === 'sqlite') return []
  const { guest } = await aShop(database, { newId: randomId })
  return [guest]
}

/** As a client repeats a call with its key: while the shop says that the same call is still being worked on. */
async function repeated(call: () => Promise<CheckoutView>): Promise<CheckoutView> {
  for (let tries = 0; tries < 1000; tries++) {
    const answer = await call().catch((error: unknown) => {
      if (error instanceof CommerceError && error.code === 'request_in_progress') return undefined
      throw error
    })
    if (answer && answer.status !== 'complete_in_progress') return answer
    await setImmediate()
  }
  throw new Error('The payment never came to an end.')
}

async function boughtOf(address: string, checkoutId: string) {
  const orders = await rowsOf(address, `select id from orders where checkout_id = '${checkoutId}'`)
  const payments = await rowsOf(address, `select id from payments where reference = '${checkoutId}'`)
  const charged = await rowsOf(
    address,
    `select payment_id from demo_bank where status = 'captured' and payment_id in
      (select id from payments where reference = '${checkoutId}')`,
  )
  return { orders: orders.length, payments: payments.length, charged: charged.length }
}
