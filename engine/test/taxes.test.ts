import { expect, test } from 'vitest'
import { onBothDatabases } from './databases.ts'
import { aFurnishedShop, aProduct, pays, readyCheckout, totalOf } from './shop.ts'

onBothDatabases('Taxes', database => {
  test('a group’s price, a code, two tax classes, the delivery’s share and a gift card are one sum', async () => {
    const shop = await aFurnishedShop(database)
    const { staff } = shop
    await staff.saveTaxRate({ tax_rate: { title: 'VAT 7 %', country: 'DE', tax_class: 'reduced', rate_ppm: 70_000 } })
    await staff.saveStore({ store: { ...(await staff.getStore({})), shipping_tax: 'proportional' } })
    const mug = await aProduct(staff, 'mug', { price: 1000 })
    const book = await aProduct(staff, 'book', { price: 600 })
    const saved = await staff.importProducts({
      products: [
        {
          ...{ handle: 'book', title: 'Book' },
          variants: [{ sku: 'BOOK', tax_class: 'reduced', prices: [{ currency: 'EUR', amount: 600 }] }],
        },
      ],
    })
    expect(saved.updated).toBe(1)
    const members = [{ customer_id: 'cus_ann' }]
    await staff.saveCustomerGroup({ customer_group: { name: 'trade', members } })
    const prices = [{ variant_id: mug, amount: 800 }]
    await staff.savePriceList({ price_list: { title: 'Trade', currency: 'EUR', customer_group: 'trade', prices } })
    const { code } = await staff.issueGiftCard({ gift_card: { amount: 2000, currency: 'EUR' } })
    const ann = shop.as({ kind: 'customer', customerId: 'cus_ann' })
    const checkout = await readyCheckout(ann, { [mug]: 3, [book]: 1 }, ['TEN'])
    // Three mugs for 8.00 and a book for 6.00 are 30.00, less 3.00, and 4.90 for the delivery: 3.92 of it for the mugs.
    expect(totalOf(checkout)).toBe(3190)
    // 21.60 holds 3.45 and 3.92 holds 0.63; 5.40 holds 0.35 and 0.98 holds 0.06.
    expect(checkout.taxes.map(({ title, amount }) => [title, amount])).toEqual([
      ['VAT 19 %', 408],
      ['VAT 7 %', 41],
    ])
    expect(checkout.price_steps?.map(({ type, amount }) => [type, amount])).toEqual([
      ['list_price', 3000],
      ['price_list', -600],
      ['list_price', 600],
      ['discount', -300],
      ['fulfillment', 490],
      ['tax', 408],
      ['tax', 41],
    ])
    const card = { id: 'card', handler_id: 'gift_card', type: 'gift_card', credential: { type: 'code', token: code } }
    const paid = await ann.completeCheckout({
      id: checkout.id,
      checkout: { payment: { instruments: [card, ...pays().instruments] } },
      expected_total: 3190,
    })
    const order = await ann.getOrder({ id: paid.order!.id })
    expect(order.payments?.map(({ amount }) => amount)).toEqual([2000, 1190])
  })

  test('rates are listed, found by postal codes of a form or a range, and removed', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { price: 1190 })
    const rate = { title: 'No VAT', country: 'DE', rate_ppm: 0 }
    const island = await shop.staff.saveTaxRate({ tax_rate: { ...rate, postal_prefix: '27498' } })
    await shop.staff.saveTaxRate({
      tax_rate: { ...rate, title: 'Zone', rate_ppm: 100_000, postal_prefix: '35000..35999' },
    })
    await expect(shop.staff.saveTaxRate({ tax_rate: { ...rate, postal_prefix: '9..8' } })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    const taxAt = async (postal_code: string) => {
      const context = { address_country: 'DE', postal_code }
      const cart = { line_items: [{ item: { id: mug }, quantity: 1 }], context }
      return (await shop.guest.createCart({ cart })).taxes.map(({ title }) => title)
    }
    expect(await taxAt('27498')).toEqual(['No VAT'])
    expect(await taxAt('35123')).toEqual(['Zone'])
    expect(await taxAt('10969')).toEqual(['VAT 19 %'])
    const { tax_rates } = await shop.staff.listTaxRates({ country: 'DE' })
    expect(tax_rates.map(({ title }) => title).sort()).toEqual(['No VAT', 'VAT 19 %', 'Zone'])
    expect(await shop.staff.removeTaxRate({ id: island.id })).toMatchObject({ postal_prefix: '27498' })
    expect(await taxAt('27498')).toEqual(['VAT 19 %'])
    await expect(shop.staff.removeTaxRate({ id: island.id })).rejects.toMatchObject({ code: 'not_found' })
  })
})
