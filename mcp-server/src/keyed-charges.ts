import type { Shop } from '@mitchweb/engine/contract'

/**
 * A shop over HTTP wants a key for every charge; in process the engine derives one itself. Here the checkout is read
 * first: what is paid or being paid is answered as it stands, so a repeated call is the same purchase, and only a
 * checkout that is open gets a new key. The engine charges an open checkout once, whatever the keys.
 */
export function withKeyedCharges(shop: Shop): Shop {
  return {
    ...shop,
    async completeCheckout(input, options = {}) {
      if (options.idempotencyKey !== undefined) return shop.completeCheckout(input, options)
      const now = await shop.getCheckout({ id: input.id }, options)
      if (now.status === 'completed' || now.status === 'complete_in_progress') return now
      return shop.completeCheckout(input, { ...options, idempotencyKey: crypto.randomUUID() })
    },
  }
}
