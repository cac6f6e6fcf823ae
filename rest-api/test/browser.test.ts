import { existsSync, readFileSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumFlags, chromiumPath } from './chromium.ts'
import { type OpenShop, openShop } from './open-shop.ts'

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
