import { randomUUID } from 'node:crypto'
import { demoMediaFolder, guest } from '@mitchweb/engine'
import { type CheckoutView, CommerceError, type Money, type Shop } from '@mitchweb/engine/contract'
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response, Router } from 'express'
import type { GatewayEngine } from '../gateway-engine.ts'
import { named } from '../http/api.ts'
import { type Limits, limitTraffic } from '../http/limits.ts'
import type { Log } from '../http/log.ts'
import { commerceErrorOf, requestIdOf } from '../http/problem.ts'
import type { Form } from './checkout-drafts.ts'
import { checkoutPage } from './checkout-page.ts'
import { isStep, type Step, takeStep } from './checkout-steps.ts'
import { homePage } from './home-page.ts'
import { html } from './html.ts'
import { document, notFoundPage } from './layout.ts'
import { orderPage } from './order-page.ts'
import { policyPage } from './policy-page.ts'
import { fromOwnPage } from './same-origin.ts'
import { icon, style } from './style.ts'

type PagesOptions = {
  readonly engine: GatewayEngine
  readonly hasMcp: boolean
  readonly limits: Limits | false
  readonly log: Log
}

/** The pages that a person needs to buy: they work without scripts and follow the same rules as every other head. */
export function pagesRouter({ engine, hasMcp, limits, log }: PagesOptions): Router {
  const router = Router()
  const shop = engine.as(guest)
  const looking = limits ? [limitTraffic(limits.browse)] : []
  const acting = limits ? [limitTraffic(limits.checkout)] : []
  const form = express.urlencoded({ extended: false, limit: '20kb', parameterLimit: 50, inflate: false })

  router.get('/assets/style.css', named('/assets'), asset('text/css', style))
  router.get(['/assets/icon.svg', '/favicon.ico'], named('/assets'), asset('image/svg+xml', icon))
  router.use('/media', named('/media'), media)
  router.get('/', named('/'), ...looking, home(engine, shop, hasMcp))
  router.get('/checkout/:id', named('/checkout/{id}'), ...looking, async (request, response) => {
    const view = await shop.getCheckout({ id: String(request.params.id) })
    await showCheckout({ engine, shop, response, view })
  })
  const step = named('/checkout/{id}/{step}')
  router.post(
    '/checkout/:id/:step',
    step,
    ...acting,
    fromOwnPage(engine.publicUrl),
    form,
    async (request, response) => {
      await checkoutStep({ engine, shop, request, response })
    },
  )
  router.get('/orders/:token', named('/orders/{token}'), ...looking, async (request, response) => {
    const order = await shop.getOrder({ id: String(request.params.token) })
    page(response).send(orderPage({ order, shop: await shopName(shop) }))
  })
  router.get('/policies/:slug', named('/policies/{slug}'), ...looking, async (request, response) => {
    const policy = await shop.getPolicy({ slug: String(request.params.slug) })
    page(response, 'public, max-age=60').send(policyPage({ policy, shop: await shopName(shop) }))
  })
  router.use(missing(shop), errorPage(shop, log))
  return router
}

const page = (response: Response, cacheControl = 'private, no-store'): Response =>
  response.set('Cache-Control', cacheControl).type('html')

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
  (engine: GatewayEngine, shop: Shop, hasMcp: boolean): RequestHandler =>
  async (_request, response) => {
    const [store, { products, pagination }] = await Promise.all([
      shop.getStore({}),
      shop.searchCatalog({ catalog: { pagination: { limit: 24 } } }),
    ])
    const { publicUrl } = engine
    page(response).send(homePage({ store, products, hasMore: pagination.has_next_page, publicUrl, hasMcp }))
  }

type Showing = {
  readonly engine: GatewayEngine
  readonly shop: Shop
  readonly response: Response
  readonly view: CheckoutView
  readonly failure?: { readonly text: string; readonly form: Form }
}

async function showCheckout({ engine, shop, response, view, failure }: Showing): Promise<void> {
  const pending = await pendingPayment(engine, view)
  const name = await shopName(shop)
  page(response).send(checkoutPage({ shop: name, view, pending, failure, idempotencyKey: randomUUID() }))
}

/** Most checkouts never had a payment, so that the bank knows none is no error. */
async function pendingPayment({ demoBank }: GatewayEngine, { id, status }: CheckoutView): Promise<Money | undefined> {
  if (!demoBank || (status !== 'requires_escalation' && status !== 'complete_in_progress')) return undefined
  return demoBank.pending(id).catch(error => {
    if (error instanceof CommerceError && error.code === 'not_found') return undefined
    throw error
  })
}

type Stepping = Omit<Showing, 'view' | 'failure'> & { readonly request: Request }

/** A step that moved on is answered with the page anew, so that going back or reloading never sends a form twice. */
async function checkoutStep({ engine, shop, request, response }: Stepping): Promise<void> {
  const { id, step } = request.params as { id: string; step: string }
  if (!isStep(step)) throw new CommerceError('not_found', 'There is no such step of a checkout.')
  const form = formOf(request.body)
  const here = `/checkout/${encodeURIComponent(id)}`
  try {
    const stays = await takeStep({ engine, shop, id, step: step as Step, form })
    if (stays) await showCheckout({ engine, shop, response, view: stays })
    else response.redirect(303, here)
  } catch (error) {
    if (!(error instanceof CommerceError) || error.code === 'not_found') throw error
    if (error.code === 'invalid_state') return response.redirect(303, here)
    const view = await shop.getCheckout({ id })
    response.status(error.status)
    await showCheckout({ engine, shop, response, view, failure: { text: error.message, form } })
  }
}

/** A field that was sent twice counts as not sent. */
const formOf = (body: unknown): Form =>
  Object.fromEntries(Object.entries((body ?? {}) as object).filter(([, value]) => typeof value === 'string'))

const shopName = async (shop: Shop): Promise<string> => (await shop.getStore({})).name

/** A program that takes anything gets a problem; only who asks for HTML gets a page. */
const wantsPage = (request: Request): boolean => request.accepts(['json', 'html']) === 'html'

const missing =
  (shop: Shop): RequestHandler =>
  async (request, response, next) => {
    if (!wantsPage(request) || request.method !== 'GET') return next()
    page(response.status(404)).send(notFoundPage(await shopName(shop)))
  }

const errorPage =
  (shop: Shop, log: Log): ErrorRequestHandler =>
  async (error, request, response, next) => {
    if (response.headersSent || !wantsPage(request)) return next(error)
    const problem = commerceErrorOf(error, response, log)
    const isAbsent = problem.status === 404 || (request.method === 'GET' && problem.status === 400)
    const name = await shopName(shop).catch(() => 'MitchWeb')
    page(response.status(isAbsent ? 404 : problem.status))
    if (isAbsent) return void response.send(notFoundPage(name))
    response.send(
      document({
        title: 'That did not work',
        shop: name,
        body: html`<section class="narrow"><h1>That did not work</h1><p>${problem.message}</p><p class="muted">Reference: ${requestIdOf(response)}</p></section>`,
      }),
    )
  }
