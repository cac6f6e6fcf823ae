import { expect, test } from 'vitest'
import { inAnyOrder, orderIds, paying, type Scene } from './any-order.ts'
import { authorisingBank } from './authorising-bank.ts'
import { rowsOf } from './database-rows.ts'
import { onBothDatabases } from './databases.ts'

const patient = { timeout: 3_600_000 }

onBothDatabases('In whatever order the steps come at a bank that sets money aside first', database => {
  const anyOrder = (name: string, flow: (scene: Scene) => Promise<void>) =>
    inAnyOrder({ name, database, bank: authorisingBank }, flow)

  const paymentOf = async (checkoutId: string): Promise<string> => {
    const [row] = await rowsOf(await database.address(), `select id from payments where reference = '${checkoutId}'`)
    return String(row?.id)
  }

  /** Once everybody has ended nobody's money is tied up, and no sweeper has to come for it. */
  const expectNothingSetAside = async () => {
    const rows = await rowsOf(await database.address(), `select status from demo_bank where status = 'requires_person'`)
    expect(rows).toEqual([])
  }

  for (const token of ['success', 'lost_answer'] as const)
    test(`it is taken once and makes one order, whoever asks first: “${token}”`, patient, () =>
      anyOrder(`authorise and capture, ${token}`, async ({ shop, scheduler, checkOut, key, play }) => {
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
        expect((await shop.calm.guest.getCheckout({ id: checkout.id })).status).toBe('completed')
        await expectNothingSetAside()
      }),
    )

  test('for a checkout that is given up meanwhile it makes an order or is let go', patient, () =>
    anyOrder('authorise and give up', async ({ shop, scheduler, checkOut, key, play }) => {
      const checkout = await checkOut()
      await shop.calm.guest.completeCheckout(paying(checkout, 'needs_confirmation'), key())
      const id = await paymentOf(checkout.id)
      await shop.bank.decide(id, 'approve')
      const [one, other, third] = [shop.node(scheduler), shop.node(scheduler), shop.node(scheduler)]
      const [, , canceled] = await play(() => [
        one.settle(id),
        other.settle(id),
        third.guest.cancelCheckout({ id: checkout.id }),
      ])
      await expectNothingSetAside()
      const { status } = await shop.calm.guest.getCheckout({ id: checkout.id })
      expect(status).toBe(canceled?.status === 'fulfilled' ? 'canceled' : 'completed')
    }),
  )

  test('that comes when its hold has expired makes an order or is let go', patient, () =>
    anyOrder('authorise and expire', async ({ shop, scheduler, checkOut, key, play }) => {
      const [late, quick] = [await checkOut(2), await checkOut(2)]
      await shop.calm.guest.completeCheckout(paying(late, 'needs_confirmation'), key())
      shop.wait(16 * 60_000)
      const id = await paymentOf(late.id)
      await shop.bank.decide(id, 'approve')
      const ends = await play(() => [
        shop.node(scheduler).settle(id),
        shop.node(scheduler).sweep(),
        shop.node(scheduler).guest.completeCheckout(paying(quick), key()),
      ])
      await expectNothingSetAside()
      const bought = await Promise.all([late, quick].map(({ id }) => shop.calm.guest.getCheckout({ id })))
      expect(bought.filter(({ order }) => order).length).toBe(1)
      expect(orderIds(ends).size).toBeLessThanOrEqual(1)
    }),
  )
})
