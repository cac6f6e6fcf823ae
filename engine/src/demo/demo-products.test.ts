import { describe, expect, test } from 'vitest'
import { onBothDatabases, onSqlite } from '../../test/databases.ts'
import { cartOf, type DemoShop, type Reader, readers, theDemo } from '../../test/demo-shop.ts'
import { demoRenamed } from './trade.ts'

const look = async ({ guest }: DemoShop, id: string, context: object) =>
  (await guest.getProduct({ catalog: { id, context: { ...context } } })).product

const table = {
  en: {
    title: 'Washed Linen Tablecloth',
    selected: [{ name: 'Colour', label: 'Slate' }],
    variant: 'Slate / 140 cm / 250 cm',
  },
  de: {
    title: 'Tischdecke aus gewaschenem Leinen',
    selected: [{ name: 'Farbe', label: 'Schiefer' }],
    variant: 'Schiefer / 140 cm / 250 cm',
  },
}

async function expectManyVariants(shop: DemoShop, context: Reader): Promise<void> {
  const { title, variant, selected } = table[context.language]
  const cloth = await look(shop, 'linen-tablecloth', context)
  expect([cloth.title, cloth.metadata?.variant_count]).toEqual([title, 3 * 7 * 12])
  expect(cloth.options?.map(({ values }) => values.length)).toEqual([3, 7, 12])
  const [width, length] = cloth.options!.slice(1).map(({ name }) => name)
  const labels = [...selected, { name: width!, label: '140 cm' }, { name: length!, label: '250 cm' }]
  const { product } = await shop.guest.getProduct({ catalog: { id: 'linen-tablecloth', selected: labels, context } })
  const amount = { EUR: 5900 + 1100 + 3000, USD: 6300 + 1200 + 3200 }[context.currency]
  expect(product.variants[0]).toMatchObject({ title: variant, price: { amount, currency: context.currency } })
}

onBothDatabases('Products of the demo shop', database => {
  test('come in as many variants as there are tables', async () => {
    const shop = await theDemo(database)
    for (const reader of readers) await expectManyVariants(shop, reader)
  })
})

