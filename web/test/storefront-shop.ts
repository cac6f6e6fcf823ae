import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { openBuiltStorefront } from '../../rest-api/src/storefront.ts'
import { type OpenShop, openShop } from '../../rest-api/test/open-shop.ts'

/** The small shop of the gateway's tests, with its pages. */
export const openStorefrontShop = async (wanted: Parameters<typeof openShop>[0] = {}): Promise<OpenShop> =>
  openShop({ ...wanted, options: { storefront: await openBuiltStorefront(), ...wanted.options } })

export const looks = [360, 1440].flatMap(width =>
  (['light', 'dark'] as const).map(colorScheme => ({ viewport: { width, height: 900 }, colorScheme })),
)

/** A page of a browser in which every fault of a script, of the page or of its rules is kept. */
export async function aPage(browser: Browser, options: Parameters<Browser['newPage']>[0] = {}) {
  const page = await browser.newPage({ serviceWorkers: 'block', ...options })
  const faults: string[] = []
  page.on('pageerror', error => faults.push(error.message))
  page.on('console', message => {
    if (message.type() === 'error' && !message.text().includes('404')) faults.push(message.text())
  })
  return { page, faults }
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds wrong on a page, by rule and place. It is run outside of the page's own rules for scripts. */
export async function violationsOn(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const found = await page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run()
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
  })
  return found
}
type Axe = { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }

export async function expectSound(page: Page, faults: readonly string[]): Promise<void> {
  expect(faults, page.url()).toEqual([])
  const { scroll, width } = await page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    width: window.innerWidth,
  }))
  expect(scroll, `${page.url()} is wider than the window`).toBeLessThanOrEqual(width)
}
