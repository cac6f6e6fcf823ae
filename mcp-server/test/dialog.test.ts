import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { aCheckout, cannedShop } from './canned-shop.ts'
import { newClient } from './clients.ts'
import { type ServedMcp, serveMcp } from './serve-mcp.ts'

const page = 'https://shop.example/checkout/chk_1'
const waiting = aCheckout({
  status: 'requires_escalation',
  continue_url: page,
  messages: [
    {
      type: 'error',
      code: 'payment_required',
      content: 'A person has to pay this at continue_url.',
      severity: 'requires_buyer_review',
    },
  ],
})
const { continue_url: _, ...settled } = aCheckout({ messages: [] })
const paid = {
  ...settled,
  status: 'completed' as const,
  order: { id: 'ord_1', label: 'M-1001', permalink_url: 'https://shop.example/orders/secret' },
}

let now: unknown = waiting
const shop = cannedShop({ complete_checkout: () => waiting, get_checkout: () => now })
let served: ServedMcp

beforeAll(async () => {
  served = await serveMcp({ shopFor: () => shop })
})
afterAll(() => served.close())
beforeEach(() => {
  now = waiting
})

const eras = {
  '2026-07-28': { versionNegotiation: { mode: { pin: '2026-07-28' } } },
  '2025-11-25': {},
} as const

describe.each(Object.entries(eras))('a client of %s', (_, negotiation) => {
  const connect = async (
    elicitation: { url?: Record<string, never>; form?: Record<string, never> } | undefined,
    onAsked: () => 'accept' | 'decline' | 'cancel',
  ) => {
    const asked: unknown[] = []
    const client = await newClient(served, { ...negotiation, ...(elicitation && { capabilities: { elicitation } }) })
    if (elicitation) {
      client.raw.setRequestHandler('elicitation/create', async request => {
        asked.push(request.params)
        return { action: onAsked() }
      })
    }
    return { client, asked }
  }
  const complete = { id: 'chk_1', expected_total: 3070 }

  test('that shows links as dialogs is offered the page, and hears of the payment from the engine', async () => {
    const { client, asked } = await connect({ url: {} }, () => {
      now = paid
      return 'accept'
    })
    const result = await client.call('complete_checkout', complete)
    expect(asked).toMatchObject([{ mode: 'url', url: page }])
    expect(result.structured).toMatchObject({ status: 'completed', order: { id: 'ord_1' } })
    await client.close()
  })

  test('whose person agreed to open the page has not paid by that', async () => {
    const { client } = await connect({ url: {} }, () => 'accept')
    const result = await client.call('complete_checkout', complete)
    expect(result.structured).toMatchObject({ status: 'requires_escalation', continue_url: page })
    expect(result.text.split('\n')).toContain(page)
    await client.close()
  })

  test.each(['decline', 'cancel'] as const)('whose person chooses to %s keeps the link', async action => {
    const { client } = await connect({ url: {} }, () => action)
    const result = await client.call('complete_checkout', complete)
    expect(result.isError).toBe(false)
    expect(result.text.split('\n')).toContain(page)
    await client.close()
  })

  test.each([
    ['shows no dialogs', undefined],
    ['shows forms only', { form: {} }],
  ])('that %s gets the plain result', async (_, elicitation) => {
    const { client, asked } = await connect(elicitation, () => 'accept')
    const result = await client.call('complete_checkout', complete)
    expect(asked).toEqual([])
    expect(result.text.split('\n')).toContain(page)
    await client.close()
  })
})

test('a client that listens to no stream of news is asked on the stream of its call', async () => {
  const withoutNews: typeof fetch = (input, init) =>
    init?.method === 'GET' ? Promise.resolve(new Response(null, { status: 405 })) : fetch(input, init)
  const raw = new Client({ name: 'mitchweb-tests', version: '1.0.0' }, { capabilities: { elicitation: { url: {} } } })
  let asked = 0
  raw.setRequestHandler('elicitation/create', async () => {
    asked += 1
    return { action: 'accept' }
  })
  await raw.connect(new StreamableHTTPClientTransport(new URL(served.url), { fetch: withoutNews }))
  await raw.callTool({ name: 'complete_checkout', arguments: { id: 'chk_1' } })
  expect(asked).toBe(1)
  await raw.close()
})

test('state that the shop did not sign is refused', async () => {
  const body = {
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: {
      name: 'complete_checkout',
      arguments: { id: 'chk_1' },
      inputResponses: { pay: { action: 'accept' } },
      requestState: 'forged',
      _meta: {
        'io.modelcontextprotocol/protocolVersion': '2026-07-28',
        'io.modelcontextprotocol/clientCapabilities': { elicitation: { url: {} } },
      },
    },
  }
  const response = await fetch(served.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'tools/call',
      'mcp-name': 'complete_checkout',
    },
    body: JSON.stringify(body),
  })
  expect(await response.json()).toMatchObject({ error: { code: -32602 } })
})
