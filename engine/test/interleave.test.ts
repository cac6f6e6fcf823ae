import fc, { type Scheduler } from 'fast-check'
import { expect, test } from 'vitest'
import type { CheckoutView, Shop } from '../src/contract.ts'
import { rowsOf, rowsOfEach } from './database-rows.ts'
import { onBothDatabases } from './databases.ts'
import { reportOf, runs, seed } from './runs.ts'
import { aScheduledShop, faultsIn, type ScheduledShop } from './scheduled-shop.ts'
import { aProduct, furnish, pays, totalOf } from './shop.ts'

const patient = { timeout: 3_600_000 }

/** What is needed to play one run of a flow. */
type Scene = {
  readonly shop: ScheduledShop
  readonly scheduler: Scheduler
  readonly mug: string
  readonly key: () => { readonly idempotencyKey: string }
  readonly checkOut: (quantity?: number, codes?: string[]) => Promise<CheckoutView>
  readonly play: (actors: () => Promise<unknown>[]) => Promise<PromiseSettledResult<unknown>[]>
}

onBothDatabases('In whatever order the steps come', database => {
  const stock = 2
  const numRuns = () => runs(database.dialect === 'sqlite' ? 40 : 10)

  /** Plays a flow in many orders; after each, the money and the stock of its checkouts have to add up. */
  async function inAnyOrder(name: string, flow: (scene: Scene) => Promise<void>): Promise<void> {
    const shop = await aScheduledShop(database)
    const { staff, guest } = shop.calm
    const address = await database.address()
    await furnish(staff)
    const mug = await aProduct(staff, 'mug', { stock, shipped: false })
    const orders = new Set<string>()
    let keys = 0
    const details = await fc.check(
      fc.asyncProperty(fc.scheduler(), fc.boolean(), async (scheduler, mayOverlap) => {
        await staff.adjustStock({ adjustments: [{ variant_id: mug, to: stock }] })
        const made: string[] = []
        const checkOut = async (quantity = 1, codes: string[] = []) => {
          const checkout = await guest.createCheckout({ checkout: draft(mug, quantity, codes) })
          made.push(checkout.id)
          return checkout
        }
        const key = () => {
          keys += 1
          return { idempotencyKey: `key-of-an-order-${keys}` }
        }
        const play: Scene['play'] = async actors => {
          const ends = await shop.play(scheduler, actors, { mayOverlap })
          expect(faultsIn(ends)).toEqual([])
          return ends
        }
        await flow({ shop, scheduler, mug, key, checkOut, play })
        orders.add(
          scheduler
            .report()
            .map(({ taskId, label }) => `${taskId} ${label}`)
            .join('\n'),
        )
        for (let round = 0; round < 2; round++) {
          shop.wait(8 * 3_600_000)
          await shop.calm.sweep()
        }
        await expectToAddUp({ address, made, stock, staff, mug })
      }),
      { numRuns: numRuns(), ...seed() },
    )
    await reportOf(`${name} on ${database.dialect}: ${orders.size} different orders`, details)
  }

  test('one checkout paid with two keys is one order', patient, () =>
    inAnyOrder('two keys', async ({ shop, scheduler, checkOut, key, play }) => {
      const checkout = await checkOut()
      const nodes = [shop.node(scheduler), shop.node(scheduler)]
      const ends = await play(() => nodes.map(node => node.guest.completeCheckout(paying(checkout), key())))
      expect(orderIds(ends).size).toBe(1)
    }),
  )

  test('one call that comes twice has one answer', patient, () =>
    inAnyOrder('the same key', async ({ shop, scheduler, checkOut, key, play }) => {
      const checkout = await checkOut()
      const [one, other] = [shop.node(scheduler), shop.node(scheduler)]
      const same = key()
      const again = async (buyer: Shop): Promise<CheckoutView> =>
        buyer.completeCheckout(paying(checkout), same).catch(error => {
          if (error.code !== 'request_in_progress') throw error
          return again(buyer)
        })
      const ends = await play(() => [again(one.guest), again(other.guest), again(one.guest)])
      const answers = ends.map(end => JSON.stringify(end.status === 'fulfilled' ? end.value : end.reason))
      expect(new Set(answers).size).toBe(1)
      expect(orderIds(ends).size).toBe(1)
    }),
  )

  test('a checkout is paid or cancelled, never both', patient, () =>
    inAnyOrder('pay and cancel', async ({ shop, scheduler, checkOut, key, play }) => {
      const checkout = await checkOut()
      const [one, other] = [shop.node(scheduler), shop.node(scheduler)]
      const ends = await play(() => [
        one.guest.completeCheckout(paying(checkout), key()),
        other.guest.cancelCheckout({ id: checkout.id }),
      ])
      const { status } = await shop.calm.guest.getCheckout({ id: checkout.id })
      expect(status).toBe(ends[1]?.status === 'fulfilled' ? 'canceled' : 'completed')
    }),
  )

  test('a checkout that is changed while it is paid is charged what was agreed, or not at all', patient, () =>
    inAnyOrder('pay and change', async ({ shop, scheduler, mug, checkOut, key, play }) => {
      const checkout = await checkOut()
      const [one, other] = [shop.node(scheduler), shop.node(scheduler)]
      const [paid, changed] = await play(() => [
        one.guest.completeCheckout(paying(checkout), key()),
        other.guest.updateCheckout({ id: checkout.id, checkout: draft(mug, 2) }),
      ])
      const after = await shop.calm.guest.getCheckout({ id: checkout.id })
      if (changed?.status === 'fulfilled') {
        expect(after).toMatchObject({ status: 'ready_for_complete', line_items: [{ quantity: 2 }] })
        if (paid?.status === 'fulfilled') expect(errorsOf(paid.value as CheckoutView)).toEqual(['total_changed'])
      } else expect(after).toMatchObject({ status: 'completed', line_items: [{ quantity: 1 }] })
    }),
  )

  for (const token of ['success', 'lost_answer', 'late', 'declined'] as const)
    test(`request, webhooks and sweeper make one end of a payment that is “${token}”`, patient, () =>
      inAnyOrder(`settling ${token}`, async ({ shop, scheduler, checkOut, key, play }) => {
        const checkout = await checkOut()
        const webhooks: Promise<unknown>[] = []
        const [other, third] = [shop.node(scheduler), shop.node(scheduler)]
        const one = shop.node(scheduler, paymentId => webhooks.push(other.settle(paymentId), other.settle(paymentId)))
        await play(() => [
          one.guest.completeCheckout(paying(checkout, token), key()).finally(() => Promise.all(webhooks)),
          (async () => {
            await scheduler.schedule(Promise.resolve(), 'a minute passes')
            shop.wait(60_000)
            await third.sweep()
          })(),
        ])
        await Promise.all(webhooks)
        shop.wait(60_000)
        await shop.calm.sweep()
        const { status } = await shop.calm.guest.getCheckout({ id: checkout.id })
        expect(status).toBe(token === 'declined' ? 'ready_for_complete' : 'completed')
      }),
    )

  test('the last units go to one of two buyers, and not to nobody', patient, () =>
    inAnyOrder('the last units', async ({ shop, scheduler, checkOut, key, play }) => {
      const checkouts = [await checkOut(2), await checkOut(2)]
      const ends = await play(() =>
        checkouts.map(checkout => shop.node(scheduler).guest.completeCheckout(paying(checkout), key())),
      )
      expect(orderIds(ends).size).toBe(1)
    }),
  )

  test('the last use of a code goes to one of two buyers', patient, () =>
    inAnyOrder('the last use of a code', async ({ shop, scheduler, checkOut, key, play }) => {
      const promotion = { code: 'LAST', title: 'Last', rate_ppm: 500_000, usage_limit: 1 }
      const known = (await shop.calm.staff.listPromotions({})).promotions.find(({ code }) => code === 'LAST')
      const used = known?.used ?? 0
      await shop.calm.staff.savePromotion({
        promotion: { ...promotion, ...(known && { id: known.id }), usage_limit: used + 1 },
      })
      const checkouts = [await checkOut(1, ['LAST']), await checkOut(1, ['LAST'])]
      const ends = await play(() =>
        checkouts.map(checkout => shop.node(scheduler).guest.completeCheckout(paying(checkout), key())),
      )
      expect(orderIds(ends).size).toBe(1)
      const { promotions } = await shop.calm.staff.listPromotions({})
      expect(promotions.find(({ code }) => code === 'LAST')?.used).toBe(used + 1)
    }),
  )

  test('what is on a gift card is spent by one of two buyers', patient, () =>
    inAnyOrder('one gift card', async ({ shop, scheduler, checkOut, key, play }) => {
      const checkouts = [await checkOut(1), await checkOut(1)]
      const card = await shop.calm.staff.issueGiftCard({ gift_card: { amount: 1000, currency: 'EUR' } })
      const credential = { type: 'code', token: card.code }
      const payment = { instruments: [{ id: 'card', handler_id: 'gift_card', type: 'gift_card', credential }] }
      const ends = await play(() =>
        checkouts.map(({ id }) => shop.node(scheduler).guest.completeCheckout({ id, checkout: { payment } }, key())),
      )
      expect(orderIds(ends).size).toBe(1)
      expect((await shop.calm.staff.getGiftCard({ id: card.id })).balance).toBe(0)
    }),
  )

  test('an order is shipped, or cancelled and its money sent back once', patient, () =>
    inAnyOrder('cancel twice and ship', async ({ shop, scheduler, checkOut, key, play }) => {
      const checkout = await checkOut()
      const { order } = await shop.calm.guest.completeCheckout(paying(checkout), key())
      const { id } = order!
      const [one, other, third] = [shop.node(scheduler), shop.node(scheduler), shop.node(scheduler)]
      const [, , shipped] = await play(() => [
        one.guest.cancelOrder({ id }, key()),
        other.guest.cancelOrder({ id }, key()),
        third.staff.fulfillOrder({ id, event: { type: 'delivered' } }),
      ])
      const { line_items } = await shop.calm.guest.getOrder({ id })
      expect(line_items).toMatchObject([{ status: shipped?.status === 'fulfilled' ? 'fulfilled' : 'removed' }])
    }),
  )

  test('of an order that is cancelled and refunded at once no more goes back than was paid', patient, () =>
    inAnyOrder('refund, cancel and ship', async ({ shop, scheduler, checkOut, key, play }) => {
      const checkout = await checkOut()
      const { order } = await shop.calm.guest.completeCheckout(paying(checkout), key())
      const { id } = order!
      const [one, other, third] = [shop.node(scheduler), shop.node(scheduler), shop.node(scheduler)]
      const [refunded, again, canceled] = await play(() => [
        one.staff.refundOrder({ id, amount: 600 }, key()),
        other.staff.refundOrder({ id, amount: 600 }, key()),
        third.guest.cancelOrder({ id }, key()),
        third.staff.fulfillOrder({ id, event: { type: 'delivered' } }),
      ])
      const ends = [refunded, again].filter(end => end?.status === 'fulfilled')
      expect(ends.length).toBeLessThanOrEqual(1)
      if (canceled?.status === 'rejected') expect(ends.length).toBe(1)
      // What was kept of the order goes back too, so that nothing is left to be added up.
      await shop.calm.guest.cancelOrder({ id }, key()).catch(() => shop.calm.staff.refundOrder({ id }, key()))
      const { rest } = await rowsOfEach(await database.address(), {
        rest: `select amount - refunded as kept from payments where reference = '${checkout.id}'`,
      })
      expect(rest.map(({ kept }) => Number(kept))).toEqual([0])
    }),
  )

  test('money that comes when its hold has expired makes an order or goes back', patient, () =>
    inAnyOrder('expiry and late money', async ({ shop, scheduler, checkOut, key, play }) => {
      const [late, quick] = [await checkOut(2), await checkOut(2)]
      await shop.calm.guest.completeCheckout(paying(late, 'needs_confirmation'), key())
      shop.wait(16 * 60_000)
      const [row] = await rowsOf(await database.address(), `select id from payments where reference = '${late.id}'`)
      const id = String(row?.id)
      await shop.bank.decide(id, 'approve')
      const ends = await play(() => [
        shop.node(scheduler).settle(id),
        shop.node(scheduler).sweep(),
        shop.node(scheduler).guest.completeCheckout(paying(quick), key()),
      ])
      const bought = await Promise.all([late, quick].map(({ id }) => shop.calm.guest.getCheckout({ id })))
      expect(bought.filter(({ order }) => order).length).toBe(1)
      expect(ends.length).toBe(3)
    }),
  )
})

