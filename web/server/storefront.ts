import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import * as build from 'virtual:react-router/server-build'
import { createRequestHandler, RouterContextProvider, type ServerBuild } from 'react-router'
import { keptAddresses } from '../app/machines/addresses.server.ts'
import type { GoesWith } from '../app/product/goes-with.ts'
import { visitContext } from '../app/visit/visit.ts'
import type { Storefront } from './types.d.ts'

/** The shop's pages: a function of a `Shop`. Its scripts and styles lie in `clientFolder`, under `/assets`. */
export function openStorefront(): Storefront {
  const kept = { goesWith: new Map() satisfies GoesWith, addresses: keptAddresses() }
  const handle = createRequestHandler(build as unknown as ServerBuild, 'production')
  return async (request, visitor) => {
    const nonce = randomBytes(16).toString('base64url')
    const context = new RouterContextProvider(new Map([[visitContext, { ...visitor, nonce, ...kept }]]))
    const response = await handle(request, context)
    response.headers.set('Content-Security-Policy', policyOf(nonce))
    return response
  }
}

export const clientFolder = fileURLToPath(new URL('../client', import.meta.url))

/** Only scripts of the shop's own run: files, and what the page itself was sent with. */
const policyOf = (nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self'",
    "img-src 'self' https:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
