import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from '../../rest-api/test/chromium.ts'
import { type OpenStorefront, openStorefront } from './open-storefront.ts'
import { violationsOn } from './storefront-shop.ts'

describe.skipIf(!existsSync(chromiumPath))('narrowing a list (skipped where /usr/bin/chromium is missing)', () => {
  let open: OpenStorefront
  beforeAll(async () => {
    open = await openStorefront()
  })
  afterAll(() => open?.close())

  const onPhone = { viewport: { width: 360, height: 740 } }

  test.each([true, false])(
    'on a phone it takes one line until it is wanted (with scripts: %s)',
    async javaScriptEnabled => {
      const page = await open.visitor({ ...onPhone, javaScriptEnabled })
      await page.goto(`${open.shop.url}/categories/mugs`)
      const show = page.locator('main button:has-text("Show products")')
      expect(await show.isVisible()).toBe(false)
      const [bar, first] = [page.locator('main summary').first(), page.locator('main li img, main li a').first()]
      const [above, below] = [await bar.boundingBox(), await first.boundingBox()]
      expect(below!.y - (above!.y + above!.height)).toBeLessThan(60)
      await bar.click()
      expect(await show.isVisible()).toBe(true)
      await page.fill('input[name=price_max]', '15.50')
      await show.click()
      await page.waitForURL('**/categories/mugs?*price_max=15.50*')
      await expect.poll(() => page.locator('main li a span.font-medium').allInnerTexts()).toEqual(['Blue mug'])
      expect(await bar.innerText()).toContain('1')
    },
  )

  test('a list is sorted as soon as somebody says how', async () => {
    const page = await open.visitor()
    await page.goto(`${open.shop.url}/search?q=mug`, { waitUntil: 'networkidle' })
    await page.selectOption('select[name=sort]', 'price_descending')
    await page.waitForURL('**/search?*sort=price_descending*')
    await page.waitForSelector('main ul li:first-child:has-text("Last mug")')
    expect(new URL(page.url()).searchParams.get('q')).toBe('mug')
  })

  test('where nothing was found there is nothing to narrow', async () => {
    const page = await open.visitor(onPhone)
    await page.goto(`${open.shop.url}/search?q=qqwxyzzy`)
    expect(await page.locator('main summary').count()).toBe(0)
    expect(await violationsOn(page)).toEqual([])
  })

  test('what is folded up and what is open is free of barriers', async () => {
    const page = await open.visitor(onPhone)
    await page.goto(`${open.shop.url}/search?q=mug`, { waitUntil: 'networkidle' })
    await page.locator('main summary').first().click()
    expect(await violationsOn(page)).toEqual([])
  })
})
