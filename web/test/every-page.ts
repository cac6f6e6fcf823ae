import type { Browser, BrowserContext, Page } from 'playwright-core'
import { password } from '../../test/doors/connecting.ts'
import type { PeopledShop } from './peopled-shop.ts'
import { takenOver } from './storefront-shop.ts'

type Who = 'nobody' | 'buyer' | 'ann'

/** A page as somebody finds it, or what they make of it then. */
export type State = {
  readonly name: string
  readonly path: string
  readonly who?: Who
  readonly doing?: (page: Page) => Promise<unknown>
}

/**
 * Every route of the storefront with the states in which its page looks different. A route without a page of its own
 * names an address: it is asked for, and what it leads to is no page that is not here as well.
 */
export const everyPage = ({ places, word }: PeopledShop): Readonly<Record<string, readonly State[]>> => ({
  '/': [at('home', '/'), at('home in German', '/?lang=de')],
  '/search': [
    at('everything', '/search'),
    at('results', `/search?q=${word}`),
    at('results narrowed', `/search?q=${word}&available=1&price_min=1&sort=price_ascending`),
    at('nothing found', '/search?q=qqwxyzzy'),
    { ...at('suggestions', '/'), doing: page => suggestions(page, word) },
  ],
  '/categories/:handle': [at('category', `/categories/${places.category}`), at('no category', '/categories/none')],
  '/collections/:handle': [at('collection', `/collections/${places.collection}`)],
  '/products/:handle': [
    ...places.products.map(handle => at(`product ${handle}`, `/products/${handle}`)),
    at('product in German', `/products/${places.products[0]}?lang=de`),
    { ...at('price that moved', `/products/${places.products[0]}`), doing: asIfThePriceHadMoved },
  ],
  '/cart': [at('empty cart', '/cart'), { ...at('cart', '/cart'), who: 'buyer' }],
  '/choice': [at('choice', '/choice')],
  '/checkout/:id': [
    ...Object.entries(places.checkouts).map(([name, id]) => at(`checkout ${name}`, `/checkout/${id}`)),
    { ...at('contact refused', `/checkout/${places.checkouts.begun}`), doing: sendsAnAddressThatIsNone },
    { ...at('payment declined', `/checkout/${places.checkouts.declined}`), doing: paysInVain },
    { ...at('checkout with saved addresses', `/checkout/${places.ownCheckout}`), who: 'ann' },
    at('no checkout', '/checkout/chk_none'),
  ],
  '/checkout/:id/return': [at('back from a provider', `/checkout/${places.checkouts.done}/return`)],
  '/checkout/:id/confirm': [at('to a provider', `/checkout/${places.checkouts.done}/confirm`)],
  '/orders/:token': [
    at('order', places.orders.placed),
    at('order with returns', places.orders.delivered),
    { ...at('return of nothing', places.orders.delivered), doing: sendsNothingBack },
    at('no order', '/orders/none'),
  ],
  '/policies': [at('policies', '/policies')],
  '/policies/:slug': [at('policy', `/policies/${places.policy}`)],
  '/offline': [at('offline', '/offline')],
  '/sitemap.xml': [at('sitemap', '/sitemap.xml')],
  '/sitemaps/:file': [at('part of a sitemap', '/sitemaps/1.xml')],
  '/robots.txt': [at('robots', '/robots.txt')],
  '/llms.txt': [at('llms', '/llms.txt')],
  '/*': [at('missing page', '/nothing-here')],
  '/account/register': [at('register', '/account/register')],
  '/account/sign-in': [
    at('sign in', '/account/sign-in'),
    { ...at('sign in refused', '/account/sign-in'), doing: signsInInVain },
  ],
  '/account/verify': [at('verify', '/account/verify?token=x')],
  '/account/forgotten': [at('forgotten', '/account/forgotten')],
  '/account/reset': [at('reset', '/account/reset?token=x')],
  '/account/letter': [at('letter', '/account/letter')],
  '/account/closed': [at('closed', '/account/closed')],
  '/account/connect': [at('connect', '/account/connect?client_id=x')],
  '/account/connect/failure': [at('failed connection', '/account/connect/failure?error=invalid_client')],
  '/account/consent': [{ ...at('consent', places.consent), who: 'ann' }],
  '/account': [{ ...at('account', '/account?done=verified'), who: 'ann' }],
  '/account/orders': [{ ...at('orders', '/account/orders'), who: 'ann' }],
  '/account/profile': [{ ...at('profile', '/account/profile'), who: 'ann' }],
  '/account/payment': [{ ...at('payment', '/account/payment'), who: 'ann' }],
  '/account/agents': [{ ...at('assistants', '/account/agents'), who: 'ann' }],
  '/account/agents/mandate': [
    { ...at('budget', `/account/agents/mandate?agent=${encodeURIComponent(places.assistant)}`), who: 'ann' },
  ],
  '/account/privacy': [{ ...at('privacy', '/account/privacy'), who: 'ann' }],
  '/account/:step': [{ ...at('password refused', '/account'), who: 'ann', doing: changesAPasswordInVain }],
  '/account/export': [{ ...at('export', '/account/export'), who: 'ann' }],
})

