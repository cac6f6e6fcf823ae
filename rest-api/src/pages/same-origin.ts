import { CommerceError } from '@mitchweb/engine/contract'
import type { Request, RequestHandler } from 'express'

/**
 * Forms are taken from the shop's own pages only. Browsers say where a form comes from in headers that a page cannot
 * forge; what says nothing is no browser and has the API.
 */
export const fromOwnPage =
  (publicUrl: string): RequestHandler =>
  (request, _response, next) => {
    if (isFromOwnPage(request, publicUrl)) return next()
    throw new CommerceError('forbidden', 'This form must be sent from the page of the shop itself.')
  }

/** Whether a browser says that the request comes from a page of the shop. */
export function isFromOwnPage(request: Request, publicUrl: string): boolean {
  const site = request.get('sec-fetch-site')
  const origin = request.get('origin')
  const own = [originOf(publicUrl), `${request.protocol}://${request.get('host')}`]
  return site === 'same-origin' || (site === undefined && origin !== undefined && own.includes(origin))
}

const originOf = (url: string): string => new URL(url).origin
