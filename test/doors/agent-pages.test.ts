import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  aBrowser,
  aConnectedShop,
  allows,
  type Browser,
  type ConnectedShop,
  hiddenIn,
  leadsTo,
  password,
} from './connecting.ts'
import { aQuestion as question } from './questions.ts'

const callback = 'https://assistant.example/callback'
const email = 'ann@example.com'

let shop: ConnectedShop
let ann: Browser

beforeAll(async () => {
  shop = await aConnectedShop()
  ann = await shop.joins(email)
})
afterAll(() => shop.close())

const aQuestion = async (wishes: Parameters<typeof question>[1] = {}): Promise<URL> =>
  (await question(shop, { ...wishes, callback })).asked

const placeIn = (answer: Response): string => answer.headers.get('location') ?? ''

const pageOf = async (browser: Browser, asked: URL): Promise<string> =>
  (await browser.goes(placeIn(await browser.goes(asked)))).text()

describe('The pages on which people decide who acts for them', () => {
  test('lead who is not signed in through that and back to the question', async () => {
    const browser = aBrowser(shop.url)
    const signIn = placeIn(await browser.goes(await aQuestion()))
    const form = await (await browser.goes(signIn)).text()
    const next = hiddenIn(form, 'next')
    expect(next).toMatch(/^\/account\/connect\?/)
    const signedIn = await browser.submits('/account/sign-in', { email, password, next })
    expect(signedIn.status).toBe(303)
    const question = leadsTo(await (await browser.goes(placeIn(signedIn))).text(), shop.url)
    const { code, page } = await allows(browser, question)
    expect(page).toContain('Let “Helper” act for you')
    expect(code).toMatch(/^\w{32}$/)
  })

  test('say who asks, how little that proves, where the answer goes and what it allows, in words', async () => {
    const asked = await aQuestion({
      name: '<img src=x onerror=alert(1)> \u202eevil',
      scope: 'orders:read account:write',
    })
    const answer = await ann.goes(placeIn(await ann.goes(asked)))
    const policy = answer.headers.get('content-security-policy')
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("form-action 'self'")
    expect(answer.headers.get('cache-control')).toContain('no-store')
    const page = await answer.text()
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt; evil')
    expect(page).not.toContain('<img')
    for (const words of [
      'not verified by this shop',
      'assistant.example',
      email,
      'see your orders',
      'change your profile',
    ]) {
      expect(page).toContain(words)
    }
    expect(page).not.toContain('cancel your orders')
  })

  test('say of who asks for leave to buy that it pays only within a budget, and where that is granted', async () => {
    const reading = await pageOf(ann, await aQuestion())
    expect(reading).not.toContain('budget')
    const page = await pageOf(ann, await aQuestion({ scope: 'checkout:write' }))
    expect(page).toContain('Only within a budget that you grant it yourself does it pay alone')
    expect(page).toContain('in your account, under “Assistants”')
    const bob = await shop.joins('bob-grants@example.com')
    await allows(bob, await aQuestion({ scope: 'checkout:write' }))
    const assistants = await (await bob.goes('/account/agents')).text()
    expect(assistants).toContain('unless you grant it a budget')
    const { agents } = (await (await bob.goes('/api/auth/list-agents')).json()) as { agents: { client_id: string }[] }
    expect(assistants).toContain(`<code>${agents[0]!.client_id}</code>`)
    const [, place = ''] = /href="(\/account\/agents\/mandate[^"]*)"/.exec(assistants) ?? []
    expect(await (await bob.goes(place)).text()).toContain('A budget for Helper')
  })

  test('speak German to browsers that ask for it first, and English to those that ask for neither', async () => {
    const german = { headers: { 'accept-language': 'de-AT,de;q=0.9,en;q=0.5' } }
    const bob = await shop.joins('bob-german@example.com')
    const asked = await aQuestion({ scope: 'checkout:write orders:read' })
    const consent = await bob.goes(placeIn(await bob.goes(asked)), german)
    expect(consent.headers.get('vary')).toContain('Accept-Language')
    const question = await consent.text()
    const words = [
      'lang="de"',
      'für Sie handeln lassen?',
      'Ihre Bestellungen sehen',
      'im Rahmen eines Budgets',
      'Erlauben',
    ]
    for (const word of words) expect(question).toContain(word)
    for (const word of ['Allow', 'budget that', 'your account', 'Connect']) expect(question).not.toContain(word)
    const forged = await bob.goes('/account/consent?client_id=forged', german)
    expect(forged.status).toBe(400)
    expect(await forged.text()).toContain('Diese Frage ist zu alt, oder schon beantwortet.')
    await allows(bob, asked)
    const assistants = await (await bob.goes('/account/agents', german)).text()
    for (const word of ['Assistenten, die für Sie handeln', 'Verbunden seit', 'Trennen']) {
      expect(assistants).toContain(word)
    }
    const french = await bob.goes('/account/agents', { headers: { 'accept-language': 'fr' } })
    expect(await french.text()).toContain('Assistants that act for you')
  })

  test('lead back with a refusal, and with nothing allowed', async () => {
    const asked = await aQuestion()
    const query = hiddenIn(await pageOf(ann, asked), 'query')
    const decided = await (await ann.submits('/account/consent', { query, decision: 'refuse' })).text()
    const back = leadsTo(decided, shop.url)
    expect(back.origin + back.pathname).toBe(callback)
    expect(Object.fromEntries(back.searchParams)).toMatchObject({ error: 'access_denied', state: 'their own' })
    expect(placeIn(await ann.goes(asked))).toMatch(/^\/account\/consent\?/)
  })

  test('take a decision from themselves only, and about what the shop itself has asked', async () => {
    const asked = await aQuestion()
    const query = hiddenIn(await pageOf(ann, asked), 'query')
    const body = new URLSearchParams({ query, decision: 'allow' })
    const foreign = { method: 'POST', headers: { origin: 'https://thief.example' }, body }
    expect((await ann.goes('/account/consent', foreign)).status).toBe(403)
    const changed = query.replace('account%3Aread', 'account%3Awrite')
    expect(changed).not.toBe(query)
    expect((await ann.submits('/account/consent', { query: changed, decision: 'allow' })).status).toBe(400)
    expect((await ann.goes(`/account/consent?${changed}`)).status).toBe(400)
    expect(placeIn(await ann.goes(asked))).toMatch(/^\/account\/consent\?/)
  })

  test('tell in a page of the shop what cannot be answered to the application', async () => {
    const asked = await aQuestion()
    asked.searchParams.set('redirect_uri', 'https://thief.example/')
    const place = placeIn(await ann.goes(asked))
    expect(new URL(place).origin).toBe(shop.url)
    const answer = await ann.goes(place)
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('an address that it has not named before')
  })

  test('list who acts for somebody, and disconnect them', async () => {
    const bob = await shop.joins('bob@example.com')
    expect(await (await bob.goes('/account/agents')).text()).toContain('There are none yet.')
    await allows(bob, await aQuestion({ name: 'Bob’s helper' }))
    const page = await (await bob.goes('/account/agents')).text()
    expect(page).toContain('Bob’s helper')
    expect(page).toContain('see your orders')
    expect((await bob.submits('/account/agents', { client_id: hiddenIn(page, 'client_id') })).status).toBe(303)
    expect(await (await bob.goes('/account/agents')).text()).toContain('There are none yet.')
  })
})
