import { expect, test } from 'vitest'
import type { CheckoutView } from '../src/contract.ts'
import { onBothDatabases } from './databases.ts'
import { aFurnishedShop, aProduct, berlin } from './shop.ts'

const said = ({ messages }: CheckoutView) =>
  messages.map(({ code, path, ...rest }) => [code, path, 'suggested_value' in rest ? rest.suggested_value : undefined])

onBothDatabases('An address', database => {
  const delivered = async (address: object, buyer: object = {}) => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const checkout = await shop.guest.createCheckout({
      checkout: {
        line_items: [{ item: { id: mug }, quantity: 1 }],
        buyer: { email: 'ann@example.com', ...buyer },
        fulfillment: { methods: [{ destinations: [{ ...berlin, ...address }] }] },
      },
    })
    const options = checkout.fulfillment.methods[0]?.groups[0]?.options.length
    return { checkout, options }
  }
  const at = (field: string) => `$.fulfillment.methods[0].destinations[0].${field}`

  test('that was written otherwise than carriers write it is delivered, and the buyer is asked', async () => {
    const address = { address_country: 'Deutschland', postal_code: 'D-1O969', phone_number: '030 1234567' }
    const { checkout, options } = await delivered(address)
    expect(options).toBe(2)
    expect(said(checkout)).toEqual([
      ['address_suggestion', at('address_country'), 'DE'],
      ['address_suggestion', at('postal_code'), '10969'],
      ['address_suggestion', at('phone_number'), '+49301234567'],
      ['missing_fulfillment_option', expect.any(String), undefined],
    ])
    expect(checkout.fulfillment.methods[0]?.destinations[0]).toMatchObject(address)
  })

  test('to which nothing can be delivered is refused with the reason', async () => {
    const { checkout, options } = await delivered({ postal_code: '123' })
    expect(options).toBe(0)
    expect(checkout.messages).toEqual([
      {
        type: 'error',
        code: 'address_undeliverable',
        severity: 'recoverable',
        content: '"123" is no postal code of Germany; those look like 12345.',
        path: at('postal_code'),
      },
    ])
  })

  test('in a country that nobody knows is refused with the reason', async () => {
    const { checkout } = await delivered({ address_country: 'Atlantis' })
    expect(said(checkout)).toEqual([['address_undeliverable', at('address_country'), undefined]])
  })

  test('with a phone number that nobody can call is delivered all the same', async () => {
    const { checkout, options } = await delivered({ phone_number: '12' }, { phone_number: '0171 1234567' })
    expect(options).toBe(2)
    expect(said(checkout)).toEqual([
      ['address_suggestion', '$.buyer.phone_number', '+491711234567'],
      ['phone_doubtful', at('phone_number'), undefined],
      ['missing_fulfillment_option', expect.any(String), undefined],
    ])
  })

  test('that was mended is asked about no more', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const draft = { line_items: [{ item: { id: mug }, quantity: 1 }], buyer: { email: 'ann@example.com' } }
    const { id } = await shop.guest.createCheckout({
      checkout: { ...draft, fulfillment: { methods: [{ destinations: [{ ...berlin, postal_code: 'D-10969' }] }] } },
    })
    const mended = await shop.guest.updateCheckout({
      id,
      checkout: { buyer: draft.buyer, fulfillment: { methods: [{ destinations: [berlin] }] } },
    })
    expect(said(mended).map(([code]) => code)).toEqual(['missing_fulfillment_option'])
  })
})
