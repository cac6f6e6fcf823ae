import { describe, expect, test } from 'vitest'
import { type RecordType, recordTypes, type Shop } from '../src/contract.ts'
import { guest, RecordError, type ShopRecord, system } from '../src/index.ts'
import { countedIds } from '../src/shared/ids.ts'
import { onBothDatabases, onSqlite } from './databases.ts'
import { aFurnishedShop, aProduct, aShop, buys, furnish, type TestShop } from './shop.ts'

/** Every record of the shop, as its file would hold them. */
async function recordsOf(staff: Shop, limit = 2): Promise<Map<RecordType, ShopRecord[]>> {
  const found = new Map<RecordType, ShopRecord[]>()
  for (const type of recordTypes) {
    let cursor: string | undefined
    do {
      const page = await staff.exportRecords({ type, limit, ...(cursor !== undefined && { cursor }) })
      const records = page.records.map(input => ({ operation: page.operation ?? '', input }))
      found.set(type, [...(found.get(type) ?? []), ...records])
      cursor = page.cursor
    } while (cursor !== undefined)
  }
  return found
}

async function* inBatches(records: readonly ShopRecord[], size = 7): AsyncGenerator<readonly ShopRecord[]> {
  for (let at = 0; at < records.length; at += size) yield records.slice(at, at + size)
}

const savable = (records: Map<RecordType, ShopRecord[]>) =>
  [...records.values()].flat().filter(({ operation }) => operation !== '')

async function fill({ staff }: Pick<TestShop, 'staff'>): Promise<void> {
  await furnish(staff)
  const mug = await aProduct(staff, 'mug', { price: 1290, stock: 4 })
  const bowl = await aProduct(staff, 'bowl', { stock: null, options: { categories: ['Kitchen > Bowls'] } })
  const set = await aProduct(staff, 'set', { stock: null })
  const rows = [{ variant: 0, cells: { 'Cost per item': '4' } }]
  const { products } = await staff.exportProducts({})
  await staff.importProducts({
    columns: ['Handle', 'Title', 'Cost per item'],
    products: [{ ...products.find(({ handle }) => handle === 'bowl')!, external: rows }],
  })
  const second = await staff.saveLocation({ location: { title: 'Shop', allows_pickup: true } })
  await staff.adjustStock({ adjustments: [{ variant_id: mug, to: 3, safety: 1, location_id: second.id }] })
  await staff.saveStockPolicy({ policy: { variant_id: mug, rule: 'backorder', limit: 5, lead_days: 9 } })
  const lines = [{ variant_id: mug, quantity: 2 }]
  await staff.transferStock({ transfer: { from_location_id: 'loc_main', to_location_id: second.id, lines } })
  const gone = await staff.transferStock({
    transfer: { from_location_id: second.id, to_location_id: 'loc_main', lines },
  })
  await staff.receiveTransfer({ id: gone.id, lines: [{ variant_id: mug, received: 1 }] })
  await staff.saveBundle({ bundle: { variant_id: set, parts: [{ variant_id: mug, quantity: 2 }] } })
  const members = [{ email: 'ann@example.com' }]
  await staff.saveCustomerGroup({ customer_group: { name: 'trade', members } })
  const prices = [{ variant_id: mug, amount: 990, minimum_quantity: 3 }]
  await staff.savePriceList({ price_list: { title: 'Trade', currency: 'EUR', customer_group: 'trade', prices } })
  await staff.savePromotion({
    promotion: {
      title: 'Two for one',
      buy_x_get_y: { buy: 1, get: 1, of: { variants: [bowl] } },
      applies_to: { categories: ['Kitchen'], products: ['mug'] },
    },
  })
  const policy = { slug: 'returns', kind: 'refund_policy', title: 'Returns', body: 'Thirty days.' } as const
  await staff.savePolicy({ policy })
  await staff.saveCollection({ collection: { title: 'Favourites', products: ['bowl', 'mug'] } })
  const conditions = [{ field: 'category' as const, value: 'Kitchen' }]
  await staff.saveCollection({ collection: { title: 'For the kitchen', rule: { match: 'all', conditions } } })
  await staff.saveRelatedProducts({
    product: 'mug',
    related: [{ kind: 'accessory', product: 'bowl', both_ways: true }],
  })
  await staff.pinResults({ list: { category: 'Kitchen' }, pinned: ['bowl'], buried: ['mug'] })
  await staff.pinResults({ list: { query: 'Red Mug' }, pinned: ['mug'] })
  await staff.saveSynonyms({ synonyms: [{ words: ['mug', 'cup'] }, { words: ['tea'], means: ['mug'] }] })
  await staff.saveMarket({ market: { title: 'Home', countries: ['DE'], currency: 'EUR', only: { products: ['mug'] } } })
  const { products: saved } = await staff.exportProducts({})
  const german = { language: 'de' }
  await staff.saveTranslations({
    translations: [
      {
        type: 'product',
        id: saved[0]!.id!,
        texts: { title: 'Becher', description: { plain: 'Fasst Tee' } },
        ...german,
      },
      { type: 'category', id: 'Kitchen', texts: { title: 'Küche' }, ...german },
      { type: 'policy', id: 'returns', texts: { title: 'Rückgabe', body: 'Dreißig Tage.' }, ...german },
    ],
  })
  await staff.saveTaxExemption({ tax_exemption: { customer_id: 'cus_9', country: 'DE', certificate: 'DE1' } })
}

