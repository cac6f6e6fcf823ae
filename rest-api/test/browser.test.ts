import { existsSync, readFileSync } from 'node:fs'
import { guest, system } from '@mitchweb/engine'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumFlags, chromiumPath } from './chromium.ts'
import { ann, type OpenShop, openShop } from './open-shop.ts'

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

describe.skipIf(!existsSync(chromiumPath))('in Chromium (skipped where /usr/bin/chromium is missing)', () => {
  let open: OpenShop
  let browser: Browser
  beforeAll(async () => {
    open = await openShop({ titles: payloads })
    browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags })
  })
  afterAll(async () => {
    await browser?.close()
    await open?.close()
  })

  const checkoutOf = async (...skus: string[]) => {
    const line_items = skus.map(sku => ({ item: { id: open.variants[sku] ?? '' }, quantity: 1 }))
    return (await open.engine.as(guest).createCheckout({ checkout: { line_items } })).id
  }

  /** Fills in the form of contact and address, with what is different from Ann's. */
  const fillIn = async (page: Page, changed: Record<string, string> = {}) => {
    for (const [name, value] of Object.entries({ ...ann, ...changed })) {
      if (name !== 'address_country') await page.fill(`input[name=${name}]`, value)
      else await page.selectOption('select[name=address_country]', value)
    }
    await page.click('text=Save contact and address')
  }

  test('a person buys without any script, with a bank that asks back', { timeout: 60_000 }, async () => {
    const page = await browser.newPage({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
    await page.goto(`${open.url}/checkout/${await checkoutOf('MUG-0')}`)
    await fillIn(page)
    await page.check('input[type=radio][name^=option-]')
    await page.click('text=Use this delivery')
    await page.fill('input[name=code]', 'WELCOME10')
    await page.click('form:has(input[name=code]) button')
    await page.check('input[value=needs_confirmation]')
    await page.click('text=Pay €18.40 now')
    expect(await page.textContent('h1')).toBe('Confirm the payment')
    await page.click('text=Confirm €18.40')
    expect(await page.textContent('h1')).toBe('Thank you for your order')
    await page.close()
  })

  test('a person fetches it where it is ready today, without any script', { timeout: 60_000 }, async () => {
    const day = [{ from: '00:00', to: '24:00' }]
    const always = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map(name => [name, day]))
    const staff = open.engine.as(system)
    const { id } = await staff.savePickupPoint({
      pickup_point: {
        title: 'Shop Mitte',
        address: {
          street_address: 'Torstr. 1',
          postal_code: '10119',
          address_locality: 'Berlin',
          address_country: 'DE',
        },
        time_zone: 'Europe/Berlin',
        hours: always,
      },
    })
    const page = await browser.newPage({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
    await page.goto(`${open.url}/checkout/${await checkoutOf('MUG-0')}`)
    await page.check('input[value=pickup]')
    await page.click('text=Get it this way')
    for (const name of ['email', 'first_name', 'last_name'] as const) await page.fill(`input[name=${name}]`, ann[name])
    await page.click('text=Save contact')
    expect(await page.textContent('main')).toContain('Mon–Sun 00:00–24:00')
    await page.check(`input[value=${id}]`)
    await page.click('text=Fetch it here')
    await page.click('text=Pay €15.00 now')
    expect(await page.textContent('h1')).toBe('Thank you for your order')
    await staff.archivePickupPoint({ id })
    await page.close()
  })

  test('a person takes what is suggested, and waits for all or not, without any script', {
    timeout: 60_000,
  }, async () => {
    const staff = open.engine.as(system)
    const variant_id = open.variants['MUG-1'] ?? ''
    await staff.adjustStock({ adjustments: [{ variant_id, to: 0 }] })
    const release_at = new Date(Date.now() + 30 * 86_400_000).toISOString()
    await staff.saveStockPolicy({ policy: { variant_id, rule: 'preorder', limit: 5, release_at } })
    const id = await checkoutOf('MUG-0', 'MUG-1')
    const page = await browser.newPage({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
    await page.goto(`${open.url}/checkout/${id}`)
    await fillIn(page, { postal_code: 'D-10969', phone_number: '030 1234567' })
    await page.click('text=Use 10969')
    await page.click('text=Use +49301234567')
    expect(await page.inputValue('input[name=postal_code]')).toBe('10969')
    const view = await open.engine.as(guest).getCheckout({ id })
    expect([view.buyer?.phone_number, view.fulfillment.methods[0]?.groups.length]).toEqual(['+49301234567', 2])
    expect(await page.locator('legend:visible').allTextContents()).toEqual(
      expect.arrayContaining(['1 × Blue mug', '1 × Red mug']),
    )
    await page.check('input[value^=together-]')
    await page.click('text=Use this delivery')
    expect(await page.textContent('main')).toContain('Pay €35.90 now')
    await page.check('input[value=apart]')
    await page.click('text=Use this delivery')
    expect(await page.textContent('main')).toContain('Pay €40.80 now')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
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
