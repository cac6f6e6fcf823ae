import { expect, test } from 'vitest'
import { onBothDatabases } from '../../test/databases.ts'
import { aShop } from '../../test/shop.ts'
import { fillDemoShop } from './index.ts'

onBothDatabases('The demo shop', database => {
  test('can be searched, looked at and bought from, in both currencies', async () => {
    const { staff, guest } = await aShop(database)
    expect(await fillDemoShop(staff)).toBe(true)
    const { products } = await guest.searchCatalog({ catalog: { query: 'stoneware mug' } })
    expect(products[0]).toMatchObject({ handle: 'tarn-mug', price_range: { min: { amount: 1800, currency: 'EUR' } } })
    expect(products[0]?.media?.[0]?.url).toBe('https://shop.test/media/tarn-mug-chalk.svg')
    const { product } = await guest.getProduct({ catalog: { id: 'tarn-mug', context: { address_country: 'US' } } })
    expect(product.price_range).toEqual({
      min: { amount: 1950, currency: 'USD' },
      max: { amount: 2400, currency: 'USD' },
    })
    const soldOut = product.variants.filter(({ availability }) => !availability.available).map(({ sku }) => sku)
    expect(soldOut).toEqual(['TRN-MUG-EMB-400'])
    const { passages } = await guest.searchStorePolicies({ query: 'return refund' })
    expect(passages[0]?.policy).toBe('returns')
    const { categories } = await guest.listCategories({})
    expect(categories.map(({ path }) => path)).toContain('Kitchen > Coffee & Tea')
  })

  test('delivers, discounts and taxes a cart from Berlin to New York', async () => {
    const { staff, guest } = await aShop(database)
    await fillDemoShop(staff)
    const { product } = await guest.getProduct({ catalog: { id: 'wool-throw' } })
    const checkout = async (address_country: string, address_region?: string) =>
      guest.createCheckout({
        checkout: {
          line_items: [{ item: { id: product.variants[0]!.id }, quantity: 1 }],
          buyer: { email: 'ann@example.com' },
          discounts: { codes: ['welcome10', 'SUMMER24'] },
          fulfillment: {
            methods: [
              {
                destinations: [
                  {
                    street_address: '1 Main St',
                    address_locality: 'Town',
                    postal_code: '10115',
                    address_country,
                    ...(address_region && { address_region }),
                  },
                ],
              },
            ],
          },
        },
      })
    const optionsOf = (view: Awaited<ReturnType<typeof checkout>>) =>
      view.fulfillment.methods[0]?.groups[0]?.options.map(({ title, totals }) => [
        title,
        totals.find(({ type }) => type === 'total')?.amount,
      ])
    const home = await checkout('DE')
    expect(optionsOf(home)).toEqual([
      ['Standard', 0],
      ['Express', 1290],
    ])
    expect(home.discounts.applied).toMatchObject([{ code: 'WELCOME10', amount: 990 }])
    expect(home.messages).toEqual(expect.arrayContaining([expect.objectContaining({ code: 'discount_code_expired' })]))
    expect(home.taxes[0]).toMatchObject({ rate_ppm: 190_000, included: true })
    expect(optionsOf(await checkout('FR'))).toEqual(
      expect.arrayContaining([
        ['Standard', 990],
        ['Express', 2490],
      ]),
    )
    expect(optionsOf(await checkout('US', 'NY'))).toEqual([['Worldwide', expect.any(Number)]])
  })

  test('is told in German to the last word', async () => {
    const { staff } = await aShop(database)
    await fillDemoShop(staff)
    const missing: unknown[] = []
    let cursor: string | undefined
    do {
      const pagination = { limit: 50, ...(cursor !== undefined && { cursor }) }
      const page = await staff.listTranslations({ language: 'de', missing_only: true, pagination })
      missing.push(...page.translations.map(({ type, id, missing }) => `${type} ${id}: ${missing}`))
      cursor = page.pagination.cursor
    } while (cursor !== undefined)
    expect([...new Set(missing)]).toEqual([])
  })

  test('sells to a German reader in German and to an American in dollars', async () => {
    const { staff, guest } = await aShop(database)
    await fillDemoShop(staff)
    const german = { language: 'de-AT' }
    const found = await guest.searchCatalog({ catalog: { query: 'becher steinzeug', context: german } })
    expect(found.products[0]).toMatchObject({ handle: 'tarn-mug', title: 'Becher Tarn' })
    const { product } = await guest.getProduct({
      catalog: { id: 'tarn-mug', selected: [{ name: 'Farbe', label: 'Kreide' }], context: german },
    })
    expect(product.variants[0]).toMatchObject({ title: 'Kreide / 250 ml', price: { amount: 1800, currency: 'EUR' } })
    expect(product.categories).toEqual([
      { value: 'Küche > Becher', taxonomy: 'merchant' },
      { value: 'Tisch > Tassen', taxonomy: 'merchant' },
    ])
    const line_items = [{ item: { id: product.variants[0]!.id }, quantity: 2 }]
    const context = { ...german, address_country: 'US' }
    const cart = await guest.createCart({ cart: { line_items, context, discounts: { codes: ['WELCOME10'] } } })
    expect(cart).toMatchObject({
      currency: 'USD',
      line_items: [{ item: { title: 'Becher Tarn – Kreide / 250 ml', price: 1950 } }],
    })
    expect(cart.discounts.applied).toMatchObject([{ title: 'Zehn Prozent auf Ihre erste Bestellung' }])
    const { passages } = await guest.searchStorePolicies({ query: 'gesetzliches Widerrufsrecht', language: 'de' })
    expect(passages[0]).toMatchObject({ policy: 'returns', title: 'Rückgabe, Widerruf und Erstattung' })
  })

  test('has gift cards and store credit in both currencies, and tells the codes of the cards', async () => {
    const { staff, guest } = await aShop(database)
    const told: Record<string, string> = {}
    await fillDemoShop(staff, {
      toldGiftCard: ({ code, currency }) => {
        told[currency] = code
      },
    })
    expect((await staff.listGiftCards({})).gift_cards).toMatchObject([
      { kind: 'store_credit', balance: 2500, currency: 'EUR' },
      { kind: 'store_credit', balance: 2800, currency: 'USD' },
      { kind: 'gift_card', balance: 5000, currency: 'EUR' },
      { kind: 'gift_card', balance: 5500, currency: 'USD' },
    ])
    expect(await guest.getGiftCardBalance({ code: told.USD! })).toMatchObject({ balance: 5500, currency: 'USD' })
  })

  test('is filled once; a shop with a product of its own is left alone', async () => {
    const { staff, guest } = await aShop(database)
    await staff.importProducts({
      products: [{ title: 'My own thing', variants: [{ prices: [{ currency: 'EUR', amount: 100 }] }] }],
    })
    expect(await fillDemoShop(staff)).toBe(false)
    expect((await guest.searchCatalog({ catalog: {} })).products).toHaveLength(1)
  })

  test('is finished by the next call when the first was interrupted', async () => {
    const { staff } = await aShop(database)
    const interrupted = { ...staff, importProducts: () => Promise.reject(new Error('power cut')) }
    await expect(fillDemoShop(interrupted)).rejects.toThrow('power cut')
    expect(await fillDemoShop(staff)).toBe(true)
    expect(await fillDemoShop(staff)).toBe(false)
  })
})
