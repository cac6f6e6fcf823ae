// npm run web:speed: what a visitor of the demo shop waits for, in Chromium on a processor four times slower.
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { aligned } from '../../bench/report.ts'
import { boughtPages, cookieOfCart } from './bought-pages.ts'
import { openDemoShop } from './demo-shop.ts'
import { longestInteraction, watched } from './vitals.ts'

const slowdown = 4
const rounds = 5
const product = '/products/heron-desk-lamp'
const targets = { lcp: 1500, cls: 0.02, interaction: 100, script: 120_000 } as const

type Visited = { readonly name: string; readonly path: string; readonly cookie?: string | undefined }
type Loaded = { readonly lcp: number; readonly cls: number; readonly script: number }

const shop = await openDemoShop()
const { browser } = shop
try {
  const bought = await boughtPages(shop)
  const cookie = await cookieOfCart(shop)
  const pages: readonly Visited[] = [
    { name: 'home', path: '/' },
    { name: 'category', path: '/categories/kitchen' },
    { name: 'search', path: '/search?q=lamp' },
    { name: 'product', path: product },
    { name: 'cart', path: '/cart', cookie },
    { name: 'checkout', path: bought.checkout },
    { name: 'payment', path: bought.payment },
    { name: 'order', path: bought.order },
    { name: 'sign-in', path: '/account/sign-in' },
  ]
  const loaded = [['', 'largest paint', 'layout shift', 'JavaScript, gzip', '']]
  for (const page of pages) loaded.push(await loading(page))
  const acted = [['', 'until it shows', ''], ...(await interactions(bought.checkout))]
  process.stdout.write(`
${aligned(loaded)}

${aligned(acted)}

Wanted: a largest paint within ${milliseconds(targets.lcp)}, a shift of ${targets.cls} at most, ${kilobytes(targets.script)} of script, and every act \
within ${milliseconds(targets.interaction)}.
The median of ${rounds} visits each, with an empty cache, on a processor ${slowdown} times slower.
`)
} finally {
  await shop.close()
}

async function loading({ name, path, cookie }: Visited): Promise<string[]> {
  const visits = []
  for (let round = 0; round < rounds; round++) visits.push(await visit({ path, cookie }))
  const lcp = median(visits.map(each => each.lcp))
  const cls = median(visits.map(each => each.cls))
  const script = median(visits.map(each => each.script))
  const isMet = lcp <= targets.lcp && cls <= targets.cls && script <= targets.script
  return [name, milliseconds(lcp), cls.toFixed(3), kilobytes(script), isMet ? 'met' : 'short']
}

async function visit({ path, cookie }: Pick<Visited, 'path' | 'cookie'>): Promise<Loaded> {
  const page = await slowPage(cookie)
  const scripts: Promise<number>[] = []
  page.on('response', response => {
    if (response.request().resourceType() !== 'script') return
    // One that comes when the page is left has no body any more, and is not counted.
    const size = response.body().then(
      body => gzipSync(body).length,
      () => 0,
    )
    scripts.push(size)
  })
  const vitals = await watched(page)
  await page.goto(shop.url + path, { waitUntil: 'load' })
  // What comes once the page is idle is no part of the first page.
  const sizes = await Promise.all(scripts)
  await page.waitForLoadState('networkidle')
  const seen = await vitals()
  await page.context().close()
  return { ...seen, script: sizes.reduce((sum, size) => sum + size, 0) }
}

type Act = { readonly name: string; readonly path: string; readonly act: (page: Page) => Promise<void> }

async function interactions(checkout: string): Promise<string[][]> {
  const acts: readonly Act[] = [
    { name: 'typing in the search field', path: '/', act: typing },
    { name: 'opening the filters', path: '/categories/kitchen', act: openingFilters },
    { name: 'narrowing the list', path: '/categories/kitchen', act: narrowing },
    { name: 'choosing an option', path: product, act: choosing },
    { name: 'adding to the cart', path: product, act: adding },
    { name: 'typing into the checkout', path: checkout, act: fillingIn },
  ]
  const rows: string[][] = []
  for (const { name, path, act } of acts) {
    const found: number[] = []
    for (let round = 0; round < rounds; round++) {
      const page = await slowPage()
      await page.goto(shop.url + path, { waitUntil: 'networkidle' })
      found.push(await longestInteraction(page, () => act(page)))
      await page.context().close()
    }
    const longest = median(found)
    rows.push([name, milliseconds(longest), longest <= targets.interaction ? 'met' : 'short'])
  }
  return rows
}

async function typing(page: Page): Promise<void> {
  await page.focus('#q')
  await page.keyboard.type('lam')
  await page.waitForSelector('[role=option]')
  await page.keyboard.press('Escape')
}

async function openingFilters(page: Page): Promise<void> {
  await page.click('details summary')
  await page.waitForSelector('details[open] input[type=checkbox]')
}

async function narrowing(page: Page): Promise<void> {
  await openingFilters(page)
  await page.locator('details input[type=checkbox]').first().check()
  await page.click('main form button:not([name])')
  await page.waitForURL(/\?/)
  await page.waitForSelector('main a[aria-label] span[aria-hidden]')
}

async function choosing(page: Page): Promise<void> {
  const other = page.locator('fieldset a:not([aria-current])').first()
  const label = await other.textContent()
  await other.click()
  await page.waitForSelector(`fieldset a[aria-current]:text-is("${label}")`)
}

async function adding(page: Page): Promise<void> {
  await page.click('main form button:has-text("Add to cart")')
  await page.waitForURL('**/cart')
  await page.waitForSelector('h1:text("Your cart")')
}

async function fillingIn(page: Page): Promise<void> {
  await page.locator('main input[type=email]').first().focus()
  await page.keyboard.type('ann@')
  await page.keyboard.press('Tab')
}

async function slowPage(cookie?: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 412, height: 823 }, deviceScaleFactor: 1 })
  const [name = '', value = ''] = cookie?.split('=') ?? []
  if (cookie) await context.addCookies([{ name, value, url: shop.url }])
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  return page
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]!
}

function milliseconds(value: number): string {
  return `${Math.round(value)} ms`
}

function kilobytes(value: number): string {
  return `${(value / 1000).toFixed(1)} KB`
}
