import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buys } from '../../engine/test/buying.ts'
import { buysOne, byToken } from '../../engine/test/saving.ts'
import { chromiumFlags, chromiumPath } from '../../rest-api/test/chromium.ts'
import { aConnectedShop, allows, type ConnectedShop } from '../../test/doors/connecting.ts'
import { aQuestion } from '../../test/doors/questions.ts'
import { aPage, expectSound, looks, violationsOn } from './storefront-shop.ts'

describe.skipIf(!existsSync(chromiumPath))('The pages of an account', () => {
  let shop: ConnectedShop
  let browser: Browser
  let cookie: { name: string; value: string; url: string }
  let own: string[]
  beforeAll(async () => {
    shop = await aConnectedShop()
    browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags })
    const ann = await shop.joins('ann@example.com')
    const [, name = '', value = ''] = /^([^=]+)=(.*)$/.exec(ann.cookie()) ?? []
    cookie = { name, value, url: shop.url }
    const { actor } = await shop.engine.identify({ cookie: ann.cookie(), audience: shop.url })
    const self = shop.engine.as(actor)
    const { products } = await self.searchCatalog({ catalog: { filters: { available: true } } })
    await buysOne(self, products[0]!.variants[0]!.id, byToken('demo', 'success', { save: true }))
    await buys(self, { [products[1]!.variants[0]!.id]: 2 })
    const address = {
      street_address: 'Lindenstr. 4',
      postal_code: '10969',
      address_locality: 'Berlin',
      address_country: 'DE',
    }
    await self.updateProfile({ profile: { first_name: 'Ann', addresses: [{ ...address, default: true }] } })
    const { asked, clientId } = await aQuestion(shop, { scope: 'checkout:write orders:read' })
    const consent = (await ann.goes(asked)).headers.get('location') ?? ''
    await allows(ann, asked)
    const expires_at = new Date(Date.now() + 30 * 86_400_000).toISOString()
    await self.grantMandate({
      mandate: { agent_id: clientId, currency: 'EUR', total: 10_000, ask_above: 3000, expires_at },
    })
    own = [
      ...['', '/orders', '/profile', '/payment', '/agents', '/privacy'].map(path => `/account${path}`),
      `/account/agents/mandate?agent=${encodeURIComponent(clientId)}`,
      consent,
    ]
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await shop?.close()
  })

  test.each(looks)(
    'can be used by everybody, and stay within the window: $viewport.width, $colorScheme',
    { timeout: 120_000 },
    async look => {
      const { page, faults } = await aPage(browser, { ...look, locale: 'en-GB' })
      const doors = ['sign-in', 'register', 'verify?token=x', 'forgotten', 'reset?token=x', 'letter', 'closed']
      const seen = async (path: string) => {
        await page.goto(new URL(path, shop.url).href, { waitUntil: 'networkidle' })
        expect(await page.locator('h1').count(), path).toBe(1)
        await page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        expect(await violationsOn(page), path).toEqual([])
        await expectSound(page, faults)
      }
      for (const door of doors) await seen(`/account/${door}`)
      await page.context().addCookies([cookie])
      for (const path of own) await seen(path)
      await page.close()
    },
  )
})
