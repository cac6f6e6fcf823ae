import { guest } from '@mitchweb/engine'
import { type CommerceError, type TextLanguage, textLanguage } from '@mitchweb/engine/contract'
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
    const language = textLanguage(request.acceptsLanguages())
    const { title, text } = problem.code === 'rate_limited' ? tooMuch(problem, language) : failed(problem)
    const body = html`<section class="narrow"><h1>${title}</h1><p>${text}</p></section>`
    response.send(document({ title, shop: name, language, body }))
  }

const failed = ({ message }: CommerceError) => ({ title: 'That did not work', text: message })

/** Who looks at very many pages is a person all the same, and has done nothing wrong. */
function tooMuch({ retryAfterSeconds = 1 }: CommerceError, language: TextLanguage) {
  const seconds = Math.ceil(retryAfterSeconds)
  return language === 'de'
    ? {
        title: 'Zu viel auf einmal',
        text: `Von hier kam sehr viel auf einmal. Warten Sie ${seconds} ${seconds === 1 ? 'Sekunde' : 'Sekunden'}, dann geht es weiter.`,
      }
    : {
        title: 'Too much at once',
        text: `Very much came from here at once. Wait ${seconds} ${seconds === 1 ? 'second' : 'seconds'}, then go on.`,
      }
}
