// npm run web:look: pictures of every page of the demo shop, at three widths, light and dark, in the folder `web/look`
// or one that is named: npm run web:look -- FOLDER
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { boughtPages, email } from './bought-pages.ts'
import { openDemoShop } from './demo-shop.ts'

const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '..', 'look'))
const widths = [360, 768, 1440]
const schemes = ['light', 'dark'] as const
const password = 'a horse of another colour'

const shop = await openDemoShop()
try {
  await mkdir(folder, { recursive: true })
  const account = await signedIn()
  const pages = { ...open(), ...(await boughtPages(shop)) }
  const owned = { account: '/account', assistants: '/account/agents' }
  let taken = 0
  for (const width of widths) {
    for (const colorScheme of schemes) {
      const look = { viewport: { width, height: 900 }, colorScheme }
      taken += await picture(pages, look)
      taken += await picture(owned, { ...look, storageState: account })
    }
  }
  process.stdout.write(`${taken} pictures are in ${folder}\n`)
} finally {
  await shop.close()
}

/** What anybody may look at. */
function open(): Record<string, string> {
  return {
    home: '/',
    search: '/search?q=lamp',
    nothing: '/search?q=qqwxyzzy',
    category: '/categories/kitchen',
    collection: '/collections/little-gifts',
    product: '/products/heron-desk-lamp',
    'product-in-german': '/products/heron-desk-lamp?lang=de',
    cart: '/cart',
    'sign-in': '/account/sign-in',
    register: '/account/register',
    forgotten: '/account/forgotten',
    policy: '/policies/terms',
    missing: '/nothing-here',
  }
}

/** Ann's session, from the registration on. */
async function signedIn(): Promise<NonNullable<BrowserContextOptions['storageState']>> {
  const context = await shop.browser.newContext({ locale: 'en-GB' })
  const letter = shop.linkTo(email)
  const sends = (path: string, data: object) =>
    context.request.post(`${shop.url}/api/auth${path}`, { data, headers: { origin: shop.url } })
  await sends('/sign-up/email', { name: 'Ann Lee', email, password })
  await sends('/verify-email', { token: (await letter).searchParams.get('token'), password })
  await sends('/sign-in/email', { email, password })
  const state = await context.storageState()
  await context.close()
  return state
}

async function picture(paths: Record<string, string>, look: BrowserContextOptions): Promise<number> {
  const context = await shop.browser.newContext({ locale: 'en-GB', ...look })
  const page: Page = await context.newPage()
  for (const [name, path] of Object.entries(paths)) {
    await page.goto(shop.url + path, { waitUntil: 'networkidle' })
    const file = `${name}-${look.viewport?.width}-${look.colorScheme}.png`
    await page.screenshot({ path: join(folder, file), fullPage: true })
  }
  await context.close()
  return Object.keys(paths).length
}
