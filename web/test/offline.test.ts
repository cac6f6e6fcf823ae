import { existsSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { system } from '@mitchweb/engine'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBuiltStorefront } from '../../rest-api/src/storefront.ts'
import { chromiumPath } from '../../rest-api/test/chromium.ts'
import { type OpenStorefront, openStorefront } from './open-storefront.ts'

describe.skipIf(!existsSync(chromiumPath))('without a connection (skipped where /usr/bin/chromium is missing)', () => {
  let open: OpenStorefront
  let folder: string
  beforeAll(async () => {
    // The files lie in a folder of their own, so that a test can put those of another build there.
    folder = await mkdtemp(join(tmpdir(), 'mitchweb-files-'))
    const built = await openBuiltStorefront()
    await cp(built.clientFolder, folder, { recursive: true })
    open = await openStorefront({ options: { storefront: { ...built, clientFolder: folder } } })
    const staff = open.shop.engine.as(system)
    const store = await staff.getStore({})
    await staff.saveStore({ store: { ...store, default_language: 'en', languages: ['en', 'de'] } })
  })
  afterAll(async () => {
    await open?.close()
    await rm(folder, { recursive: true, force: true })
  })

  /** A browser that has been on a page, and has the worker. */
  const aVisitor = async (path = '/', locale = 'en-GB'): Promise<Page> => {
    const page = await open.visitor({ locale, serviceWorkers: 'allow' })
    await page.goto(`${open.shop.url}${path}`)
    await isReady(page)
    return page
  }
  const isReady = (page: Page) =>
    page.evaluate(async () => {
      const { serviceWorker } = navigator
      if (!serviceWorker.controller)
        await new Promise(resolve => serviceWorker.addEventListener('controllerchange', resolve, { once: true }))
    })
  /** Waits until the page that is shown instead has told what is in the cart. */
  const isOfflinePage = (page: Page) => page.waitForSelector('[data-cart]:not([hidden])')
  const goOffline = (page: Page) => page.context().setOffline(true)

  /** Waits until a page has left this for the one without a connection. */
  const hasLeft = (page: Page, visit: object) =>
    expect
      .poll(() => page.evaluate(async () => await (await caches.match('/visit'))?.json()), { timeout: 10_000 })
      .toEqual(visit)

  /** Every address of which a browser keeps something. */
  const keptBy = (page: Page): Promise<string[]> =>
    page.evaluate(async () => {
      const names = await caches.keys()
      const caught = await Promise.all(names.map(async name => await (await caches.open(name)).keys()))
      return caught.flat().map(({ url }) => new URL(url).pathname + new URL(url).search)
    })

  test('a page says so, names what waits in the cart, and leads back to where somebody wanted to go', async () => {
    const page = await aVisitor('/products/mug-0')
    await page.fill('input[name=quantity]', '2')
    await page.click('text=Add to cart')
    await page.waitForURL('**/cart')
    await hasLeft(page, { language: 'en', inCart: 2 })
    await goOffline(page)
    await page.goto(`${open.shop.url}/products/mug-1?from=a+letter`)
    expect(await page.textContent('h1')).toBe('You are offline')
    await page.waitForSelector('text=2 items wait in your cart.')
    expect(await page.evaluate(() => getComputedStyle(document.body).fontFamily)).toContain('Bricolage')
    await Promise.all([page.waitForEvent('load'), page.click('a:has-text("Try again")')])
    await isOfflinePage(page)
    await page.context().setOffline(false)
    await page.waitForSelector('h1:has-text("Red mug")')
    expect(page.url()).toBe(`${open.shop.url}/products/mug-1?from=a+letter`)
  })

  test('a page speaks the language that the visitor chose', async () => {
    const page = await aVisitor()
    await page.selectOption('select[name=language]', 'de')
    await page.click('footer form button')
    await page.waitForSelector('html[lang=de]')
    await hasLeft(page, { language: 'de', inCart: 0 })
    await goOffline(page)
    await page.goto(`${open.shop.url}/search`)
    expect(await page.textContent('h1')).toBe('Sie sind offline')
    expect(await page.getAttribute('html', 'lang')).toBe('de')
  })

  test('nothing is put into the cart, and the page stays and says so', async () => {
    const page = await aVisitor('/products/mug-0')
    await goOffline(page)
    await page.click('text=Add to cart')
    expect(await page.textContent('[role=alert]')).toContain('You are offline.')
    expect(await page.textContent('h1')).toBe('Blue mug')
    expect(await page.textContent('header a[href="/cart"]')).toBe('Cart0 items')
    await page.context().setOffline(false)
    await page.click('text=Add to cart')
    await page.waitForURL('**/cart')
  })

  test('what somebody buys, and their account, is kept by no browser', async () => {
    const page = await aVisitor('/products/mug-0')
    await page.click('text=Add to cart')
    await page.waitForURL('**/cart')
    await page.click('text=Check out')
    await page.waitForURL('**/checkout/chk_*')
    for (const path of ['/account/sign-in', '/cart', '/']) await page.goto(`${open.shop.url}${path}`)
    const kept = await keptBy(page)
    expect(kept).toEqual(expect.arrayContaining(['/offline?lang=en', '/offline?lang=de', '/visit']))
    const others = kept.filter(path => !path.startsWith('/assets/') && !path.startsWith('/offline'))
    expect(others).toEqual(['/visit'])
    await hasLeft(page, { language: 'en', inCart: 1 })
  })

  const filesOf = (page: Page): Promise<string[]> =>
    page.evaluate(async () => (await caches.keys()).filter(name => name.startsWith('files')))

  test('a new build takes the place of the one before, with all that it kept', async () => {
    const page = await aVisitor()
    expect(await filesOf(page)).toEqual([expect.stringMatching(/^files \w{16}$/)])
    const worker = join(folder, 'service-worker.js')
    const text = await readFile(worker, 'utf8')
    await writeFile(worker, text.replace(/"version":"\w+"/, '"version":"another"'))
    await page.reload()
    await expect.poll(() => filesOf(page), { timeout: 10_000 }).toEqual(['files another'])
    await goOffline(page)
    await page.goto(`${open.shop.url}/search`)
    expect(await page.textContent('h1')).toBe('You are offline')
  })

  test('files are taken from the browser, and pages always from the shop', async () => {
    const page = await aVisitor()
    const fromWorker: string[] = []
    page.on('response', response => {
      if (response.fromServiceWorker()) fromWorker.push(new URL(response.url()).pathname)
    })
    await page.reload()
    await page.reload({ waitUntil: 'networkidle' })
    expect(fromWorker.some(path => /^\/assets\/frame-/.test(path))).toBe(true)
    expect(await keptBy(page)).not.toContain('/')
  })
})
