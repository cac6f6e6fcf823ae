import { expect, test } from 'vitest'
import { onBothDatabases } from './databases.ts'
import { aFurnishedShop, aProduct, buys, pays, readyCheckout } from './shop.ts'

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
  test('that moves to another day and place while somebody pays sells no more than its limit', async () => {
    const shop = await aFurnishedShop(database)
    const { id: town } = await shop.staff.saveLocation({ location: { title: 'Town' } })
    const album = await aProduct(shop.staff, 'album', { stock: 0 })
    const releasedIn = (days: number) => new Date(shop.now().getTime() + days * 86_400_000).toISOString()
    const policy = { variant_id: album, rule: 'preorder', limit: 3, release_at: releasedIn(1) } as const
    await shop.staff.saveStockPolicy({ policy })
    const held = await Promise.all([2, 1].map(units => readyCheckout(shop.guest, { [album]: units })))
    for (const { id } of held)
      await shop.guest.completeCheckout({ id, checkout: { payment: pays('needs_confirmation') } })
    const soldOut = { messages: [{ code: 'out_of_stock' }] }

    await shop.staff.saveStockPolicy({ policy: { ...policy, release_at: releasedIn(2) } })
    expect(await buys(shop.guest, { [album]: 1 })).toMatchObject(soldOut)
    await shop.staff.saveStockPolicy({ policy: { ...policy, release_at: releasedIn(3), location_id: town } })
    expect(await buys(shop.guest, { [album]: 1 })).toMatchObject(soldOut)

    await shop.demoBank!.decide(held[0]!.id, 'approve')
    expect((await shop.guest.getCheckout({ id: held[0]!.id })).status).toBe('completed')
    expect(await buys(shop.guest, { [album]: 1 })).toMatchObject(soldOut)
    await shop.demoBank!.decide(held[1]!.id, 'refuse')
    expect((await buys(shop.guest, { [album]: 1 })).status).toBe('completed')
    expect(await buys(shop.guest, { [album]: 1 })).toMatchObject(soldOut)
    const [stock] = (await shop.staff.getStock({ variant_ids: [album] })).stock
    expect(stock).toMatchObject({ on_hand: -3, reserved: 0 })
    expect(stock!.locations.find(({ location_id }) => location_id === town)).toMatchObject({ on_hand: -3 })
  })
})