const draft = (mug: string, quantity: number, codes: string[] = []) => ({
  line_items: [{ item: { id: mug }, quantity }],
  buyer: { email: 'ann@example.com' },
  discounts: { codes },
})

const paying = (checkout: CheckoutView, token = 'success') => ({
  id: checkout.id,
  checkout: { payment: pays(token) },
  expected_total: totalOf(checkout),
})

const errorsOf = ({ messages }: CheckoutView) => messages.flatMap(({ type, code }) => (type === 'error' ? [code] : []))

function orderIds(ends: readonly PromiseSettledResult<unknown>[]): Set<string> {
  const views = ends.flatMap(end => (end.status === 'fulfilled' ? [end.value as CheckoutView] : []))
  return new Set(views.flatMap(({ order }) => order?.id ?? []))
}

type Made = {
  readonly address: string
  readonly made: readonly string[]
  readonly stock: number
  readonly staff: Shop
  readonly mug: string
}

/** Of these checkouts: no payment but for an order that stands, one order at most, and every unit accounted for. */
async function expectToAddUp({ address, made, stock, staff, mug }: Made): Promise<void> {
  const list = made.map(id => `'${id}'`).join(', ')
  const mine = `(select id from payments where reference in (${list}))`
  const { orders, payments, bank, refunds } = await rowsOfEach(address, {
    refunds: `select refunds.amount, payments.reference from refunds join payments on payments.id = refunds.payment_id
      where refunds.reason = 'Refunded by the shop' and refunds.status = 'succeeded' and payments.id in ${mine}`,
    orders: `select id, checkout_id, totals, canceled_at from orders where checkout_id in (${list})`,
    payments: `select id, reference, status, amount, refunded, gift_card_id from payments where reference in (${list})`,
    bank: `select amount, refunds from demo_bank where status = 'captured' and payment_id in ${mine}`,
  })
  const standing = orders.filter(({ canceled_at }) => canceled_at === null)
  for (const id of made) expect(orders.filter(({ checkout_id }) => checkout_id === id).length).toBeLessThanOrEqual(1)
  expect(payments.filter(({ status }) => status === 'pending' || status === 'held')).toEqual([])
  const fromCards = payments.filter(({ gift_card_id, status }) => gift_card_id !== null && status === 'captured')
  const kept =
    sum(bank.map(({ amount, refunds }) => Number(amount) - sum(Object.values(parsed(refunds))))) +
    sum(fromCards.map(({ amount, refunded }) => Number(amount) - Number(refunded)))
  const isOfStanding = ({ reference }: { reference?: unknown }) =>
    standing.some(order => order.checkout_id === reference)
  const gaveBack = sum(refunds.filter(isOfStanding).map(({ amount }) => Number(amount)))
  expect(kept).toBe(sum(standing.map(({ totals }) => totalIn(parsed(totals)))) - gaveBack)
  const sold = sum(standing.map(({ totals }) => Math.round(unitsIn(parsed(totals)))))
  const { stock: counts } = await staff.getStock({ variant_ids: [mug] })
  expect(counts).toMatchObject([{ on_hand: stock - sold, reserved: 0 }])
}

const parsed = (value: unknown) => (typeof value === 'string' ? JSON.parse(value) : value)
const sum = (amounts: readonly number[]): number => amounts.reduce((all, amount) => all + amount, 0)
type Totals = readonly { readonly type: string; readonly amount: number }[]
const totalIn = (totals: Totals): number => totals.find(({ type }) => type === 'total')?.amount ?? Number.NaN
const unitsIn = (totals: Totals): number => (totals.find(({ type }) => type === 'subtotal')?.amount ?? 0) / 1000
