import { join } from 'node:path'
import { system } from '@mitchweb/engine'
import { operationByName } from '@mitchweb/engine/contract'
import { encode } from 'gpt-tokenizer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AnyClient, bin, clients, type ToolResult, type Where } from './clients.ts'
import { factsMissingFrom } from './facts.ts'
import { type RealShop, realShop, serveEngine } from './real-shop.ts'
import type { ServedMcp } from './serve-mcp.ts'

let shop: RealShop
let served: ServedMcp
const faults: unknown[] = []

beforeAll(async () => {
  shop = await realShop()
  served = await serveEngine(shop.engine, faults)
})
afterAll(async () => {
  await served.close()
  await shop.close()
})

/** Calls a tool as a test of everything that holds for every answer: valid against its schema, and equal in its two renderings. */
async function ask(client: AnyClient, name: string, args: Record<string, unknown>): Promise<ToolResult> {
  const result = await client.call(name, args)
  expect(result.isError, result.text).toBe(false)
  expect(operationByName.get(name)?.output.safeParse(result.structured).error?.issues ?? []).toEqual([])
  expect(factsMissingFrom(result.text, result.structured)).toEqual([])
  expect(encode(result.text).length).toBeLessThanOrEqual(10_000)
  return result
}

type View = {
  id: string
  status: string
  currency: string
  continue_url?: string
  order?: { id: string }
  totals: { type: string; amount: number }[]
  products: { id: string; variants: { id: string; availability: { available: boolean } }[] }[]
  fulfillment: { methods: { id: string; groups: { id: string; options: { id: string }[] }[] }[] }
  ucp: { payment_handlers: Record<string, { id: string }[]> }
}
const view = (result: ToolResult) => result.structured as unknown as View
const totalOf = (result: ToolResult) => view(result).totals.find(({ type }) => type === 'total')?.amount ?? 0

const buyer = { email: 'ann@example.com', first_name: 'Ann', last_name: 'Lee' }
const address = {
  street_address: 'Hauptstr. 1',
  postal_code: '10115',
  address_locality: 'Berlin',
  address_country: 'DE',
}

/** What a client does that knows nothing of UCP but what the answers tell it. */
async function buys(client: AnyClient): Promise<ToolResult> {
  const found = await ask(client, 'search_catalog', { catalog: { query: 'mug', filters: { available: true } } })
  const [product] = view(found).products
  const detail = await ask(client, 'get_product', { catalog: { id: product!.id } })
  const variant = (detail.structured as { product: View['products'][number] }).product.variants.find(
    ({ availability }) => availability.available,
  )
  const begun = await ask(client, 'create_checkout', {
    checkout: { line_items: [{ item: { id: variant!.id }, quantity: 1 }] },
  })
  const { id } = view(begun)
  const addressed = await ask(client, 'update_checkout', {
    id,
    checkout: { buyer, fulfillment: { methods: [{ destinations: [address] }] } },
  })
  // The answer holds the whole call that chooses a delivery option.
  const [, written] = /To choose the first: update_checkout (\{.*\})/.exec(addressed.text) ?? []
  const ready = await ask(client, 'update_checkout', JSON.parse(written!))
  expect(view(ready).status).toBe('ready_for_complete')
  const [handlers] = Object.values(view(ready).ucp.payment_handlers)
  const instrument = {
    id: 'card',
    handler_id: handlers![0]!.id,
    type: 'demo',
    credential: { type: 'token', token: 'success' },
  }
  const paid = await ask(client, 'complete_checkout', {
    id,
    expected_total: totalOf(ready),
    checkout: { payment: { instruments: [instrument] } },
  })
  expect(view(paid).status).toBe('completed')
  return ask(client, 'get_order', { id: view(paid).order!.id })
}

describe.each(Object.entries(clients))('%s', (_, connect) => {
  test('buys over HTTP', async () => {
    const client = await connect(served)
    const order = await buys(client)
    expect(order.structured).toMatchObject({
      buyer: { email: 'ann@example.com' },
      line_items: [{ status: 'processing' }],
    })
    await client.close()
  })

  test('buys over stdio', { timeout: 120_000 }, async () => {
    const own = await realShop()
    await own.engine.close()
    const where: Where = { command: process.execPath, args: [bin, '--database', join(own.folder, 'shop.db')] }
    const client = await connect(where)
    const order = await buys(client)
    expect(order.text).toContain('processing')
    await client.close()
  })
})

