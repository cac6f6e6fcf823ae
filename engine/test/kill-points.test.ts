import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { randomId, type ShopEvent } from '../src/index.ts'
import { rowsOf } from './database-rows.ts'
import { onBothDatabases, type TestDatabase } from './databases.ts'
import type { Job, KillPoint } from './dying-shop.ts'
import { expectHealthy } from './healthy.ts'
import { expectBooksToBalance } from './money-books.ts'
import { aFurnishedShop, aProduct, aShop, pays, readyCheckout, type TestShop, totalOf } from './shop.ts'

const program = fileURLToPath(new URL('./dying-shop.ts', import.meta.url))

type Case = {
  readonly point: KillPoint
  readonly does: Job['work']['does']
  /** The payment that is under way before the process begins which is killed; without one it begins with the payment. */
  readonly token?: string
  /** How long that was before. */
  readonly secondsLater?: number
  readonly end: 'ordered' | 'refunded' | 'given up'
}

const cases: readonly Case[] = [
  { point: 'before the provider is called', does: 'complete', end: 'given up' },
  { point: 'after the provider acted', does: 'complete', end: 'ordered' },
  { point: 'in the transaction that places the order', does: 'complete', end: 'ordered' },
  { point: 'after the order is written', does: 'complete', end: 'ordered' },
  { point: 'between outbox and delivery', does: 'complete', end: 'ordered' },
  { point: 'in the webhook, before its effect', does: 'settle', token: 'late', secondsLater: 10, end: 'ordered' },
  { point: 'in the webhook, after its effect', does: 'settle', token: 'late', secondsLater: 10, end: 'ordered' },
  { point: 'in the sweeper, with the answer in hand', does: 'sweep', token: 'late', secondsLater: 60, end: 'ordered' },
  { point: 'before the provider refunds', does: 'cancel', token: 'success', end: 'refunded' },
  { point: 'after the provider refunded', does: 'cancel', token: 'success', end: 'refunded' },
  { point: 'before a payment is given up', does: 'sweep', token: 'never', secondsLater: 3600, end: 'given up' },
  { point: 'after a payment was given up', does: 'sweep', token: 'never', secondsLater: 3600, end: 'given up' },
  { point: 'in the middle of what expires', does: 'sweep', token: 'never', secondsLater: 3600, end: 'given up' },
]

onBothDatabases('A shop that is killed', database => {
  test.each(cases)(
    '$point is finished by the next: $end',
    { timeout: 60_000 },
    async ({ point, does, token, ...rest }) => {
      const { secondsLater = 0, end } = rest
      const shop = await aFurnishedShop(database, { newId: randomId })
      const mug = await aProduct(shop.staff, 'mug', { stock: 5 })
      const checkout = await readyCheckout(shop.guest, { [mug]: 1 })
      const input = { id: checkout.id, checkout: { payment: pays(token) }, expected_total: totalOf(checkout) }
      const call = { idempotencyKey: randomUUID() }
      const begun = token === undefined ? undefined : await shop.guest.completeCheckout(input, call)
      const [payment] = await rowsOf(await database.address(), 'select id from payments')
      shop.wait(secondsLater * 1000)
      await shop.close()

      const cancelCall = { idempotencyKey: randomUUID() }
      const work: Job['work'] =
        does === 'complete'
          ? { does, input, call }
          : does === 'cancel'
            ? { does, id: begun!.order!.id, call: cancelCall }
            : does === 'settle'
              ? { does, paymentId: String(payment!.id) }
              : { does }
      await killed({ database: await database.address(), now: shop.now().toISOString(), point, work })

      const heard: ShopEvent[] = []
      const next = await aShop(database, { newId: randomId })
      next.subscribe(event => void heard.push(event))
      next.wait(shop.now().getTime() - next.now().getTime())
      // Whoever got no answer asks again with the same key, and the sweeper does the rest.
      if (does === 'complete') await next.guest.completeCheckout(input, call).catch(isInProgress)
      if (does === 'cancel') await next.guest.cancelOrder({ id: begun!.order!.id }, cancelCall).catch(isInProgress)
      await sweepUntilQuiet(next)

      const bought = await booksOf(database, checkout.id)
      if (end === 'ordered') {
        expect(bought).toEqual({ orders: 1, payments: ['captured'], charged: totalOf(checkout), back: 0 })
        const again = await next.guest.completeCheckout(input, call)
        expect(again).toMatchObject({ status: 'completed' })
        await expect.poll(() => heard.map(({ type }) => type), { timeout: 30_000 }).toContain('order.placed')
      }
      if (end === 'refunded') {
        const total = totalOf(checkout)
        expect(bought).toEqual({ orders: 1, payments: ['captured'], charged: total, back: total })
      }
      if (end === 'given up') expect(bought).toEqual({ orders: 0, payments: ['failed'], charged: 0, back: 0 })
      const left = end === 'ordered' ? 4 : 5
      expect((await next.staff.getStock({ variant_ids: [mug] })).stock).toMatchObject([{ on_hand: left, reserved: 0 }])
      await expectBooksToBalance(database)
      await expectHealthy(database, next.now())
    },
  )
})

/** Runs the job in a process of its own, which must not come to its end. */
async function killed(job: Job): Promise<void> {
  const child = spawn(process.execPath, ['--conditions=mitchweb-src', program, JSON.stringify(job)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [code, signal] = await once(child, 'exit')
  expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' })
}

/** The shop may still hold the call of the process that died for under way; it says so, and what to do. */
function isInProgress(error: unknown): void {
  expect(error).toMatchObject({ name: 'CommerceError', status: 409 })
}

/** Past every wait for an answer and every hold. */
async function sweepUntilQuiet(shop: TestShop): Promise<void> {
  for (let rounds = 0; rounds < 8; rounds++) {
    shop.wait(5 * 60_000)
    await shop.sweep()
  }
}

async function booksOf(database: TestDatabase, checkoutId: string) {
  const address = await database.address()
  const orders = await rowsOf(address, `select id from orders where checkout_id = '${checkoutId}'`)
  const payments = await rowsOf(address, `select status from payments where reference = '${checkoutId}'`)
  const bank = await rowsOf(address, `select amount, refunds from demo_bank where status = 'captured'`)
  const refunds = bank.flatMap(({ refunds }) =>
    Object.values(typeof refunds === 'string' ? JSON.parse(refunds) : refunds),
  )
  return {
    orders: orders.length,
    payments: payments.map(({ status }) => status),
    charged: bank.reduce((sum, { amount }) => sum + Number(amount), 0),
    back: refunds.reduce((sum: number, amount) => sum + Number(amount), 0),
  }
}
