import { randomUUID } from 'node:crypto'
import { guest, system } from '@mitchweb/engine'
import { CommerceError, type Shop } from '@mitchweb/engine/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { httpClient } from '../src/client.ts'
import { ann, type OpenShop, openShop } from './open-shop.ts'

let open: OpenShop
let shop: Shop
beforeAll(async () => {
  open = await openShop()
  shop = httpClient(open.url)
})
afterAll(() => open?.close())

const mug = (sku = 'MUG-0', quantity = 1) => [{ item: { id: open.variants[sku] ?? '' }, quantity }]
const { email, first_name, last_name, ...address } = ann
const fulfillment = { methods: [{ type: 'shipping' as const, destinations: [{ first_name, last_name, ...address }] }] }

/** A checkout with everything but the payment. */
async function readyCheckout(sku = 'MUG-0') {
  const made = await shop.createCheckout(
    { checkout: { line_items: mug(sku), buyer: { email }, fulfillment } },
    { idempotencyKey: randomUUID() },
  )
  const option = made.fulfillment.methods[0]?.groups[0]?.options[0]?.id ?? ''
  const methods = [{ ...fulfillment.methods[0]!, groups: [{ selected_option_id: option }] }]
  return shop.updateCheckout({ id: made.id, checkout: { buyer: { email }, fulfillment: { methods } } })
}

const demo = (token: string) => ({
  payment: { instruments: [{ id: 'demo', handler_id: 'demo', type: 'demo', credential: { type: 'token', token } }] },
})

const total = ({ totals }: { totals: readonly { type: string; amount: number }[] }) =>
  totals.find(({ type }) => type === 'total')?.amount ?? -1

describe('the client over HTTP', () => {
  test('finds, prices, pays and reads back, as a shop in process does', async () => {
    const { products } = await shop.searchCatalog({ catalog: { query: 'blue mug' } })
    expect(products[0]?.title).toBe('Blue mug')
    const cart = await shop.createCart({ cart: { line_items: mug('MUG-0', 2), discounts: { codes: ['welcome10'] } } })
    expect(total(cart)).toBe(2700)
    const ready = await readyCheckout()
    expect([ready.status, total(ready)]).toEqual(['ready_for_complete', 1990])
    const paid = await shop.completeCheckout(
      { id: ready.id, checkout: demo('success'), expected_total: 1990 },
      { idempotencyKey: randomUUID() },
    )
    expect(paid.status).toBe('completed')
    const order = await shop.getOrder({ id: paid.order?.id ?? '' })
    expect(order).toMatchObject({ checkout_id: ready.id, label: paid.order?.label, buyer: { email } })
  })

  test('answers word for word what the shop in process answers', async () => {
    const local = open.engine.as(guest)
    const cart = await shop.createCart({ cart: { line_items: mug(), context: { address_country: 'DE' } } })
    const ready = await readyCheckout()
    const pairs: [(shop: Shop) => Promise<unknown>][] = [
      [s => s.searchCatalog({ catalog: { query: 'mug', pagination: { limit: 2 } } })],
      [s => s.lookupCatalog({ catalog: { ids: ['MUG-0', 'nothing'] } })],
      [s => s.getProduct({ catalog: { id: 'mug-1' } })],
      [s => s.listCategories({})],
      [s => s.searchStorePolicies({ query: 'send back', limit: 3 })],
      [s => s.listPolicies({ language: 'de' })],
      [s => s.getPolicy({ slug: 'returns' })],
      [s => s.getStore({})],
      [s => s.getCart({ id: cart.id })],
      [s => s.getCheckout({ id: ready.id })],
    ]
    for (const [ask] of pairs) expect(await ask(shop)).toEqual(await ask(local))
  })

  test('fails with the code, words and details with which the shop in process fails', async () => {
    const local = open.engine.as(guest)
    const failing: ((shop: Shop) => Promise<unknown>)[] = [
      s => s.getCart({ id: 'crt_nobody' }),
      s => s.getCart({ id: 'a/b?c#d' }),
      s => s.getOrder({ id: 'ord_nobody' }),
      s => s.getPolicy({ slug: 'no-such-page' }),
      s => s.getPolicy({ slug: 'Not A Slug' }),
      s => s.createCart({ cart: { line_items: mug('MUG-0', 0) } }),
      s => s.createCart({ cart: { line_items: mug('MUG-0', 1.5) } }),
      s => s.createCart({ cart: { line_items: [], price: 1 } as never }),
      s => s.createCart({ cart: { line_items: [{ item: { id: 'var_nobody' }, quantity: 1 }] } }),
      s => s.searchCatalog({ catalog: { pagination: { cursor: 'forged' } } }),
      s => s.searchStorePolicies({ query: 'a', limit: 99 }),
      s => s.createCart({ cart: { line_items: [] } }, { idempotencyKey: 'short' }),
    ]
    const caught = async (ask: (shop: Shop) => Promise<unknown>, of: Shop) => {
      const error = await ask(of).then(
        () => new Error('did not fail'),
        (thrown: unknown) => thrown,
      )
      expect(error, ask.toString()).toBeInstanceOf(CommerceError)
      const { code, message, details } = error as CommerceError
      const { request_id: _, ...rest } = details
      return { code, message, details: rest }
    }
    for (const ask of failing) expect(await caught(ask, shop)).toEqual(await caught(ask, local))
    // Addresses cannot carry these ids as they are, so only the code is the same.
    for (const id of ['', '.', '..', '\ud800', '\0']) {
      const ask = (s: Shop) => s.getCart({ id })
      expect((await caught(ask, shop)).code).toBe((await caught(ask, local)).code)
    }
  })

  test('a merchant operation cannot be reached, and nothing comes of trying', async () => {
    await expect(shop.adjustStock({ adjustments: [] })).rejects.toMatchObject({ code: 'unauthorized' })
  })
})

