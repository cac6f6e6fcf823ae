import { existsSync } from 'node:fs'
import { system } from '@mitchweb/engine'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumFlags, chromiumPath } from '../../rest-api/test/chromium.ts'
import { scriptPayloads } from '../../rest-api/test/script-payloads.ts'
import { everyPage, opened, type State, windows, withoutPage } from './every-page.ts'
import { HostileTexts } from './hostile-texts.ts'
import { aPeopledShop, type PeopledShop } from './peopled-shop.ts'
import { harmIn, harmInTexts, watchHarm } from './script-harm.ts'

const patience = { timeout: 240_000 }

describe.skipIf(!existsSync(chromiumPath))(
  'Scripts in every text of a shop (skipped without /usr/bin/chromium)',
  () => {
    const texts = new HostileTexts()
    const harm: string[] = []
    let world: PeopledShop
    let browser: Browser
    let pages: Awaited<ReturnType<typeof windows>>
    let states: Readonly<Record<string, readonly State[]>>
    beforeAll(async () => {
      world = await aPeopledShop({ telling: texts.telling, says: texts.says, word: 'alert' })
      browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags })
      pages = await windows(browser, world, context => watchHarm(context, { url: world.places.url, harm }))
      states = everyPage(world)
    }, 120_000)
    afterAll(async () => {
      await browser?.close()
      await world?.close()
    })

    test('would be seen where they were no text', async () => {
      const tags = scriptPayloads.filter(script => /^[^&\\]*<\w/.test(script) && !script.startsWith('<!--'))
      expect(tags.length).toBeGreaterThan(45)
      for (const tag of tags)
        expect(
          await harmInTexts(pages.nobody, [`<title>x</title><p title="x">${tag}</p><p title='x'>x</p>`]),
          tag,
        ).not.toEqual([])
    })

    test('stand on every page, in each of its states, and do nothing', patience, async () => {
      for (const [route, all] of Object.entries(states)) {
        if (withoutPage.has(route)) continue
        for (const state of all) {
          const page = await opened(pages, world.places.url, state)
          expect.soft(await page.content(), state.name).toContain('alert(')
          harm.push(...(await harmIn(page)))
        }
      }
      expect(harm).toEqual([])
    })

    test('stand in what machines read, which stays what it is', patience, async () => {
      const read = async (path: string) => (await pages.nobody.request.get(new URL(path, world.places.url).href)).text()
      expect(await read('/llms.txt')).toContain('alert(')
      for (const path of ['/sitemap.xml', '/sitemaps/1.xml', '/feeds/google.xml']) {
        const { elements, isXml } = await elementsIn(pages.nobody, await read(path))
        expect(isXml, path).toBe(true)
        expect(
          elements.filter(name => /^(?:script|svg|img|iframe|html)$/i.test(name)),
          path,
        ).toEqual([])
      }
      expect(await read('/feeds/google.xml')).toContain('alert(')
      const { products, category } = world.places
      for (const [path, types] of [
        [`/products/${products[0]}`, ['BreadcrumbList', 'Product']],
        [`/categories/${category}`, ['BreadcrumbList']],
      ] as const) {
        await pages.nobody.goto(new URL(path, world.places.url).href)
        const told = await pages.nobody.locator('script[type="application/ld+json"]').allTextContents()
        const data = told.map(text => JSON.parse(text) as { '@type': string })
        expect(data.map(each => each['@type']).sort(), path).toEqual(types)
        expect(JSON.stringify(data), path).toContain('alert(')
      }
    })

    test('do nothing in an address either, on any page', patience, async () => {
      const answers = await answersOf(scriptPayloads.map(encodeURIComponent).flatMap(pathsHolding))
      expect(await harmInTexts(pages.nobody, answers)).toEqual([])
      for (const [index, script] of scriptPayloads.entries()) {
        const path = pathsHolding(encodeURIComponent(script))[index % 4] ?? ''
        await pages.nobody.goto(world.places.url + path)
        harm.push(...(await harmIn(pages.nobody)))
      }
      expect(harm).toEqual([])
    })

    test('do nothing each by itself, in the texts that are on all pages', patience, async () => {
      const staff = world.shop.engine.as(system)
      const store = await staff.getStore({})
      const answers: string[] = []
      for (const script of scriptPayloads) {
        await staff.saveStore({ store: { ...store, name: script, description: script } })
        answers.push(...(await answersOf(['/', '/search?q=mug', '/account/sign-in', '/checkout/none'])))
      }
      expect(await harmInTexts(pages.nobody, answers)).toEqual([])
      await staff.saveStore({ store })
    })

    const answersOf = async (paths: readonly string[]): Promise<string[]> => {
      const answers: string[] = []
      for (const path of paths) {
        const answer = await fetch(world.places.url + path, { headers: { accept: 'text/html' }, redirect: 'manual' })
        answers.push(await answer.text())
      }
      return answers
    }
  },
)

/** Every part of an address that a page has to do with. */
const pathsHolding = (script: string): string[] => [
  `/search?q=${script}&sort=${script}&Colour=${script}&price_min=${script}&lang=${script}`,
  `/${script}`,
  `/account/sign-in?next=${script}&done=${script}`,
  `/products/tarn-mug?Colour=${script}&variant=${script}`,
  `/search?cursor=${script}`,
  `/categories/${script}?brands=${script}`,
  `/policies/${script}`,
  `/checkout/${script}?change=${script}`,
  `/account/verify?token=${script}`,
  `/account/connect?client_id=${script}`,
  `/account/connect/failure?error=${script}`,
]

const elementsIn = (page: Page, text: string) =>
  page.evaluate(xml => {
    const parsed = new DOMParser().parseFromString(xml, 'application/xml')
    const elements = [...parsed.querySelectorAll('*')].map(({ localName }) => localName)
    return { elements, isXml: !elements.includes('parsererror') }
  }, text)
