import type { Actor } from '@mitchweb/engine'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AnyClient, clients } from './clients.ts'
import { type RealShop, realShop } from './real-shop.ts'
import { type ServedMcp, serveMcp } from './serve-mcp.ts'

const ann: Actor = { kind: 'customer', customerId: 'cus_ann' }
const agentOfAnn: Actor = {
  kind: 'agent',
  customerId: 'cus_ann',
  agentId: 'agt_1',
  scopes: ['cart:write', 'checkout:write', 'orders:read', 'account:read', 'account:write'],
}

let shop: RealShop
let served: ServedMcp
let client: AnyClient

beforeAll(async () => {
  shop = await realShop()
  const agent = shop.engine.as(agentOfAnn)
  served = await serveMcp({ shopFor: () => agent })
  client = await clients['client 2.x, negotiating']!(served)
})
afterAll(async () => {
  await client.close()
  await served.close()
  await shop.close()
})

const instrument = (rest: object) => ({ id: 'demo', handler_id: 'demo', type: 'demo', ...rest })

type View = {
  readonly id: string
  readonly status: string
  readonly continue_url: string
  readonly totals: { type: string; amount: number }[]
  readonly payment: { instruments: { id: string }[] }
}

const aVariant = async (): Promise<string> => {
  const { products } = await shop.engine.as(ann).searchCatalog({ catalog: { filters: { available: true } } })
  return products[0]!.variants[0]!.id
}

const address = {
  street_address: 'Hauptstr. 1',
  postal_code: '10115',
  address_locality: 'Berlin',
  address_country: 'DE',
}

test('an agent is shown what its customer has saved, and hands over the link where it names it', async () => {
  const owner = shop.engine.as(ann)
  const variant = await aVariant()
  const checkout = {
    line_items: [{ item: { id: variant }, quantity: 1 }],
    buyer: { email: 'ann@example.com', first_name: 'Ann', last_name: 'Lee' },
    fulfillment: { methods: [{ destinations: [address] }] },
  }
  const begun = await client.call('create_checkout', { checkout })
  const [, written] = /To choose the first: update_checkout (\{.*\})/.exec(begun.text) ?? []
  const ready = (await client.call('update_checkout', JSON.parse(written!))).structured as unknown as View
  const total = ready.totals.find(({ type }) => type === 'total')!.amount
  const credential = { type: 'token', token: 'success' }
  await owner.completeCheckout({
    id: ready.id,
    expected_total: total,
    checkout: { payment: { instruments: [instrument({ credential, save: true })] } },
  })

  const again = await client.call('create_checkout', { checkout })
  const [, chosen] = /To choose the first: update_checkout (\{.*\})/.exec(again.text) ?? []
  const shown = await client.call('update_checkout', JSON.parse(chosen!))
  const { id, payment } = shown.structured as unknown as View
  const [saved] = payment.instruments
  expect(shown.text).toContain(`Instrument "${saved!.id}" of "demo", type "demo": saved, "demo …1001", expires 12/`)
  const answer = await client.call('complete_checkout', {
    id,
    expected_total: total,
    checkout: { payment: { instruments: [instrument({ id: saved!.id })] } },
  })
  const waiting = answer.structured as unknown as View
  expect(waiting).toMatchObject({ status: 'requires_escalation', continue_url: expect.stringContaining(id) })
  expect(answer.text.split('\n')).toContain(waiting.continue_url)
})

test('no tool takes payment methods away, or keeps one', async () => {
  const { tools } = await client.raw.listTools()
  const said = JSON.stringify(tools.map(({ name, inputSchema }) => [name, inputSchema]))
  expect(said).toContain('complete_checkout')
  for (const none of ['payment_method', '"save"']) expect(said).not.toContain(none)
})
