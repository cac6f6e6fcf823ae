import { expect, test } from 'vitest'
import { saveProduct } from '../src/catalog/index.ts'
import { saveCustomerGroup } from '../src/customers/index.ts'
import { refreshTaxRates } from '../src/index.ts'
import { lowestPricesBefore } from '../src/pricing/price-history.ts'
import { savePriceList } from '../src/pricing/price-lists.ts'
import { pricesFor, setPriceRows } from '../src/pricing/price-records.ts'
import { money } from '../src/shared/money.ts'
import { onBothDatabases } from './databases.ts'
import { aFurnishedShop, aProduct, totalOf } from './shop.ts'

const day = 86_400_000
const eur = (amount: number) => money(amount, 'EUR')

onBothDatabases('Price lists', database => {
  test('a lower price counts from its quantity on, and the cart says where it is from', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { price: 1000, stock: 100 })
    const prices = [
      { variant_id: mug, amount: 900, minimum_quantity: 5 },
      { variant_id: mug, amount: 800, minimum_quantity: 10 },
    ]
    const { id } = await shop.staff.savePriceList({ price_list: { title: 'By the box', currency: 'EUR', prices } })
    const cartOf = (...quantities: number[]) =>
      shop.guest.createCart({
        cart: { line_items: quantities.map(quantity => ({ item: { id: mug }, quantity })) },
      })
    expect(totalOf(await cartOf(4))).toBe(4000)
    expect(totalOf(await cartOf(5))).toBe(4500)
    // Both lines hold ten together.
    expect(totalOf(await cartOf(7, 3))).toBe(8000)
    expect((await cartOf(10)).price_steps?.slice(0, 2)).toMatchObject([
      { type: 'list_price', title: 'Mug', amount: 10_000 },
      { type: 'price_list', source: id, title: 'By the box', amount: -2000 },
    ])
    await shop.staff.savePriceList({ price_list: { id, title: 'By the box', currency: 'EUR', prices, active: false } })
    expect(totalOf(await cartOf(10))).toBe(10_000)
  })

  test('a list holds for its time, its currency and its customers, and never makes dearer', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { price: 1000 })
    const list = (title: string, amount: number, rest = {}) =>
      shop.staff.savePriceList({
        price_list: { title, currency: 'EUR', prices: [{ variant_id: mug, amount }], ...rest },
      })
    await list('Dearer', 1100)
    await list('Dollars', 100, { currency: 'USD' })
    await shop.staff.saveCustomerGroup({ customer_group: { name: 'trade' } })
    await list('Trade', 700, { customer_group: 'trade' })
    const starts_at = new Date(shop.now().getTime() + day).toISOString()
    const ends_at = new Date(shop.now().getTime() + 2 * day).toISOString()
    await list('Sale', 850, { starts_at, ends_at })
    const shown = async () => {
      const { product } = await shop.guest.getProduct({ catalog: { id: 'mug' } })
      return [product.variants[0]?.price.amount, product.variants[0]?.list_price?.amount]
    }
    expect(await shown()).toEqual([1000, undefined])
    shop.wait(day)
    expect(await shown()).toEqual([850, 1000])
    shop.wait(day)
    expect(await shown()).toEqual([1000, undefined])
  })
})

onBothDatabases('A price list for a group', database => {
  test('counts for its customers and nobody else', async () => {
    const storage = await database.open()
    const { variants } = await storage.write(tx => saveProduct(tx, { product: { title: 'Mug', variants: [{}] } }))
    const mug = variants[0]!.id
    const prices = [{ variant_id: mug, amount: 700 }]
    await storage.write(async tx => {
      await setPriceRows(tx, [{ variantId: mug, currency: 'EUR', amount: 1000 }])
      await saveCustomerGroup(tx, { customer_group: { name: 'trade' } })
      await savePriceList(tx, { price_list: { title: 'Trade', currency: 'EUR', customer_group: 'trade', prices } })
    })
    const priceFor = async (buyer = {}) => (await storage.read(tx => pricesFor(tx, [mug], 'EUR', buyer))).get(mug)
    expect(await priceFor({ groups: ['a', 'b', 'c', 'd', 'trade'] })).toMatchObject({
      price: eur(700),
      compareAt: eur(1000),
    })
    expect(await priceFor({ groups: ['others'] })).toEqual({ price: eur(1000) })
    expect(await priceFor()).toEqual({ price: eur(1000) })
  })
})

