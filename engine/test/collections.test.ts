import { expect, test } from 'vitest'
import type { ImportedProduct, Shop } from '../src/contract.ts'
import { onBothDatabases } from './databases.ts'
import { aFurnishedShop, aProduct, type TestShop } from './shop.ts'

const day = 86_400_000

/** The handles of a collection's products, in its order where it has one. */
async function handlesIn({ staff }: TestShop, id: string): Promise<string[]> {
  const { collection, products } = await staff.getCollectionMembers({ id, limit: 50 })
  const handles = products.map(product => product.handle)
  return collection.rule ? handles.sort() : handles
}

const aMug = (staff: Shop, handle: string, options: Partial<ImportedProduct> = {}, price = 1000) =>
  aProduct(staff, handle, { price, options })

onBothDatabases('a collection by hand', database => {
  test('holds the products that staff list, and is read back by buyers', async () => {
    const shop = await aFurnishedShop(database)
    for (const handle of ['mug', 'plate', 'bowl']) await aMug(shop.staff, handle)
    const saved = await shop.staff.saveCollection({
      collection: {
        title: 'Breakfast <b>table</b>',
        description: { html: '<p onclick="x()">Good morning</p>' },
        image: { type: 'image', url: '/media/table.jpg', alt_text: 'A table' },
        seo_title: 'Breakfast',
        products: ['plate', 'mug', 'plate'],
      },
    })
    expect(saved).toMatchObject({ handle: 'breakfast-b-table-b', product_count: 2, version: 1, archived: false })
    expect(await handlesIn(shop, saved.handle)).toEqual(['plate', 'mug'])
    const { collection } = await shop.guest.getCollection({ id: saved.handle })
    expect(collection).toMatchObject({
      id: saved.id,
      description: { plain: 'Good morning', html: '<p>Good morning</p>' },
      image: { url: 'https://shop.test/media/table.jpg' },
      seo_title: 'Breakfast',
    })
  })

  test('is refused with a product that does not exist, and nothing is changed', async () => {
    const shop = await aFurnishedShop(database)
    await aMug(shop.staff, 'mug')
    const refused = shop.staff.saveCollection({ collection: { title: 'Few', products: ['mug', 'nil', 'void'] } })
    await expect(refused).rejects.toMatchObject({
      code: 'not_found',
      message: 'There is no product "nil" and 1 more of this list.',
    })
    await expect(shop.guest.getCollection({ id: 'few' })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('has a list or a rule, and bounds that something can be within', async () => {
    const shop = await aFurnishedShop(database)
    const save = (collection: object) => shop.staff.saveCollection({ collection: { title: 'A', ...collection } })
    await expect(save({})).rejects.toMatchObject({ code: 'invalid_input' })
    const price = { field: 'price', currency: 'EUR', min: 5, max: 3 }
    await expect(save({ rule: { match: 'all', conditions: [price] } })).rejects.toMatchObject({
      message: 'Condition 1 goes from 5 to 3, which nothing can be within.',
    })
    const window = { publish_at: '2026-04-02T00:00:00Z', unpublish_at: '2026-04-01T00:00:00Z' }
    await expect(save({ products: [], ...window })).rejects.toMatchObject({ code: 'invalid_input' })
    const conditions = [{ field: 'category', value: 'Nowhere' }]
    await expect(save({ rule: { match: 'all', conditions } })).rejects.toMatchObject({
      message: 'There is no category "Nowhere".',
    })
  })

  test('keeps old links when its handle changes, until another collection takes the name', async () => {
    const shop = await aFurnishedShop(database)
    const { id } = await shop.staff.saveCollection({ collection: { title: 'Summer', products: [] } })
    await shop.staff.saveCollection({ collection: { id, title: 'Summer', handle: 'sun', products: [] } })
    const moved = await shop.guest.getCollection({ id: 'summer' })
    expect(moved.collection).toMatchObject({ id, handle: 'sun' })
    expect(moved.messages).toMatchObject([{ code: 'moved', content: 'The collection "summer" is now called "sun".' }])
    // A title alone takes no old link away; a handle does.
    expect(await shop.staff.saveCollection({ collection: { title: 'Summer', products: [] } })).toMatchObject({
      handle: 'summer-2',
    })
    const other = await shop.staff.saveCollection({
      collection: { title: 'Other', handle: 'summer', products: [] },
    })
    expect((await shop.guest.getCollection({ id: 'summer' })).collection.id).toBe(other.id)
    await shop.staff.saveCollection({ collection: { id: other.id, title: 'Other', handle: 'else', products: [] } })
    await shop.staff.saveCollection({ collection: { id, title: 'Summer', handle: 'summer', products: [] } })
    expect(await shop.guest.getCollection({ id: 'summer' })).toMatchObject({ collection: { id, handle: 'summer' } })
  })

  test('comes back as it was when it was archived by mistake', async () => {
    const shop = await aFurnishedShop(database)
    await aMug(shop.staff, 'mug')
    await shop.staff.saveCollection({ collection: { title: 'Few', products: ['mug'] } })
    expect(await shop.staff.archiveCollection({ id: 'few' })).toMatchObject({ archived: true, product_count: 1 })
    expect(await shop.staff.archiveCollection({ id: 'few' })).toMatchObject({ archived: true, version: 2 })
    await expect(shop.guest.getCollection({ id: 'few' })).rejects.toMatchObject({ code: 'not_found' })
    await shop.staff.saveCollection({ collection: { handle: 'few', title: 'Few', products: ['mug'] } })
    expect(await handlesIn(shop, 'few')).toEqual(['mug'])
  })
})

onBothDatabases('a collection by rule', database => {
  test('takes products in and lets them go in the moment that they or their prices change', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aMug(shop.staff, 'mug', { brand: 'Northfield', categories: ['Kitchen > Mugs'] })
    await aMug(shop.staff, 'plate', { brand: 'Other', categories: ['Kitchen'] })
    await shop.staff.saveCollection({
      collection: {
        title: 'Cheap kitchen',
        rule: {
          match: 'all',
          conditions: [
            { field: 'category', value: 'kitchen' },
            { field: 'price', currency: 'EUR', max: 1200 },
          ],
        },
      },
    })
    const cheap = () => handlesIn(shop, 'cheap-kitchen')
    expect(await cheap()).toEqual(['mug', 'plate'])
    await shop.staff.setPrices({ prices: [{ variant_id: mug, currency: 'EUR', amount: 1300 }] })
    expect(await cheap()).toEqual(['plate'])
    await aMug(shop.staff, 'bowl', { categories: ['Kitchen > Bowls'] })
    await aMug(shop.staff, 'spade', { categories: ['Garden'] })
    expect(await cheap()).toEqual(['bowl', 'plate'])
    await aMug(shop.staff, 'plate', { categories: ['Garden'] })
    expect(await cheap()).toEqual(['bowl'])
  })

  test('shows what is reduced, for as long as it is', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aMug(shop.staff, 'mug')
    await shop.staff.saveCollection({
      collection: { title: 'Sale', rule: { match: 'any', conditions: [{ field: 'on_sale' }] } },
    })
    expect(await handlesIn(shop, 'sale')).toEqual([])
    const price = { variant_id: mug, currency: 'EUR', amount: 800 }
    await shop.staff.setPrices({ prices: [{ ...price, compare_at: 1000 }] })
    expect(await handlesIn(shop, 'sale')).toEqual(['mug'])
    await shop.staff.setPrices({ prices: [price] })
    expect(await handlesIn(shop, 'sale')).toEqual([])
  })

  test('lets new products go when they are not new any more, with no job in between', async () => {
    const shop = await aFurnishedShop(database)
    await aMug(shop.staff, 'mug')
    shop.wait(5 * day)
    await aMug(shop.staff, 'plate')
    await shop.staff.saveCollection({
      collection: { title: 'New', rule: { match: 'all', conditions: [{ field: 'new', days: 7 }] } },
    })
    expect(await handlesIn(shop, 'new')).toEqual(['mug', 'plate'])
    shop.wait(2 * day)
    expect(await handlesIn(shop, 'new')).toEqual(['plate'])
    await shop.sweep()
    await aMug(shop.staff, 'bowl')
    expect(await handlesIn(shop, 'new')).toEqual(['bowl', 'plate'])
  })

  test('says its rule to staff with categories by their paths, and can become a list', async () => {
    const shop = await aFurnishedShop(database)
    await aMug(shop.staff, 'mug', { categories: ['Kitchen > Mugs'] })
    await aMug(shop.staff, 'plate')
    const rule = { match: 'all' as const, conditions: [{ field: 'category' as const, value: 'mugs' }] }
    const saved = await shop.staff.saveCollection({ collection: { title: 'Mugs', rule } })
    expect(saved).toMatchObject({ product_count: 1, rule: { conditions: [{ value: 'Kitchen > Mugs' }] } })
    const listed = await shop.staff.saveCollection({
      collection: { id: saved.id, title: 'Mugs', products: ['plate'] },
    })
    expect(listed).toMatchObject({ product_count: 1, version: 2 })
    expect(listed.rule).toBeUndefined()
    expect(await handlesIn(shop, 'mugs')).toEqual(['plate'])
    await aMug(shop.staff, 'mug', { categories: ['Kitchen > Mugs'], tags: ['a'] })
    expect(await handlesIn(shop, 'mugs')).toEqual(['plate'])
  })
})

onBothDatabases('the list of collections', database => {
  test('has those that are shown now, by title, a page at a time', async () => {
    const shop = await aFurnishedShop(database)
    const save = (title: string, window = {}) =>
      shop.staff.saveCollection({ collection: { title, products: [], ...window } })
    for (const title of ['Zebra', 'Éclair', 'apple']) await save(title)
    await save('Later', { publish_at: '2026-03-03T10:00:00Z' })
    await save('Over', { unpublish_at: '2026-03-02T10:00:00Z' })
    const first = await shop.guest.listCollections({ limit: 2 })
    expect(first.collections.map(({ title }) => title)).toEqual(['apple', 'Éclair'])
    const second = await shop.guest.listCollections({ limit: 2, cursor: first.pagination.cursor! })
    expect(second.collections.map(({ title }) => title)).toEqual(['Zebra'])
    expect(second.pagination).toEqual({ has_next_page: false })
    await expect(shop.guest.getCollection({ id: 'later' })).rejects.toMatchObject({ code: 'not_found' })
    shop.wait(day)
    expect((await shop.guest.getCollection({ id: 'later' })).collection.title).toBe('Later')
    await expect(shop.guest.listCollections({ cursor: 'AAAA' })).rejects.toMatchObject({ code: 'invalid_cursor' })
  })
})
