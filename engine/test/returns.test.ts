import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { OrderView } from '../src/contract.ts'
import { randomId } from '../src/shared/ids.ts'
import { dumpOf, isQuiet } from './database-rows.ts'
import { onBothDatabases, type TestDatabase } from './databases.ts'
import { faultyGateway } from './faulty-gateway.ts'
import { expectHealthy } from './healthy.ts'
import { aFurnishedShop, aProduct, buys, pays, readyCheckout, type TestShop, totalOf } from './shop.ts'

const days = (count: number) => count * 86_400_000
const key = () => ({ idempotencyKey: randomUUID() })

onBothDatabases('A return', database => {
  test('is asked for by whoever ordered, of what was sent, and the order says so', async () => {
    const { shop, id, line } = await aSentOrder(database, { units: 3 })
    const before = await shop.guest.getOrder({ id })
    expect(before.line_items[0]!.returnable).toEqual({ quantity: 3, until: '2026-04-01T10:00:00.000Z' })
    expect(operations(before)).toContain('request_return')
    const order = await shop.guest.requestReturn({
      id,
      line_items: [
        { id: line, quantity: 1, reason: 'damaged' },
        { id: line, quantity: 1, reason: 'unwanted' },
      ],
      note: 'The handle came off.',
    })
    expect(order.returns).toEqual([
      {
        id: expect.stringMatching(/^ret_/),
        status: 'requested',
        requested_at: '2026-03-02T10:00:00.000Z',
        line_items: [
          { id: line, quantity: 1, reason: 'damaged' },
          { id: line, quantity: 1, reason: 'unwanted' },
        ],
        note: 'The handle came off.',
      },
    ])
    expect(order.messages).toMatchObject([{ code: 'return_requested', content: expect.stringContaining('ret_') }])
    const after = await shop.guest.getOrder({ id })
    expect(after.line_items[0]!.returnable).toMatchObject({ quantity: 1 })
    await shop.guest.requestReturn({ id, line_items: [{ id: line, quantity: 1, reason: 'other' }] })
    expect(operations(await shop.guest.getOrder({ id }))).not.toContain('request_return')
  })

  test.each([
    ['more than was sent', { quantity: 3 }, 'limit_exceeded', /Only 2 of line .* not 3/],
    ['a line of another order', { id: 'li_none' }, 'not_found', /no line "li_none"/],
    ['what was sent too long ago', { wait: 31 }, 'invalid_state', /for 30 days, which are over/],
    ['anything where the shop takes nothing back', { returnDays: 0 }, 'invalid_state', /takes no returns/],
    ['what has not been sent', { isUnsent: true }, 'invalid_state', /Nothing of line .* was sent yet/],
    ['a reason that there is none', { reason: 'boredom' }, 'invalid_input', /reason/],
  ] as const)('is refused for %s, and nothing changes', async (_, wish, code, message) => {
    const { quantity = 2, reason = 'unwanted', wait = 0, isUnsent = false, ...named }: Wish = wish
    const { shop, id, line } = await aSentOrder(database, { units: 2, isUnsent })
    if (named.returnDays !== undefined) {
      const store = await shop.staff.getStore({})
      await shop.staff.saveStore({ store: { ...store, return_days: named.returnDays } })
    }
    shop.wait(days(wait))
    await isQuiet(await database.address())
    const before = await dumpOf(await database.address())
    const asked = shop.guest.requestReturn({
      id,
      line_items: [{ id: named.id ?? line, quantity, reason: reason as 'unwanted' }],
    })
    await expect(asked).rejects.toMatchObject({ code, message: expect.stringMatching(message) })
    expect(await dumpOf(await database.address())).toEqual(before)
  })

  test('counts its days from the day on which goods arrived, where that is known', async () => {
    const { shop, id, line } = await aSentOrder(database, { units: 2 })
    shop.wait(days(10))
    await shop.staff.fulfillOrder({ id, event: { type: 'delivered', line_items: [{ id: line, quantity: 1 }] } })
    shop.wait(days(25))
    expect((await shop.guest.getOrder({ id })).line_items[0]!.returnable).toEqual({
      quantity: 1,
      until: '2026-04-11T10:00:00.000Z',
    })
  })

  test('of the last unit that two ask for at once is one', async () => {
    const { shop, id, line } = await aSentOrder(database, { units: 1, newId: randomId })
    const asked = Array.from({ length: 20 }, () =>
      shop.guest.requestReturn({ id, line_items: [{ id: line, quantity: 1, reason: 'unwanted' }] }),
    )
    const outcomes = await Promise.allSettled(asked)
    const refused = outcomes.flatMap(outcome => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
    expect(refused).toEqual(Array<string>(19).fill('invalid_state'))
    expect((await shop.guest.getOrder({ id })).returns).toHaveLength(1)
  })

  test('asked for again with its key is the same one', async () => {
    const { shop, id, line } = await aSentOrder(database, { units: 2 })
    const [same, wish] = [key(), { id, line_items: [{ id: line, quantity: 1, reason: 'unwanted' as const }] }]
    expect(await shop.guest.requestReturn(wish, same)).toEqual(await shop.guest.requestReturn(wish, same))
    expect((await shop.guest.getOrder({ id })).returns).toHaveLength(1)
  })

  test('is for the customer who ordered and for an agent that may cancel, and for nobody else', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const ann = shop.as({ kind: 'customer', customerId: 'cus_ann' })
    const { order } = await buys(ann, { [mug]: 2 })
    await shop.staff.fulfillOrder({ id: order!.id, event: { type: 'shipped' } })
    const line = (await ann.getOrder({ id: order!.id })).line_items[0]!.id
    const wish = { id: order!.label, line_items: [{ id: line, quantity: 1, reason: 'unwanted' as const }] }
    const agent = (scopes: ('orders:cancel' | 'orders:read')[]) =>
      shop.as({ kind: 'agent', customerId: 'cus_ann', agentId: 'agt_1', scopes })
    await expect(agent(['orders:read']).requestReturn(wish)).rejects.toMatchObject({ code: 'forbidden' })
    const bob = shop.as({ kind: 'customer', customerId: 'cus_bob' })
    for (const id of [order!.label, order!.id])
      await expect(bob.requestReturn({ ...wish, id })).rejects.toMatchObject({ code: 'not_found' })
    const token = order!.permalink_url.split('/').at(-1)!
    await expect(shop.guest.requestReturn({ ...wish, id: token })).rejects.toMatchObject({ code: 'not_found' })
    expect((await agent(['orders:cancel']).requestReturn(wish)).returns).toHaveLength(1)
    expect((await ann.requestReturn(wish)).returns).toHaveLength(2)
  })
})

