import { guest, type Identity } from '@mitchweb/engine'
import { CommerceError } from '@mitchweb/engine/contract'
import type { Request, RequestHandler, Response } from 'express'
import type { GatewayEngine } from '../gateway-engine.ts'
import { isFromOwnPage } from '../pages/same-origin.ts'
import { isJson } from './json-body.ts'

type Door = {
  readonly engine: GatewayEngine
  /** The path under which the door is known to those who give out credentials for it. */
  readonly path: string
  /** Whether browsers with a session call here. Where not, a cookie is as good as none. */
  readonly takesCookies: boolean
}

/** Finds out who is asking before anything is answered. What does not count is refused, and nobody becomes a guest by it. */
export const identified =
  ({ engine, path, takesCookies }: Door): RequestHandler =>
  async (request, response, next) => {
    const identity = await engine.identify({
      authorization: request.get('authorization'),
      cookie: takesCookies ? request.get('cookie') : undefined,
      audience: `${engine.publicUrl}${path}`,
    })
    if (identity.credential?.kind === 'session') refuseForeign(request, engine)
    response.locals.identity = identity
    next()
  }

export const identityOf = (response: Response): Identity => response.locals.identity ?? { actor: guest }

/** A browser sends its cookie along for any page, so what it changes something with has to come from the shop's own. */
function refuseForeign(request: Request, engine: GatewayEngine): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return
  if (!isFromOwnPage(request, engine.publicUrl)) {
    throw new CommerceError('forbidden', 'With a session, changes are taken from the pages of the shop itself only.')
  }
  if (!isJson(request.get('content-type'))) {
    throw new CommerceError('unsupported_media_type', 'With a session, requests are sent as application/json.')
  }
}
