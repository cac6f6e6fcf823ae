import { expect, test } from 'vitest'
import type { ProductDraft, Shop } from '../src/contract.ts'
import { onBothDatabases } from './databases.ts'
import { aFurnishedShop, aProduct, buys, readyCheckout, type TestShop } from './shop.ts'

const hour = 3_600_000
const at = (hours: number) => new Date(Date.parse('2026-03-02T10:00:00Z') + hours * hour).toISOString()

/** Through which doors a buyer meets the product. */
async function doorsOf({ guest }: TestShop, handle: string, variantId: string): Promise<string[]> {
  const isAnswered = async (question: Promise<unknown>) => question.then(() => true).catch(() => false)
  const search = async (catalog: object) => {
    const { products } = await guest.searchCatalog({ catalog })
    return products.some(product => product.handle === handle)
  }
  const looked = async (id: string) => (await guest.lookupCatalog({ catalog: { ids: [id] } })).products.length > 0
  const doors = {
    search: await search({ query: handle }),
    newest: await search({}),
    'by price': await search({ sort: 'price_ascending' }),
    'by title': await search({ sort: 'title' }),
    category: await search({ filters: { categories: ['Kitchen'] } }),
    brand: await search({ filters: { brands: ['Northfield'], available: true } }),
    'lookup by handle': await looked(handle),
    'lookup by variant': await looked(variantId),
    product: await isAnswered(guest.getProduct({ catalog: { id: handle } })),
    'product by variant': await isAnswered(guest.getProduct({ catalog: { id: variantId } })),
    cart: await isAnswered(guest.createCart({ cart: { line_items: [{ item: { id: variantId }, quantity: 1 }] } })),
    'cart by sku': await isAnswered(
      guest.createCart({ cart: { line_items: [{ item: { id: handle.toUpperCase() }, quantity: 1 }] } }),
    ),
  }
  return Object.entries(doors).flatMap(([door, isOpen]) => (isOpen ? [door] : []))
}

const everyDoor = 12

const mug: ProductDraft = {
  handle: 'mug',
  title: 'Mug',
  brand: 'Northfield',
  categories: ['Kitchen > Mugs'],
  variants: [{ sku: 'MUG' }],
}

/** A product that is in the shop already gets a window. */
async function aMug(shop: TestShop, window: Pick<ProductDraft, 'publish_at' | 'unpublish_at'>): Promise<string> {
  const id = await aProduct(shop.staff, 'mug')
  await shop.staff.saveProduct({ product: { ...mug, ...window } })
  return id
}

const plainly = async (staff: Shop, changes: Partial<ProductDraft> = {}) =>
  staff.saveProduct({ product: { ...mug, ...changes } })

onBothDatabases('a product with a time to be shown', database => {
  test('is behind every door closed before, and open at the very moment, with no job in between', async () => {
    const shop = await aFurnishedShop(database)
    const id = await aMug(shop, { publish_at: at(2), unpublish_at: at(4) })
    shop.wait(2 * hour - 1)
    expect(await doorsOf(shop, 'mug', id)).toEqual([])
    expect(await shop.staff.getSavedProduct({ id: 'mug' })).toMatchObject({ published: false, publish_at: at(2) })
    shop.wait(1)
    expect(await doorsOf(shop, 'mug', id)).toHaveLength(everyDoor)
    expect(await shop.staff.getSavedProduct({ id: 'mug' })).toMatchObject({ published: true })
    shop.wait(2 * hour - 1)
    expect(await doorsOf(shop, 'mug', id)).toHaveLength(everyDoor)
    shop.wait(1)
    expect(await doorsOf(shop, 'mug', id)).toEqual([])
  })

  test('that is gone keeps a cart from being bought, and stays in orders', async () => {
    const shop = await aFurnishedShop(database)
    const id = await aMug(shop, { unpublish_at: at(2) })
    const bought = await buys(shop.guest, { [id]: 1 })
    const cart = await shop.guest.createCart({ cart: { line_items: [{ item: { id }, quantity: 1 }] } })
    const checkout = await readyCheckout(shop.guest, { [id]: 1 })
    shop.wait(2 * hour)
    const gone = [{ code: 'item_unavailable', path: '$.line_items[0]' }]
    expect((await shop.guest.getCart({ id: cart.id })).messages).toMatchObject(gone)
    expect(await shop.guest.getCheckout({ id: checkout.id })).toMatchObject({ status: 'incomplete', messages: gone })
    const order = await shop.guest.getOrder({ id: bought.order!.id })
    expect(order.line_items).toMatchObject([{ item: { title: 'Mug' } }])
  })

  test('is a draft or archived as long as its status says so', async () => {
    const shop = await aFurnishedShop(database)
    const id = await aMug(shop, { publish_at: at(-1) })
    expect(await doorsOf(shop, 'mug', id)).toHaveLength(everyDoor)
    await plainly(shop.staff, { status: 'draft', publish_at: at(-1) })
    expect(await doorsOf(shop, 'mug', id)).toEqual([])
  })

  test('is new from the moment on that buyers could see it', async () => {
    const shop = await aFurnishedShop(database)
    await aMug(shop, { publish_at: at(48) })
    await shop.staff.saveCollection({
      collection: { title: 'New', rule: { match: 'all', conditions: [{ field: 'new', days: 1 }] } },
    })
    const members = async () => (await shop.staff.getCollectionMembers({ id: 'new' })).products.length
    shop.wait(72 * hour - 1)
    expect(await members()).toBe(1)
    shop.wait(1)
    expect(await members()).toBe(0)
  })

  test('tells of its appearing and going once each, and not of what was called off', async () => {
    const shop = await aFurnishedShop(database)
    const told: string[] = []
    shop.subscribe(({ type, payload }) => {
      if (/^product\.(un)?published$/.test(type)) told.push(`${type} ${payload.handle} ${payload.at}`)
    })
    const eventually = async (expected: string[]) => {
      await expect.poll(() => told).toEqual(expected)
    }
    await aMug(shop, { publish_at: at(1), unpublish_at: at(3) })
    await shop.staff.saveProduct({
      product: { handle: 'plate', title: 'Plate', publish_at: at(1), variants: [{ sku: 'PLATE' }] },
    })
    await shop.staff.archiveProduct({ id: (await shop.staff.getSavedProduct({ id: 'plate' })).id })
    await shop.sweep()
    shop.wait(hour)
    await shop.sweep()
    await shop.sweep()
    await eventually([`product.published mug ${at(1)}`])
    shop.wait(2 * hour)
    // Saved after the moment and before the sweep: it is told all the same.
    await plainly(shop.staff, { publish_at: at(9) })
    await shop.sweep()
    await eventually([`product.published mug ${at(1)}`, `product.unpublished mug ${at(3)}`])
  })

  test('is not suggested before', async () => {
    const shop = await aFurnishedShop(database)
    await aProduct(shop.staff, 'plate')
    await aMug(shop, { publish_at: at(2) })
    const suggested = async (query: string) => (await shop.guest.suggestSearches({ query })).searches
    expect([await suggested('mu'), await suggested('pla')]).toEqual([[], ['plate']])
    shop.wait(2 * hour)
    expect(await suggested('mu')).toContain('mug')
  })

  test('may not be taken down before it is published', async () => {
    const shop = await aFurnishedShop(database)
    const refused = plainly(shop.staff, { publish_at: at(2), unpublish_at: at(2) })
    await expect(refused).rejects.toMatchObject({
      code: 'invalid_input',
      message: `It would be taken down (${at(2)}) before it is published (${at(2)}).`,
    })
  })
})

