import { expect, test } from 'vitest'
import { type Gateways, giftCardGateway } from '../src/index.ts'
import { issueGiftCard } from '../src/payments/index.ts'
import { money } from '../src/shared/money.ts'
import type { Storage } from '../src/storage/port.ts'
import { rowsOf } from './database-rows.ts'
import { onBothDatabases, type TestDatabase } from './databases.ts'
import { aFurnishedShop, aProduct, readyCheckout, type TestShop, totalOf } from './shop.ts'

const gateways = (storage: Storage): Gateways => [giftCardGateway(storage)]

const aCard = async (shop: TestShop, amount: number, rest: { ends_at?: string } = {}) =>
  shop.staff.issueGiftCard({ gift_card: { amount, currency: 'EUR', ...rest } })

const paysWith = (code: string) => ({
  instruments: [{ id: 'card', handler_id: 'gift_card', type: 'gift_card', credential: { type: 'code', token: code } }],
})

/** A mug for 10.00 and the delivery for 4.90. */
async function buysWith(shop: TestShop, mug: string, code: string) {
  const checkout = await readyCheckout(shop.guest, { [mug]: 1 })
  return shop.guest.completeCheckout({
    id: checkout.id,
    checkout: { payment: paysWith(code) },
    expected_total: totalOf(checkout),
  })
}

/** What is on every card, and what its ledger says. */
async function books(database: TestDatabase) {
  const address = await database.address()
  const cards = await rowsOf(address, 'select id, balance from gift_cards order by id')
  const entries = await rowsOf(address, 'select gift_card_id, amount from gift_card_entries')
  return cards.map(({ id, balance }) => {
    const own = entries.filter(entry => entry.gift_card_id === id)
    return { balance: Number(balance), ledger: own.reduce((sum, entry) => sum + Number(entry.amount), 0) }
  })
}

onBothDatabases('Gift cards', database => {
  test('a card pays an order and holds the rest; a cancelled order puts it back', async () => {
    const shop = await aFurnishedShop(database, { gateways })
    const mug = await aProduct(shop.staff, 'mug')
    const { code, balance } = await aCard(shop, 2000)
    expect(balance).toBe(2000)
    const paid = await buysWith(shop, mug, code)
    expect(paid.status).toBe('completed')
    expect(await books(database)).toEqual([{ balance: 510, ledger: 510 }])
    await shop.guest.cancelOrder({ id: paid.order!.id })
    expect(await books(database)).toEqual([{ balance: 2000, ledger: 2000 }])
  })

  test('a card that holds too little, has expired or does not exist pays nothing and says why', async () => {
    const shop = await aFurnishedShop(database, { gateways })
    const mug = await aProduct(shop.staff, 'mug')
    const poor = await aCard(shop, 1489)
    const old = await aCard(shop, 5000, { ends_at: new Date(shop.now().getTime() - 1).toISOString() })
    for (const [code, why] of [
      [poor.code, '14.89 EUR'],
      [old.code, 'expired'],
      ['gift_none', 'no gift card'],
    ] as const) {
      const view = await buysWith(shop, mug, code)
      expect(view.status).toBe('ready_for_complete')
      expect(view.messages).toMatchObject([{ code: 'payment_failed', content: expect.stringContaining(why) }])
    }
    expect((await books(database)).map(({ balance }) => balance).sort()).toEqual([1489, 5000])
    expect((await shop.staff.getStock({ variant_ids: [mug] })).stock).toMatchObject([{ on_hand: 10, reserved: 0 }])
  })

  test('a card for three orders pays three of forty that come at once, and is never overdrawn', async () => {
    const shop = await aFurnishedShop(database, { gateways })
    const mug = await aProduct(shop.staff, 'mug', { stock: 100 })
    const { code } = await aCard(shop, 5000)
    const views = await Promise.all(Array.from({ length: 40 }, () => buysWith(shop, mug, code)))
    expect(views.filter(({ status }) => status === 'completed')).toHaveLength(3)
    expect(views.filter(({ status }) => status === 'ready_for_complete')).toHaveLength(37)
    expect(await books(database)).toEqual([{ balance: 530, ledger: 530 }])
    expect((await shop.staff.getStock({ variant_ids: [mug] })).stock).toMatchObject([{ on_hand: 97, reserved: 0 }])
  })

  test('the same call a hundred times takes and gives back once; what was given up is never taken', async () => {
    const storage = await database.open()
    const { code } = await storage.write(tx => issueGiftCard(tx, { gift_card: { amount: 5000, currency: 'EUR' } }))
    const card = giftCardGateway(storage)
    const signal = new AbortController().signal
    const { instruments } = paysWith(code)
    const pay = (paymentId: string) =>
      card.pay({
        paymentId,
        idempotencyKey: paymentId,
        amount: money(1000, 'EUR'),
        instrument: instruments[0]!,
        description: 'Order',
        returnUrl: '',
        signal,
      })
    const hundred = <T>(work: () => Promise<T>) => Promise.all(Array.from({ length: 100 }, work))
    const paid = await hundred(() => pay('pay_a'))
    expect(new Set(paid.map(outcome => outcome.status))).toEqual(new Set(['captured']))
    expect(await books(database)).toEqual([{ balance: 4000, ledger: 4000 }])
    const refund = { paymentId: 'pay_a', providerId: 'gift_pay_a', amount: money(600, 'EUR'), signal }
    const back = await hundred(() => card.refund({ ...refund, idempotencyKey: 'refund_1' }))
    expect(new Set(back.map(outcome => outcome.status))).toEqual(new Set(['succeeded']))
    expect(await card.refund({ ...refund, idempotencyKey: 'refund_2' })).toMatchObject({ status: 'failed' })
    expect(await books(database)).toEqual([{ balance: 4600, ledger: 4600 }])
    expect(await card.find({ paymentId: 'pay_b', signal })).toBeUndefined()
    await card.cancel({ paymentId: 'pay_b', signal })
    expect(await pay('pay_b')).toMatchObject({ status: 'failed', code: 'canceled' })
    expect(await books(database)).toEqual([{ balance: 4600, ledger: 4600 }])
  })
})