onBothDatabases('What a shop must say and ask about prices', database => {
  test('the lowest price of the thirty days before a reduction is known', async () => {
    let now = new Date('2026-01-01T00:00:00Z')
    const storage = await database.open({ clock: () => now })
    const cost = (amount: number, days: number) => {
      now = new Date(now.getTime() + days * day)
      return storage.write(tx => setPriceRows(tx, [{ variantId: 'var_mug', currency: 'EUR', amount }]))
    }
    const reduced = { price: eur(1), compareAt: eur(2) }
    const lowest = () => storage.read(tx => lowestPricesBefore(tx, new Map([['var_mug', reduced]]), 'EUR'))
    await cost(1000, 0)
    expect(await lowest()).toEqual(new Map())
    await cost(700, 10)
    expect(await lowest()).toEqual(new Map([['var_mug', eur(1000)]]))
    await cost(1200, 1)
    await cost(900, 29)
    // 7.00 held until 29 days ago, so the reduction to 9.00 is none.
    expect(await lowest()).toEqual(new Map([['var_mug', eur(700)]]))
    await cost(1200, 10)
    await cost(1100, 31)
    expect(await lowest()).toEqual(new Map([['var_mug', eur(1200)]]))
  })

  test('a reduced price comes with the lowest of the thirty days before, whatever reduced it', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { price: 1000 })
    const cost = (amount: number, compare_at?: number) =>
      shop.staff.setPrices({
        prices: [{ variant_id: mug, currency: 'EUR', amount, ...(compare_at && { compare_at }) }],
      })
    const shown = async () => {
      const { products } = await shop.guest.searchCatalog({ catalog: { query: 'mug' } })
      const cart = await shop.guest.createCart({ cart: { line_items: [{ item: { id: mug }, quantity: 1 }] } })
      const { item } = cart.line_items[0]!
      const variant = products[0]!.variants[0]!
      expect([item.price, item.list_price, item.lowest_price_30_days]).toEqual([
        variant.price.amount,
        variant.list_price?.amount,
        variant.lowest_price_30_days?.amount,
      ])
      return [item.price, item.list_price, item.lowest_price_30_days]
    }
    expect(await shown()).toEqual([1000, undefined, undefined])
    shop.wait(day)
    await cost(900, 1200)
    expect(await shown()).toEqual([900, 1200, 1000])
    shop.wait(40 * day)
    const price_list = { title: 'Sale', currency: 'EUR', prices: [{ variant_id: mug, amount: 700 }] }
    const ends_at = new Date(shop.now().getTime() + 5 * day).toISOString()
    const { id } = await shop.staff.savePriceList({ price_list: { ...price_list, ends_at } })
    expect(await shown()).toEqual([700, 1200, 900])
    shop.wait(6 * day)
    // The sale is over. What it cost then counts for whatever is reduced next.
    expect(await shown()).toEqual([900, 1200, 1000])
    await cost(850, 1200)
    expect(await shown()).toEqual([850, 1200, 700])
    await shop.staff.savePriceList({ price_list: { ...price_list, id } })
    await shop.staff.archivePriceList({ id })
    expect(await shown()).toEqual([850, 1200, 700])
    expect(await shop.staff.listPriceLists({})).toMatchObject({ price_lists: [{ id, title: 'Sale', active: false }] })
    expect(await shop.staff.getPriceList({ id })).toMatchObject({ prices: [{ variant_id: mug, amount: 700 }] })
  })

  test('a product shows what more units cost, and why its price is what it is', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { price: 1000 })
    const prices = [
      { variant_id: mug, amount: 950 },
      { variant_id: mug, amount: 900, minimum_quantity: 5 },
      { variant_id: mug, amount: 920, minimum_quantity: 7 },
      { variant_id: mug, amount: 800, minimum_quantity: 10 },
    ]
    const { id } = await shop.staff.savePriceList({ price_list: { title: 'By the box', currency: 'EUR', prices } })
    const { product } = await shop.guest.getProduct({ catalog: { id: 'mug' } })
    expect(product.variants[0]).toMatchObject({
      price: { amount: 950 },
      quantity_prices: [
        { minimum_quantity: 5, price: { amount: 900, currency: 'EUR' } },
        { minimum_quantity: 10, price: { amount: 800, currency: 'EUR' } },
      ],
      price_steps: [
        { type: 'list_price', source: mug, amount: 1000 },
        { type: 'price_list', source: id, title: 'By the box', amount: -50 },
      ],
    })
    const five = await shop.guest.createCart({ cart: { line_items: [{ item: { id: mug }, quantity: 5 }] } })
    expect(five.line_items[0]!.item).not.toHaveProperty('lowest_price_30_days')
  })

  test('an outside tax service fills the shop’s own rates, and one country that fails spoils no other', async () => {
    const { guest, staff } = await aFurnishedShop(database)
    const mug = await aProduct(staff, 'mug', { price: 1190 })
    const service = {
      ratesOf: async (country: string) => {
        if (country === 'FR') throw new Error('The service is down.')
        return [{ title: `Tax of ${country}`, country, rate_ppm: 200_000 }]
      },
    }
    await expect(refreshTaxRates({ staff, service }, ['FR', 'AT'])).rejects.toThrow(AggregateError)
    expect(await refreshTaxRates({ staff, service }, ['AT', 'NL'])).toBe(2)
    const taxIn = async (address_country: string) => {
      const line_items = [{ item: { id: mug }, quantity: 1 }]
      return (await guest.createCart({ cart: { line_items, context: { address_country } } })).taxes
    }
    // 11.90 holds 1.98 at 20 %.
    expect(await taxIn('AT')).toMatchObject([{ title: 'Tax of AT', amount: 198 }])
    expect(await taxIn('DE')).toMatchObject([{ title: 'VAT 19 %', amount: 190 }])
    expect(await taxIn('FR')).toEqual([])
  })

  test('no tax is added for a customer who is exempt in the country, as long as that holds', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { price: 1000 })
    const { tax_rounding: _, ...store } = await shop.guest.getStore({})
    await shop.staff.saveStore({ store: { ...store, prices_include_tax: false } })
    await shop.staff.saveTaxExemption({
      tax_exemption: {
        customer_id: 'cus_trade',
        country: 'DE',
        ends_at: new Date(shop.now().getTime() + day).toISOString(),
      },
    })
    const totalFor = async (customerId: string) =>
      totalOf(
        await shop.as({ kind: 'customer', customerId }).createCart({
          cart: { line_items: [{ item: { id: mug }, quantity: 1 }], context: { address_country: 'DE' } },
        }),
      )
    expect(await totalFor('cus_trade')).toBe(1000)
    expect(await totalFor('cus_other')).toBe(1190)
    shop.wait(day)
    expect(await totalFor('cus_trade')).toBe(1190)
  })
})
