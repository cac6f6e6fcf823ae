import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { examineShop } from '../src/doctor/index.ts'
import { noteDispute } from '../src/orders/index.ts'
import { money } from '../src/shared/money.ts'
import type { Storage } from '../src/storage/port.ts'
import { isQuiet, rowsOf, running } from './database-rows.ts'
import { onBothDatabases, type TestDatabase } from './databases.ts'
import { faultyGateway } from './faulty-gateway.ts'
import { expectHealthy } from './healthy.ts'
import { agentOf, inDays, letsAct } from './mandating.ts'
import { buysOne, byToken, savedBy } from './saving.ts'
import { aFurnishedShop, aProduct, buys, pays, readyCheckout, type TestShop, totalOf } from './shop.ts'

/** What breaks a shop’s books past the shop, and the check that has to see it. */
type Break = { readonly check: string; readonly by: string; readonly on?: TestDatabase['dialect'] }

const anOrder = `(select min(id) from orders where canceled_at is null)`
const aCheckout = `(select checkout_id from orders where id = ${anOrder})`
const openCheckout = `(select min(id) from checkouts where status = 'complete_in_progress')`

const breaks: readonly Break[] = [
  { check: 'stock_is_its_ledger', by: `update stock set on_hand = on_hand + 1` },
  { check: 'stock_is_its_ledger', by: `delete from stock` },
  { check: 'reserved_is_held', by: `update stock set reserved = reserved - 1 where reserved > 0` },
  { check: 'reserved_is_held', by: `update reservations set quantity = quantity + 1 where status = 'held'` },
  { check: 'stock_is_not_oversold', by: `update stock set reserved = on_hand + 1` },
  { check: 'holds_are_for_payments', by: `update reservations set reference = 'chk_gone' where status = 'held'` },
  { check: 'holds_are_for_payments', by: `update checkouts set status = 'canceled' where id = ${openCheckout}` },
  { check: 'no_hold_outlives_its_time', by: `update reservations set expires_at = created_at where status = 'held'` },
  { check: 'sold_units_left_the_shelf', by: `delete from stock_movements where reason = 'sold'` },
  { check: 'sold_units_left_the_shelf', by: `update reservations set returned = quantity where status = 'claimed'` },
  { check: 'sold_stock_has_an_order', by: `update reservations set reference = 'chk_gone' where status = 'claimed'` },
  { check: 'completed_checkouts_are_orders', by: `delete from orders where id = ${anOrder}` },
  {
    check: 'orders_come_from_completed_checkouts',
    by: `update checkouts set status = 'canceled' where id = ${aCheckout}`,
  },
  { check: 'orders_come_from_completed_checkouts', by: `delete from checkouts where id = ${aCheckout}` },
  { check: 'orders_are_numbered_once', by: `update orders set number = 1001` },
  { check: 'orders_are_numbered_once', by: `update counters set value = 1001` },
  {
    check: 'order_totals_add_up',
    by: `update orders set totals = '[{"type":"subtotal","amount":1},{"type":"total","amount":2}]'`,
  },
  {
    check: 'order_totals_add_up',
    by: `update order_lines set totals = '[{"type":"subtotal","amount":-1},{"type":"total","amount":-1}]'`,
  },
  { check: 'order_totals_add_up', by: `update orders set totals = '[]' where id = ${anOrder}` },
  { check: 'order_lines_are_whole', by: `delete from order_lines where order_id = ${anOrder}` },
  { check: 'order_lines_are_whole', by: `update order_lines set quantity = original_quantity` },
  { check: 'promotions_count_their_uses', by: `update promotions set used = used + 1` },
  { check: 'promotions_count_their_uses', by: `delete from promotion_uses` },
  { check: 'promotions_stay_within_limits', by: `update promotions set usage_limit = 0 where used > 0` },
  { check: 'calls_wait_for_something', by: `update idempotency set state = 'in_flight'` },
  { check: 'calls_wait_for_something', by: `update idempotency set state = 'awaiting', reference = ${aCheckout}` },
  { check: 'orders_are_paid', by: `update payments set amount = amount + 1 where status = 'captured'` },
  { check: 'orders_are_paid', by: `delete from payments where reference = ${aCheckout}` },
  { check: 'orders_are_paid', by: `update orders set payments = '[]' where id = ${anOrder}` },
  { check: 'captured_money_has_an_order', by: `delete from orders where id = ${anOrder}` },
  { check: 'captured_money_has_an_order', by: `update payments set status = 'captured' where status = 'failed'` },
  {
    check: 'checkouts_know_their_payment',
    by: `update checkouts set payment_id = 'pay_gone' where id = ${openCheckout}`,
  },
  { check: 'checkouts_know_their_payment', by: `update checkouts set payment_id = null where id = ${openCheckout}` },
  { check: 'checkouts_know_their_payment', by: `update payments set status = 'failed' where status = 'pending'` },
  {
    check: 'one_payment_at_a_time',
    by: `update payments set status = 'pending', reference = ${openCheckout} where status = 'failed'`,
  },
  { check: 'payments_are_for_checkouts', by: `update payments set reference = 'chk_gone' where status = 'failed'` },
  { check: 'refunds_add_up', by: `update payments set refunded = refunded - 1 where refunded > 0` },
  { check: 'refunds_add_up', by: `update payments set refunded = amount + 1 where status = 'captured'` },
  { check: 'refunds_add_up', by: `update refunds set status = 'failed'` },
  { check: 'refunds_add_up', by: `update refunds set payment_id = 'pay_gone'` },
  {
    check: 'orders_show_their_refunds',
    by: `update order_adjustments set status = 'pending' where refund_id is not null`,
  },
  { check: 'orders_show_their_refunds', by: `delete from order_adjustments` },
  { check: 'returned_units_were_fulfilled', by: `delete from order_events` },
  { check: 'returned_units_were_fulfilled', by: `update order_returns set status = 'requested'` },
  { check: 'returns_are_refunded', by: `update refunds set amount = amount - 1` },
  { check: 'returns_are_refunded', by: `delete from order_adjustments` },
  { check: 'returned_stock_is_booked', by: `delete from stock_movements where reason = 'returned'` },
  { check: 'disputes_add_up', by: `update payments set disputed = disputed + 1` },
  {
    check: 'disputes_add_up',
    by: `insert into disputes (id, payment_id, status, amount, reason, created_at) select 'dp_2', min(id), 'lost', 1, '', min(created_at) from payments`,
  },
  { check: 'gift_cards_add_up', by: `update gift_cards set balance = balance + 1` },
  { check: 'gift_cards_add_up', by: `delete from gift_cards` },
  { check: 'card_payments_are_booked', by: `update gift_card_entries set amount = amount - 1 where reason = 'spent'` },
  { check: 'held_money_is_for_payments', by: `update payments set reference = ${aCheckout} where status = 'held'` },
  { check: 'saved_methods_are_of_customers', by: `delete from provider_customers` },
  { check: 'saved_methods_pay_for_their_owner', by: `update payment_methods set customer_id = 'cus_bob'` },
  { check: 'mandates_add_up', by: `update mandates set used_minor = used_minor - 1` },
  { check: 'mandates_pay_for_orders', by: `update mandate_uses set order_id = null where status = 'spent'` },
  { check: 'members_by_rule_fulfil_it', by: `delete from customer_orders` },
  { check: 'members_by_rule_fulfil_it', by: `update customer_orders set kept = 0` },
  { check: 'products_are_searchable', by: `delete from product_search_rows`, on: 'sqlite' },
  { check: 'products_are_searchable', by: `delete from product_search`, on: 'postgres' },
  { check: 'products_are_listed_by_price', by: `delete from product_prices` },
  { check: 'products_are_counted_in_facets', by: `delete from packed_products` },
  {
    check: 'file_is_sound',
    by: `update sqlite_schema set sql = 'create index orders_placed on orders (number, placed_at)' where name = 'orders_placed'`,
    on: 'sqlite',
  },
  { check: 'references_lead_somewhere', by: `delete from products`, on: 'sqlite' },
]

