import type { IncomingMessage, ServerResponse } from 'node:http'
import { hostHeaderValidation, originValidation, toNodeHandler } from '@modelcontextprotocol/node'
import {
  type AuthInfo,
  createMcpHandler,
  InMemoryServerEventBus,
  isJsonContentType,
  isLegacyRequest,
  type McpHandlerRequestOptions,
  type McpServerFactory,
  type ServerEventBus,
} from '@modelcontextprotocol/server'
import { challengeTo } from './challenge.ts'
import { changedResources, type Subscribe } from './live-updates.ts'
import { merchantChallenge } from './merchant/challenge.ts'
import { type MerchantOptions, merchantServerFactory } from './merchant/server.ts'
import { type McpShopOptions, mcpServerFactory } from './server.ts'
import { legacySessions } from './sessions.ts'

export type McpHttpOptions = {
  /** Its host is allowed besides loopback, and under it clients learn where to sign in. */
  readonly publicUrl?: string
  /** Further host names, without port, under which the endpoint may be called. */
  readonly allowedHosts?: readonly string[]
  readonly maxBodyBytes?: number
  readonly sessionIdleMs?: number
  readonly maxSessions?: number
  /** Carries change events to open subscriptions; give one of your own where several nodes serve. */
  readonly bus?: ServerEventBus
  /** Requests that were refused and faults of transport, for the log. */
  readonly onError?: (error: Error) => void
}

export type McpHttp = {
  /** Serves one request; `body` is the parsed JSON where a parser has read the stream already. */
  readonly handle: (req: IncomingMessage & { auth?: AuthInfo }, res: ServerResponse, body?: unknown) => Promise<void>
  readonly close: () => Promise<void>
}

/** The shop's MCP endpoint on Streamable HTTP, for both protocol eras. */
export const mcpHttpHandler = (options: McpShopOptions & McpHttpOptions): McpHttp =>
  serveOverHttp(mcpServerFactory(options), options)

/** The same for the shop's staff. The door in front has found out whose key was shown. */
export const merchantHttpHandler = (options: MerchantOptions & McpHttpOptions): McpHttp =>
  serveOverHttp(merchantServerFactory(options), { ...options, challenge: merchantChallenge })

/** Refuses a message before it is handled; undefined where it may go on. */
type Challenge = (asking: { message: unknown; authInfo: AuthInfo | undefined }) => Response | undefined

function shopperChallenge({ publicUrl }: McpHttpOptions): Challenge {
  if (publicUrl === undefined) return () => undefined
  const resourceMetadata = `${publicUrl}/.well-known/oauth-protected-resource/mcp`
  return asking => challengeTo({ ...asking, resourceMetadata })
}

/** Any factory on the shop's own stack: host and origin checks, body limit, stateless calls and 2025 sessions. */
export function serveOverHttp(
  factory: McpServerFactory,
  options: McpHttpOptions & { readonly subscribe?: Subscribe; readonly challenge?: Challenge },
): McpHttp {
  const { maxBodyBytes = 256 * 1024, sessionIdleMs = 30 * 60_000, maxSessions = 1000, onError = () => {} } = options
  const bus = options.bus ?? new InMemoryServerEventBus(onError)
  const modern = createMcpHandler(factory, {
    legacy: 'reject',
    bus,
    maxRequestBodySize: maxBodyBytes,
    onerror: onError,
  })
  const sessions = legacySessions(factory, { sessionIdleMs, maxSessions, onError })
  const stop = options.subscribe?.(event => {
    for (const uri of changedResources(event)) bus.publish({ kind: 'resource_updated', uri })
  })
  const challenge = options.challenge ?? shopperChallenge(options)
  const hosts = allowedHosts(options)
  const hostIsAllowed = hostHeaderValidation(hosts)
  const originIsAllowed = originValidation(hosts)
  const serve = toNodeHandler({ fetch: route }, { maxRequestBodySize: maxBodyBytes, onerror: onError })

  async function route(request: Request, given: McpHandlerRequestOptions = {}): Promise<Response> {
    if (request.method === 'POST' && !isJsonContentType(request.headers.get('content-type'))) return notJson()
    const parsed = given.parsedBody === undefined && request.method === 'POST' ? await parsedBody(request) : given
    if (parsed instanceof Response) return parsed
    const both = { ...given, ...parsed }
    if (Array.isArray(both.parsedBody)) return oneAtATime()
    const refused = challenge({ message: both.parsedBody, authInfo: given.authInfo })
    if (refused) return refused
    const legacy = await isLegacyRequest(request, both.parsedBody)
    return legacy ? sessions.fetch(request, both) : modern.fetch(request, both)
  }

  return {
    async handle(req, res, body) {
      if (!hostIsAllowed(req, res) || !originIsAllowed(req, res)) return
      await serve(req, res, body)
    },
    async close() {
      stop?.()
      await Promise.all([sessions.close(), modern.close()])
    },
  }
}

function notJson(): Response {
  const error = { code: -32000, message: 'Unsupported media type: send application/json.' }
  return Response.json({ jsonrpc: '2.0', error, id: null }, { status: 415 })
}

/** Whoever stands in front counts requests, so that a hundred calls in one would be one; the protocol has dropped lists. */
function oneAtATime(): Response {
  const error = { code: -32600, message: 'Invalid request: send one message at a time, not a list.' }
  return Response.json({ jsonrpc: '2.0', error, id: null }, { status: 400 })
}

/** Closed by default: a page on another host cannot reach a shop on this machine through its visitor's browser. */
function allowedHosts({ publicUrl, allowedHosts = [] }: McpHttpOptions): string[] {
  const own = publicUrl === undefined ? [] : [new URL(publicUrl).hostname]
  return [...new Set(['localhost', '127.0.0.1', '[::1]', ...own, ...allowedHosts])]
}

/** The body read once for both legs; what is no JSON is answered here. The adapter has applied the size limit. */
async function parsedBody(request: Request): Promise<{ parsedBody: unknown } | Response> {
  try {
    return { parsedBody: JSON.parse(await request.clone().text()) }
  } catch {
    const error = { code: -32700, message: 'Parse error: the request body is not valid JSON.' }
    return Response.json({ jsonrpc: '2.0', error, id: null }, { status: 400 })
  }
}
