import { guest, type Identity } from '@mitchweb/engine'
import { CommerceError, type Shop } from '@mitchweb/engine/contract'
import type { Request, RequestHandler, Response } from 'express'
import type { GatewayEngine } from '../gateway-engine.ts'
import { identityOf } from '../http/identity.ts'
import { askAccounts, passCookies } from './ask-accounts.ts'

/**
 * Who looks at a page. A session that is over is taken from the browser, which then shows the page as it is to a guest:
 * with a program that would go unnoticed, but a person sees that they are signed out. What they send is not taken from
 * them as a guest: they sign in first.
 */
export const pageIdentity =
  (engine: GatewayEngine): RequestHandler =>
  async (request, response, next) => {
    const known = await identityIn(engine, request)
    response.locals.identity = known ?? { actor: guest }
    if (known) return next()
    passCookies(response, await askAccounts({ engine, request }, '/sign-out', {}))
    if (request.method === 'GET' || request.originalUrl.startsWith('/account')) return next()
    response.redirect(303, signInFirst(request.get('referer') ?? '/', engine))
  }

async function identityIn(engine: GatewayEngine, request: Request): Promise<Identity | undefined> {
  const cookie = request.get('cookie')
  try {
    return await engine.identify({ cookie, audience: engine.publicUrl })
  } catch (error) {
    if (error instanceof CommerceError && error.code === 'unauthorized') return undefined
    throw error
  }
}

/** The shop as who looks at the page may use it. */
export const shopOf = (engine: GatewayEngine, response: Response): Shop => {
  const { actor, credential } = identityOf(response)
  return engine.as(actor, { door: 'rest', credentialId: credential?.id })
}

/** The page of signing in, which leads back to where somebody was. */
export function signInFirst(from: string, { publicUrl }: Pick<GatewayEngine, 'publicUrl'>): string {
  const url = URL.canParse(from, publicUrl) ? new URL(from, publicUrl) : new URL(publicUrl)
  return `/account/sign-in?next=${encodeURIComponent(url.pathname)}`
}
