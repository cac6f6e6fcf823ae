import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { openBuiltStorefront } from '../../rest-api/src/storefront.ts'
import { type OpenShop, openShop } from '../../rest-api/test/open-shop.ts'

/** The small shop of the gateway's tests, with its pages. */
export const openStorefrontShop = async (wanted: Parameters<typeof openShop>[0] = {}): Promise<OpenShop> =>
  openShop({ ...wanted, options: { storefront: await openBuiltStorefront(), ...wanted.options } })

/** A page of a browser in which every fault of a script, of the page or of its rules is kept. */
export async function aPage(browser: Browser, options: Parameters<Browser['newPage']>[0] = {}) {
  const page = await browser.newPage({ serviceWorkers: 'block', ...options })
  return { page, faults: faultsOf(page) }
}

/** Goes on to hold the faults of a page. What was asked for and refused is none. */
export function faultsOf(page: Page, faults: string[] = []): string[] {
  page.on('pageerror', error => faults.push(`${page.url()}: ${error.message}`))
  page.on('console', message => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) faults.push(message.text())
  })
  return faults
}

/** Waits until the page's scripts have taken over its search field: what is typed before is sent, and not looked up. */
export const takenOver = (page: Page) =>
  page.waitForFunction(() => Object.keys(document.querySelector('#q') ?? {}).some(key => key.startsWith('__react')))

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What differs from one scheme of colours to the other. */
export const rulesOfColour = ['color-contrast', 'link-in-text-block']

/** What axe finds wrong on a page by all of its rules or some, with the place. It is run outside of the page's own rules for scripts. */
export async function violationsOn(page: Page, rules: readonly string[] = []): Promise<string[]> {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axe)
  const options = { resultTypes: ['violations'], ...(rules.length > 0 && { runOnly: [...rules] }) }
  return page.evaluate(async asked => {
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run(asked)
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
  }, options)
}
type Axe = { run: (options: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }

export async function expectSound(page: Page, faults: readonly string[]): Promise<void> {
  expect(faults, page.url()).toEqual([])
  const { scroll, width } = await page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    width: window.innerWidth,
  }))
  expect(scroll, `${page.url()} is wider than the window`).toBeLessThanOrEqual(width)
}
