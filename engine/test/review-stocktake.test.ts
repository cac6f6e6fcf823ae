import { expect, test } from 'vitest'
import { onBothDatabases } from './databases.ts'
import { aFurnishedShop, aProduct, buys, type TestShop } from './shop.ts'

const stockOf = async (shop: TestShop, id: string) => (await shop.staff.getStock({ variant_ids: [id] })).stock[0]!

onBothDatabases('A count', database => {
  test('that is imported twice is booked once, though it says when it began', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { stock: 10 })
    const counted_at = shop.now().toISOString()
    shop.wait(60_000)
    await buys(shop.guest, { [mug]: 1 })
    const stocktake = { counted_at, rows: [{ variant_id: mug, counted: 8 }] }
    await shop.staff.importStocktake({ stocktake })
    shop.wait(60_000)
    expect(await shop.staff.importStocktake({ stocktake })).toMatchObject({ unchanged: 1, difference_count: 0 })
    expect(await stockOf(shop, mug)).toMatchObject({ on_hand: 7 })
  })
})
