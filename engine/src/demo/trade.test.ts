import { expect, test } from 'vitest'
import { onBothDatabases } from '../../test/databases.ts'
import { aShop, pays, type TestShop, totalOf } from '../../test/shop.ts'
import type { CheckoutView, InputOf, Shop } from '../contract.ts'
import { fillDemoShop } from './index.ts'
import { demoTaxRates } from './settings.ts'
import { demoCustomers } from './trade.ts'

const german = { language: 'de' }
const american = { address_country: 'US', address_region: 'NY' }
const cafe = { kind: 'customer', customerId: demoCustomers.cafe } as const
const embassy = { kind: 'customer', customerId: demoCustomers.embassy } as const

const berlin = {
  first_name: 'Ann',
  last_name: 'Lee',
  street_address: 'Lindenstr. 1',
  address_locality: 'Berlin',
  postal_code: '10969',
  address_country: 'DE',
}
const hamburg = { ...berlin, address_locality: 'Hamburg', postal_code: '20099' }
const brussels = { ...berlin, address_locality: 'Brussels', postal_code: '1000', address_country: 'BE' }
const newYork = {
  ...berlin,
  address_locality: 'New York',
  postal_code: '10001',
  address_country: 'US',
  address_region: 'NY',
}

type Catalog = InputOf<'search_catalog'>['catalog']

async function theDemo(database: Parameters<typeof aShop>[0]): Promise<TestShop & { giftCard: string }> {
  const shop = await aShop(database)
  let giftCard = ''
  await fillDemoShop(shop.staff, code => {
    giftCard = code
  })
  return { ...shop, giftCard }
}

const found = async (shop: TestShop, catalog: Catalog) =>
  (await shop.guest.searchCatalog({ catalog })).products.map(({ handle }) => handle)

/** The variant of a sku, as buyers see it. */
async function variant(shop: Shop, sku: string, context = {}) {
  const { products } = await shop.lookupCatalog({ catalog: { ids: [sku], context } })
  const [only] = products.flatMap(({ variants }) =>
    variants.filter(({ inputs }) => inputs?.some(({ id }) => id === sku)),
  )
  return only!
}

async function cart(shop: Shop, skus: Record<string, number>, rest: object = {}) {
  const line_items = await lines(shop, skus)
  return shop.createCart({ cart: { line_items, ...rest } })
}

async function checkout(shop: Shop, skus: Record<string, number>, address: object, rest: object = {}) {
  const line_items = await lines(shop, skus)
  const fulfillment = { methods: [{ type: 'shipping' as const, destinations: [address] }] }
  return shop.createCheckout({ checkout: { line_items, buyer: { email: 'ann@example.com' }, fulfillment, ...rest } })
}

const lines = (shop: Shop, skus: Record<string, number>) =>
  Promise.all(
    Object.entries(skus).map(async ([sku, quantity]) => ({ item: { id: (await variant(shop, sku)).id }, quantity })),
  )

/** The same with its first way of delivery. */
function choose(shop: Shop, { id, fulfillment }: CheckoutView) {
  const [method] = fulfillment.methods
  const [way] = method!.groups[0]!.options
  const methods = [
    { selected_destination_id: method!.selected_destination_id, groups: [{ selected_option_id: way!.id }] },
  ]
  return shop.updateCheckout({ id, checkout: { buyer: { email: 'ann@example.com' }, fulfillment: { methods } } })
}

const waysOf = (view: CheckoutView, group = 0) =>
  (view.fulfillment.methods[0]?.groups[group]?.options ?? []).map(({ title }) => title)

