import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { CommerceError } from '../src/contract.ts'
import { demoGateway } from '../src/payments/index.ts'
import { rowsOf } from './database-rows.ts'
import { onBothDatabases } from './databases.ts'
import { faultyGateway } from './faulty-gateway.ts'
import { allPayAtOnce } from './flash-sale.ts'
import { expectBooksToBalance } from './money-books.ts'
import { aFurnishedShop, aProduct, buys, pays, readyCheckout, type TestShop, totalOf } from './shop.ts'

// Troubles that other shops are known for and that no other test here is about; `test/known-troubles.ts` has them all.
onBothDatabases('A known trouble', database => {
  const stockOf = async ({ staff }: TestShop, id: string) => {
    const { stock } = await staff.getStock({ variant_ids: [id] })
    return stock[0]!
  }

  test('the webhook that comes three times at once settles once', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { stock: 3 })
    const { id } = await buys(shop.guest, { [mug]: 1 }, 'lost_answer')
    const [payment] = await rowsOf(await database.address(), `select id from payments where reference = '${id}'`)
    await Promise.all([1, 2, 3].map(() => shop.settle(String(payment?.id))))
    const orders = await rowsOf(await database.address(), 'select id from orders')
    const events = await rowsOf(await database.address(), `select id from outbox where type = 'order.placed'`)
    expect([orders.length, events.length]).toEqual([1, 1])
    expect(await stockOf(shop, mug)).toMatchObject({ on_hand: 2, reserved: 0 })
    await expectBooksToBalance(database)
  })

  for (const moment of ['before', 'together with', 'after'] as const)
    test(`the webhook that comes ${moment} the answer says the same as the answer`, async () => {
      const webhooks: Promise<unknown>[] = []
      const gateways = faultyGateway(bank => ({
        pay: async request => {
          const outcome = await bank.pay(request)
          if (moment !== 'after') webhooks.push(shop.settle(request.paymentId))
          if (moment === 'before') await Promise.all(webhooks)
          return outcome
        },
      }))
      const shop = await aFurnishedShop(database, { gateways })
      const mug = await aProduct(shop.staff, 'mug', { stock: 3 })
      const answer = await buys(shop.guest, { [mug]: 1 })
      await Promise.all(webhooks)
      const [payment] = await rowsOf(await database.address(), 'select id from payments')
      await shop.settle(String(payment?.id))
      const after = await shop.guest.getCheckout({ id: answer.id })
      expect([answer.status, after.order?.id]).toEqual(['completed', answer.order?.id])
      expect(await rowsOf(await database.address(), 'select id from orders')).toHaveLength(1)
      await expectBooksToBalance(database)
    })

  describe('money was taken, and what was agreed could not be ordered any more, because', () => {
    const impossible: Record<string, (shop: TestShop, mug: string) => Promise<unknown>> = {
      'the product is gone': async ({ staff }) => {
        const { product } = await staff.getProduct({ catalog: { id: 'mug' } })
        await staff.archiveProduct({ id: product.id })
      },
      'the price has moved': ({ staff }, mug) =>
        staff.setPrices({ prices: [{ variant_id: mug, currency: 'EUR', amount: 9900 }] }),
      'the way of delivery is gone': async ({ staff }) => {
        const { shipping_rates } = await staff.listShippingRates({})
        for (const { id } of shipping_rates) await staff.archiveShippingRate({ id })
      },
      'the code is gone': async ({ staff }) => {
        const { promotions } = await staff.listPromotions({})
        for (const { id } of promotions) await staff.archivePromotion({ id })
      },
    }

    for (const [why, happens] of Object.entries(impossible))
      test(`${why}: there is an order all the same, as it was agreed`, async () => {
        let mug = ''
        let happened = false
        const gateways = faultyGateway(bank => ({
          pay: async request => {
            const outcome = await bank.pay(request)
            await happens(shop, mug)
            happened = true
            return outcome
          },
        }))
        const shop: TestShop = await aFurnishedShop(database, { gateways })
        mug = await aProduct(shop.staff, 'mug', { stock: 1 })
        const checkout = await readyCheckout(shop.guest, { [mug]: 1 }, ['TEN'])
        const paid = await shop.guest.completeCheckout({
          id: checkout.id,
          checkout: { payment: pays() },
          expected_total: totalOf(checkout),
        })
        expect(happened).toBe(true)
        expect([paid.status, totalOf(paid)]).toEqual(['completed', totalOf(checkout)])
        await expectBooksToBalance(database)
        expect((await stockOf(shop, mug)).reserved).toBe(0)
      })
  })

  test('a code for each customer once is used once, however the address is written and whoever is signed in', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { stock: 50 })
    await shop.staff.savePromotion({
      promotion: { code: 'ONCE', title: 'Once', rate_ppm: 500_000, limit_per_customer: 1 },
    })
    const ann = shop.as({ kind: 'customer', customerId: 'cus_ann' })
    const checkouts = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const buyer = index % 2 === 0 ? shop.guest : ann
        const ready = await readyCheckout(buyer, { [mug]: 1 }, ['ONCE'])
        const [method] = ready.fulfillment.methods
        const email = ['ann@example.com', 'Ann@Example.COM', 'ANN@example.com'][index % 3]!
        return buyer.updateCheckout({
          id: ready.id,
          checkout: {
            buyer: { email },
            discounts: { codes: ['once'] },
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
      }),
    )
    const turns = checkouts.map((_, index) => (index % 2 === 0 ? shop.guest : ann))
    const { sold, failed } = await allPayAtOnce(turns, checkouts)
    expect(failed).toEqual([])
    expect(sold.length).toBe(1)
    const rows = await rowsOf(await database.address(), `select used from promotions where code = 'ONCE'`)
    expect(rows.map(({ used }) => Number(used))).toEqual([1])
  })

  test('an order that is cancelled twice gives its code back once', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { stock: 50 })
    await shop.staff.savePromotion({ promotion: { code: 'TWICE', title: 'Twice', rate_ppm: 500_000, usage_limit: 2 } })
    const buy = async () => {
      const { id } = await readyCheckout(shop.guest, { [mug]: 1 }, ['TWICE'])
      return shop.guest.completeCheckout({ id, checkout: { payment: pays() } })
    }
    const [first] = [await buy(), await buy()]
    await Promise.all([1, 2, 3].map(() => shop.guest.cancelOrder({ id: first!.order!.id })))
    await shop.guest.cancelOrder({ id: first!.order!.id })
    const rows = await rowsOf(await database.address(), `select used from promotions where code = 'TWICE'`)
    expect(rows.map(({ used }) => Number(used))).toEqual([1])
  })

  test('a cart that is filled further while it is paid is charged as agreed, and keeps what was put in', async () => {
    let fills = async () => {}
    const gateways = faultyGateway(bank => ({
      pay: async request => {
        await fills()
        return bank.pay(request)
      },
    }))
    const shop = await aFurnishedShop(database, { gateways })
    const pin = await aProduct(shop.staff, 'pin', { price: 700, shipped: false })
    const draft = (quantity: number) => ({
      line_items: [{ item: { id: pin }, quantity }],
      buyer: { email: 'ann@example.com' },
    })
    const cart = await shop.guest.createCart({ cart: draft(1) })
    fills = async () => void (await shop.guest.updateCart({ id: cart.id, cart: draft(5) }))
    const checkout = await shop.guest.createCheckout({ checkout: { cart_id: cart.id } })
    const paid = await shop.guest.completeCheckout({ id: checkout.id, checkout: { payment: pays() } })
    expect([paid.status, totalOf(paid)]).toEqual(['completed', 700])
    expect((await shop.guest.getCart({ id: cart.id })).line_items).toMatchObject([{ quantity: 5 }])
    expect(await stockOf(shop, pin)).toMatchObject({ on_hand: 9, reserved: 0 })
    await expectBooksToBalance(database)
  })

  test('a bank called inside a transaction is an error at once, and no money moves', async () => {
    const storage = await database.open()
    const bank = demoGateway(storage)
    const [instrument] = pays().instruments
    const request = {
      paymentId: 'pay_1',
      idempotencyKey: 'key',
      amount: { amount: 100, currency: 'EUR' },
      instrument: instrument!,
      description: '',
      returnUrl: '',
      signal: AbortSignal.timeout(60_000),
    }
    const inside = storage.write(async tx => {
      await tx.emit('order.placed', {})
      await bank.pay(request)
    })
    await expect(inside).rejects.toThrow('inside a transaction')
    const address = await database.address()
    expect(await rowsOf(address, 'select * from demo_bank union all select * from demo_bank')).toEqual([])
    expect(await rowsOf(address, 'select id from outbox')).toEqual([])
  })

  test('a price of nothing stays a price, in the product, the cart and the order', async () => {
    const shop = await aFurnishedShop(database)
    const pin = await aProduct(shop.staff, 'pin', { price: 0, shipped: false })
    const { product } = await shop.guest.getProduct({ catalog: { id: 'pin' } })
    expect(product.variants[0]?.price).toEqual({ amount: 0, currency: 'EUR' })
    const paid = await buys(shop.guest, { [pin]: 2 })
    expect([paid.status, totalOf(paid)]).toEqual(['completed', 0])
  })

  test('another’s things read like things that never were', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const [ann, eve] = ['cus_ann', 'cus_eve'].map(customerId => shop.as({ kind: 'customer', customerId }))
    const { order, id: checkoutId } = await buys(ann!, { [mug]: 1 })
    const cart = await ann!.createCart({ cart: { line_items: [{ item: { id: mug }, quantity: 1 }] } })
    const refusal = async (asking: Promise<unknown>, id: string) => {
      const error = await asking.then(
        () => undefined,
        (reason: unknown) => reason,
      )
      if (!(error instanceof CommerceError)) throw new Error(`${id} was answered.`)
      return JSON.stringify([error.code, error.message, error.details]).replaceAll(id, 'it')
    }
    const asks: [string, (id: string) => Promise<unknown>][] = [
      [order!.id, id => eve!.getOrder({ id })],
      [order!.id, id => eve!.cancelOrder({ id }, { idempotencyKey: randomUUID() })],
      [checkoutId, id => eve!.getCheckout({ id })],
      [checkoutId, id => eve!.cancelCheckout({ id })],
      [checkoutId, id => eve!.completeCheckout({ id }, { idempotencyKey: randomUUID() })],
      [cart.id, id => eve!.getCart({ id })],
      [cart.id, id => eve!.updateCart({ id, cart: { line_items: [] } })],
      [cart.id, id => eve!.createCheckout({ checkout: { cart_id: id } })],
    ]
    for (const [id, ask] of asks) {
      const unknown = `${id.slice(0, 4)}nobody`
      expect(await refusal(ask(id), id)).toBe(await refusal(ask(unknown), unknown))
    }
  })
})
