import { expect, test } from 'vitest'
import { rowsOf } from './database-rows.ts'
import { onBothDatabases } from './databases.ts'
import { aFurnishedShop, aProduct, buys, totalOf } from './shop.ts'

const ann = { kind: 'customer', customerId: 'cus_ann' } as const
const bob = { kind: 'customer', customerId: 'cus_bob' } as const
const hour = 3_600_000

onBothDatabases('A customer’s own orders', database => {
  test('tell where each is, when it is expected and how to follow it', async () => {
    const shop = await aFurnishedShop(database)
    const [mug, plate] = [await aProduct(shop.staff, 'mug'), await aProduct(shop.staff, 'plate')]
    const bought = await buys(shop.as(ann), { [mug]: 2, [plate]: 1 })
    const { id, label } = bought.order!
    const only = async () => (await shop.as(ann).listOrders({})).orders[0]!
    expect(await only()).toEqual({
      id,
      label,
      placed_at: '2026-03-02T10:00:00.000Z',
      status: 'processing',
      total: totalOf(bought),
      currency: 'EUR',
      item_count: 3,
      items: [
        { title: 'Mug', quantity: 2 },
        { title: 'Plate', quantity: 1 },
      ],
      deliveries: [
        {
          method_type: 'shipping',
          status: 'processing',
          earliest_fulfillment_time: '2026-03-04T00:00:00Z',
          latest_fulfillment_time: '2026-03-06T00:00:00Z',
        },
      ],
    })
    const [mugs] = (await shop.as(ann).getOrder({ id })).line_items
    const parcel = { carrier: 'Post', tracking_number: 'T1', tracking_url: 'https://post.example/T1' }
    shop.wait(hour)
    await shop.staff.fulfillOrder({
      id,
      event: { type: 'shipped', line_items: [{ id: mugs!.id, quantity: 2 }], ...parcel },
    })
    expect(await only()).toMatchObject({
      status: 'partially_shipped',
      deliveries: [{ status: 'shipped', updated_at: '2026-03-02T11:00:00.000Z', shipments: [parcel] }],
    })
    await shop.staff.fulfillOrder({ id, event: { type: 'shipped', tracking_number: 'T2' } })
    await shop.staff.fulfillOrder({ id, event: { type: 'in_transit', tracking_number: 'T1' } })
    expect(await only()).toMatchObject({
      status: 'shipped',
      deliveries: [{ status: 'in_transit', shipments: [parcel, { tracking_number: 'T2' }] }],
    })
    await shop.staff.fulfillOrder({ id, event: { type: 'delivered' } })
    expect(await only()).toMatchObject({ status: 'delivered', deliveries: [{ status: 'delivered' }] })
  })

  test('come page by page, the newest first, and by how far they are', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { stock: 100 })
    const ids: string[] = []
    for (let count = 0; count < 7; count++) {
      ids.unshift((await buys(shop.as(ann), { [mug]: 1 })).order!.id)
      if (count % 2 === 0) shop.wait(hour)
    }
    await buys(shop.as(bob), { [mug]: 1 })
    const pages = async (status?: 'open' | 'delivered' | 'canceled') => {
      const found: string[][] = []
      let cursor: string | undefined
      do {
        const { orders, pagination } = await shop.as(ann).listOrders({
          ...(status && { status }),
          limit: 3,
          ...(cursor && { cursor }),
        })
        found.push(orders.map(order => order.id))
        cursor = pagination.cursor
      } while (cursor)
      return found
    }
    expect(await pages()).toEqual([ids.slice(0, 3), ids.slice(3, 6), ids.slice(6)])
    await shop.as(ann).cancelOrder({ id: ids[1]! })
    await shop.staff.fulfillOrder({ id: ids[5]!, event: { type: 'delivered' } })
    expect(await pages('canceled')).toEqual([[ids[1]]])
    expect(await pages('delivered')).toEqual([[ids[5]]])
    expect((await pages('open')).flat()).toEqual(ids.filter((_, index) => index !== 1 && index !== 5))
    const { pagination } = await shop.as(ann).listOrders({ limit: 3 })
    await expect(shop.as(ann).listOrders({ status: 'open', cursor: pagination.cursor! })).rejects.toMatchObject({
      code: 'invalid_cursor',
    })
  })

  test('hold what they bought as a guest under their e-mail address, and nothing that another customer bought under it', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const asGuest = (await buys(shop.guest, { [mug]: 1 })).order!
    await buys(shop.as(bob), { [mug]: 1 })
    const [known] = await rowsOf(await database.address(), 'select id from customers')
    const verified = { kind: 'customer', customerId: String(known!.id) } as const
    const mine = (await shop.as(verified).listOrders({})).orders
    expect(mine.map(order => order.id)).toEqual([asGuest.id])
    expect(await shop.as(verified).getOrder({ id: asGuest.label })).toMatchObject({ id: asGuest.id })
  })

  test('are found by the number that people say, by nobody else', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const { id, label } = (await buys(shop.as(ann), { [mug]: 1 })).order!
    const number = label.replace('MW-', '')
    const agent = { kind: 'agent', customerId: ann.customerId, agentId: 'claude', scopes: ['orders:read'] } as const
    for (const said of [label, number, `#${number}`, ` mw-${number} `]) {
      for (const actor of [ann, agent]) expect(await shop.as(actor).getOrder({ id: said })).toMatchObject({ id })
      expect(await shop.staff.getOrder({ id: said })).toMatchObject({ id })
      for (const other of [bob, { kind: 'guest' } as const])
        await expect(shop.as(other).getOrder({ id: said })).rejects.toMatchObject({
          code: 'not_found',
          message: `There is no order "${said}".`,
        })
    }
    const guests = (await buys(shop.guest, { [mug]: 1 })).order!
    await expect(shop.guest.getOrder({ id: guests.label })).rejects.toMatchObject({ code: 'not_found' })
    await expect(shop.guest.cancelOrder({ id: guests.label })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('are listed for nobody who is not signed in, and for no agent that may not read them', async () => {
    const shop = await aFurnishedShop(database)
    await expect(shop.guest.listOrders({})).rejects.toMatchObject({ code: 'unauthorized' })
    await expect(shop.staff.listOrders({})).rejects.toMatchObject({ code: 'unauthorized' })
    const agent = { kind: 'agent', customerId: ann.customerId, agentId: 'claude', scopes: ['cart:write'] } as const
    await expect(shop.as(agent).listOrders({})).rejects.toMatchObject({ code: 'forbidden' })
  })
})

