import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { planted } from '../../test/secrets/kinds.ts'
import type { CallOptions, CheckoutView, InputOf, Shop } from '../src/contract.ts'
import { rowsOf } from './database-rows.ts'
import { onBothDatabases } from './databases.ts'
import { faultyGateway } from './faulty-gateway.ts'
import { cardBooks, expectBooksToBalance } from './money-books.ts'
import { aFurnishedShop, aProduct, pays, readyCheckout, type TestShop, totalOf } from './shop.ts'

const day = 86_400_000
const ann = { kind: 'customer', customerId: 'cus_ann' } as const

const aCard = async (shop: TestShop, amount: number, rest: { ends_at?: string; currency?: string } = {}) =>
  shop.staff.issueGiftCard({ gift_card: { amount, currency: 'EUR', ...rest } })

type Instrument = NonNullable<NonNullable<InputOf<'update_checkout'>['checkout']['payment']>['instruments']>[number]

const byCode = (code: string, rest: Partial<Instrument> = {}): Instrument => ({
  id: idOf(code),
  handler_id: 'gift_card',
  type: 'gift_card',
  credential: { type: 'code', token: code },
  ...rest,
})
/** What a buyer may call a card by: never its code, since that would be kept. */
const idOf = (code: string): string => `card ending in ${code.slice(-4)}`
const credit: Instrument = { id: 'credit', handler_id: 'gift_card', type: 'store_credit' }
const bank = (token = 'success', rest: Partial<Instrument> = {}): Instrument => ({
  ...pays(token).instruments[0]!,
  ...rest,
})

const complete = (shop: Shop, checkout: CheckoutView, ...instruments: Instrument[]) =>
  shop.completeCheckout({
    id: checkout.id,
    ...(instruments.length > 0 && { checkout: { payment: { instruments } } }),
    expected_total: totalOf(checkout),
  })

/** The same checkout with these instruments applied to it. */
const apply = (shop: Shop, { id, buyer, fulfillment }: CheckoutView, ...instruments: Instrument[]) =>
  shop.updateCheckout({
    id,
    checkout: {
      ...(buyer && { buyer }),
      payment: { instruments },
      fulfillment: {
        methods: fulfillment.methods.map(({ selected_destination_id, groups }) => ({
          selected_destination_id,
          groups: groups.map(({ selected_option_id }) => ({ selected_option_id })),
        })),
      },
    },
  })

/** A mug for 10.00 and the delivery for 4.90. */
const aMug = async (shop: TestShop, buyer: Shop = shop.guest) => {
  const mug = await aProduct(shop.staff, 'mug', { stock: 100 })
  return { mug, checkout: await readyCheckout(buyer, { [mug]: 1 }) }
}

