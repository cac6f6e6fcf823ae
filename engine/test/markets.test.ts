import { expect, test } from 'vitest'
import type { InputOf, Shop } from '../src/contract.ts'
import { onBothDatabases, type TestDatabase } from './databases.ts'
import { aFurnishedShop, berlin } from './shop.ts'

type MarketDraft = InputOf<'save_market'>['market']

const thing = (handle: string, category: string) => ({
  handle,
  title: handle,
  categories: [category],
  variants: [
    {
      sku: handle.toUpperCase(),
      prices: [
        { currency: 'EUR', amount: 2000 },
        { currency: 'USD', amount: 2500 },
      ],
      stock: { on_hand: 5, tracked: true, backorder: false },
    },
  ],
})

const america: MarketDraft = { title: 'America', countries: ['US', 'CA'], currency: 'USD' }

async function aShopOfKnives(database: TestDatabase) {
  const shop = await aFurnishedShop(database)
  await shop.staff.importProducts({
    products: [thing('bread-knife', 'Kitchen > Knives'), thing('pan', 'Kitchen > Pans'), thing('lamp', 'Home')],
  })
  return shop
}

const listed = async (guest: Shop, address_country: string, query?: string) => {
  const { products } = await guest.searchCatalog({ catalog: { context: { address_country }, ...(query && { query }) } })
  return products.map(({ handle }) => handle).sort()
}