onBothDatabases('The doctor', database => {
  test('finds nothing wrong with a busy shop, and looks at something in every check', async () => {
    const shop = await aBusyShop(database)
    await expectHealthy(database, shop.now())
    const { checks } = await examineShop({ database: await database.address(), clock: shop.now })
    expect(checks.filter(({ seen }) => seen === 0).map(({ name }) => name)).toEqual([])
  })

  const mine = breaks.filter(({ on }) => on === undefined || on === database.dialect)
  test.each(mine)('sees that $by', async ({ check, by }) => {
    const shop = await aBusyShop(database)
    await shop.close()
    const address = await database.address()
    const { drop, restore } = guards[database.dialect]
    await running(address, [...drop, by])
    const later = new Date(shop.now().getTime() + 11 * 60_000)
    const clock = () => (check === 'no_hold_outlives_its_time' ? later : shop.now())
    const { isHealthy, checks } = await examineShop({ database: address, clock }).finally(() =>
      running(address, restore),
    )
    const found = checks.find(({ name }) => name === check)!
    expect(found.broken).toBeGreaterThan(0)
    expect(found.rows[0]).toEqual({ subject: expect.stringMatching(/./), detail: expect.stringMatching(/./) })
    expect(isHealthy).toBe(found.severity === 'warning')
  })

  test('has a break for every check', async () => {
    const { checks } = await examineShop({ database: await database.address() })
    expect(checks.map(({ name }) => name).filter(name => !mine.some(({ check }) => check === name))).toEqual([])
  })
})

