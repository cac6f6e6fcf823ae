import { guest } from '@mitchweb/engine'
import type { ErrorRequestHandler, Request, RequestHandler } from 'express'
import type { GatewayEngine } from '../gateway-engine.ts'
import type { Log } from '../http/log.ts'
import { commerceErrorOf } from '../http/problem.ts'
import { html } from './html.ts'
import { document, notFoundPage } from './layout.ts'
import { page, shopName } from './page.ts'

/** A program that takes anything gets a problem; only who asks for HTML gets a page. */
const wantsPage = (request: Request): boolean => request.accepts(['json', 'html']) === 'html'

/** What no route took. */
export const missing =
  (engine: GatewayEngine): RequestHandler =>
  async (request, response, next) => {
    if (!wantsPage(request) || request.method !== 'GET') return next()
    page(response.status(404)).send(notFoundPage(await shopName(engine.as(guest))))
  }

/** A person is told in a sentence; what is absent, and what cannot be an id at all, is not found. */
export const errorPage =
  (engine: GatewayEngine, log: Log): ErrorRequestHandler =>
  async (error, request, response, next) => {
    if (response.headersSent || !wantsPage(request)) return next(error)
    const problem = commerceErrorOf(error, response, log)
    const isAbsent = problem.status === 404 || (request.method === 'GET' && problem.status === 400)
    const name = await shopName(engine.as(guest)).catch(() => 'MitchWeb')
    page(response.status(isAbsent ? 404 : problem.status))
    if (isAbsent) return void response.send(notFoundPage(name))
    response.send(
      document({
        title: 'That did not work',
        shop: name,
        body: html`<section class="narrow"><h1>That did not work</h1><p>${problem.message}</p></section>`,
      }),
    )
  }
