import { existsSync } from 'node:fs'
import { system } from '@mitchweb/engine'
import type { Page, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from '../../rest-api/test/chromium.ts'
import { chooseDelivery, express, fillIn, fillInContact, heading, payButton } from './checkout-visit.ts'
import { type OpenStorefront, openStorefront } from './open-storefront.ts'

const patience = { timeout: 90_000 }
const aMoment = 'One moment …'

describe.skipIf(!existsSync(chromiumPath))('on a slow network (skipped where /usr/bin/chromium is missing)', () => {
  let open: OpenStorefront
  beforeAll(async () => {
    open = await openStorefront()
    await open.shop.engine.as(system).saveShippingRate({ shipping_rate: express })
  })
  afterAll(() => open?.close())

  const at = (path: string) => `${open.shop.url}${path}`
  const ordersOf = async (email: string) => (await open.shop.engine.as(system).findOrders({ email })).orders

  /** 400 kbit/s, and 400 ms to the shop. */
  const slowed = async (page: Page): Promise<Page> => {
    const session = await page.context().newCDPSession(page)
    const throughput = (400 * 1000) / 8
    const conditions = { offline: false, latency: 400, downloadThroughput: throughput, uploadThroughput: throughput }
    await session.send('Network.emulateNetworkConditions', conditions)
    return page
  }

  /** Forms that are sent to an address are not answered; what becomes of the next one is up to who holds it. */
  const held = async (
    page: Page,
    path: string,
  ): Promise<{ next: () => Promise<Route>; letGo: () => Promise<void> }> => {
    const routes: Route[] = []
    let heard: () => void = () => {}
    const hold = async (route: Route) => {
      if (route.request().method() !== 'POST') return route.continue()
      routes.push(route)
      heard()
    }
    await page.route(path, hold)
    return {
      next: async () => {
        if (routes.length === 0) await new Promise<void>(resolve => (heard = resolve))
        return routes.shift()!
      },
      letGo: () => page.unroute(path, hold),
    }
  }

  test('a person buys, sees at each step that something goes on, and a double click pays once', patience, async () => {
    const page = await slowed(await open.visitor())
    await page.goto(at('/products/mug-0'), { waitUntil: 'domcontentloaded' })
    // The scripts are still on their way.
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await heading(page, 'Your cart')
    await page.waitForLoadState('networkidle')
    await page.getByRole('button', { name: 'Check out' }).click()
    await page.locator('.going-on').waitFor()
    await heading(page, 'Checkout')
    await fillIn(page)
    await page.fill('input[name=code]', 'WELCOME10')
    await page.getByRole('button', { name: 'Use code' }).click()
    await page.getByRole('button', { name: aMoment, disabled: true }).waitFor()
    await page.getByRole('button', { name: 'Pay €18.40 now' }).dblclick()
    await page.getByRole('button', { name: aMoment, disabled: true }).waitFor()
    await heading(page, 'Thank you for your order')
    expect(await ordersOf('ann@example.com')).toHaveLength(1)
  })

  test('forms and choices work before the scripts have come, and a double click pays once', patience, async () => {
    const page = await open.visitor()
    await page.route('**/assets/*.js', () => {})
    await page.goto(at(`/checkout/${await open.checkoutOf('MUG-0')}`), { waitUntil: 'commit' })
    await fillInContact(page, { email: 'early@example.com' })
    await page.getByRole('radio', { name: 'Standard' }).check()
    await page.getByRole('button', { name: 'Use this delivery' }).click()
    await payButton(page).dblclick()
    await heading(page, 'Thank you for your order')
    expect(await ordersOf('early@example.com')).toHaveLength(1)
  })

  test('what was typed and chosen before the scripts came stays, and is sent by them', patience, async () => {
    const page = await open.visitor()
    await page.route('**/assets/*.js', () => {})
    await page.goto(at(`/checkout/${await open.checkoutOf('MUG-0')}`), { waitUntil: 'commit' })
    await page.fill('input[name=email]', 'between@example.com')
    await page.selectOption('select[name=address_country]', 'AT')
    // What was held goes on by that.
    await page.unroute('**/assets/*.js')
    await page.waitForLoadState('networkidle')
    expect(await page.inputValue('input[name=email]')).toBe('between@example.com')
    expect(await page.inputValue('select[name=address_country]')).toBe('AT')
  })

  test('who types again before the scripts came is not led away by what they tell', patience, async () => {
    const page = await open.visitor()
    await page.route('**/assets/*.js', () => {})
    await page.goto(at('/account/sign-in'), { waitUntil: 'commit' })
    const password = page.locator('main input[name=password]')
    await page.fill('main input[name=email]', 'nobody@example.com')
    await password.fill('not a password')
    await password.press('Enter')
    await page.locator('[role=alert]:has(strong)').waitFor()
    await password.focus()
    await page.keyboard.type('an')
    await page.unroute('**/assets/*.js')
    await page.waitForLoadState('networkidle')
    await page.keyboard.type('other')
    expect(await password.inputValue()).toBe('another')
  })

  test(
    'where the line breaks, what was typed stays, the page says what to do, and it can be sent again',
    patience,
    async () => {
      const page = await open.visitor()
      const id = await open.checkoutOf('MUG-0')
      await page.goto(at(`/checkout/${id}`), { waitUntil: 'networkidle' })
      const forms = await held(page, `**/checkout/${id}*`)
      await fillInContact(page, { email: 'broken@example.com' })
      await (await forms.next()).abort('connectionreset')
      await page.getByRole('alert').getByText('The shop did not answer. What you typed is still here').waitFor()
      expect(await page.inputValue('input[name=email]')).toBe('broken@example.com')
      expect(await page.inputValue('select[name=address_country]')).toBe('DE')
      await page.getByRole('button', { name: 'Save and go on' }).click()
      await (await forms.next()).fulfill({ status: 502, body: '<h1>Bad gateway</h1>' })
      await page.getByRole('alert').getByText('The shop did not answer').waitFor()
      await page.getByRole('button', { name: 'Save and go on' }).click()
      await (await forms.next()).fulfill({ status: 429, body: '{}' })
      await page.getByRole('alert').getByText('The shop has too much to do').waitFor()
      await forms.letGo()
      await page.getByRole('button', { name: 'Save and go on' }).click()
      await page.getByText('broken@example.com').waitFor()
      expect(await page.getByText('too much to do').count()).toBe(0)

      const choices = await held(page, `**/checkout/${id}*`)
      await page.getByRole('radio', { name: 'Standard' }).check()
      await (await choices.next()).abort('connectionreset')
      await choices.letGo()
      await page.getByRole('button', { name: 'Use this delivery' }).click()
      await payButton(page).waitFor()
      expect(await page.getByRole('button', { name: 'Use this delivery' }).count()).toBe(0)
    },
  )

  test('a payment whose answer is lost is found when it is sent again, and is made once', patience, async () => {
    const page = await open.visitor()
    const id = await open.checkoutOf('MUG-0')
    await page.goto(at(`/checkout/${id}`), { waitUntil: 'networkidle' })
    await fillInContact(page, { email: 'lost@example.com' })
    await chooseDelivery(page)
    const forms = await held(page, `**/checkout/${id}*`)
    await payButton(page).click()
    const sent = await forms.next()
    expect((await sent.fetch()).ok()).toBe(true)
    await sent.abort('connectionreset')
    await page.getByRole('alert').getByText('Nothing is paid twice').waitFor()
    await forms.letGo()
    await payButton(page).click()
    await heading(page, 'Thank you for your order')
    expect(await ordersOf('lost@example.com')).toHaveLength(1)
  })

  test('who waits long is told so, and may load the page anew', patience, async () => {
    const page = await open.visitor()
    await page.clock.install()
    const id = await open.checkoutOf('MUG-0')
    await page.goto(at(`/checkout/${id}`), { waitUntil: 'networkidle' })
    const forms = await held(page, `**/checkout/${id}*`)
    await fillInContact(page, { email: 'patient@example.com' })
    const stuck = await forms.next()
    await page.clock.runFor(2000)
    await page.getByRole('status').getByText(aMoment).waitFor()
    await page.clock.runFor(9000)
    await page.getByRole('status').getByText('This takes longer than usual').waitFor()
    await stuck.abort()
    await forms.letGo()
    await page.reload()
    await fillInContact(page, { email: 'patient@example.com' })
    await page.getByText('patient@example.com').waitFor()
  })

  test('a cart whose change did not come through shows what is so, and takes it again', patience, async () => {
    const page = await open.visitor()
    await page.goto(at('/products/mug-1'), { waitUntil: 'networkidle' })
    const adding = await held(page, '**/products/mug-1*')
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await (await adding.next()).abort('connectionreset')
    await page.getByRole('alert').getByText('The shop did not answer').waitFor()
    await adding.letGo()
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await heading(page, 'Your cart')
    const changing = await held(page, '**/cart*')
    await page.getByLabel('Quantity').fill('3')
    await page.getByLabel('Quantity').press('Enter')
    await (await changing.next()).abort('connectionreset')
    await page.getByRole('alert').getByText('The shop did not answer').waitFor()
    expect(await page.textContent('aside dl')).toContain('€16.00')
    await changing.letGo()
    await page.getByLabel('Quantity').fill('3')
    await page.getByLabel('Quantity').press('Enter')
    await page.waitForSelector('aside dl:has-text("€48.00")')
    expect(await page.getByText('The shop did not answer').count()).toBe(0)
  })
})
