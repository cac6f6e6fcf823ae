import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Shop } from '../src/contract.ts'
import type { EngineOptions } from '../src/engine.ts'
import { orderListener } from '../src/hear-of-orders.ts'
import { isQuiet, rowsOf, running } from './database-rows.ts'
import { onBothDatabases, type TestDatabase } from './databases.ts'
import { faultyGateway } from './faulty-gateway.ts'
import { expectHealthy } from './healthy.ts'
import { aFurnishedShop, aProduct, buys, type TestShop } from './shop.ts'

const day = 86_400_000
const gold = { within_days: 30, spent: { currency: 'EUR', amount: 5000 } }

/** A shop with mugs for 20.00 € that are delivered free, and cheaper for gold; Ann has bought a pin long ago. */
async function aLoyalShop(database: TestDatabase, options: Partial<EngineOptions> = {}) {
  const shop = await aFurnishedShop(database, options)
  const pin = await aProduct(shop.staff, 'pin', { price: 100, shipped: false })
  const mug = await aProduct(shop.staff, 'mug', { price: 2000, stock: 100, shipped: false })
  await buys(shop.guest, { [pin]: 1 })
  const [row] = await rowsOf(await database.address(), 'select id from customers')
  const ann = shop.as({ kind: 'customer', customerId: String(row!.id) })
  shop.wait(100 * day)
  await shop.staff.saveCustomerGroup({ customer_group: { name: 'gold', rule: gold } })
  const list = { title: 'Gold prices', currency: 'EUR', customer_group: 'gold' }
  await shop.staff.savePriceList({ price_list: { ...list, prices: [{ variant_id: mug, amount: 1500 }] } })
  const heard = async () => isQuiet(await database.address())
  await heard()
  return { shop, ann, mug, heard, customerId: String(row!.id) }
}

const shownTo = async (shopper: Shop) => {
  const { product } = await shopper.getProduct({ catalog: { id: 'mug' } })
  const { price, price_reason } = product.variants[0]!
  return { price: price.amount, reason: price_reason }
}

const membersOf = async ({ staff }: TestShop, name: string) =>
  (await staff.listCustomerGroups({})).customer_groups.find(group => group.name === name)?.members

