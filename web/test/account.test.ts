import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Shop } from '../../engine/src/contract.ts'
import { buys } from '../../engine/test/buying.ts'
import { buysOne, byToken } from '../../engine/test/saving.ts'
import { chromiumFlags, chromiumPath } from '../../rest-api/test/chromium.ts'
import { aConnectedShop, type ConnectedShop, password } from '../../test/doors/connecting.ts'
import { aQuestion } from '../../test/doors/questions.ts'

/** As long as the right one, which these shops, that derive no key, compare byte by byte. */
const wrong = password.toUpperCase()

describe.skipIf(!existsSync(chromiumPath))('An account in the storefront, in Chromium', () => {
  let shop: ConnectedShop
  let browser: Browser
  beforeAll(async () => {
    shop = await aConnectedShop()
    browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags })
  })
  afterAll(async () => {
    await browser?.close()
    await shop?.close()
  })

  const newPage = async (wishes: Parameters<Browser['newContext']>[0] = {}): Promise<Page> => {
    const page = await (await browser.newContext({ locale: 'en-GB', ...wishes })).newPage()
    page.on('pageerror', error => expect.soft(error).toBeUndefined())
    return page
  }
  const goes = (page: Page, path: string) => page.goto(shop.url + path, { waitUntil: 'networkidle' })
  const headingOf = (page: Page) => page.locator('h1').innerText()
  const fills = async (page: Page, fields: Record<string, string>, button: string) => {
    for (const [label, value] of Object.entries(fields))
      await page.getByLabel(label, { exact: true }).first().fill(value)
    await page.getByRole('button', { name: button, exact: true }).first().click()
  }
  const ownShop = async (context: BrowserContext): Promise<Shop> => {
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    return shop.engine.as((await shop.engine.identify({ cookie, audience: shop.url })).actor)
  }
  /** Somebody with an account, who is signed in. */
  const joins = async (email: string, wishes: Parameters<typeof newPage>[0] = {}) => {
    await shop.joins(email)
    const page = await newPage(wishes)
    await goes(page, '/account/sign-in')
    await fills(page, { 'E-mail': email, Password: password }, 'Sign in')
    await page.waitForURL('**/account')
    return { page, own: await ownShop(page.context()) }
  }
  const someVariant = async (): Promise<{ id: string; handle: string }> => {
    const { products } = await shop.engine
      .as({ kind: 'guest' })
      .searchCatalog({ catalog: { filters: { available: true } } })
    const { handle, variants } = products.find(product => product.variants.length === 1) ?? products[0]!
    return { id: variants[0]!.id, handle }
  }

  test('finds an order in its history, and orders again beside what lies in the cart', {
    timeout: 60_000,
  }, async () => {
    const { id, handle } = await someVariant()
    const { page, own } = await joins('ann@example.com')
    await goes(page, `/products/${handle}`)
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await page.waitForURL('**/cart')
    await page.getByRole('button', { name: 'Check out' }).click()
    await page.waitForURL('**/checkout/**')
    const { order } = await buys(own, { [id]: 2 })
    await goes(page, '/account')
    await page.getByRole('navigation', { name: 'Your account' }).getByRole('link', { name: 'Orders' }).click()
    await page.getByRole('link', { name: `Order ${order?.label}` }).waitFor()
    await page.getByRole('button', { name: `Order again: ${order?.label}` }).click()
    await page.waitForURL('**/cart')
    expect(await page.getByLabel('Quantity').first().inputValue()).toBe('3')
    await page.context().close()
  })

  test('shows older orders page by page', { timeout: 60_000 }, async () => {
    const { page, own } = await joins('many@example.com')
    const { id } = await someVariant()
    for (let count = 0; count < 21; count++) await buys(own, { [id]: 1 })
    await goes(page, '/account/orders')
    const orders = page.getByRole('button', { name: /^Order again/ })
    expect(await orders.count()).toBe(20)
    await page.getByRole('link', { name: 'Older orders' }).click()
    await page.getByRole('link', { name: 'The newest orders' }).waitFor()
    expect(await orders.count()).toBe(1)
    await page.context().close()
  })

  test('takes names and addresses, and overwrites nothing that another window has changed', {
    timeout: 60_000,
  }, async () => {
    const { page, own } = await joins('profile@example.com')
    await goes(page, '/account/profile')
    const stale = await page.context().newPage()
    await goes(stale, '/account/profile')
    await fills(page, { 'First name': 'Ann', 'Last name': 'Lee' }, 'Save')
    await page.getByText('It is saved.').waitFor()
    await page.getByText('Add an address').click()
    const form = page.locator('details[open]')
    await form.getByLabel('Street and number').fill('Lindenstr. 4')
    await form.getByLabel('City').fill('Berlin')
    await form.getByLabel('Country').selectOption('DE')
    await form.getByRole('button', { name: 'Save' }).click()
    expect(await page.getByRole('alert').innerText()).toContain('Postcode')
    expect(await form.getByLabel('Street and number').inputValue()).toBe('Lindenstr. 4')
    await form.getByLabel('Postcode').fill('10969')
    await form.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Lindenstr. 4, 10969 Berlin').waitFor()
    await fills(stale, { 'First name': 'Somebody' }, 'Save')
    expect(await stale.getByRole('alert').innerText()).toContain('This was changed meanwhile')
    expect(await own.getProfile({})).toMatchObject({ first_name: 'Ann', addresses: [{ postal_code: '10969' }] })
    await page.getByRole('button', { name: /^Remove Lindenstr/ }).click()
    await page.getByText('It is removed.').waitFor()
    expect(await own.getProfile({})).toMatchObject({ first_name: 'Ann', last_name: 'Lee', addresses: [] })
    await page.context().close()
  })

  test('shows what pays, and forgets it when told to', { timeout: 60_000 }, async () => {
    const { page, own } = await joins('pays@example.com')
    await buysOne(own, (await someVariant()).id, byToken('demo', 'success', { save: true }))
    await goes(page, '/account/payment')
    await page.getByRole('button', { name: /^Remove .* ending in 1001$/ }).click()
    await page.getByText('It is removed.').waitFor()
    expect(await own.listPaymentMethods({})).toEqual({ payment_methods: [] })
    await page.context().close()
  })

  test('grants an assistant a budget within limits, and takes it back at once', { timeout: 60_000 }, async () => {
    const { page, own } = await joins('grants@example.com')
    await connects(page, 'Helper')
    await goes(page, '/account/agents')
    await page.getByRole('link', { name: 'Grant a budget to Helper' }).click()
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
    await fills(page, { 'In all': 'much', Until: inDays(30) }, 'Grant a budget')
    expect(await page.getByRole('alert').innerText()).toContain('“In all”')
    await fills(page, { 'In all': '50', 'For one order': '60', Until: inDays(30) }, 'Grant a budget')
    await page.getByRole('alert').getByText('“For one order”').waitFor()
    expect(await own.listMandates({})).toMatchObject({ mandates: [] })
    await page.getByLabel('Kitchen', { exact: true }).check()
    await fills(page, { 'For one order': '20.50', 'Ask me above': '10' }, 'Grant a budget')
    await page.getByText('€50.00 of €50.00 left').waitFor()
    expect(await page.locator('main').innerText()).toContain(
      'at most €20.50 an order · asks you above €10.00 · only Kitchen',
    )
    const [mandate] = (await own.listMandates({})).mandates
    expect(mandate).toMatchObject({ status: 'active', total: 5000, per_order: 2050, ask_above: 1000, currency: 'EUR' })
    await page.getByRole('button', { name: /^Take back the budget/ }).click()
    await page.getByText('Taken back', { exact: true }).waitFor()
    expect(await own.listMandates({})).toMatchObject({ mandates: [{ status: 'revoked' }] })
    await page.getByRole('button', { name: 'Disconnect Helper' }).click()
    await page.getByText('There are none yet.').waitFor()
    await page.context().close()
  })

  test('is reached by the keyboard alone', async () => {
    await shop.joins('keys@example.com')
    const page = await newPage()
    await goes(page, '/account')
    expect(await headingOf(page)).toBe('Sign in')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.type('keys@example.com')
    await page.keyboard.press('Tab')
    await page.keyboard.type(wrong)
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    await page.getByLabel('Password').focus()
    await page.keyboard.type(password)
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.matches(":focus-visible")')).toBe(true)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/account')
    expect(await headingOf(page)).toBe('Your account')
    await page.context().close()
  })

  test('speaks German throughout, also when it refuses', { timeout: 60_000 }, async () => {
    const { page } = await joins('deutsch@example.com')
    const german = await newPage({ locale: 'de-DE', storageState: await page.context().storageState() })
    for (const [path, heading] of [
      ['/account', 'Ihr Konto'],
      ['/account/orders', 'Ihre Bestellungen'],
      ['/account/profile', 'Profil und Adressen'],
      ['/account/payment', 'Zahlung und Guthaben'],
      ['/account/agents', 'Assistenten, die für Sie handeln'],
      ['/account/privacy', 'Ihre Daten'],
    ] as const) {
      await goes(german, path)
      expect(await headingOf(german)).toBe(heading)
    }
    await goes(german, '/account')
    const form = german.locator('form[action="/account/password"]')
    await form.getByLabel('Bisheriges Passwort').fill(wrong)
    await form.getByLabel('Neues Passwort').fill('another good one')
    await form.getByRole('button').click()
    expect(await german.getByRole('alert').innerText()).toContain('Das Passwort oder die E-Mail-Adresse ist falsch.')
    await german.context().close()
    await page.context().close()
  })

  test('tells all that is kept, and is closed only by who types its address', { timeout: 60_000 }, async () => {
    const { page } = await joins('leaves@example.com')
    const document = await page.request.get(`${shop.url}/account/export`)
    expect(document.headers()['content-disposition']).toContain('attachment')
    expect(await document.json()).toMatchObject({ format: 'mitchweb.customer.1' })
    await goes(page, '/account/privacy')
    const field = 'Your e-mail address, to say that you mean it'
    await fills(page, { [field]: 'other@example.com' }, 'Close my account for good')
    expect(await page.getByRole('alert').innerText()).toContain('“E-mail”')
    await fills(page, { [field]: 'leaves@example.com' }, 'Close my account for good')
    expect(await headingOf(page)).toBe('Your account is closed')
    await goes(page, '/account')
    expect(await headingOf(page)).toBe('Sign in')
    await page.context().close()
  })

  /** Lets an application act for who is signed in. */
  async function connects(page: Page, name: string): Promise<void> {
    const back = 'https://assistant.example/callback'
    const { asked } = await aQuestion(shop, { name, scope: 'checkout:write', callback: back })
    await page.route(`${back}**`, route => route.fulfill({ body: 'Connected.' }))
    await page.goto(asked.href)
    expect(await headingOf(page)).toContain(`Let “${name}” act for you`)
    await page.getByRole('button', { name: 'Allow' }).click()
    await page.waitForURL(`${back}**`)
    expect(new URL(page.url()).searchParams.get('code')).toMatch(/^\w{32}$/)
  }
})
