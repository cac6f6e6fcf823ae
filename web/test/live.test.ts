import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openAdminMcp } from '../../rest-api/src/commands/open-mcp.ts'
import { startServer } from '../../rest-api/src/index.ts'
import { chromiumFlags, chromiumPath } from '../../rest-api/test/chromium.ts'
import { silent } from '../../rest-api/test/fake-engine.ts'
import type { OpenShop } from '../../rest-api/test/open-shop.ts'
import { throughMcp } from '../../test/doors/doors.ts'
import { planted } from '../../test/secrets/kinds.ts'
import { aPage, openStorefrontShop, takenOver, violationsOn } from './storefront-shop.ts'

describe.skipIf(!existsSync(chromiumPath))('an open page (skipped where /usr/bin/chromium is missing)', () => {
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

  /** The shop's owner, through the MCP door of the same shop. */
  const owner = async () => {
    const { engine } = open
    const { key } = (await engine.firstOwner())!
    const adminMcp = await openAdminMcp(engine, silent)
    const server = await startServer({ engine, adminMcp, log: silent, limits: false, port: 0 })
    const mcp = await throughMcp({ url: `${server.url}/admin/mcp`, token: planted(key) })
    onTestFinished(async () => {
      await mcp.close()
      await adminMcp.close()
      await server.close(0)
    })
    return mcp.shop
  }

  /** A product's page that keeps watch over it, and how often it has asked. */
  const aWatchingPage = async (path: string) => {
    const { page, faults } = await aPage(browser)
    let asked = 0
    page.on('request', request => {
      if (request.url().endsWith('/api/catalog/product')) asked += 1
    })
    const first = page.waitForResponse('**/api/catalog/product')
    await page.goto(`${open.url}${path}`)
    await first
    return { page, faults, asked: () => asked }
  }

  test('shows a price and a stock that change through MCP at the second question at the latest, and says so', async () => {
    const staff = await owner()
    const { page, faults, asked } = await aWatchingPage('/products/mug-0')
    expect(await page.textContent('main article [role=status]')).toBe('')
    const variant_id = open.variants['MUG-0'] ?? ''
    const shows = async (change: Promise<unknown>, text: string) => {
      await change
      const before = asked()
      await page.waitForSelector(`[role=status]:has-text("${text}")`)
      expect(asked() - before, text).toBeLessThanOrEqual(2)
    }
    const price = { variant_id, currency: 'EUR', amount: 1750 }
    await shows(staff.setPrices({ prices: [price] }), 'Just changed: now €17.50, In stock')
    expect(await page.inputValue('input[name=seen_amount]')).toBe('1750')

    await shows(staff.adjustStock({ adjustments: [{ variant_id, to: 0 }] }), 'Just changed: now €17.50, Sold out')
    expect(await page.isDisabled('main form button')).toBe(true)

    await shows(staff.adjustStock({ adjustments: [{ variant_id, to: 9 }] }), 'Just changed: now €17.50, In stock')
    await page.click('text=Add to cart')
    await page.waitForURL('**/cart')
    expect(await page.textContent('aside dl')).toContain('€17.50')
    expect(faults).toEqual([])
    await page.close()
  })

  test('asks nothing while nobody looks at it, and at once when somebody does again', async () => {
    const { page } = await aPage(browser)
    await page.clock.install()
    let asked = 0
    page.on('request', request => {
      if (request.url().endsWith('/api/catalog/product')) asked += 1
    })
    const first = page.waitForResponse('**/api/catalog/product')
    await page.goto(`${open.url}/products/mug-1`)
    await page.clock.runFor(3000)
    await first
    await turn(page, 'hidden')
    const before = asked
    await page.clock.runFor(30_000)
    expect(asked).toBe(before)
    const again = page.waitForRequest('**/api/catalog/product')
    await turn(page, 'visible')
    await again
    await page.close()
  })

  test('suggests what the words typed so far may become, to the keys and to a screen reader', async () => {
    const { page, faults } = await aPage(browser)
    await page.goto(open.url)
    await takenOver(page)
    await page.focus('#q')
    await page.keyboard.type('mu')
    const field = page.getByRole('combobox', { name: 'Search the shop', expanded: true })
    const products = suggestions(page).getByRole('option').filter({ hasText: 'Product' })
    await products.filter({ hasText: 'Red mug' }).waitFor()
    expect(await page.textContent('[role=search] [role=status]')).toMatch(/^\d+ suggestions$/)
    expect(await violationsOn(page)).toEqual([])

    await page.keyboard.press('ArrowDown')
    const first = suggestions(page).getByRole('option', { selected: true })
    expect(await field.getAttribute('aria-activedescendant')).toBe(await first.getAttribute('id'))
    await page.keyboard.press('ArrowUp')
    expect(await field.getAttribute('aria-activedescendant')).toBeNull()
    await page.keyboard.press('Escape')
    expect(await suggestions(page).getByRole('option').count()).toBe(0)
    expect(await page.inputValue('#q')).toBe('mu')

    await page.keyboard.press('ArrowDown')
    await products.first().waitFor()
    await page.keyboard.press('ArrowUp')
    const last = (await suggestions(page).getByRole('option', { selected: true }).textContent())?.replace('Product', '')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/products/mug-*')
    await page.waitForSelector(`h1:text-is("${last}")`)
    expect(faults).toEqual([])
    await page.close()
  })

  test('searches for what was typed where no suggestion is chosen', async () => {
    const { page } = await aPage(browser)
    await page.goto(open.url)
    await takenOver(page)
    await page.focus('#q')
    await page.keyboard.type('red mug')
    await suggestions(page).getByRole('option').first().waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL('**/search?q=red+mug')
    expect(await suggestions(page).getByRole('option').count()).toBe(0)
    await page.close()
  })

  test('suggests for what was typed while suggestions were on their way', async () => {
    const { page } = await aPage(browser)
    await page.goto(open.url)
    await takenOver(page)
    await typeAsTheListAppears(page, 'mug')
    await page.focus('#q')
    await suggestions(page).getByRole('option').first().waitFor()
    await page.close()
  })

  test('says that the shop cannot be reached where it cannot', async () => {
    const { page } = await aPage(browser)
    await page.goto(`${open.url}/search?q=mug`, { waitUntil: 'networkidle' })
    await page.context().setOffline(true)
    await page.fill('#q', 'red mug')
    await page.click('form[role=search] button')
    await page.waitForSelector('h1:text-is("You are offline")')
    await page.context().setOffline(false)
    await page.getByRole('link', { name: 'Try again' }).click()
    await page.waitForSelector('h1:text-is("Results for “red mug”")')
    await page.close()
  })
})

const suggestions = (page: Page) => page.getByRole('listbox', { name: 'Suggestions' })

/** As a person does whose letter comes between the list's standing there and its listening to the field. */
const typeAsTheListAppears = (page: Page, text: string) =>
  page.evaluate(typed => {
    const watching = new MutationObserver(() => {
      if (!document.querySelector('[role=search] [role=listbox]')) return
      watching.disconnect()
      const field = document.querySelector<HTMLInputElement>('#q')!
      field.value = typed
      field.dispatchEvent(new Event('input', { bubbles: true }))
    })
    watching.observe(document.body, { childList: true, subtree: true })
  }, text)

/** As a browser tells a page that its tab was left or taken up again. */
const turn = (page: Page, state: 'hidden' | 'visible') =>
  page.evaluate(now => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => now })
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  }, state)
