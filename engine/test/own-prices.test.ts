import { expect, test } from 'vitest'
import type { Actor } from '../src/index.ts'
import { onBothDatabases } from './databases.ts'
import { aFurnishedShop, aProduct, type TestShop, totalOf } from './shop.ts'

const ann = { kind: 'customer', customerId: 'cus_ann' } as const
const guest = { kind: 'guest' } as const

/** What one costs by every answer that shows it: its price, what is left after discounts, and why. */
async function shownTo(shop: TestShop, actor: Actor, variantId: string) {
  const buyer = shop.as(actor)
  const { products: found } = await buyer.searchCatalog({ catalog: {} })
  const { product } = await buyer.getProduct({ catalog: { id: variantId } })
  const { products: named } = await buyer.lookupCatalog({ catalog: { ids: [variantId] } })
  const draft = { line_items: [{ item: { id: variantId }, quantity: 1 }] }
  const baskets = [await buyer.createCart({ cart: draft }), await buyer.createCheckout({ checkout: draft })]
  const variants = [...found, product, ...named].flatMap(({ variants }) =>
    variants.filter(({ id }) => id === variantId),
  )
  return [
    ...variants.map(({ price, discounted_price, price_reason }) => ({
      price: price.amount,
      left: (discounted_price ?? price).amount,
      reason: price_reason,
    })),
    ...baskets.map(({ line_items: [line], totals }) => ({
      price: line!.item.price,
      left: totalOf({ totals }),
      reason: line!.item.price_reason,
    })),
  ]
}

onBothDatabases('A customer’s own price', database => {
  test('is the list’s of their group less what their group is given, everywhere, with the reason', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { price: 1000 })
    await shop.staff.saveCustomerGroup({ customer_group: { name: 'gold', members: [{ customer_id: ann.customerId }] } })
    const prices = [
      { variant_id: mug, amount: 800 },
      { variant_id: mug, amount: 500, minimum_quantity: 10 },
    ]
    await shop.staff.savePriceList({
      price_list: { title: 'Gold prices', currency: 'EUR', customer_group: 'gold', prices },
    })
    await shop.staff.savePromotion({ promotion: { title: 'Gold week', rate_ppm: 100_000, customer_group: 'gold' } })
    const list = 'Gold prices instead of 10.00 EUR'
    const whole = { price: 800, left: 720, reason: `${list}; Gold week takes off 0.80 EUR` }
    const line = { price: 800, left: 720, reason: list }
    expect(await shownTo(shop, ann, mug)).toEqual([whole, whole, whole, line, line])
    const plain = { price: 1000, left: 1000, reason: undefined }
    expect(await shownTo(shop, guest, mug)).toEqual([plain, plain, plain, plain, plain])
    const { product } = await shop.as(ann).getProduct({ catalog: { id: mug } })
    expect(product.variants[0]).toMatchObject({
      list_price: { amount: 1000 },
      quantity_prices: [{ minimum_quantity: 10, price: { amount: 500 } }],
      price_steps: [
        { type: 'list_price', amount: 1000 },
        { type: 'price_list', title: 'Gold prices', amount: -200, for_customer_group: true },
        { type: 'discount', title: 'Gold week', amount: -80 },
      ],
    })
    const many = await shop.as(ann).createCart({ cart: { line_items: [{ item: { id: mug }, quantity: 10 }] } })
    expect(many.line_items[0]!.item).toMatchObject({
      price: 500,
      price_reason: 'Gold prices from 10 units on instead of 10.00 EUR',
    })
    expect(many.price_steps![1]).toMatchObject({ minimum_quantity: 10, for_customer_group: true })
  })

  test('counts what a cart of one counts: the cheapest of promotions that go together, and no minimum that one misses', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { price: 1000 })
    const only = (promotion: object) => shop.staff.savePromotion({ promotion: { title: 'x', ...promotion } as never })
    await only({ title: 'Alone', rate_ppm: 300_000, combinable: false })
    await only({ title: 'Ten', rate_ppm: 100_000, priority: 1 })
    await only({ title: 'Two off', amounts: [{ currency: 'EUR', amount: 250 }] })
    await only({ title: 'For two', rate_ppm: 900_000, minimum_quantity: 2 })
    await only({ title: 'For much', rate_ppm: 900_000, minimum_subtotals: [{ currency: 'EUR', amount: 1001 }] })
    const shown = await shownTo(shop, guest, mug)
    expect(new Set(shown.map(({ left }) => left))).toEqual(new Set([650]))
    expect(shown[0]!.reason).toBe('Ten takes off 1.00 EUR; Two off takes off 2.50 EUR')
  })

  test('of a member of several groups spans from the cheapest to the dearest variant in lists as on the page', async () => {
    const shop = await aFurnishedShop(database)
    await shop.staff.importProducts({
      products: [
        {
          handle: 'mug',
          title: 'Mug',
          variants: ['S', 'M', 'L'].map((label, place) => ({
            sku: `MUG-${label}`,
            options: [{ name: 'Size', label }],
            prices: [{ currency: 'EUR', amount: 1000 + place }],
            stock: { on_hand: 5, tracked: true, backorder: false },
          })),
        },
      ],
    })
    const { product } = await shop.guest.getProduct({ catalog: { id: 'mug' } })
    const members = [{ customer_id: ann.customerId }]
    for (const [place, name] of ['a', 'b', 'c'].entries()) {
      await shop.staff.saveCustomerGroup({ customer_group: { name, members } })
      const prices = [{ variant_id: product.variants[place]!.id, amount: 300 - 100 * place }]
      await shop.staff.savePriceList({ price_list: { title: name, currency: 'EUR', customer_group: name, prices } })
    }
    const { products } = await shop.as(ann).searchCatalog({ catalog: {} })
    const whole = await shop.as(ann).getProduct({ catalog: { id: 'mug' } })
    expect(whole.product.price_range).toMatchObject({ min: { amount: 100 }, max: { amount: 300 } })
    expect(products[0]!.price_range).toEqual(whole.product.price_range)
  })
})