onBothDatabases('A buyer in the demo shop', database => {
  test('finds things by misspelt words, synonyms, measures and facets, in both languages', async () => {
    const shop = await theDemo(database)
    expect((await found(shop, { query: 'lambswol throw' }))[0]).toBe('wool-throw')
    expect((await found(shop, { query: 'emailebecher', context: german }))[0]).toBe('camp-mug')
    expect(await found(shop, { query: 'brolly' })).toEqual(['stick-umbrella'])
    const holds = { name: 'Capacity', min: 300, max: 400, unit: 'ml' }
    const mugs = { query: 'mug', filters: { attributes: [holds] } }
    expect(await found(shop, mugs)).toEqual(expect.arrayContaining(['tarn-mug', 'camp-mug']))
    expect(await found(shop, mugs)).not.toContain('espresso-cups')
    const fasst = { ...holds, name: 'Fassungsvermögen' }
    const inGerman = { query: 'becher', context: german, filters: { attributes: [fasst] } }
    expect(await found(shop, inGerman)).toEqual(expect.arrayContaining(['tarn-mug', 'camp-mug']))
    const { facets } = await shop.guest.searchCatalog({ catalog: { facets: ['Capacity', 'price'], context: american } })
    expect(facets).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ filter: 'attributes', name: 'Capacity', unit: 'ml', min: 80 }),
        expect.objectContaining({ filter: 'price', currency: 'USD' }),
      ]),
    )
    const { searches } = await shop.guest.suggestSearches({ query: 'linen n' })
    expect(searches).toContain('linen napkins')
    const { recommendations } = await shop.guest.recommendProducts({
      catalog: { ids: ['lake-teapot'], context: german, limit: 3 },
    })
    expect(recommendations.map(({ product }) => product.title)).toEqual([
      'Kräutertee für den Abend',
      'Becher Tarn',
      'Tee für zwei',
    ])
  })

  test('sees what is scheduled from its day on', async () => {
    const shop = await theDemo(database)
    const candles = () => shop.guest.getProduct({ catalog: { id: 'advent-candles', context: german } })
    await expect(candles()).rejects.toMatchObject({ code: 'not_found' })
    const { publish_at } = await shop.staff.getSavedProduct({ id: 'advent-candles' })
    shop.wait(Date.parse(publish_at!) - shop.now().getTime())
    expect((await candles()).product.title).toBe('Adventskerzen, 4er-Set')
  })

  test('pays what holds for them, and is told what it was before', async () => {
    const shop = await theDemo(database)
    const mug = 'TRN-MUG-CHA-250'
    const priceOf = async (buyer: Shop, quantity: number) =>
      (await cart(buyer, { [mug]: quantity })).line_items[0]!.totals.find(({ type }) => type === 'subtotal')?.amount
    expect([await priceOf(shop.guest, 12), await priceOf(shop.as(cafe), 1), await priceOf(shop.as(cafe), 12)]).toEqual([
      12 * 1800,
      1600,
      12 * 1450,
    ])
    expect(await variant(shop.guest, 'KSL-OIL')).toMatchObject({
      price: { amount: 1900, currency: 'EUR' },
      price_steps: [{ type: 'list_price' }, { type: 'price_list', title: 'Opening weeks', amount: -300 }],
    })
    expect(await variant(shop.guest, 'KSL-OIL', american)).toMatchObject({ price: { amount: 1990, currency: 'USD' } })
    const titles = async (buyer: Shop, skus: Record<string, number>, codes: string[] = []) =>
      (await cart(buyer, skus, { context: german, discounts: { codes } })).discounts.applied.map(({ title }) => title)
    expect(await titles(shop.guest, { 'QLW-PLN': 3 })).toEqual(['Zehn Prozent weniger ab drei Notizbüchern'])
    expect(await titles(shop.guest, { [mug]: 3 }, ['SAVE5'])).toEqual(['Fünf weniger ab fünfzig'])
    expect(await titles(shop.guest, { 'TRN-TPT-MOS-07': 1, 'OAK-TEA': 1 }, ['TEAGIFT'])).toEqual([
      'Eine Dose Tee zu jeder Teekanne',
    ])
    const free = await choose(shop.as(cafe), await checkout(shop.as(cafe), { 'PTR-CMP-CHA': 1 }, berlin))
    expect([totalOf(free), free.discounts.applied.map(({ title }) => title)]).toEqual([
      1400,
      ['Free delivery for the trade'],
    ])
  })

  test('is taxed as where the parcel goes, in all of the European Union', async () => {
    const shop = await theDemo(database)
    const tax = async (buyer: Shop, address: object) =>
      (await checkout(buyer, { 'QLW-PLN': 1 }, address)).taxes.map(({ rate_ppm }) => rate_ppm)
    expect(await tax(shop.guest, brussels)).toEqual([210_000])
    expect(await tax(shop.guest, berlin)).toEqual([190_000])
    expect(await tax(shop.as(embassy), berlin)).not.toContain(190_000)
    expect(new Set(demoTaxRates.map(({ country }) => country)).size).toBe(27)
  })

  test('has it brought by weight, by noon, by bicycle or in parts, or fetches it', async () => {
    const shop = await theDemo(database)
    const light = await checkout(shop.guest, { 'PTR-CMP-CHA': 1 }, newYork)
    const heavy = await checkout(shop.guest, { 'EMB-CAS-CHA-5': 2 }, newYork)
    const price = (view: CheckoutView) => totalOf(view.fulfillment.methods[0]!.groups[0]!.options[0]!)
    expect([light.currency, price(light), waysOf(light)]).toEqual(['USD', 2190, ['Worldwide']])
    expect(heavy.currency).toBe('USD')
    const home = await checkout(shop.guest, { 'PTR-CMP-CHA': 1 }, berlin, { context: german })
    expect(waysOf(home)).toEqual(['Standardversand', 'Expressversand'])
    expect(home.fulfillment.methods[0]?.groups[0]?.options[1]?.description).toContain('Order within 1 h')
    const near = await checkout(shop.guest, { 'TRN-MUG-CHA-250': 1 }, hamburg)
    expect(waysOf(near).filter(title => title.startsWith('By bicycle'))).toHaveLength(4)
    expect(near.fulfillment.available_methods?.[1]).toMatchObject({ type: 'pickup' })
    const parts = await checkout(shop.guest, { 'TRN-TAL': 1, 'PTR-CMP-CHA': 1 }, berlin)
    expect(parts.fulfillment.methods[0]?.groups).toHaveLength(2)
    expect(waysOf(parts)).toContain('Standard, all together when complete')
    expect((await variant(shop.guest, 'TRN-TAL')).availability.available_at).toBeDefined()
    const { transfers } = await shop.staff.listTransfers({})
    expect(transfers).toMatchObject([{ status: 'in_transit', lines: [{ outstanding: 4 }] }])
    const abroad = await cart(shop.guest, { 'EMB-BRD': 1 }, { context: american })
    expect(abroad.messages?.map(({ code }) => code)).toContain('item_unavailable')
  })

  test('pays with a gift card beside the demo bank, and with store credit', async () => {
    const shop = await theDemo(database)
    const ready = await checkout(shop.guest, { 'KSL-OIL': 3 }, berlin)
    const card = (token: string) => ({
      id: 'card',
      handler_id: 'gift_card',
      type: 'gift_card',
      credential: { type: 'code', token },
    })
    const chosen = await choose(shop.guest, ready)
    const paid = await shop.guest.completeCheckout({
      id: chosen.id,
      checkout: { payment: { instruments: [card(shop.giftCard), ...pays().instruments] } },
      expected_total: totalOf(chosen),
    })
    expect(paid.status).toBe('completed')
    const { payments } = await shop.guest.getOrder({ id: paid.order!.id })
    expect(payments?.map(({ handler_id, amount }) => [handler_id, amount])).toEqual([
      ['gift_card', 5000],
      ['demo', totalOf(chosen) - 5000],
    ])
    expect((await shop.as(cafe).getStoreCredit({})).store_credit).toEqual([{ currency: 'EUR', balance: 2500 }])
  })
})
