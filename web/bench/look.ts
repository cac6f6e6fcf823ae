// npm run web:look: pictures of every page of the demo shop, at three widths, light and dark, in the folder `web/look`
// or one that is named: npm run web:look -- FOLDER. It fails where a page of the routes was not among them.
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { openDemoShop } from './demo-shop.ts'
import { forgotten } from './looked-at.ts'
import { type Look, looks } from './looks.ts'
import { pagesToLookAt, type Visits } from './pages-to-look-at.ts'

const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '..', 'look'))

const shop = await openDemoShop()
try {
  await mkdir(folder, { recursive: true })
  const visits = await pagesToLookAt(shop)
  const addresses = new Set<string>()
  let taken = 0
  for (const look of looks) {
    for (const visit of visits) {
      for (const address of await pictures(visit, look)) {
        addresses.add(address)
        taken += 1
      }
    }
  }
  process.stdout.write(`${taken} pictures are in ${folder}\n`)
  const missing = forgotten([...addresses])
  if (missing.length > 0) {
    process.stderr.write(`No picture was taken of: ${missing.join(', ')}\n`)
    process.exitCode = 1
  }
} finally {
  await shop.close()
}

/** Takes them, and answers at which addresses they were taken in the end. */
async function pictures({ pages, state }: Visits, { name: look, print, ...wishes }: Look): Promise<string[]> {
  const shown = Object.entries(pages).filter(([name]) => !print || print.includes(name))
  if (shown.length === 0) return []
  const options: BrowserContextOptions = { locale: 'en-GB', serviceWorkers: 'block', ...wishes }
  const context = await shop.browser.newContext({ ...options, ...(state && { storageState: state }) })
  const page: Page = await context.newPage()
  if (print) await page.emulateMedia({ media: 'print' })
  const addresses: string[] = []
  for (const [name, path] of shown) {
    const answer = await page.goto(new URL(path, shop.url).href, { waitUntil: 'networkidle' })
    await scrollThrough(page)
    await page.screenshot({ path: join(folder, `${name}-${look}.png`), fullPage: true })
    // What is not there stands for itself only.
    if (answer?.status() !== 404 || name === 'missing') addresses.push(page.url())
  }
  await context.close()
  return addresses
}

/** Pictures further down come when they are near. */
async function scrollThrough(page: Page): Promise<void> {
  const pictures = await page.locator('img[loading=lazy]').all()
  for (const picture of pictures) await picture.scrollIntoViewIfNeeded()
  await page.evaluate(async () => {
    await Promise.all([...document.images].map(image => image.decode().catch(() => {})))
    window.scrollTo(0, 0)
  })
}
