import { expect, test } from 'vitest'
import type { CheckoutView, Shop } from '../src/contract.ts'
import { draft, inAnyOrder, orderIds, paying, type Scene } from './any-order.ts'
import { rowsOf, rowsOfEach } from './database-rows.ts'
import { onBothDatabases } from './databases.ts'

const patient = { timeout: 3_600_000 }

onBothDatabases('In whatever order the steps come', database => {
  const anyOrder = (name: string, flow: (scene: Scene) => Promise<void>) => inAnyOrder({ name, database }, flow)

  test('one checkout paid with two keys is one order', patient, () =>
    anyOrder('two keys', async ({ shop, scheduler, checkOut, key, play }) => {
      const checkout = await checkOut()
      const nodes = [shop.node(scheduler), shop.node(scheduler)]
      const ends = await play(() => nodes.map(node => node.guest.completeCheckout(paying(checkout), key())))
      expect(orderIds(ends).size).toBe(1)
    }),
  )

  test('one call that comes twice has one answer', patient, () =>
    anyOrder('the same key', async ({ shop, scheduler, checkOut, key, play }) => {
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
    anyOrder('pay and cancel', async ({ shop, scheduler, checkOut, key, play }) => {
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
    anyOrder('pay and change', async ({ shop, scheduler, mug, checkOut, key, play }) => {
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
      anyOrder(`settling ${token}`, async ({ shop, scheduler, checkOut, key, play }) => {
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
    anyOrder('the last units', async ({ shop, scheduler, checkOut, key, play }) => {
      const checkouts = [await checkOut(2), await checkOut(2)]
      const ends = await play(() =>
        checkouts.map(checkout => shop.node(scheduler).guest.completeCheckout(paying(checkout), key())),
      )
      expect(orderIds(ends).size).toBe(1)
    }),
  )

  test('the last use of a code goes to one of two buyers', patient, () =>
    anyOrder('the last use of a code', async ({ shop, scheduler, checkOut, key, play }) => {
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
    anyOrder('one gift card', async ({ shop, scheduler, checkOut, key, play }) => {
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
    anyOrder('cancel twice and ship', async ({ shop, scheduler, checkOut, key, play }) => {
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
    anyOrder('refund, cancel and ship', async ({ shop, scheduler, checkOut, key, play }) => {
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
    anyOrder('expiry and late money', async ({ shop, scheduler, checkOut, key, play }) => {
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

const errorsOf = ({ messages }: CheckoutView) => messages.flatMap(({ type, code }) => (type === 'error' ? [code] : []))
