import { expect, test } from 'vitest'
import type { InputOf, OutputOf } from '../src/contract.ts'
import { onBothDatabases } from './databases.ts'
import { aProduct, aShop, berlin } from './shop.ts'

const parcel: InputOf<'save_shipping_rate'>['shipping_rate'] = {
  title: 'Parcel',
  countries: ['DE', 'AT'],
  prices: [{ currency: 'EUR', amount: 490, free_from: 5000 }],
  minimum_days: 2,
  maximum_days: 4,
}

type Estimate = OutputOf<'estimate_delivery'>

const offered = ({ groups }: Estimate) =>
  groups.map(({ quantity, options }) => [
    quantity,
    ...options.map(({ title, description, totals }) => `${title} ${totals.at(-1)?.amount}: ${description}`),
  ])
const told = ({ messages = [] }: Estimate) => messages.map(({ code, content }) => `${code}: ${content}`)

onBothDatabases('How something would be delivered', database => {
  test('is told before there is an address, as a checkout tells it then', async () => {
    const shop = await aShop(database)
    await shop.staff.saveShippingRate({ shipping_rate: parcel })
    const mug = await aProduct(shop.staff, 'mug')
    const estimate = await shop.guest.estimateDelivery({ catalog: { id: mug } })
    expect(estimate).toMatchObject({ country: 'DE', currency: 'EUR' })
    expect(offered(estimate)).toEqual([[1, 'Parcel 490: Arrives in 2 to 4 days.']])
    const checkout = await shop.guest.createCheckout({
      checkout: {
        line_items: [{ item: { id: mug }, quantity: 1 }],
        fulfillment: { methods: [{ type: 'shipping', destinations: [berlin] }] },
      },
    })
    expect(checkout.fulfillment.methods[0]?.groups[0]?.options).toEqual(estimate.groups[0]?.options)
    await shop.close()
  })

  test('follows the quantity, the country and the language that are named', async () => {
    const shop = await aShop(database)
    await shop.staff.saveStore({ store: { ...(await shop.guest.getStore({})), languages: ['en', 'de'] } })
    await shop.staff.saveShippingRate({ shipping_rate: parcel })
    const mug = await aProduct(shop.staff, 'mug')
    const many = { id: mug, quantity: 10, context: { address_country: 'AT', language: 'de' } }
    const estimate = await shop.guest.estimateDelivery({ catalog: many })
    expect(estimate.country).toBe('AT')
    expect(offered(estimate)).toEqual([[10, 'Parcel 0: Kommt in 2 bis 4 Tagen.']])
    const nowhere = await shop.guest.estimateDelivery({ catalog: { id: mug, context: { address_country: 'US' } } })
    expect(offered(nowhere)).toEqual([[1]])
    expect(told(nowhere)).toEqual(['no_delivery: No way of delivery to US is known before there is an address.'])
    await shop.close()
  })

  test('needs a postal code where ways lead to some of them only', async () => {
    const shop = await aShop(database)
    const zones = [{ country: 'DE', postal_codes: ['10', '12'] }]
    const { countries: _, ...rest } = parcel
    await shop.staff.saveShippingRate({ shipping_rate: { ...rest, title: 'Bike', zones } })
    const mug = await aProduct(shop.staff, 'mug')
    const at = (postal_code?: string) =>
      shop.guest.estimateDelivery({
        catalog: { id: mug, context: { address_country: 'DE', ...(postal_code && { postal_code }) } },
      })
    expect(offered(await at('10969'))).toEqual([[1, 'Bike 490: Arrives in 2 to 4 days.']])
    expect(offered(await at('80331'))).toEqual([[1]])
    expect(told(await at())).toEqual(['no_delivery: No way of delivery to DE is known before there is an address.'])
    await shop.close()
  })

  test('counts from the day on which it is there, and says what is sold out', async () => {
    const shop = await aShop(database)
    await shop.staff.saveShippingRate({ shipping_rate: parcel })
    const [later, gone] = [await aProduct(shop.staff, 'later'), await aProduct(shop.staff, 'gone')]
    for (const variant_id of [later, gone])
      await shop.staff.adjustStock({ adjustments: [{ variant_id, location_id: 'loc_main', to: 0 }] })
    const expected = { rule: 'backorder' as const, expected_at: '2026-03-20T00:00:00Z' }
    await shop.staff.saveStockPolicy({ policy: { variant_id: later, ...expected } })
    const [option] = (await shop.guest.estimateDelivery({ catalog: { id: later } })).groups[0]?.options ?? []
    expect(option?.earliest_fulfillment_time).toBe('2026-03-22T00:00:00Z')
    const none = await shop.guest.estimateDelivery({ catalog: { id: gone } })
    expect(none.groups).toEqual([])
    expect(told(none)).toEqual(['out_of_stock: Gone cannot be had in DE now.'])
    await shop.close()
  })

  test('is nothing for what is not sent, and names where something can be fetched', async () => {
    const shop = await aShop(database)
    await shop.staff.saveShippingRate({ shipping_rate: parcel })
    const open = [{ from: '10:00', to: '18:00' }]
    const address = { ...berlin, address_country: 'DE' }
    await shop.staff.savePickupPoint({
      pickup_point: { title: 'Shop Mitte', address, time_zone: 'Europe/Berlin', hours: { mon: open, tue: open } },
    })
    const mug = await aProduct(shop.staff, 'mug')
    const song = await aProduct(shop.staff, 'song', {
      options: { variants: [{ sku: 'SONG', requires_shipping: false, prices: [{ currency: 'EUR', amount: 99 }] }] },
    })
    expect((await shop.guest.estimateDelivery({ catalog: { id: mug } })).pickup).toMatch(/^Shop Mitte: Ready today/)
    expect(await shop.guest.estimateDelivery({ catalog: { id: song } })).toEqual({
      ucp: expect.anything(),
      country: 'DE',
      currency: 'EUR',
      groups: [],
    })
    await shop.close()
  })

  test('is refused for what is no item, with the field and the next step', async () => {
    const shop = await aShop(database)
    await expect(shop.guest.estimateDelivery({ catalog: { id: 'nothing' } })).rejects.toMatchObject({
      code: 'item_unavailable',
      details: { path: '$.catalog.id' },
    })
    await shop.close()
  })
})
