import { z } from 'zod'
import { countSale } from './discovery/index.ts'
import type { Storage } from './storage/index.ts'
import type { EventListener } from './storage/relay.ts'

/** Tells discovery, which knows no orders, what each order has sold. Orders placed by an earlier version do not say. */
export const orderListener =
  (storage: Storage): EventListener =>
  async ({ type, payload }) => {
    const sold = type === 'order.placed' ? placed.safeParse(payload).data : undefined
    if (!sold) return
    const lines = sold.lines.map(({ variant_id: variantId, quantity }) => ({ variantId, quantity }))
    const sale = { orderId: sold.order_id, placedAt: new Date(sold.placed_at), lines }
    await storage.write(tx => countSale(tx, sale))
  }

const placed = z.object({
  order_id: z.string(),
  placed_at: z.iso.datetime(),
  lines: z.array(z.object({ variant_id: z.string(), quantity: z.int() })),
})
