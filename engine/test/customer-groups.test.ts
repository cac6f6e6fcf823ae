import { expect, test } from 'vitest'
import type { InputOf } from '../src/contract.ts'
import { rowsOf } from './database-rows.ts'
import { onBothDatabases } from './databases.ts'
import { aFurnishedShop, aProduct, buys, totalOf } from './shop.ts'

const day = 86_400_000
type Filters = NonNullable<InputOf<'search_catalog'>['catalog']['filters']>

const ann = { kind: 'customer', customerId: 'cus_ann' } as const

onBothDatabases('Customer groups', database => {
  test('a signed-in member pays the lowest price of their groups, wherever it is shown, and the cart says whose', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { price: 1000 })
    for (const [name, amount] of [
      ['trade', 800],
      ['staff', 700],
      ['others', 100],
    ] as const) {
      await shop.staff.saveCustomerGroup({ customer_group: { name } })
      const price_list = { title: `For ${name}`, currency: 'EUR', customer_group: name }
      await shop.staff.savePriceList({ price_list: { ...price_list, prices: [{ variant_id: mug, amount }] } })
    }
    const members = [{ customer_id: ann.customerId }]
    expect(await shop.staff.saveCustomerGroup({ customer_group: { name: 'trade', members } })).toEqual({
      name: 'trade',
      members: 1,
    })
    await shop.staff.saveCustomerGroup({ customer_group: { name: 'staff', members } })
    const seen = async (actor: Parameters<typeof shop.as>[0]) => {
      const buyer = shop.as(actor)
      const { product } = await buyer.getProduct({ catalog: { id: 'mug' } })
      const { products: found } = await buyer.searchCatalog({ catalog: { query: 'mug' } })
      const { products: named } = await buyer.lookupCatalog({ catalog: { ids: ['mug'] } })
      const cart = await buyer.createCart({ cart: { line_items: [{ item: { id: mug }, quantity: 1 }] } })
      const shown = [product, found[0]!, named[0]!].flatMap(({ variants, price_range }) => [
        variants[0]!.price.amount,
        price_range.min.amount,
      ])
      return { prices: [...new Set([...shown, totalOf(cart)])], steps: cart.price_steps?.map(({ title }) => title) }
    }
    expect(await seen(ann)).toEqual({ prices: [700], steps: ['Mug', 'For staff', 'VAT 19 %'] })
    expect(await seen({ kind: 'guest' })).toEqual({ prices: [1000], steps: ['Mug', 'VAT 19 %'] })
    expect(await seen({ kind: 'customer', customerId: 'cus_bob' })).toMatchObject({ prices: [1000] })
    expect(await buys(shop.as(ann), { [mug]: 1 })).toMatchObject({
      status: 'completed',
      line_items: [{ item: { price: 700 } }],
    })
  })

  /** A small mug and a large one, for which two groups that Ann is in have prices. */
  const twoMugs = async (prices: Readonly<Record<'staff' | 'trade', { small?: number; large?: number }>>) => {
    const shop = await aFurnishedShop(database)
    const variants = Object.entries({ small: 1000, large: 2500 }).map(([label, amount]) => ({
      options: [{ name: 'Size', label }],
      prices: [{ currency: 'EUR', amount }],
    }))
    await shop.staff.importProducts({ products: [{ handle: 'mug', title: 'Mug', variants }] })
    const { product } = await shop.staff.getProduct({ catalog: { id: 'mug' } })
    const [small, large] = product.variants.map(({ id }) => id)
    for (const [name, amounts] of Object.entries(prices)) {
      const members = [{ customer_id: ann.customerId }]
      await shop.staff.saveCustomerGroup({ customer_group: { name, members } })
      const rows = Object.entries(amounts).map(([size, amount]) => {
        return { variant_id: size === 'small' ? small! : large!, amount }
      })
      await shop.staff.savePriceList({
        price_list: { title: name, currency: 'EUR', customer_group: name, prices: rows },
      })
    }
    return async (actor: Parameters<typeof shop.as>[0], filters: Filters) => {
      const { products } = await shop.as(actor).searchCatalog({ catalog: { filters } })
      return products.length
    }
  }

  test('what is reduced for one group only is on sale for a member of others too', async () => {
    const found = await twoMugs({ staff: { large: 1500 }, trade: { large: 2600 } })
    expect(await found(ann, { on_sale: true })).toBe(1)
    expect(await found({ kind: 'guest' }, { on_sale: true })).toBe(0)
  })

  test('a member of two groups finds nothing by a price that they do not pay', async () => {
    const found = await twoMugs({ staff: { small: 900 }, trade: { large: 1500 } })
    expect(await found({ kind: 'guest' }, { price: { min: 2000 } })).toBe(1)
    expect(await found(ann, { price: { min: 2000 } })).toBe(0)
    expect(await found(ann, { price: { min: 1500 } })).toBe(1)
  })

  test('a member is known by e-mail address too, for as long as told, and only when signed in', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { price: 1000 })
    await buys(shop.guest, { [mug]: 1 })
    const list = { title: 'Trade', currency: 'EUR', customer_group: 'trade' }
    const starts_at = new Date(shop.now().getTime() + day).toISOString()
    const ends_at = new Date(shop.now().getTime() + 2 * day).toISOString()
    const members = [{ email: 'Ann@Example.com', starts_at, ends_at }]
    await shop.staff.saveCustomerGroup({ customer_group: { name: 'trade', members } })
    await shop.staff.savePriceList({ price_list: { ...list, prices: [{ variant_id: mug, amount: 800 }] } })
    const [customer] = await rowsOf(await database.address(), 'select id from customers')
    const price = async (actor: Parameters<typeof shop.as>[0]) => {
      const { product } = await shop.as(actor).getProduct({ catalog: { id: 'mug' } })
      return product.variants[0]!.price.amount
    }
    const known = { kind: 'customer', customerId: String(customer?.id) } as const
    expect(await price(known)).toBe(1000)
    shop.wait(day)
    expect(await price(known)).toBe(800)
    const cart = { line_items: [{ item: { id: mug }, quantity: 1 }], buyer: { email: 'ann@example.com' } }
    expect(totalOf(await shop.guest.createCart({ cart }))).toBe(1000)
    shop.wait(day)
    expect(await price(known)).toBe(1000)
  })

  test('are listed with their members, page by page, and a price list for none of them is refused', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    for (const name of ['trade', 'staff', 'friends']) await shop.staff.saveCustomerGroup({ customer_group: { name } })
    const members = [{ customer_id: 'cus_a' }, { email: 'b@example.com' }, { customer_id: 'cus_c' }]
    await shop.staff.saveCustomerGroup({ customer_group: { name: 'trade', members } })
    const past = new Date(shop.now().getTime() - 1).toISOString()
    const left = [{ customer_id: 'cus_a', ends_at: past }]
    expect(await shop.staff.saveCustomerGroup({ customer_group: { name: ' trade ', members: left } })).toMatchObject({
      members: 2,
    })
    const first = await shop.staff.listCustomerGroups({ pagination: { limit: 2 } })
    expect(first.customer_groups).toEqual([
      { name: 'friends', members: 0 },
      { name: 'staff', members: 0 },
    ])
    const second = await shop.staff.listCustomerGroups({ pagination: { limit: 2, cursor: first.pagination.cursor! } })
    expect(second).toMatchObject({
      customer_groups: [{ name: 'trade', members: 2 }],
      pagination: { has_next_page: false },
    })
    const trade = await shop.staff.getCustomerGroup({ name: 'trade', pagination: { limit: 2 } })
    expect(trade.members).toEqual([{ email: 'b@example.com' }, { customer_id: 'cus_a', ends_at: past }])
    await expect(shop.staff.getCustomerGroup({ name: 'nobody' })).rejects.toMatchObject({ code: 'not_found' })
    const price_list = { title: 'Trade', currency: 'EUR', customer_group: 'traid' }
    await expect(
      shop.staff.savePriceList({ price_list: { ...price_list, prices: [{ variant_id: mug, amount: 1 }] } }),
    ).rejects.toMatchObject({ code: 'not_found', message: 'There is no customer group "traid".' })
  })
})
