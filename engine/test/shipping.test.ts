import { describe, expect, test } from 'vitest'
import type { CheckoutView, InputOf, Shop } from '../src/contract.ts'
import { onBothDatabases } from './databases.ts'
import { aProduct, aShop, berlin, buys, totalOf } from './shop.ts'

type Rate = InputOf<'save_shipping_rate'>['shipping_rate']
type Size = Partial<
  Pick<
    NonNullable<InputOf<'save_product'>['product']['variants'][number]>,
    'weight_grams' | 'dimensions_mm' | 'shipping_class'
  >
>

const parcel: Rate = {
  title: 'Parcel',
  countries: ['DE', 'ES', 'US', 'GB'],
  prices: [{ currency: 'EUR', amount: 490 }],
  minimum_days: 2,
  maximum_days: 4,
}

const madrid = {
  street_address: 'Calle Mayor 1',
  address_locality: 'Madrid',
  postal_code: '28013',
  address_country: 'ES',
}

const aThing = (staff: Shop, handle: string, size: Size = {}, price = 1000) =>
  aProduct(staff, handle, {
    options: {
      variants: [
        {
          sku: handle.toUpperCase(),
          ...size,
          prices: [{ currency: 'EUR', amount: price }],
          stock: { on_hand: 100, tracked: true, backorder: false },
        },
      ],
    },
  })

const toAddress = (shop: Shop, items: Record<string, number>, destination: object = berlin) =>
  shop.createCheckout({
    checkout: {
      line_items: Object.entries(items).map(([id, quantity]) => ({ item: { id }, quantity })),
      buyer: { email: 'ann@example.com' },
      fulfillment: { methods: [{ type: 'shipping', destinations: [destination] }] },
    },
  })

const optionsOf = ({ fulfillment }: CheckoutView) =>
  fulfillment.methods.flatMap(({ groups }) => groups.flatMap(({ options }) => options))
const offered = (view: CheckoutView) => optionsOf(view).map(({ title, totals }) => `${title} ${totalOf({ totals })}`)

