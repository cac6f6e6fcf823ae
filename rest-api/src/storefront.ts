import type { Storefront as Render } from '@mitchweb/web'
import express, { type Response as Answer, type Request as Asked, type RequestHandler, Router } from 'express'
import type { GatewayEngine } from './gateway-engine.ts'
import { named } from './http/api.ts'
import { identityOf } from './http/identity.ts'
import { bytes } from './http/json-body.ts'
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
  readonly looking: readonly RequestHandler[]
  readonly acting: readonly RequestHandler[]
}

/** The pages of the storefront: every address that nothing before it answers. */
export function storefrontRouter({ engine, storefront, looking, acting }: Mounted): Router {
  const router = Router()
  router.get('/{*path}', named('/{page}'), ...looking, pages(engine, storefront))
  const taking = [...acting, fromOwnPage(engine.publicUrl), bytes(20 * 1024)]
  router.post('/{*path}', named('/{page}'), ...taking, pages(engine, storefront))
  return router
}

/** Files that are named by what is in them never change. */
export const storefrontFiles = ({ clientFolder }: Storefront): RequestHandler =>
  express.static(`${clientFolder}/assets`, {
    index: false,
    redirect: false,
    immutable: true,
    maxAge: '1y',
    fallthrough: true,
  })

const pages =
  (engine: GatewayEngine, { render }: Storefront): RequestHandler =>
  async (asked, answer) => {
    const { publicUrl } = engine
    const isSignedIn = identityOf(answer).credential !== undefined
    await send(
      await render(requestOf(asked, publicUrl), { shop: shopOf(engine, answer), isSignedIn, publicUrl }),
      answer,
    )
  }

function requestOf(asked: Asked, publicUrl: string): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(asked.headers)) {
    for (const each of Array.isArray(value) ? value : [value ?? '']) headers.append(name, each)
  }
  const body: unknown = asked.body
  // The pages' own check of where a form comes from holds against the address that the browser used.
  const origin = `${asked.protocol}://${asked.get('host')}`
  return new Request(new URL(asked.originalUrl, URL.canParse(origin) ? origin : publicUrl), {
    method: asked.method,
    headers,
    ...(Buffer.isBuffer(body) && { body: new Uint8Array(body) }),
  })
}

async function send(page: Response, answer: Answer): Promise<void> {
  answer.status(page.status)
  for (const [name, value] of page.headers) if (name !== 'set-cookie') answer.set(name, value)
  for (const cookie of page.headers.getSetCookie()) answer.append('Set-Cookie', cookie)
  if (!page.headers.has('cache-control')) answer.set('Cache-Control', 'private, no-cache')
  answer.vary('Cookie').vary('Accept-Language')
  answer.end(Buffer.from(await page.arrayBuffer()))
}
