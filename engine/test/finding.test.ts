import { expect, test } from 'vitest'
import type { Actor } from '../src/shared/actor.ts'
import { scopesOfRole } from '../src/staff/roles.ts'
import { ordersAsGuest } from './accounts.ts'
import { onBothDatabases, type TestDatabase } from './databases.ts'
import { aFurnishedShop, aProduct, buys } from './shop.ts'

const viewer: Actor = { kind: 'staff', staffId: 'vic', scopes: scopesOfRole('viewer') }
const clerk: Actor = { kind: 'staff', staffId: 'cleo', scopes: scopesOfRole('order_desk') }

onBothDatabases('Staff who look for orders', database => {
  test('find one by its number as it is read out', async () => {
    const { shop, numbers } = await threeOrders(database)
    for (const number of ['MW-1002', '1002', ' #1002 ']) {
      expect(
        (await shop.as(clerk).findOrders({ number })).orders.map(({ label }) => label),
        number,
      ).toEqual([numbers[1]])
    }
    expect((await shop.as(clerk).findOrders({ number: 'the blue one' })).orders).toEqual([])
  })

  test('find those of a buyer, in a state and of a time, the newest first and a page at a time', async () => {
    const { shop, numbers, ids } = await threeOrders(database)
    const labels = async (wish: Parameters<typeof shop.staff.findOrders>[0]) =>
      (await shop.as(clerk).findOrders(wish)).orders.map(({ label }) => label)
    expect(await labels({ email: 'ANN@example.com' })).toEqual(numbers.toReversed())
    expect(await labels({ email: 'nobody@example.com' })).toEqual([])
    await shop.staff.fulfillOrder({ id: ids[0]!, event: { type: 'delivered' } })
    await shop.staff.cancelOrder({ id: ids[2]! })
    expect(await labels({ status: 'open' })).toEqual([numbers[1]])
    expect(await labels({ status: 'canceled' })).toEqual([numbers[2]])
    const second = (await shop.staff.getOrder({ id: ids[1]! })).placed_at
    expect(await labels({ placed_from: second })).toEqual([numbers[2], numbers[1]])
    expect(await labels({ placed_before: second })).toEqual([numbers[0]])
    const first = await shop.as(clerk).findOrders({ limit: 2 })
    const rest = await shop.as(clerk).findOrders({ limit: 2, cursor: first.pagination.cursor! })
    expect([...first.orders, ...rest.orders].map(({ label }) => label)).toEqual(numbers.toReversed())
    expect(rest.pagination).toEqual({ has_next_page: false })
    await expect(shop.as(clerk).findOrders({ status: 'open', cursor: first.pagination.cursor! })).rejects.toMatchObject(
      { code: 'invalid_cursor' },
    )
  })

  test('are told who bought only where they may see customers, in every answer about orders', async () => {
    const { shop, ids } = await threeOrders(database)
    const [found] = (await shop.as(clerk).findOrders({})).orders
    expect(found?.customer).toMatchObject({ email: 'ann@example.com', id: expect.any(String) })
    const seen = [
      await shop.as(viewer).findOrders({}),
      await shop.as(viewer).getOrder({ id: ids[0]! }),
      await shop.as({ ...viewer, scopes: ['orders:export'] }).exportOrders({}),
    ]
    expect(JSON.stringify(seen)).not.toMatch(/ann@|Lindenstr|Lee|10969/)
    const { permalink_url } = await shop.as(clerk).getOrder({ id: ids[0]! })
    expect(JSON.stringify(seen)).not.toContain(permalink_url.split('/').at(-1))
    await expect(shop.as(viewer).findOrders({ email: 'ann@example.com' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(shop.guest.findOrders({})).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('find customers by the beginning of their address', async () => {
    const { shop, mug } = await threeOrders(database)
    await ordersAsGuest(shop, mug, 'anna@example.org')
    await ordersAsGuest(shop, mug, 'bob@example.com')
    const emails = async (wish: Parameters<typeof shop.staff.findCustomers>[0]) =>
      (await shop.as(clerk).findCustomers(wish)).customers.map(({ email }) => email)
    expect(await emails({ email: 'Ann' })).toEqual(['ann@example.com', 'anna@example.org'])
    expect(await emails({ email: 'an_' })).toEqual([])
    const first = await shop.as(clerk).findCustomers({ limit: 2 })
    const rest = await shop.as(clerk).findCustomers({ cursor: first.pagination.cursor! })
    expect([...first.customers, ...rest.customers]).toHaveLength(3)
    const outlines = (await shop.as(viewer).findCustomers({})).customers
    expect(outlines.map(({ email }) => email).sort()).toEqual(['a…@example.com', 'a…@example.org', 'b…@example.com'])
    expect(JSON.stringify(outlines)).not.toContain('Lee')
    await expect(shop.as(viewer).findCustomers({ email: 'ann' })).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('see the carts that shoppers have filled, what was last touched first', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const ids: string[] = []
    for (const quantity of [1, 2, 3]) {
      shop.wait(1000)
      const cart = await shop.guest.createCart({
        cart: { line_items: [{ item: { id: mug }, quantity }], buyer: { email: 'ann@example.com' } },
      })
      ids.push(cart.id)
    }
    shop.wait(1000)
    await shop.guest.updateCart({ id: ids[0]!, cart: { line_items: [] } })
    await shop.guest.cancelCart({ id: ids[1]! })
    const { carts } = await shop.as(clerk).listCarts({ status: 'open' })
    expect(carts.map(({ id }) => id)).toEqual([ids[0], ids[2]])
    expect(carts[1]).toMatchObject({ items: [{ id: mug, title: 'Mug', quantity: 3 }], email: 'ann@example.com' })
    const first = await shop.as(clerk).listCarts({ limit: 2 })
    const rest = await shop.as(clerk).listCarts({ cursor: first.pagination.cursor! })
    expect([...first.carts, ...rest.carts].map(({ id }) => id).sort()).toEqual([...ids].sort())
    await expect(shop.as(viewer).listCarts({})).rejects.toMatchObject({ code: 'forbidden' })
  })
})

/** Three orders of Ann's, a minute apart. */
async function threeOrders(database: TestDatabase) {
  const shop = await aFurnishedShop(database)
  const mug = await aProduct(shop.staff, 'mug')
  const numbers: string[] = []
  const ids: string[] = []
  for (let count = 0; count < 3; count += 1) {
    const { order } = await buys(shop.guest, { [mug]: 1 })
    numbers.push(order!.label)
    ids.push(order!.id)
    shop.wait(60_000)
  }
  return { shop, mug, numbers, ids }
}
