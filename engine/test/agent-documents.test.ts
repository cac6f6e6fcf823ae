import { expect, test } from 'vitest'
import { aShopWithAccounts, later } from './accounts.ts'
import { anAssistant, callback } from './agents.ts'
import { rowsOf } from './database-rows.ts'
import { onBothDatabases } from './databases.ts'

const address = 'https://assistant.example/client.json'

onBothDatabases('Assistants with a document', database => {
  async function aShop(document: () => object | Promise<object>) {
    const read: string[] = []
    const shop = await aShopWithAccounts(database, {
      readDocument: async ({ href }) => {
        read.push(href)
        return JSON.stringify(await document())
      },
    })
    return { shop, read, assistant: anAssistant(shop), cookie: await shop.joins('ann@example.com') }
  }
  const facts = { client_id: address, client_name: 'Helper', redirect_uris: [callback] }

  test('an assistant is who the document at its id says, which is read once an hour', async () => {
    let redirect_uris = [callback]
    const { shop, read, assistant, cookie } = await aShop(() => ({ ...facts, redirect_uris }))
    const page = await assistant.leads(cookie, address)
    const query = page.slice(page.indexOf('?') + 1)
    expect(await (await shop.sends('/show-question', { query }, { cookie })).json()).toMatchObject({
      client: { id: address, name: 'Helper', is_proved: true },
    })
    const { tokens } = await assistant.connects(cookie, address)
    expect((await assistant.is(tokens.access_token)).actor).toMatchObject({ kind: 'agent', agentId: address })
    expect(read).toEqual([address])
    redirect_uris = ['https://assistant.example/moved']
    expect(await assistant.leads(cookie, address)).toContain('?code=')
    later(61 * 60_000)
    expect(await assistant.leads(cookie, address)).toContain('error=invalid_redirect')
    expect(read).toEqual([address, address])
  })

  test('an assistant whose document is gone gets nothing new', async () => {
    let isThere = true
    const { assistant, cookie } = await aShop(() => (isThere ? facts : Promise.reject(new Error('gone'))))
    const { tokens } = await assistant.connects(cookie, address)
    isThere = false
    later(61 * 60_000)
    expect(await assistant.leads(cookie, address)).toContain('error=invalid_client')
    expect((await assistant.renews(address, tokens.refresh_token)).ok).toBe(false)
  })

  test.each([
    ['is about another', { ...facts, client_id: 'https://thief.example/client.json' }],
    ['is about nobody', { redirect_uris: [callback] }],
    ['keeps a secret', { ...facts, token_endpoint_auth_method: 'client_secret_basic' }],
    ['keeps a key', { ...facts, token_endpoint_auth_method: 'private_key_jwt' }],
    ['leads nowhere', { ...facts, redirect_uris: [] }],
    ['leads to a script', { ...facts, redirect_uris: [callback, 'javascript:alert(1)'] }],
    ['leads over a plain connection', { ...facts, redirect_uris: [callback, 'http://assistant.example/callback'] }],
    ['is no object', []],
  ])('a document that %s makes nobody known, and is not asked for again at once', async (_, document) => {
    const { read, assistant, cookie } = await aShop(() => document)
    expect(await assistant.leads(cookie, address)).toMatch(/\/account\/connect\/failure\?error=/)
    expect(await assistant.leads(cookie, address)).toMatch(/\/account\/connect\/failure\?error=/)
    expect(await rowsOf(await database.address(), 'select * from oauth_clients')).toEqual([])
    expect(read).toEqual([address])
  })
})
