import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { aProduct, furnish, readyCheckout } from '../../engine/test/buying.ts'
import { chromiumFlags, chromiumPath } from '../../rest-api/test/chromium.ts'
import { aConnectedShop, type ConnectedShop, password } from '../../test/doors/connecting.ts'
import { type StandIn, startStripeStandIn } from '../../test/stripe-stand-in/server.ts'
import { framePage, stripeScript } from './stripe-js-stand-in.ts'

const account = { id: 'acct_browser', secretKey: 'sk_test_canary_browser_1', isLive: false }

/** Stripe's test cards, by the name that its API has for each of them. */
const cards: Readonly<Record<string, string>> = {
  good: 'pm_card_visa',
  empty: 'pm_card_chargeDeclinedInsufficientFunds',
  asking: 'pm_card_threeDSecure2Required',
}

export type StripeStorefront = {
  readonly shop: ConnectedShop
  readonly standIn: StandIn
  readonly mug: string
  /** What Stripe's form was opened with when it made each token. */
  readonly terms: Record<string, unknown>[]
  /** A person whose browser gets Stripe's script, unless `stripe` is away. */
  readonly visitor: (wishes?: BrowserContextOptions & { stripe?: 'away' }) => Promise<Page>
  readonly signsIn: (page: Page, email: string) => Promise<void>
  /** A checkout that only waits to be paid. */
  readonly ready: () => Promise<string>
  readonly close: () => Promise<void>
}

/** A shop that takes its money through Stripe, as far as it and its visitors' browsers can tell. */
export async function openStripeStorefront(): Promise<StripeStorefront> {
  const standIn = await startStripeStandIn({ accounts: [account] })
  let mug = ''
  const shop = await aConnectedShop({
    stripe: {
      secretKey: account.secretKey,
      publishableKey: 'pk_test_canary_browser_1',
      webhookSecret: 'whsec_canary_browser_1',
      apiBase: standIn.url,
      capture: 'automatic',
    },
    fill: async staff => {
      await furnish(staff)
      mug = await aProduct(staff, 'mug', { stock: 100 })
    },
  })
  const browser: Browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags })
  const terms: Record<string, unknown>[] = []

  const serve = async (page: Page): Promise<void> => {
    await page.route('https://js.stripe.com/**', route =>
      route.request().url().endsWith('/stripe.js')
        ? route.fulfill({ contentType: 'text/javascript', body: stripeScript })
        : route.fulfill({ contentType: 'text/html', body: framePage }),
    )
    await page.route('https://api.stripe.com/**', route => {
      const request = route.request()
      const headers = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'authorization' }
      if (request.method() !== 'POST') return route.fulfill({ headers, json: {} })
      const asked = JSON.parse(request.postData() ?? '{}')
      terms.push(asked.terms)
      const id = standIn.bank.token('ctoken', cards[asked.number])
      return route.fulfill({ headers, json: { confirmationToken: { id } } })
    })
  }

  return {
    shop,
    standIn,
    get mug() {
      return mug
    },
    terms,
    visitor: async ({ stripe, ...wishes } = {}) => {
      const context = await browser.newContext({ locale: 'en-GB', ...wishes })
      const page = await context.newPage()
      page.setDefaultTimeout(15_000)
      if (stripe === 'away') await page.route('https://js.stripe.com/**', route => route.abort())
      else await serve(page)
      return page
    },
    signsIn: async (page, email) => {
      await page.goto(`${shop.url}/account/sign-in`)
      await page.getByLabel('E-mail').fill(email)
      await page.getByLabel('Password', { exact: true }).fill(password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.waitForURL('**/account')
    },
    ready: async () => (await readyCheckout(shop.engine.as({ kind: 'guest' }), { [mug]: 1 })).id,
    close: async () => {
      await browser.close()
      await shop.close()
      await standIn.close()
    },
  }
}

/** Types one of the test cards into Stripe's frame, as soon as it is there. */
export async function typesCard(page: Page, card: keyof typeof cards): Promise<void> {
  await page.getByRole('radio', { name: 'Card' }).waitFor()
  const frame = page.frameLocator('iframe[title="Secure payment input frame"]')
  await frame.getByLabel('Card number').fill(card)
  await frame.getByLabel('Expiry').fill('08 / 31')
  await frame.getByLabel('Security code').fill('123')
}
