import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Actor, guest, type Identity } from '@mitchweb/engine'
import { CommerceError } from '@mitchweb/engine/contract'
import compression from 'compression'
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express'
import type { GatewayEngine } from './gateway-engine.ts'
import { apiRouter, maxAdminBytes, named, staffOnly } from './http/api.ts'
import { challenges } from './http/challenge.ts'
import { googleFeedHandler } from './http/feed.ts'
import { openToAssistants, openToOrigins, securityHeaders } from './http/headers.ts'
import { identified, identityOf } from './http/identity.ts'
import { bytes, maxBodyBytes, parseJson } from './http/json-body.ts'
import {
  defaultLimits,
  type Limit,
  type Limits,
  limitAddress,
  limitCaller,
  limitRefusals,
  limitTraffic,
} from './http/limits.ts'
import { type Log, requestIds, requestLog } from './http/log.ts'
import { problems, unknownAddress, wrongMethod } from './http/problem.ts'
import { signInDoor } from './http/sign-in.ts'
import { openApiDocument } from './openapi.ts'
import { docsPage } from './pages/docs-page.ts'
import { pagesRouter } from './pages/router.ts'
import type { Storefront } from './storefront.ts'
import { version } from './version.ts'

/** The MCP head's door: it is handed the request with the body already read. */
export type McpHandler = {
  readonly handle: (request: McpRequest, response: ServerResponse, body: unknown) => Promise<void>
}

/** The request with who sent it, as the MCP SDK carries it: nothing for a guest. */
export type McpRequest = IncomingMessage & { auth?: McpCaller }

export type McpCaller = {
  readonly token: string
  readonly clientId: string
  readonly scopes: string[]
  readonly expiresAt?: number
  readonly extra: { readonly actor: Actor; readonly customerId?: string }
}

export type AppOptions = {
  readonly engine: GatewayEngine
  readonly mcp?: McpHandler
  /** The same for the shop's staff, under `/admin/mcp`. */
  readonly adminMcp?: McpHandler
  /** The shop's pages; without it there is one that says what the shop is and how programs reach it. */
  readonly storefront?: Storefront | undefined
  readonly log: Log
  /** `false` counts nothing: for load tests behind a limiter of one's own. */
  readonly limits?: Limits | false
  /** How many proxies in front may be believed about the caller's address; 0 believes none. */
  readonly trustedProxies?: number
  /** Says whether the process is on its way out, so that `/ready` can send callers elsewhere. */
  readonly isClosing?: () => boolean
}

/** The gateway: REST under `/api`, MCP under `/mcp`, and the pages that a person needs. */
export function createApp({
  engine,
  mcp,
  adminMcp,
  storefront,
  log,
  limits = defaultLimits,
  trustedProxies = 0,
  isClosing,
}: AppOptions): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', trustedProxies)
  app.set('query parser', false)
  app.use(requestIds, requestLog(log), securityHeaders({ isHttps: engine.publicUrl.startsWith('https:') }))
  app.get(
    '/health',
    named('/health'),
    (_request, response) => void response.set('Cache-Control', 'no-store').json({ status: 'ok' }),
  )
  app.get('/ready', named('/ready'), readiness(engine, isClosing))
  if (mcp) {
    const asking = limited(limits ? limits.mcp : false, identified({ engine, path: '/mcp', takesCookies: false }))
    app.all('/mcp', named('/mcp'), openToAssistants(engine.publicUrl), ...asking, bytes(256 * 1024), mcpDoor(mcp))
    app.use('/mcp', challenges({ signIn: { publicUrl: engine.publicUrl, path: '/mcp' } }), waitInJsonRpc)
  }
  if (adminMcp) {
    const asking = limited(
      limits ? limits.admin : false,
      identified({ engine, path: '/admin/mcp', takesCookies: false }),
    )
    const open = openToAssistants(engine.publicUrl)
    app.all('/admin/mcp', named('/admin/mcp'), open, ...asking, staffOnly, bytes(maxAdminBytes), mcpDoor(adminMcp))
    app.use('/admin/mcp', challenges({}), waitInJsonRpc, problems(log))
  }
  app
    .route('/webhooks/stripe')
    .post(named('/webhooks/stripe'), bytes(maxWebhookBytes), stripeDoor(engine))
    .all(wrongMethod(['POST']))
  app.use('/webhooks', unknownAddress, problems(log))
  app.use(compression())
  app.get(
    ['/.well-known/oauth-authorization-server{/api/auth}', '/.well-known/oauth-protected-resource/:door'],
    named('/.well-known'),
    openToOrigins,
    signInDoor(engine),
  )
  app.use('/.well-known', unknownAddress, problems(log))
  app.use(
    ['token', 'register', 'revoke'].map(name => `/api/auth/oauth2/${name}`),
    openToOrigins,
  )
  app.use(
    '/api/auth',
    named('/api/auth'),
    ...(limits ? limitTraffic(limits.checkout) : []),
    bytes(maxBodyBytes),
    signInDoor(engine),
    problems(log),
  )
  app.use('/api', openToOrigins)
  app
    .route('/api/openapi.json')
    .get(named('/api/openapi.json'), description(engine))
    .all(wrongMethod(['GET', 'HEAD']))
  app
    .route('/api/docs')
    .get(named('/api/docs'), reference(engine))
    .all(wrongMethod(['GET', 'HEAD']))
  const refusing = limits ? [limitRefusals()] : []
  app.use('/api', ...refusing, identified({ engine, path: '/api', takesCookies: true }))
  app.use('/api', apiRouter({ engine, limits }), unknownAddress)
  app.use('/api/admin', challenges({}))
  app.use('/api', challenges({ signIn: { publicUrl: engine.publicUrl, path: '/api' } }), problems(log))
  app
    .route('/feeds/google.xml')
    .get(named('/feeds/google.xml'), ...(limits ? limitTraffic(limits.checkout) : []), googleFeedHandler(engine))
    .all(wrongMethod(['GET', 'HEAD']))
  app.use('/feeds', unknownAddress, problems(log))
  app.use(pagesRouter({ engine, hasMcp: mcp !== undefined, storefront, limits, log }), unknownAddress, problems(log))
  return app
}

