import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { randomId } from '../src/shared/ids.ts'
import { dumpOf, isQuiet, rowsOf } from './database-rows.ts'
import { onBothDatabases, type TestDatabase } from './databases.ts'
import { expectHealthy } from './healthy.ts'
import { aFurnishedShop, aProduct, berlin, buys, pays, readyCheckout, totalOf } from './shop.ts'

const moved = { ...berlin, street_address: 'Hauptstr. 7', postal_code: '80331', address_locality: 'München' }

onBothDatabases('An order that nothing was sent of', database => {
  test('goes to another address of its country, and the order says so', async () => {
    const { shop, id } = await anOrder(database)
    const before = await shop.guest.getOrder({ id })
    const can = before.next_actions.map(({ operation }) => operation)
    expect(can).toEqual(expect.arrayContaining(['update_order', 'cancel_order']))
    const { first_name: _, last_name: __, ...address } = moved
    const order = await shop.guest.updateOrder({ id, order: { destination: address } })
    expect(order.fulfillment.expectations.map(({ destination }) => destination)).toEqual([moved])
    expect(order.adjustments).toMatchObject([
      { type: 'update', status: 'completed', description: 'Changed: delivery address' },
    ])
    expect(order.totals).toEqual(before.totals)
    expect(await shop.guest.updateOrder({ id, order: { destination: moved } })).toEqual(order)
    await expectHealthy(database)
  })

  test('is the buyer’s of the address that it has now, with the uses of their discounts', async () => {
    const { shop, id } = await anOrder(database, { codes: ['TEN'] })
    const buyer = { email: 'bea@example.com', phone_number: '+49 30 5550100' }
    const order = await shop.guest.updateOrder({ id, order: { buyer } })
    expect(order.buyer).toMatchObject(buyer)
    const named = await shop.staff.findOrders({ email: buyer.email })
    expect(named.orders.map(found => found.id)).toEqual([id])
    expect((await shop.staff.findOrders({ email: 'ann@example.com' })).orders).toEqual([])
    const uses = await rowsOf(await database.address(), 'select email, used from promotion_uses where used > 0')
    expect(uses.map(({ email }) => email)).toEqual([buyer.email])
    await shop.guest.cancelOrder({ id })
    await isQuiet(await database.address())
    await expectHealthy(database)
  })

  test('counts for the group of whoever has its address now, and not of whoever had it', async () => {
    const { shop, id } = await anOrder(database)
    const address = await database.address()
    await isQuiet(address)
    await shop.staff.saveCustomerGroup({ customer_group: { name: 'gold', rule: { within_days: 30, orders: 1 } } })
    await shop.sweep()
    const members = () =>
      rowsOf(
        address,
        `select c.email from customer_group_members m join customers c on c.id = m.member where m.by_rule`,
      )
    expect(await members()).toEqual([{ email: 'ann@example.com' }])
    await shop.guest.updateOrder({ id, order: { buyer: { email: 'bea@example.com' } } })
    await isQuiet(address)
    expect(await members()).toEqual([{ email: 'bea@example.com' }])
    await expectHealthy(database, shop.now())
  })

  test.each([
    ['another country', { ...moved, address_country: 'AT', postal_code: '1010' }, /goes to DE, and no other country/],
    ['where its delivery does not go', { ...moved, postal_code: '27498' }, /Standard does not go to this address/],
    ['where it is taxed otherwise', { ...moved, postal_code: '78266' }, /taxed otherwise/],
    ['an address without a street', { address_country: 'DE', postal_code: '80331' }, /has no street_address/],
    ['a postal code that there is none of', { ...moved, postal_code: 'ABC' }, /ABC/],
    ['nowhere at all', undefined, /names a destination/],
  ] as const)('does not go to %s, and nothing changes', async (_, destination, message) => {
    const { shop, id } = await anOrder(database)
    await isQuiet(await database.address())
    const before = await dumpOf(await database.address())
    const updated = shop.guest.updateOrder({ id, order: destination ? { destination } : {} })
    await expect(updated).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringMatching(message) })
    expect(await dumpOf(await database.address())).toEqual(before)
  })

  test('stays as it is once something of it was sent, or it is cancelled', async () => {
    const { shop, id } = await anOrder(database)
    const { line_items } = await shop.guest.getOrder({ id })
    const other = await buys(shop.guest, { [line_items[0]!.item.id]: 1 })
    await shop.staff.fulfillOrder({ id, event: { type: 'shipped' } })
    await shop.guest.cancelOrder({ id: other.order!.id })
    for (const each of [id, other.order!.id]) {
      const updated = shop.guest.updateOrder({ id: each, order: { destination: moved } })
      await expect(updated).rejects.toMatchObject({ code: 'invalid_state' })
    }
  })

  test('offers neither a change nor a cancellation once all of it was refunded', async () => {
    const { shop, id } = await anOrder(database)
    await shop.staff.refundOrder({ id }, { idempotencyKey: randomUUID() })
    const { status, next_actions } = await shop.guest.getOrder({ id })
    const can = next_actions.map(({ operation }) => operation)
    expect([status, can]).toEqual(['refunded', ['get_order']])
    const updated = shop.guest.updateOrder({ id, order: { destination: moved } })
    await expect(updated).rejects.toMatchObject({ code: 'invalid_state' })
  })

  test('that is packed while its address changes is sent where it says', async () => {
    const { shop, id } = await anOrder(database, { newId: randomId })
    const outcomes = await Promise.allSettled([
      shop.staff.fulfillOrder({ id, event: { type: 'shipped' } }),
      ...Array.from({ length: 5 }, (_, index) =>
        shop.guest.updateOrder({ id, order: { destination: { ...moved, street_address: `Hauptstr. ${index}` } } }),
      ),
    ])
    const codes = outcomes.flatMap(outcome => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
    for (const code of codes) expect(['invalid_state', 'version_conflict']).toContain(code)
    const order = await shop.guest.getOrder({ id })
    const changes = order.adjustments.filter(({ type }) => type === 'update')
    const done = outcomes.slice(1).filter(({ status }) => status === 'fulfilled')
    expect(changes).toHaveLength(done.length)
    await expectHealthy(database)
  })

  test('is changed by its customer and by an agent with leave for this, and by nobody else', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const ann = shop.as({ kind: 'customer', customerId: 'cus_ann' })
    const { order } = await buys(ann, { [mug]: 1 })
    const wish = { id: order!.label, order: { destination: moved } }
    const agent = (scope: 'orders:cancel' | 'orders:update') =>
      shop.as({ kind: 'agent', customerId: 'cus_ann', agentId: 'agt_1', scopes: [scope] })
    await expect(agent('orders:cancel').updateOrder(wish)).rejects.toMatchObject({ code: 'forbidden' })
    const bob = shop.as({ kind: 'customer', customerId: 'cus_bob' })
    const token = order!.permalink_url.split('/').at(-1)!
    for (const [who, id] of [
      [bob, order!.id],
      [shop.guest, token],
    ] as const)
      await expect(who.updateOrder({ ...wish, id })).rejects.toMatchObject({ code: 'not_found' })
    expect((await agent('orders:update').updateOrder(wish)).adjustments).toHaveLength(1)
    const back = await ann.updateOrder({ ...wish, order: { destination: berlin } })
    expect(back.fulfillment.expectations[0]!.destination).toEqual(berlin)
  })
})

type Wishes = NonNullable<Parameters<typeof aFurnishedShop>[1]> & { readonly codes?: string[] }

/** An order to Berlin by a delivery that leaves an island out, in a country with a town that is taxed otherwise. */
async function anOrder(database: TestDatabase, { codes, ...options }: Wishes = {}) {
  const shop = await aFurnishedShop(database, options)
  const { shipping_rates: rates } = await shop.staff.listShippingRates({})
  const { active: _, ...standard } = rates[0]!
  const except = [{ country: 'DE', postal_codes: ['27498'] }]
  await shop.staff.saveShippingRate({ shipping_rate: { ...standard, except } })
  await shop.staff.saveTaxRate({
    tax_rate: { title: 'None', country: 'DE', postal_prefix: '78266', rate_ppm: 0 },
  })
  const mug = await aProduct(shop.staff, 'mug')
  const checkout = await readyCheckout(shop.guest, { [mug]: 1 }, codes)
  const paid = await shop.guest.completeCheckout({
    id: checkout.id,
    checkout: { payment: pays() },
    expected_total: totalOf(checkout),
  })
  return { shop, id: paid.order!.id }
}
