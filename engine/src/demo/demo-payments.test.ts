import { describe, expect, test } from 'vitest'
import { onBothDatabases, onSqlite } from '../../test/databases.ts'
import {
  berlin,
  bought,
  cafe,
  checkoutOf,
  chosen,
  type DemoShop,
  type Reader,
  readers,
  theDemo,
} from '../../test/demo-shop.ts'
import { pays, totalOf } from '../../test/shop.ts'

const card = (token: string) => ({
  id: 'card',
  handler_id: 'gift_card',
  type: 'gift_card',
  credential: { type: 'code', token },
})
const credit = { id: 'credit', handler_id: 'gift_card', type: 'store_credit' }

const bottles = { en: 'Oil Bottle with Pourer', de: 'Ölflasche mit Ausgießer' }

async function expectPaidByCard(shop: DemoShop, context: Reader): Promise<void> {
  const { guest } = shop
  const code = shop.giftCards[context.currency]!
  const worth = { EUR: 5000, USD: 5500 }[context.currency]
  const ready = await chosen(guest, await checkoutOf(guest, { 'KSL-OIL': 3 }, berlin, { context }))
  const { status, order } = await bought(guest, ready, [card(code), ...pays().instruments])
  expect(status).toBe('completed')
  const { payments, line_items } = await guest.getOrder({ id: order!.id })
  expect(line_items[0]?.item.title).toBe(bottles[context.language])
  expect(payments).toMatchObject([
    { handler_id: 'gift_card', type: 'gift_card', amount: worth },
    { handler_id: 'demo', amount: totalOf(ready) - worth },
  ])
  expect(await guest.getGiftCardBalance({ code })).toMatchObject({ balance: 0, currency: context.currency })
}

onBothDatabases('Paying in the demo shop', database => {
  test('takes a gift card for what it holds and the demo bank for the rest', async () => {
    await expectPaidByCard(await theDemo(database), { language: 'de', currency: 'EUR' })
  })
})

describe.each(readers)('Paying in the demo shop ($language, $currency)', context => {
  const database = onSqlite()
  const { currency } = context

  test('takes a gift card for what it holds and the demo bank for the rest', async () => {
    await expectPaidByCard(await theDemo(database), context)
  })

  test('takes a gift card alone where it holds enough, and gives back what an order that is canceled took', async () => {
    const { guest, giftCards } = await theDemo(database)
    const code = giftCards[currency]!
    const worth = { EUR: 5000, USD: 5500 }[currency]
    const ready = await chosen(guest, await checkoutOf(guest, { 'PTR-CMP-CHA': 1 }, berlin, { context }))
    const { order } = await bought(guest, ready, [card(code)])
    expect((await guest.getGiftCardBalance({ code })).balance).toBe(worth - totalOf(ready))
    await guest.cancelOrder({ id: order!.id })
    expect((await guest.getGiftCardBalance({ code })).balance).toBe(worth)
  })

  test('takes no gift card of the other currency', async () => {
    const { guest, giftCards } = await theDemo(database)
    const ready = await chosen(guest, await checkoutOf(guest, { 'PTR-CMP-CHA': 1 }, berlin, { context }))
    const refused = await bought(guest, ready, [card(giftCards[currency === 'EUR' ? 'USD' : 'EUR']!)])
    expect(refused.status).not.toBe('completed')
    expect(refused.messages).toMatchObject([{ code: expect.stringContaining('gift_card') }])
  })

  test('takes store credit of who is signed in, and the demo bank for the rest', async () => {
    const shop = await theDemo(database)
    const buyer = shop.as(cafe)
    const worth = { EUR: 2500, USD: 2800 }[currency]
    expect((await buyer.getStoreCredit({})).store_credit).toContainEqual({ currency, balance: worth })
    const ready = await chosen(buyer, await checkoutOf(buyer, { 'PTR-CMP-CHA': 3 }, berlin, { context }))
    const { order } = await bought(buyer, ready, [credit, ...pays().instruments])
    const { payments } = await buyer.getOrder({ id: order!.id })
    expect(payments).toMatchObject([
      { handler_id: 'gift_card', type: 'store_credit', amount: worth },
      { handler_id: 'demo', amount: totalOf(ready) - worth },
    ])
    expect((await buyer.getStoreCredit({})).store_credit.map(({ currency }) => currency)).not.toContain(currency)
  })
})
