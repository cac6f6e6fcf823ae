import { expect, test } from 'vitest'
import { onBothDatabases } from './databases.ts'
import { aFurnishedShop, aProduct, buys, totalOf } from './shop.ts'

onBothDatabases('Orders', database => {
  test('an order is fulfilled in parts, with tracking, and never more than was ordered', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const plate = await aProduct(shop.staff, 'plate')
    const id = (await buys(shop.guest, { [mug]: 3, [plate]: 1 })).order!.id
    const [mugs, plates] = (await shop.guest.getOrder({ id })).line_items
    const tracking = { carrier: 'Post', tracking_number: 'T1', tracking_url: 'https://post.example/T1' }
    const partly = await shop.staff.fulfillOrder({
      id,
      event: { type: 'shipped', line_items: [{ id: mugs!.id, quantity: 2 }], ...tracking },
    })
    expect(partly.line_items.map(line => line.status)).toEqual(['partial', 'processing'])
    expect(partly.fulfillment.events).toMatchObject([
      { type: 'shipped', ...tracking, line_items: [{ id: mugs!.id, quantity: 2 }] },
    ])
    await expect(
      shop.staff.fulfillOrder({ id, event: { type: 'shipped', line_items: [{ id: mugs!.id, quantity: 2 }] } }),
    ).rejects.toMatchObject({ code: 'limit_exceeded' })
    const rest = await shop.staff.fulfillOrder({ id, event: { type: 'shipped' } })
    expect(rest.fulfillment.events[1]!.line_items).toEqual([
      { id: mugs!.id, quantity: 1 },
      { id: plates!.id, quantity: 1 },
    ])
    expect(rest.line_items.map(line => line.status)).toEqual(['fulfilled', 'fulfilled'])
    await expect(shop.staff.fulfillOrder({ id, event: { type: 'shipped' } })).rejects.toMatchObject({
      code: 'invalid_state',
    })
    await expect(shop.guest.cancelOrder({ id })).rejects.toMatchObject({ code: 'invalid_state' })
    await expect(shop.guest.fulfillOrder({ id, event: { type: 'shipped' } })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  test('cancelling before fulfilment puts the stock back, frees the code and refunds once', async () => {
    const shop = await aFurnishedShop(database)
    await shop.staff.savePromotion({ promotion: { code: 'ONCE', title: 'Once', rate_ppm: 500_000, usage_limit: 1 } })
    const mug = await aProduct(shop.staff, 'mug', { stock: 4 })
    const done = await buys(shop.guest, { [mug]: 4 })
    const id = done.order!.id
    const canceled = await shop.guest.cancelOrder({ id, reason: 'Changed my mind' })
    expect(canceled.line_items).toMatchObject([{ status: 'removed', quantity: { original: 4, total: 0 } }])
    expect(canceled.adjustments).toMatchObject([
      { type: 'cancellation', status: 'completed', line_items: [{ quantity: -4 }], description: 'Changed my mind' },
      { type: 'refund', status: 'completed', totals: [{ type: 'total', amount: -totalOf(done) }] },
    ])
    expect((await shop.staff.getStock({ variant_ids: [mug] })).stock).toMatchObject([{ on_hand: 4, reserved: 0 }])
    expect(await shop.guest.cancelOrder({ id })).toEqual(canceled)
    expect((await shop.staff.getStock({ variant_ids: [mug] })).stock).toMatchObject([{ on_hand: 4 }])
  })

  test('fifty cancellations at once refund once', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { stock: 1 })
    const id = (await buys(shop.guest, { [mug]: 1 })).order!.id
    await Promise.allSettled(Array.from({ length: 50 }, () => shop.guest.cancelOrder({ id })))
    const order = await shop.guest.getOrder({ id })
    expect(order.adjustments.filter(({ type }) => type === 'refund')).toHaveLength(1)
    expect((await shop.staff.getStock({ variant_ids: [mug] })).stock).toMatchObject([{ on_hand: 1, reserved: 0 }])
  })

  test('the permalink opens the order; its number does not, nor does another customer', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const ann = shop.as({ kind: 'customer', customerId: 'cus_ann' })
    const bob = shop.as({ kind: 'customer', customerId: 'cus_bob' })
    const { order } = await buys(ann, { [mug]: 1 })
    const token = order!.permalink_url.split('/').at(-1)!
    expect((await shop.guest.getOrder({ id: token })).id).toBe(order!.id)
    for (const id of [order!.id, order!.label, '1001']) {
      await expect(bob.getOrder({ id })).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(bob.cancelOrder({ id: order!.id })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('what happened to an order is told to who listens', async () => {
    const shop = await aFurnishedShop(database)
    const told: string[] = []
    const last = new Promise<void>(resolve => {
      shop.subscribe(({ type }) => {
        told.push(type)
        if (type === 'refund.succeeded') resolve()
      })
    })
    const mug = await aProduct(shop.staff, 'mug')
    const { order } = await buys(shop.guest, { [mug]: 1 })
    await shop.guest.cancelOrder({ id: order!.id })
    await last
    expect(told).toEqual(expect.arrayContaining(['payment.captured', 'order.placed', 'order.canceled']))
  })
})