/** Another variant stands in its place, and it is archived. */
async function losesItsVariant(staff: Shop, handle: string): Promise<void> {
  const options = [{ name: 'Size', label: 'Large' }]
  const prices = [{ currency: 'EUR', amount: 500 }]
  await staff.importProducts({
    products: [{ handle, title: handle, variants: [{ sku: `${handle}-L`, options, prices }] }],
  })
}

onBothDatabases('The records of a shop', database => {
  const elsewhere = onSqlite()

  test('make the same shop of an empty one, and change nothing when they come again', async () => {
    const source = await aShop(elsewhere, { newId: countedIds() })
    await fill(source)
    const records = await recordsOf(source.staff)
    const shop = await aShop(database, { newId: id => `${id}_${Math.random()}` })
    await shop.importRecords(system, inBatches(savable(records)))
    expect(await recordsOf(shop.staff)).toEqual(records)
    const counts = [...records].map(([type, { length }]) => [type, length])
    expect(Object.fromEntries(counts)).toMatchObject({
      product: 3,
      stock: 1,
      transfer: 2,
      bundle: 1,
      collection: 2,
      promotion: 2,
      pins: 2,
      translation: 3,
    })
    await shop.importRecords(system, inBatches(savable(records), 50))
    expect(await recordsOf(shop.staff)).toEqual(records)
  })

  test('tell what is owed and on its way, and account for every unit however often they come', async () => {
    const source = await aFurnishedShop(elsewhere)
    const { id: town } = await source.staff.saveLocation({ location: { title: 'Town' } })
    const mug = await aProduct(source.staff, 'mug', { stock: 5 })
    await source.staff.saveStockPolicy({ policy: { variant_id: mug, rule: 'backorder', location_id: town } })
    await buys(source.guest, { [mug]: 8 })
    await source.staff.adjustStock({ adjustments: [{ variant_id: mug, by: 4 }] })
    const lines = [{ variant_id: mug, quantity: 3 }]
    const sent = { from_location_id: 'loc_main', to_location_id: town, lines }
    const { id } = await source.staff.transferStock({ transfer: sent })
    const stockIn = async ({ staff }: TestShop) => (await staff.getStock({ variant_ids: [mug] })).stock[0]!.locations
    const before = await stockIn(source)
    expect(before).toMatchObject([
      { location_id: 'loc_main', on_hand: 1 },
      { location_id: town, on_hand: -3, incoming: 3 },
    ])
    const records = savable(await recordsOf(source.staff))
    const shop = await aShop(database)
    await shop.importRecords(system, inBatches(records))
    await shop.importRecords(system, inBatches(records))
    expect(await stockIn(shop)).toEqual(before)
    await shop.staff.receiveTransfer({ id })
    expect((await stockIn(shop)).map(({ on_hand }) => on_hand)).toEqual([1, 0])
    await expect(shop.staff.transferStock({ transfer: { ...sent, id: 'trf_mine' } })).rejects.toMatchObject({
      code: 'not_found',
    })
    const owed = {
      variant_id: mug,
      location_id: (await shop.staff.saveLocation({ location: { title: 'B' } })).id,
      to: -1,
    }
    await expect(shop.staff.adjustStock({ adjustments: [owed] })).rejects.toMatchObject({ code: 'invalid_input' })
  })

  /** The shop that these records make of an empty one, at the same moment. */
  const moved = async (source: TestShop): Promise<TestShop> => {
    const records = savable(await recordsOf(source.staff))
    const shop = await aShop(database)
    shop.wait(source.now().getTime() - shop.now().getTime())
    for (let times = 0; times < 2; times++) await shop.importRecords(system, inBatches(records))
    return shop
  }

  test('hold a pre-order that was released meanwhile, which is stock like any other', async () => {
    const source = await aFurnishedShop(elsewhere)
    const album = await aProduct(source.staff, 'album', { stock: 5 })
    const release_at = new Date(source.now().getTime() + 86_400_000).toISOString()
    await source.staff.saveStockPolicy({ policy: { variant_id: album, rule: 'preorder', release_at } })
    source.wait(2 * 86_400_000)
    const { staff } = await moved(source)
    const { stock } = await staff.getStock({ variant_ids: [album] })
    expect(stock).toEqual((await source.staff.getStock({ variant_ids: [album] })).stock)
    expect(stock).toMatchObject([{ available: 5 }])
  })

  test('tell how much of a pre-order is sold, so that its limit does not begin anew', async () => {
    const source = await aFurnishedShop(elsewhere)
    const album = await aProduct(source.staff, 'album', { stock: 1 })
    const release_at = new Date(source.now().getTime() + 86_400_000).toISOString()
    const policy = { variant_id: album, rule: 'preorder', limit: 3, release_at } as const
    await source.staff.saveStockPolicy({ policy })
    await buys(source.guest, { [album]: 2 })
    const shop = await moved(source)
    for (const { guest: buyer, staff } of [source, shop]) {
      const { messages } = await buyer.createCart({ cart: { line_items: [{ item: { id: album }, quantity: 2 }] } })
      expect(messages).toMatchObject([{ code: 'out_of_stock', content: expect.stringMatching(/^Only 1 of/) }])
      await expect(staff.saveStockPolicy({ policy: { ...policy, presold: 0 } })).rejects.toMatchObject({
        code: 'invalid_input',
      })
    }
  })

  test('leave behind what is on its way of a variant that is gone', async () => {
    const source = await aFurnishedShop(elsewhere)
    const [mug, bowl] = [await aProduct(source.staff, 'mug'), await aProduct(source.staff, 'bowl')]
    const { id: to_location_id } = await source.staff.saveLocation({ location: { title: 'Town' } })
    const from = { from_location_id: 'loc_main', to_location_id }
    const lines = [mug, bowl].map(variant_id => ({ variant_id, quantity: 1 }))
    const { id } = await source.staff.transferStock({ transfer: { ...from, lines } })
    await source.staff.transferStock({ transfer: { ...from, lines: lines.slice(0, 1) } })
    await losesItsVariant(source.staff, 'mug')
    const { staff } = await moved(source)
    expect(await staff.listTransfers({})).toMatchObject({ transfers: [{ id, lines: [{ variant_id: bowl }] }] })
  })

  test('hold no bundle without one of its parts for sale', async () => {
    const source = await aFurnishedShop(elsewhere)
    const [mug, bowl] = [await aProduct(source.staff, 'mug'), await aProduct(source.staff, 'bowl')]
    const sets = [
      await aProduct(source.staff, 'set', { stock: null }),
      await aProduct(source.staff, 'kit', { stock: null }),
    ]
    const plate = await aProduct(source.staff, 'plate')
    for (const [place, part] of [bowl, plate].entries()) {
      const parts = [mug, part].map(variant_id => ({ variant_id, quantity: 1 }))
      await source.staff.saveBundle({ bundle: { variant_id: sets[place]!, parts } })
    }
    const { product } = await source.guest.getProduct({ catalog: { id: 'bowl' } })
    await source.staff.archiveProduct({ id: product.id })
    await losesItsVariant(source.staff, 'plate')
    for (const { staff } of [source, await moved(source)]) {
      const { stock } = await staff.getStock({ variant_ids: sets })
      expect(stock.map(({ available }) => available)).toEqual([0, 0])
    }
  })

  test('are taken back by a dry run, which finds what only the whole file can show', async () => {
    const shop = await aShop(database)
    const product = { handle: 'mug', title: 'Mug', id: 'prd_a', variants: [{ id: 'var_a', prices: [] }] }
    const prices = (id: string) => ({ prices: [{ variant_id: id, currency: 'EUR', amount: 5 }] })
    const good = [
      { operation: 'import_products', input: { products: [product] } },
      { operation: 'set_prices', input: prices('var_a') },
    ]
    await shop.importRecords(system, inBatches(good, 1), { dryRun: true })
    expect((await shop.staff.exportProducts({})).products).toEqual([])
    const bad = [...good, { operation: 'set_prices', input: prices('var_b') }]
    await expect(shop.importRecords(system, inBatches(bad, 1), { dryRun: true })).rejects.toThrow(/no variant "var_b"/)
    expect((await shop.staff.exportProducts({})).products).toEqual([])
  })

  test('are taken in a batch at a time, and a batch with a mistake not at all', async () => {
    const shop = await aShop(database)
    const product = (handle: string, sku: string) => ({
      operation: 'import_products',
      input: { products: [{ handle, title: handle, variants: [{ sku, prices: [] }] }] },
    })
    const records = [product('a', 'A'), product('b', 'B'), product('c', 'C'), product('d', 'A')]
    const taken: number[] = []
    const outcome = shop.importRecords(system, inBatches(records, 2), { onBatch: count => taken.push(count) })
    await expect(outcome).rejects.toBeInstanceOf(RecordError)
    await outcome.catch(error => expect(error).toMatchObject({ index: 1, message: expect.stringContaining('"A"') }))
    expect(taken).toEqual([2])
    const { products } = await shop.staff.exportProducts({})
    expect(products.map(({ handle }) => handle)).toEqual(['a', 'b'])
  })

  test('keep the ids of a shop that has these products already', async () => {
    const shop = await aFurnishedShop(database)
    const mine = await aProduct(shop.staff, 'mug')
    const variants = [{ id: 'var_foreign', sku: 'MUG', prices: [{ currency: 'EUR', amount: 700 }] }]
    const input = { products: [{ id: 'prd_foreign', handle: 'mug', title: 'Their mug', variants }] }
    await shop.importRecords(system, inBatches([{ operation: 'import_products', input }]))
    const { products } = await shop.staff.exportProducts({})
    expect(products).toMatchObject([{ title: 'Their mug', variants: [{ id: mine, prices: [{ amount: 700 }] }] }])
  })

  test('never take a variant away from another product', async () => {
    const shop = await aFurnishedShop(database)
    const mine = await aProduct(shop.staff, 'mug')
    const input = { products: [{ id: 'prd_x', handle: 'x', title: 'X', variants: [{ id: mine, prices: [] }] }] }
    const outcome = shop.importRecords(system, inBatches([{ operation: 'import_products', input }]))
    await expect(outcome).rejects.toThrow(/Another product has the variant/)
  })

  test('are for staff alone', async () => {
    const shop = await aShop(database)
    const record = { operation: 'save_policy', input: { policy: { slug: 'a', kind: 'page', title: 'A', body: 'B' } } }
    await expect(shop.importRecords(guest, inBatches([record]))).rejects.toThrow(/settings:write/)
    await expect(shop.guest.exportRecords({ type: 'customer' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(shop.guest.exportOrders({})).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('hold orders whole, but not what opens them to others', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    await buys(shop.guest, { [mug]: 2 })
    shop.wait(86_400_000)
    await buys(shop.guest, { [mug]: 1 })
    const { orders } = await shop.staff.exportOrders({})
    expect(orders).toMatchObject([{ line_items: [{ sku: 'MUG', quantity: { total: 2 } }] }, { number: 1002 }])
    expect(JSON.stringify(orders)).not.toMatch(/permalink/)
    const first = await shop.staff.exportOrders({ limit: 1 })
    const second = await shop.staff.exportOrders({ limit: 1, cursor: first.cursor! })
    expect([...first.orders, ...second.orders]).toEqual(orders)
    expect(second.cursor).toBeUndefined()
    const today = await shop.staff.exportOrders({ placed_from: shop.now().toISOString() })
    expect(today.orders.map(({ number }) => number)).toEqual([1002])
    const before = await shop.staff.exportOrders({ placed_before: shop.now().toISOString() })
    expect(before.orders.map(({ number }) => number)).toEqual([1001])
  })
})

describe('Every record type', () => {
  test('that comes in again names an operation that writes', async () => {
    const { recordKinds } = await import('../src/exchange/record-kinds.ts')
    const { operationByName } = await import('../src/contract.ts')
    expect(Object.keys(recordKinds)).toEqual([...recordTypes])
    for (const { operation } of Object.values(recordKinds)) {
      if (operation !== undefined) expect(operationByName.get(operation)?.effect, operation).toBe('write')
    }
  })
})
