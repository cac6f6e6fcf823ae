import { guest } from '@mitchweb/engine'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { chromiumFlags, chromiumPath } from '../../rest-api/test/chromium.ts'
import type { OpenShop } from '../../rest-api/test/open-shop.ts'
import { openStorefrontShop } from './storefront-shop.ts'

type Checkout = Awaited<ReturnType<ReturnType<OpenShop['engine']['as']>['getCheckout']>>

export type OpenStorefront = {
  readonly shop: OpenShop
  /** A person of their own, with their own cookies; without the worker, which would answer before a test can. */
  readonly visitor: (wishes?: BrowserContextOptions) => Promise<Page>
  /** A checkout that a program of a guest has begun, by the skus in it. */
  readonly checkoutOf: (...skus: string[]) => Promise<string>
  readonly checkout: (id: string) => Promise<Checkout>
  readonly close: () => Promise<void>
}

/** The small shop with its storefront as it was built, and a browser to look at it. */
export async function openStorefront(wanted: Parameters<typeof openStorefrontShop>[0] = {}): Promise<OpenStorefront> {
  const shop = await openStorefrontShop(wanted)
  const browser: Browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags })
  const contexts: BrowserContext[] = []
  const anybody = shop.engine.as(guest)
  return {
    shop,
    visitor: async wishes => {
      const context = await browser.newContext({ locale: 'en-GB', serviceWorkers: 'block', ...wishes })
      contexts.push(context)
      const page = await context.newPage()
      page.setDefaultTimeout(15_000)
      return page
    },
    checkoutOf: async (...skus) => {
      const line_items = skus.map(sku => ({ item: { id: shop.variants[sku] ?? '' }, quantity: 1 }))
      return (await anybody.createCheckout({ checkout: { line_items } })).id
    },
    checkout: id => anybody.getCheckout({ id }),
    close: async () => {
      await Promise.all(contexts.map(context => context.close()))
      await browser.close()
      await shop.close()
    },
  }
}
