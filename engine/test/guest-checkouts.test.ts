import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { dumpOf, rowsOf } from './database-rows.ts'
import { onBothDatabases, type TestDatabase } from './databases.ts'
import { expectHealthy } from './healthy.ts'
import { aFurnishedShop, aProduct, buys, pays, readyCheckout, type TestShop, totalOf } from './shop.ts'

const day = 86_400_000
const hour = 3_600_000
const ann = { kind: 'customer', customerId: 'cus_ann' } as const

/** Checkouts whose row still says who it is for. */
async function named(database: TestDatabase): Promise<unknown[]> {
  const rows = await rowsOf(await database.address(), 'select id, buyer, destinations from checkouts order by id')
  const saysWho = (row: object) => /ann@example.com|Lindenstr/.test(JSON.stringify(row))
  return rows.filter(saysWho).map(({ id }) => id)
}

async function waits(shop: TestShop, milliseconds: number): Promise<number> {
  shop.wait(milliseconds)
  return (await shop.sweep()).guests
}

onBothDatabases('A guest’s checkout that came to nothing', database => {
  test('forgets who it was for 30 days after its end, whether it was left or cancelled', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const left = await readyCheckout(shop.guest, { [mug]: 1 })
    const canceled = await readyCheckout(shop.guest, { [mug]: 1 })
    await shop.guest.cancelCheckout({ id: canceled.id })
    expect(await waits(shop, 7 * hour)).toBe(0)
    expect(await waits(shop, 30 * day - 2 * hour)).toBe(0)
    expect(await named(database)).toHaveLength(2)
    expect(await waits(shop, hour)).toBe(2)
    expect(await named(database)).toEqual([])
    expect(JSON.stringify(await dumpOf(await database.address()))).not.toContain('ann@example.com')
    expect(await waits(shop, day)).toBe(0)
    const seen = await shop.guest.getCheckout({ id: left.id })
    expect(seen).toMatchObject({ status: 'canceled', line_items: [{ item: { id: mug }, quantity: 1 }] })
    expect(seen.buyer).toBeUndefined()
    await expectHealthy(database, shop.now())
  })

  test('does so after as many days as the shop has set', async () => {
    const shop = await aFurnishedShop(database)
    const store = await shop.staff.getStore({})
    expect(store.guest_checkout_days).toBe(30)
    await shop.staff.saveStore({ store: { ...store, guest_checkout_days: 2 } })
    await readyCheckout(shop.guest, { [await aProduct(shop.staff, 'mug')]: 1 })
    expect(await waits(shop, 7 * hour)).toBe(0)
    expect(await waits(shop, 2 * day)).toBe(1)
    const none = shop.staff.saveStore({ store: { ...store, guest_checkout_days: 0 } })
    await expect(none).rejects.toMatchObject({ code: 'invalid_input' })
  })

  test('leaves alone what was ordered, what is a customer’s, and what is still open', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const bought = await buys(shop.guest, { [mug]: 1 })
    const own = await readyCheckout(shop.as(ann), { [mug]: 1 })
    const failed = await buys(shop.guest, { [mug]: 1 }, 'declined')
    expect(await waits(shop, 40 * day)).toBe(0)
    const open = await readyCheckout(shop.guest, { [mug]: 1 })
    expect(await waits(shop, hour)).toBe(1)
    expect(await named(database)).toEqual([bought.id, own.id, open.id].toSorted())
    expect(await shop.guest.getOrder({ id: bought.order!.id })).toMatchObject({ buyer: { email: 'ann@example.com' } })
    expect(await shop.guest.getCheckout({ id: failed.id })).toMatchObject({ status: 'canceled' })
    const payment = { payment: pays() }
    const completed = await shop.guest.completeCheckout(
      { id: open.id, checkout: payment, expected_total: totalOf(open) },
      { idempotencyKey: randomUUID() },
    )
    expect(completed.status).toBe('completed')
    await expectHealthy(database, shop.now())
  })

  test('is cleared once, however often it is swept at a time', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    for (let count = 0; count < 3; count += 1) await readyCheckout(shop.guest, { [mug]: 1 })
    await waits(shop, 7 * hour)
    shop.wait(31 * day)
    const reports = await Promise.all([shop.sweep(), shop.sweep(), shop.sweep()])
    expect(reports.reduce((sum, { guests }) => sum + guests, 0)).toBe(3)
  })

  test('is no longer kept than a guest’s cart, which goes as a whole when its time is over', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const cart = { line_items: [{ item: { id: mug }, quantity: 1 }], buyer: { email: 'ann@example.com' } }
    const { id } = await shop.guest.createCart({ cart })
    await shop.guest.createCart({ cart })
    await shop.guest.cancelCart({ id })
    await waits(shop, 30 * day)
    expect(await rowsOf(await database.address(), 'select id from carts')).toEqual([])
  })
})
