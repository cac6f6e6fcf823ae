import { expect, test } from 'vitest'
import { onBothDatabases } from './databases.ts'
import { aFurnishedShop, aProduct } from './shop.ts'

onBothDatabases('A basket that changes its currency', database => {
  const inDollars = { context: { currency: 'USD' } }

  test('has no price that changed: euros are not dollars', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { price: 1000 })
    await shop.staff.setPrices({ prices: [{ variant_id: mug, currency: 'USD', amount: 1100 }] })
    const line_items = [{ item: { id: mug }, quantity: 1 }]
    const cart = await shop.guest.createCart({ cart: { line_items } })
    const moved = await shop.guest.updateCart({ id: cart.id, cart: { line_items, ...inDollars } })
    expect(moved).toMatchObject({ currency: 'USD', line_items: [{ item: { price: 1100 } }] })
    expect(moved.messages.map(({ code }) => code)).not.toContain('price_changed')
    const checkout = await shop.guest.createCheckout({ checkout: { line_items } })
    const changed = await shop.guest.updateCheckout({ id: checkout.id, checkout: inDollars })
    expect(changed).toMatchObject({ currency: 'USD', line_items: [{ item: { price: 1100 } }] })
    expect(changed.messages.map(({ code }) => code)).not.toContain('price_changed')
  })

  test('shows no euro price in dollars for what has none', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { price: 1000 })
    const line_items = [{ item: { id: mug }, quantity: 1 }]
    const { id } = await shop.guest.createCheckout({ checkout: { line_items } })
    const changed = await shop.guest.updateCheckout({ id, checkout: inDollars })
    expect(changed).toMatchObject({ currency: 'USD', status: 'incomplete', line_items: [{ item: { price: 0 } }] })
    expect(changed.messages).toContainEqual(expect.objectContaining({ type: 'error', code: 'item_unavailable' }))
  })
})