onBothDatabases('Delivery', database => {
  test('costs what the weight of the basket says, and is not offered beyond the table', async () => {
    const shop = await aShop(database)
    await shop.staff.saveShippingRate({
      shipping_rate: {
        ...parcel,
        prices: [
          {
            currency: 'EUR',
            amount: 400,
            free_from: 20_000,
            tables: [
              {
                by: 'weight_grams',
                tiers: [
                  { up_to: 2000, amount: 0 },
                  { up_to: 10_000, amount: 250 },
                ],
              },
            ],
          },
        ],
      },
    })
    const pot = await aThing(shop.staff, 'pot', { weight_grams: 1000 })
    expect(offered(await toAddress(shop.guest, { [pot]: 2 }))).toEqual(['Parcel 400'])
    expect(offered(await toAddress(shop.guest, { [pot]: 3 }))).toEqual(['Parcel 650'])
    const tooHeavy = await toAddress(shop.guest, { [pot]: 11 })
    expect(tooHeavy.messages).toMatchObject([
      {
        code: 'address_undeliverable',
        content:
          'The shop does not deliver this to DE. Parcel has no price for a parcel of this size. Order less, or choose another address.',
      },
    ])
  })

  test('goes to zones without what is taken out of them', async () => {
    const shop = await aShop(database)
    await shop.staff.saveShippingRate({
      shipping_rate: { ...parcel, except: [{ country: 'ES', postal_codes: ['07', '35000..35999'] }] },
    })
    await shop.staff.saveShippingRate({
      shipping_rate: {
        ...parcel,
        title: 'Islands',
        countries: [],
        zones: [{ country: 'ES', postal_codes: ['07', '35000..35999'] }],
        prices: [{ currency: 'EUR', amount: 1490 }],
      },
    })
    const mug = await aThing(shop.staff, 'mug')
    expect(offered(await toAddress(shop.guest, { [mug]: 1 }, madrid))).toEqual(['Parcel 490'])
    expect(offered(await toAddress(shop.guest, { [mug]: 1 }, { ...madrid, postal_code: '35001' }))).toEqual([
      'Islands 1490',
    ])
    expect(offered(await toAddress(shop.guest, { [mug]: 1 }, { ...madrid, address_country: 'PT' }))).toEqual([])
  })

  test('that does not take what is too big, too heavy or of another class is not offered, and says why where nothing is left', async () => {
    const shop = await aShop(database)
    await shop.staff.saveShippingRate({
      shipping_rate: { ...parcel, limits: { item_weight_grams: 31_500, length_mm: 1200 }, po_boxes: false },
    })
    const shelf = await aThing(shop.staff, 'shelf', { dimensions_mm: { length: 1800, width: 300, height: 40 } })
    const fish = await aThing(shop.staff, 'fish', { shipping_class: 'chilled' })
    const mug = await aThing(shop.staff, 'mug')
    const said = async (items: Record<string, number>, to?: object) =>
      (await toAddress(shop.guest, items, to)).messages.map(({ content }) => content)
    expect(await said({ [shelf]: 1 })).toEqual([
      'The shop does not deliver this to DE. Parcel takes at most 120 cm in length, and one item has 180 cm. Order less, or choose another address.',
    ])
    expect(await said({ [fish]: 1 })).toEqual([expect.stringContaining('Parcel does not take chilled goods')])
    expect(await said({ [mug]: 1 }, { ...berlin, street_address: 'Postfach 12 34' })).toEqual([
      expect.stringContaining('Parcel is not brought to PO boxes'),
    ])
    await shop.staff.saveShippingRate({
      shipping_rate: { ...parcel, title: 'Haulier', shipping_classes: ['standard', 'chilled'], position: 1 },
    })
    expect(offered(await toAddress(shop.guest, { [shelf]: 1 }))).toEqual(['Haulier 490'])
    expect(offered(await toAddress(shop.guest, { [mug]: 1, [fish]: 1 }))).toEqual(['Haulier 490'])
    expect(offered(await toAddress(shop.guest, { [mug]: 1 }))).toEqual(['Parcel 490', 'Haulier 490'])
  })

  test('says by when to order and on which day it comes', async () => {
    // Monday 2 March 2026, 11:00 in Berlin.
    const shop = await aShop(database)
    await shop.staff.saveShippingRate({
      shipping_rate: {
        ...parcel,
        minimum_days: 1,
        maximum_days: 1,
        schedule: { time_zone: 'Europe/Berlin', cut_off: '13:10', holidays: ['2026-03-04'] },
      },
    })
    const mug = await aThing(shop.staff, 'mug')
    const checkout = await toAddress(shop.guest, { [mug]: 1 })
    expect(optionsOf(checkout)).toMatchObject([
      {
        description: 'Order within 2 h 10 min: arrives Tuesday 3 March.',
        earliest_fulfillment_time: '2026-03-03T00:00:00+01:00',
        latest_fulfillment_time: '2026-03-03T23:59:59+01:00',
      },
    ])
    shop.wait(3 * 3_600_000)
    expect(optionsOf(await shop.guest.getCheckout({ id: checkout.id }))[0]?.description).toBe(
      'Order within 23 h 10 min: arrives Thursday 5 March.',
    )
    const { order } = await buys(shop.guest, { [mug]: 1 })
    const { fulfillment } = await shop.guest.getOrder({ id: order!.id })
    expect(fulfillment.expectations).toMatchObject([{ description: 'Parcel: Arrives Thursday 5 March.' }])
  })

  test('in a window is chosen like any other option, for as long as the window can be had', async () => {
    const shop = await aShop(database)
    const { id } = await shop.staff.saveShippingRate({
      shipping_rate: {
        ...parcel,
        title: 'Evening',
        minimum_days: 0,
        maximum_days: 0,
        schedule: {
          time_zone: 'Europe/Berlin',
          cut_off: '15:00',
          windows: [{ from: '18:00', to: '21:00' }],
          window_days: 2,
        },
      },
    })
    const mug = await aThing(shop.staff, 'mug')
    const created = await toAddress(shop.guest, { [mug]: 1 })
    expect(offered(created)).toEqual([
      'Evening, Monday 2 March, 18:00–21:00 490',
      'Evening, Tuesday 3 March, 18:00–21:00 490',
    ])
    const [method] = created.fulfillment.methods
    const chosen = await shop.guest.updateCheckout({
      id: created.id,
      checkout: {
        buyer: { email: 'ann@example.com' },
        fulfillment: {
          methods: [
            {
              selected_destination_id: method!.selected_destination_id,
              groups: [{ selected_option_id: `${id}-20260302-1800` }],
            },
          ],
        },
      },
    })
    expect(chosen).toMatchObject({ status: 'ready_for_complete' })
    shop.wait(4 * 3_600_000 + 1)
    const late = await shop.guest.getCheckout({ id: created.id })
    expect(late).toMatchObject({ status: 'incomplete', messages: [{ code: 'missing_fulfillment_option' }] })
    expect(late.messages[0]?.content).toMatch(/^The option "shr_\w+-20260302-1800" is not offered any more\. Choose/)
  })
})

