import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { CheckoutView, Shop } from '../src/contract.ts'
import { rowsOf } from './database-rows.ts'
import { aProduct, pays, readyCheckout, totalOf } from './shop.ts'

export const buyerCount = 200
export const unitCount = 50

/** How often each race is run; MITCHWEB_ROUNDS asks for more or fewer. */
export const rounds = (unlessTold: number): number => Number(process.env.MITCHWEB_ROUNDS ?? unlessTold)

export type Answers = { readonly sold: CheckoutView[]; readonly open: CheckoutView[]; readonly failed: unknown[] }

/** Everyone has a checkout that lacks nothing but the payment; then all pay at the same moment. */
export async function allPayAtOnce(shops: readonly Shop[], checkouts: readonly CheckoutView[]): Promise<Answers> {
  const answers = await Promise.allSettled(
    checkouts.map((checkout, index) =>
      shops[index % shops.length]!.completeCheckout(
        { id: checkout.id, checkout: { payment: pays() }, expected_total: totalOf(checkout) },
        { idempotencyKey: randomUUID() },
      ),
    ),
  )
  const views = answers.flatMap(answer => (answer.status === 'fulfilled' ? [answer.value] : []))
  return {
    sold: views.filter(view => view.status === 'completed'),
    open: views.filter(view => view.status !== 'completed'),
    failed: answers.flatMap(answer => (answer.status === 'rejected' ? [answer.reason] : [])),
  }
}

type Sale = {
  /** The doors that the buyers come through, in turn. */
  readonly shops: readonly Shop[]
  readonly staff: Shop
  /** Where the shop's tables are, to count what it says. */
  readonly address: string
  readonly round: number
  /** How many of what they want there are. */
  readonly units?: number
}

/** One round: 200 buyers want one of 50 units each, or of as many as told. Nobody is sold what is not there, and nobody is turned away for nothing. */
export async function flashSale({ shops, staff, address, round, units = unitCount }: Sale): Promise<void> {
  const mug = await aProduct(staff, `mug-${round}`, { stock: units })
  const buyers = Array.from({ length: buyerCount }, (_, index) => shops[index % shops.length]!)
  const checkouts = await Promise.all(buyers.map(shop => readyCheckout(shop, { [mug]: 1 })))
  expect(new Set(checkouts.map(({ status }) => status))).toEqual(new Set(['ready_for_complete']))

  const { sold, open, failed } = await allPayAtOnce(shops, checkouts)
  expect(failed).toEqual([])
  expect(sold.length).toBe(units)
  expect(open.length).toBe(buyerCount - units)
  for (const { status, messages, order } of open) {
    expect(status).toBe('incomplete')
    expect(order).toBeUndefined()
    expect(messages).toContainEqual(expect.objectContaining({ type: 'error', code: 'out_of_stock' }))
  }

  const { stock } = await staff.getStock({ variant_ids: [mug] })
  expect(stock).toMatchObject([{ on_hand: 0, reserved: 0, available: 0 }])
  const [ledger] = await rowsOf(
    address,
    `select sum(quantity) as left from stock_movements where variant_id = '${mug}'`,
  )
  expect(Number(ledger?.left)).toBe(0)
  const ids = new Set(sold.map(view => view.order?.id))
  expect(ids.size).toBe(units)
  const list = checkouts.map(({ id }) => `'${id}'`).join(', ')
  const placed = await rowsOf(address, `select id from orders where checkout_id in (${list})`)
  expect(new Set(placed.map(({ id }) => id))).toEqual(ids)
  const paid = await rowsOf(address, `select id from payments where status = 'captured' and reference in (${list})`)
  expect(paid.length).toBe(units)
}
