import { expect, test } from 'vitest'
import { aShopWithAccounts, cookieOf, ordersAsGuest, password, tokenIn, type Visitors } from './accounts.ts'
import { isQuiet, rowsOf } from './database-rows.ts'
import { onBothDatabases, type TestDatabase } from './databases.ts'
import { expectHealthy } from './healthy.ts'
import { inDays, letsAct } from './mandating.ts'
import { buysOne, byToken } from './saving.ts'
import { aProduct, type TestShop } from './shop.ts'

/** Accounts keep the time of everybody's clock. */
const clock = { now: () => new Date() }
const [old, other] = ['ann@example.com', 'ann@example.org']

/** A shop where Ann has an account, and is known by another address of hers too, with which she has ordered a mug. */
async function twiceKnown(database: TestDatabase) {
  const shop = await aShopWithAccounts(database)
  const mug = await aProduct(shop.staff, 'mug', { stock: 50 })
  const pot = await aProduct(shop.staff, 'pot', { stock: 50 })
  const orderId = await ordersAsGuest(shop, mug, other)
  const cookie = await shop.joins(old)
  const actor = await shop.whoIs(cookie)
  const { customers } = await shop.staff.findCustomers({ email: other })
  const former = customers[0]!.id
  const customerId = 'customerId' in actor ? actor.customerId : ''
  return {
    ...{ shop, mug, pot, orderId, cookie, customerId, former },
    ann: shop.as(actor),
    before: shop.as({ kind: 'customer', customerId: former }),
    rows: async (sql: string) => rowsOf(await database.address(), sql),
    moves: () => movesTo(shop, cookie, other),
  }
}

/** Takes another address, which may be that of a buyer whom the shop knows. */
async function movesTo(shop: TestShop & Visitors, cookie: string, newEmail: string): Promise<string> {
  await shop.sends('/change-email', { newEmail, password }, { cookie })
  const token = tokenIn(await shop.letterTo(newEmail, /new e-mail/))
  return cookieOf(await shop.sends('/verify-email', { token, password }))
}

const groupsOf = async ({ staff }: TestShop, name: string) => (await staff.getCustomerGroup({ name })).members

