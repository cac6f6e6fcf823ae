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