onBothDatabases('Shipping rates', database => {
  test('are listed as they were saved, and an archived one is offered no more', async () => {
    const shop = await aShop(database)
    const full: Rate = {
      ...parcel,
      countries: ['FR'],
      carrier: 'Post',
      zones: [{ country: 'AT', regions: ['Wien'] }],
      except: [{ country: 'DE', postal_codes: ['18565', '25849'] }],
      prices: [
        {
          currency: 'EUR',
          amount: 490,
          free_from: 5000,
          tables: [{ by: 'items', tiers: [{ up_to: 3, amount: 0 }, { amount: 100 }] }],
          extra_kg: { over_grams: 5000, amount: 90 },
        },
      ],
      schedule: {
        time_zone: 'Europe/Berlin',
        cut_off: '14:00',
        handling_days: 1,
        working_days: ['mon', 'tue'],
        delivery_days: ['sat'],
        holidays: ['2026-12-25'],
        windows: [{ from: '18:00', to: '21:00' }],
        window_days: 3,
      },
      shipping_classes: ['standard', 'bulky'],
      limits: { weight_grams: 31_500, item_weight_grams: 20_000, volume_cm3: 120_000, length_mm: 1200 },
      po_boxes: false,
      tax_class: 'reduced',
      position: 2,
      active: true,
    }
    const { id } = await shop.staff.saveShippingRate({ shipping_rate: full })
    const plain = await shop.staff.saveShippingRate({ shipping_rate: parcel })
    const { shipping_rates } = await shop.staff.listShippingRates({})
    expect(shipping_rates).toEqual([
      { ...parcel, id: plain.id, po_boxes: true, tax_class: 'standard', position: 0, active: true },
      { ...full, id },
    ])
    for (const rate of shipping_rates) await shop.staff.saveShippingRate({ shipping_rate: rate })
    expect(await shop.staff.listShippingRates({})).toEqual({ shipping_rates })
    const mug = await aThing(shop.staff, 'mug')
    await shop.staff.archiveShippingRate({ id: plain.id })
    await shop.staff.archiveShippingRate({ id: plain.id })
    expect(offered(await toAddress(shop.guest, { [mug]: 1 }))).toEqual([])
    await expect(shop.staff.archiveShippingRate({ id: 'shr_none' })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('a rate that contradicts itself', () => {
  onBothDatabases('is refused with the place', database => {
    test('and changes nothing', async () => {
      const shop = await aShop(database)
      const tables = (...tiers: { up_to?: number; amount: number }[]) => ({
        prices: [{ currency: 'EUR', amount: 1, tables: [{ by: 'items' as const, tiers }] }],
      })
      const cases: [Partial<Rate>, string][] = [
        [{ minimum_days: 5 }, '$.shipping_rate.minimum_days'],
        [
          tables({ up_to: 5, amount: 1 }, { up_to: 5, amount: 2 }),
          '$.shipping_rate.prices[0].tables[0].tiers[1].up_to',
        ],
        [tables({ amount: 1 }, { up_to: 5, amount: 2 }), '$.shipping_rate.prices[0].tables[0].tiers[0].up_to'],
        [{ prices: [parcel.prices[0]!, parcel.prices[0]!] }, '$.shipping_rate.prices[1].currency'],
        [
          { schedule: { time_zone: 'UTC', windows: [{ from: '21:00', to: '18:00' }] } },
          '$.shipping_rate.schedule.windows[0]',
        ],
      ]
      for (const [wrong, path] of cases) {
        await expect(
          shop.staff.saveShippingRate({ shipping_rate: { ...parcel, ...wrong } }),
          path,
        ).rejects.toMatchObject({
          code: 'invalid_input',
          details: { path },
        })
      }
      for (const wrong of [
        { schedule: { time_zone: 'Berlin' } },
        { zones: [{ country: 'ES', postal_codes: ['100..9'] }] },
        { schedule: { time_zone: 'UTC', cut_off: '25:00' } },
      ]) {
        await expect(shop.staff.saveShippingRate({ shipping_rate: { ...parcel, ...wrong } })).rejects.toMatchObject({
          code: 'invalid_input',
        })
      }
      expect((await shop.staff.listShippingRates({})).shipping_rates).toEqual([])
    })
  })
})
