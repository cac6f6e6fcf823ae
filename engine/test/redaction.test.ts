import { expect, test } from 'vitest'
import { recordTypes } from '../src/contract.ts'
import { type Actor, guest } from '../src/index.ts'
import { scopesOfRole } from '../src/staff/roles.ts'
import { onBothDatabases } from './databases.ts'
import { aFurnishedShop, aProduct, berlin, buys, readyCheckout } from './shop.ts'

/** A key of the desk that may do all that the desk does, and is not told whom for. */
const discreet: Actor = {
  kind: 'staff',
  staffId: 'stf_1',
  scopes: scopesOfRole('order_desk').filter(scope => scope !== 'customers:read'),
}

onBothDatabases('Staff who are not told of customers', database => {
  test('see no name and no address in a cart, a checkout or an order, by whichever way', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const desk = shop.as(discreet)
    const ann = shop.as({ kind: 'customer', customerId: 'cus_ann' })
    const { order, id: bought } = await buys(shop.as(guest), { [mug]: 1 })
    const checkout = await readyCheckout(ann, { [mug]: 1 })
    const cart = await ann.createCart({
      cart: { line_items: [{ item: { id: mug }, quantity: 1 }], buyer: { email: 'ann@example.com' } },
    })
    const id = order!.id
    const seen = {
      found: await desk.findOrders({}),
      order: await desk.getOrder({ id }),
      sent: await desk.fulfillOrder({ id, event: { type: 'shipped' } }),
      checkout: await desk.getCheckout({ id: checkout.id }),
      bought: await desk.getCheckout({ id: bought }),
      cart: await desk.getCart({ id: cart.id }),
      carts: await desk.listCarts({}),
      canceled: await desk.cancelCheckout({ id: checkout.id }),
      filled: await desk.updateCart({ id: cart.id, cart: { line_items: [{ item: { id: mug }, quantity: 2 }] } }),
    }
    expect(JSON.stringify(await shop.staff.getCheckout({ id: bought }))).toContain('Lindenstr')
    expect(JSON.stringify(seen)).not.toContain(order!.permalink_url)
    const telling = Object.entries(seen).filter(([, view]) => /ann@example|Lindenstr|"Lee"/.test(JSON.stringify(view)))
    expect(telling.map(([name]) => name)).toEqual([])
  })

  test('see what is wrong with an address, and nothing of what was written there', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const person = { first_name: 'Ann', last_name: 'Lee', phone_number: '030 99887766' }
    const destinations = [{ ...berlin, ...person, postal_code: 'D-10969', address_country: 'Germany' }]
    const draft = (postal_code: string) => ({
      line_items: [{ item: { id: mug }, quantity: 1 }],
      buyer: { email: 'ann@example.com', phone_number: '0171 99887766' },
      fulfillment: { methods: [{ type: 'shipping' as const, destinations: [{ ...destinations[0]!, postal_code }] }] },
    })
    for (const code of ['D-10969', '1096977']) {
      const { id, messages } = await shop.guest.createCheckout({ checkout: draft(code) })
      expect(JSON.stringify(messages)).toMatch(/99887766|1096977/)
      const seen = await shop.as(discreet).getCheckout({ id })
      expect(seen.messages.map(message => message.code)).toEqual(messages.map(message => message.code))
      expect(JSON.stringify(seen)).not.toMatch(/9988|10969/)
    }
  })

  test('export nobody, also with a key that exports', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    await buys(shop.guest, { [mug]: 1 })
    const { id } = (await shop.staff.findCustomers({})).customers[0]!
    const clerk = shop.as({ ...discreet, scopes: ['exchange:export', 'orders:export', 'customers:write'] })
    expect((await clerk.exportRecords({ type: 'product' })).records).toHaveLength(1)
    const types = recordTypes.filter(type => type !== 'product')
    const exported = await Promise.all(types.map(type => clerk.exportRecords({ type }).catch(refusal)))
    const whole = await clerk.exportCustomer({ id }).catch(refusal)
    expect(JSON.stringify([exported, whole, await clerk.exportOrders({})])).not.toMatch(/ann@example|Lindenstr|"Lee"/)
    expect([whole, await clerk.exportRecords({ type: 'customer' }).catch(refusal)]).toMatchObject([needed, needed])
    expect((await shop.staff.exportRecords({ type: 'customer' })).records).toMatchObject([{ id }])
  })
})

const needed = { code: 'forbidden', details: { scope: 'customers:read' } }
const refusal = (error: unknown) => ({ ...(error as object) })
