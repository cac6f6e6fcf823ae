import { z } from 'zod'
import { countSale, forgetCanceled, noteReturn } from './discovery/index.ts'
import type { Storage } from './storage/index.ts'
import type { EventListener } from './storage/relay.ts'

/** Tells discovery, which knows no orders, what orders sold and to whom. Those of an earlier version do not say all of it. */
export const orderListener =
  (storage: Storage): EventListener =>
  async ({ type, payload }) => {
    if (type === 'order.placed') await hear(placed, payload, sale => storage.write(tx => countSale(tx, sale)))
    if (type === 'order.canceled')
      await hear(canceled, payload, order => storage.write(tx => forgetCanceled(tx, order)))
    if (type === 'order.refunded') await hear(refunded, payload, order => storage.write(tx => noteReturn(tx, order)))
  }

async function hear<T>(schema: z.ZodType<T>, payload: unknown, take: (told: T) => Promise<void>): Promise<void> {
  const { data } = schema.safeParse(payload)
  if (data) await take(data)
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