describe('over one connection', () => {
  let client: AnyClient
  let variant: string
  beforeAll(async () => {
    client = await clients['client 2.x, pinned to 2026-07-28']!(served)
    const found = await client.call('search_catalog', { catalog: { filters: { available: true } } })
    variant = view(found).products[0]!.variants[0]!.id
  })
  afterAll(() => client.close())
  const lines = () => [{ item: { id: variant }, quantity: 2 }]

  test('an unfiltered search answer costs at most 2,000 tokens in either rendering', async () => {
    const found = await ask(client, 'search_catalog', { catalog: {} })
    expect(view(found).products).toHaveLength(10)
    expect(encode(found.text).length).toBeLessThanOrEqual(2000)
    expect(encode(JSON.stringify(found.structured)).length).toBeLessThanOrEqual(2000)
  })

  test('a cart is made, read, changed, bought from and discarded', async () => {
    const made = await ask(client, 'create_cart', { cart: { line_items: lines() } })
    const { id } = view(made)
    expect((await ask(client, 'get_cart', { id })).text).toContain(id)
    const changed = await ask(client, 'update_cart', {
      id,
      cart: { line_items: lines(), discounts: { codes: ['WELCOME10'] } },
    })
    expect(changed.text).toContain('WELCOME10')
    const checkout = await ask(client, 'create_checkout', { checkout: { cart_id: id } })
    expect(checkout.structured).toMatchObject({ cart_id: id, discounts: { codes: ['WELCOME10'] } })
    await ask(client, 'cancel_cart', { id })
    const given = await ask(client, 'cancel_checkout', { id: view(checkout).id })
    expect(view(given).status).toBe('canceled')
    expect(given.structured).not.toHaveProperty('continue_url')
  })

  test('products are looked up, and the missing are named', async () => {
    const found = await ask(client, 'lookup_catalog', { catalog: { ids: [variant, 'no-such-thing'] } })
    expect(view(found).products).toHaveLength(1)
    expect(found.text).toContain('no-such-thing')
  })

  test('policies answer questions about the shop', async () => {
    expect((await ask(client, 'search_store_policies', { query: 'return' })).text).toMatch(/^> /m)
  })

  test('a checkout sent back whole, as platforms do, is an update and nothing else', async () => {
    const begun = await ask(client, 'create_checkout', { checkout: { line_items: lines(), buyer } })
    const { id } = view(begun)
    const again = await ask(client, 'update_checkout', { id, checkout: { ...begun.structured } })
    expect(totalOf(again)).toBe(totalOf(begun))
  })

  test('without an instrument a person pays at continue_url, which the text gives unchanged on a line of its own', async () => {
    const begun = await ask(client, 'create_checkout', {
      checkout: { line_items: lines(), buyer, fulfillment: { methods: [{ destinations: [address] }] } },
    })
    const [, written] = /To choose the first: update_checkout (\{.*\})/.exec(begun.text) ?? []
    const ready = await ask(client, 'update_checkout', JSON.parse(written!))
    const { id } = view(ready)
    const waiting = await ask(client, 'complete_checkout', { id, expected_total: totalOf(ready) })
    expect(view(waiting).status).toBe('requires_escalation')
    expect(waiting.text.split('\n')).toContain(view(waiting).continue_url)
    expect((await ask(client, 'get_checkout', { id })).text).toContain('nothing is paid yet')
  })

  test('a total that has moved is an answer, not an error, and nothing is charged', async () => {
    const begun = await ask(client, 'create_checkout', {
      checkout: { line_items: lines(), buyer, fulfillment: { methods: [{ destinations: [address] }] } },
    })
    const [, written] = /To choose the first: update_checkout (\{.*\})/.exec(begun.text) ?? []
    const ready = await ask(client, 'update_checkout', JSON.parse(written!))
    const moved = await ask(client, 'complete_checkout', { id: view(ready).id, expected_total: totalOf(ready) - 1 })
    expect(moved.text).toContain('total_changed')
    expect(view(moved).status).not.toBe('completed')
  })

  test('the shop had no faults', () => {
    expect(faults).toEqual([])
  })
})

describe('a product with two thousand variants', () => {
  test('is read page by page or narrowed, each answer bounded and complete', async () => {
    const variants = Array.from({ length: 2000 }, (_, number) => ({
      sku: `BOLT-${number}`,
      options: [
        { name: 'Length in millimetres', label: `${number % 100} mm` },
        { name: 'Thread', label: `M${Math.floor(number / 100)}` },
      ],
      prices: [{ currency: 'EUR', amount: 100 + number }],
    }))
    await shop.engine.as(system).importProducts({ products: [{ handle: 'bolt', title: 'Bolt', variants }] })
    const client = await clients['client 2.x, pinned to 2026-07-28']!(served)
    const first = await ask(client, 'get_product', { catalog: { id: 'bolt' } })
    expect(first.text).toContain('50 of 2000 variants are shown.')
    expect(first.text).toContain('60 of 100 values of Length in millimetres are shown')
    const cursor = /"cursor": "([^"]+)"/.exec(first.text)?.[1]
    const second = await ask(client, 'get_product', { catalog: { id: 'bolt', pagination: { cursor } } })
    const skus = [first, second].flatMap(({ text }) => [...text.matchAll(/sku "(BOLT-\d+)"/g)].map(([, sku]) => sku))
    expect(new Set(skus).size).toBe(100)
    const selected = [{ name: 'length in millimetres', label: '77 mm' }]
    const narrowed = await ask(client, 'get_product', { catalog: { id: 'bolt', selected } })
    expect(narrowed.text).toContain('20 fit the selection and come first.')
    await client.close()
  })
})