onBothDatabases('A buyer who turns out to be a customer', database => {
  test('keeps their exemptions from tax, of two for a country the one that lasts longer', async () => {
    const { shop, customerId, former, moves, rows } = await twiceKnown(database)
    const exempt = (customer_id: string, country?: string, days?: number) =>
      shop.staff.saveTaxExemption({
        tax_exemption: { customer_id, ...(country && { country }), ...(days && { ends_at: inDays(clock, days) }) },
      })
    await exempt(former)
    await exempt(former, 'AT', 9)
    await exempt(customerId, 'AT', 8)
    await exempt(former, 'DE', 9)
    await exempt(customerId, 'DE')
    await moves()
    const kept = await rows(
      'select customer_id, country, ends_at is null as lasting from tax_exemptions order by country',
    )
    expect(kept.map(row => [row.customer_id, row.country, Boolean(row.lasting)])).toEqual([
      [customerId, '', true],
      [customerId, 'AT', false],
      [customerId, 'DE', true],
    ])
    expect(await rows('select 1 as one from tax_exemptions')).toHaveLength(3)
  })

  test('keeps their store credit, which adds up', async () => {
    const { shop, customerId, former, ann, moves } = await twiceKnown(database)
    const credit = (customer_id: string, amount: number) =>
      shop.staff.issueStoreCredit({ store_credit: { customer_id, amount, currency: 'EUR' } })
    await credit(former, 1000)
    await credit(customerId, 500)
    await moves()
    expect((await ann.getStoreCredit({})).store_credit).toMatchObject([{ currency: 'EUR', balance: 1500 }])
    await expectHealthy(database)
  })

  test('keeps what they allowed an assistant to spend', async () => {
    const { ann, before, former, moves } = await twiceKnown(database)
    await letsAct(database, { customerId: former })
    await before.grantMandate({
      mandate: { agent_id: 'agt_1', currency: 'EUR', total: 900, expires_at: inDays(clock, 7) },
    })
    await moves()
    expect((await ann.listMandates({})).mandates).toMatchObject([{ agent_id: 'agt_1', total: 900 }])
  })

  test('keeps saved cards, unless the provider knows the two as two', async () => {
    const { shop, mug, ann, before, cookie, moves, rows } = await twiceKnown(database)
    await buysOne(before, mug, byToken('demo', 'success', { save: true }))
    await moves()
    expect((await ann.listPaymentMethods({})).payment_methods).toHaveLength(1)
    const third = 'ann@example.net'
    await ordersAsGuest(shop, mug, third)
    const [stranger] = (await shop.staff.findCustomers({ email: third })).customers
    const twin = shop.as({ kind: 'customer', customerId: stranger!.id })
    await buysOne(twin, mug, byToken('demo', 'success', { save: true }))
    const signedIn = cookieOf(await shop.sends('/sign-in/email', { email: other, password }))
    await movesTo(shop, signedIn || cookie, third)
    expect((await ann.listPaymentMethods({})).payment_methods).toHaveLength(1)
    expect(await rows('select id from provider_customers')).toHaveLength(1)
    await shop.sweep()
    expect(await rows('select id from payment_methods')).toHaveLength(1)
  })

  test('has bought what the guest bought, and is not recommended what went back', async () => {
    const { shop, mug, pot, orderId, customerId, moves, rows } = await twiceKnown(database)
    const back = await ordersAsGuest(shop, pot, other)
    const [line] = (await shop.guest.getOrder({ id: back })).line_items
    await shop.staff.refundOrder({ id: back, line_items: [{ id: line!.id, quantity: 1 }] }, { idempotencyKey: 'back' })
    await shop.guest.cancelOrder({ id: await ordersAsGuest(shop, mug, other) })
    await isQuiet(await database.address())
    await moves()
    const bought = await rows('select customer_id, order_id from customer_purchases')
    expect(new Map(bought.map(row => [row.order_id, row.customer_id]))).toEqual(
      new Map([
        [orderId, customerId],
        [back, customerId],
      ]),
    )
    const { product } = await shop.guest.getProduct({ catalog: { id: 'pot' } })
    expect(await rows('select * from customer_returns')).toEqual([{ customer_id: customerId, product_id: product.id }])
  })

  test('is in the groups of both, and reaches with all orders what neither had reached', async () => {
    const { shop, mug, ann, customerId, former, moves } = await twiceKnown(database)
    const rule = { within_days: 30, orders: 2 }
    await shop.staff.saveCustomerGroup({ customer_group: { name: 'gold', rule } })
    for (const [name, members] of [
      ['a', [{ customer_id: former }, { customer_id: customerId }]],
      ['b', [{ customer_id: former }, { email: old }]],
      ['c', [{ email: other }]],
    ] as const)
      await shop.staff.saveCustomerGroup({ customer_group: { name, members: [...members] } })
    await buysOne(ann, mug, byToken('demo', 'success'))
    await isQuiet(await database.address())
    expect(await groupsOf(shop, 'gold')).toEqual([])
    await moves()
    expect(await groupsOf(shop, 'gold')).toMatchObject([{ customer_id: customerId, by_rule: true }])
    expect(await groupsOf(shop, 'a')).toEqual([{ customer_id: customerId }])
    expect(await groupsOf(shop, 'b')).toEqual([{ customer_id: customerId }])
    expect(await groupsOf(shop, 'c')).toEqual([{ email: other }])
    await expectHealthy(database)
  })

  test('who only takes another address keeps everything, and leaves no group to whoever gets the former one', async () => {
    const { shop, cookie, customerId, ann } = await twiceKnown(database)
    await shop.staff.saveCustomerGroup({ customer_group: { name: 'trade', members: [{ email: old }] } })
    await shop.staff.issueStoreCredit({ store_credit: { customer_id: customerId, amount: 500, currency: 'EUR' } })
    await movesTo(shop, cookie, 'ann@example.net')
    expect(await groupsOf(shop, 'trade')).toEqual([{ customer_id: customerId }])
    expect((await ann.getStoreCredit({})).store_credit).toMatchObject([{ balance: 500 }])
  })
})
