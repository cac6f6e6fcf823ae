import { expect, test } from 'vitest'
import type { CartView, Shop } from '../src/contract.ts'
import { rowsOf } from './database-rows.ts'
import { onBothDatabases } from './databases.ts'
import { allPayAtOnce } from './flash-sale.ts'
import { aFurnishedShop, aProduct, berlin, buys, pays, readyCheckout, totalOf } from './shop.ts'

onBothDatabases('Promotions', database => {
  test('an automatic promotion needs no code, and says that it is automatic', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { price: 1000 })
    const { id } = await shop.staff.savePromotion({ promotion: { title: 'Spring', rate_ppm: 100_000 } })
    const cart = await inCart(shop.guest, { [mug]: 2 })
    expect(cart.discounts).toMatchObject({ codes: [], applied: [{ title: 'Spring', amount: 200, automatic: true }] })
    expect(totalOf(cart)).toBe(1800)
    await shop.staff.savePromotion({ promotion: { id, title: 'Spring', rate_ppm: 100_000, active: false } })
    expect(totalOf(await shop.guest.getCart({ id: cart.id }))).toBe(2000)
  })

  test('a promotion of a category reduces what lies in it and below it, and nothing else', async () => {
    const shop = await aFurnishedShop(database)
    const cup = await aProduct(shop.staff, 'cup', { price: 1000, options: { categories: ['Kitchen > Cups'] } })
    const lamp = await aProduct(shop.staff, 'lamp', { price: 3000, options: { categories: ['Desk'] } })
    const applies_to = { categories: ['Kitchen'] }
    await shop.staff.savePromotion({ promotion: { code: 'COOK', title: 'Cooks', rate_ppm: 500_000, applies_to } })
    const cart = await inCart(shop.guest, { [cup]: 2, [lamp]: 1 }, ['COOK'])
    expect(cart.discounts.applied).toMatchObject([
      { code: 'COOK', amount: 1000, allocations: [{ path: '$.line_items[0]', amount: 1000 }] },
    ])
    const other = await inCart(shop.guest, { [lamp]: 1 }, ['COOK'])
    expect(other.messages).toMatchObject([{ type: 'warning', code: 'discount_code_not_applicable' }])
    await expect(
      shop.staff.savePromotion({ promotion: { title: 'No', rate_ppm: 1, applies_to: { categories: ['Garage'] } } }),
    ).rejects.toMatchObject({ code: 'not_found' })
  })

  test('a promotion of a collection reduces what is gathered in it, for as long as it is', async () => {
    const shop = await aFurnishedShop(database)
    const cup = await aProduct(shop.staff, 'cup', { price: 1000 })
    const lamp = await aProduct(shop.staff, 'lamp', { price: 3000 })
    const collection = { handle: 'table', title: 'Table', products: ['cup'] }
    await shop.staff.saveCollection({ collection })
    const applies_to = { collections: ['table'] }
    await shop.staff.savePromotion({ promotion: { code: 'SET', title: 'Set', rate_ppm: 500_000, applies_to } })
    const cart = await inCart(shop.guest, { [cup]: 1, [lamp]: 1 }, ['SET'])
    expect(cart.discounts.applied).toMatchObject([{ code: 'SET', amount: 500 }])
    await shop.staff.saveCollection({ collection: { ...collection, products: ['lamp'] } })
    expect(totalOf(await shop.guest.getCart({ id: cart.id }))).toBe(2500)
    await expect(
      shop.staff.savePromotion({ promotion: { title: 'No', rate_ppm: 1, applies_to: { collections: ['garage'] } } }),
    ).rejects.toMatchObject({ code: 'not_found', message: 'There is no collection "garage".' })
  })

  test('a promotion for a group is for its signed-in customers alone, by code or by itself', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { price: 1000 })
    const trade = { title: 'Trade', rate_ppm: 100_000, customer_group: 'trade' }
    await expect(shop.staff.savePromotion({ promotion: trade })).rejects.toMatchObject({ code: 'not_found' })
    const members = [{ customer_id: 'cus_ann' }]
    await shop.staff.saveCustomerGroup({ customer_group: { name: 'trade', members } })
    await shop.staff.savePromotion({ promotion: trade })
    await shop.staff.savePromotion({ promotion: { ...trade, code: 'MORE', rate_ppm: 200_000 } })
    const ann = shop.as({ kind: 'customer', customerId: 'cus_ann' })
    expect(totalOf(await inCart(ann, { [mug]: 1 }))).toBe(900)
    expect(totalOf(await inCart(ann, { [mug]: 1 }, ['MORE']))).toBe(720)
    const foreign = await inCart(shop.guest, { [mug]: 1 }, ['MORE'])
    expect([totalOf(foreign), foreign.messages]).toMatchObject([1000, [{ code: 'discount_code_not_for_customer' }]])
  })

  test('a gift that needs no code is told of, and the promotions are listed with their use until they are ended', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { price: 1000 })
    const spoon = await aProduct(shop.staff, 'spoon', { price: 600 })
    const gift = { of: { variants: [spoon] } }
    const { id } = await shop.staff.savePromotion({ promotion: { title: 'A spoon', gift, minimum_quantity: 1 } })
    const cart = await inCart(shop.guest, { [mug]: 1 })
    expect(cart.messages).toMatchObject([
      { type: 'info', code: 'gift_available', content: `"A spoon": add the gift (${spoon}) to get it free.` },
    ])
    expect(totalOf(await inCart(shop.guest, { [mug]: 1, [spoon]: 1 }))).toBe(1000)
    await buys(shop.guest, { [mug]: 1, [spoon]: 1 })
    const { promotions } = await shop.staff.listPromotions({ active: true })
    expect(promotions).toContainEqual(expect.objectContaining({ id, benefit: 'gift', used: 1, active: true }))
    expect(await shop.staff.archivePromotion({ id })).toMatchObject({ id, active: false })
    expect(totalOf(await inCart(shop.guest, { [mug]: 1, [spoon]: 1 }))).toBe(1600)
    const page = await shop.staff.listPromotions({ pagination: { limit: 1 } })
    const rest = await shop.staff.listPromotions({ pagination: { cursor: page.pagination.cursor! } })
    expect([...page.promotions, ...rest.promotions].map(({ active }) => active).sort()).toEqual([false, true])
  })

  test('a gift is free once it is in the cart, and does not help to reach its own minimum', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { price: 4500 })
    const spoon = await aProduct(shop.staff, 'spoon', { price: 600 })
    await shop.staff.savePromotion({
      promotion: {
        code: 'SPOON',
        title: 'A spoon with it',
        gift: { of: { products: ['spoon'] } },
        minimum_subtotals: [{ currency: 'EUR', amount: 5000 }],
      },
    })
    const below = await inCart(shop.guest, { [mug]: 1, [spoon]: 1 }, ['SPOON'])
    expect(below.messages).toMatchObject([{ code: 'discount_code_minimum' }])
    expect(totalOf(below)).toBe(5100)
    const without = await inCart(shop.guest, { [mug]: 2 }, ['SPOON'])
    expect(without.messages).toMatchObject([{ code: 'discount_code_gift_missing' }])
    const full = await inCart(shop.guest, { [mug]: 2, [spoon]: 2 }, ['SPOON'])
    expect(full.messages).toEqual([])
    // Two mugs for 90.00 and two spoons, of which one is the gift.
    expect(totalOf(full)).toBe(9600)
  })

  test('free shipping takes the delivery off, with its tax, and shows it as a discount', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { price: 1000 })
    await shop.staff.savePromotion({ promotion: { code: 'SHIP', title: 'Free delivery', free_shipping: true } })
    const checkout = await readyCheckout(shop.guest, { [mug]: 1 }, ['SHIP'])
    expect(checkout.totals).toMatchObject([
      { type: 'subtotal', amount: 1000 },
      { type: 'discount', display_text: 'Free delivery (SHIP)', amount: -490 },
      { type: 'fulfillment', amount: 490 },
      { type: 'total', amount: 1000 },
    ])
    expect(checkout.discounts.applied[0]?.allocations).toEqual([{ path: '$.fulfillment', amount: 490 }])
    expect(checkout.taxes.flatMap(({ allocations }) => allocations)).toEqual([{ path: '$.line_items[0]', amount: 160 }])
    const paid = await shop.guest.completeCheckout({
      id: checkout.id,
      checkout: { payment: pays() },
      expected_total: 1000,
    })
    expect(paid.status).toBe('completed')
  })

  test('a code that cannot be combined with a better one stays in the cart with a word on why', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { price: 1000 })
    await shop.staff.savePromotion({ promotion: { title: 'Sale', rate_ppm: 300_000, combinable: false } })
    const cart = await inCart(shop.guest, { [mug]: 1 }, ['TEN'])
    expect(cart.discounts).toMatchObject({ codes: ['TEN'], applied: [{ title: 'Sale', amount: 300 }] })
    expect(cart.messages).toMatchObject([
      { type: 'warning', code: 'discount_code_not_combined', path: '$.discounts.codes[0]' },
    ])
    const checkout = await readyCheckout(shop.guest, { [mug]: 1 }, ['TEN'])
    expect(checkout).toMatchObject({ status: 'ready_for_complete', messages: [{ code: 'discount_code_not_combined' }] })
  })

  test('a code for the first order counts until the e-mail address has ordered', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    await shop.staff.savePromotion({
      promotion: { code: 'HELLO', title: 'Hello', rate_ppm: 100_000, first_order_only: true },
    })
    expect((await inCart(shop.guest, { [mug]: 1 }, ['HELLO'])).messages).toEqual([])
    expect((await buys(shop.guest, { [mug]: 1 })).status).toBe('completed')
    const again = await readyCheckout(shop.guest, { [mug]: 1 }, ['HELLO'])
    expect(again.discounts.applied).toEqual([])
    expect(again.messages).toMatchObject([{ type: 'warning', code: 'discount_code_first_order' }])
  })

  for (const [what, rule] of [
    ['once by each customer', { limit_per_customer: 1 }],
    ['for a first order', { first_order_only: true }],
  ] as const) {
    test(`a code ${what} is used once by twenty checkouts of one buyer at once`, async () => {
      const shop = await aFurnishedShop(database)
      const mug = await aProduct(shop.staff, 'mug', { stock: 100 })
      await shop.staff.savePromotion({ promotion: { code: 'ONCE', title: 'Once', rate_ppm: 500_000, ...rule } })
      const mine = Array.from({ length: 20 }, () => readyCheckout(shop.guest, { [mug]: 1 }, ['ONCE']))
      const { sold, open, failed } = await allPayAtOnce([shop.guest], await Promise.all(mine))
      expect(failed).toEqual([])
      expect([sold.length, open.length]).toEqual([1, 19])
      for (const view of open) expect(view.messages.filter(({ type }) => type === 'error')).not.toEqual([])
      const address = await database.address()
      expect(await rowsOf(address, 'select used from promotion_uses')).toMatchObject([
        { used: expect.toSatisfy(isOne) },
      ])
      const [promotion] = await rowsOf(address, `select used from promotions where code = 'ONCE'`)
      expect(Number(promotion?.used)).toBe(1)
      expect((await shop.staff.getStock({ variant_ids: [mug] })).stock).toMatchObject([{ on_hand: 99, reserved: 0 }])
    })
  }

  test('a use goes back to the buyer with the order, and with a payment that failed', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    await shop.staff.savePromotion({
      promotion: { code: 'ONCE', title: 'Once', rate_ppm: 500_000, limit_per_customer: 1 },
    })
    const pay = async (token: string) => {
      const checkout = await readyCheckout(shop.guest, { [mug]: 1 }, ['once'])
      expect(checkout.discounts.applied).toMatchObject([{ code: 'ONCE' }])
      return shop.guest.completeCheckout({ id: checkout.id, checkout: { payment: pays(token) } })
    }
    expect((await pay('declined')).status).toBe('ready_for_complete')
    const { order } = await pay('success')
    const used = await readyCheckout(shop.guest, { [mug]: 1 }, ['ONCE'])
    expect(used.messages).toMatchObject([{ code: 'discount_code_used_up' }])
    await shop.guest.cancelOrder({ id: order!.id })
    expect((await pay('success')).status).toBe('completed')
  })
})

const isOne = (value: unknown) => Number(value) === 1

const inCart = (shop: Shop, items: Record<string, number>, codes: string[] = []): Promise<CartView> =>
  shop.createCart({
    cart: {
      line_items: Object.entries(items).map(([id, quantity]) => ({ item: { id }, quantity })),
      context: { address_country: berlin.address_country },
      discounts: { codes },
    },
  })
