import { existsSync } from 'node:fs'
import { guest, type Letter } from '@mitchweb/engine'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openBuiltStorefront } from '../src/storefront.ts'
import { chromiumFlags, chromiumPath } from './chromium.ts'
import { ann, type OpenShop, openShop } from './open-shop.ts'

const password = 'correct horse battery staple'
const letters: Letter[] = []

describe.skipIf(!existsSync(chromiumPath))(
  'an account in Chromium, without scripts (skipped where there is none)',
  () => {
    let open: OpenShop
    let browser: Browser
    beforeAll(async () => {
      const mailer = { send: async (letter: Letter) => void letters.push(letter) }
      open = await openShop({
        engine: { publicUrl: 'http://localhost', mailer },
        options: { storefront: await openBuiltStorefront() },
      })
      browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags })
    })
    afterAll(async () => {
      await browser?.close()
      await open?.close()
    })

    const visits = async (path: string): Promise<Page> => {
      const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 800 } })
      const page = await context.newPage()
      await page.goto(open.url + path)
      return page
    }
    const fills = async (page: Page, fields: Record<string, string>, button: string) => {
      for (const [label, value] of Object.entries(fields))
        await page.getByLabel(label, { exact: false }).first().fill(value)
      await page.getByRole('button', { name: button, exact: true }).click()
    }
    const linkIn = async (subject: RegExp): Promise<string> => {
      const letter = await vi.waitFor(
        () => letters.findLast(({ subject: text }) => subject.test(text)) ?? Promise.reject(),
      )
      return (letter.link ?? '').replace('http://localhost', '')
    }
    const headingOf = (page: Page) => page.locator('h1').innerText()

    test('is made, confirmed, used and left, and shows what was ordered before', async () => {
      const order = await ordersAsGuest()
      const page = await visits('/account')
      expect(await headingOf(page)).toBe('Sign in')
      expect(await page.locator('body').innerText()).toContain('without HTTPS')
      await page.getByRole('link', { name: 'Make an account' }).click()
      await fills(page, { 'Your name': 'Ann <b>Lee</b>', 'E-mail': ann.email, Password: password }, 'Make the account')
      expect(await headingOf(page)).toBe('Look into your mailbox')
      await page.goto(open.url + (await linkIn(/Confirm/)))
      await fills(page, { Password: 'not the password' }, 'Confirm and sign in')
      expect(await page.getByRole('alert').innerText()).toContain('The password is wrong.')
      await fills(page, { Password: password }, 'Confirm and sign in')
      expect(await headingOf(page)).toBe('Your account')
      const text = await page.locator('main').innerText()
      expect(text).toContain('Ann <b>Lee</b>')
      expect(text).toContain('Your e-mail address is confirmed.')
      await page.getByRole('link', { name: `Order ${order}` }).click()
      expect(await headingOf(page)).toBe(`Order ${order}`)
      await page.getByRole('link', { name: 'Account' }).click()
      await page.getByRole('button', { name: 'Sign out', exact: true }).click()
      await page.goto(`${open.url}/account`)
      expect(await headingOf(page)).toBe('Sign in')
      await fills(page, { 'E-mail': ann.email, Password: password }, 'Sign in')
      expect(await headingOf(page)).toBe('Your account')
      await page.context().close()
    })

    test('leads back to where somebody was, and never to another shop', async () => {
      for (const [next, place] of [
        ['/policies/returns', '/policies/returns'],
        ['//evil.example/', '/account'],
        ['https://evil.example/', '/account'],
        ['/\\evil.example', '/account'],
      ] as const) {
        const page = await visits(`/account/sign-in?next=${encodeURIComponent(next)}`)
        await fills(page, { 'E-mail': ann.email, Password: password }, 'Sign in')
        expect(new URL(page.url()).pathname, next).toBe(place)
        expect(page.url().startsWith(open.url)).toBe(true)
        await page.context().close()
      }
    })

    test('shows where somebody is signed in, and ends the others one by one or all at once', async () => {
      const [here, there] = [await visits('/account/sign-in'), await visits('/account/sign-in')]
      for (const page of [here, there]) await fills(page, { 'E-mail': ann.email, Password: password }, 'Sign in')
      await here.reload()
      const sessions = here.getByRole('list', { name: 'Where you are signed in' }).getByRole('listitem')
      const before = await sessions.count()
      await here
        .getByRole('button', { name: /^End the session/ })
        .first()
        .click()
      expect(await sessions.count()).toBe(before - 1)
      await here.getByRole('button', { name: 'Sign out everywhere' }).click()
      for (const page of [here, there]) {
        await page.goto(`${open.url}/account`)
        expect(await headingOf(page)).toBe('Sign in')
        await page.context().close()
      }
    })

    test('takes another password, and a new one from who has forgotten it', async () => {
      const page = await visits('/account/sign-in')
      await fills(page, { 'E-mail': ann.email, Password: password }, 'Sign in')
      const form = page.locator('form[action="/account/password"]')
      await form.getByLabel('Present password').fill('not the password')
      await form.getByLabel('New password').fill('another good one')
      await form.getByRole('button').click()
      expect(await page.getByRole('alert').innerText()).toContain('The password is wrong.')
      expect(await form.getByLabel('New password').inputValue()).toBe('')
      await form.getByLabel('Present password').fill(password)
      await form.getByLabel('New password').fill('another good one')
      await form.getByRole('button').click()
      expect(await page.locator('main').getByRole('status').innerText()).toContain('Your password was changed')
      await page.getByRole('button', { name: 'Sign out', exact: true }).click()
      await page.goto(`${open.url}/account/forgotten`)
      await fills(page, { 'E-mail': ann.email }, 'Send me a link')
      expect(await headingOf(page)).toBe('Look into your mailbox')
      await page.goto(open.url + (await linkIn(/Choose a new password/)))
      await fills(page, { 'New password': password }, 'Use this password')
      expect(await page.locator('main').getByRole('status').innerText()).toContain('Sign in with the new one.')
      await fills(page, { 'E-mail': ann.email, Password: password }, 'Sign in')
      expect(await headingOf(page)).toBe('Your account')
      await page.context().close()
    })

    test('keeps each field labelled and no page wider than a phone', async () => {
      const page = await visits('/account/sign-in')
      await fills(page, { 'E-mail': ann.email, Password: password }, 'Sign in')
      for (const path of [
        '/account',
        '/account/register',
        '/account/sign-in',
        '/account/forgotten',
        '/account/letter',
      ]) {
        await page.goto(open.url + path)
        for (const input of await page.locator('main input:not([type=hidden])').all()) {
          expect(await input.evaluate(node => (node as unknown as { labels: { length: number } }).labels.length)).toBe(
            1,
          )
          expect(await input.getAttribute('autocomplete')).toMatch(/name|email|username|password/)
        }
        const wide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')
        expect(wide, path).toBe(false)
      }
      await page.context().close()
    })

    /** Buys a mug as a guest who names Ann's address; answers the order's label. */
    async function ordersAsGuest(): Promise<string> {
      const shop = open.engine.as(guest)
      const item = { id: open.variants['MUG-0'] ?? '' }
      const { email, first_name, last_name, ...street } = ann
      const created = await shop.createCheckout({
        checkout: {
          line_items: [{ item, quantity: 1 }],
          buyer: { email, first_name, last_name },
          fulfillment: { methods: [{ type: 'shipping', destinations: [{ first_name, last_name, ...street }] }] },
        },
      })
      const [method] = created.fulfillment.methods
      const option = method?.groups[0]?.options[0]?.id ?? ''
      const methods = [
        { selected_destination_id: method?.selected_destination_id ?? '', groups: [{ selected_option_id: option }] },
      ]
      const ready = await shop.updateCheckout({
        id: created.id,
        checkout: { buyer: { email, first_name, last_name }, fulfillment: { methods } },
      })
      const instrument = {
        id: 'demo',
        handler_id: 'demo',
        type: 'demo',
        credential: { type: 'token', token: 'success' },
      }
      const { order } = await shop.completeCheckout({
        id: created.id,
        checkout: { payment: { instruments: [instrument] } },
        expected_total: ready.totals.find(({ type }) => type === 'total')?.amount ?? 0,
      })
      return order?.label ?? ''
    }
  },
)
