import { join } from 'node:path'
import { type Actor, guest } from '@mitchweb/engine'
import { encode } from 'gpt-tokenizer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aProduct, berlin, buys } from '../../engine/test/buying.ts'
import { rowsOf } from '../../engine/test/database-rows.ts'
import { actorOf } from '../src/principal.ts'
import { type AnyClient, clients } from './clients.ts'
import { factsMissingFrom } from './facts.ts'
import { type RealShop, realShop } from './real-shop.ts'
import { type ServedMcp, serveMcp } from './serve-mcp.ts'

const ann = { kind: 'customer', customerId: 'cus_ann' } as const
const bob = { kind: 'customer', customerId: 'cus_bob' } as const
const agent = { kind: 'agent', customerId: 'cus_ann', agentId: 'claude', scopes: ['orders:read'] } as const
const actors: Record<string, Actor> = { ann, bob, agent }

let shop: RealShop
let served: ServedMcp
const open: AnyClient[] = []

beforeAll(async () => {
  shop = await realShop()
  served = await serveMcp({
    shopFor: authInfo => shop.engine.as(actorOf(authInfo) ?? guest),
    identify: authorization => {
      const token = authorization?.replace('Bearer ', '')
      const actor = actors[token ?? '']
      return token && actor
        ? { token, clientId: 'test', scopes: [], expiresAt: 4_000_000_000, extra: { actor } }
        : undefined
    },
  })
})
afterAll(async () => {
  for (const client of open) await client.close()
  await served.close()
  await shop.close()
})

async function as(token: string | undefined, era = 'client 2.x, pinned to 2026-07-28'): Promise<AnyClient> {
  const client = await clients[era]!({ url: served.url, token })
  open.push(client)
  return client
}

const toolsOf = async (client: AnyClient) => (await client.raw.listTools()).tools
const namesOf = async (client: AnyClient) => (await toolsOf(client)).map(({ name }) => name)
const tokens = (value: unknown) => encode(JSON.stringify(value)).length

describe('the tools of an account', () => {
  test.each(Object.keys(clients))('are listed for its owner and not for guests, by %s', async era => {
    const guests = await namesOf(await as(undefined, era))
    const owners = await namesOf(await as('ann', era))
    expect(guests).toHaveLength(15)
    expect(owners.slice(0, 15)).toEqual(guests)
    expect(owners.slice(15)).toEqual(expect.arrayContaining(['list_orders', 'reorder']))
  })

  test('are listed for an agent as far as its scopes go', async () => {
    expect((await namesOf(await as('agent'))).slice(15)).toEqual(['list_orders'])
  })

  test('stay within 22 tools and 5,000 tokens of what a model reads', async () => {
    const tools = await toolsOf(await as('ann'))
    expect(tools.length).toBeLessThanOrEqual(22)
    const visible = tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }))
    expect(tokens(visible)).toBeLessThanOrEqual(5000)
  })

  test('tell a guest who calls them to sign in', async () => {
    const { isError, text } = await (await as(undefined)).call('list_orders')
    expect(isError).toBe(true)
    expect(text).toMatch(/^unauthorized: .*signed in.* Sign in/)
  })
})

test('a profile is shown and changed for its customer, in text and structure alike', async () => {
  const { engine, folder } = shop
  const { products } = await engine.as(guest).searchCatalog({ catalog: { filters: { available: true } } })
  await buys(engine.as(guest), { [products[0]!.variants[0]!.id]: 1 })
  const [row] = await rowsOf(join(folder, 'shop.db'), `select id from customers where email = 'ann@example.com'`)
  actors.known = { kind: 'customer', customerId: String(row!.id) }
  const client = await as('known')
  const addresses = [
    { ...berlin, default: true },
    { ...berlin, street_address: 'Am Ring 2', phone_number: '030 12' },
  ]
  const { version } = (await client.call('get_profile')).structured!
  const changed = await client.call('update_profile', {
    profile: { first_name: 'Ann', currency: 'EUR', addresses, version },
  })
  expect(changed.structured).toMatchObject({ first_name: 'Ann', email: 'ann@example.com', addresses })
  const { text, structured } = await client.call('get_profile')
  expect(structured).toEqual(changed.structured)
  expect(factsMissingFrom(text, structured)).toEqual([])
  expect(text).toContain('[default]')
  const echoed = await client.call('update_profile', { profile: structured })
  expect(echoed.structured).toMatchObject({ ...structured, version: Number(structured!.version) + 1 })
  expect((await client.call('update_profile', { profile: structured })).text).toMatch(/^version_conflict: /)
})

