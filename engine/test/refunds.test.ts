import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { OrderView } from '../src/contract.ts'
import { randomId } from '../src/shared/ids.ts'
import { dumpOf, rowsOf } from './database-rows.ts'
import { onBothDatabases, type TestDatabase } from './databases.ts'
import { faultyGateway } from './faulty-gateway.ts'
import { expectHealthy } from './healthy.ts'
import { cardBooks } from './money-books.ts'
import { aFurnishedShop, aProduct, pays, readyCheckout, type TestShop, totalOf } from './shop.ts'

const key = () => ({ idempotencyKey: randomUUID() })
const refundsOf = ({ adjustments }: OrderView) =>
  adjustments
    .filter(({ type }) => type === 'refund')
    .map(({ status, totals }) => [status, -(totals?.[0]?.amount ?? Number.NaN)])
const stockOf = async (shop: TestShop, id: string) => (await shop.staff.getStock({ variant_ids: [id] })).stock

onBothDatabases('Refunds', database => {
  test('send back what was paid for some units, and then for the rest, to the cent', async () => {
    const { shop, id, mug, lines } = await anOrder(database, { price: 999, units: 3, codes: ['TEN'] })
    const [line] = lines
    const paid = line!.totals.find(({ type }) => type === 'total')!.amount
    expect(paid).toBe(2697)
    const one = await shop.staff.refundOrder(
      { id, line_items: [{ id: line!.id, quantity: 1 }], reason: 'Chipped', restock: {} },
      key(),
    )
    expect(one.adjustments).toMatchObject([
      {
        type: 'refund',
        status: 'completed',
        description: 'Chipped',
        line_items: [{ id: line!.id, quantity: -1 }],
        totals: [{ type: 'total', amount: -899 }],
      },
    ])
    expect(one.line_items).toMatchObject([{ quantity: { original: 3, total: 2 }, status: 'processing' }])
    expect(one.totals).toEqual((await shop.guest.getOrder({ id })).totals)
    expect(await stockOf(shop, mug)).toMatchObject([{ on_hand: 8 }])
    const rest = await shop.staff.refundOrder({ id }, key())
    expect(refundsOf(rest)).toEqual([
      ['completed', 899],
      ['completed', 2697 - 899 + 490],
    ])
    expect(rest.line_items).toMatchObject([{ status: 'removed', quantity: { total: 0 } }])
    expect(await stockOf(shop, mug)).toMatchObject([{ on_hand: 8 }])
    await expectHealthy(database)
  })

  test.each([
    ['a line that went back', { quantity: 3 }, 'limit_exceeded', /Only 2 of line .* not 3; 1 went back before/],
    ['more than is left', { amount: 4000 }, 'limit_exceeded', /Only 24\.90 EUR .* not 40\.00 EUR/],
    ['a line of another order', { line: 'li_none' }, 'not_found', /no line li_none/],
    ['to a shelf that is nowhere', { location_id: 'loc_none' }, 'not_found', /no location/],
    ['lines and an amount', { quantity: 1, amount: 5 }, 'invalid_input', /lines and delivery, or an amount/],
  ] as const)('refuse %s, and nothing changes', async (_, wish, code, message) => {
    const { shop, id, lines } = await anOrder(database, { units: 3 })
    await shop.staff.refundOrder({ id, line_items: [{ id: lines[0]!.id, quantity: 1 }] }, key())
    const before = await booksOf(database)
    const { quantity, amount, line = lines[0]!.id, location_id }: Wish = wish
    const named = amount === undefined || quantity !== undefined
    const input = {
      id,
      ...(named && { line_items: [{ id: line, quantity: quantity ?? 1 }] }),
      ...(amount !== undefined && { amount }),
      ...(location_id && { restock: { location_id } }),
    }
    await expect(shop.staff.refundOrder(input, key())).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    })
    expect(await booksOf(database)).toEqual(before)
  })

  test('are refused for a cancelled order, for shoppers, and without a key', async () => {
    const { shop, id } = await anOrder(database)
    await expect(shop.guest.refundOrder({ id }, key())).rejects.toMatchObject({ code: 'forbidden' })
    await expect(shop.staff.refundOrder({ id })).rejects.toMatchObject({ code: 'idempotency_key_required' })
    await shop.guest.cancelOrder({ id })
    const before = await booksOf(database)
    await expect(shop.staff.refundOrder({ id }, key())).rejects.toMatchObject({ code: 'invalid_state' })
    expect(await booksOf(database)).toEqual(before)
  })

  test('are done once for a key, with one answer; the key says nothing else', async () => {
    const { shop, id } = await anOrder(database)
    const same = key()
    const wish = { id, amount: 300 }
    const answers = await Promise.all(Array.from({ length: 50 }, () => shop.staff.refundOrder(wish, same)))
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(await shop.staff.refundOrder(wish, same)).toEqual(answers[0])
    await expect(shop.staff.refundOrder({ id, amount: 301 }, same)).rejects.toMatchObject({
      code: 'idempotency_conflict',
    })
    expect(refundsOf(await shop.guest.getOrder({ id }))).toEqual([['completed', 300]])
    await expectHealthy(database)
  })

  test('fifty at once send back no more than was paid, each with a key of its own at the provider', async () => {
    const keys: string[] = []
    const gateways = faultyGateway(bank => ({
      refund: async request => {
        keys.push(request.idempotencyKey)
        return bank.refund(request)
      },
    }))
    const { shop, id } = await anOrder(database, { gateways, newId: randomId })
    const asked = Array.from({ length: 50 }, () => shop.staff.refundOrder({ id, amount: 400 }, key()))
    const outcomes = await Promise.allSettled(asked)
    const refused = outcomes.flatMap(outcome => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
    expect(new Set(refused)).toEqual(new Set(['limit_exceeded']))
    expect(refused).toHaveLength(50 - 3)
    expect(new Set(keys).size).toBe(3)
    expect(refundsOf(await shop.guest.getOrder({ id }))).toHaveLength(3)
    await expectHealthy(database)
  })

  test('that a provider refuses are shown as failed, and the same lines may be tried again', async () => {
    let refuses = true
    const gateways = faultyGateway(bank => ({
      refund: async request => (refuses ? { status: 'failed', text: 'Not today.' } : bank.refund(request)),
    }))
    const { shop, id, mug, lines } = await anOrder(database, { gateways, units: 2 })
    const wish = { id, line_items: [{ id: lines[0]!.id, quantity: 1 }], restock: {} }
    expect(refundsOf(await shop.staff.refundOrder(wish, key()))).toEqual([['failed', 1000]])
    refuses = false
    shop.wait(24 * 3_600_000)
    await shop.sweep()
    const again = await shop.staff.refundOrder(wish, key())
    expect(refundsOf(again)).toEqual([
      ['failed', 1000],
      ['completed', 1000],
    ])
    expect(again.line_items).toMatchObject([{ quantity: { original: 2, total: 1 } }])
    expect(await stockOf(shop, mug)).toMatchObject([{ on_hand: 9 }])
    await expectHealthy(database)
  })

  test('whose answer was lost are finished by the sweeper, once, and the call is answered', async () => {
    const keys: string[] = []
    const gateways = faultyGateway(bank => ({
      refund: async request => {
        keys.push(request.idempotencyKey)
        const outcome = await bank.refund(request)
        if (keys.length === 1) throw new Error('The answer was lost.')
        return outcome
      },
    }))
    const { shop, id } = await anOrder(database, { gateways })
    const pending = await shop.staff.refundOrder({ id, delivery: true }, key())
    expect(refundsOf(pending)).toEqual([['pending', 490]])
    await expect(shop.staff.refundOrder({ id, delivery: true }, key())).rejects.toMatchObject({ code: 'invalid_state' })
    shop.wait(60_000)
    await shop.sweep()
    expect(refundsOf(await shop.guest.getOrder({ id }))).toEqual([['completed', 490]])
    expect(new Set(keys).size).toBe(1)
    await expectHealthy(database)
  })

  test('go to the provider first, and then to the gift card that had paid what it could', async () => {
    const { shop, id, lines } = await anOrder(database, { units: 2, card: 2000 })
    const one = await shop.staff.refundOrder({ id, line_items: [{ id: lines[0]!.id, quantity: 1 }] }, key())
    expect(refundsOf(one)).toEqual([
      ['completed', 490],
      ['completed', 510],
    ])
    expect(await cardBooks(database)).toEqual([{ balance: 510, ledger: 510 }])
    await shop.staff.refundOrder({ id }, key())
    expect(await cardBooks(database)).toEqual([{ balance: 2000, ledger: 2000 }])
    await expectHealthy(database)
  })

  test('of an order that a gift card paid alone are there at once', async () => {
    const { shop, id } = await anOrder(database, { card: 5000 })
    expect(refundsOf(await shop.staff.refundOrder({ id, amount: 100 }, key()))).toEqual([['completed', 100]])
    expect(await cardBooks(database)).toEqual([{ balance: 3610, ledger: 3610 }])
    await expectHealthy(database)
  })

  test('put units on the shelf that is named, and on none where nobody says so', async () => {
    const { shop, id, mug, lines } = await anOrder(database, { units: 2 })
    const { id: town } = await shop.staff.saveLocation({ location: { title: 'Shop in town' } })
    const line_items = [{ id: lines[0]!.id, quantity: 1 }]
    await shop.staff.refundOrder({ id, line_items }, key())
    expect(await stockOf(shop, mug)).toMatchObject([{ on_hand: 8 }])
    await shop.staff.refundOrder({ id, line_items, restock: { location_id: town } }, key())
    const rows = await rowsOf(await database.address(), 'select location_id, on_hand from stock order by on_hand')
    expect(rows.map(row => [row.location_id, Number(row.on_hand)])).toEqual([
      [town, 1],
      ['loc_main', 8],
    ])
    await expectHealthy(database)
  })

  test('take what was not sent off the parcels that are still to be packed', async () => {
    const { shop, id, lines } = await anOrder(database, { units: 3 })
    const line_items = [{ id: lines[0]!.id, quantity: 1 }]
    await shop.staff.fulfillOrder({ id, event: { type: 'shipped', line_items } })
    await shop.staff.refundOrder({ id, line_items }, key())
    const packed = await shop.staff.fulfillOrder({ id, event: { type: 'shipped' } })
    expect(packed.fulfillment.events.at(-1)!.line_items).toEqual([{ id: lines[0]!.id, quantity: 1 }])
    await expect(shop.staff.fulfillOrder({ id, event: { type: 'shipped' } })).rejects.toMatchObject({
      code: 'invalid_state',
    })
  })
})