onBothDatabases('A return that has come back', database => {
  test('sends back what was paid for its units, puts them on a shelf, and is over', async () => {
    const { shop, id, mug, line, returnId } = await aReturn(database, { units: 3, codes: ['TEN'], back: 2 })
    const order = await shop.staff.receiveReturn({ id, return_id: returnId, restock: {} }, key())
    expect(refundsOf(order)).toEqual([['completed', 1800]])
    expect(order.returns).toMatchObject([
      { status: 'received', received: [{ id: line, quantity: 2 }], refund_amount: 1800, closed_at: expect.any(String) },
    ])
    expect(order.adjustments).toMatchObject([
      { type: 'return', line_items: [{ id: line, quantity: -2 }] },
      { type: 'refund', description: `Return ${returnId}` },
    ])
    expect(order.adjustments[1]).not.toHaveProperty('line_items')
    expect(order.line_items).toMatchObject([{ quantity: { original: 3, total: 1, fulfilled: 1 }, status: 'fulfilled' }])
    expect(await onHand(shop, mug)).toBe(9)
    await expect(shop.staff.receiveReturn({ id, return_id: returnId })).rejects.toMatchObject({
      code: 'invalid_state',
      message: expect.stringContaining('is received'),
    })
    await expect(shop.guest.cancelOrder({ id })).rejects.toMatchObject({ code: 'invalid_state' })
    await expectHealthy(database)
  })

  test('costs what the shop says, which is no part of what the other units are worth', async () => {
    const { shop, id, line, returnId } = await aReturn(database, { units: 3 })
    const order = await shop.staff.receiveReturn({ id, return_id: returnId, restocking_fee: 250 }, key())
    expect(order.returns).toMatchObject([{ refund_amount: 750, restocking_fee: 250 }])
    const one = await shop.staff.refundOrder({ id, line_items: [{ id: line, quantity: 1 }] }, key())
    expect(refundsOf(one).at(-1)).toEqual(['completed', 1000])
    const all = await shop.staff.refundOrder({ id }, key())
    expect(refundsOf(all).reduce((sum, [, amount]) => sum + Number(amount), 0)).toBe(3490)
    await expectHealthy(database)
  })

  test('for no money takes its units off the order, and what did not come can be asked for again', async () => {
    const { shop, id, mug, line, returnId } = await aReturn(database, { units: 3, back: 2 })
    const came = { line_items: [{ id: line, quantity: 1 }], amount: 0 }
    const order = await shop.staff.receiveReturn({ id, return_id: returnId, ...came })
    expect(refundsOf(order)).toEqual([])
    expect(order.line_items).toMatchObject([{ quantity: { total: 2 }, returnable: { quantity: 2 } }])
    expect(await onHand(shop, mug)).toBe(7)
    await expectHealthy(database)
  })

  test('for no money is worth nothing later, and the other units go their own way', async () => {
    const { shop, id, mug, line, returnId } = await aReturn(database, { units: 3 })
    await shop.staff.receiveReturn({ id, return_id: returnId, amount: 0, restock: {} })
    const units = (quantity: number) => ({ id, line_items: [{ id: line, quantity }], restock: {} })
    await expect(shop.staff.refundOrder(units(3), key())).rejects.toMatchObject({ code: 'limit_exceeded' })
    const order = await shop.staff.refundOrder(units(2), key())
    expect(refundsOf(order)).toEqual([['completed', 2000]])
    expect(order.line_items).toMatchObject([{ quantity: { total: 0 }, status: 'removed' }])
    expect(await onHand(shop, mug)).toBe(10)
    await expectHealthy(database)
  })

  test('leaves what was not sent yet to be sent', async () => {
    const { shop, id, line, returnId } = await aReturn(database, { units: 3, sent: 2 })
    await shop.staff.receiveReturn({ id, return_id: returnId })
    const packed = await shop.staff.fulfillOrder({ id, event: { type: 'shipped' } })
    expect(packed.fulfillment.events.at(-1)!.line_items).toEqual([{ id: line, quantity: 1 }])
    expect(packed.line_items).toMatchObject([{ quantity: { total: 2, fulfilled: 2 } }])
  })

  test('lies on the shelf that is named, as far as it can be sold again', async () => {
    const { shop, id, mug, line, returnId } = await aReturn(database, { units: 2, back: 2 })
    const { id: town } = await shop.staff.saveLocation({ location: { title: 'Shop in town' } })
    const restock = { line_items: [{ id: line, quantity: 1 }], location_id: town }
    await shop.staff.receiveReturn({ id, return_id: returnId, restock })
    const { stock } = await shop.staff.getStock({ variant_ids: [mug] })
    expect(stock.reduce((sum, { on_hand }) => sum + on_hand, 0)).toBe(9)
    await expectHealthy(database)
  })

  test.each([
    ['more than was announced', { line_items: [{ id: '', quantity: 2 }] }, 'limit_exceeded', /Only 1 of line/],
    ['on a shelf that is nowhere', { restock: { location_id: 'loc_none' } }, 'not_found', /no location/],
    ['for more than was paid', { amount: 1001 }, 'limit_exceeded', /10\.00 EUR, which is less than 10\.01 EUR/],
    ['for a fee beyond what was paid', { restocking_fee: 1001 }, 'limit_exceeded', /less than 10\.01 EUR/],
    ['for a fee and an amount', { restocking_fee: 1, amount: 1 }, 'invalid_input', /restocking_fee/],
    ['of another order', { return_id: 'ret_none' }, 'not_found', /no return "ret_none"/],
  ] as const)('is not received %s, and nothing changes', async (_, wish, code, message) => {
    const { shop, id, line, returnId } = await aReturn(database, { units: 2 })
    await isQuiet(await database.address())
    const before = await dumpOf(await database.address())
    const { line_items, ...rest }: Receipt = wish
    const named = line_items && { line_items: line_items.map(({ quantity }) => ({ id: line, quantity })) }
    const received = shop.staff.receiveReturn({ id, return_id: returnId, ...named, ...rest }, key())
    await expect(received).rejects.toMatchObject({ code, message: expect.stringMatching(message) })
    expect(await dumpOf(await database.address())).toEqual(before)
  })

  test('is received once, however many clerks book it in', async () => {
    const { shop, id, returnId } = await aReturn(database, { units: 2, newId: randomId })
    const clerks = Array.from({ length: 20 }, () => shop.staff.receiveReturn({ id, return_id: returnId }, key()))
    const outcomes = await Promise.allSettled(clerks)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(refundsOf(await shop.guest.getOrder({ id }))).toEqual([['completed', 1000]])
    await expectHealthy(database)
  })

  test('after its money went back already sends none a second time', async () => {
    const { shop, id, line, returnId } = await aReturn(database, { units: 1 })
    await shop.staff.refundOrder({ id, line_items: [{ id: line, quantity: 1 }] }, key())
    const order = await shop.staff.receiveReturn({ id, return_id: returnId, restock: {} })
    expect(refundsOf(order)).toEqual([['completed', 1000]])
    expect(order.returns).toMatchObject([{ status: 'received', refund_amount: 0 }])
    await expectHealthy(database)
  })

  test('whose refund the provider does not answer is finished by the sweeper, once', async () => {
    const keys: string[] = []
    const gateways = faultyGateway(bank => ({
      refund: async request => {
        keys.push(request.idempotencyKey)
        const outcome = await bank.refund(request)
        if (keys.length === 1) throw new Error('The answer was lost.')
        return outcome
      },
    }))
    const { shop, id, returnId } = await aReturn(database, { units: 1, gateways })
    expect(refundsOf(await shop.staff.receiveReturn({ id, return_id: returnId }))).toEqual([['pending', 1000]])
    shop.wait(60_000)
    await shop.sweep()
    expect(refundsOf(await shop.guest.getOrder({ id }))).toEqual([['completed', 1000]])
    expect(new Set(keys).size).toBe(1)
    await expectHealthy(database)
  })

  test('may be refused, with a reason that the buyer reads, and asked for again', async () => {
    const { shop, id, line, returnId } = await aReturn(database, { units: 1 })
    await expect(shop.guest.refuseReturn({ id, return_id: returnId, reason: 'No' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await shop.staff.refuseReturn({ id, return_id: returnId, reason: 'The seal is broken.' })
    await expect(shop.staff.receiveReturn({ id, return_id: returnId })).rejects.toMatchObject({ code: 'invalid_state' })
    const order = await shop.guest.getOrder({ id })
    expect(order.returns).toMatchObject([{ status: 'refused', refusal: 'The seal is broken.' }])
    expect(order.line_items[0]!.returnable).toMatchObject({ quantity: 1 })
    await shop.guest.requestReturn({ id, line_items: [{ id: line, quantity: 1, reason: 'damaged' }] })
    await expectHealthy(database)
  })
})

const refundsOf = ({ adjustments }: OrderView) =>
  adjustments
    .filter(({ type }) => type === 'refund')
    .map(({ status, totals }) => [status, -(totals?.[0]?.amount ?? Number.NaN)])
const onHand = async ({ staff }: TestShop, id: string) =>
  (await staff.getStock({ variant_ids: [id] })).stock.reduce((sum, { on_hand }) => sum + on_hand, 0)

type Receipt = {
  readonly line_items?: readonly { readonly quantity: number }[]
  readonly restock?: { readonly location_id: string }
  readonly amount?: number
  readonly restocking_fee?: number
  readonly return_id?: string
}

const operations = ({ next_actions }: OrderView) => next_actions.map(({ operation }) => operation)

type Wish = {
  readonly id?: string
  readonly quantity?: number
  readonly reason?: string
  /** Days from the shipment. */
  readonly wait?: number
  readonly returnDays?: number
  readonly isUnsent?: boolean
}
type Options = NonNullable<Parameters<typeof aFurnishedShop>[1]> & {
  readonly units?: number
  readonly isUnsent?: boolean
  /** Of the units so many were sent; all unless told. */
  readonly sent?: number
  readonly codes?: string[]
}

/** An order of mugs at 10.00 with delivery for 4.90, sent, with ten of them in stock before. */
async function aSentOrder(database: TestDatabase, { units = 1, sent = units, isUnsent, codes, ...options }: Options) {
  const shop = await aFurnishedShop(database, options)
  const mug = await aProduct(shop.staff, 'mug')
  const checkout = await readyCheckout(shop.guest, { [mug]: units }, codes)
  const payment = pays()
  const paid = await shop.guest.completeCheckout({
    id: checkout.id,
    checkout: { payment },
    expected_total: totalOf(checkout),
  })
  const { id } = paid.order!
  const line = (await shop.guest.getOrder({ id })).line_items[0]!.id
  const event = { type: 'shipped' as const, line_items: [{ id: line, quantity: sent }] }
  if (!isUnsent) await shop.staff.fulfillOrder({ id, event })
  return { shop, id, mug, line }
}

/** The same, with a return of some units asked for. */
async function aReturn(database: TestDatabase, { back = 1, ...options }: Options & { readonly back?: number }) {
  const sent = await aSentOrder(database, options)
  const line_items = [{ id: sent.line, quantity: back, reason: 'unwanted' as const }]
  const { returns } = await sent.shop.guest.requestReturn({ id: sent.id, line_items })
  return { ...sent, returnId: returns![0]!.id }
}
