import { expect, test } from 'vitest'
import { aShopWithAccounts, later, password } from './accounts.ts'
import { anAssistant, callback } from './agents.ts'
import { rowsOf, running } from './database-rows.ts'
import { onBothDatabases } from './databases.ts'

const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString()

const refused = { code: 'unauthorized', details: { reason: 'invalid_token' } }

onBothDatabases('Assistants', database => {
  const aShop = async () => {
    const shop = await aShopWithAccounts(database)
    return { shop, assistant: anAssistant(shop), cookie: await shop.joins('ann@example.com') }
  }

  test('an assistant acts for who let it in, at the one door it asked for, with no more than it was granted', async () => {
    const { shop, assistant, cookie } = await aShop()
    const { clientId, tokens } = await assistant.connects(cookie)
    const { customerId } = (await shop.whoIs(cookie)) as { customerId: string }
    const scopes = ['catalog:read', 'orders:read', 'account:read']
    const { actor, credential } = await assistant.is(tokens.access_token)
    expect(actor).toEqual({ kind: 'agent', customerId, agentId: clientId, scopes })
    expect(credential).toMatchObject({ kind: 'token', name: 'Helper' })
    await expect(assistant.is(tokens.access_token, '/api')).rejects.toMatchObject(refused)
    const { tokens: others } = await assistant.connects(cookie, clientId, { resource: 'https://shop.test/api' })
    expect((await assistant.is(others.access_token, '/api')).actor).toEqual(actor)
    await expect(assistant.is(others.access_token)).rejects.toMatchObject(refused)
  })

  test('who is not signed in signs in first, and comes back to the same question', async () => {
    const { assistant } = await aShop()
    const { client_id } = (await (await assistant.registers()).json()) as { client_id: string }
    const signIn = new URL(await assistant.leads('', client_id), 'https://shop.test')
    expect(signIn.pathname).toBe('/account/sign-in')
    const next = new URL(signIn.searchParams.get('next') ?? '', 'https://shop.test')
    expect(next.pathname).toBe('/account/connect')
    expect(Object.fromEntries(next.searchParams)).toMatchObject({
      client_id,
      redirect_uri: callback,
      state: 'their-own',
    })
    expect(next.searchParams.has('sig')).toBe(false)
  })

  test('consent holds for what was consented to, and more is asked for again', async () => {
    const { assistant, cookie } = await aShop()
    const { clientId } = await assistant.connects(cookie)
    expect(await assistant.leads(cookie, clientId)).toMatch(/^https:\/\/assistant\.example\/callback\?code=/)
    expect(await assistant.leads(cookie, clientId, { scope: 'account:write' })).toMatch(/^\/account\/consent\?/)
    expect(await assistant.leads(cookie, clientId, { prompt: 'consent' })).toMatch(/^\/account\/consent\?/)
    const other = (await (await assistant.registers()).json()) as { client_id: string }
    expect(await assistant.leads(cookie, other.client_id)).toMatch(/^\/account\/consent\?/)
  })

  test('who consents to something else takes back what was consented to before', async () => {
    const { shop, assistant, cookie } = await aShop()
    const { clientId, tokens } = await assistant.connects(cookie)
    await assistant.connects(cookie, clientId, { scope: 'catalog:read orders:read cart:write', prompt: 'consent' })
    const { agents } = (await (await shop.sends('/list-agents', undefined, { cookie })).json()) as {
      agents: { scopes: string[] }[]
    }
    expect(agents.map(({ scopes }) => scopes)).toEqual([
      ['catalog:read', 'orders:read', 'cart:write', 'offline_access'],
    ])
    const scopes = ['catalog:read', 'orders:read']
    expect((await assistant.is(tokens.access_token)).actor).toMatchObject({ scopes })
    const renewed = (await (await assistant.renews(clientId, tokens.refresh_token)).json()) as { access_token: string }
    expect((await assistant.is(renewed.access_token)).actor).toMatchObject({ scopes })
  })

  test('who refuses leads the assistant back without anything', async () => {
    const { assistant, cookie } = await aShop()
    const { client_id } = (await (await assistant.registers()).json()) as { client_id: string }
    const back = new URL(await assistant.decides(cookie, await assistant.leads(cookie, client_id), false))
    expect(Object.fromEntries(back.searchParams)).toMatchObject({ error: 'access_denied', state: 'their-own' })
    expect(await assistant.leads(cookie, client_id)).toMatch(/^\/account\/consent\?/)
  })

  test('the page of consent is told who asks for what, and only what the shop has signed', async () => {
    const { shop, assistant, cookie } = await aShop()
    const { client_id } = (await (await assistant.registers()).json()) as { client_id: string }
    const page = await assistant.leads(cookie, client_id)
    const query = page.slice(page.indexOf('?') + 1)
    expect(await (await shop.sends('/show-question', { query }, { cookie })).json()).toEqual({
      client: { id: client_id, name: 'Helper', is_proved: false },
      redirect_uri: callback,
      scopes: ['catalog:read', 'orders:read', 'account:read', 'offline_access'],
      doors: ['/mcp'],
      email: 'ann@example.com',
    })
    const forged = [
      query.replace('account%3Aread', 'account%3Awrite'),
      query.replace('assistant.example', 'thief.example'),
      query.replace(/sig=[^&]*/, ''),
      `${query}&sig=AAAA`,
    ]
    for (const bad of forged) {
      for (const [path, body] of [
        ['/show-question', {}],
        ['/decide-question', { accept: true }],
      ] as const) {
        await expect(shop.sends(path, { query: bad, ...body }, { cookie }), bad).rejects.toMatchObject({
          code: 'invalid_input',
        })
      }
    }
    later(6 * 60_000)
    await expect(shop.sends('/decide-question', { query, accept: true }, { cookie })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    expect(await rowsOf(await database.address(), 'select * from oauth_consents')).toEqual([])
  })

  test('a foreign page decides nothing, and neither does who is not signed in', async () => {
    const { shop, assistant, cookie } = await aShop()
    const { client_id } = (await (await assistant.registers()).json()) as { client_id: string }
    const page = await assistant.leads(cookie, client_id)
    const decision = { query: page.slice(page.indexOf('?') + 1), accept: true }
    const foreign = { cookie, headers: { origin: 'https://thief.example' } }
    await expect(shop.sends('/decide-question', decision, foreign)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(shop.sends('/decide-question', decision)).rejects.toMatchObject({ code: 'unauthorized' })
    expect(await rowsOf(await database.address(), 'select * from oauth_consents')).toEqual([])
  })

  test('only S256 proves who began, and without a proof nothing begins', async () => {
    const { assistant, cookie } = await aShop()
    const { client_id } = (await (await assistant.registers()).json()) as { client_id: string }
    const secret = (await (await assistant.registers({ token_endpoint_auth_method: 'client_secret_post' })).json()) as {
      client_id: string
    }
    for (const id of [client_id, secret.client_id]) {
      for (const more of [
        { code_challenge: undefined, code_challenge_method: undefined },
        { code_challenge_method: 'plain' },
        { code_challenge_method: undefined },
      ]) {
        const back = await assistant.leads(cookie, id, more)
        expect(new URL(back).searchParams.get('error'), back).toBe('invalid_request')
      }
    }
    const { form } = await assistant.connects(cookie, client_id)
    const code = new URL(await assistant.leads(cookie, client_id)).searchParams.get('code') ?? ''
    const answer = await assistant.redeems({ ...form, code, code_verifier: 'x'.repeat(43) })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(await answer.json()).not.toHaveProperty('access_token')
  })

  test('nobody is led to an address that the assistant has not named itself, to the letter', async () => {
    const { assistant, cookie } = await aShop()
    const { client_id } = (await (await assistant.registers()).json()) as { client_id: string }
    const addresses = [
      `${callback}/`,
      `${callback}?more=1`,
      `${callback}#part`,
      'https://assistant.example/callback/../thief',
      'https://assistant.example:8443/callback',
      'https://assistant.example.thief.example/callback',
      'https://assistant.example@thief.example/callback',
      'http://assistant.example/callback',
      'https://thief.example/',
      'javascript:alert(1)',
      '//thief.example/callback',
    ]
    for (const redirect_uri of addresses) {
      const place = await assistant.leads(cookie, client_id, { redirect_uri })
      expect(place, redirect_uri).toMatch(/^https:\/\/shop\.test\/account\/connect\/failure\?error=/)
    }
    const page = await assistant.leads(cookie, client_id)
    const location = await assistant.decides(cookie, page, true)
    const answer = await assistant.redeems({
      ...assistant.codeForm(client_id, location),
      redirect_uri: 'https://thief.example/',
    })
    expect(answer.status).toBe(400)
  })

  test('a code counts once, and the second use takes back what the first gave', async () => {
    const { assistant, cookie } = await aShop()
    const { form, tokens, clientId } = await assistant.connects(cookie)
    await assistant.is(tokens.access_token)
    const again = await assistant.redeems(form)
    expect([again.status, await again.json()]).toEqual([400, expect.objectContaining({ error: 'invalid_grant' })])
    await expect(assistant.is(tokens.access_token)).rejects.toMatchObject(refused)
    expect((await assistant.renews(clientId, tokens.refresh_token)).status).toBe(400)
  })

  test('a token that comes back a second time ends all of its kin', async () => {
    const { assistant, cookie } = await aShop()
    const { clientId, tokens } = await assistant.connects(cookie)
    const renewed = await assistant.renews(clientId, tokens.refresh_token)
    expect(renewed.status).toBe(200)
    const { access_token, refresh_token } = (await renewed.json()) as typeof tokens
    await assistant.is(access_token)
    expect((await assistant.renews(clientId, tokens.refresh_token)).status).toBe(400)
    await expect(assistant.is(access_token)).rejects.toMatchObject(refused)
    expect((await assistant.renews(clientId, refresh_token)).status).toBe(400)
  })

  test('of all that looks like a token only a living one of this shop opens the door', async () => {
    const { assistant, cookie } = await aShop()
    const { clientId, tokens } = await assistant.connects(cookie)
    const { access_token: good, refresh_token } = tokens
    await assistant.is(good)
    const jwt = (header: object) =>
      `${[header, { sub: 'cus_1', aud: 'https://shop.test/mcp', exp: 9e9 }].map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`
    const bad = [
      'garbage',
      'mwt_',
      'mwt_garbage',
      `${good}x`,
      good.slice(0, -1),
      good.toUpperCase(),
      good.slice('mwt_'.length),
      refresh_token,
      `mwt_${refresh_token.slice('mwr_'.length)}`,
      jwt({ alg: 'none' }),
      jwt({ alg: 'HS256' }),
      // As another shop makes them.
      `mwt_${'abcdefgh'.repeat(4)}`,
    ]
    for (const token of bad) {
      await expect(assistant.is(token), token).rejects.toMatchObject({ code: 'unauthorized' })
    }
    const address = await database.address()
    const states = [
      'resources = null',
      `resources = '["https://other.test/mcp"]'`,
      `resources = '["https://shop.test/mcp/"]'`,
    ]
    for (const state of states) {
      await running(address, [`update oauth_access_tokens set ${state} where client_id = '${clientId}'`])
      await expect(assistant.is(good), state).rejects.toMatchObject(refused)
    }
    await running(address, [
      `update oauth_access_tokens set resources = '["https://shop.test/mcp"]' where client_id = '${clientId}'`,
    ])
    await assistant.is(good)
    later(59 * 60_000)
    await assistant.is(good)
    later(2 * 60_000)
    await expect(assistant.is(good)).rejects.toMatchObject(refused)
  })

  test('a token that was taken back opens nothing from then on', async () => {
    const { assistant, cookie } = await aShop()
    const { clientId, tokens } = await assistant.connects(cookie)
    expect((await assistant.revokes('another', tokens.access_token)).ok).toBe(false)
    await assistant.is(tokens.access_token)
    expect((await assistant.revokes(clientId, tokens.access_token)).status).toBe(200)
    await expect(assistant.is(tokens.access_token)).rejects.toMatchObject(refused)
    const renewed = (await (await assistant.renews(clientId, tokens.refresh_token)).json()) as typeof tokens
    await assistant.is(renewed.access_token)
    expect((await assistant.revokes(clientId, renewed.refresh_token)).status).toBe(200)
    await expect(assistant.is(renewed.access_token)).rejects.toMatchObject(refused)
    expect((await assistant.renews(clientId, renewed.refresh_token)).status).toBe(400)
  })

  test('people see who acts for them and when it last did, and end that at once', async () => {
    const { shop, assistant, cookie } = await aShop()
    const { clientId, tokens } = await assistant.connects(cookie)
    const seen = async () =>
      ((await (await shop.sends('/list-agents', undefined, { cookie })).json()) as { agents: object[] }).agents
    expect(await seen()).toEqual([
      {
        client_id: clientId,
        name: 'Helper',
        scopes: expect.arrayContaining(['orders:read']),
        connected_at: expect.any(String),
      },
    ])
    await assistant.is(tokens.access_token)
    await expect.poll(seen).toEqual([expect.objectContaining({ last_used_at: expect.any(String) })])
    const bob = await shop.joins('bob@example.com')
    await expect(shop.sends('/disconnect-agent', { client_id: clientId }, { cookie: bob })).rejects.toMatchObject({
      code: 'not_found',
    })
    await assistant.is(tokens.access_token)
    const unspent = await assistant.leads(cookie, clientId)
    await shop.sends('/disconnect-agent', { client_id: clientId }, { cookie })
    expect(await seen()).toEqual([])
    await expect(assistant.is(tokens.access_token)).rejects.toMatchObject(refused)
    expect((await assistant.renews(clientId, tokens.refresh_token)).status).toBe(400)
    expect((await assistant.redeems(assistant.codeForm(clientId, unspent))).status).toBe(400)
  })

  test('a code that was not redeemed yet ends with the connection, and does not come back with the next', async () => {
    const { shop, assistant, cookie } = await aShop()
    const { clientId } = await assistant.connects(cookie)
    const bob = await shop.joins('bob@example.com')
    await assistant.connects(bob, clientId)
    const [code, bobs] = [await assistant.leads(cookie, clientId), await assistant.leads(bob, clientId)]
    await shop.sends('/disconnect-agent', { client_id: clientId }, { cookie })
    const redeemed = await assistant.redeems(assistant.codeForm(clientId, code))
    expect([redeemed.status, await redeemed.json()]).toMatchObject([400, { error: 'invalid_grant' }])
    await assistant.connects(cookie, clientId)
    expect((await assistant.redeems(assistant.codeForm(clientId, code))).status).toBe(400)
    expect((await assistant.redeems(assistant.codeForm(clientId, bobs))).status).toBe(200)
  })

  test('who changes the password lets nobody act for them any more', async () => {
    const { shop, assistant, cookie } = await aShop()
    const { clientId, tokens } = await assistant.connects(cookie)
    await shop.sends('/change-password', { currentPassword: password, newPassword: 'a new long password' }, { cookie })
    await expect(assistant.is(tokens.access_token)).rejects.toMatchObject(refused)
    expect((await assistant.renews(clientId, tokens.refresh_token)).status).toBe(400)
  })

  test('whoever is disconnected loses every mandate at once, and has none when connected anew', async () => {
    const { shop, assistant, cookie } = await aShop()
    const { clientId, tokens } = await assistant.connects(cookie)
    const owner = shop.as(await shop.whoIs(cookie))
    const grants = (agent_id: string) =>
      owner.grantMandate({ mandate: { agent_id, currency: 'EUR', total: 100, expires_at: tomorrow() } })
    const standing = async () => (await owner.listMandates({})).mandates.filter(({ status }) => status === 'active')
    await grants(clientId)
    const other = await assistant.connects(cookie)
    const kept = await grants(other.clientId)
    const { actor } = await assistant.is(tokens.access_token)
    await shop.sends('/disconnect-agent', { client_id: clientId }, { cookie })
    expect(await standing()).toMatchObject([{ id: kept.id }])
    await expect(grants(clientId)).rejects.toMatchObject({ code: 'invalid_input' })
    await assistant.connects(cookie, clientId)
    expect((await shop.as(actor).listMandates({})).mandates).toMatchObject([{ status: 'revoked' }])
    await grants(clientId)
    await shop.sends('/change-password', { currentPassword: password, newPassword: 'a new long password' }, { cookie })
    expect(await standing()).toEqual([])
  })

  test('no mandate outlives its connection, however granting and disconnecting meet', async () => {
    const { shop, assistant, cookie } = await aShop()
    const owner = shop.as(await shop.whoIs(cookie))
    const { clientId } = await assistant.connects(cookie)
    const mandate = { agent_id: clientId, currency: 'EUR', total: 100, expires_at: tomorrow() }
    for (let round = 0; round < 10; round++) {
      const grant = () => owner.grantMandate({ mandate })
      const before = Array.from({ length: round }, grant)
      const disconnecting = shop.sends('/disconnect-agent', { client_id: clientId }, { cookie })
      const granted = await Promise.allSettled([...before, ...Array.from({ length: 8 }, grant)])
      await disconnecting
      const refused = granted.filter(grant => grant.status === 'rejected').map(({ reason }) => reason.code)
      expect(refused.filter(code => code !== 'invalid_input')).toEqual([])
      const { mandates } = await owner.listMandates({ limit: 50 })
      expect(mandates.filter(({ status }) => status !== 'revoked')).toEqual([])
      await assistant.connects(cookie, clientId)
    }
  })

  test('the database holds neither a token nor a code', async () => {
    const { assistant, cookie } = await aShop()
    const { clientId, tokens } = await assistant.connects(cookie)
    const code = new URL(await assistant.leads(cookie, clientId)).searchParams.get('code') ?? ''
    expect(code.length).toBeGreaterThanOrEqual(22)
    const address = await database.address()
    for (const table of ['oauth_access_tokens', 'oauth_refresh_tokens', 'account_verifications', 'outbox']) {
      const text = JSON.stringify(await rowsOf(address, `select * from ${table}`))
      for (const secret of [tokens.access_token, tokens.refresh_token, code]) {
        expect(text, table).not.toContain(secret.replace(/^mw._/, ''))
      }
    }
  })
})