onBothDatabases('A cancellation after refunds', database => {
  test('sends back the rest, once, and puts back what is still ordered', async () => {
    const { shop, id, mug, lines } = await anOrder(database, { units: 3, card: 2000 })
    await shop.staff.refundOrder({ id, line_items: [{ id: lines[0]!.id, quantity: 1 }], restock: {} }, key())
    await shop.staff.refundOrder({ id, line_items: [{ id: lines[0]!.id, quantity: 1 }] }, key())
    const canceled = await shop.guest.cancelOrder({ id })
    expect(canceled.adjustments.find(({ type }) => type === 'cancellation')).toMatchObject({
      line_items: [{ quantity: -1 }],
    })
    expect(refundsOf(canceled).reduce((sum, [, amount]) => sum + Number(amount), 0)).toBe(3490)
    expect(await stockOf(shop, mug)).toMatchObject([{ on_hand: 9, reserved: 0 }])
    expect(await cardBooks(database)).toEqual([{ balance: 2000, ledger: 2000 }])
    expect(await shop.guest.cancelOrder({ id })).toEqual(canceled)
    await expectHealthy(database)
  })

  test('that race it sends back what they leave: everything, and nothing twice', async () => {
    const { shop, id, mug } = await anOrder(database, { units: 3, codes: ['TEN'], newId: randomId })
    const refunds = Array.from({ length: 10 }, () => shop.staff.refundOrder({ id, amount: 100 }, key()))
    const cancellations = Array.from({ length: 10 }, () => shop.guest.cancelOrder({ id }))
    const outcomes = await Promise.allSettled([...refunds, ...cancellations])
    const reasons = outcomes.flatMap(outcome => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
    for (const reason of reasons) expect(['invalid_state', 'version_conflict']).toContain(reason)
    await shop.guest.cancelOrder({ id })
    const [payment] = await rowsOf(await database.address(), 'select amount, refunded from payments')
    expect(Number(payment!.refunded)).toBe(Number(payment!.amount))
    expect(await stockOf(shop, mug)).toMatchObject([{ on_hand: 10, reserved: 0 }])
    const [promotion] = await rowsOf(await database.address(), `select used from promotions where code = 'TEN'`)
    expect(Number(promotion!.used)).toBe(0)
    await expectHealthy(database)
  })

  test('finishes a refund that was under way, and tries again what the provider then refuses', async () => {
    let word: 'silent' | 'refuses' | 'pays' = 'silent'
    const gateways = faultyGateway(bank => ({
      refund: async request => {
        if (word === 'silent') throw new Error('No answer.')
        return word === 'refuses' ? { status: 'failed', text: 'Not today.' } : bank.refund(request)
      },
    }))
    const { shop, id } = await anOrder(database, { gateways })
    await shop.staff.refundOrder({ id, amount: 400 }, key())
    await shop.guest.cancelOrder({ id })
    word = 'refuses'
    shop.wait(60_000)
    await shop.sweep()
    word = 'pays'
    shop.wait(2 * 3_600_000)
    await shop.sweep()
    const refunds = refundsOf(await shop.guest.getOrder({ id }))
    const completed = refunds.filter(([status]) => status === 'completed')
    expect(completed.reduce((sum, [, amount]) => sum + Number(amount), 0)).toBe(1490)
    expect(refunds.filter(([status]) => status === 'pending')).toEqual([])
    await expectHealthy(database)
  })
})

/** Every table but those that are counted in the background, whenever an event is delivered. */
async function booksOf(database: TestDatabase) {
  const { product_sales: _, counted_orders: __, product_habits: ___, ...rest } = await dumpOf(await database.address())
  const { bought_pairs: ____, customer_purchases: _____, customer_returns: ______, ...others } = rest
  const { customer_orders: _______, ...books } = others
  return books
}

type Wish = {
  readonly quantity?: number
  readonly amount?: number
  readonly line?: string
  readonly location_id?: string
}
type Wishes = NonNullable<Parameters<typeof aFurnishedShop>[1]> & {
  readonly price?: number
  readonly units?: number
  readonly codes?: string[]
  /** What is on the gift card that pays first. */
  readonly card?: number
}

/** An order of mugs at 10.00 with delivery for 4.90, ten of them in stock. */
async function anOrder(database: TestDatabase, { price = 1000, units = 1, codes = [], card, ...options }: Wishes = {}) {
  const shop = await aFurnishedShop(database, options)
  const mug = await aProduct(shop.staff, 'mug', { price })
  const checkout = await readyCheckout(shop.guest, { [mug]: units }, codes)
  const cards = card === undefined ? [] : [await aCard(shop, card)]
  const paid = await shop.guest.completeCheckout({
    id: checkout.id,
    checkout: { payment: { instruments: [...cards, ...pays().instruments] } },
    expected_total: totalOf(checkout),
  })
  const { id } = paid.order!
  return { shop, id, mug, lines: (await shop.guest.getOrder({ id })).line_items }
}

async function aCard({ staff }: TestShop, amount: number) {
  const { code } = await staff.issueGiftCard({ gift_card: { amount, currency: 'EUR' } })
  return { id: 'card', handler_id: 'gift_card', type: 'gift_card', credential: { type: 'code', token: code } }
}
