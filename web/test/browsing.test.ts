import { existsSync } from 'node:fs'
import { guest, system } from '@mitchweb/engine'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumFlags, chromiumPath } from '../../rest-api/test/chromium.ts'
import type { OpenShop } from '../../rest-api/test/open-shop.ts'
import { aPage, openStorefrontShop } from './storefront-shop.ts'

describe.skipIf(!existsSync(chromiumPath))('the storefront (skipped where /usr/bin/chromium is missing)', () => {
  let open: OpenShop
  let browser: Browser
  beforeAll(async () => {
    open = await openStorefrontShop()
    browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags })
  })
  afterAll(async () => {
    await browser?.close()
    await open?.close()
  })

  test('finds, shows and puts into the cart without any script', async () => {
    const { page, faults } = await aPage(browser, { javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
    await page.goto(open.url)
    await page.fill('input[name=q]', 'blue mug')
    await page.click('form[role=search] button')
    expect(await page.textContent('h1')).toBe('Results for “blue mug”')
    await page.click('main li a:has-text("Blue mug")')
    expect(await page.textContent('h1')).toBe('Blue mug')
    await page.fill('input[name=quantity]', '2')
    await page.click('text=Add to cart')
    await page.waitForURL('**/cart')
    expect(await page.textContent('aside dl')).toContain('€30.00')
    await page.fill('input[name=code]', 'WELCOME10')
    await page.click('text=Use code')
    await page.waitForSelector('aside dl:has-text("€27.00")')
    await page.fill('main input[name=quantity]', '1')
    await page.click('main noscript button')
    await page.waitForSelector('aside dl:has-text("€13.50")')
    await page.click('text=Check out')
    await page.waitForURL('**/checkout/chk_*')
    expect(faults).toEqual([])
    await page.close()
  })

  test('takes nothing into the cart at another price than the one that was shown', async () => {
    const { page, faults } = await aPage(browser)
    // The page asks whether its price still holds, and is not answered in time.
    await page.route('**/api/catalog/product', () => {})
    await page.goto(`${open.url}/products/mug-1`)
    const [variant] = (await open.engine.as(guest).getProduct({ catalog: { id: 'mug-1' } })).product.variants
    const price = (amount: number) =>
      open.engine.as(system).setPrices({ prices: [{ variant_id: variant!.id, currency: 'EUR', amount }] })
    await price(1900)
    await page.click('text=Add to cart', { timeout: 5000 })
    const told = await page.textContent('[role=alert]')
    expect(told).toContain('from €16.00 to €19.00')
    // The count that was shown meanwhile goes back.
    await page.waitForSelector('header a[href="/cart"]:has-text("0 items")')
    await page.click('text=Add to cart')
    await page.waitForURL('**/cart')
    expect(await page.textContent('aside dl')).toContain('€19.00')
    await price(1600)
    expect(faults).toEqual([])
    await page.close()
  })

  test('empties the cart line by line, and says so', async () => {
    const { page } = await aPage(browser)
    await page.goto(`${open.url}/products/mug-0`)
    await page.click('text=Add to cart')
    await page.waitForURL('**/cart')
    await page.click('text=Remove')
    await page.waitForSelector('text=Your cart is empty.')
    await page.close()
  })

  test('speaks German to whom it should, and keeps what was chosen', async () => {
    const shop = open.engine.as(system)
    const store = await shop.getStore({})
    await shop.saveStore({ store: { ...store, default_language: 'en', languages: ['en', 'de'] } })
    const { page } = await aPage(browser, { locale: 'de-DE' })
    await page.goto(`${open.url}/products/mug-0`)
    expect(await page.getAttribute('html', 'lang')).toBe('de')
    expect(await page.textContent('main form button')).toBe('In den Warenkorb')
    expect(await page.textContent('main')).toContain('15,00\u00a0€')
    await page.selectOption('select[name=language]', 'en')
    await page.click('text=Speichern')
    await page.waitForSelector('html[lang=en]')
    expect(new URL(page.url()).pathname).toBe('/products/mug-0')
    await page.close()
  })

  test('says what delivery costs and when it comes, in the visitor’s language, and leads back up', async () => {
    const { page, faults } = await aPage(browser, { javaScriptEnabled: false })
    await page.goto(`${open.url}/products/mug-0`)
    const delivery = () => page.textContent('section:has(> h2:text-matches("^(Delivery|Lieferung)"))')
    const estimate = await open.engine.as(guest).estimateDelivery({ catalog: { id: open.variants['MUG-0'] ?? '' } })
    const [way] = estimate.groups[0]?.options ?? []
    expect(await delivery()).toContain('Delivery to Germany')
    expect(await delivery()).toContain(`${way?.title} ${way?.description}`)
    await page.goto(`${open.url}/products/mug-0?lang=de`)
    expect(await delivery()).toContain('Lieferung nach Deutschland')
    await page.click('main nav a:text-is("Mugs")')
    expect(await page.textContent('h1')).toBe('Mugs')
    expect(faults).toEqual([])
    await page.close()
  })

  test('on a phone has the category that is shown in sight among many', async () => {
    const titles = ['Baskets and boxes', 'Candles and lamps', 'Pots and pans', 'Rugs and blankets', 'Writing things']
    const variants = [{ prices: [{ currency: 'EUR', amount: 1000 }] }]
    const products = titles.map(title => ({ title: `Something of ${title}`, categories: [title], variants }))
    await open.engine.as(system).importProducts({ products })
    const { page, faults } = await aPage(browser, { viewport: { width: 360, height: 740 } })
    const isInSight = () =>
      page.locator('header nav [aria-current=page]').evaluate(link => {
        const { left, right } = link.getBoundingClientRect()
        return left > -1 && right < innerWidth + 1
      })
    await page.goto(`${open.url}/categories/writing-things`, { waitUntil: 'networkidle' })
    await expect.poll(isInSight).toBe(true)
    await page.locator('header nav a').first().dispatchEvent('click')
    await page.waitForURL('**/search')
    await expect.poll(isInSight).toBe(true)
    expect(faults).toEqual([])
    await page.close()
  })

  test('answers an address that leads nowhere with 404 and a way on', async () => {
    const { page } = await aPage(browser)
    for (const path of ['/nothing', '/products/nothing', '/categories/nothing', '/collections/nothing']) {
      expect((await page.goto(`${open.url}${path}`))?.status(), path).toBe(404)
      expect(await page.textContent('h1')).toBe('This page does not exist')
    }
    await page.close()
  })
})