onBothDatabases('Ordering again', database => {
  test('fills a cart at today’s prices and says what changed, what is sold out and what is not sold any more', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { price: 1000 })
    const plate = await aProduct(shop.staff, 'plate', { stock: 1 })
    const vase = await aProduct(shop.staff, 'vase')
    const { id, label } = (await buys(shop.as(ann), { [mug]: 2, [plate]: 1, [vase]: 1 })).order!
    await shop.staff.setPrices({ prices: [{ variant_id: mug, currency: 'EUR', amount: 900 }] })
    const { product } = await shop.staff.getProduct({ catalog: { id: vase } })
    await shop.staff.archiveProduct({ id: product.id })
    const cart = await shop.as(ann).reorder({ id: label })
    expect(cart.line_items).toMatchObject([
      { item: { id: mug, price: 900 }, quantity: 2 },
      { item: { id: plate }, quantity: 1 },
    ])
    expect(cart.messages).toMatchObject([
      { type: 'warning', code: 'item_unavailable', content: expect.stringContaining('Vase') },
      { type: 'warning', code: 'price_changed', content: expect.stringContaining('from 10.00 EUR to 9.00 EUR') },
      { type: 'error', code: 'out_of_stock', path: '$.line_items[1]' },
    ])
    expect(await shop.as(ann).getCart({ id: cart.id })).toMatchObject({ line_items: cart.line_items })
    for (const other of [shop.as(bob), shop.guest])
      await expect(other.reorder({ id })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('takes what was cancelled, in the currency that is asked for, once for each key', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    await shop.staff.setPrices({ prices: [{ variant_id: mug, currency: 'USD', amount: 1200 }] })
    const { id } = (await buys(shop.guest, { [mug]: 3 })).order!
    await shop.guest.cancelOrder({ id })
    const again = () =>
      shop.guest.reorder(
        { id, context: { currency: 'USD' } },
        { idempotencyKey: '11111111-2222-4333-8444-555555555555' },
      )
    const cart = await again()
    expect(cart).toMatchObject({ currency: 'USD', line_items: [{ item: { price: 1200 }, quantity: 3 }], messages: [] })
    expect(await again()).toEqual(cart)
  })
})
