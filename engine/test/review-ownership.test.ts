import { expect, test } from 'vitest'
import { onBothDatabases } from './databases.ts'
import { aFurnishedShop, aProduct, berlin, buys } from './shop.ts'

onBothDatabases('What a customer owns', database => {
  const ann = { kind: 'customer', customerId: 'cus_ann' } as const

  test('is not shown to a guest who knows the cart that it came from', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const cart = await shop.guest.createCart({ cart: { line_items: [{ item: { id: mug }, quantity: 1 }] } })
    const checkout = await shop.as(ann).createCheckout({
      checkout: {
        cart_id: cart.id,
        buyer: { email: 'ann@example.com' },
        fulfillment: { methods: [{ destinations: [berlin] }] },
      },
    })
    const asked = { checkout: { cart_id: cart.id } }
    await expect(shop.guest.createCheckout(asked)).rejects.toMatchObject({ code: 'conflict' })
    await shop.guest.updateCart({ id: cart.id, cart: { line_items: [{ item: { id: mug }, quantity: 9 }] } })
    await expect(shop.guest.createCheckout(asked)).rejects.toMatchObject({ code: 'conflict' })
    expect(await shop.as(ann).getCheckout({ id: checkout.id })).toMatchObject({ line_items: [{ quantity: 1 }] })
    await shop.as(ann).cancelCheckout({ id: checkout.id })
    expect((await shop.guest.createCheckout(asked)).buyer).toBeUndefined()
  })

  test('is read by its permalink, and cancelled by its owner alone', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { stock: 1 })
    const { order } = await buys(shop.as(ann), { [mug]: 1 })
    const token = order!.permalink_url.split('/').at(-1)!
    expect(await shop.guest.getOrder({ id: token })).toMatchObject({ id: order!.id })
    await expect(shop.guest.cancelOrder({ id: token })).rejects.toMatchObject({ code: 'not_found' })
    expect((await shop.staff.getStock({ variant_ids: [mug] })).stock).toMatchObject([{ on_hand: 0 }])
    expect(await shop.as(ann).cancelOrder({ id: token })).toMatchObject({ line_items: [{ status: 'removed' }] })
  })

  test('stays theirs when the staff begins the checkout of their cart', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const line_items = [{ item: { id: mug }, quantity: 1 }]
    const cart = await shop.as(ann).createCart({ cart: { line_items } })
    const { id } = await shop.staff.createCheckout({ checkout: { cart_id: cart.id } })
    expect(await shop.as(ann).getCheckout({ id })).toMatchObject({ cart_id: cart.id })
    await expect(shop.guest.getCheckout({ id })).rejects.toMatchObject({ code: 'not_found' })
  })
})
