import type { RequestHandler } from 'express'
import helmet from 'helmet'

/**
 * Pages run no script at all, so that hostile shop text that slips past escaping still does nothing. Product images may
 * lie anywhere; only same-origin pages learn the address, because checkout and order addresses give access.
 */
export const securityHeaders = ({ isHttps }: { isHttps: boolean }): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'https:'],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: isHttps,
    crossOriginResourcePolicy: { policy: 'same-origin' },
  })

/**
 * Browsers on other origins may use the API: it knows no cookies, so a foreign page can do there only what anyone
 * can do without a browser. Credentials are never allowed along.
 */
export const openToOrigins: RequestHandler = (request, response, next) => {
  response.set({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'ETag, Location, Retry-After, X-Request-Id',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  })
  if (request.method !== 'OPTIONS' || !request.get('access-control-request-method')) return next()
  response
    .set({
      'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT',
      'Access-Control-Allow-Headers':
        'Authorization, Content-Type, Idempotency-Key, If-None-Match, Request-Id, UCP-Agent, X-Request-Id',
      'Access-Control-Max-Age': '600',
    })
    .status(204)
    .end()
}

/**
 * Assistants that run in a browser may read what `/mcp` answers, the challenge to sign in too, where their page lies on
 * this machine or on the shop's own host: the origins that the MCP head lets in. Their token they send by themselves; no
 * cookie counts there.
 */
export function openToAssistants(publicUrl: string): RequestHandler {
  const hosts = ['localhost', '127.0.0.1', '[::1]', new URL(publicUrl).hostname]
  return (request, response, next) => {
    response.vary('Origin')
    const origin = request.get('origin')
    if (origin === undefined || !URL.canParse(origin) || !hosts.includes(new URL(origin).hostname)) return next()
    response.set({
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Expose-Headers': 'Mcp-Session-Id, Retry-After, WWW-Authenticate, X-Request-Id',
    })
    if (request.method !== 'OPTIONS' || !request.get('access-control-request-method')) return next()
    response
      .set({
        'Access-Control-Allow-Methods': 'GET, POST, DELETE',
        'Access-Control-Allow-Headers':
          'Authorization, Content-Type, Last-Event-ID, Mcp-Method, Mcp-Name, Mcp-Protocol-Version, Mcp-Session-Id',
        'Access-Control-Max-Age': '600',
      })
      .status(204)
      .end()
  }
}