describe('“Where is my order?”', () => {
  test('is answered to its buyer from one call, and to nobody else', async () => {
    const { engine } = shop
    const { products } = await engine.as(guest).searchCatalog({ catalog: { filters: { available: true } } })
    const { order } = await buys(engine.as(ann), { [products[0]!.variants[0]!.id]: 1 })
    await engine
      .as({ kind: 'system' })
      .fulfillOrder({ id: order!.id, event: { type: 'shipped', carrier: 'Post', tracking_number: 'T-1042' } })
    for (const token of ['ann', 'agent']) {
      const { text, structured } = await (await as(token)).call('list_orders')
      expect(text).toContain('shipped')
      expect(text).toContain('"T-1042"')
      expect(factsMissingFrom(text, structured)).toEqual([])
      expect(structured).toMatchObject({ orders: [{ label: order!.label, deliveries: [{ status: 'shipped' }] }] })
    }
    expect((await (await as('bob')).call('list_orders')).structured).toMatchObject({ orders: [] })
    for (const token of ['bob', undefined])
      expect((await (await as(token)).call('get_order', { id: order!.label })).text).toMatch(/^not_found: /)
    expect((await (await as('ann')).call('get_order', { id: order!.label })).structured).toMatchObject({
      id: order!.id,
    })
    const again = await (await as('ann')).call('reorder', { id: order!.label })
    expect(again.structured).toMatchObject({
      line_items: [{ item: { id: products[0]!.variants[0]!.id }, quantity: 1 }],
    })
    expect(again.text).toContain('create_checkout')
  })

  test('ten orders of many lines stay below 2,000 tokens', async () => {
    const { engine } = shop
    const names = ['large', 'blue', 'round', 'tall', 'heavy', 'narrow'].map(
      kind => `${kind}-stoneware-mug-with-a-handle`,
    )
    const basket: Record<string, number> = {}
    for (const name of names) basket[await aProduct(engine.as({ kind: 'system' }), name, { stock: 50 })] = 1
    for (let count = 0; count < 10; count++) await buys(engine.as(bob), basket)
    const { text, structured } = await (await as('bob')).call('list_orders')
    expect(structured?.orders).toHaveLength(10)
    expect(tokens(text)).toBeLessThanOrEqual(2000)
    expect(tokens(structured)).toBeLessThanOrEqual(2000)
  })
})

test('an order is sent elsewhere, and what came sent back once, through its customer’s assistant', async () => {
  const { engine } = shop
  const { products } = await engine.as(guest).searchCatalog({ catalog: { filters: { available: true } } })
  const { order } = await buys(engine.as(bob), { [products[0]!.variants[0]!.id]: 1 })
  const client = await as('bob')
  const destination = { ...berlin, street_address: 'Am Ring 2' }
  const changed = await client.call('update_order', { id: order!.label, order: { destination } })
  expect(changed.structured).toMatchObject({ fulfillment: { expectations: [{ destination }] } })
  expect(factsMissingFrom(changed.text, changed.structured)).toEqual([])
  const { line_items } = await engine.as({ kind: 'system' }).fulfillOrder({ id: order!.id, event: { type: 'shipped' } })
  const before = await client.call('get_order', { id: order!.label })
  expect(before.text).toContain('1 returnable until')
  expect(before.text).toContain('Next: request_return')
  const wish = {
    id: order!.label,
    line_items: [{ id: line_items[0]!.id, quantity: 1, reason: 'damaged' }],
    note: 'A chip.',
  }
  const { text, structured } = await client.call('request_return', wish)
  expect(structured).toMatchObject({ returns: [{ status: 'requested', note: 'A chip.' }] })
  expect(factsMissingFrom(text, structured)).toEqual([])
  expect((await client.call('request_return', wish)).text).toMatch(/^invalid_state: .*requested already/)
})
