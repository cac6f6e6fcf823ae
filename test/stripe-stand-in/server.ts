import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { isNotTheShop } from '../secrets/answers.ts'
import { Bank, type Happening } from './bank.ts'
import type { Account } from './books.ts'
import { type Params, paramsOf, StripeProblem } from './wire.ts'

/**
 * What goes wrong with a request. `refuse` and `cut_before` never act, `cut_after` and `silent_after` act and lose the
 * answer; `error_before` is a failure at Stripe's door that is not kept under the key, `error_after` one that is, and
 * that a repetition meets again.
 */
export type Fault =
  | 'refuse'
  | 'cut_before'
  | 'cut_after'
  | 'silent_before'
  | 'silent_after'
  | 'error_before'
  | 'error_after'
  | 'rate_limit'
  | { readonly delayMs: number }

export type StripeRequest = {
  readonly method: string
  readonly path: string
  readonly params: Params
  readonly key: string | undefined
  readonly version: string | undefined
}

export type StandInOptions = {
  readonly accounts: readonly Account[]
  readonly now?: () => Date
  readonly faultFor?: (request: StripeRequest) => Fault | undefined
  /** Hears of everything that Stripe would send an event about, before the request that caused it is answered. */
  readonly onHappening?: (happening: Happening) => void
}

export type StandIn = {
  /** For `STRIPE_API_BASE`. */
  readonly url: string
  readonly bank: Bank
  /** Every request that was let in, in order. */
  readonly requests: readonly StripeRequest[]
  /** From now on. */
  readonly setFaults: (faultFor: StandInOptions['faultFor']) => void
  readonly close: () => Promise<void>
}

type Kept = { readonly hash: string; readonly at: number; answer?: { readonly status: number; readonly body: object } }

const keptMs = 24 * 3_600_000

