import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumFlags, chromiumPath } from '../../rest-api/test/chromium.ts'
import { everyPage, opened, type State, windows, withoutPage } from './every-page.ts'
import { aPeopledShop, type PeopledShop } from './peopled-shop.ts'
import { routePaths } from './route-paths.ts'
import { expectSound, faultsOf, rulesOfColour, violationsOn } from './storefront-shop.ts'

describe.skipIf(!existsSync(chromiumPath))(
  'Every page, in each of its states (skipped without /usr/bin/chromium)',
  () => {
    let world: PeopledShop
    let browser: Browser
    let pages: Awaited<ReturnType<typeof windows>>
    let states: Readonly<Record<string, readonly State[]>>
    const faults: string[] = []
    beforeAll(async () => {
      world = await aPeopledShop()
      browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags })
      pages = await windows(browser, world, () => {})
      for (const page of Object.values(pages)) faultsOf(page, faults)
      states = everyPage(world)
    })
    afterAll(async () => {
      await browser?.close()
      await world?.close()
    })

    test('is looked at: a route that web/test/every-page.ts does not know is one that nobody has looked at', () => {
      expect(Object.keys(states).sort()).toEqual(routePaths().sort())
    })

    test('can be used by everybody and stays within the window, at both widths and in both schemes', {
      timeout: 240_000,
    }, async () => {
      const found: Record<string, readonly string[]> = {}
      for (const [route, all] of Object.entries(states)) {
        if (withoutPage.has(route)) continue
        for (const state of all) {
          const page = await opened(pages, world.places.url, state)
          expect.soft(await page.locator('h1').count(), `first headings of ${state.name}`).toBe(1)
          for (const width of [360, 1440]) {
            await page.setViewportSize({ width, height: 900 })
            const violations = await inBothSchemes(page)
            if (violations.length > 0) found[`${state.name} at ${width}`] = violations
            await expectSound(page, [])
          }
        }
      }
      expect(found).toEqual({})
      expect(faults).toEqual([])
    })
  },
)

async function inBothSchemes(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light' })
  const light = await violationsOn(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  return [...light, ...(await violationsOn(page, rulesOfColour))]
}
