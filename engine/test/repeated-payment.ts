import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { expect } from 'vitest'
import { type CheckoutView, CommerceError, type Shop } from '../src/contract.ts'
import { rowsOfEach } from './database-rows.ts'
import { allPayAtOnce } from './flash-sale.ts'
import { aProduct, pays, readyCheckout, totalOf } from './shop.ts'

type Repeats = {
  /** The doors that the calls come through, in turn. */
  readonly shops: readonly Shop[]
  readonly staff: Shop
  readonly address: string
  readonly times: number
}

/** One payment sent so often at once, with one key: one order, one charge, one answer. */
export async function payWithOneKey({ shops, staff, address, times }: Repeats): Promise<void> {
  const mug = await aProduct(staff, 'mug', { stock: 5 })
  const checkout = await readyCheckout(shops[0]!, { [mug]: 1 })
  const input = { id: checkout.id, checkout: { payment: pays() }, expected_total: totalOf(checkout) }
  const call = { idempotencyKey: randomUUID() }
  const pay = (index: number) => untilDone(() => shops[index % shops.length]!.completeCheckout(input, call))
  const answers = await Promise.all(Array.from({ length: times }, (_, index) => pay(index)))
  answers.push(await pay(0), await pay(1))
  expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1)
  expect(answers[0]?.status).toBe('completed')
  await expectBoughtOnce({ address, staff, mug, checkout })
}

/** One checkout paid so often at once, each time with a key of its own: one order, and nobody is told of another. */
export async function payWithManyKeys({ shops, staff, address, times }: Repeats): Promise<void> {
  const mug = await aProduct(staff, 'mug', { stock: 5 })
  const checkout = await readyCheckout(shops[0]!, { [mug]: 1 })
  const { sold, open, failed } = await allPayAtOnce(shops, Array(times).fill(checkout))
  expect(sold.length).toBeGreaterThan(0)
  expect(new Set(sold.map(({ order }) => order?.id)).size).toBe(1)
  expect(open.every(({ status }) => status === 'complete_in_progress')).toBe(true)
  for (const error of failed) expect(error).toMatchObject({ name: 'CommerceError', status: 409 })
  await expectBoughtOnce({ address, staff, mug, checkout })
}

/** As a client repeats a call with its key: while the shop says that the same call is still being worked on. */
async function untilDone(call: () => Promise<CheckoutView>): Promise<CheckoutView> {
  for (let tries = 0; tries < 1000; tries++) {
    const answer = await call().catch((error: unknown) => {
      if (error instanceof CommerceError && error.code === 'request_in_progress') return undefined
      throw error
    })
    if (answer && answer.status !== 'complete_in_progress') return answer
    await setImmediate()
  }
  throw new Error('The payment never came to an end.')
}

type Bought = Pick<Repeats, 'address' | 'staff'> & { readonly mug: string; readonly checkout: CheckoutView }

async function expectBoughtOnce({ address, staff, mug, checkout: { id } }: Bought): Promise<void> {
  const { orders, payments, charged } = await rowsOfEach(address, {
    orders: `select id from orders where checkout_id = '${id}'`,
    payments: `select id from payments where reference = '${id}'`,
    charged: `select payment_id from demo_bank where status = 'captured' and payment_id in
      (select id from payments where reference = '${id}')`,
  })
  expect([orders.length, payments.length, charged.length]).toEqual([1, 1, 1])
  const { stock } = await staff.getStock({ variant_ids: [mug] })
  expect(stock).toMatchObject([{ on_hand: 4, reserved: 0 }])
}