const at = (name: string, path: string): State => ({ name, path })

/** Which routes answer with a file, or lead on at once. */
export const withoutPage = new Set([
  '/choice',
  '/checkout/:id/return',
  '/checkout/:id/confirm',
  '/sitemap.xml',
  '/sitemaps/:file',
  '/robots.txt',
  '/llms.txt',
  '/account/connect',
  '/account/export',
])

/** A browser window for each of those who look, as often as one is asked for. */
export async function windows(
  browser: Browser,
  { places }: PeopledShop,
  prepare: (context: BrowserContext) => unknown,
) {
  const open = async (...cookies: (typeof places.ann)[]) => {
    const context = await browser.newContext({ locale: 'en-GB', serviceWorkers: 'block' })
    await context.addCookies(cookies)
    await prepare(context)
    return context.newPage()
  }
  return { nobody: await open(), buyer: await open(places.cart), ann: await open(places.ann) }
}

/** Opens a page, and does with it what the state says. */
export async function opened(pages: Readonly<Record<Who, Page>>, url: string, state: State): Promise<Page> {
  const page = pages[state.who ?? 'nobody']
  await page.goto(new URL(state.path, url).href, { waitUntil: state.doing ? 'networkidle' : 'load' })
  await state.doing?.(page)
  await page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
  return page
}

async function suggestions(page: Page, word: string): Promise<void> {
  await takenOver(page)
  await page.focus('#q')
  await page.keyboard.type(word)
  await page.locator('[role=listbox] [role=option]').first().waitFor()
}

async function asIfThePriceHadMoved(page: Page): Promise<void> {
  await takenOver(page)
  // At once, since the page asks for its price anew while it is open.
  await page.getByRole('button', { name: 'Add to cart' }).evaluate((button: HTMLButtonElement) => {
    button.form!.querySelector('input[name=seen_amount]')!.setAttribute('value', '1')
    button.click()
  })
  await page.getByRole('alert').waitFor()
}

async function sendsAnAddressThatIsNone(page: Page): Promise<void> {
  // Past the browser, which would see that itself.
  await page.locator('form:has(input[name=street_address])').evaluate(form => form.setAttribute('novalidate', ''))
  const fields = {
    email: 'none',
    first_name: 'Ann',
    last_name: 'Lee',
    street_address: 'Street 1',
    address_locality: 'Town',
  }
  for (const [name, value] of Object.entries(fields)) await page.fill(`input[name=${name}]`, value)
  await page.selectOption('select[name=address_country]', 'DE')
  await page.getByRole('button', { name: 'Save and go on' }).click()
  await page.getByRole('alert').first().waitFor()
}

async function paysInVain(page: Page): Promise<void> {
  await page.getByRole('radio', { name: /Demo card that is declined Is/ }).check()
  await page.getByRole('button', { name: /^Pay .* now$/ }).click()
  await page.getByRole('alert').first().waitFor()
}

async function sendsNothingBack(page: Page): Promise<void> {
  await page.locator('summary', { hasText: 'Send something back' }).click()
  await page.getByRole('button', { name: 'Ask to return it' }).click()
  await page.getByRole('alert').waitFor()
}

async function signsInInVain(page: Page): Promise<void> {
  await page.fill('main input[name=email]', 'nobody@example.com')
  await page.fill('main input[name=password]', 'not a password')
  await page.locator('main').getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').waitFor()
}

async function changesAPasswordInVain(page: Page): Promise<void> {
  const form = page.locator('form[action="/account/password"]')
  await form.locator('input[name=password]').fill(password.toUpperCase())
  await form.locator('input[name=new_password]').fill('another password')
  await form.getByRole('button').click()
  await page.getByRole('alert').waitFor()
}
