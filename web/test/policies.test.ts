import { existsSync } from 'node:fs'
import { system } from '@mitchweb/engine'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from '../../rest-api/test/chromium.ts'
import { type OpenStorefront, openStorefront } from './open-storefront.ts'

describe.skipIf(!existsSync(chromiumPath))(
  'what the merchant has written (skipped where /usr/bin/chromium is missing)',
  () => {
    let open: OpenStorefront
    beforeAll(async () => {
      open = await openStorefront()
      const staff = open.shop.engine.as(system)
      await staff.savePolicy({
        policy: { slug: 'sending', kind: 'shipping_policy', title: 'Shipping', body: 'Within a day.' },
      })
      const store = await staff.getStore({})
      await staff.saveStore({ store: { ...store, default_language: 'en', languages: ['en', 'de'] } })
      const texts = { title: 'Versand', body: 'Binnen eines Tages.' }
      await staff.saveTranslations({ translations: [{ type: 'policy', id: 'sending', language: 'de', texts }] })
    })
    afterAll(() => open?.close())

    const page = async (path: string, language = 'en') =>
      await (await fetch(`${open.shop.url}${path}`, { headers: { 'accept-language': language } })).text()

    /** Where the links of a part of a page lead that have to do with policies. */
    const linksIn = (html: string, part: RegExp): string[] =>
      [...(part.exec(html)?.[0] ?? '').matchAll(/href="(\/policies[^"]*)"/g)].map(([, path = '']) => path)
    const foot = /<footer.*<\/footer>/s
    const main = /<main.*<\/main>/s

    test('is named at the foot of every page, in the language of who reads it', async () => {
      for (const path of ['/', '/search', '/products/mug-0', '/cart', '/nothing-here', '/account/sign-in']) {
        expect(linksIn(await page(path), foot), path).toEqual(['/policies/sending', '/policies/returns'])
      }
      expect(foot.exec(await page('/', 'de'))?.[0]).toContain('Versand')
      expect(foot.exec(await page('/'))?.[0]).toContain('Shipping')
    })

    test('is listed on a page of its own, which leads to each', async () => {
      const paths = linksIn(await page('/policies'), main)
      expect(paths).toEqual(['/policies/sending', '/policies/returns'])
      for (const path of paths) expect((await fetch(`${open.shop.url}${path}`)).status, path).toBe(200)
    })

    test('is linked where somebody decides: shipping and returns beside the price, all of it before paying', async () => {
      expect(linksIn(await page('/products/mug-0'), main)).toEqual(['/policies/sending', '/policies/returns'])
      const checkout = linksIn(await page(`/checkout/${await open.checkoutOf('MUG-0')}`), main)
      expect(checkout.toSorted()).toEqual(['/policies/returns', '/policies/sending'])
    })

    test('leads back to the page where somebody was who changes the language after following links', async () => {
      const visitor = await open.visitor()
      await visitor.goto(open.shop.url)
      await visitor.click('footer a:has-text("Shipping")')
      await visitor.waitForSelector('h1:has-text("Shipping")')
      await visitor.selectOption('select[name=language]', 'de')
      await visitor.click('footer form button')
      await visitor.waitForSelector('h1:has-text("Versand")')
      expect(new URL(visitor.url()).pathname).toBe('/policies/sending')
    })
  },
)
