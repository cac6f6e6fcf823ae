// npm run web:speed: what a visitor of the demo shop waits for, in Chromium on a processor four times slower.
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { aligned } from '../../bench/report.ts'
import { openDemoShop } from './demo-shop.ts'
import { longestInteraction, watched } from './vitals.ts'

const slowdown = 4
const rounds = 5
const targets = { lcp: 1500, cls: 0.02, interaction: 100, script: 120_000 } as const

const shop = await openDemoShop()
const { browser } = shop
try {
  const product = '/products/heron-desk-lamp'
  const pages = [await loading('home page', '/'), await loading('product page', product)]
  const acts = await interactions(product)
  const rows = [['', 'measured', 'target', ''], ...pages.flat(), ...acts]
  process.stdout.write(`\n${aligned(rows)}\n\nThe median of ${rounds} visits each, with an empty cache.\n`)
} finally {
  await shop.close()
}

async function loading(name: string, path: string): Promise<string[][]> {
  const visits = []
  for (let round = 0; round < rounds; round++) visits.push(await visit(path))
  const lcp = median(visits.map(each => each.lcp))
  const cls = median(visits.map(each => each.cls))
  const script = median(visits.map(each => each.script))
  return [
    row(`${name}: largest contentful paint`, lcp, targets.lcp, milliseconds),
    row(`${name}: layout shift`, cls, targets.cls, value => value.toFixed(3)),
    row(`${name}: JavaScript, gzip`, script, targets.script, value => `${(value / 1000).toFixed(1)} KB`),
  ]
}

async function visit(path: string): Promise<{ lcp: number; cls: number; script: number }> {
  const page = await slowPage(browser)
  const scripts: Promise<number>[] = []
  page.on('response', response => {
    if (response.request().resourceType() !== 'script') return
    scripts.push(response.body().then(body => gzipSync(body).length))
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

async function interactions(product: string): Promise<string[][]> {
  const found: Record<'type' | 'choose' | 'add', number[]> = { type: [], choose: [], add: [] }
  for (let round = 0; round < rounds; round++) {
    const page = await slowPage(browser)
    await page.goto(shop.url + product, { waitUntil: 'networkidle' })
    found.type.push(
      await longestInteraction(page, async () => {
        await page.focus('#q')
        await page.keyboard.type('lam')
        await page.waitForSelector('[role=option]')
        await page.keyboard.press('Escape')
      }),
    )
    found.choose.push(
      await longestInteraction(page, async () => {
        const other = page.locator('fieldset a:not([aria-current])').first()
        const label = await other.textContent()
        await other.click()
        await page.waitForSelector(`fieldset a[aria-current]:text-is("${label}")`)
      }),
    )
    found.add.push(
      await longestInteraction(page, async () => {
        await page.click('main form button:has-text("Add to cart")')
        await page.waitForURL('**/cart')
        await page.waitForSelector('h1:text("Your cart")')
      }),
    )
    await page.context().close()
  }
  const act = (name: string, values: number[]) => row(name, median(values), targets.interaction, milliseconds)
  return [
    act('typing in the search field', found.type),
    act('choosing an option', found.choose),
    act('adding to the cart', found.add),
  ]
}

async function slowPage(on: Browser): Promise<Page> {
  const context = await on.newContext({ viewport: { width: 412, height: 823 }, deviceScaleFactor: 1 })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  return page
}

function row(name: string, value: number, target: number, text: (value: number) => string): string[] {
  return [name, text(value), `≤ ${text(target)}`, value <= target ? 'met' : 'short']
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]!
}

function milliseconds(value: number): string {
  return `${Math.round(value)} ms`
}