describe('saved payment methods', () => {
  test('are nobody’s for who is not signed in: none is listed, removed, kept or paid with', async () => {
    const unauthorized = { code: 'unauthorized' }
    await expect(shop.listPaymentMethods({})).rejects.toMatchObject(unauthorized)
    await expect(shop.removePaymentMethod({ id: 'pmt_1' })).rejects.toMatchObject(unauthorized)
    const ready = await readyCheckout()
    const [instrument] = demo('success').payment.instruments
    const { credential: _, ...named } = instrument!
    for (const [sent, code] of [
      [{ ...instrument!, save: true }, 'payment_method_not_saved'],
      [named, 'payment_method_unknown'],
    ] as const) {
      const answer = await shop.completeCheckout(
        { id: ready.id, checkout: { payment: { instruments: [sent] } }, expected_total: total(ready) },
        { idempotencyKey: randomUUID() },
      )
      expect(answer).toMatchObject({ status: 'ready_for_complete', messages: [{ code }] })
    }
  })
})

describe('repeating', () => {
  test('a create with its key makes one thing, and the key with another body is refused', async () => {
    const idempotencyKey = randomUUID()
    const carts = await Promise.all(
      Array.from({ length: 10 }, () => shop.createCart({ cart: { line_items: mug() } }, { idempotencyKey })),
    )
    expect(new Set(carts.map(({ id }) => id)).size).toBe(1)
    await expect(shop.createCart({ cart: { line_items: mug('MUG-1') } }, { idempotencyKey })).rejects.toMatchObject({
      code: 'idempotency_conflict',
    })
  })

  test('paying with one key many times at once places one order', async () => {
    const ready = await readyCheckout()
    const idempotencyKey = randomUUID()
    const input = { id: ready.id, checkout: demo('success'), expected_total: total(ready) }
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => shop.completeCheckout(input, { idempotencyKey })),
    )
    expect(new Set(answers.map(({ order }) => order?.id)).size).toBe(1)
  })
})

