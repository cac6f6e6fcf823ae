import { demoMediaFolder } from '@mitchweb/engine'
import { wishOf } from '@mitchweb/engine/contract'
import express, { type RequestHandler, type Response, Router } from 'express'
import type { GatewayEngine } from '../gateway-engine.ts'
import { named } from '../http/api.ts'
import { type Limits, limitTraffic } from '../http/limits.ts'
import type { Log } from '../http/log.ts'
import { type Storefront, storefrontFiles, storefrontRouter } from '../storefront.ts'
import { checkoutStep, leadBack, leadToProvider, showCheckout } from './checkout-handlers.ts'
import { errorPage, missing } from './fallbacks.ts'
import { homePage } from './home-page.ts'
import { orderPage } from './order-page.ts'
import { page, shopName } from './page.ts'
import { pageIdentity, shopOf } from './page-identity.ts'
import { policyPage } from './policy-page.ts'
import { fromOwnPage } from './same-origin.ts'
import { icon, style } from './style.ts'

type PagesOptions = {
  readonly engine: GatewayEngine
  readonly hasMcp: boolean
  readonly storefront?: Storefront | undefined
  readonly limits: Limits | false
  readonly log: Log
}

/** The pages that a person needs to buy: they work without scripts and follow the same rules as every other head. */
export function pagesRouter({ engine, hasMcp, storefront, limits, log }: PagesOptions): Router {
  const router = Router()
  const shop = (response: Response) => shopOf(engine, response)
  const looking = limits ? limitTraffic(limits.browse) : []
  const acting = limits ? limitTraffic(limits.checkout) : []
  const form = express.urlencoded({ extended: false, limit: '20kb', parameterLimit: 50, inflate: false })

  router.get('/assets/style.css', named('/assets'), asset('text/css', style))
  router.get(['/assets/icon.svg', '/favicon.ico'], named('/assets'), asset('image/svg+xml', icon))
  if (storefront) router.use('/assets', named('/assets'), storefrontFiles(storefront))
  router.use('/media', named('/media'), media)
  router.use(pageIdentity(engine))
  if (!storefront) router.get('/', named('/'), ...looking, home(engine, hasMcp))
  const filling = limits ? limitTraffic(limits.cart) : []
  if (storefront) router.use(storefrontRouter({ engine, storefront, looking, filling, acting }))
  router.get('/checkout/:id', named('/checkout/{id}'), ...looking, async (request, response) => {
    const view = await shop(response).getCheckout({ id: String(request.params.id) })
    await showCheckout({ engine, shop: shop(response), response, view })
  })
  const returning = named('/checkout/{id}/return')
  router.get('/checkout/:id/return', returning, ...acting, async (request, response) => {
    await leadBack({ engine, shop: shop(response), request, response })
  })
  const confirming = named('/checkout/{id}/confirm')
  router.get('/checkout/:id/confirm', confirming, ...acting, async (request, response) => {
    await leadToProvider({ engine, shop: shop(response), request, response })
  })
  const step = named('/checkout/{id}/{step}')
  router.post(
    '/checkout/:id/:step',
    step,
    ...acting,
    fromOwnPage(engine.publicUrl),
    form,
    async (request, response) => {
      await checkoutStep({ engine, shop: shop(response), request, response })
    },
  )
  router.get('/orders/:token', named('/orders/{token}'), ...looking, async (request, response) => {
    const order = await shop(response).getOrder({ id: String(request.params.token) })
    page(response).send(orderPage({ order, shop: await shopName(shop(response)) }))
  })
  router.get('/policies/:slug', named('/policies/{slug}'), ...looking, async (request, response) => {
    const language = wishOf(request.get('accept-language'))
    const policy = await shop(response).getPolicy({ slug: String(request.params.slug), ...(language && { language }) })
    response.vary('Accept-Language')
    page(response, 'public, max-age=60').send(policyPage({ policy, shop: await shopName(shop(response)) }))
  })
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
