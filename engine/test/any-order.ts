import fc, { type Scheduler } from 'fast-check'
import { expect } from 'vitest'
import type { CheckoutView, Shop } from '../src/contract.ts'
import { rowsOfEach } from './database-rows.ts'
import type { TestDatabase } from './databases.ts'
import { reportOf, runs, seed } from './runs.ts'
import { aScheduledShop, type BankOver, faultsIn, type ScheduledShop } from './scheduled-shop.ts'
import { aProduct, furnish, pays, totalOf } from './shop.ts'

/** What is needed to play one run of a flow. */
export type Scene = {
  readonly shop: ScheduledShop
  readonly scheduler: Scheduler
  readonly mug: string
  readonly key: () => { readonly idempotencyKey: string }
  readonly checkOut: (quantity?: number, codes?: string[]) => Promise<CheckoutView>
  readonly play: (actors: () => Promise<unknown>[]) => Promise<PromiseSettledResult<unknown>[]>
}

const stock = 2

/** Plays a flow in many orders; after each, the money and the stock of its checkouts have to add up. */
export async function inAnyOrder(
  { name, database, bank }: { readonly name: string; readonly database: TestDatabase; readonly bank?: BankOver },
  flow: (scene: Scene) => Promise<void>,
): Promise<void> {
  const shop = await aScheduledShop(database, bank)
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
    { numRuns: runs(database.dialect === 'sqlite' ? 40 : 10), ...seed() },
  )
  await reportOf(`${name} on ${database.dialect}: ${orders.size} different orders`, details)
}

export const draft = (mug: string, quantity: number, codes: string[] = []) => ({
  line_items: [{ item: { id: mug }, quantity }],
  buyer: { email: 'ann@example.com' },
  discounts: { codes },
})

export const paying = (checkout: CheckoutView, token = 'success') => ({
  id: checkout.id,
  checkout: { payment: pays(token) },
  expected_total: totalOf(checkout),
})

/** The orders that the actors were told of. */
export function orderIds(ends: readonly PromiseSettledResult<unknown>[]): Set<string> {
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
