import { expect, test } from 'vitest'
import { onBothDatabases } from './databases.ts'
import { aFurnishedShop, aProduct, buys } from './shop.ts'

onBothDatabases('A pre-order', database => {
  test('that another location is to owe sells no more than its limit', async () => {
    const shop = await aFurnishedShop(database)
    const { id: town } = await shop.staff.saveLocation({ location: { title: 'Town' } })
    const album = await aProduct(shop.staff, 'album', { stock: 0 })
    const release_at = new Date(shop.now().getTime() + 86_400_000).toISOString()
    const policy = { variant_id: album, rule: 'preorder', limit: 3, release_at } as const
    await shop.staff.saveStockPolicy({ policy })
    expect((await buys(shop.guest, { [album]: 2 })).status).toBe('completed')
    await shop.staff.saveStockPolicy({ policy: { ...policy, location_id: town } })
    expect((await buys(shop.guest, { [album]: 2 })).messages).toMatchObject([{ code: 'out_of_stock' }])
  })
})