describe('what a buyer meets is an answer', () => {
  test('another total than agreed charges nothing', async () => {
    const ready = await readyCheckout()
    const answer = await shop.completeCheckout(
      { id: ready.id, checkout: demo('success'), expected_total: 1 },
      { idempotencyKey: randomUUID() },
    )
    expect(answer.status).toBe('ready_for_complete')
    expect(answer.messages).toContainEqual(expect.objectContaining({ code: 'total_changed' }))
  })

  test('a whole answer may be sent back: what only answers carry never counts', async () => {
    const ready = await readyCheckout()
    const response = await fetch(`${open.url}/api/checkout-sessions/${ready.id}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...ready, totals: [{ type: 'total', amount: 1 }], status: 'completed' }),
    })
    expect([response.status, await response.json()]).toMatchObject([
      200,
      { status: 'ready_for_complete', totals: ready.totals },
    ])
  })

  test('cancelled carts, checkouts and orders say so', async () => {
    const cart = await shop.createCart({ cart: { line_items: mug() } })
    await shop.cancelCart({ id: cart.id })
    const ready = await readyCheckout()
    expect((await shop.cancelCheckout({ id: ready.id })).status).toBe('canceled')
    const other = await readyCheckout()
    const paid = await shop.completeCheckout(
      { id: other.id, checkout: demo('success') },
      { idempotencyKey: randomUUID() },
    )
    const cancelled = await shop.cancelOrder(
      { id: paid.order?.id ?? '', reason: 'twice' },
      { idempotencyKey: randomUUID() },
    )
    expect(cancelled.adjustments).toContainEqual(
      expect.objectContaining({ type: 'refund', totals: [expect.objectContaining({ amount: -1990 })] }),
    )
  })
})

test('an order goes elsewhere, and comes back, over REST', async () => {
  const ready = await readyCheckout()
  const paid = await shop.completeCheckout(
    { id: ready.id, checkout: demo('success') },
    { idempotencyKey: randomUUID() },
  )
  const { id } = paid.order!
  const contact = { phone_number: '+49 30 5550100' }
  const [before] = (await shop.getOrder({ id })).fulfillment.expectations
  const destination = { ...before!.destination, street_address: 'Am Ring 2' }
  const changed = await shop.updateOrder({ id, order: { destination, buyer: contact } })
  expect(changed).toMatchObject({ buyer: contact, fulfillment: { expectations: [{ destination }] } })
  await open.engine.as(system).fulfillOrder({ id, event: { type: 'delivered' } })
  const wish = { id, line_items: [{ id: changed.line_items[0]!.id, quantity: 1, reason: 'arrived_late' as const }] }
  expect((await shop.requestReturn(wish)).returns).toMatchObject([{ status: 'requested' }])
  await expect(shop.requestReturn(wish)).rejects.toMatchObject({ code: 'invalid_state', status: 409 })
})

test('an unchanged cart is answered with 304', async () => {
  const cart = await shop.createCart({ cart: { line_items: mug() } })
  const first = await fetch(`${open.url}/api/carts/${cart.id}`)
  const headers = { 'if-none-match': first.headers.get('etag') ?? '' }
  expect((await fetch(`${open.url}/api/carts/${cart.id}`, { headers })).status).toBe(304)
  await shop.updateCart({ id: cart.id, cart: { line_items: mug('MUG-1') } })
  expect((await fetch(`${open.url}/api/carts/${cart.id}`, { headers })).status).toBe(200)
})

const quantities = [
  '0',
  '-1',
  '-0',
  '1.5',
  '1e309',
  'NaN',
  '"1"',
  '"٣"',
  'true',
  'null',
  '[]',
  '{}',
  '2147483648',
  '9007199254740992',
  '9007199254740993',
  '1e21',
  '"1e3"',
  '" 1"',
]

test.each(quantities)('a quantity of %s is refused and changes nothing', async quantity => {
  const before = await open.engine.as(system).getStock({ variant_ids: [open.variants['MUG-0'] ?? ''] })
  const response = await fetch(`${open.url}/api/carts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"line_items":[{"item":{"id":"${open.variants['MUG-0']}"},"quantity":${quantity}}]}`,
  })
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([400, 'invalid_input'])
  expect(await open.engine.as(system).getStock({ variant_ids: [open.variants['MUG-0'] ?? ''] })).toEqual(before)
})
