import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { onBothDatabases } from './databases.ts'
import { faultyGateway } from './faulty-gateway.ts'
import { aFurnishedShop, aProduct, buys, pays, readyCheckout } from './shop.ts'

onBothDatabases('A call that is made again', database => {
  test.each([
    ['without a key', undefined],
    ['with its key', randomUUID()],
  ])('%s asks for a person again after the checkout was changed', async (_, key) => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const { id, fulfillment } = await readyCheckout(shop.guest, { [mug]: 1 })
    const [method] = fulfillment.methods
    const call = key === undefined ? {} : { idempotencyKey: key }
    expect(await shop.guest.completeCheckout({ id }, call)).toMatchObject({ status: 'requires_escalation' })
    const changed = await shop.guest.updateCheckout({
      id,
      checkout: {
        line_items: [{ item: { id: mug }, quantity: 2 }],
        buyer: { email: 'ann@example.com' },
        fulfillment: {
          methods: [
            {
              selected_destination_id: method!.selected_destination_id,
              groups: [{ selected_option_id: method!.groups[0]!.selected_option_id }],
            },
          ],
        },
      },
    })
    expect(changed.status).toBe('ready_for_complete')
    const again = await shop.guest.completeCheckout({ id }, call)
    expect(again).toMatchObject({ status: 'requires_escalation', line_items: [{ quantity: 2 }] })
    expect(await shop.guest.completeCheckout({ id }, call)).toEqual(again)
  })

  test('after its payment failed too late to be tried again says that the checkout is over', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const { id } = await readyCheckout(shop.guest, { [mug]: 1 })
    const key = { idempotencyKey: randomUUID() }
    const pay = () => shop.guest.completeCheckout({ id, checkout: { payment: pays('never') } }, key)
    expect((await pay()).status).toBe('complete_in_progress')
    shop.wait(7 * 3_600_000)
    await shop.sweep()
    expect((await pay()).status).toBe('canceled')
    expect((await shop.guest.getCheckout({ id })).status).toBe('canceled')
  })

  test('by ten at once cancels the order for each of them', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const id = (await buys(shop.guest, { [mug]: 1 })).order!.id
    const keys = Array.from({ length: 10 }, () => ({ idempotencyKey: randomUUID() }))
    const answers = await Promise.all(keys.map(key => shop.guest.cancelOrder({ id }, key)))
    for (const order of answers) expect(order.line_items).toMatchObject([{ status: 'removed' }])
  })

  test('on one cart by several at once changes it for each of them', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const { id } = await shop.guest.createCart({ cart: { line_items: [] } })
    const quantities = [1, 2, 3]
    const answers = await Promise.all(
      quantities.map(quantity =>
        shop.guest.updateCart({ id, cart: { line_items: [{ item: { id: mug }, quantity }] } }),
      ),
    )
    expect(answers.map(cart => cart.line_items[0]?.quantity)).toEqual(quantities)
  })

  test('tells the provider no id that opens the checkout, but where the person comes back to', async () => {
    const told: string[] = []
    const gateways = faultyGateway(bank => ({
      pay: request => {
        told.push(request.description)
        return bank.pay(request)
      },
    }))
    const shop = await aFurnishedShop(database, { gateways })
    const mug = await aProduct(shop.staff, 'mug')
    const { id } = await buys(shop.guest, { [mug]: 1 })
    expect(told).toEqual([expect.not.stringContaining(id)])
  })

  test('with a card number in what is displayed of an instrument is refused', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const { id } = await readyCheckout(shop.guest, { [mug]: 1 })
    for (const number of ['4242 4242 4242 4242', 4242424242424242]) {
      const [instrument] = pays().instruments
      const payment = { instruments: [{ ...instrument!, display: { number } }] }
      await expect(shop.guest.completeCheckout({ id, checkout: { payment } })).rejects.toMatchObject({
        code: 'invalid_input',
      })
    }
  })
})
