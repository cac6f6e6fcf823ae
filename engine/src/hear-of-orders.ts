import { z } from 'zod'
import { countOrder, countWithout } from './customers/index.ts'
import { countSale, forgetCanceled, noteReturn } from './discovery/index.ts'
import { standingOrder } from './orders/index.ts'
import type { ShopEvent, Storage, Tx } from './storage/index.ts'
import type { EventListener } from './storage/relay.ts'

/**
 * Tells discovery and customers, who know no orders, what orders sold, to whom, and what they left with the shop: each in a
 * transaction of its own.
 */
export const orderListener =
  (storage: Storage): EventListener =>
  async event => {
    const learn = lessonOf(event)
    if (learn) await storage.write(learn)
    const count = loyaltyOf(event)
    if (count) await storage.write(count)
  }

/** An event that changes what an order left with the shop has the order looked at as it stands now. */
export function loyaltyOf({ type, payload }: ShopEvent): ((tx: Tx) => Promise<void>) | undefined {
  const { data: orderId } = z.string().safeParse(payload.order_id)
  if (orderId === undefined || !loyaltyEvents.includes(type)) return undefined
  const { data: former } = z.string().safeParse(payload.former_customer_id)
  return async tx => {
    await countOrder(tx, reading => standingOrder(reading, orderId))
    if (former !== undefined) await countWithout(tx, former)
  }
}

const loyaltyEvents: readonly string[] = [
  'order.placed',
  'order.canceled',
  'order.refunded',
  'refund.failed',
  'order.updated',
]

/** Goods may come back for no money, and money may go back for goods that were never seen again. */
const givenBack = ['order.refunded', 'order.return_received']

/** What discovery learns from an event, if anything. Orders of an earlier version do not say all of it. */
export function lessonOf({ type, payload }: ShopEvent): ((tx: Tx) => Promise<void>) | undefined {
  if (type === 'order.placed') return lesson(placed, payload, countSale)
  if (type === 'order.canceled') return lesson(canceled, payload, forgetCanceled)
  return givenBack.includes(type) ? lesson(refunded, payload, noteReturn) : undefined
}

function lesson<T>(schema: z.ZodType<T>, payload: unknown, learn: (tx: Tx, told: T) => Promise<void>) {
  const { data } = schema.safeParse(payload)
  return data && ((tx: Tx) => learn(tx, data))
}

const customerId = z
  .string()
  .nullish()
  .transform(id => id ?? undefined)
const lines = z
  .array(z.object({ variant_id: z.string(), quantity: z.int() }))
  .transform(told => told.map(({ variant_id: variantId, quantity }) => ({ variantId, quantity })))

const placed = z
  .object({ order_id: z.string(), customer_id: customerId, placed_at: z.iso.datetime(), lines })
  .transform(told => ({
    orderId: told.order_id,
    customerId: told.customer_id,
    placedAt: new Date(told.placed_at),
    lines: told.lines,
  }))

const canceled = z
  .object({ order_id: z.string(), customer_id: customerId })
  .transform(told => ({ orderId: told.order_id, customerId: told.customer_id }))

const refunded = z
  .object({ customer_id: customerId, lines })
  .transform(told => ({ customerId: told.customer_id, lines: told.lines }))
