import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ShopEvent } from '../src/live-updates.ts'
import { cannedShop } from './canned-shop.ts'
import { type AnyClient, clients } from './clients.ts'
import { type ServedMcp, serveMcp } from './serve-mcp.ts'

const listeners = new Set<(event: ShopEvent) => void>()
const happens = (event: ShopEvent) => {
  for (const listener of listeners) listener(event)
}

let served: ServedMcp
let heard: string[]

beforeAll(async () => {
  const shop = cannedShop()
  served = await serveMcp({
    shopFor: () => shop,
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  })
})
afterAll(async () => {
  await served.close()
  expect(listeners.size).toBe(0)
})
beforeEach(() => {
  heard = []
})

const listenWith = (client: AnyClient) =>
  client.raw.setNotificationHandler('notifications/resources/updated', ({ params }) => {
    heard.push(params.uri)
  })

const orderShipped = (id: string): ShopEvent => ({
  type: 'order.fulfillment_changed',
  payload: { order_id: id, type: 'shipped' },
})

test('a stateless client hears of the order that it listens for, and of no other', async () => {
  const client = await clients['client 2.x, pinned to 2026-07-28']!(served)
  listenWith(client)
  await client.raw.listen({ resourceSubscriptions: ['mitchweb://orders/ord_1'] })
  happens(orderShipped('ord_2'))
  happens(orderShipped('ord_1'))
  await expect.poll(() => heard).toEqual(['mitchweb://orders/ord_1'])
  await client.close()
})

test('a client with a session hears of what it subscribed to, until it unsubscribes', async () => {
  const before = listeners.size
  const client = await clients['client 2.x, 2025 handshake']!(served)
  listenWith(client)
  await client.raw.subscribeResource({ uri: 'mitchweb://orders/ord_1' })
  await client.raw.subscribeResource({ uri: 'mitchweb://checkouts/chk_1' })
  happens({ type: 'order.placed', payload: { order_id: 'ord_1', checkout_id: 'chk_1' } })
  await expect.poll(() => [...heard].sort()).toEqual(['mitchweb://checkouts/chk_1', 'mitchweb://orders/ord_1'])
  await client.raw.unsubscribeResource({ uri: 'mitchweb://orders/ord_1' })
  happens(orderShipped('ord_1'))
  happens({ type: 'checkout.canceled', payload: { checkout_id: 'chk_1' } })
  await expect.poll(() => heard.length).toBe(3)
  expect(heard.at(-1)).toBe('mitchweb://checkouts/chk_1')
  await client.raw.unsubscribeResource({ uri: 'mitchweb://checkouts/chk_1' })
  expect(listeners.size).toBe(before)
  await client.close()
})
