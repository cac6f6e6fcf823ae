import {
  isInitializeRequest,
  legacyStatelessFallback,
  type McpHandlerRequestOptions,
  type McpServer,
  type McpServerFactory,
  type Server,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server'
import { recentEvents } from './event-store.ts'
import { anybody, principalOf } from './principal.ts'

export type SessionOptions = {
  /** How long a session without a request or an open stream is kept. */
  readonly sessionIdleMs: number
  /** At this many, the one that was used least recently makes room. */
  readonly maxSessions: number
  readonly onError: (error: Error) => void
}

export type Sessions = {
  readonly fetch: (request: Request, options: McpHandlerRequestOptions) => Promise<Response>
  readonly count: () => number
  readonly close: () => Promise<void>
}

type Session = {
  readonly id: string
  principal: string
  readonly server: McpServer | Server
  readonly transport: WebStandardStreamableHTTPServerTransport
  usedAt: number
  openStreams: number
}

/**
 * The 2025 era over HTTP: one server and transport per session id, with the GET stream, DELETE, resumption, and 404 for
 * what is unknown. A call without a session is served once and forgotten. A session belongs to whoever opened it.
 */
export function legacySessions(factory: McpServerFactory, options: SessionOptions): Sessions {
  const { sessionIdleMs, maxSessions, onError } = options
  const sessions = new Map<string, Session>()
  const once = legacyStatelessFallback(factory, onError)
  const sweeper = setInterval(() => sweep(sessions, sessionIdleMs), Math.min(sessionIdleMs, 60_000))
  sweeper.unref()

  async function open(request: Request, { authInfo, parsedBody }: McpHandlerRequestOptions): Promise<Response> {
    if (JSON.stringify(parsedBody).length > longestGreeting) return tooMuch()
    if (sessions.size >= maxSessions) await retireLeastUsed(sessions)
    const server = await factory({ era: 'legacy', requestInfo: request, ...(authInfo && { authInfo }) })
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => crypto.randomUUID(),
      eventStore: recentEvents(),
      retryInterval: 1000,
      onsessioninitialized: id => {
        const session = { id, principal: principalOf(authInfo), server, transport, usedAt: Date.now(), openStreams: 0 }
        sessions.set(id, session)
      },
      onsessionclosed: id => {
        sessions.delete(id)
      },
    })
    transport.onerror = onError
    await server.connect(transport)
    const response = await transport.handleRequest(request, { parsedBody, ...(authInfo && { authInfo }) })
    if (transport.sessionId === undefined) await server.close()
    return response
  }

  return {
    async fetch(request, given) {
      const id = request.headers.get('mcp-session-id')
      if (id === null) return isInitializeRequest(given.parsedBody) ? open(request, given) : once(request, given)
      const session = sessions.get(id)
      if (session === undefined || !isOpenTo(session, principalOf(given.authInfo))) return unknownSession()
      used(sessions, session)
      return streamed(session, request, await session.transport.handleRequest(request, given))
    },
    count: () => sessions.size,
    async close() {
      clearInterval(sweeper)
      const open = [...sessions.values()]
      sessions.clear()
      await Promise.all(open.map(({ server }) => server.close()))
    },
  }
}

/** A guest may sign in within a session, which is theirs alone from then on. */
function isOpenTo(session: Session, principal: string): boolean {
  if (session.principal === anybody) session.principal = principal
  return session.principal === principal
}

/** A map remembers the order of insertion, so what is used goes to its end. */
function used(sessions: Map<string, Session>, session: Session): void {
  session.usedAt = Date.now()
  sessions.delete(session.id)
  sessions.set(session.id, session)
}

function sweep(sessions: Map<string, Session>, idleMs: number): void {
  const before = Date.now() - idleMs
  for (const session of sessions.values()) {
    if (session.openStreams === 0 && session.usedAt < before) void retire(sessions, session)
  }
}

async function retireLeastUsed(sessions: Map<string, Session>): Promise<void> {
  const [oldest] = sessions.values()
  if (oldest !== undefined) await retire(sessions, oldest)
}

async function retire(sessions: Map<string, Session>, { id, server }: Session): Promise<void> {
  sessions.delete(id)
  await server.close()
}

/**
 * Ends a stream as soon as its client is gone. Otherwise the transport would take the dead stream for an open one and
 * refuse the client that reconnects.
 */
function streamed(session: Session, request: Request, response: Response): Response {
  if (response.body === null) return response
  const reader = response.body.getReader()
  session.openStreams += 1
  let open = true
  const end = () => {
    if (open) session.openStreams -= 1
    open = false
    session.usedAt = Date.now()
  }
  const abandon = () => {
    end()
    reader.cancel().catch(() => {})
  }
  if (request.signal.aborted) abandon()
  request.signal.addEventListener('abort', abandon, { once: true })
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      // Node sends the headers with the first bytes, and a stream that waits for news has none; a comment opens it.
      if (request.method === 'GET' && response.ok) controller.enqueue(new TextEncoder().encode(': open\n\n'))
    },
    async pull(controller) {
      const { done, value } = await reader.read()
      if (!done) return controller.enqueue(value)
      end()
      controller.close()
    },
    cancel: abandon,
  })
  return new Response(body, { status: response.status, headers: response.headers })
}

/** What a client says of itself is kept for as long as its session, and is a line or two. */
const longestGreeting = 16 * 1024

const tooMuch = (): Response =>
  Response.json(
    {
      jsonrpc: '2.0',
      error: { code: -32600, message: 'Invalid request: the client says too much of itself.' },
      id: null,
    },
    { status: 400 },
  )

const unknownSession = (): Response =>
  Response.json(
    { jsonrpc: '2.0', error: { code: -32001, message: 'Session not found: initialize again.' }, id: null },
    { status: 404 },
  )
