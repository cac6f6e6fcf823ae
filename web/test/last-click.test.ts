import { existsSync } from 'node:fs'
import { system } from '@mitchweb/engine'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { chromiumPath } from '../../rest-api/test/chromium.ts'
import { fillIn, fillInContact, heading } from './checkout-visit.ts'
import { type OpenStorefront, openStorefront } from './open-storefront.ts'

const patience = { timeout: 60_000 }

describe.skipIf(!existsSync(chromiumPath))('at the last click (skipped where /usr/bin/chromium is missing)', () => {
  let open: OpenStorefront
  beforeAll(async () => {
    open = await openStorefront()
  })
  afterAll(() => open?.close())

  const staff = () => open.shop.engine.as(system)
  const idOf = (sku: string) => open.shop.variants[sku] ?? ''
  const stock = (to: number) => staff().adjustStock({ adjustments: [{ variant_id: idOf('MUG-2'), to }] })
  const price = (sku: string, amount: number) =>
    staff().setPrices({ prices: [{ variant_id: idOf(sku), currency: 'EUR', amount }] })
  const lastMugIsSold = () => {
    onTestFinished(async () => void (await stock(1)))
    return stock(0)
  }

  /** A product's page that does not hear of what changes. */
  const unheard = async (path: string): Promise<Page> => {
    const page = await open.visitor()
    await page.route('**/api/catalog/product', () => {})
    await page.goto(`${open.shop.url}${path}`)
    return page
  }

  const inCart = async (product: string): Promise<Page> => {
    const page = await unheard(`/products/${product}`)
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await heading(page, 'Your cart')
    return page
  }

  test('what was sold out under an open page goes into no cart, and the page says so', patience, async () => {
    const page = await unheard('/products/mug-2')
    await lastMugIsSold()
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await page.getByRole('alert').getByText('It was sold out while this page was open.').waitFor()
    await page.locator('header a[href="/cart"]:has-text("Cart0 items")').waitFor()
    await page.getByRole('button', { name: 'Sold out' }).waitFor()
  })

  test('what was sold out in the cart is said there, and at the checkout, and is not paid', patience, async () => {
    const page = await inCart('mug-2')
    await lastMugIsSold()
    await page.reload()
    await page.getByRole('alert').getByText('Last mug').waitFor()
    await page.getByRole('button', { name: 'Check out' }).click()
    await heading(page, 'Checkout')
    await fillInContact(page)
    await page.getByText('ann@example.com').waitFor()
    await page.getByRole('alert').getByText('Last mug').waitFor()
    expect(await page.getByRole('button', { name: /^Pay/ }).count()).toBe(0)
  })

  test('a cart shows the price of now, and the checkout asks for it', patience, async () => {
    const page = await inCart('mug-1')
    await price('MUG-1', 2100)
    await page.getByRole('button', { name: 'Check out' }).click()
    await heading(page, 'Checkout')
    expect(await page.textContent('main')).toContain('€21.00')
    await page.goBack()
    await page.reload()
    expect(await page.textContent('aside dl')).toContain('€21.00')
  })

  test('a price that moves between two steps of the checkout stands on the button that pays', patience, async () => {
    const page = await open.visitor()
    await page.goto(`${open.shop.url}/checkout/${await open.checkoutOf('MUG-0')}`)
    await fillInContact(page, { email: 'moves@example.com' })
    await page.getByText('moves@example.com').waitFor()
    await price('MUG-0', 1700)
    await page.reload()
    await page.getByRole('button', { name: 'Pay €21.90 now' }).click()
    await heading(page, 'Thank you for your order')
  })

  test('of the last one, who pays second is charged nothing', patience, async () => {
    const [first, second] = [await open.visitor(), await open.visitor()]
    for (const page of [first, second]) {
      await page.goto(`${open.shop.url}/checkout/${await open.checkoutOf('MUG-2')}`)
      await fillIn(page)
    }
    await Promise.all([first, second].map(page => page.getByRole('button', { name: 'Pay €21.90 now' }).click()))
    const thanked = async (page: Page) => {
      await page.locator('h1:text-is("Thank you for your order"), [role=alert]').first().waitFor()
      return (await page.textContent('h1')) === 'Thank you for your order'
    }
    expect([await thanked(first), await thanked(second)].filter(Boolean)).toHaveLength(1)
    expect(
      (await staff().findOrders({})).orders.filter(({ items }) => items.some(({ title }) => title === 'Last mug')),
    ).toHaveLength(1)
  })
})
