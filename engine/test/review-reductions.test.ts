import { expect, test } from 'vitest'
import { onBothDatabases } from './databases.ts'
import { aFurnishedShop, aProduct } from './shop.ts'

onBothDatabases('A price list that is saved again', database => {
  test('with the same price goes on with its reduction, and is compared with what was before it', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { price: 1000 })
    const pot = await aProduct(shop.staff, 'pot', { price: 3000 })
    shop.wait(86_400_000)
    const price_list = { title: 'Sale', currency: 'EUR', prices: [{ variant_id: mug, amount: 800 }] }
    const { id } = await shop.staff.savePriceList({ price_list })
    shop.wait(86_400_000)
    const prices = [...price_list.prices, { variant_id: pot, amount: 2000 }]
    await shop.staff.savePriceList({ price_list: { ...price_list, id, prices } })
    const cart = await shop.guest.createCart({ cart: { line_items: [{ item: { id: mug }, quantity: 1 }] } })
    expect(cart.line_items[0]!.item).toMatchObject({ price: 800, lowest_price_30_days: 1000 })
  })

  test('does not hide the reduction that the variant has of its own', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { price: 1000 })
    const set = (compare_at: number) =>
      shop.staff.setPrices({ prices: [{ variant_id: mug, currency: 'EUR', amount: 800, compare_at }] })
    shop.wait(86_400_000)
    await set(1000)
    shop.wait(86_400_000)
    await set(1100)
    const cart = await shop.guest.createCart({ cart: { line_items: [{ item: { id: mug }, quantity: 1 }] } })
    expect(cart.line_items[0]!.item).toMatchObject({ price: 800, lowest_price_30_days: 1000 })
  })
})