onBothDatabases('A market', database => {
  test('has the currency of its countries, before that of the store settings', async () => {
    const { guest, staff } = await aShopOfKnives(database)
    const price = async (address_country: string, currency?: string) => {
      const context = { address_country, ...(currency && { currency }) }
      const { product } = await guest.getProduct({ catalog: { id: 'pan', context } })
      return product.price_range.min
    }
    expect(await price('CA')).toEqual({ amount: 2000, currency: 'EUR' })
    const { id } = await staff.saveMarket({ market: america })
    expect(await price('CA')).toEqual({ amount: 2500, currency: 'USD' })
    expect(await price('CA', 'EUR')).toEqual({ amount: 2000, currency: 'EUR' })
    expect(await price('AT')).toEqual({ amount: 2000, currency: 'EUR' })
    await staff.saveMarket({ market: { ...america, id, active: false } })
    expect(await price('CA')).toEqual({ amount: 2000, currency: 'EUR' })
    expect(await price('US')).toEqual({ amount: 2500, currency: 'USD' })
  })

  test('suggests nothing that it is without', async () => {
    const { guest, staff } = await aShopOfKnives(database)
    const suggest = (address_country: string) => guest.suggestSearches({ query: 'kni', address_country })
    const all = await suggest('US')
    expect(all.searches).toContain('knife')
    expect(all.products.map(({ handle }) => handle)).toEqual(['bread-knife'])
    expect(all.categories.map(({ path }) => path)).toEqual(['Kitchen > Knives'])
    const without = { categories: ['Kitchen > Knives'] }
    await staff.saveMarket({ market: { ...america, without } })
    expect(await suggest('US')).toMatchObject({ searches: [], products: [], categories: [] })
    expect(await suggest('DE')).toMatchObject(all)
  })

  test('lists, finds and sells nothing that it is without, from the moment that it is saved', async () => {
    const { guest, staff } = await aShopOfKnives(database)
    const cart = await guest.createCart({
      cart: { line_items: [{ item: { id: 'BREAD-KNIFE' }, quantity: 1 }], context: { address_country: 'US' } },
    })
    expect(cart.messages).toEqual([])
    const { id } = await staff.saveMarket({ market: { ...america, without: { categories: ['Kitchen > Knives'] } } })
    expect(await listed(guest, 'US')).toEqual(['lamp', 'pan'])
    expect(await listed(guest, 'US', 'knife')).toEqual([])
    expect(await listed(guest, 'DE', 'knife')).toEqual(['bread-knife'])
    const context = { address_country: 'US' }
    await expect(guest.getProduct({ catalog: { id: 'bread-knife', context } })).rejects.toMatchObject({
      code: 'not_found',
      message: 'There is no product for US "bread-knife".',
    })
    const looked = await guest.lookupCatalog({ catalog: { ids: ['BREAD-KNIFE', 'pan'], context } })
    expect(looked.products.map(({ handle }) => handle)).toEqual(['pan'])
    const now = await guest.getCart({ id: cart.id })
    expect(now.messages).toMatchObject([
      { type: 'error', code: 'item_unavailable', content: expect.stringContaining('not sold in US') },
    ])
    await staff.saveMarket({ market: { ...america, id } })
    expect((await guest.getCart({ id: cart.id })).messages).toEqual([])
  })

  test('sells only what it names, by product, category or collection', async () => {
    const { guest, staff } = await aShopOfKnives(database)
    await staff.saveCollection({ collection: { handle: 'light', title: 'Light', products: ['lamp'] } })
    const { id } = await staff.saveMarket({
      market: { ...america, only: { products: ['pan'], collections: ['light'] } },
    })
    expect(await listed(guest, 'CA')).toEqual(['lamp', 'pan'])
    await staff.saveCollection({ collection: { handle: 'light', title: 'Light', products: [] } })
    expect(await listed(guest, 'CA')).toEqual(['pan'])
    await staff.saveMarket({ market: { ...america, id, only: { categories: ['Kitchen'] } } })
    expect(await listed(guest, 'CA')).toEqual(['bread-knife', 'pan'])
    expect((await staff.listMarkets({})).markets).toMatchObject([
      { id, only: { categories: ['Kitchen'] }, active: true },
    ])
  })

  test('keeps a checkout from going where a thing is not sold', async () => {
    const { guest, staff } = await aShopOfKnives(database)
    await staff.saveMarket({
      market: { title: 'Austria', countries: ['AT'], currency: 'EUR', without: { products: ['bread-knife'] } },
    })
    const checkout = async (address_country: string) =>
      guest.createCheckout({
        checkout: {
          line_items: [{ item: { id: 'BREAD-KNIFE' }, quantity: 1 }],
          buyer: { email: 'ann@example.com' },
          fulfillment: { methods: [{ destinations: [{ ...berlin, address_country, postal_code: '10969' }] }] },
        },
      })
    expect((await checkout('DE')).messages.map(({ code }) => code)).not.toContain('item_unavailable')
    expect((await checkout('AT')).messages.map(({ code }) => code)).toContain('item_unavailable')
  })

  test('may have a price list of its own', async () => {
    const { guest, staff } = await aShopOfKnives(database)
    await staff.saveCustomerGroup({ customer_group: { name: 'america' } })
    const { product } = await guest.getProduct({ catalog: { id: 'pan' } })
    await staff.savePriceList({
      price_list: {
        title: 'America',
        currency: 'USD',
        customer_group: 'america',
        prices: [{ variant_id: product.variants[0]!.id, amount: 2200 }],
      },
    })
    const context = { address_country: 'US' }
    const ask = async () => (await guest.getProduct({ catalog: { id: 'pan', context } })).product.price_range.min.amount
    expect(await ask()).toBe(2500)
    await staff.saveMarket({ market: { ...america, customer_group: 'america' } })
    expect(await ask()).toBe(2200)
    const cart = await guest.createCart({ cart: { line_items: [{ item: { id: 'PAN' }, quantity: 1 }], context } })
    expect(cart.line_items[0]?.item.price).toBe(2200)
    const [found] = (await guest.searchCatalog({ catalog: { query: 'pan', context } })).products
    expect(found?.price_range.min).toEqual({ amount: 2200, currency: 'USD' })
  })

  test('is one of those that a shop sells in only, where its merchant says so', async () => {
    const { guest, staff } = await aShopOfKnives(database)
    await staff.saveMarket({ market: america })
    await staff.saveStore({ store: { ...(await staff.getStore({})), sells_only_in_markets: true } })
    const told = async (address_country: string) => {
      const context = { address_country }
      const { messages = [] } = await guest.searchCatalog({ catalog: { context } })
      const cart = await guest.createCart({ cart: { line_items: [{ item: { id: 'PAN' }, quantity: 1 }], context } })
      return [...messages, ...cart.messages].map(({ type, code }) => `${type} ${code}`)
    }
    expect(await told('US')).toEqual([])
    expect(await told('DE')).toEqual([])
    expect(await told('JP')).toEqual(['info country_not_served', 'error country_not_served'])
  })

  test('is refused where it cannot be', async () => {
    const { staff } = await aShopOfKnives(database)
    const { id } = await staff.saveMarket({ market: america })
    const save = (market: MarketDraft) => staff.saveMarket({ market })
    await expect(save({ ...america, title: 'Again' })).rejects.toMatchObject({
      code: 'duplicate',
      message: 'US is in the market America already.',
    })
    await expect(save({ ...america, id, currency: 'JPY' })).rejects.toMatchObject({ code: 'currency_unavailable' })
    await expect(save({ ...america, id, only: { products: ['no'] } })).rejects.toMatchObject({ code: 'not_found' })
    await expect(save({ ...america, id, customer_group: 'no' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(save({ ...america, id: 'no', countries: ['JP'] })).rejects.toMatchObject({ code: 'not_found' })
    const both = { ...america, only: { products: ['pan'] }, without: { products: ['lamp'] } }
    await expect(save({ ...both, id })).rejects.toMatchObject({ code: 'invalid_input' })
  })
})