onBothDatabases('Gift cards', database => {
  test('a card pays an order and holds the rest; a cancelled order puts it back', async () => {
    const shop = await aFurnishedShop(database)
    const { checkout } = await aMug(shop)
    const { code, balance } = await aCard(shop, 2000)
    expect(balance).toBe(2000)
    const paid = await complete(shop.guest, checkout, byCode(code.toUpperCase()))
    expect(paid.status).toBe('completed')
    expect(await cardBooks(database)).toEqual([{ balance: 510, ledger: 510 }])
    const order = await shop.guest.getOrder({ id: paid.order!.id })
    const display = { code_end: code.slice(-4) }
    expect(order.payments).toEqual([{ handler_id: 'gift_card', type: 'gift_card', amount: 1490, display }])
    const canceled = await shop.guest.cancelOrder({ id: paid.order!.id })
    expect(canceled.adjustments).toMatchObject([{ type: 'cancellation' }, { type: 'refund', status: 'completed' }])
    expect(await cardBooks(database)).toEqual([{ balance: 2000, ledger: 2000 }])
    await expectBooksToBalance(database)
  })

  test('two cards and a bank pay together, each its part; everything goes back to where it came from', async () => {
    const shop = await aFurnishedShop(database)
    const { checkout } = await aMug(shop)
    const [first, second] = [await aCard(shop, 400), await aCard(shop, 500)]
    const paid = await complete(shop.guest, checkout, byCode(first.code), byCode(second.code), bank())
    expect(paid).toMatchObject({
      status: 'completed',
      payment: {
        instruments: [{ amount: 400 }, { amount: 500 }, { handler_id: 'demo', amount: 590 }],
        applied_amount: 900,
        remaining_amount: 590,
      },
    })
    const order = await shop.guest.getOrder({ id: paid.order!.id })
    expect(order.payments?.map(({ amount }) => amount)).toEqual([400, 500, 590])
    await expectBooksToBalance(database)
    const canceled = await shop.guest.cancelOrder({ id: paid.order!.id })
    const refunds = canceled.adjustments.filter(({ type }) => type === 'refund')
    expect(refunds.map(({ status, totals }) => [status, totals?.[0]?.amount])).toEqual([
      ['completed', -400],
      ['completed', -500],
      ['completed', -590],
    ])
    expect((await cardBooks(database)).map(({ balance }) => balance)).toEqual([400, 500])
    await expectBooksToBalance(database)
  })

  test('no more than five cards pay one order', async () => {
    const shop = await aFurnishedShop(database)
    const { checkout } = await aMug(shop)
    const cards = await Promise.all(Array.from({ length: 6 }, () => aCard(shop, 100)))
    const named = cards.map(({ code }, place) => byCode(code, { id: `card ${place}` }))
    await expect(apply(shop.guest, checkout, ...named)).rejects.toMatchObject({ code: 'invalid_input' })
    expect(await apply(shop.guest, checkout, ...named.slice(1))).toMatchObject({ payment: { applied_amount: 500 } })
  })

  test('a checkout shows what cards cover and what remains, keeps no code, and pays just that', async () => {
    const shop = await aFurnishedShop(database)
    const { checkout } = await aMug(shop)
    const { code } = await aCard(shop, 1000)
    const shown = await apply(shop.guest, checkout, byCode(code))
    expect(shown).toMatchObject({
      status: 'ready_for_complete',
      payment: {
        instruments: [{ id: idOf(code), handler_id: 'gift_card', display: { balance: 1000, applied: 1000 } }],
        applied_amount: 1000,
        remaining_amount: 490,
      },
      next_actions: [{ description: expect.stringContaining('for the 490 that the gift cards leave') }, {}],
    })
    const rows = await rowsOf(await database.address(), 'select cards from checkouts')
    expect(JSON.stringify(rows)).not.toContain(`"${code}"`)
    // What is sent back without its code, or not at all, stays; no instruments take it off.
    const { credential: _, ...known } = byCode(code)
    expect(await apply(shop.guest, checkout, known)).toMatchObject({ payment: { applied_amount: 1000 } })
    expect(await apply(shop.guest, checkout)).not.toHaveProperty('payment')
    await apply(shop.guest, checkout, byCode(code))
    expect(await readdressed(shop.guest, checkout)).toMatchObject({ payment: { applied_amount: 1000 } })
    const waiting = await complete(shop.guest, checkout)
    expect(waiting).toMatchObject({ status: 'requires_escalation', payment: { remaining_amount: 490 } })
    const paid = await complete(shop.guest, checkout, bank())
    expect(paid).toMatchObject({ status: 'completed', payment: { instruments: [{ amount: 1000 }, { amount: 490 }] } })
    await expectBooksToBalance(database)
  })

  test('a wrong code, an expired, a disabled and a foreign card say so and cover nothing', async () => {
    const shop = await aFurnishedShop(database)
    const { checkout } = await aMug(shop)
    const old = await aCard(shop, 5000, { ends_at: new Date(shop.now().getTime() - 1).toISOString() })
    const off = await aCard(shop, 5000)
    await shop.staff.changeGiftCard({ id: off.id, disabled: true })
    const dollars = await aCard(shop, 5000, { currency: 'USD' })
    for (const [code, why] of [
      ['gift_none', 'no gift card'],
      [old.code, 'has expired'],
      [off.code, 'is disabled'],
      [dollars.code, 'is in USD'],
    ] as const) {
      const shown = await apply(shop.guest, checkout, byCode(code))
      expect(shown.status).toBe('ready_for_complete')
      expect(shown.messages).toMatchObject([
        { type: 'warning', code: 'gift_card_unusable', content: expect.stringContaining(why) },
      ])
      await apply(shop.guest, checkout)
      const view = await complete(shop.guest, checkout, byCode(code), bank())
      expect(view.status).toBe('ready_for_complete')
      expect(view.messages).toMatchObject([
        { type: 'error', code: 'gift_card_unusable', content: expect.stringContaining(why) },
      ])
    }
    expect((await shop.staff.getStock({ variant_ids: [checkout.line_items[0]!.item.id] })).stock).toMatchObject([
      { on_hand: 100, reserved: 0 },
    ])
    await shop.staff.changeGiftCard({ id: off.id, disabled: false })
    await shop.staff.changeGiftCard({ id: old.id, ends_at: null })
    expect(await complete(shop.guest, checkout, byCode(old.code))).toMatchObject({ status: 'completed' })
    expect(await shop.guest.getGiftCardBalance({ code: off.code })).toEqual({ currency: 'EUR', balance: 5000 })
    await expect(shop.guest.getGiftCardBalance({ code: 'gift_none' })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('a refused, a silent and a given up payment give the cards their money back, once', async () => {
    const shop = await aFurnishedShop(database)
    const { mug, checkout } = await aMug(shop)
    const { code } = await aCard(shop, 1000)
    const refused = await complete(shop.guest, checkout, byCode(code), bank('declined'))
    expect(refused).toMatchObject({ status: 'ready_for_complete', payment: { applied_amount: 1000 } })
    expect(await cardBooks(database)).toEqual([{ balance: 1000, ledger: 1000 }])
    const pending = await complete(shop.guest, checkout, byCode(code), bank('never'))
    expect(pending).toMatchObject({ status: 'complete_in_progress', payment: { remaining_amount: 490 } })
    expect(await cardBooks(database)).toEqual([{ balance: 0, ledger: 0 }])
    shop.wait(16 * 60_000)
    await shop.sweep()
    expect(await cardBooks(database)).toEqual([{ balance: 1000, ledger: 1000 }])
    const waiting = await complete(shop.guest, checkout, byCode(code), bank('needs_confirmation'))
    expect(waiting.status).toBe('requires_escalation')
    const other = await readyCheckout(shop.guest, { [mug]: 1 })
    expect(await complete(shop.guest, other, byCode(code), bank())).toMatchObject({
      messages: [{ code: 'gift_card_unusable', content: expect.stringContaining('holds 0.00 EUR') }],
    })
    await shop.guest.cancelCheckout({ id: checkout.id })
    expect(await cardBooks(database)).toEqual([{ balance: 1000, ledger: 1000 }])
    // The person was quicker than the sweeper: the bank's money goes back, and the card's is back already.
    await shop.demoBank!.decide(checkout.id, 'approve')
    expect(await cardBooks(database)).toEqual([{ balance: 1000, ledger: 1000 }])
    await expectBooksToBalance(database)
  })

  test('money that comes late, and comes twice, never takes from the cards again', async () => {
    const shop = await aFurnishedShop(database)
    const { checkout } = await aMug(shop)
    const { code } = await aCard(shop, 1000)
    const pending = await complete(shop.guest, checkout, byCode(code), bank('late'))
    expect(pending.status).toBe('complete_in_progress')
    shop.wait(6000)
    const payments = await rowsOf(await database.address(), `select id from payments where handler_id = 'demo'`)
    await Promise.all([1, 2, 3].map(() => shop.settle(String(payments[0]?.id)).catch(onlyConflicts)))
    expect(await shop.guest.getCheckout({ id: checkout.id })).toMatchObject({ status: 'completed' })
    await shop.sweep()
    expect(await cardBooks(database)).toEqual([{ balance: 0, ledger: 0 }])
    await expectBooksToBalance(database)
  })

  test('a bank that takes another amount than it was asked for gets it back, and so do the cards', async () => {
    const gateways = faultyGateway(bank => ({
      pay: async request => bank.pay({ ...request, amount: { ...request.amount, amount: request.amount.amount + 1 } }),
    }))
    const shop = await aFurnishedShop(database, { gateways })
    const { checkout } = await aMug(shop)
    const { code } = await aCard(shop, 1000)
    const view = await complete(shop.guest, checkout, byCode(code), bank())
    expect(view).toMatchObject({ status: 'ready_for_complete', messages: [{ code: 'payment_failed' }] })
    expect(await cardBooks(database)).toEqual([{ balance: 1000, ledger: 1000 }])
    await expectBooksToBalance(database)
  })

  test('what was agreed of each instrument is what is charged, or nothing', async () => {
    const shop = await aFurnishedShop(database)
    const { mug, checkout } = await aMug(shop)
    const { code } = await aCard(shop, 1000)
    const says = async (content: string, ...instruments: Instrument[]) => {
      const view = await complete(shop.guest, checkout, ...instruments)
      expect(view.messages.map(message => message.content)).toMatchObject([expect.stringContaining(content)])
      expect(await cardBooks(database)).toEqual([{ balance: 1000, ledger: 1000 }])
    }
    await says('holds 10.00 EUR, not the 12.00 EUR', byCode(code, { amount: 1200 }), bank())
    await says('4.90 EUR remain to be paid, not 5.00 EUR', byCode(code), bank('success', { amount: 500 }))
    // A card that was shown with more than it holds by now.
    await apply(shop.guest, checkout, byCode(code))
    const other = await readyCheckout(shop.guest, { [mug]: 1 })
    const quicker = await complete(shop.guest, other, byCode(code, { amount: 300 }), bank())
    expect(quicker).toMatchObject({
      status: 'completed',
      payment: { instruments: [{ amount: 300 }, { amount: 1190 }] },
    })
    const changed = await complete(shop.guest, checkout, bank())
    expect(changed).toMatchObject({
      status: 'ready_for_complete',
      payment: { applied_amount: 700, remaining_amount: 790 },
      messages: [{ content: expect.stringContaining('holds 7.00 EUR now') }],
    })
    expect(await complete(shop.guest, checkout, bank())).toMatchObject({ status: 'completed' })
    await expectBooksToBalance(database)
  })

  test('money that comes back to a card that has ended can be spent for a month', async () => {
    const shop = await aFurnishedShop(database)
    const { mug, checkout } = await aMug(shop)
    const { code } = await aCard(shop, 1490, { ends_at: new Date(shop.now().getTime() + day).toISOString() })
    const { order } = await complete(shop.guest, checkout, byCode(code))
    shop.wait(2 * day)
    await shop.guest.cancelOrder({ id: order!.id })
    shop.wait(29 * day)
    const again = await readyCheckout(shop.guest, { [mug]: 1 })
    expect(await complete(shop.guest, again, byCode(code))).toMatchObject({ status: 'completed' })
  })

  test('a card for three orders pays three of two hundred that come at once, and is never overdrawn', async () => {
    const shop = await aFurnishedShop(database)
    const { mug } = await aMug(shop)
    const { code } = await aCard(shop, 5000)
    const everyone = await Promise.all(Array.from({ length: 200 }, () => readyCheckout(shop.guest, { [mug]: 1 })))
    const whole = (checkout: CheckoutView) => complete(shop.guest, checkout, byCode(code, { amount: 1490 }))
    const views = await Promise.all(everyone.map(whole))
    expect(views.filter(({ status }) => status === 'completed')).toHaveLength(3)
    expect(views.filter(({ status }) => status === 'ready_for_complete')).toHaveLength(197)
    expect(await cardBooks(database)).toEqual([{ balance: 530, ledger: 530 }])
    expect((await shop.staff.getStock({ variant_ids: [mug] })).stock).toMatchObject([{ on_hand: 97, reserved: 0 }])
    await expectBooksToBalance(database)
  })

  test('its ledger is read by the staff, page by page', async () => {
    const shop = await aFurnishedShop(database)
    const { checkout } = await aMug(shop)
    const card = await aCard(shop, 1000)
    await complete(shop.guest, checkout, byCode(card.code), bank('declined'))
    const first = await shop.staff.getGiftCard({ id: card.id, pagination: { limit: 2 } })
    expect(first).toMatchObject({
      kind: 'gift_card',
      balance: 1000,
      entries: [
        { reason: 'issued', amount: 1000 },
        { reason: 'spent', amount: -1000, payment_id: expect.any(String) },
      ],
    })
    const { cursor } = first.pagination
    const second = await shop.staff.getGiftCard({ id: card.id, pagination: { cursor: cursor! } })
    expect(second).toMatchObject({
      entries: [{ reason: 'released', amount: 1000 }],
      pagination: { has_next_page: false },
    })
    await expect(shop.guest.getGiftCard({ id: card.id })).rejects.toMatchObject({ code: 'forbidden' })
    const { gift_cards } = await shop.staff.listGiftCards({})
    expect(gift_cards).toMatchObject([{ id: card.id, code_end: card.code.slice(-4), balance: 1000 }])
    expect(JSON.stringify(gift_cards)).not.toContain(card.code)
  })

  test('an issue that is repeated with its key tells the same code, which the shop itself keeps nowhere', async () => {
    const shop = await aFurnishedShop(database)
    const idempotencyKey = planted(randomUUID())
    const issue = (amount = 500, options: CallOptions = { idempotencyKey }) =>
      shop.staff.issueGiftCard({ gift_card: { amount, currency: 'EUR' } }, options)
    const [first, ...others] = await Promise.all(Array.from({ length: 5 }, () => issue()))
    for (const other of [...others, await issue()]) expect(other).toEqual(first)
    expect(await cardBooks(database)).toEqual([{ balance: 500, ledger: 500 }])
    await expect(issue(600)).rejects.toMatchObject({ code: 'idempotency_conflict' })
    // Whoever guesses keys must not find it either.
    await expect(issue(500, { idempotencyKey: 'gift-1' })).rejects.toMatchObject({ code: 'invalid_input' })
  })
})

onBothDatabases('Store credit', database => {
  test('pays for its owner alone, what ends first before the rest, and goes back to where it came from', async () => {
    const shop = await aFurnishedShop(database)
    const owner = shop.as(ann)
    const { mug, checkout } = await aMug(shop, owner)
    const issue = (amount: number, rest = {}) =>
      shop.staff.issueStoreCredit({
        store_credit: { customer_id: ann.customerId, amount, currency: 'EUR', ...rest },
      })
    const lasting = await issue(800)
    const ending = await issue(500, { ends_at: new Date(shop.now().getTime() + day).toISOString() })
    expect(await owner.getStoreCredit({})).toEqual({ store_credit: [{ currency: 'EUR', balance: 1300 }] })
    await expect(shop.guest.getStoreCredit({})).rejects.toMatchObject({ code: 'unauthorized' })
    const foreign = await readyCheckout(shop.guest, { [mug]: 1 })
    const agent = shop.as({
      kind: 'agent',
      customerId: ann.customerId,
      agentId: 'agt_1',
      scopes: ['orders:read', 'cart:write', 'checkout:write'],
    })
    for (const [buyer, theirs] of [
      [shop.guest, foreign],
      [agent, checkout],
    ] as const) {
      expect(await complete(buyer, theirs, credit, bank())).toMatchObject({
        status: 'ready_for_complete',
        messages: [{ code: 'gift_card_unusable', content: expect.stringContaining('by its owner') }],
      })
    }
    expect(await apply(owner, checkout, credit)).toMatchObject({
      payment: { instruments: [{ type: 'store_credit', display: { balance: 1300 } }], remaining_amount: 190 },
    })
    expect(await complete(agent, checkout, bank())).toMatchObject({ messages: [{ code: 'gift_card_unusable' }] })
    const paid = await complete(owner, checkout, bank())
    const { payments } = await owner.getOrder({ id: paid.order!.id })
    expect(payments?.map(({ type, amount }) => [type, amount])).toEqual([
      ['store_credit', 500],
      ['store_credit', 800],
      ['demo', 190],
    ])
    await owner.cancelOrder({ id: paid.order!.id })
    for (const [{ id }, balance] of [
      [lasting, 800],
      [ending, 500],
    ] as const) {
      expect(await shop.staff.getGiftCard({ id })).toMatchObject({ balance })
    }
    await expectBooksToBalance(database)
  })
})

/** A change that says nothing of the payment. */
const readdressed = (shop: Shop, { id, buyer, fulfillment }: CheckoutView) =>
  shop.updateCheckout({
    id,
    checkout: {
      ...(buyer && { buyer }),
      fulfillment: {
        methods: fulfillment.methods.map(({ selected_destination_id, groups }) => ({
          selected_destination_id,
          groups: groups.map(({ selected_option_id }) => ({ selected_option_id })),
        })),
      },
    },
  })

function onlyConflicts(error: unknown): void {
  if ((error as { code?: string }).code !== 'version_conflict') throw error
}
