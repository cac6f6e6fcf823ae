import { existsSync } from 'node:fs'
import { type OperationName, operationByName } from '@mitchweb/engine/contract'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumFlags, chromiumPath } from '../../rest-api/test/chromium.ts'
import { scriptPayloads } from '../../rest-api/test/script-payloads.ts'
import { everyPage, opened, type State, windows, withoutPage } from './every-page.ts'
import { HostileAnswers, textsOf } from './hostile-answers.ts'
import { aPeopledShop, type PeopledShop } from './peopled-shop.ts'
import { harmIn, harmInTexts, watchHarm } from './script-harm.ts'

/** How often a browser opens every page; in so many rounds as there are scripts each text has been each of them. */
const rounds = Number(process.env.MITCHWEB_ROUNDS ?? 1)

/** Texts that no page asks for, so that no answer of this shop has a place for them. */
const unasked = [
  // Of a product in a list a page shows what it is called, what it costs and a picture.
  /^(?:search_catalog|lookup_catalog|recommend_products) \w+\.(?:product\.)?(?:options|selected|categories|variants|metadata\.attributes)/,
  /\.(?:barcodes\.value|price_steps\.\w+|billing_address\.\w+|totals\.lines\.display_text)$/,
  / (?:context|buyer|attribution)\./,
  /\.image\.alt_text$/,
  /messages\.suggested_value$/,
  /^list_orders orders\.deliveries/,
  // What comes of paying is looked up on the page of the order.
  /^complete_checkout /,
]

describe.skipIf(!existsSync(chromiumPath))(
  'Scripts in every text that the shop answers with (skipped without /usr/bin/chromium)',
  () => {
    const answers = new HostileAnswers()
    const harm: string[] = []
    let world: PeopledShop
    let browser: Browser
    let pages: Awaited<ReturnType<typeof windows>>
    let states: readonly (State & { readonly route: string })[]
    beforeAll(async () => {
      world = await aPeopledShop({
        pages: ({ render, ...storefront }) => ({ ...storefront, render: answers.storefront(render) }),
      })
      browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags })
      pages = await windows(browser, world, context => watchHarm(context, { url: world.places.url, harm }))
      states = Object.entries(everyPage(world)).flatMap(([route, all]) => all.map(state => ({ ...state, route })))
    }, 120_000)
    afterAll(async () => {
      await browser?.close()
      await world?.close()
    })

    test('are each of sixty on every page as it is sent, and stay text', { timeout: 300_000 }, async () => {
      for (const _ of scriptPayloads) {
        answers.round += 1
        const sent = await Promise.all(states.map(pageOf))
        const broken = sent.filter(({ status }) => status >= 500)
        expect(broken, `round ${answers.round}`).toEqual([])
        const texts = sent.flatMap(({ text }) => text ?? [])
        expect(texts.filter(text => text.includes('alert(')).length).toBeGreaterThan(55)
        expect(await harmInTexts(pages.nobody, texts), `round ${answers.round}`).toEqual([])
      }
    })

    test('do nothing in a browser', { timeout: rounds * 240_000 }, async () => {
      for (let round = 0; round < rounds; round++) {
        answers.round += 1
        for (const state of states.filter(({ route }) => !withoutPage.has(route))) {
          const page = await opened(pages, world.places.url, state)
          harm.push(...(await harmIn(page)))
        }
      }
      expect(harm).toEqual([])
    })

    test('stand in every text that the contract lets these pages have', () => {
      const asked = [...new Set([...answers.told].map(told => told.split(' ')[0] as OperationName))]
      const names = asked.filter(name => operationByName.has(name))
      expect(names.length).toBeGreaterThan(15)
      const missing = names
        .flatMap(name => [...textsOf(name).keys()].map(text => `${name} ${text}`))
        .filter(text => !answers.told.has(text))
      expect(missing.filter(text => !unasked.some(known => known.test(text)))).toEqual([])
      expect(unasked.filter(known => !missing.some(text => known.test(text)))).toEqual([])
    })

    const cookieOf = ({ who = 'nobody' }: State): string => {
      const cookie = { nobody: undefined, buyer: world.places.cart, ann: world.places.ann }[who]
      return cookie ? `${cookie.name}=${cookie.value}` : ''
    }

    /** A page's text, where it is one. */
    const pageOf = async (state: State) => {
      const headers = { accept: 'text/html', cookie: cookieOf(state) }
      const answer = await fetch(new URL(state.path, world.places.url), { headers, redirect: 'manual' })
      const text = await answer.text()
      const isPage = answer.headers.get('content-type')?.startsWith('text/html')
      return { name: state.name, status: answer.status, ...(isPage && { text }) }
    }
  },
)
