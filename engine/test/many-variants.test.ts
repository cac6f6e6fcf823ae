import { expect, test } from 'vitest'
import type { ImportedProduct } from '../src/contract.ts'
import { onBothDatabases } from './databases.ts'
import { aFurnishedShop } from './shop.ts'

/** 20 colours × 10 sizes × 10 fits; every third variant is sold out. */
const shirt = (): ImportedProduct => ({
  handle: 'shirt',
  title: 'Shirt',
  variants: Array.from({ length: 2000 }, (_, number) => ({
    sku: `SHIRT-${number}`,
    options: [
      { name: 'Colour', label: `Colour ${number % 20}` },
      { name: 'Size', label: `Size ${Math.floor(number / 20) % 10}` },
      { name: 'Fit', label: `Fit ${Math.floor(number / 200)}` },
    ],
    prices: [{ currency: 'EUR', amount: 1000 + number }],
    stock: { on_hand: number % 3, tracked: true, backorder: false },
  })),
})

onBothDatabases('a product with two thousand variants', database => {
  test('is imported, saved again under the same ids, read, searched and bought', async () => {
    const shop = await aFurnishedShop(database)
    const { variants: imported, ...product } = shirt()
    await shop.staff.importProducts({ products: [shirt()] })
    const drafts = imported.map(({ prices: _, stock: __, ...variant }) => variant)
    const saved = await shop.staff.saveProduct({ product: { ...product, variants: drafts } })
    expect(saved.variants).toHaveLength(2000)
    const reversed = saved.variants.map(({ id, sku, options }) => ({ id, ...(sku && { sku }), options })).reverse()
    const again = await shop.staff.saveProduct({ product: { ...product, variants: reversed } })
    expect(again.variants.map(({ id }) => id)).toEqual(reversed.map(({ id }) => id))

    const selected = [
      { name: 'Size', label: 'Size 3' },
      { name: 'Fit', label: 'Fit 2' },
    ]
    const read = await shop.guest.getProduct({ catalog: { id: 'shirt', selected, filters: { available: true } } })
    expect(read.product.metadata?.variant_count).toBe(2000)
    expect(read.product.variants).toHaveLength(50)
    const fit = read.product.variants.filter(({ title }) => title.endsWith('/ Size 3 / Fit 2'))
    expect(fit).toHaveLength(14)
    expect(read.product.variants.slice(0, 14)).toEqual(fit)
    expect(read.messages).toMatchObject([
      { code: 'variants_truncated', content: expect.stringContaining('14 fit the selection and come first.') },
    ])
    expect(read.product.options?.map(({ values }) => values.length).sort()).toEqual([10, 10, 20])

    const [found] = (await shop.guest.searchCatalog({ catalog: { query: 'shirt' } })).products
    expect(found?.metadata?.variant_count).toBe(2000)
    const line_items = saved.variants
      .filter((_, number) => number % 3 === 1)
      .slice(0, 100)
      .map(({ id }) => ({ item: { id }, quantity: 1 }))
    const cart = await shop.guest.createCart({ cart: { line_items } })
    expect(cart.line_items).toHaveLength(100)
    expect(cart.messages).toEqual([])
  })

  test('named as a whole in a cart, says a few of its variants and where the others are', async () => {
    const shop = await aFurnishedShop(database)
    await shop.staff.importProducts({ products: [shirt()] })
    const refused = shop.guest.createCart({ cart: { line_items: [{ item: { id: 'shirt' }, quantity: 1 }] } })
    await expect(refused).rejects.toMatchObject({
      code: 'item_unavailable',
      message: expect.stringMatching(/or one of 1980 more in get_product\.$/),
      details: { variants: { length: 20 } },
    })
  })
})