/** Orders paid by bank, by gift card and by what was saved, refunded, cancelled and disputed; payments that failed and that are under way. */
async function aBusyShop(database: TestDatabase): Promise<TestShop> {
  let storage: Storage | undefined
  const gateways = (opened: Storage) => {
    storage = opened
    return faultyGateway(() => ({}))(opened)
  }
  const shop = await aFurnishedShop(database, { gateways })
  const { guest, staff } = shop
  await staff.savePromotion({ promotion: { code: 'FEW', title: 'Few', rate_ppm: 500_000, usage_limit: 6 } })
  const rule = { within_days: 30, orders: 2, spent: { currency: 'EUR', amount: 2000 } }
  await staff.saveCustomerGroup({ customer_group: { name: 'gold', rule } })
  await shop.sweep()
  const mug = await aProduct(staff, 'mug', { stock: 40 })
  const card = await staff.issueGiftCard({ gift_card: { amount: 3000, currency: 'EUR' } })
  const byCard = {
    id: 'card',
    handler_id: 'gift_card',
    type: 'gift_card',
    credential: { type: 'code', token: card.code },
  }
  const complete = async (token: string, ...more: (typeof byCard)[]) => {
    const checkout = await readyCheckout(guest, { [mug]: 2 }, ['FEW'])
    const payment = { instruments: [...more, ...pays(token).instruments] }
    return guest.completeCheckout(
      { id: checkout.id, checkout: { payment }, expected_total: totalOf(checkout) },
      { idempotencyKey: randomUUID() },
    )
  }
  const mixed = await complete('success', { ...byCard, amount: 500 } as typeof byCard)
  const key = { idempotencyKey: randomUUID() }
  const [line] = (await guest.getOrder({ id: mixed.order!.id })).line_items
  await staff.refundOrder({ id: mixed.order!.id, line_items: [{ id: line!.id, quantity: 1 }], restock: {} }, key)
  const canceled = await complete('success')
  await guest.cancelOrder({ id: canceled.order!.id })
  const sent = (await complete('success')).order!.id
  await staff.fulfillOrder({ id: sent, event: { type: 'shipped' } })
  const [mine] = (await guest.getOrder({ id: sent })).line_items
  const wish = { id: sent, line_items: [{ id: mine!.id, quantity: 2, reason: 'unwanted' as const }] }
  const { returns } = await guest.requestReturn(wish)
  const came = { line_items: [{ id: mine!.id, quantity: 1 }], restock: {}, restocking_fee: 100 }
  await staff.receiveReturn({ id: sent, return_id: returns![0]!.id, ...came })
  await guest.requestReturn({ ...wish, line_items: [{ id: mine!.id, quantity: 1, reason: 'other' }] })
  await complete('declined')
  const [disputed] = await rowsOf(
    await database.address(),
    `select min(id) as id from payments where status = 'captured'`,
  )
  const dispute = {
    paymentId: String(disputed!.id),
    disputeId: 'dp_1',
    amount: money(100, 'EUR'),
    reason: 'fraudulent',
  }
  await storage!.write(tx => noteDispute(tx, { ...dispute, status: 'needs_response' }))
  await buys(guest, { [mug]: 1 })
  const ann = shop.as({ kind: 'customer', customerId: 'cus_ann' })
  await buysOne(ann, mug, byToken('demo', 'success', { save: true }))
  await buysOne(ann, mug, (await savedBy(ann))[0]!)
  await letsAct(database, { customerId: 'cus_ann' })
  await ann.grantMandate({
    mandate: { agent_id: 'agt_1', currency: 'EUR', total: 9000, expires_at: inDays(shop, 7) },
  })
  await buysOne(shop.as(agentOf('cus_ann')), mug)
  await complete('never', { ...byCard, amount: 300 } as typeof byCard)
  await isQuiet(await database.address())
  return shop
}

/** What the database itself refuses has to be allowed first; PostgreSQL's is one database for all tests of the file. */
const guards = {
  sqlite: {
    drop: [
      'pragma ignore_check_constraints = on',
      'pragma foreign_keys = off',
      'pragma writable_schema = on',
      'drop index orders_number',
    ],
    restore: [],
  },
  postgres: {
    drop: [
      'drop index orders_number',
      'alter table payments drop constraint payments_refunded_within',
      'alter table stock drop constraint stock_not_oversold',
    ],
    restore: [
      'delete from orders',
      'create unique index orders_number on orders (number)',
      'alter table payments add constraint payments_refunded_within check (refunded between 0 and amount) not valid',
      'alter table stock add constraint stock_not_oversold check (reserved <= on_hand or backorder or not tracked) not valid',
    ],
  },
}
