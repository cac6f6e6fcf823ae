import { demoMediaFolder } from '@mitchweb/engine'
import express, { type RequestHandler, Router } from 'express'
import type { GatewayEngine } from '../gateway-engine.ts'
import { named } from '../http/api.ts'
import { type Limits, limitAddress, limitTraffic } from '../http/limits.ts'
import type { Log } from '../http/log.ts'
import { type Storefront, storefrontFiles, storefrontRouter, storefrontWorker } from '../storefront.ts'
import { errorPage, missing } from './fallbacks.ts'
import { homePage } from './home-page.ts'
import { page } from './page.ts'
import { pageIdentity, shopOf } from './page-identity.ts'
import { icon, style } from './style.ts'

type PagesOptions = {
  readonly engine: GatewayEngine
  readonly hasMcp: boolean
  readonly storefront?: Storefront | undefined
  readonly limits: Limits | false
  readonly log: Log
}

/** The storefront's pages, or without one the page that says what the shop is and how programs reach it. */
export function pagesRouter({ engine, hasMcp, storefront, limits, log }: PagesOptions): Router {
  const router = Router()
  const looking = limits ? limitTraffic(limits.browse) : []
  const acting = limits ? limitTraffic(limits.checkout) : []

  router.get('/assets/style.css', named('/assets'), asset('text/css', style))
  router.get(['/assets/icon.svg', '/favicon.ico'], named('/assets'), asset('image/svg+xml', icon))
  if (storefront) {
    router.use('/assets', named('/assets'), ...storefrontFiles(storefront))
    router.get(['/service-worker.js', '/offline-page.js'], named('/{worker}'), ...storefrontWorker(storefront))
  }
  router.use('/media', named('/media'), media)
  // A session that is over is looked up and taken away, which is work for the database too.
  router.use(...(limits ? [limitAddress(limits.browse)] : []), pageIdentity(engine))
  if (!storefront) router.get('/', named('/'), ...looking, home(engine, hasMcp))
  const filling = limits ? limitTraffic(limits.cart) : []
  if (storefront) router.use(storefrontRouter({ engine, storefront, log, looking, filling, acting }))
  router.use(missing(engine), errorPage(engine, log))
  return router
}

const asset =
  (type: string, text: string): RequestHandler =>
  (_request, response) => {
    response.set('Cache-Control', 'public, max-age=3600').type(type).send(text)
  }

/** The demo shop's own pictures; other sites and assistants may show them. */
const media: RequestHandler[] = [
  (_request, response, next) => {
    response.set({ 'Cross-Origin-Resource-Policy': 'cross-origin', 'Access-Control-Allow-Origin': '*' })
    next()
  },
  express.static(demoMediaFolder, { index: false, redirect: false, maxAge: '1d' }),
]

const home =
  (engine: GatewayEngine, hasMcp: boolean): RequestHandler =>
  async (_request, response) => {
    const shop = shopOf(engine, response)
    const [store, { products, pagination }] = await Promise.all([
      shop.getStore({}),
      shop.searchCatalog({ catalog: { pagination: { limit: 24 } } }),
    ])
    const { publicUrl } = engine
    page(response).send(homePage({ store, products, hasMore: pagination.has_next_page, publicUrl, hasMcp }))
  }
