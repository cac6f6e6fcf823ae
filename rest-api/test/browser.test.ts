import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumFlags, chromiumPath } from './chromium.ts'
import { type OpenShop, openShop } from './open-shop.ts'
import { scriptPayloads } from './script-payloads.ts'

describe.skipIf(!existsSync(chromiumPath))('in Chromium (skipped where /usr/bin/chromium is missing)', () => {
  let open: OpenShop
  let browser: Browser
  beforeAll(async () => {
    open = await openShop({ titles: scriptPayloads })
    browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags })
  })
  afterAll(async () => {
    await browser?.close()
    await open?.close()
  })

  test('no shop text runs as a script, and no page is wider than a phone', { timeout: 120_000 }, async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 740 } })
    const alarms: string[] = []
    page.on('dialog', dialog => {
      alarms.push(dialog.message())
      void dialog.dismiss()
    })
    for (const path of ['/', '/api/docs', '/nothing']) {
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
