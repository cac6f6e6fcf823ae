import type { BrowserContextOptions } from 'playwright-core'
import { aQuestion } from '../../test/doors/questions.ts'
import { boughtPages, cookieOfCart, email } from './bought-pages.ts'
import type { DemoShop } from './demo-shop.ts'

type State = NonNullable<BrowserContextOptions['storageState']>

/** Pages by the names of their pictures, and what the browser that looks at them knows. */
export type Visits = { readonly pages: Readonly<Record<string, string>>; readonly state?: State }

const scope = 'orders:read account:read checkout:write'
const password = 'a horse of another colour'

export async function pagesToLookAt(shop: DemoShop): Promise<Visits[]> {
  const bought = await boughtPages(shop)
  const account = await signedIn(shop)
  const question = (wishes: object) => aQuestion({ url: shop.url, mcpUrl: `${shop.url}/mcp` }, wishes)
  const { asked } = await question({ name: 'Helper' })
  const mandate = await connected(shop, account, (await question({ name: 'Shopping assistant', scope })).asked)
  return [
    { pages: { ...open, ...bought } },
    { pages: { 'cart-filled': '/cart' }, state: await withCart(shop) },
    { pages: { ...owned, mandate, consent: asked.href }, state: account },
  ]
}

/** What anybody may look at. */
const open = {
  home: '/',
  search: '/search?q=lamp',
  narrowed: '/search?q=lamp&available=1&price_max=200',
  nothing: '/search?q=qqwxyzzy',
  category: '/categories/kitchen',
  collection: '/collections/little-gifts',
  product: '/products/heron-desk-lamp',
  'product-in-german': '/products/heron-desk-lamp?lang=de',
  cart: '/cart',
  'sign-in': '/account/sign-in',
  register: '/account/register',
  verify: '/account/verify?token=abc',
  forgotten: '/account/forgotten',
  reset: '/account/reset?token=abc',
  letter: '/account/letter',
  closed: '/account/closed',
  'connect-failure': '/account/connect/failure?error=access_denied',
  policies: '/policies',
  policy: '/policies/terms',
  'policy-with-lists': '/policies/returns',
  offline: '/offline',
  missing: '/nothing-here',
}

/** What is Ann's. */
const owned = {
  account: '/account',
  orders: '/account/orders',
  profile: '/account/profile',
  'payment-methods': '/account/payment',
  assistants: '/account/agents',
  privacy: '/account/privacy',
}

/** Ann's session, from the registration on. */
async function signedIn({ browser, url, linkTo }: DemoShop): Promise<State> {
  const context = await browser.newContext({ locale: 'en-GB' })
  const letter = linkTo(email)
  const sends = (path: string, data: object) =>
    context.request.post(`${url}/api/auth${path}`, { data, headers: { origin: url } })
  await sends('/sign-up/email', { name: 'Ann Lee', email, password })
  await sends('/verify-email', { token: (await letter).searchParams.get('token'), password })
  await sends('/sign-in/email', { email, password })
  const state = await context.storageState()
  await context.close()
  return state
}

/** Lets an assistant act for Ann, and answers the page on which she would give it a budget. */
async function connected({ browser, url }: DemoShop, storageState: State, asked: URL): Promise<string> {
  const context = await browser.newContext({ locale: 'en-GB', storageState })
  await context.route('https://assistant.example/**', route => route.fulfill({ body: 'Connected.' }))
  const page = await context.newPage()
  await page.goto(asked.href)
  await page.click('button[value=allow]')
  await page.waitForURL('https://assistant.example/**')
  await page.goto(`${url}/account/agents`)
  const path = await page.getAttribute('a[href^="/account/agents/mandate"]', 'href')
  await context.close()
  return path ?? ''
}

async function withCart(shop: DemoShop): Promise<State> {
  const [name = '', value = ''] = (await cookieOfCart(shop)).split('=')
  const cookie = { name, value, domain: new URL(shop.url).hostname, path: '/', expires: -1 }
  return { cookies: [{ ...cookie, httpOnly: true, secure: false, sameSite: 'Lax' as const }], origins: [] }
}
