import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { planted } from '../../test/secrets/kinds.ts'
import { onBothDatabases } from './databases.ts'
import { faultyGateway } from './faulty-gateway.ts'
import { aFurnishedShop, aProduct, pays, readyCheckout, totalOf } from './shop.ts'

onBothDatabases('A secret', database => {
  test('that is a card number in a buyer’s name, address or words is refused, and kept nowhere', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const card = '4242 4242 4242 4242'
    const buying = { line_items: [{ item: { id: mug }, quantity: 1 }] }
    const address = { address_country: 'DE', street_address: `Lindenstr. 1, card ${card}` }
    for (const refused of [
      shop.guest.createCheckout({ checkout: { ...buying, buyer: { first_name: card } } }),
      shop.guest.createCheckout({
        checkout: { ...buying, fulfillment: { methods: [{ type: 'shipping', destinations: [address] }] } },
      }),
      shop.guest.cancelOrder({ id: 'ord_none', reason: `Take it from ${card}` }),
    ])
      await expect(refused).rejects.toMatchObject({
        code: 'invalid_input',
        message: expect.stringContaining('card number'),
      })
  })

  test('that an instrument tells outside of its credential is refused, and kept nowhere', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const { code } = await shop.staff.issueGiftCard({ gift_card: { amount: 300, currency: 'EUR' } })
    const { id } = await readyCheckout(shop.guest, { [mug]: 1 })
    const giftCard = {
      id: 'card',
      handler_id: 'gift_card',
      type: 'gift_card',
      credential: { type: 'code', token: code },
    }
    for (const told of [{ id: code }, { id: `card ${code}` }, { display: { name: `My card ${code}` } }]) {
      const payment = { instruments: [{ ...giftCard, ...told }] }
      await expect(shop.guest.completeCheckout({ id, checkout: { payment } })).rejects.toMatchObject({
        code: 'invalid_input',
        message: expect.stringContaining('nowhere but in its credential'),
      })
    }
  })

  test('with which a buyer pays is in no table, no answer and no error', async () => {
    const token = planted(`canary-token-${randomUUID()}`)
    const gateways = faultyGateway(bank => ({
      pay: request => {
        const asked = request.instrument.credential?.token
        expect(asked).toMatch(/^canary-token/)
        return bank.pay({
          ...request,
          instrument: { ...request.instrument, credential: { type: 'token', token: fate } },
        })
      },
    }))
    let fate = 'declined'
    let heard = 0
    const shop = await aFurnishedShop(database, { gateways, onError: () => {} })
    const mug = await aProduct(shop.staff, 'mug')
    const card = await shop.staff.issueGiftCard({ gift_card: { amount: 300, currency: 'EUR' } })
    const giftCard = {
      id: 'card',
      handler_id: 'gift_card',
      type: 'gift_card',
      credential: { type: 'code', token: card.code },
    }
    const hear = async (asking: Promise<unknown>) => {
      await asking.catch(() => {})
      heard += 1
    }
    for (fate of ['declined', 'lost_answer', 'success', 'never']) {
      const checkout = await readyCheckout(shop.guest, { [mug]: 1 })
      const key = { idempotencyKey: randomUUID() }
      const pay = (instruments: unknown[], total = totalOf(checkout)) =>
        hear(
          shop.guest.completeCheckout(
            { id: checkout.id, checkout: { payment: { instruments: instruments as never } }, expected_total: total },
            key,
          ),
        )
      const bank = pays(token).instruments[0]!
      await pay([giftCard, { ...bank, handler_id: `unknown` }])
      await pay([giftCard, bank], 1)
      await pay([giftCard, bank])
      await pay([giftCard, bank])
      await hear(shop.guest.getCheckout({ id: checkout.id }))
      shop.wait(60_000)
      await shop.sweep()
      const { order } = await shop.guest.getCheckout({ id: checkout.id })
      if (order) await hear(shop.guest.getOrder({ id: order.id }))
      if (order && fate === 'success')
        await hear(shop.guest.cancelOrder({ id: order.id }, { idempotencyKey: randomUUID() }))
    }
    expect(heard).toBeGreaterThan(20)
  })
})
