// npm run web:look: pictures of every page of the demo shop, at three widths, light and dark, in the folder `web/look`
// or one that is named: npm run web:look -- FOLDER
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { guest } from '@mitchweb/engine'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { openDemoShop } from './demo-shop.ts'

const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '..', 'look'))
const widths = [360, 768, 1440]
const schemes = ['light', 'dark'] as const
const email = 'ann@example.com'
const password = 'a horse of another colour'

const berlin = {
  first_name: 'Ann',
  last_name: 'Lee',
  street_address: 'Lindenstr. 1',
  postal_code: '10969',
  address_locality: 'Berlin',
  address_country: 'DE',
}

const demoInstrument = {
  id: 'demo',
  handler_id: 'demo',
  type: 'demo',
  credential: { type: 'token', token: 'success' },
  selected: true,
}

const shop = await openDemoShop()
try {
  await mkdir(folder, { recursive: true })
  const account = await signedIn()
  const pages = { ...open(), ...(await bought()) }
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

/** A checkout that waits to be paid, one that has everything but the payment, and the order of one that is paid. */
async function bought(): Promise<Record<string, string>> {
  const buyer = shop.engine.as(guest)
  const { products } = await buyer.searchCatalog({ catalog: { query: 'mug', filters: { available: true } } })
  const line_items = products.slice(0, 2).map(({ variants }) => ({ item: { id: variants[0]!.id }, quantity: 1 }))
  const began = await buyer.createCheckout({ checkout: { line_items } })
  const ready = await readyToPay(line_items)
  const paid = await readyToPay(line_items)
  const { order } = await buyer.completeCheckout(
    { id: paid.id, checkout: { payment: { instruments: [demoInstrument] } } },
    { idempotencyKey: paid.id },
  )
  return {
    checkout: `/checkout/${began.id}`,
    payment: `/checkout/${ready.id}`,
    thanks: `/checkout/${paid.id}`,
    order: new URL(order!.permalink_url).pathname,
  }

  async function readyToPay(lines: typeof line_items) {
    const checkout = {
      line_items: lines,
      buyer: { email, first_name: 'Ann', last_name: 'Lee' },
      fulfillment: { methods: [{ type: 'shipping' as const, destinations: [berlin] }] },
    }
    const asked = await buyer.createCheckout({ checkout })
    const [method] = asked.fulfillment?.methods ?? []
    const groups = (method?.groups ?? []).map(({ id, options }) => ({
      id,
      selected_option_id: options?.[0]?.id ?? null,
    }))
    const chosen = { id: method!.id, destinations: [berlin], groups }
    return buyer.updateCheckout({ id: asked.id, checkout: { ...checkout, fulfillment: { methods: [chosen] } } })
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
