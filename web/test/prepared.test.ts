import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { grantableScopes } from '../../engine/src/contract.ts'
import { aProduct, berlin, furnish } from '../../engine/test/buying.ts'
import { type AnyClient, newClient } from '../../mcp-server/test/clients.ts'
import { chromiumFlags, chromiumPath } from '../../rest-api/test/chromium.ts'
import { aConnectedShop, type ConnectedShop, password } from '../../test/doors/connecting.ts'
import { aQuestion } from '../../test/doors/questions.ts'
import { heading, payButton } from './checkout-visit.ts'

const patience = { timeout: 60_000 }

describe.skipIf(!existsSync(chromiumPath))('what an assistant prepared (skipped without /usr/bin/chromium)', () => {
  let shop: ConnectedShop
  let browser: Browser
  let assistant: AnyClient
  let mug: string
  beforeAll(async () => {
    shop = await aConnectedShop({
      fill: async staff => {
        await furnish(staff)
        mug = await aProduct(staff, 'mug', { stock: 100 })
      },
    })
    browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags })
    assistant = await newClient({ url: shop.mcpUrl }, { versionNegotiation: { mode: 'auto' } })
  })
  afterAll(async () => {
    await assistant?.close()
    await browser?.close()
    await shop?.close()
  })

  const visitor = async (): Promise<Page> => (await browser.newContext({ locale: 'en-GB' })).newPage()

  const prepares = async (): Promise<string> => {
    const line_items = [{ item: { id: mug }, quantity: 1 }]
    const made = await assistant.call('create_checkout', {
      checkout: {
        line_items,
        buyer: { email: 'ann@example.com' },
        fulfillment: { methods: [{ type: 'shipping', destinations: [berlin] }] },
      },
    })
    return String(made.structured?.id)
  }
  const seen = async (id: string) => (await assistant.call('get_checkout', { id })).structured

  test('names it to the person, and it sees what they changed and that they paid', patience, async () => {
    const id = await prepares()
    const page = await visitor()
    await page.goto(`${shop.url}/checkout/${id}`)
    await page.getByText('Prepared for you by an assistant that calls itself “mitchweb-tests”.').waitFor()
    await page.getByRole('link', { name: 'Change contact and address' }).click()
    await page.fill('input[name=street_address]', 'Lindenstr. 5')
    await page.getByRole('button', { name: 'Save and go on' }).click()
    await page.getByRole('radio', { name: 'Standard' }).check()
    await payButton(page).waitFor()
    expect(await seen(id)).toMatchObject({ status: 'ready_for_complete', prepared_by: { name: 'mitchweb-tests' } })
    expect(JSON.stringify(await seen(id))).toContain('Lindenstr. 5')
    await payButton(page).click()
    await heading(page, 'Thank you for your order')
    expect(await seen(id)).toMatchObject({ status: 'completed', order: { label: expect.stringMatching(/^MW-/) } })
  })

  test('is refused by the person, and the assistant sees that', patience, async () => {
    const id = await prepares()
    const page = await visitor()
    await page.goto(`${shop.url}/checkout/${id}`)
    await page.getByRole('button', { name: 'Cancel this checkout' }).click()
    await heading(page, 'This checkout is closed')
    expect(await seen(id)).toMatchObject({ status: 'canceled' })
  })

  test('is told apart where the person has connected the assistant themselves', patience, async () => {
    await shop.joins('ann@example.com')
    const page = await visitor()
    await page.goto(`${shop.url}/account/sign-in`)
    await page.getByLabel('E-mail').fill('ann@example.com')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL('**/account')
    const back = 'https://assistant.example/callback'
    const { asked } = await aQuestion(shop, { name: 'Helper', scope: 'checkout:write', callback: back })
    await page.route(`${back}**`, route => route.fulfill({ body: 'Connected.' }))
    await page.goto(asked.href)
    await page.getByRole('button', { name: 'Allow' }).click()
    await page.waitForURL(`${back}**`)
    const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    const { actor } = await shop.engine.identify({ cookie, audience: shop.url })
    if (actor.kind !== 'customer') throw new Error('Nobody is signed in.')
    const agentId = asked.searchParams.get('client_id') ?? ''
    const agent = shop.engine.as({ ...actor, kind: 'agent', agentId, scopes: grantableScopes })
    const { id } = await agent.createCheckout({ checkout: { line_items: [{ item: { id: mug }, quantity: 1 }] } })
    await page.goto(`${shop.url}/checkout/${id}`)
    await page.getByText('Prepared for you by “Helper”, which you have connected to your account.').waitFor()
  })
})
