import { expect, test } from 'vitest'
import type { Shop } from '../src/contract.ts'
import { rowsOf } from './database-rows.ts'
import { onBothDatabases } from './databases.ts'
import { aFurnishedShop, aProduct, buys, pays, readyCheckout, type TestShop } from './shop.ts'

const day = 86_400_000

const availableOf = async (shop: Shop, handle: string) => {
  const { product } = await shop.getProduct({ catalog: { id: handle } })
  return product.variants[0]?.availability
}

const isListed = async (shop: Shop, handle: string) => {
  const { products } = await shop.searchCatalog({ catalog: { filters: { available: true } } })
  return products.some(product => product.handle === handle)
}

const cartOf = (shop: Shop, items: Record<string, number>) =>
  shop.createCart({ cart: { line_items: Object.entries(items).map(([id, quantity]) => ({ item: { id }, quantity })) } })

const stockOf = async ({ staff }: TestShop, id: string) => (await staff.getStock({ variant_ids: [id] })).stock[0]!

const stocked = (on_hand: number) => ({ on_hand, tracked: true, backorder: false })

onBothDatabases('A merchant’s stock', database => {
  test('on pre-order is sold up to its allotment, with the day on the product, in the cart and on the order', async () => {
    const shop = await aFurnishedShop(database)
    const album = await aProduct(shop.staff, 'album', { stock: 0 })
    expect(await isListed(shop.guest, 'album')).toBe(false)
    const release = new Date(shop.now().getTime() + 30 * day).toISOString()
    await shop.staff.saveStockPolicy({ policy: { variant_id: album, rule: 'preorder', limit: 3, release_at: release } })
    expect(await availableOf(shop.guest, 'album')).toEqual({
      available: true,
      status: 'preorder',
      available_at: release,
    })
    expect(await isListed(shop.guest, 'album')).toBe(true)
    const { messages } = await cartOf(shop.guest, { [album]: 2 })
    expect(messages).toEqual([
      {
        type: 'info',
        code: 'preorder',
        content: `Album (ALBUM): a pre-order, released on ${release.slice(0, 10)}.`,
        path: '$.line_items[0]',
      },
    ])
    const bought = await buys(shop.guest, { [album]: 2 })
    expect(bought.status).toBe('completed')
    const order = await shop.guest.getOrder({ id: bought.order!.id })
    expect(order.line_items).toMatchObject([{ available_at: release }])
    expect((await buys(shop.guest, { [album]: 2 })).messages).toMatchObject([
      { code: 'out_of_stock', content: expect.stringContaining('Only 1 of Album') },
    ])
    expect((await buys(shop.guest, { [album]: 1 })).status).toBe('completed')
    expect(await isListed(shop.guest, 'album')).toBe(false)
    expect(await stockOf(shop, album)).toMatchObject({ on_hand: -3, policy: { rule: 'preorder', limit: 3 } })
  })

  test('that has been released is sold as what has come in, and no further', async () => {
    const shop = await aFurnishedShop(database)
    const album = await aProduct(shop.staff, 'album', { stock: 0 })
    const release_at = new Date(shop.now().getTime() + day).toISOString()
    await shop.staff.saveStockPolicy({ policy: { variant_id: album, rule: 'preorder', limit: 5, release_at } })
    expect((await buys(shop.guest, { [album]: 2 })).status).toBe('completed')
    await shop.staff.adjustStock({ adjustments: [{ variant_id: album, by: 4 }], reason: 'received' })
    shop.wait(day)
    expect(await availableOf(shop.guest, 'album')).toEqual({ available: true, status: 'in_stock' })
    expect((await buys(shop.guest, { [album]: 3 })).messages).toMatchObject([{ code: 'out_of_stock' }])
    expect((await buys(shop.guest, { [album]: 2 })).status).toBe('completed')
    expect(await availableOf(shop.guest, 'album')).toEqual({ available: false, status: 'out_of_stock' })
    expect(await isListed(shop.guest, 'album')).toBe(false)
  })

  test('on backorder says how many have to be waited for, and until when', async () => {
    const shop = await aFurnishedShop(database)
    const chair = await aProduct(shop.staff, 'chair', { stock: 1 })
    await shop.staff.saveStockPolicy({ policy: { variant_id: chair, rule: 'backorder', limit: 2, lead_days: 14 } })
    const expected = new Date(shop.now().getTime() + 14 * day).toISOString()
    expect(await availableOf(shop.guest, 'chair')).toEqual({ available: true, status: 'in_stock' })
    const { messages } = await cartOf(shop.guest, { [chair]: 3 })
    expect(messages).toMatchObject([
      {
        code: 'backorder',
        content: `2 of 3 Chair (CHAIR): on backorder, expected on ${expected.slice(0, 10)}.`,
      },
    ])
    const bought = await buys(shop.guest, { [chair]: 3 })
    const order = await shop.guest.getOrder({ id: bought.order!.id })
    expect(order.line_items).toMatchObject([{ available_at: expected }])
    expect(await availableOf(shop.guest, 'chair')).toEqual({ available: false, status: 'out_of_stock' })
    await shop.staff.saveStockPolicy({ policy: { variant_id: chair, rule: 'deny' } })
    await shop.staff.adjustStock({ adjustments: [{ variant_id: chair, by: 1 }], reason: 'received' })
    expect(await stockOf(shop, chair)).toMatchObject({ on_hand: -1, backorder: false })
    await shop.guest.cancelOrder({ id: bought.order!.id })
    expect(await stockOf(shop, chair)).toMatchObject({ on_hand: 2, available: 2 })
  })

  test('has policies that make sense', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const note = await aProduct(shop.staff, 'note', { stock: null })
    const save = (policy: Parameters<Shop['saveStockPolicy']>[0]['policy']) => shop.staff.saveStockPolicy({ policy })
    await expect(save({ variant_id: mug, rule: 'preorder' })).rejects.toMatchObject({ code: 'invalid_input' })
    const past = new Date(shop.now().getTime() - 1).toISOString()
    await expect(save({ variant_id: mug, rule: 'preorder', release_at: past })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    await expect(save({ variant_id: mug, rule: 'deny', limit: 1 })).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(save({ variant_id: note, rule: 'backorder' })).rejects.toMatchObject({ code: 'invalid_state' })
    await expect(save({ variant_id: mug, rule: 'backorder', location_id: 'loc_x' })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('is of variants that there are: nothing is booked of others, nor of what stands beside them', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { stock: 5 })
    const { id: town } = await shop.staff.saveLocation({ location: { title: 'Town' } })
    const lines = [mug, 'var_none'].map(variant_id => ({ variant_id, quantity: 1 }))
    const adjustments = [mug, 'var_none'].map(variant_id => ({ variant_id, by: 1, low_stock_at: 1 }))
    const tries = [
      shop.staff.adjustStock({ adjustments }),
      shop.staff.saveStockPolicy({ policy: { variant_id: 'var_none', rule: 'backorder' } }),
      shop.staff.transferStock({ transfer: { from_location_id: 'loc_main', to_location_id: town, lines } }),
    ]
    for (const refused of await Promise.allSettled(tries)) {
      expect(refused).toMatchObject({
        status: 'rejected',
        reason: {
          code: 'not_found',
          message: 'There is no variant "var_none".',
          remedy: expect.stringMatching(/^Check the id/),
        },
      })
    }
    expect(await stockOf(shop, 'var_none')).toMatchObject({ on_hand: 0, locations: [] })
    expect(await stockOf(shop, mug)).toMatchObject({ on_hand: 5, locations: [{ location_id: 'loc_main' }] })
    expect((await shop.staff.listTransfers({})).transfers).toEqual([])
  })

  test('in bundles is that of their parts, together with the lines of the parts themselves', async () => {
    const shop = await aFurnishedShop(database)
    const [cup, tray] = [
      await aProduct(shop.staff, 'cup', { stock: 9 }),
      await aProduct(shop.staff, 'tray', { stock: 3 }),
    ]
    const set = await aProduct(shop.staff, 'set', { stock: 0, price: 3000 })
    const parts = [
      { variant_id: cup, quantity: 4 },
      { variant_id: tray, quantity: 1 },
    ]
    expect(await shop.staff.saveBundle({ bundle: { variant_id: set, parts } })).toMatchObject({ available: 2, parts })
    expect(await availableOf(shop.guest, 'set')).toEqual({ available: true, status: 'in_stock' })
    expect((await cartOf(shop.guest, { [set]: 1, [cup]: 6 })).messages).toMatchObject([
      { code: 'out_of_stock', content: expect.stringContaining('Only 5 of Cup'), path: '$.line_items[1]' },
    ])
    const bought = await buys(shop.guest, { [set]: 2, [cup]: 1 })
    expect(bought.status).toBe('completed')
    const order = await shop.guest.getOrder({ id: bought.order!.id })
    expect(order.line_items[0]).toMatchObject({
      item: { id: set, price: 3000 },
      parts: [
        { id: cup, title: 'Cup', quantity: 4 },
        { id: tray, title: 'Tray', quantity: 1 },
      ],
    })
    expect([(await stockOf(shop, cup)).on_hand, (await stockOf(shop, tray)).on_hand]).toEqual([0, 1])
    expect(await availableOf(shop.guest, 'set')).toEqual({ available: false, status: 'out_of_stock' })
    expect(await isListed(shop.guest, 'set')).toBe(false)
    await shop.guest.cancelOrder({ id: bought.order!.id })
    expect([(await stockOf(shop, cup)).on_hand, (await stockOf(shop, tray)).on_hand]).toEqual([9, 3])
    expect(await isListed(shop.guest, 'set')).toBe(true)
  })

  test('of a bundle follows its parts: late with the latest, and gone with one that is', async () => {
    const shop = await aFurnishedShop(database)
    const [cup, tray] = [
      await aProduct(shop.staff, 'cup', { stock: 9 }),
      await aProduct(shop.staff, 'tray', { stock: 0 }),
    ]
    const set = await aProduct(shop.staff, 'set', { stock: 0 })
    await shop.staff.saveBundle({
      bundle: { variant_id: set, parts: [cup, tray].map(variant_id => ({ variant_id, quantity: 2 })) },
    })
    expect(await isListed(shop.guest, 'set')).toBe(false)
    const expected_at = new Date(shop.now().getTime() + 9 * day).toISOString()
    await shop.staff.saveStockPolicy({ policy: { variant_id: tray, rule: 'backorder', limit: 3, expected_at } })
    expect(await availableOf(shop.guest, 'set')).toEqual({
      available: true,
      status: 'backorder',
      available_at: expected_at,
    })
    expect(await isListed(shop.guest, 'set')).toBe(true)
    expect((await buys(shop.guest, { [set]: 1 })).status).toBe('completed')
    expect(await isListed(shop.guest, 'set')).toBe(false)
    await shop.staff.adjustStock({ adjustments: [{ variant_id: tray, by: 9 }] })
    expect(await isListed(shop.guest, 'set')).toBe(true)
    const { product } = await shop.guest.getProduct({ catalog: { id: 'tray' } })
    await shop.staff.archiveProduct({ id: product.id })
    expect(await isListed(shop.guest, 'set')).toBe(false)
    expect((await cartOf(shop.guest, { [set]: 1 })).messages).toMatchObject([{ code: 'out_of_stock' }])
  })

  test('makes no bundles of bundles, and none of what has stock of its own', async () => {
    const shop = await aFurnishedShop(database)
    const [a, b, c] = [
      await aProduct(shop.staff, 'a', { stock: 0 }),
      await aProduct(shop.staff, 'b'),
      await aProduct(shop.staff, 'c'),
    ]
    const save = (variant_id: string, ...parts: string[]) =>
      shop.staff.saveBundle({ bundle: { variant_id, parts: parts.map(id => ({ variant_id: id, quantity: 1 })) } })
    await expect(save(b, c)).rejects.toMatchObject({ code: 'conflict' })
    await expect(save(a, a)).rejects.toMatchObject({ code: 'invalid_state' })
    await expect(save(a, 'var_none')).rejects.toMatchObject({ code: 'not_found' })
    await save(a, b)
    await expect(save(c, a)).rejects.toMatchObject({ code: 'invalid_state' })
    await shop.staff.adjustStock({ adjustments: [{ variant_id: b, to: 0 }] })
    await expect(save(b, c)).rejects.toMatchObject({ code: 'invalid_state' })
    await expect(shop.staff.adjustStock({ adjustments: [{ variant_id: a, by: 1 }] })).rejects.toMatchObject({
      code: 'invalid_state',
    })
    await save(a)
    expect(await availableOf(shop.guest, 'a')).toEqual({ available: false, status: 'out_of_stock' })
  })

  test('on its way between locations is neither here nor there, and every unit is accounted for', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { stock: 10 })
    const town = await shop.staff.saveLocation({ location: { title: 'Shop in town' } })
    const lines = [{ variant_id: mug, quantity: 6 }]
    const way = { from_location_id: 'loc_main', to_location_id: town.id }
    const sent = await shop.staff.transferStock({ transfer: { ...way, lines } })
    expect(await stockOf(shop, mug)).toMatchObject({
      on_hand: 4,
      available: 4,
      locations: [
        { location_id: 'loc_main', on_hand: 4 },
        { location_id: town.id, on_hand: 0, incoming: 6 },
      ],
    })
    await expect(shop.staff.transferStock({ transfer: { ...way, lines } })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Only 4 of variant'),
    })
    const part = { id: sent.id, lines: [{ variant_id: mug, received: 3, lost: 1 }] }
    expect(await shop.staff.receiveTransfer(part)).toMatchObject({
      status: 'in_transit',
      lines: [{ quantity: 6, outstanding: 2, received: 3, lost: 1, returned: 0 }],
    })
    await expect(shop.staff.receiveTransfer(part)).rejects.toMatchObject({ code: 'conflict' })
    expect(await shop.staff.cancelTransfer({ id: sent.id })).toMatchObject({
      status: 'canceled',
      lines: [{ outstanding: 0, received: 3, lost: 1, returned: 2 }],
    })
    await shop.staff.cancelTransfer({ id: sent.id })
    expect((await stockOf(shop, mug)).locations).toMatchObject([{ on_hand: 6 }, { on_hand: 3 }])
    await expect(shop.staff.receiveTransfer({ id: sent.id })).rejects.toMatchObject({ code: 'invalid_state' })
    const again = await shop.staff.transferStock({ transfer: { ...way, lines } })
    await shop.staff.receiveTransfer({ id: again.id })
    expect(await shop.staff.receiveTransfer({ id: again.id })).toMatchObject({ status: 'received' })
    expect((await stockOf(shop, mug)).locations).toMatchObject([{ on_hand: 0 }, { on_hand: 9 }])
    const { transfers, pagination } = await shop.staff.listTransfers({ pagination: { limit: 1 } })
    expect(transfers).toHaveLength(1)
    const rest = await shop.staff.listTransfers({ pagination: { cursor: pagination.cursor! } })
    expect([...transfers, ...rest.transfers].map(({ id }) => id).sort()).toEqual([again.id, sent.id].sort())
  })

  test('tells once that little is left, that nothing is, and that it is back', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { stock: 6 })
    await shop.staff.adjustStock({ adjustments: [{ variant_id: mug, low_stock_at: 3 }] })
    const told = async () => {
      const rows = await rowsOf(
        await database.address(),
        `select type from outbox where type in ('stock.low', 'stock.sold_out', 'stock.back') order by id`,
      )
      return rows.map(({ type }) => type)
    }
    await buys(shop.guest, { [mug]: 2 })
    expect(await told()).toEqual([])
    await buys(shop.guest, { [mug]: 1 })
    await buys(shop.guest, { [mug]: 1 })
    expect(await told()).toEqual(['stock.low'])
    const last = await buys(shop.guest, { [mug]: 2 })
    expect(await told()).toEqual(['stock.low', 'stock.sold_out'])
    await shop.guest.cancelOrder({ id: last.order!.id })
    expect(await told()).toEqual(['stock.low', 'stock.sold_out', 'stock.back'])
    await shop.staff.adjustStock({ adjustments: [{ variant_id: mug, by: 9 }] })
    await shop.staff.adjustStock({ adjustments: [{ variant_id: mug, by: -9 }] })
    expect((await told()).slice(3)).toEqual(['stock.low'])
    expect(await stockOf(shop, mug)).toMatchObject({ low_stock_at: 3 })
  })

  test('has a threshold for all variants that have none of their own', async () => {
    const shop = await aFurnishedShop(database)
    const store = await shop.staff.getStore({})
    await shop.staff.saveStore({ store: { ...store, low_stock_at: 2 } })
    const mug = await aProduct(shop.staff, 'mug', { stock: 3 })
    const town = await shop.staff.saveLocation({ location: { title: 'Shop in town' } })
    await shop.staff.adjustStock({ adjustments: [{ variant_id: mug, location_id: town.id, to: 1 }] })
    await buys(shop.guest, { [mug]: 2 })
    const rows = await rowsOf(await database.address(), `select payload from outbox where type = 'stock.low'`)
    expect(rows.map(({ payload }) => (typeof payload === 'string' ? JSON.parse(payload) : payload))).toEqual([
      { variant_id: mug, units: 2 },
    ])
  })

  test('is counted while it is sold: only the difference to what lay there is booked', async () => {
    const shop = await aFurnishedShop(database)
    const [mug, tin] = [
      await aProduct(shop.staff, 'mug', { stock: 10 }),
      await aProduct(shop.staff, 'tin', { stock: 4 }),
    ]
    const counted_at = shop.now().toISOString()
    shop.wait(60_000)
    await buys(shop.guest, { [mug]: 3 })
    await shop.staff.adjustStock({ adjustments: [{ variant_id: mug, by: 5 }], reason: 'received' })
    const stocktake = { counted_at, csv: 'SKU,Counted\nMUG,5\nTIN,4\nMUG,4\n', reference: 'Spring' }
    const expected = {
      counted: 2,
      unchanged: 1,
      problem_count: 0,
      differences: [{ line: 2, sku: 'MUG', expected: 10, counted: 9, difference: -1, moved: 2, on_hand: 11 }],
    }
    expect(await shop.staff.importStocktake({ stocktake, dry_run: true })).toMatchObject({
      applied: false,
      ...expected,
    })
    expect(await stockOf(shop, mug)).toMatchObject({ on_hand: 12 })
    expect(await shop.staff.importStocktake({ stocktake })).toMatchObject({ applied: true, ...expected })
    expect(await stockOf(shop, mug)).toMatchObject({ on_hand: 11 })
    expect(await stockOf(shop, tin)).toMatchObject({ on_hand: 4 })
    const booked = await rowsOf(
      await database.address(),
      `select quantity, reference from stock_movements where reason = 'counted'`,
    )
    expect(booked.map(({ quantity, reference }) => [Number(quantity), reference])).toEqual([[-1, 'Spring']])
  })

  test('is not counted from a file with a mistake in it, and every mistake is named by its line', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { stock: 3 })
    const barcode = { variants: [{ sku: 'TIN', barcode: '4006381333931', prices: [], stock: stocked(2) }] }
    await shop.staff.importProducts({ products: [{ handle: 'tin', title: 'Tin', ...barcode }] })
    const held = await readyCheckout(shop.guest, { [mug]: 2 })
    await shop.guest.completeCheckout({ id: held.id, checkout: { payment: pays('never') } })
    const csv = 'barcode,sku,qty\n,MUG,1\n4006381333931,,7\n,NONE,1\n,MUG,many\n'
    const answer = await shop.staff.importStocktake({ stocktake: { csv } })
    expect(answer).toMatchObject({
      applied: false,
      problem_count: 3,
      problems: [
        { line: 2, message: expect.stringContaining('"MUG": 2 are held for buyers who are paying') },
        { line: 4, message: 'There is no variant with the sku "NONE".' },
        { line: 5, message: expect.stringContaining('"many" is no count') },
      ],
    })
    expect(await stockOf(shop, mug)).toMatchObject({ on_hand: 3 })
    const only = await shop.staff.importStocktake({ stocktake: { rows: [{ barcode: '4006381333931', counted: 7 }] } })
    expect(only).toMatchObject({ applied: true, differences: [{ sku: 'TIN', difference: 5 }] })
    const headless = await shop.staff.importStocktake({ stocktake: { csv: 'MUG,1' } })
    expect(headless.problems).toMatchObject([{ line: 1, message: expect.stringContaining('header') }])
  })
})
