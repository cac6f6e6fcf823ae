import { existsSync } from 'node:fs'
import { system } from '@mitchweb/engine'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from '../../rest-api/test/chromium.ts'
import { express, heading, payButton } from './checkout-visit.ts'
import { focusOf, tabTo, types } from './keyboard.ts'
import { type OpenStorefront, openStorefront } from './open-storefront.ts'

describe.skipIf(!existsSync(chromiumPath))('by the keyboard alone (skipped without /usr/bin/chromium)', () => {
  let open: OpenStorefront
  beforeAll(async () => {
    open = await openStorefront()
    const staff = open.shop.engine.as(system)
    const teapot = (colour: string) => ({
      sku: `POT-${colour}`,
      options: [{ name: 'Colour', label: colour }],
      prices: [{ currency: 'EUR', amount: 4000 }],
      stock: { on_hand: 20, tracked: true, backorder: false },
    })
    await staff.importProducts({
      products: [{ title: 'Teapot', handle: 'teapot', variants: [teapot('White'), teapot('Green')] }],
    })
    await staff.saveShippingRate({ shipping_rate: express })
  })
  afterAll(() => open?.close())

  test('a person finds, chooses, buys and sees the order, always sees where they are, and is told what is wrong', {
    timeout: 90_000,
  }, async () => {
    const page = await open.visitor({ viewport: { width: 1280, height: 800 } })
    await page.addInitScript(() => {
      addEventListener('pointerdown', () => sessionStorage.setItem('pointed', 'yes'), true)
    })
    const { keyboard } = page

    await page.goto(open.shop.url, { waitUntil: 'networkidle' })
    await keyboard.press('Tab')
    expect(await focusOf(page)).toMatchObject({ name: 'Skip to content', isSeen: true })
    await keyboard.press('Enter')
    await tabTo(page, 'Everything')
    await keyboard.press('Shift+Tab')
    expect(await page.evaluate('document.activeElement.closest("main")')).toBeNull()

    await page.goto(open.shop.url, { waitUntil: 'networkidle' })
    await tabTo(page, 'Search the shop')
    await keyboard.type('teapot')
    await keyboard.press('Enter')
    await heading(page, 'Results for “teapot”')
    await tabTo(page, /^Teapot/)
    await keyboard.press('Enter')
    await page.locator('h1:text-is("Teapot")').waitFor()

    await tabTo(page, 'Green')
    await keyboard.press('Enter')
    await page.waitForURL('**/products/teapot?Colour=Green')
    await page.locator('a[aria-current=true]', { hasText: 'Green' }).waitFor()
    expect(await focusOf(page)).toMatchObject({ name: 'Green', isSeen: true })
    await types(page, { Quantity: '2' })
    await tabTo(page, 'Add to cart')
    await keyboard.press('Enter')
    await heading(page, 'Your cart')

    await tabTo(page, 'Check out')
    await keyboard.press('Enter')
    await heading(page, 'Checkout')
    await types(page, {
      'E-mail': 'ann@example.com',
      'First name': 'Ann',
      'Last name': 'Lee',
      'Street and number': 'Lindenstraße 4',
      City: 'Berlin',
      Country: 'Germany',
    })
    await tabTo(page, 'Save and go on')
    await keyboard.press('Enter')
    await page.getByRole('alert').first().waitFor()
    await expect.poll(async () => (await focusOf(page)).name).toContain('Postcode')
    expect(await focusOf(page)).toMatchObject({ isSeen: true })
    await types(page, { Postcode: '10969' })
    await keyboard.press('Enter')

    await page.getByRole('radio', { name: 'Standard' }).waitFor()
    await tabTo(page, /^Standard/)
    await keyboard.press('Space')
    await payButton(page).waitFor()
    await keyboard.press('ArrowDown')
    await page.getByRole('button', { name: 'Pay €92.90 now' }).waitFor()
    expect(await focusOf(page)).toMatchObject({ name: expect.stringMatching(/^Express/), isSeen: true })
    await keyboard.press('ArrowUp')
    await page.getByRole('button', { name: 'Pay €84.90 now' }).waitFor()

    await tabTo(page, /^Demo card Pays/)
    await keyboard.press('ArrowDown')
    await tabTo(page, 'Pay €84.90 now')
    await keyboard.press('Enter')
    await page.getByRole('alert').getByText('Nothing was charged').waitFor()
    await expect.poll(async () => (await focusOf(page)).name).toContain('Nothing was charged')
    await tabTo(page, /^Demo card that is declined Is/)
    await keyboard.press('ArrowUp')
    await tabTo(page, 'Pay €84.90 now')
    await keyboard.press('Enter')
    await heading(page, 'Thank you for your order')
    await tabTo(page, 'See the order')
    await keyboard.press('Enter')
    await page.getByText('Nothing has been shipped yet.').waitFor()
    expect(await page.textContent('main')).toContain('2 × €40.00')
    expect(await page.evaluate('sessionStorage.getItem("pointed")')).toBeNull()
  })
})
