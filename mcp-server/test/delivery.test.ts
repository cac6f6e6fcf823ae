import { system } from '@mitchweb/engine'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AnyClient, clients, type ToolResult } from './clients.ts'
import { factsMissingFrom } from './facts.ts'
import { type RealShop, realShop, serveEngine } from './real-shop.ts'
import type { ServedMcp } from './serve-mcp.ts'

let shop: RealShop
let served: ServedMcp
let client: AnyClient
const items: Record<string, string> = {}

beforeAll(async () => {
  shop = await realShop()
  served = await serveEngine(shop.engine)
  client = await clients['client 2.x, negotiating']!(served)
  const staff = shop.engine.as(system)
  const stock = { on_hand: 5, tracked: true, backorder: false }
  const prices = [{ currency: 'EUR', amount: 1000 }]
  await staff.importProducts({
    products: [
      { handle: 'test-cup', title: 'Test cup', variants: [{ sku: 'CUP', prices, stock }] },
      { handle: 'test-sofa', title: 'Test sofa', variants: [{ sku: 'SOFA', shipping_class: 'huge', prices, stock }] },
    ],
  })
  for (const id of ['test-cup', 'test-sofa']) {
    items[id] = (await staff.getProduct({ catalog: { id } })).product.variants[0]!.id
  }
  const price = { prices, minimum_days: 3, maximum_days: 5, countries: ['DE'] }
  await staff.saveShippingRate({ shipping_rate: { title: 'Haulier', shipping_classes: ['huge'], ...price } })
  await staff.saveShippingRate({ shipping_rate: { title: 'Two men', shipping_classes: ['huge'], ...price } })
})
afterAll(async () => {
  await client.close()
  await served.close()
  await shop.close()
})

async function ask(name: string, args: Record<string, unknown>): Promise<ToolResult> {
  const result = await client.call(name, args)
  expect(result.isError, result.text).toBe(false)
  expect(factsMissingFrom(result.text, result.structured)).toEqual([])
  return result
}

const buyer = { email: 'ann@example.com' }
const address = {
  street_address: 'Hauptstr. 1',
  postal_code: '10115',
  address_locality: 'Berlin',
  address_country: 'DE',
}

test('an agent that reads the text alone sends an order in two parts', async () => {
  const line_items = ['test-cup', 'test-sofa'].map(name => ({ item: { id: items[name] }, quantity: 1 }))
  const fulfillment = { methods: [{ destinations: [address] }] }
  const begun = await ask('create_checkout', { checkout: { line_items, buyer, fulfillment } })
  expect(begun.text).toMatch(/group shipping_group_huge for/)
  const [, written] = /To choose the first: update_checkout (\{.*\})/.exec(begun.text) ?? []
  const ready = await ask('update_checkout', JSON.parse(written!))
  expect(ready.structured).toMatchObject({ status: 'ready_for_complete' })
})

test('an agent that reads the text alone has an order fetched', async () => {
  const hours = { mon: [{ from: '00:00', to: '24:00' }] }
  const { id: point } = await shop.engine.as(system).savePickupPoint({
    pickup_point: { title: 'Corner shop', address, time_zone: 'Europe/Berlin', hours },
  })
  const line_items = [{ item: { id: items['test-cup'] }, quantity: 1 }]
  const begun = await ask('create_checkout', { checkout: { line_items, buyer } })
  const [, methods] = /To let the buyer fetch it at .*? instead: fulfillment\.methods (\[.*\])\./.exec(begun.text) ?? []
  const [, id] = /Checkout (chk_\w+)/.exec(begun.text) ?? []
  const ready = await ask('update_checkout', {
    id,
    checkout: { buyer, fulfillment: { methods: JSON.parse(methods!) } },
  })
  expect(ready.structured).toMatchObject({ status: 'ready_for_complete' })
  expect(ready.text).toContain(`at ${point} "Corner shop"`)
  expect(ready.text).toContain('open "Mon 00:00–24:00, Tue–Sun closed"')
})
