import { existsSync } from 'node:fs'
import type { Page, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from '../../rest-api/test/chromium.ts'
import { type OpenStorefront, openStorefront } from './open-storefront.ts'

describe.skipIf(!existsSync(chromiumPath))('a page on its way (skipped where /usr/bin/chromium is missing)', () => {
  let open: OpenStorefront
  beforeAll(async () => {
    open = await openStorefront()
  })
  afterAll(() => open?.close())

  /** What the browser asks of a page's data waits until it is let in. */
  async function held(page: Page, path: string) {
    const waiting: Route[] = []
    await page.route(`**${path}.data*`, route => void waiting.push(route))
    return {
      count: () => waiting.length,
      letIn: () => Promise.all(waiting.splice(0).map(route => route.continue())),
      fail: () => Promise.all(waiting.splice(0).map(route => route.abort())),
    }
  }

  const boxOf = async (page: Page, selector: string) => await page.locator(selector).first().boundingBox()

  test.each([360, 1440])('shows its outline, and then stands where that stood, at %i pixels', async width => {
    const page = await open.visitor({ viewport: { width, height: 900 } })
    await page.goto(`${open.shop.url}/policies/returns`, { waitUntil: 'networkidle' })
    const list = await held(page, '/search')
    await page.click('header nav a:has-text("Everything")')
    await page.waitForSelector('[data-skeleton=list]')
    expect(await page.isVisible('h1')).toBe(false)
    const outline = await boxOf(page, '[data-skeleton=list] .aspect-\\[4\\/5\\]')
    await list.letIn()
    await page.waitForSelector('h1:has-text("Everything")')
    expect(await page.locator('[data-skeleton]').count()).toBe(0)
    const picture = await boxOf(page, 'main li .aspect-\\[4\\/5\\]')
    for (const side of ['x', 'y', 'width', 'height'] as const)
      expect(Math.abs(picture![side] - outline![side]), side).toBeLessThan(2)
    const product = await held(page, '/products/mug-0')
    await page.click('main li a:has-text("Blue mug")')
    await page.waitForSelector('[data-skeleton=product]')
    const place = await boxOf(page, '[data-skeleton=product] .aspect-\\[4\\/5\\]')
    await product.letIn()
    await page.waitForSelector('h1:has-text("Blue mug")')
    const shown = await boxOf(page, 'main section .aspect-\\[4\\/5\\]')
    for (const side of ['x', 'y', 'width', 'height'] as const)
      expect(Math.abs(shown![side] - place![side]), side).toBeLessThan(2)
  })

  test('keeps still for whoever wants less motion', async () => {
    const page = await open.visitor({ reducedMotion: 'reduce' })
    await page.goto(`${open.shop.url}/policies/returns`, { waitUntil: 'networkidle' })
    await held(page, '/search')
    await page.click('header nav a:has-text("Everything")')
    const skeleton = await page.waitForSelector('[data-skeleton=list]')
    expect(await skeleton.evaluate(element => getComputedStyle(element).animationName)).toBe('none')
  })

  test('leaves the page as it was where only its filters or options change', async () => {
    const page = await open.visitor()
    await page.goto(`${open.shop.url}/search`, { waitUntil: 'networkidle' })
    const list = await held(page, '/search')
    await page.selectOption('select[name=sort]', 'price_descending')
    await expect.poll(list.count).toBe(1)
    await page.waitForSelector('main [aria-busy=true]')
    expect(await page.isVisible('h1')).toBe(true)
    expect(await page.locator('[data-skeleton]').count()).toBe(0)
    await list.letIn()
  })
})