/** Stripe as far as the shop uses it, with its memory, its errors and its moods. */
export async function startStripeStandIn(options: StandInOptions): Promise<StandIn> {
  const { accounts, now = () => new Date(), onHappening = () => {} } = options
  let { faultFor } = options
  let url = ''
  const bank = new Bank({ now, address: () => url, tell: onHappening })
  const requests: StripeRequest[] = []
  const kept = new Map<string, Kept>()

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request)
    const address = new URL(request.url ?? '/', url)
    if (!address.pathname.startsWith('/v1/')) return void page(bank, accounts, { request, response, address, body })
    const account = accounts.find(({ secretKey }) => request.headers.authorization === `Bearer ${secretKey}`)
    const { method = 'GET' } = request
    const params = paramsOf(method === 'GET' ? address.search.slice(1) : body)
    const header = request.headers['idempotency-key']
    const key = Array.isArray(header) ? header[0] : header
    const version = request.headers['stripe-version']
    const asked: StripeRequest = {
      method,
      path: address.pathname,
      params,
      key,
      version: Array.isArray(version) ? version[0] : version,
    }
    const fault = faultFor?.(asked)
    if (fault === 'refuse' || fault === 'cut_before') return void request.socket.destroy()
    if (fault === 'silent_before') return
    if (fault === 'error_before') return send(response, 503, unavailable)
    if (fault === 'rate_limit') return send(response, 429, tooMany)
    if (!account) return send(response, 401, unknownKey)
    requests.push(asked)
    const delayMs = typeof fault === 'object' ? fault.delayMs : 0
    const { status, body: answered } = await once({ account, asked, body, delayMs, fails: fault === 'error_after' })
    if (fault === 'cut_after') return void request.socket.destroy()
    if (fault === 'silent_after') return
    send(response, status, answered)
  }

  /** A key is worked on once; whoever repeats it gets the first answer, errors included. */
  const once = async ({ account, asked, body, delayMs, fails }: Once): Promise<{ status: number; body: object }> => {
    const { key, method, path } = asked
    if (key === undefined || method !== 'POST') {
      if (delayMs > 0) await delay(delayMs)
      return acted(() => route(bank, account, asked))
    }
    const name = `${account.id} ${key}`
    const hash = `${path} ${body}`
    const before = kept.get(name)
    if (before && now().getTime() - before.at < keptMs) {
      if (before.hash !== hash) return { status: 400, body: otherBody }
      return before.answer ?? { status: 409, body: inUse }
    }
    const keeping: Kept = { hash, at: now().getTime() }
    kept.set(name, keeping)
    if (delayMs > 0) await delay(delayMs)
    const made = acted(() => route(bank, account, asked))
    // Parameters that are no good are not kept: nothing was begun.
    if (made.status === 400 || made.status === 404) kept.delete(name)
    else keeping.answer = fails ? { status: 500, body: broken } : made
    return keeping.answer ?? made
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(error =>
      send(response, 500, { error: { type: 'api_error', message: String(error) } }),
    )
  })
  isNotTheShop(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    bank,
    requests,
    setFaults: next => {
      faultFor = next
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type Once = {
  readonly account: Account
  readonly asked: StripeRequest
  readonly body: string
  readonly delayMs: number
  readonly fails: boolean
}

function route(bank: Bank, account: Account, { method, path, params }: StripeRequest): object {
  const [, , kind = '', ...rest] = path.split('/').map(decodeURIComponent)
  const [id = '', verb = ''] = rest
  const call = `${method} ${kind}${verb ? `/${verb}` : ''}`
  if (kind === 'checkout') {
    const [, session = '', step = ''] = rest
    if (method === 'POST' && session === '') return bank.createSession(account, params)
    if (method === 'POST' && step === 'expire') return bank.expireSession(account, session)
    if (method === 'GET') return bank.readSession(account, session)
  }
  if (call === 'POST payment_intents')
    return id === '' ? bank.createIntent(account, params) : bank.updateIntent(account, id, params)
  if (call === 'GET payment_intents') {
    return id === 'search' ? bank.searchIntents(account, params) : bank.readIntent(account, id, params)
  }
  if (call === 'POST payment_intents/confirm') return bank.confirmIntent(account, id, params)
  if (call === 'POST payment_intents/capture') return bank.captureIntent(account, id, params)
  if (call === 'POST payment_intents/cancel') return bank.cancelIntent(account, id)
  if (call === 'POST refunds') return bank.createRefund(account, params)
  if (call === 'GET refunds') return bank.listRefunds(account, params)
  if (call === 'GET disputes') return bank.readDispute(account, id)
  const { vault } = bank
  if (call === 'POST customers') return vault.createCustomer(account, params)
  if (call === 'GET customers' && id === 'search') return vault.searchCustomers(account, params)
  if (call === 'GET payment_methods')
    return id === '' ? vault.listMethods(account, params) : vault.readMethod(account, id)
  if (call === 'POST payment_methods/attach') return vault.attach(account, id, params)
  if (call === 'POST payment_methods/detach') return vault.detach(account, id)
  throw new StripeProblem(404, 'invalid_request_error', { message: `Unrecognized request URL (${method}: ${path}).` })
}

function acted(work: () => object): { status: number; body: object } {
  try {
    return { status: 200, body: work() }
  } catch (error) {
    if (error instanceof StripeProblem) return { status: error.status, body: error.body }
    throw error
  }
}

/** Where a person pays or confirms: `POST /pay/{session}` with a payment method, `POST /authenticate/{intent}`. */
function page(
  bank: Bank,
  accounts: readonly Account[],
  {
    request,
    response,
    address,
    body,
  }: { request: IncomingMessage; response: ServerResponse; address: URL; body: string },
): void {
  const [, kind, id = ''] = address.pathname.split('/')
  const session = bank.books.sessions.get(id)
  const intent = bank.books.intents.get(id)
  const account = accounts.find(known => known.id === (session ?? intent)?.account)
  if (!account || (kind !== 'pay' && kind !== 'authenticate')) return void send(response, 404, {})
  if (request.method !== 'POST') {
    response.writeHead(200, { 'Content-Type': 'text/html' })
    return void response.end(
      `<!doctype html><form method="post"><input name="payment_method" value="pm_card_visa"><button>Pay</button>${session ? '' : refuseButton}</form>`,
    )
  }
  const { payment_method: method, decision } = paramsOf(body)
  if (session) bank.payOnPage(account, id, typeof method === 'string' ? method : undefined)
  else bank.authenticate(account, id, decision !== 'refuse')
  response.writeHead(303, { Location: (session ? session.successUrl : intent?.returnUrl) ?? '/' }).end()
}

/** Where a bank asks, its customer may say no. */
const refuseButton = '<button name="decision" value="refuse">Refuse</button>'

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

let requestIds = 0

function send(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent || response.destroyed) return
  requestIds += 1
  response
    .writeHead(status, { 'Content-Type': 'application/json', 'Request-Id': `req_standin${requestIds}` })
    .end(JSON.stringify(body))
}

const apiError = (message: string) => ({ error: { type: 'api_error', message } })
const unavailable = apiError('Stripe is unavailable.')
const broken = apiError('Something went wrong at Stripe.')
const tooMany = { error: { type: 'invalid_request_error', code: 'rate_limit', message: 'Too many requests.' } }
const unknownKey = { error: { type: 'invalid_request_error', message: 'Invalid API Key provided: sk_****' } }
const inUse = {
  error: { type: 'idempotency_error', code: 'idempotency_key_in_use', message: 'Another request is in progress.' },
}
const otherBody = {
  error: {
    type: 'idempotency_error',
    message: 'Keys can only be used with the same parameters they were first used with.',
  },
}
