import { existsSync, readFileSync } from 'node:fs'
import { guest } from '@mitchweb/engine'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ann, type OpenShop, openShop } from './open-shop.ts'

const executablePath = '/usr/bin/chromium'
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--no-first-run',
  '--disable-sync',
]

const corpus = new URL('../../../shared/data/hostile/xss-payload-list.txt', import.meta.url)

/** Ways to run a script that start from text, from attributes, from addresses and from styles. */
const payloads = [
  '<script>globalThis.hit=1</script>',
  '"><img src=x onerror="globalThis.hit=1">',
  "'><svg onload='globalThis.hit=1'>",
  '</title><script>globalThis.hit=1</script>',
  '<a href="javascript:globalThis.hit=1">x</a>',
  '<iframe srcdoc="<script>parent.hit=1</script>">',
  '</style><script>globalThis.hit=1</script>',
  '<meta http-equiv="refresh" content="0;url=javascript:globalThis.hit=1">',
  ...(existsSync(corpus)
    ? readFileSync(corpus, 'utf8')
        .split('\n')
        .filter((_, index) => index % 120 === 0)
    : []),
]
  .map(payload => payload.trim().slice(0, 250))
  .filter(payload => payload !== '' && payload.isWellFormed())

describe.skipIf(!existsSync(executablePath))('in Chromium (skipped where /usr/bin/chromium is missing)', () => {
  let open: OpenShop
  let browser: Browser
  beforeAll(async () => {
    open = await openShop({ titles: payloads })
    browser = await chromium.launch({ executablePath, args: flags })
  })
  afterAll(async () => {
    await browser?.close()
    await open?.close()
  })

  const checkoutOf = async (...skus: string[]) => {
    const line_items = skus.map(sku => ({ item: { id: open.variants[sku] ?? '' }, quantity: 1 }))
    return (await open.engine.as(guest).createCheckout({ checkout: { line_items } })).id
  }

  test('a person buys without any script, with a bank that asks back', { timeout: 60_000 }, async () => {
    const page = await browser.newPage({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
    await page.goto(`${open.url}/checkout/${await checkoutOf('MUG-0')}`)
    for (const [name, value] of Object.entries(ann)) {
      if (name === 'address_country') await page.selectOption('select[name=address_country]', value)
      else await page.fill(`input[name=${name}]`, value)
    }
    await page.click('text=Save contact and address')
    await page.check('input[type=radio][name^=option-]')
    await page.click('text=Use this delivery')
    await page.fill('input[name=code]', 'WELCOME10')
    await page.click('text=Apply')
    await page.check('input[value=needs_confirmation]')
    await page.click('text=Pay €18.40 now')
    expect(await page.textContent('h1')).toBe('Confirm the payment')
    await page.click('text=Confirm €18.40')
    expect(await page.textContent('h1')).toBe('Thank you for your order')
    await page.close()
  })

  test('no shop text runs as a script, and no page is wider than a phone', { timeout: 120_000 }, async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 740 } })
    const alarms: string[] = []
    page.on('dialog', dialog => {
      alarms.push(dialog.message())
      void dialog.dismiss()
    })
    const skus = Object.keys(open.variants).filter(sku => Number(sku.slice(4)) >= 3)
    expect(skus.length).toBeGreaterThanOrEqual(8)
    const checkout = await checkoutOf(...skus)
    for (const path of ['/', `/checkout/${checkout}`, '/policies/returns', '/api/docs', '/nothing']) {
      await page.goto(open.url + path, { waitUntil: 'load' })
      expect(await page.evaluate('globalThis.hit'), path).toBeUndefined()
      expect(
        await page.evaluate('document.scripts.length + document.querySelectorAll("iframe, object, embed").length'),
        path,
      ).toBe(0)
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), path).toBe(true)
    }
    expect(alarms).toEqual([])
    await page.close()
  })
})
