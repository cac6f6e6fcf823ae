import { guest } from '@mitchweb/engine'
import type { Storefront as Render, Visitor } from '@mitchweb/web'
import express, { type Response as Answer, type Request as Asked, type RequestHandler, Router } from 'express'
import type { GatewayEngine } from './gateway-engine.ts'
import { named } from './http/api.ts'
import { identityOf } from './http/identity.ts'
import { bytes } from './http/json-body.ts'
import type { Log } from './http/log.ts'
import { packedFiles } from './http/packed-files.ts'
import { askAccounts } from './pages/ask-accounts.ts'
import { shopOf } from './pages/page-identity.ts'
import { fromOwnPage } from './pages/same-origin.ts'

/** What the storefront is to the gateway: pages for a visitor, and the folder of their scripts and styles. */
export type Storefront = { readonly render: Render; readonly clientFolder: string }

/** The storefront as it was built. Throws, with what to do, where it was not. */
export async function openBuiltStorefront(): Promise<Storefront> {
  const { openStorefront, clientFolder } = await import('@mitchweb/web').catch(cause => {
    throw new Error('The storefront is not built. Build it with: npm run build:web', { cause })
  })
  return { render: openStorefront(), clientFolder }
}

type Mounted = {
  readonly engine: GatewayEngine
  readonly storefront: Storefront
  readonly log: Log
  readonly looking: readonly RequestHandler[]
  readonly filling: readonly RequestHandler[]
  readonly acting: readonly RequestHandler[]
}

/**
 * The pages of the storefront: every address that nothing before it answers. What asks a payment provider, what may
 * end in paying, and what tries passwords or asks for letters counts as acting; every other form fills a cart at most.
 */
export function storefrontRouter({ engine, storefront, log, looking, filling, acting }: Mounted): Router {
  const router = Router()
  const show = pages(engine, storefront, log)
  // Limits and pages see one address, or a form would be counted as another than it is.
  router.use((asked, _answer, next) => {
    const place = placeOf(asked, engine.publicUrl)
    if (place === undefined) return next('router')
    asked.url = place
    next()
  })
  const form = [fromOwnPage(engine.publicUrl), bytes(20 * 1024)]
  const provider = ['return', 'confirm'].flatMap(step => [`/checkout/:id/${step}`, `/checkout/:id/${step}.data`])
  router.get(provider, named('/checkout/{id}/{step}'), ...acting, show)
  router.get('/{*path}', named('/{page}'), ...looking, show)
  router.post(['/checkout/:id', '/orders/:token'], named('/{page}/{id}'), ...acting, ...form, show)
  router.post('/account/{*path}', named('/account/{page}'), ...acting, ...form, show)
  router.post('/{*path}', named('/{page}'), ...filling, ...form, show)
  return router
}

/** Files that are named by what is in them never change. */
export const storefrontFiles = ({ clientFolder }: Storefront): RequestHandler[] => [
  packedFiles(`${clientFolder}/assets`, { 'Cache-Control': 'public, max-age=31536000, immutable' }),
  express.static(`${clientFolder}/assets`, {
    index: false,
    redirect: false,
    immutable: true,
    maxAge: '1y',
    fallthrough: true,
  }),
]

/**
 * The worker that a browser keeps, and what belongs to it: looked for anew each time, so that a new build arrives. Its
 * own rules let it ask the shop and nothing else.
 */
export const storefrontWorker = ({ clientFolder }: Storefront): RequestHandler[] => [
  (_request, response, next) => {
    response.set({
      'Cache-Control': 'no-cache',
      'Content-Security-Policy': "default-src 'none'; connect-src 'self'",
    })
    next()
  },
  express.static(clientFolder, { index: false, redirect: false, cacheControl: false, fallthrough: true }),
]

const pages =
  (engine: GatewayEngine, { render }: Storefront, log: Log): RequestHandler =>
  async (asked, answer) => {
    // By the log's own way with errors, which leaves out what was asked and answered.
    const onFault = (error: unknown) =>
      log.error({ request_id: answer.locals.requestId, err: error }, 'unexpected error')
    const visitor = { ...visitorOf(engine, asked, answer), onFault }
    await send(await render(requestOf(asked, engine.publicUrl), visitor), answer)
  }

const visitorOf = (engine: GatewayEngine, request: Asked, answer: Answer): Omit<Visitor, 'onFault'> => ({
  shop: shopOf(engine, answer),
  publicShop: engine.as(guest),
  payments: engine,
  isSignedIn: identityOf(answer).credential !== undefined,
  askAccounts: (path, body) => askAccounts({ engine, request }, path, body),
  publicUrl: engine.publicUrl,
})

function requestOf(asked: Asked, publicUrl: string): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(asked.headers)) {
    // Where a form comes from was looked at before, by what the browser says. The pages would compare it with the public
    // address, by which a shop on a machine of one's own, or behind a proxy, is not always reached.
    if (name === 'origin') continue
    for (const each of Array.isArray(value) ? value : [value ?? '']) headers.append(name, each)
  }
  const body: unknown = asked.body
  return new Request(publicUrl + asked.url, {
    method: asked.method,
    headers,
    ...(Buffer.isBuffer(body) && { body: new Uint8Array(body) }),
  })
}

/**
 * The path and query of an address in the one way in which the pages read it: without steps back, without the codes of
 * plain letters, and without the host that some proxies write before it. Undefined where it is no address of the shop.
 */
function placeOf({ originalUrl }: Asked, publicUrl: string): string | undefined {
  const address = publicUrl + (originalUrl.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '') || '/')
  if (!URL.canParse(address)) return undefined
  const { pathname, search } = new URL(address)
  const plain = pathname.replace(/%(?:2[DE]|3\d|[46][1-9A-F]|[57][\dA]|5F|7E)/gi, decodeURIComponent)
  return plain.includes('//') ? undefined : plain + search
}

async function send(page: Response, answer: Answer): Promise<void> {
  answer.status(page.status)
  for (const [name, value] of page.headers) if (name !== 'set-cookie') answer.set(name, value)
  for (const cookie of page.headers.getSetCookie()) answer.append('Set-Cookie', cookie)
  if (!page.headers.has('cache-control')) answer.set('Cache-Control', 'private, no-cache')
  answer.vary('Cookie').vary('Accept-Language')
  answer.end(Buffer.from(await page.arrayBuffer()))
}
