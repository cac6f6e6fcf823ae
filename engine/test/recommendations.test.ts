import { expect, test } from 'vitest'
import type { ImportedProduct, InputOf, Shop } from '../src/contract.ts'
import { onBothDatabases } from './databases.ts'
import { aFurnishedShop, aProduct } from './shop.ts'

const put = (staff: Shop, handle: string, options: Partial<ImportedProduct> = {}, price = 1000) =>
  aProduct(staff, handle, { price, options })

async function told(shop: Shop, catalog: InputOf<'recommend_products'>['catalog']): Promise<string[]> {
  const { recommendations } = await shop.recommendProducts({ catalog })
  return recommendations.map(({ product, reason }) => `${product.handle}: ${reason}`)
}

onBothDatabases('recommendations', database => {
  test('begin with what staff named, accessories first, each with its reason', async () => {
    const shop = await aFurnishedShop(database)
    for (const handle of ['camera', 'bag', 'better', 'cheaper']) await put(shop.staff, handle)
    const saved = await shop.staff.saveRelatedProducts({
      product: 'camera',
      related: [
        { kind: 'alternative', product: 'cheaper' },
        { kind: 'upsell', product: 'better' },
        { kind: 'accessory', product: 'bag', both_ways: true },
      ],
    })
    expect(saved.related.map(({ product }) => product.handle)).toEqual(['cheaper', 'better', 'bag'])
    expect(await shop.staff.getRelatedProducts({ product: 'camera' })).toEqual(saved)
    expect(await told(shop.guest, { ids: ['camera'] })).toEqual([
      'bag: Goes with Camera.',
      'better: A step up from Camera.',
      'cheaper: Instead of Camera.',
    ])
    expect(await told(shop.guest, { ids: ['bag'] })).toEqual(['camera: Goes with Bag.'])
    expect(await told(shop.guest, { ids: ['better'] })).toEqual([])
    await shop.staff.saveRelatedProducts({ product: 'camera', related: [] })
    expect(await told(shop.guest, { ids: ['bag', 'camera'] })).toEqual([])
  })

  test('go on with what is alike, the most alike first', async () => {
    const shop = await aFurnishedShop(database)
    await put(shop.staff, 'mug', { categories: ['Kitchen > Mugs'], brand: 'Northfield' })
    await put(shop.staff, 'cup', { categories: ['Kitchen > Mugs'] }, 1100)
    await put(shop.staff, 'beaker', { categories: ['Kitchen > Mugs'], brand: 'Northfield' }, 9000)
    await put(shop.staff, 'spade', { brand: 'Northfield' }, 9000)
    await put(shop.staff, 'rake')
    expect(await told(shop.guest, { ids: ['mug'] })).toEqual([
      'beaker: Like Mug: also in Kitchen > Mugs, also by Northfield.',
      'cup: Like Mug: also in Kitchen > Mugs, at a similar price.',
      'spade: Like Mug: also by Northfield.',
    ])
    expect(await told(shop.guest, { ids: ['mug'], limit: 1 })).toHaveLength(1)
  })

  test('are found behind many that are more alike and sold out', async () => {
    const shop = await aFurnishedShop(database)
    const shelf = { categories: ['Kitchen > Mugs'] }
    await put(shop.staff, 'cup', shelf)
    await put(shop.staff, 'mug', { ...shelf, brand: 'Northfield' })
    const stock = { on_hand: 0, tracked: true, backorder: false }
    const soldOut = Array.from({ length: 58 }, (_, index) => ({
      handle: `gone-${index}`,
      title: `Gone ${index}`,
      brand: 'Northfield',
      ...shelf,
      variants: [{ prices: [{ currency: 'EUR', amount: 1000 }], stock }],
    }))
    await shop.staff.importProducts({ products: soldOut })
    expect(await told(shop.guest, { ids: ['mug'] })).toEqual([
      'cup: Like Mug: also in Kitchen > Mugs, at a similar price.',
    ])
  })

  test('are never what is sold out, hidden, asked about or in the cart', async () => {
    const shop = await aFurnishedShop(database)
    const shelf = { categories: ['Kitchen'] }
    const mug = await put(shop.staff, 'mug', shelf)
    const cup = await put(shop.staff, 'cup', shelf)
    for (const handle of ['plate', 'bowl']) await put(shop.staff, handle, shelf)
    await aProduct(shop.staff, 'gone', { stock: 0, options: shelf })
    const prices = [{ currency: 'EUR', amount: 1000 }]
    const later = {
      handle: 'later',
      title: 'Later',
      ...shelf,
      publish_at: '2026-04-01T00:00:00Z',
      variants: [{ prices }],
    }
    await shop.staff.importProducts({ products: [later] })
    await shop.staff.saveRelatedProducts({
      product: 'mug',
      related: ['gone', 'later', 'cup'].map(product => ({ kind: 'accessory', product })),
    })
    const line_items = [mug, cup].map(id => ({ item: { id }, quantity: 1 }))
    const { id: cart_id } = await shop.guest.createCart({ cart: { line_items } })
    const handles = async (catalog: InputOf<'recommend_products'>['catalog']) =>
      (await told(shop.guest, catalog)).map(line => line.split(':')[0]).sort()
    expect(await handles({ ids: ['mug'] })).toEqual(['bowl', 'cup', 'plate'])
    expect(await handles({ cart_id })).toEqual(['bowl', 'plate'])
    expect(await handles({ cart_id, ids: ['plate'] })).toEqual(['bowl'])
    const hidden = await shop.guest.recommendProducts({ catalog: { ids: ['later'] } })
    expect(hidden.recommendations).toEqual([])
    expect(hidden.messages?.map(message => message.code)).toEqual(['not_found', 'no_recommendations'])
  })

  test('need a cart of one’s own, and relations need products', async () => {
    const shop = await aFurnishedShop(database)
    await expect(shop.guest.recommendProducts({ catalog: { cart_id: 'crt_nil' } })).rejects.toMatchObject({
      code: 'not_found',
    })
    await put(shop.staff, 'mug')
    const related = [{ kind: 'accessory' as const, product: 'mug' }]
    await expect(shop.staff.saveRelatedProducts({ product: 'mug', related })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    await expect(shop.staff.saveRelatedProducts({ product: 'nil', related })).rejects.toMatchObject({
      message: 'There is no product "nil".',
    })
  })
})