onBothDatabases('a product whose handle changes', database => {
  test('is found by every name that it had, and says the one to keep', async () => {
    const shop = await aFurnishedShop(database)
    await aProduct(shop.staff, 'mug')
    const { id } = await shop.staff.getSavedProduct({ id: 'mug' })
    await plainly(shop.staff, { id, handle: 'cup' })
    await plainly(shop.staff, { id, handle: 'beaker' })
    for (const old of ['mug', 'cup']) {
      const answer = await shop.guest.getProduct({ catalog: { id: old } })
      expect(answer.product).toMatchObject({ id, handle: 'beaker' })
      expect(answer.messages).toMatchObject([
        { type: 'info', code: 'moved', content: `The product "${old}" is now called "beaker".` },
      ])
    }
    const { products, messages } = await shop.guest.lookupCatalog({ catalog: { ids: ['cup', 'beaker', 'nil'] } })
    expect(products).toMatchObject([{ id, handle: 'beaker' }])
    expect(messages?.map(message => message.code)).toEqual(['moved', 'not_found'])
    expect((await shop.guest.getProduct({ catalog: { id: 'beaker' } })).messages).toBeUndefined()
  })

  test('gives its old name to a new product that asks for it, and takes it back without a loop', async () => {
    const shop = await aFurnishedShop(database)
    await aProduct(shop.staff, 'mug')
    const { id } = await shop.staff.getSavedProduct({ id: 'mug' })
    await plainly(shop.staff, { id, handle: 'cup' })
    const named = await shop.staff.saveProduct({ product: { title: 'Mug', variants: [{ sku: 'M2' }] } })
    expect(named.handle).toBe('mug-2')
    const heir = { handle: 'mug', title: 'Heir', variants: [{ sku: 'M3' }] }
    const other = await shop.staff.saveProduct({ product: heir })
    expect(other.id).not.toBe(id)
    await shop.staff.saveProduct({
      product: { id: other.id, handle: 'else', title: 'Else', variants: [{ sku: 'M3' }] },
    })
    await plainly(shop.staff, { id, handle: 'mug' })
    await plainly(shop.staff, { id, handle: 'cup' })
    await plainly(shop.staff, { id, handle: 'mug' })
    expect((await shop.guest.getProduct({ catalog: { id: 'mug' } })).product.id).toBe(id)
    expect(await shop.staff.getSavedProduct({ id: 'cup' })).toMatchObject({ id, handle: 'mug' })
  })
})

onBothDatabases('what a product says to search engines', database => {
  test('is kept until a save leaves it out, because a save replaces the whole', async () => {
    const shop = await aFurnishedShop(database)
    await aProduct(shop.staff, 'mug')
    const seo = { seo_title: 'The mug', seo_description: 'For coffee' }
    expect(await plainly(shop.staff, seo)).toMatchObject(seo)
    expect((await shop.guest.getProduct({ catalog: { id: 'mug' } })).product.metadata).toMatchObject(seo)
    expect(await plainly(shop.staff)).not.toHaveProperty('seo_title')
  })
})
