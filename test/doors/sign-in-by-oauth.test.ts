import type { Client } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buys } from '../../engine/test/buying.ts'
import { aConnectedShop, allows, type Browser, type ConnectedShop } from './connecting.ts'
import { facts, type Kept, oauthClients } from './oauth-clients.ts'

const documentAddress = 'https://assistant.example/client.json'

let shop: ConnectedShop
let ann: Browser

beforeAll(async () => {
  shop = await aConnectedShop({
    readDocument: async url => {
      if (url.href !== documentAddress) throw new Error('There is no such document.')
      return JSON.stringify({ ...facts, client_id: documentAddress })
    },
  })
  ann = await shop.joins('ann@example.com')
})
afterAll(() => shop.close())

/** A client may keep the list of before for five minutes, as the shop lets it; here it asks again. */
const toolsOf = async (client: Client) =>
  (await client.listTools(undefined, { cacheMode: 'refresh' })).tools.map(({ name }) => name)

const labelsIn = (result: unknown) =>
  ((result as { structuredContent?: { orders: { id: string }[] } }).structuredContent?.orders ?? []).map(({ id }) => id)

describe.each(Object.keys(oauthClients))('A person lets %s act for them', name => {
  test.each([
    ['that registers', undefined],
    ['with a document', documentAddress],
  ])(
    'an application %s browses as a guest, is sent to sign in, and sees what is theirs until it is taken back',
    async (_, document) => {
      const kept: Kept = {}
      const { client, finish, Refused } = await oauthClients[name]!({ url: shop.mcpUrl, kept, document })
      const guests = await toolsOf(client)
      expect(guests).toContain('search_catalog')
      expect(guests).not.toContain('list_orders')
      expect((await client.callTool({ name: 'search_catalog', arguments: { catalog: {} } })).isError).toBeFalsy()
      await expect(client.callTool({ name: 'list_orders', arguments: {} })).rejects.toThrow(Refused)

      await finish(await allows(ann, kept.asked!))
      if (document) expect(kept.clientId ?? document).toBe(document)
      expect(await toolsOf(client)).toContain('list_orders')
      const mine = await anOrderOf(ann)
      const bobs = await anOrderOf(await shop.joins(`bob-${Math.random()}@example.com`))
      const seen = labelsIn(await client.callTool({ name: 'list_orders', arguments: {} }))
      expect(seen).toContain(mine)
      expect(seen).not.toContain(bobs)

      expect(kept.tokens?.refresh_token).toMatch(/^mwr_/)
      const first = kept.tokens!.access_token
      await revokes(kept, document, first)
      expect(labelsIn(await client.callTool({ name: 'list_orders', arguments: {} }))).toEqual(seen)
      expect(kept.tokens!.access_token).not.toBe(first)

      await ann.sends('/api/auth/disconnect-agent', { client_id: kept.clientId ?? document })
      delete kept.asked
      await expect(client.callTool({ name: 'list_orders', arguments: {} })).rejects.toThrow(Refused)
      expect((kept as Kept).asked?.pathname).toBe('/api/auth/oauth2/authorize')
      await client.close()
    },
  )
})

async function revokes({ clientId }: Kept, document: string | undefined, token: string): Promise<void> {
  const body = new URLSearchParams({ client_id: clientId ?? document ?? '', token, token_type_hint: 'access_token' })
  expect((await fetch(`${shop.url}/api/auth/oauth2/revoke`, { method: 'POST', body })).status).toBe(200)
}

async function anOrderOf(browser: Browser): Promise<string> {
  const { engine } = shop
  const answer = await browser.goes('/api/auth/get-session')
  expect(answer.status).toBe(200)
  const { actor } = await engine.identify({ cookie: browser.cookie(), audience: `${shop.url}/api` })
  const { products } = await engine.as(actor).searchCatalog({ catalog: { filters: { available: true } } })
  return (await buys(engine.as(actor), { [products[0]!.variants[0]!.id]: 1 })).order!.id
}