describe.each(readers)('Products of the demo shop ($language, $currency)', context => {
  const database = onSqlite()
  const { language, currency } = context

  const listed = async ({ guest }: DemoShop, collection: string) =>
    (
      await guest.searchCatalog({
        catalog: { filters: { collections: [collection] }, pagination: { limit: 50 }, context },
      })
    ).products

  test('stand in collections, chosen by hand or by a rule that follows their price', async () => {
    const shop = await theDemo(database)
    const { collections } = await shop.guest.listCollections({ language })
    expect(collections.map(({ title }) => title).sort()).toEqual(
      { en: ['Little Gifts', 'Slow Morning'], de: ['Am ruhigen Morgen', 'Kleine Geschenke'] }[language],
    )
    expect((await listed(shop, 'slow-morning')).map(({ handle }) => handle).sort()).toEqual(
      ['house-blend-coffee', 'lake-teapot', 'linen-napkins', 'tarn-breakfast-bowl', 'tarn-mug'].sort(),
    )
    const gifts = await listed(shop, 'little-gifts')
    expect(gifts.map(({ handle }) => handle)).toContain('bud-vase')
    expect(gifts.map(({ handle }) => handle)).not.toContain('fountain-pen')
    const vase = await look(shop, 'bud-vase', {})
    const dear = vase.variants.map(({ id }) => ({ variant_id: id, currency: 'EUR', amount: 9900 }))
    await shop.staff.setPrices({ prices: dear })
    expect((await listed(shop, 'little-gifts')).map(({ handle }) => handle)).not.toContain('bud-vase')
  })

  test('lead to what goes with them', async () => {
    const { guest } = await theDemo(database)
    const { recommendations } = await guest.recommendProducts({ catalog: { ids: ['lake-teapot'], context, limit: 3 } })
    expect(recommendations.map(({ kind, product }) => [kind, product.title])).toEqual(
      {
        en: [
          ['accessory', 'Evening Herb Tea'],
          ['accessory', 'Tarn Mug'],
          ['upsell', 'Tea for Two'],
        ],
        de: [
          ['accessory', 'Kräutertee für den Abend'],
          ['accessory', 'Becher Tarn'],
          ['upsell', 'Tee für zwei'],
        ],
      }[language],
    )
    expect(recommendations[0]?.product.price_range.min).toEqual({
      amount: { EUR: 1150, USD: 1250 }[currency],
      currency,
    })
  })

  test('are shown from the day for which they are scheduled', async () => {
    const shop = await theDemo(database)
    await expect(look(shop, 'advent-candles', context)).rejects.toMatchObject({ code: 'not_found' })
    const { publish_at } = await shop.staff.getSavedProduct({ id: 'advent-candles' })
    shop.wait(Date.parse(publish_at!) - shop.now().getTime())
    expect((await look(shop, 'advent-candles', context)).title).toBe(
      { en: 'Advent Candles, Set of Four', de: 'Adventskerzen, 4er-Set' }[language],
    )
  })

  test('are found under the name that they had before', async () => {
    const shop = await theDemo(database)
    expect(await look(shop, demoRenamed.from, context)).toMatchObject({
      handle: demoRenamed.to,
      title: { en: 'Market Tote', de: 'Markttasche' }[language],
    })
  })

  test('are told in the buyer’s language and priced in the buyer’s currency', async () => {
    const mug = await look(await theDemo(database), 'tarn-mug', context)
    expect(mug).toMatchObject(
      {
        en: {
          title: 'Tarn Mug',
          options: [{ name: 'Colour' }, { name: 'Capacity' }],
          metadata: { product_type: 'Mug', attributes: { Material: 'Stoneware' } },
        },
        de: {
          title: 'Becher Tarn',
          options: [{ name: 'Farbe' }, { name: 'Fassungsvermögen' }],
          metadata: { product_type: 'Becher', attributes: { Material: 'Steinzeug' } },
        },
      }[language],
    )
    expect(mug.description.plain).toContain({ en: 'stoneware mug', de: 'Steinzeugbecher' }[language])
    expect(mug.categories?.[0]?.value).toBe({ en: 'Kitchen > Mugs', de: 'Küche > Becher' }[language])
    expect(mug.media?.[0]?.alt_text).toBe({ en: 'Tarn Mug in Chalk', de: 'Becher Tarn in Kreide' }[language])
    expect(mug.price_range.min).toEqual({ amount: { EUR: 1800, USD: 1950 }[currency], currency })
  })

  test('are sold where their market sells them, in its currency', async () => {
    const shop = await theDemo(database)
    const found = async (address_country: string) =>
      (
        await shop.guest.searchCatalog({
          catalog: { query: { en: 'bread knife', de: 'brotmesser' }[language], context: { language, address_country } },
        })
      ).products
    const [knife] = await found('DE')
    expect(knife).toMatchObject({ handle: 'bread-knife', price_range: { min: { amount: 7200, currency: 'EUR' } } })
    expect((await found('US')).map(({ handle }) => handle)).not.toContain('bread-knife')
    const overseas = { language, address_country: 'US' }
    expect((await look(shop, 'tarn-mug', overseas)).price_range.min).toEqual({ amount: 1950, currency: 'USD' })
    const abroad = await cartOf(shop.guest, { 'EMB-BRD': 1 }, { context: overseas })
    expect([abroad.currency, abroad.messages.map(({ code }) => code)]).toEqual(['USD', ['item_unavailable']])
    const chosenCurrency = await cartOf(shop.guest, { 'EMB-BRD': 1 }, { context })
    expect([chosenCurrency.currency, chosenCurrency.messages]).toEqual([currency, []])
  })
})
