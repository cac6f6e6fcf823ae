import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import * as build from 'virtual:react-router/server-build'
import { createRequestHandler, RouterContextProvider, type ServerBuild } from 'react-router'
import { withWaits } from '../app/account/waits.server.ts'
import { keptAddresses } from '../app/machines/addresses.server.ts'
import { keptPolicies } from '../app/policy/policies.server.ts'
import type { GoesWith } from '../app/product/goes-with.ts'
import { turns } from '../app/visit/turns.server.ts'
import { visitContext } from '../app/visit/visit.ts'
import type { Storefront, Visitor } from './types.d.ts'

/** The shop's pages: a function of a `Shop`. Its scripts and styles lie in `clientFolder`, under `/assets`. */
export function openStorefront(): Storefront {
  const kept = {
    cartTurn: turns(),
    goesWith: new Map() satisfies GoesWith,
    addresses: keptAddresses(),
    policies: keptPolicies(),
  }
  const handle = createRequestHandler(build as unknown as ServerBuild, 'production')
  return async (request, visitor) => {
    const nonce = randomBytes(16).toString('base64url')
    const { askAccounts, secondsToWait } = withWaits(visitor.askAccounts)
    const visit = { ...visitor, askAccounts, nonce, store: once(() => visitor.shop.getStore({})), ...kept }
    const context = new RouterContextProvider(new Map([[visitContext, visit]]))
    const response = await handle(request, context)
    response.headers.set('Content-Security-Policy', policyOf({ nonce, letsIn: guestsOf(request, visitor) }))
    const seconds = secondsToWait()
    if (seconds !== undefined && [429, 503].includes(response.status))
      response.headers.set('Retry-After', String(Math.ceil(seconds)))
    return response
  }
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined
  return () => {
    answer ??= ask()
    return answer
  }
}

export const clientFolder = fileURLToPath(new URL('../client', import.meta.url))

type Guests = { readonly script: string; readonly connect: string; readonly frame?: string }

const nobody: Guests = { script: '', connect: '' }

/** What Stripe asks of a page that shows its form (docs.stripe.com/security/guide). */
const stripe: Guests = {
  script: ' https://js.stripe.com https://*.js.stripe.com',
  connect: ' https://api.stripe.com',
  frame: 'https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com',
}

/** Nobody else's script runs anywhere but where a card is typed in. */
const guestsOf = ({ url }: Request, { payments }: Visitor): Guests =>
  payments.hasPaymentForm && /^\/checkout\/[^/]+$/.test(new URL(url).pathname) ? stripe : nobody

/** Only scripts of the shop's own run, files and what the page itself was sent with, and those of its guests. */
const policyOf = ({ nonce, letsIn }: { readonly nonce: string; readonly letsIn: Guests }): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'${letsIn.script}`,
    "style-src 'self'",
    "img-src 'self' https:",
    "font-src 'self'",
    `connect-src 'self'${letsIn.connect}`,
    ...(letsIn.frame ? [`frame-src ${letsIn.frame}`] : []),
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
