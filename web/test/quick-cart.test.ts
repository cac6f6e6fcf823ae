import { existsSync } from 'node:fs'
import { system } from '@mitchweb/engine'
import type { Page, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from '../../rest-api/test/chromium.ts'
import { type OpenStorefront, openStorefront } from './open-storefront.ts'

describe.skipIf(!existsSync(chromiumPath))('a cart in a hurry (skipped where /usr/bin/chromium is missing)', () => {
  let open: OpenStorefront
  beforeAll(async () => {
    open = await openStorefront()
  })
  afterAll(() => open?.close())

  const countOf = (page: Page) => page.innerText('header a[href="/cart"] > span')
  const quantityOf = (page: Page, title: string) => page.inputValue(`input[aria-label="Quantity of ${title}"]`)

  async function withInCart(...handles: string[]): Promise<Page> {
    const page = await open.visitor()
    for (const handle of handles) {
      await page.goto(`${open.shop.url}/products/${handle}`)
      await page.click('main form button:has-text("Add to cart")')
      await page.waitForURL('**/cart')
    }
    await page.waitForLoadState('networkidle')
    return page
  }

  /** Forms that are sent from now on wait at the shop's door until they are let in. */
  async function holdForms(page: Page) {
    const held: Route[] = []
    await page.route('**/*.data*', async route => {
      if (route.request().method() === 'POST') held.push(route)
      else await route.continue()
    })
    return {
      count: () => held.length,
      letIn: () => Promise.all(held.splice(0).map(route => route.continue())),
    }
  }

  test('shows what is added before the shop has answered', async () => {
    const page = await open.visitor()
    await page.goto(`${open.shop.url}/products/mug-0`, { waitUntil: 'networkidle' })
    const forms = await holdForms(page)
    await page.fill('input[name=quantity]', '3')
    await page.click('main form button:has-text("Add to cart")')
    await expect.poll(() => countOf(page)).toContain('3')
    expect(new URL(page.url()).pathname).toBe('/products/mug-0')
    await expect.poll(forms.count).toBe(1)
    await forms.letIn()
    await page.waitForURL('**/cart')
    expect(await quantityOf(page, 'Blue mug')).toBe('3')
  })

  test('takes back what it showed, and says why, where the shop refuses', async () => {
    const page = await open.visitor()
    await page.goto(`${open.shop.url}/products/mug-2`, { waitUntil: 'networkidle' })
    const forms = await holdForms(page)
    await page.click('main form button:has-text("Add to cart")')
    await expect.poll(() => countOf(page)).toContain('1')
    const stock = (to: number) =>
      open.shop.engine.as(system).adjustStock({ adjustments: [{ variant_id: open.shop.variants['MUG-2'] ?? '', to }] })
    await stock(0)
    await forms.letIn()
    expect(await page.textContent('[role=alert]')).toContain('It was sold out while this page was open.')
    await expect.poll(() => countOf(page)).toContain('0')
    await stock(1)
  })

  test('ends as somebody wanted it who presses faster than the shop answers', async () => {
    const page = await withInCart('mug-0')
    const forms = await holdForms(page)
    const more = page.locator('button[aria-label="One Blue mug more"]')
    for (let presses = 0; presses < 5; presses++) await more.click()
    expect(await quantityOf(page, 'Blue mug')).toBe('6')
    await page.click('button[aria-label="One Blue mug less"]')
    expect(await quantityOf(page, 'Blue mug')).toBe('5')
    // One is under way, and what came after it waits for its answer.
    expect(forms.count()).toBe(1)
    await forms.letIn()
    await expect.poll(forms.count).toBe(1)
    await forms.letIn()
    await page.waitForSelector('aside dl:not([aria-busy=true]):has-text("€75.00")')
    await expect.poll(() => countOf(page)).toContain('5')
    await page.reload()
    expect(await quantityOf(page, 'Blue mug')).toBe('5')
  })

  test('keeps changes of several lines that are made at once', async () => {
    const page = await withInCart('mug-0', 'mug-1')
    const forms = await holdForms(page)
    await page.click('button[aria-label="One Blue mug more"]')
    await page.click('button[aria-label="Remove Red mug"]')
    // Before the shop has answered, but not before the browser has drawn it.
    await page.waitForSelector('text=Red mug', { state: 'hidden' })
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN')
    await expect.poll(forms.count).toBe(2)
    await forms.letIn()
    await page.waitForSelector('aside dl:not([aria-busy=true]):has-text("€30.00")')
    await page.reload()
    expect(await page.isVisible('text=Red mug')).toBe(false)
    expect(await quantityOf(page, 'Blue mug')).toBe('2')
  })

  test('goes back to what it was where the shop cannot be reached, and says so', async () => {
    const page = await withInCart('mug-0')
    await page.context().setOffline(true)
    await page.click('button[aria-label="Remove Blue mug"]')
    expect(await page.textContent('[role=alert]')).toContain('You are offline.')
    expect(await page.isVisible('text=Blue mug')).toBe(true)
    expect(await quantityOf(page, 'Blue mug')).toBe('1')
    expect(await countOf(page)).toContain('1')
    await page.context().setOffline(false)
    await page.click('button[aria-label="One Blue mug more"]')
    await page.waitForSelector('aside dl:not([aria-busy=true]):has-text("€30.00")')
    expect(await page.isVisible('[role=alert]')).toBe(false)
  })

  test('is the same in two tabs, whichever of them changes it', async () => {
    const one = await withInCart('mug-0')
    const other = await one.context().newPage()
    await other.goto(`${open.shop.url}/cart`, { waitUntil: 'networkidle' })
    await one.click('button[aria-label="One Blue mug more"]')
    await expect.poll(() => quantityOf(other, 'Blue mug')).toBe('2')
    await expect.poll(() => countOf(other)).toContain('2')
    await other.click('button[aria-label="Remove Blue mug"]')
    await one.waitForSelector('text=Your cart is empty.')
  })
})
