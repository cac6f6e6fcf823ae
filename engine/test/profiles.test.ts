import { expect, test } from 'vitest'
import { rowsOf, running } from './database-rows.ts'
import { onBothDatabases, type TestDatabase } from './databases.ts'
import { aFurnishedShop, aProduct, berlin, buys, pays, type TestShop, totalOf } from './shop.ts'

const vienna = { street_address: 'Am Ring 2', address_locality: 'Wien', postal_code: '1010', address_country: 'AT' }

/** A customer as the shop knows one who has ordered once as a guest. */
async function aKnownCustomer(shop: TestShop, database: TestDatabase) {
  const pin = await aProduct(shop.staff, 'pin')
  await buys(shop.guest, { [pin]: 1 })
  const [row] = await rowsOf(await database.address(), 'select id from customers')
  const customerId = String(row!.id)
  return {
    customerId,
    ann: shop.as({ kind: 'customer', customerId }),
    agent: (...scopes: ('account:read' | 'account:write' | 'checkout:write')[]) =>
      shop.as({ kind: 'agent', customerId, agentId: 'claude', scopes }),
  }
}

onBothDatabases('A profile', database => {
  test('is what its customer last said, whole; addresses stay unless they are sent', async () => {
    const shop = await aFurnishedShop(database)
    const { ann } = await aKnownCustomer(shop, database)
    expect(await ann.getProfile({})).toMatchObject({ email: 'ann@example.com', addresses: [], version: 1 })
    const first = await ann.updateProfile({
      profile: {
        first_name: 'Ann',
        phone_number: '030 1234567',
        language: 'de',
        currency: 'USD',
        addresses: [berlin, { ...vienna, default: true }],
      },
    })
    expect(first).toMatchObject({
      email: 'ann@example.com',
      first_name: 'Ann',
      language: 'de',
      currency: 'USD',
      addresses: [{ ...vienna, default: true }, berlin],
      version: 2,
    })
    const next = await ann.updateProfile({ profile: { last_name: 'Lee' } })
    expect(next).toEqual({
      ucp: first.ucp,
      email: 'ann@example.com',
      last_name: 'Lee',
      addresses: first.addresses,
      version: 3,
    })
    const [ring, home] = first.addresses
    const { default: _, ...ringWithout } = ring!
    const last = await ann.updateProfile({
      profile: {
        addresses: [
          { ...home!, street_address: 'Neue Str. 9', default: true },
          { ...berlin },
          ringWithout,
          ringWithout,
        ],
      },
    })
    expect(last.addresses[0]).toMatchObject({ id: home!.id, street_address: 'Neue Str. 9', default: true })
    const others = last.addresses.slice(1).map(({ id, street_address }) => [street_address, id === ring!.id])
    expect(others.toSorted()).toEqual([
      ['Am Ring 2', true],
      ['Lindenstr. 1', false],
    ])
    expect(await ann.getProfile({})).toEqual(last)
    expect((await ann.updateProfile({ profile: { addresses: [] } })).addresses).toEqual([])
  })

  test('is changed by nobody who read it before somebody else changed it', async () => {
    const shop = await aFurnishedShop(database)
    const { ann } = await aKnownCustomer(shop, database)
    const { version } = await ann.getProfile({})
    await ann.updateProfile({ profile: { first_name: 'Ann', version } })
    await expect(ann.updateProfile({ profile: { first_name: 'Bea', version } })).rejects.toMatchObject({
      code: 'version_conflict',
    })
    expect(await ann.getProfile({})).toMatchObject({ first_name: 'Ann' })
  })

  test.each([
    [{ email: 'else@example.com' }, '$.profile.email'],
    [{ addresses: [berlin, { street_address: 'Nowhere' }] }, '$.profile.addresses[1].address_locality'],
    [
      {
        addresses: [
          { ...berlin, default: true as const },
          { ...vienna, default: true as const },
        ],
      },
      '$.profile.addresses[1].default',
    ],
    [{ first_name: '4242 4242 4242 4242' }, '$.profile.first_name'],
    [{ language: 'no language' }, '$.profile.language'],
  ])('refuses %j and stays as it was', async (profile, path) => {
    const shop = await aFurnishedShop(database)
    const { ann } = await aKnownCustomer(shop, database)
    const before = await ann.getProfile({})
    await expect(ann.updateProfile({ profile })).rejects.toMatchObject({ code: 'invalid_input', details: { path } })
    expect(await ann.getProfile({})).toEqual(before)
  })

  test('is its customer’s alone, and an agent’s as far as it was let', async () => {
    const shop = await aFurnishedShop(database)
    const { ann, agent } = await aKnownCustomer(shop, database)
    await ann.updateProfile({ profile: { first_name: 'Ann', email: 'ANN@example.com' } })
    await expect(shop.guest.getProfile({})).rejects.toMatchObject({ code: 'unauthorized' })
    await expect(shop.staff.getProfile({})).rejects.toMatchObject({ code: 'unauthorized' })
    const other = shop.as({ kind: 'customer', customerId: 'cus_nobody' })
    await expect(other.getProfile({})).rejects.toMatchObject({ code: 'not_found' })
    expect(await agent('account:read').getProfile({})).toMatchObject({ first_name: 'Ann' })
    await expect(agent('account:read').updateProfile({ profile: {} })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(agent('account:write').getProfile({})).rejects.toMatchObject({ code: 'forbidden' })
    await agent('account:write').updateProfile({ profile: { first_name: 'Anna' } })
    expect(await ann.getProfile({})).toMatchObject({ first_name: 'Anna' })
  })
})

onBothDatabases('A checkout of a known customer', database => {
  test('begins with their name and their usual address, and is paid after one choice', async () => {
    const shop = await aFurnishedShop(database)
    const { ann } = await aKnownCustomer(shop, database)
    const mug = await aProduct(shop.staff, 'mug')
    await ann.updateProfile({ profile: { first_name: 'Ann', addresses: [vienna, { ...berlin, default: true }] } })
    const begun = await ann.createCheckout({ checkout: { line_items: [{ item: { id: mug }, quantity: 1 }] } })
    const [method] = begun.fulfillment.methods
    expect(begun.buyer).toEqual({ email: 'ann@example.com', first_name: 'Ann' })
    expect(method!.destinations.find(({ id }) => id === method!.selected_destination_id)).toMatchObject(berlin)
    const ready = await ann.updateCheckout({
      id: begun.id,
      checkout: {
        fulfillment: {
          methods: [
            {
              selected_destination_id: method!.selected_destination_id,
              groups: [{ selected_option_id: method!.groups[0]!.options[0]!.id }],
            },
          ],
        },
      },
    })
    expect(ready.status).toBe('ready_for_complete')
    const expected_total = totalOf(ready)
    const done = await ann.completeCheckout({ id: begun.id, checkout: { payment: pays() }, expected_total })
    expect(done.status).toBe('completed')
  })

  test('says what they say, and takes any of their addresses by its id', async () => {
    const shop = await aFurnishedShop(database)
    const { ann } = await aKnownCustomer(shop, database)
    const mug = await aProduct(shop.staff, 'mug')
    const { addresses } = await ann.updateProfile({
      profile: { first_name: 'Ann', addresses: [{ ...berlin, default: true }, vienna] },
    })
    const other = addresses.find(({ address_country }) => address_country === 'AT')!
    const checkout = await ann.createCheckout({
      checkout: {
        line_items: [{ item: { id: mug }, quantity: 1 }],
        buyer: { first_name: 'Bob' },
        fulfillment: { methods: [{ selected_destination_id: other.id }] },
      },
    })
    expect(checkout.buyer).toEqual({ email: 'ann@example.com', first_name: 'Bob' })
    expect(checkout.fulfillment.methods[0]).toMatchObject({ selected_destination_id: other.id })
  })

  test('tells nothing of them to an agent that may not read their account, nor to who knows a guest’s checkout', async () => {
    const shop = await aFurnishedShop(database)
    const { ann, agent } = await aKnownCustomer(shop, database)
    const mug = await aProduct(shop.staff, 'mug')
    await ann.updateProfile({ profile: { first_name: 'Ann', addresses: [{ ...berlin, default: true }] } })
    const draft = { line_items: [{ item: { id: mug }, quantity: 1 }] }
    const told = async (buyer: typeof ann) => JSON.stringify(await buyer.createCheckout({ checkout: draft }))
    expect(await told(agent('checkout:write'))).not.toMatch(/Lindenstr|ann@example/)
    expect(await told(agent('checkout:write', 'account:read'))).toMatch(/Lindenstr.*ann@example|ann@example.*Lindenstr/)
    const { id } = await shop.guest.createCheckout({ checkout: draft })
    await ann.updateCheckout({ id, checkout: {} })
    expect(JSON.stringify(await shop.guest.getCheckout({ id }))).not.toMatch(/Lindenstr|ann@example/)
  })

  test('is priced, like all they see, in their currency and where they live, unless they say otherwise', async () => {
    const shop = await aFurnishedShop(database)
    const { ann, agent } = await aKnownCustomer(shop, database)
    const mug = await aProduct(shop.staff, 'mug')
    await shop.staff.setPrices({ prices: [{ variant_id: mug, currency: 'USD', amount: 1200 }] })
    const seen = async (context?: { currency: string }) => {
      const more = context && { context }
      const { products } = await ann.searchCatalog({ catalog: { query: 'mug', ...more } })
      const { product } = await ann.getProduct({ catalog: { id: mug, ...more } })
      const { products: named } = await ann.lookupCatalog({ catalog: { ids: [mug], ...more } })
      const draft = { line_items: [{ item: { id: mug }, quantity: 1 }], ...more }
      const cart = await ann.createCart({ cart: draft })
      const checkout = await ann.createCheckout({ checkout: draft })
      const again = await ann.updateCart({ id: cart.id, cart: draft })
      const shown = [products[0]!, product, named[0]!].map(({ variants }) => variants[0]!.price)
      const lines = [cart, checkout, again].map(({ currency, line_items }) => ({
        amount: line_items[0]!.item.price,
        currency,
      }))
      return [...new Set([...shown, ...lines].map(({ amount, currency }) => `${amount} ${currency}`))]
    }
    await ann.updateProfile({ profile: { currency: 'USD' } })
    expect(await seen()).toEqual(['1200 USD'])
    expect(await seen({ currency: 'EUR' })).toEqual(['1000 EUR'])
    await ann.updateProfile({ profile: { addresses: [{ ...berlin, address_region: 'CA', address_country: 'US' }] } })
    expect(await seen()).toEqual(['1200 USD'])
    expect((await agent().getProduct({ catalog: { id: mug } })).product.variants[0]!.price.currency).toBe('USD')
  })

  test('counts who has only signed up as a first buyer', async () => {
    const shop = await aFurnishedShop(database)
    const { ann, customerId } = await aKnownCustomer(shop, database)
    const mug = await aProduct(shop.staff, 'mug', { price: 1000 })
    await shop.staff.savePromotion({
      promotion: { title: 'Welcome', rate_ppm: 500_000, first_order_only: true },
    })
    const draft = { line_items: [{ item: { id: mug }, quantity: 1 }] }
    expect(totalOf(await ann.createCart({ cart: draft }))).toBe(1000)
    await running(await database.address(), [`update customers set ordered_at = null where id = '${customerId}'`])
    expect(totalOf(await ann.createCart({ cart: draft }))).toBe(500)
  })
})
