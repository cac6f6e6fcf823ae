import { CommerceError, dropEchoes, operationByName, wishOf } from '@mitchweb/engine/contract'
import { type Request, type RequestHandler, Router } from 'express'
import type { GatewayEngine } from '../gateway-engine.ts'
import { queryOf, type Route, type Traffic } from '../route.ts'
import { inLanguage, inputOf } from '../route-input.ts'
import { isRead, locationOf, routes } from '../routes.ts'
import { identityOf } from './identity.ts'
import { bytes, jsonBody, maxBodyBytes } from './json-body.ts'
import { type Limits, limitTraffic } from './limits.ts'
import { wrongMethod } from './problem.ts'
import { type PublicAnswers, publicAnswers } from './public-answers.ts'

/** Every operation of the route table at its address, and a clear refusal of the other methods there. */
export function apiRouter({ engine, limits }: { engine: GatewayEngine; limits: Limits | false }): Router {
  const router = Router()
  const limiters = limitersOf(limits)
  const answering = { engine, publicly: publicAnswers(engine) }
  for (const path of new Set(routes.map(route => route.path))) {
    const here = routes.filter(route => route.path === path)
    const place = router.route(path.replace(/\{(\w+)\}/g, ':$1'))
    for (const route of here) {
      const handlers = [
        named(`/api${path}`),
        ...limiters(route.traffic),
        ...(route.isAdmin ? [staffOnly, bytes(maxAdminBytes)] : [bytes(maxBodyBytes)]),
        perform(answering, route),
      ]
      if (route.method === 'GET') place.get(...handlers)
      else if (route.method === 'POST') place.post(...handlers)
      else place.put(...handlers)
    }
    place.all(
      named(`/api${path}`),
      wrongMethod(here.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))),
    )
  }
  return router
}

/** A hundred products with their texts come in one body. */
export const maxAdminBytes = 1024 * 1024

/** Refuses before anything is read who is nobody's staff. */
export const staffOnly: RequestHandler = (_request, response, next) => {
  const { kind } = identityOf(response).actor
  if (kind === 'staff') return next()
  if (kind === 'guest') throw new CommerceError('unauthorized', 'This needs the API key of somebody of the staff.')
  throw new CommerceError('forbidden', 'This is for the staff of the shop.', { scope: 'staff:read' })
}

/** What the log calls this address. */
export const named =
  (route: string): RequestHandler =>
  (_request, response, next) => {
    response.locals.route = route
    next()
  }

function limitersOf(limits: Limits | false): (traffic: Traffic) => RequestHandler[] {
  const made = new Map<Traffic, RequestHandler[]>()
  return traffic => {
    if (!limits) return []
    const limiters = made.get(traffic) ?? limitTraffic(limits[traffic])
    made.set(traffic, limiters)
    return limiters
  }
}

type Answering = { readonly engine: GatewayEngine; readonly publicly: PublicAnswers }

const perform =
  ({ engine, publicly }: Answering, route: Route): RequestHandler =>
  async (request, response) => {
    ignoreReload(request)
    const key = idempotencyKey(request, route)
    const input = inputFrom(request, route)
    const { actor, credential } = identityOf(response)
    response.vary('Authorization').vary('Cookie')
    if (route.language) response.vary('Accept-Language')
    if (isPublic(route) && actor.kind === 'guest') {
      const { body, etag } = await publicly(route.operation, input)
      return void response.set({ 'Cache-Control': 'public, max-age=15', ETag: etag }).type('json').send(body)
    }
    const answer = await engine.perform(actor, route.operation, input, {
      ...(key !== undefined && { idempotencyKey: key }),
      dryRun: isDryRun(request, route),
      door: 'rest',
      credentialId: credential?.id,
    })
    response.set('Cache-Control', 'private, no-store')
    if (!route.creates) return void response.json(answer)
    response.location(`/api${locationOf(route, (answer as { id: string }).id)}`)
    response.status(201).json(answer)
  }

/** Whether every guest is answered the same. */
const isPublic = (route: Route): boolean => isRead(route) && (route.isPublic === true || route.traffic === 'browse')

function inputFrom(request: Request, route: Route): unknown {
  const input = inputOf(route, { params: params(request), query: query(request, route), body: jsonBody(request) })
  const inWords = inLanguage(route, input, wishOf(request.get('accept-language')))
  return dropEchoes(inWords, operationByName.get(route.operation)?.echoes)
}

/**
 * A `fetch` that sends If-None-Match says no-cache as well, which Express takes for the wish to be sent everything. No
 * answer is older than the shop, so 304 is never stale.
 */
function ignoreReload({ headers }: Request): void {
  delete headers['cache-control']
}

function idempotencyKey(request: Request, route: Route): string | undefined {
  const key = request.get('idempotency-key')
  if (key === undefined) {
    if (!route.keyRequired) return undefined
    throw new CommerceError('idempotency_key_required', 'Idempotency-Key is missing.', { header: 'Idempotency-Key' })
  }
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key
  throw new CommerceError('invalid_input', 'Idempotency-Key must be 1 to 255 visible ASCII characters, best a UUID.', {
    header: 'Idempotency-Key',
  })
}

const params = (request: Request): Record<string, string> =>
  Object.fromEntries(Object.entries(request.params).map(([name, value]) => [name, String(value)]))

/** The query parameters of the route, each at most once; others are refused, so that a typing error is not ignored. */
function query(request: Request, route: Route): Record<string, string> {
  const asked = askedIn(request)
  const known = [...Object.keys(queryOf(route)), ...(route.takesDryRun ? ['dry_run'] : [])]
  for (const [index, [name]] of asked.entries()) {
    const shown = JSON.stringify(name.slice(0, 60))
    if (!known.includes(name)) {
      const hint = known.length > 0 ? `Known here: ${known.join(', ')}.` : 'This address has none.'
      throw new CommerceError('invalid_input', `There is no query parameter ${shown}. ${hint}`)
    }
    if (asked.findIndex(([other]) => other === name) !== index) {
      throw new CommerceError('invalid_input', `The query parameter ${shown} stands twice.`)
    }
  }
  const { dry_run: _, ...wanted } = Object.fromEntries(asked)
  return wanted
}

function isDryRun(request: Request, route: Route): boolean {
  const value = route.takesDryRun && askedIn(request).find(([name]) => name === 'dry_run')?.[1]
  if (!value || value === 'false') return false
  if (value === 'true') return true
  throw new CommerceError('invalid_input', 'dry_run is true or false.', { path: '$.dry_run' })
}

const askedIn = (request: Request) => [...new URL(request.originalUrl, 'http://shop').searchParams]