/** Finding out who asks, between what is counted before that and what is counted by it. */
const limited = (limit: Limit | false, asking: RequestHandler): RequestHandler[] =>
  limit ? [limitAddress(limit), limitRefusals(), asking, limitCaller(limit)] : [asking]

const readiness =
  (engine: GatewayEngine, isClosing: () => boolean = () => false): RequestHandler =>
  async (_request, response) => {
    const isReady =
      !isClosing() &&
      (await engine.checkReady().then(
        () => true,
        () => false,
      ))
    response
      .set('Cache-Control', 'no-store')
      .status(isReady ? 200 : 503)
      .json({ status: isReady ? 'ready' : 'unavailable' })
  }

const maxWebhookBytes = 256 * 1024

/** The message stays as its bytes: they are what is signed. Stripe hears that it is kept before it is worked on. */
const stripeDoor =
  (engine: GatewayEngine): RequestHandler =>
  async (request, response) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    await engine.receiveWebhook('stripe', { body, signature: request.get('stripe-signature') })
    response.set('Cache-Control', 'no-store').json({ received: true })
  }

/** JSON-RPC has an answer of its own for what cannot be read. */
const mcpDoor =
  (mcp: McpHandler): RequestHandler =>
  async (request, response) => {
    const read = request.method === 'POST' ? readMessage(request.body) : { message: undefined }
    if ('problem' in read) {
      const error = { code: -32700, message: `Parse error: ${read.problem}` }
      return void response.status(400).json({ jsonrpc: '2.0', id: null, error })
    }
    const auth = callerOf(identityOf(response))
    await mcp.handle(auth ? Object.assign(request, { auth }) : request, response, read.message)
  }

/** Who called too often hears it as an error of the protocol; when to come back stands in the header. */
const waitInJsonRpc: ErrorRequestHandler = (error, _request, response, next) => {
  if (!(error instanceof CommerceError) || error.code !== 'rate_limited') return next(error)
  const data = { code: error.code, remedy: error.remedy, ...error.details }
  response
    .status(error.status)
    .json({ jsonrpc: '2.0', id: null, error: { code: -32000, message: error.message, data } })
}

/** What stands in the place of the token is its name: nobody behind this door has a use for the token itself. */
function callerOf({ actor, credential }: Identity): McpCaller | undefined {
  if (!credential) return undefined
  const customerId = 'customerId' in actor ? actor.customerId : undefined
  return {
    token: credential.id,
    clientId: actor.kind === 'agent' ? actor.agentId : `${credential.kind}:${credential.id}`,
    scopes: 'scopes' in actor ? [...actor.scopes] : [],
    ...(credential.expiresAt && { expiresAt: Math.floor(credential.expiresAt.getTime() / 1000) }),
    extra: { actor, ...(customerId !== undefined && { customerId }) },
  }
}

function readMessage(body: unknown): { message: unknown } | { problem: string } {
  try {
    return { message: parseJson(Buffer.isBuffer(body) ? body : Buffer.alloc(0)) }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

function description(engine: GatewayEngine): RequestHandler {
  let made: object | undefined
  return (_request, response) => {
    made ??= openApiDocument({ publicUrl: engine.publicUrl, version })
    response.set('Cache-Control', 'public, max-age=60').json(made)
  }
}

function reference(engine: GatewayEngine): RequestHandler {
  const made = new Map<string, string>()
  return async (_request, response) => {
    const { name } = await engine.as(guest).getStore({})
    const page = made.get(name) ?? docsPage({ shop: name, publicUrl: engine.publicUrl })
    made.clear()
    made.set(name, page)
    response.set('Cache-Control', 'public, max-age=60').type('html').send(page)
  }
}
