import { existsSync } from 'node:fs'
import { system } from '@mitchweb/engine'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from '../../rest-api/test/chromium.ts'
import { scriptPayloads } from '../../rest-api/test/script-payloads.ts'
import { fillIn, fillInContact, heading, payButton } from './checkout-visit.ts'
import { type OpenStorefront, openStorefront } from './open-storefront.ts'
import { expectSound, looks, violationsOn } from './storefront-shop.ts'

describe.skipIf(!existsSync(chromiumPath))('the pages of a purchase (skipped without /usr/bin/chromium)', () => {
  let open: OpenStorefront
  beforeAll(async () => {
    open = await openStorefront({ titles: scriptPayloads })
  })
  afterAll(() => open?.close())

  test.each(looks)(
    'can be used by everybody at $viewport.width pixels, $colorScheme',
    { timeout: 120_000 },
    async look => {
      const page = await open.visitor(look)
      const faults: string[] = []
      page.on('pageerror', error => faults.push(error.message))
      const sound = async () => {
        await expectSound(page, faults)
        expect(await violationsOn(page), await page.title()).toEqual([])
      }
      await page.goto(`${open.shop.url}/checkout/${await open.checkoutOf('MUG-0')}`)
      await sound()
      await fillIn(page)
      await sound()
      await page.getByRole('radio', { name: 'asks you to confirm' }).check()
      await payButton(page).click()
      await heading(page, 'Confirm the payment')
      await sound()
      await page.getByRole('button', { name: 'Confirm €19.90' }).click()
      await heading(page, 'Thank you for your order')
      await sound()
      await page.getByRole('link', { name: 'See the order' }).click()
      await page.locator('summary', { hasText: 'Cancel the order' }).click()
      await sound()
      await page.goto(`${open.shop.url}/policies/returns`)
      await sound()
    },
  )

  test('run nothing that stands in a text of the shop or of a person', { timeout: 120_000 }, async () => {
    const text = scriptPayloads.join('\n\n')
    const policy = { slug: 'hostile', kind: 'faq' as const, title: scriptPayloads[0] ?? '', body: text }
    await open.shop.engine.as(system).savePolicy({ policy })
    const skus = Object.keys(open.shop.variants).filter(sku => Number(sku.slice(4)) >= 3)
    expect(skus.length).toBeGreaterThanOrEqual(8)
    const page = await open.visitor({ viewport: { width: 360, height: 740 } })
    const alarms: string[] = []
    page.on('dialog', dialog => {
      alarms.push(dialog.message())
      void dialog.dismiss()
    })
    const unharmed = async () => {
      await page.waitForLoadState('load')
      expect(await page.evaluate('globalThis.hit'), page.url()).toBeUndefined()
      expect(await page.evaluate('document.querySelectorAll("iframe, object, embed").length'), page.url()).toBe(0)
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), page.url()).toBe(true)
    }
    await page.goto(`${open.shop.url}/policies/hostile`)
    await unharmed()
    await page.goto(`${open.shop.url}/checkout/${await open.checkoutOf(...skus)}`)
    await unharmed()
    await fillInContact(page, { first_name: '<img src=x onerror=hit=1>', street_address: '"><script>hit=1</script> 4' })
    await page.getByRole('radio', { name: 'Standard' }).check()
    await payButton(page).click()
    await heading(page, 'Thank you for your order')
    await unharmed()
    await page.getByRole('link', { name: 'See the order' }).click()
    await page.getByText('Nothing has been shipped yet.').waitFor()
    await unharmed()
    await page.reload()
    await unharmed()
    expect(alarms).toEqual([])
  })
})
