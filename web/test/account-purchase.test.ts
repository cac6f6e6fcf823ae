import { existsSync } from 'node:fs'
import { system } from '@mitchweb/engine'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { aProduct, furnish } from '../../engine/test/buying.ts'
import { chromiumFlags, chromiumPath } from '../../rest-api/test/chromium.ts'
import { aConnectedShop, type ConnectedShop, password } from '../../test/doors/connecting.ts'
import { heading } from './checkout-visit.ts'

const email = 'ann@example.com'

describe.skipIf(!existsSync(chromiumPath))('With an account of their own (skipped without /usr/bin/chromium)', () => {
  let shop: ConnectedShop
  let browser: Browser
  let mug: string
  beforeAll(async () => {
    shop = await aConnectedShop({
      fill: async staff => {
        await furnish(staff)
        mug = await aProduct(staff, 'mug', { price: 2000 })
      },
    })
    browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags })
  })
  afterAll(async () => {
    await browser?.close()
    await shop?.close()
  })

  const staff = () => shop.engine.as(system)

  /** Two fields may be called alike, of which the first is in sight. */
  const fills = async (page: Page, fields: Record<string, string>, button: string) => {
    for (const [label, value] of Object.entries(fields))
      await page.getByLabel(label, { exact: true }).first().fill(value)
    await page.getByRole('button', { name: button, exact: true }).first().click()
  }

  test('a person signs up, is known at the checkout, pays a price of their own, and orders it again', {
    timeout: 90_000,
  }, async () => {
    const page = await browser.newPage({ locale: 'en-GB', serviceWorkers: 'block' })
    await page.goto(`${shop.url}/account/register`)
    await fills(page, { 'Your name': 'Ann Lee', 'E-mail': email, Password: password }, 'Make the account')
    await heading(page, 'Look into your mailbox')
    await page.goto(await vi.waitFor(() => shop.letterTo(email).link ?? ''))
    await fills(page, { Password: password }, 'Confirm and sign in')
    await page.getByText('Your e-mail address is confirmed.').waitFor()

    await page.goto(`${shop.url}/account/profile`, { waitUntil: 'networkidle' })
    await fills(page, { 'First name': 'Ann', 'Last name': 'Lee' }, 'Save')
    await page.getByText('It is saved.').waitFor()
    await page.getByText('Add an address').click()
    const form = page.locator('details[open]')
    for (const [label, value] of Object.entries({
      'First name': 'Ann',
      'Last name': 'Lee',
      'Street and number': 'Lindenstr. 4',
      Postcode: '10969',
      City: 'Berlin',
    }))
      await form.getByLabel(label, { exact: true }).fill(value)
    await form.getByLabel('Country').selectOption('DE')
    await form.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Lindenstr. 4, 10969 Berlin').waitFor()

    await aPriceOfTheirOwn()
    await page.goto(`${shop.url}/products/mug`, { waitUntil: 'networkidle' })
    expect(await page.textContent('main article')).toContain('€15.00')
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await page.waitForURL('**/cart')
    await page.getByRole('button', { name: 'Check out' }).click()
    await heading(page, 'Checkout')
    const main = page.locator('main')
    await main.getByText(email).waitFor()
    await main.getByText('Lindenstr. 4, 10969 Berlin').first().waitFor()
    expect(await main.textContent()).not.toContain('prepared for you')
    await page.getByRole('radio', { name: 'Standard' }).check()
    await page.getByRole('button', { name: 'Pay €19.90 now' }).click()
    await heading(page, 'Thank you for your order')

    await page.goto(`${shop.url}/account`)
    await page.getByRole('link', { name: /^Order MW-/ }).click()
    await page.getByText('Nothing has been shipped yet.').waitFor()
    expect(await page.textContent('main')).toContain('1 × €15.00')
    await page.goto(`${shop.url}/account/orders`, { waitUntil: 'networkidle' })
    await page.getByRole('button', { name: /^Order again/ }).click()
    await page.waitForURL('**/cart')
    expect(await page.textContent('aside dl')).toContain('€15.00')
    await page.context().close()
  })

  /** What friends of the shop pay, of whom this is one. */
  async function aPriceOfTheirOwn(): Promise<void> {
    const { customers } = await staff().findCustomers({ email })
    const members = [{ customer_id: customers[0]?.id ?? '' }]
    await staff().saveCustomerGroup({ customer_group: { name: 'Friends', members } })
    const prices = [{ variant_id: mug, amount: 1500 }]
    await staff().savePriceList({
      price_list: { title: 'Friends', currency: 'EUR', customer_group: 'Friends', prices },
    })
  }
})