onBothDatabases('Loyalty', database => {
  test('puts whoever spends enough into the group, says what is missing before, and why the price is theirs after', async () => {
    const { shop, ann, mug, heard, customerId } = await aLoyalShop(database)
    expect((await ann.getProfile({})).loyalty).toEqual({
      groups: [],
      next: { name: 'gold', spend: { currency: 'EUR', amount: 5000 }, content: 'To reach gold: spend 50.00 EUR more.' },
    })
    const first = shop.now()
    await buys(ann, { [mug]: 2 })
    await heard()
    expect(await shownTo(ann)).toEqual({ price: 2000, reason: undefined })
    const by = new Date(first.getTime() + 30 * day)
    expect((await ann.getProfile({})).loyalty?.next).toEqual({
      name: 'gold',
      spend: { currency: 'EUR', amount: 1000 },
      by: by.toISOString(),
      content: 'To reach gold by Friday 10 July: spend 10.00 EUR more.',
    })
    shop.wait(10 * day)
    await buys(ann, { [mug]: 1 })
    await heard()
    expect(await shownTo(ann)).toEqual({ price: 1500, reason: 'Gold prices for your loyalty instead of 20.00 EUR' })
    expect((await ann.getProfile({})).loyalty).toEqual({ groups: [{ name: 'gold', until: by.toISOString() }] })
    expect(await shop.staff.getCustomerGroup({ name: 'gold' })).toMatchObject({
      rule: gold,
      members: [{ customer_id: customerId, by_rule: true, ends_at: by.toISOString() }],
    })
    await shop.staff.savePromotion({ promotion: { title: 'Gold week', rate_ppm: 100_000, customer_group: 'gold' } })
    expect((await shownTo(ann)).reason).toMatch(/; Gold week for your loyalty takes off 1.50 EUR$/)
    await expectHealthy(database, shop.now())
    shop.wait(20 * day)
    expect(await shownTo(ann)).toEqual({ price: 2000, reason: undefined })
    expect(await membersOf(shop, 'gold')).toBe(0)
    expect((await ann.getProfile({})).loyalty?.next).toMatchObject({ spend: { amount: 3000 } })
    await expectHealthy(database, shop.now())
  })

  test('goes with what is sent back and cancelled', async () => {
    const { shop, ann, mug, heard } = await aLoyalShop(database)
    const { order } = await buys(ann, { [mug]: 2 })
    const second = await buys(ann, { [mug]: 1 })
    await heard()
    expect(await membersOf(shop, 'gold')).toBe(1)
    const key = () => ({ idempotencyKey: randomUUID() })
    await shop.staff.refundOrder({ id: order!.id, amount: 1001 }, key())
    await heard()
    expect(await membersOf(shop, 'gold')).toBe(0)
    expect((await ann.getProfile({})).loyalty?.next?.spend?.amount).toBe(1)
    await buys(ann, { [mug]: 1 })
    await heard()
    expect(await membersOf(shop, 'gold')).toBe(1)
    await ann.cancelOrder({ id: second.order!.id })
    await heard()
    expect(await membersOf(shop, 'gold')).toBe(0)
    await expectHealthy(database, shop.now())
  })

  test('comes back with money that the provider would not send back', async () => {
    const gateways = faultyGateway(() => ({ refund: async () => ({ status: 'failed', text: 'Not today.' }) }))
    const { shop, ann, mug, heard } = await aLoyalShop(database, { gateways })
    const { order } = await buys(ann, { [mug]: 3 })
    await heard()
    await shop.staff.refundOrder({ id: order!.id, amount: 2000 }, { idempotencyKey: randomUUID() })
    await heard()
    expect(await membersOf(shop, 'gold')).toBe(1)
    await expectHealthy(database, shop.now())
  })

  test('counts orders, and leaves out those that were cancelled or repaid', async () => {
    const { shop, ann, mug, heard } = await aLoyalShop(database)
    const rule = { within_days: 7, orders: 2 }
    await shop.staff.saveCustomerGroup({ customer_group: { name: 'regulars', rule } })
    const { order } = await buys(ann, { [mug]: 1 })
    await shop.staff.refundOrder({ id: order!.id, amount: 2000 }, { idempotencyKey: randomUUID() })
    await buys(ann, { [mug]: 1 })
    await heard()
    expect((await ann.getProfile({})).loyalty?.next).toMatchObject({ name: 'regulars', orders: 1 })
    await buys(ann, { [mug]: 1 })
    await heard()
    expect((await ann.getProfile({})).loyalty?.groups).toMatchObject([{ name: 'regulars' }])
  })

  test('told twice, late and by several nodes at once, counts each order once', async () => {
    const { shop, ann, mug, heard, customerId } = await aLoyalShop(database)
    const orders = await Promise.all([1, 1, 1].map(() => buys(ann, { [mug]: 1 })))
    await heard()
    await ann.cancelOrder({ id: orders[0]!.order!.id })
    await heard()
    await running(await database.address(), ['delete from customer_orders', 'delete from customer_group_members'])
    await shop.close()
    const clock = shop.now
    const nodes = [await database.open({ clock })]
    if (database.dialect === 'postgres') nodes.push(await database.open({ clock }))
    const events = orders.map(({ order }) => ({
      type: 'order.placed',
      payload: { order_id: order!.id, customer_id: customerId, placed_at: clock().toISOString(), lines: [] },
    }))
    const deliveries = [...events, ...events.toReversed()].flatMap((event, index) =>
      nodes.map(node => orderListener(node)({ ...event, id: index, attempt: 1, createdAt: clock() } as never)),
    )
    await Promise.all(deliveries)
    await Promise.all(nodes.map(node => node.close()))
    const address = await database.address()
    expect(await rowsOf(address, 'select kept from customer_orders')).toHaveLength(2)
    expect(await rowsOf(address, 'select * from customer_group_members')).toEqual([])
  })

  test('leaves who was put in by hand where they are, whatever becomes of the rule', async () => {
    const { shop, ann, mug, heard, customerId } = await aLoyalShop(database)
    const members = [{ customer_id: customerId }]
    expect(await shop.staff.saveCustomerGroup({ customer_group: { name: 'gold', members } })).toEqual({
      name: 'gold',
      rule: gold,
      members: 1,
    })
    expect((await ann.getProfile({})).loyalty).toEqual({ groups: [{ name: 'gold' }] })
    const { order } = await buys(ann, { [mug]: 4 })
    await heard()
    expect(await membersOf(shop, 'gold')).toBe(1)
    const both = await shop.staff.getCustomerGroup({ name: 'gold', pagination: { limit: 1 } })
    expect(both.members).toEqual([{ customer_id: customerId }])
    const { cursor } = both.pagination
    const rest = await shop.staff.getCustomerGroup({ name: 'gold', pagination: { limit: 1, cursor: cursor! } })
    expect(rest.members).toMatchObject([{ customer_id: customerId, by_rule: true }])
    await ann.cancelOrder({ id: order!.id })
    await heard()
    expect(await shownTo(ann)).toMatchObject({ price: 1500 })
    await shop.staff.saveCustomerGroup({ customer_group: { name: 'gold', rule: null } })
    expect(await shownTo(ann)).toEqual({ price: 1500, reason: 'Gold prices instead of 20.00 EUR' })
    expect((await ann.getProfile({})).loyalty).toBeUndefined()
  })

  test('takes in who had bought enough before there was a rule, and lets go of who has not by a stricter one', async () => {
    const { shop, ann, mug, heard } = await aLoyalShop(database)
    await buys(ann, { [mug]: 2 })
    await heard()
    const change = async (rule: typeof gold | null) => {
      await shop.staff.saveCustomerGroup({ customer_group: { name: 'gold', rule } })
      const before = (await shownTo(ann)).price
      await shop.sweep()
      return [before, (await shownTo(ann)).price]
    }
    const spending = (amount: number) => ({ ...gold, spent: { currency: 'EUR', amount } })
    expect(await change(spending(4000))).toEqual([2000, 1500])
    await expectHealthy(database, shop.now())
    expect(await change(spending(4001))).toEqual([1500, 2000])
    expect(await change(spending(3000))).toEqual([2000, 1500])
    expect(await change(null)).toEqual([2000, 2000])
    expect(await rowsOf(await database.address(), 'select * from customer_group_members')).toEqual([])
  })

  test('refuses a rule that asks for nothing, and more rules than every order can be held against', async () => {
    const { shop } = await aLoyalShop(database)
    const save = (name: string, rule: object) =>
      shop.staff.saveCustomerGroup({ customer_group: { name, rule: rule as typeof gold } })
    const invalid = { code: 'invalid_input' }
    await expect(save('a', { within_days: 3 })).rejects.toMatchObject(invalid)
    await expect(save('a', { orders: 1 })).rejects.toMatchObject(invalid)
    await expect(save('a', { within_days: 3, spent: { currency: 'EUR', amount: 0 } })).rejects.toMatchObject(invalid)
    for (let index = 1; index < 20; index += 1) await save(`group ${index}`, gold)
    await expect(save('one more', gold)).rejects.toMatchObject({
      ...invalid,
      details: { path: '$.customer_group.rule' },
    })
    await save('gold', { ...gold, within_days: 60 })
    expect((await shop.staff.listCustomerGroups({})).customer_groups.map(({ name }) => name)).not.toContain('one more')
  })
})
